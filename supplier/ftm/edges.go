// SPDX-License-Identifier: Apache-2.0

package ftm

import (
	"cmp"
	"maps"
	"math"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/supplier/importer"
)

// settle writes what ties parties, when all of them are known.
func (r *reader) settle() {
	for _, e := range r.edges {
		switch e.Schema {
		case "Ownership":
			r.ownership(e)
		case "Sanction":
			r.sanction(e)
		default:
			r.relation(e)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(r.persons)) {
		p := r.persons[id]
		if r.Known(r.ids[id]) == nil {
			r.Infof("ftm/person", p.at, "", "a natural person to whom no party is tied was left out")
		}
	}
}

// period is the time of an interval. A single date is when it was so, not
// when it began.
func (r *reader) period(e *entity) (from, to supplier.Date) {
	return r.Date(e.first("startDate"), "the start of "+e.Schema+" "+e.ID, e.at), r.End(last(e.texts["endDate"]), "the end of "+e.Schema+" "+e.ID, e.at)
}

func last(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return values[len(values)-1]
}

func (r *reader) ownership(e *entity) {
	owners, assets := e.texts["owner"], e.texts["asset"]
	if len(owners) == 0 || len(assets) == 0 {
		r.Errorf("ftm/edge", e.at, "the entity was left out", "the Ownership %s lacks its owner or its asset", e.ID)
		return
	}
	r.Taken(e.Schema)
	if len(owners)+len(assets) > 2 {
		r.Infof("ftm/several", e.at, "", "the Ownership %s has several owners or assets; each was tied to each", e.ID)
	}
	for _, asset := range assets {
		s := r.partyOf(asset, e)
		for _, owner := range owners {
			h := importer.Holding{Party: r.partyOf(owner, e).ID, Share: r.share(e), Source: r.Source(s, r.source(e)), Vague: true, At: e.at}
			h.From, h.To = r.period(e)
			switch kind := strings.ToLower(e.first("ownershipType")); {
			case strings.Contains(kind, "indirect"), strings.Contains(kind, "ultimate"), strings.Contains(kind, "beneficial"):
				r.Relate(s, h.Indirect(), e.at)
				continue
			case strings.Contains(kind, "direct"):
				h.Vague = false
			}
			r.Hold(s, h)
		}
	}
}

// share is the range of the percentages that are stated, nil without any.
func (r *reader) share(e *entity) *supplier.Range {
	var out *supplier.Range
	for _, text := range e.texts["percentage"] {
		p, err := importer.ParsePercent(text)
		if err != nil {
			r.Warnf("ftm/percentage", e.at, "the share stays unknown", "%v", err)
			continue
		}
		if out == nil {
			out = p
		} else {
			out = &supplier.Range{Lo: math.Min(out.Lo, p.Lo), Hi: math.Max(out.Hi, p.Hi)}
		}
	}
	if out == nil && len(e.texts["sharesCount"])+len(e.texts["sharesValue"]) > 0 {
		r.Infof("ftm/shares", e.at, "complete the share", "the Ownership %s states a number or value of shares, but no part of the whole", e.ID)
	}
	return out
}

// ties are the other edges: which property is the party that the relation is
// written into, which the other, and its kind.
var ties = map[string]struct{ of, to, kind string }{
	"Directorship": {"organization", "director", "director"},
	"Succession":   {"successor", "predecessor", "succeeds"},
	"Membership":   {"member", "organization", "memberOf"},
	"UnknownLink":  {"subject", "object", "linkedTo"},
}

func (r *reader) relation(e *entity) {
	t := ties[e.Schema]
	of, to := e.texts[t.of], e.texts[t.to]
	if len(of) == 0 || len(to) == 0 {
		r.Errorf("ftm/edge", e.at, "the entity was left out", "the %s %s lacks its %s or its %s", e.Schema, e.ID, t.of, t.to)
		return
	}
	if _, person := r.persons[of[0]]; person && r.Known(r.ids[of[0]]) == nil {
		r.Infof("ftm/person", e.at, "", "the %s %s is one of a natural person and was left out", e.Schema, e.ID)
		return
	}
	r.Taken(e.Schema)
	for _, a := range of {
		s := r.partyOf(a, e)
		for _, b := range to {
			rel := supplier.Relation{Kind: t.kind, Party: r.partyOf(b, e).ID, Note: e.first("role"), Source: r.Source(s, r.source(e))}
			rel.From, rel.To = r.period(e)
			r.Relate(s, rel, e.at)
		}
	}
}

// sanction writes an act of an authority. Without authority, legal basis and
// day it is no act that a record may state, and is only reported.
func (r *reader) sanction(e *entity) {
	targets := e.texts["entity"]
	if len(targets) == 0 {
		r.Errorf("ftm/edge", e.at, "the entity was left out", "the Sanction %s lacks whom it is about", e.ID)
		return
	}
	d := supplier.Designation{
		// The weakest adverse status: every listing restricts something, but
		// not every one forbids to buy.
		Status: "restricted", Authority: e.first("authority"),
		LegalRef: cmp.Or(e.first("program"), e.first("programId"), e.first("provisions")),
	}
	d.From, d.To = r.period(e)
	if d.From.IsZero() {
		d.From = r.Date(e.first("listingDate"), "the day of the listing", e.at)
	}
	d.From, d.To = r.Period(d.From, d.To, "the Sanction "+e.ID, e.at)
	var lacks []string
	for _, field := range []struct {
		name string
		here bool
	}{{"authority", d.Authority != ""}, {"program", d.LegalRef != ""}, {"startDate or listingDate", !d.From.IsZero()}} {
		if !field.here {
			lacks = append(lacks, field.name)
		}
	}
	for _, target := range targets {
		if len(lacks) > 0 {
			r.Warnf("ftm/no-act", e.at, "look the act up and add it to the record by hand", "the Sanction %s against %s states no %s: without it no designation is written", e.ID, target, strings.Join(lacks, ", no "))
			continue
		}
		r.designate(e, target, d)
	}
}

// designate writes the act into the record of whom it is about.
func (r *reader) designate(e *entity, target string, d supplier.Designation) {
	regime, ok := r.regime(e)
	if !ok {
		list := r.lists(e)[0]
		what := "list " + strconv.Quote(list) + " is"
		if len(e.Datasets) == 0 {
			what = "list it is, for the entity names no data set"
		}
		r.Warnf("ftm/regime", e.at, "say whom the list binds, as in --regime "+list+"=national:XA", "nobody says whose %s; the Sanction %s against %s was left out", what, e.ID, target)
		return
	}
	if p, isPerson := r.persons[target]; isPerson && r.Known(r.ids[target]) == nil {
		r.Infof("ftm/person", p.at, "", "the Sanction %s is against a natural person to whom no party is tied, and was left out", e.ID)
		return
	}
	if _, known := r.ids[target]; !known {
		r.Infof("ftm/no-place", e.at, "", "the Sanction %s is against %s, which is no party among the data", e.ID, target)
		return
	}
	r.Taken(e.Schema)
	s := r.partyOf(target, e)
	d.Regime, d.Source = regime, r.Source(s, r.source(e))
	s.Designations.Items = append(s.Designations.Items, d)
	if text := cmp.Or(e.first("status"), e.first("reason"), e.first("provisions")); text != "" {
		r.Infof("ftm/sanction-text", e.at, "read it at the source", "status, reason and provisions of the Sanction %s have no place in records", e.ID)
	}
}

// lists are the names by which the user can speak of the entity's list: its
// data sets, else the file that holds it, without its folder.
func (r *reader) lists(e *entity) []string {
	if len(e.Datasets) == 0 {
		return []string{path.Base(e.at.File)}
	}
	return e.Datasets
}

// regime says under which regime the act counts: what the user says of the
// list, else the country whose list it is, else for lists of the European
// Union and the United Nations the list itself.
func (r *reader) regime(e *entity) (string, bool) {
	for _, list := range r.lists(e) {
		if regime := r.Options.Regimes[list]; regime != "" {
			return regime, true
		}
	}
	country := strings.ToLower(e.first("country"))
	prefix, _, _ := strings.Cut(e.list(), "_")
	for _, code := range []string{country, prefix} {
		switch {
		case code == "":
		case code == "eu" || code == "un":
			return "list:" + cmp.Or(e.list(), code), true
		case len(code) == 2 && importer.Country(code) != "":
			return "national:" + importer.Country(code), true
		}
	}
	return "", false
}
