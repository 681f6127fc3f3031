// SPDX-License-Identifier: Apache-2.0

package table

import (
	"slices"
	"strings"

	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/supplier/importer"
)

// list is a list of a record of which a row can be one entry.
type list struct {
	fields []string
	add    func(*cell)
}

// lists are the lists that a table can fill, by the name of their field.
var lists = map[string]*list{
	"owners":         {[]string{"party", "share", "votes", "rights", "from", "to"}, (*cell).owner},
	"sites":          {[]string{"kind", "country", "share", "from", "to"}, (*cell).site},
	"subcontractors": {[]string{"party", "share", "service", "from", "to"}, (*cell).subcontract},
	"relations":      {[]string{"party", "kind", "note", "from", "to"}, (*cell).relation},
	"stateLinks":     {[]string{"country", "kind", "from", "to"}, (*cell).stateLink},
	"certificates":   {[]string{"scheme", "level", "scope", "validFrom", "validTo"}, (*cell).certificate},
	"designations":   {[]string{"regime", "status", "authority", "legalBasis", "assets", "from", "to"}, (*cell).designation},
}

// get returns the first value of a field of the entry.
func (c *cell) get(name string) string {
	if v := c.entry[name]; len(v) > 0 {
		return v[0]
	}
	return ""
}

// need returns the value of a field without which there is no entry.
func (c *cell) need(name string) (string, bool) {
	v := c.get(name)
	if v == "" {
		c.Warnf("table/entry", c.row.At, "fill in the column", "an entry of %s of %s has no %s and was left out", c.field, c.s.ID, name)
	}
	return v, v != ""
}

// oneOf returns a value that is one of the words.
func (c *cell) oneOf(name string, words ...string) (string, bool) {
	v, ok := c.need(name)
	if ok && !slices.Contains(words, v) {
		c.wrong(v, "one of "+strings.Join(words, ", "))
		return "", false
	}
	return v, ok
}

// country returns a value that is a country code.
func (c *cell) country(name string) (string, bool) {
	v, ok := c.need(name)
	code := importer.Country(v)
	if ok && code == "" {
		c.wrong(v, "an ISO 3166-1 alpha-2 code")
	}
	return code, code != ""
}

// period returns the time of the entry. ok is false where it ends on a day
// that cannot be read: without its end it would hold for ever.
func (c *cell) period(first, last string) (from, to supplier.Date, ok bool) {
	from, to = c.date(c.get(first)), c.date(c.get(last))
	if c.get(last) != "" && to.IsZero() {
		c.Warnf("table/entry", c.row.At, "correct the row", "an entry of %s of %s has an end that cannot be read and was left out", c.field, c.s.ID)
		return from, to, false
	}
	from, to = c.Period(from, to, "an entry of "+c.field+" of "+c.s.ID, c.row.At)
	return from, to, true
}

// other returns the id of another party; state:XA stays what it is.
func (c *cell) other() (string, bool) {
	v, ok := c.need("party")
	return partyID(v), ok
}

func (c *cell) owner() {
	party, ok := c.other()
	if !ok {
		return
	}
	h := importer.Holding{
		Party: party, Share: c.part("owners/share", c.get("share")), Votes: c.part("owners/votes", c.get("votes")),
		Rights: c.entry["rights"], Source: c.source, At: c.row.At,
	}
	if h.From, h.To, ok = c.period("from", "to"); ok {
		c.Hold(c.s, h)
	}
}

func (c *cell) site() {
	kind, ok1 := c.oneOf("kind", "manufacture", "development", "support", "hosting")
	country, ok2 := c.country("country")
	if !ok1 || !ok2 {
		return
	}
	x := supplier.Site{Kind: kind, Country: country, Share: c.part("sites/share", c.get("share")), Source: c.source}
	if x.From, x.To, ok1 = c.period("from", "to"); ok1 {
		c.s.Sites.Items = append(c.s.Sites.Items, x)
	}
}

func (c *cell) subcontract() {
	party, ok := c.other()
	if !ok {
		return
	}
	x := supplier.Subcontract{Party: party, Share: c.part("subcontractors/share", c.get("share")), Service: c.get("service"), Source: c.source}
	if x.From, x.To, ok = c.period("from", "to"); ok {
		c.s.Subcontractors.Items = append(c.s.Subcontractors.Items, x)
	}
}

func (c *cell) relation() {
	party, ok := c.other()
	kind, ok2 := c.need("kind")
	if !ok || !ok2 {
		return
	}
	x := supplier.Relation{Party: party, Kind: kind, Note: c.get("note"), Source: c.source}
	if x.From, x.To, ok = c.period("from", "to"); ok {
		c.Relate(c.s, x, c.row.At)
	}
}

func (c *cell) stateLink() {
	country, ok1 := c.country("country")
	kind, ok2 := c.oneOf("kind", "golden-share", "board", "subsidy", "military", "intelligence-duty")
	if !ok1 || !ok2 {
		return
	}
	x := supplier.StateLink{Country: country, Kind: kind, Source: c.source}
	if x.From, x.To, ok1 = c.period("from", "to"); ok1 {
		c.s.StateLinks.Items = append(c.s.StateLinks.Items, x)
	}
}

func (c *cell) certificate() {
	scheme, ok := c.need("scheme")
	if !ok {
		return
	}
	x := supplier.Certificate{Scheme: scheme, Level: c.get("level"), Scope: c.get("scope"), Source: c.source}
	if x.ValidFrom, x.ValidTo, ok = c.period("validFrom", "validTo"); ok {
		c.s.Certificates.Items = append(c.s.Certificates.Items, x)
	}
}

// designation takes an act of an authority. One without authority, legal
// basis and day is none.
func (c *cell) designation() {
	regime, ok := c.need("regime")
	status, ok2 := c.oneOf("status", "high-risk", "restricted", "excluded", "exempted", "cleared", "suspended", "annulled")
	authority, ok3 := c.need("authority")
	basis, ok4 := c.need("legalBasis")
	from, to, ok5 := c.period("from", "to")
	if !ok || !ok2 || !ok3 || !ok4 || !ok5 {
		return
	}
	if cc, national := strings.CutPrefix(regime, "national:"); national && !supplier.ValidCountry(cc) {
		c.wrong(regime, "a regime: national: and a country code")
		return
	}
	if from.IsZero() {
		c.need("from")
		return
	}
	c.s.Designations.Items = append(c.s.Designations.Items, supplier.Designation{
		Regime: regime, Status: status, Scope: supplier.DesignationScope{Assets: c.entry["assets"]},
		Authority: authority, LegalRef: basis, From: from, To: to, Source: c.source,
	})
}
