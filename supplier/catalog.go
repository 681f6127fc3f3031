// SPDX-License-Identifier: Apache-2.0

package supplier

import (
	"cmp"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/kedja/kedja/diag"
)

// Catalog is the set of records that an assessment knows: parties, countries
// and curations, indexed for attribution. It is immutable and safe for
// concurrent use.
type Catalog struct {
	suppliers []*Supplier // sorted by id
	written   []*Supplier // the same, whatever the clock
	byID      map[string]*Supplier
	countries map[string]*Country
	names     map[string][]holder // by folded name; more than one where legal forms tell them apart

	curations patterns
	purls     patterns
	domains   map[string]claim // by domain
	cpes      map[string]claim // by CPE vendor

	publicSuffix func(string) bool
}

// CatalogOptions configures [NewCatalog]; nil means the defaults.
type CatalogOptions struct {
	// PublicSuffix reports whether a DNS domain is a public suffix
	// ("co.uk"). It decides how many labels of a Maven group name its owner.
	// Default nil: none is.
	PublicSuffix func(domain string) bool
	// AsOf makes the catalog hold the records as they stood at the moment
	// (see [Supplier.ValidAt]). Default zero: as they are written.
	AsOf time.Time
	// Defaults are records that fill in what countries of the user's leave
	// open, and never contradict them. Default none.
	Defaults []*Country
}

// NewCatalog indexes the records. Records that contradict each other (two
// with one id, one pattern or one name, two that state a fact on a country
// differently) give errors in the list; the first by file, line and id is
// kept. Several records of one country are joined.
func NewCatalog(suppliers []*Supplier, countries []*Country, curations []*Curation, opts *CatalogOptions) (*Catalog, diag.List) {
	var ds diag.List
	c := &Catalog{
		byID:      make(map[string]*Supplier, len(suppliers)),
		countries: make(map[string]*Country, len(countries)),
		names:     make(map[string][]holder),
		domains:   make(map[string]claim),
		cpes:      make(map[string]claim),
	}
	supplierAt, countryAt := func(s *Supplier) *Supplier { return s }, func(k *Country) *Country { return k }
	if opts != nil {
		c.publicSuffix = opts.PublicSuffix
		if at := opts.AsOf; !at.IsZero() {
			supplierAt = func(s *Supplier) *Supplier { return s.ValidAt(at) }
			countryAt = func(k *Country) *Country { return k.ValidAt(at) }
		}
	}
	for _, s := range sortedRecords(suppliers, func(s *Supplier) (string, *Origin) { return s.ID, &s.Origin }) {
		if first, ok := c.byID[s.ID]; ok {
			twice(&ds, "supplier/duplicate-id", "supplier", s.ID, s.At("/id"), first.At("/id"))
			continue
		}
		c.written = append(c.written, s)
		s = supplierAt(s)
		c.byID[s.ID] = s
		c.suppliers = append(c.suppliers, s)
	}
	byID := func(a, b *Supplier) int { return cmp.Compare(a.ID, b.ID) }
	slices.SortFunc(c.suppliers, byID)
	slices.SortFunc(c.written, byID)
	for _, s := range c.suppliers {
		c.index(s, &ds)
	}
	c.countriesOf(countries, countryAt, &ds)
	if opts != nil {
		for _, k := range sortedRecords(opts.Defaults, func(k *Country) (string, *Origin) { return k.Code, &k.Origin }) {
			c.fill(countryAt(k))
		}
	}
	firsts := map[string]*Curation{}
	for _, k := range sortedRecords(curations, func(k *Curation) (string, *Origin) { return k.ID, &k.Origin }) {
		if first, ok := firsts[k.ID]; ok {
			twice(&ds, "supplier/duplicate-id", "curation", k.ID, k.At("/id"), first.At("/id"))
			continue
		}
		firsts[k.ID] = k
		c.curations.add(k.PURL, k.Party, k.At("/purl"), &ds)
	}
	c.curations.seal()
	c.purls.seal()
	ds.Sort()
	return c, ds
}

// countriesOf joins the records of each country.
func (c *Catalog) countriesOf(countries []*Country, at func(*Country) *Country, ds *diag.List) {
	for _, k := range sortedRecords(countries, func(k *Country) (string, *Origin) { return k.Code, &k.Origin }) {
		first, ok := c.countries[k.Code]
		if !ok {
			c.countries[k.Code] = at(k)
			continue
		}
		c.countries[k.Code] = joinCountry(first, at(k), func(pointer string) {
			ds.Add(diag.Diagnostic{
				Code: "supplier/duplicate-country", Position: k.At(pointer),
				Message: "the country " + k.Code + " is already recorded at " + first.At("/code").String() + ", which states otherwise: " + first.At(pointer).String(),
				Remedy:  "correct one of the two, or say with validity which held when",
			})
		})
	}
}

// fill lets a record state what no record of the user's does.
func (c *Catalog) fill(k *Country) {
	own, ok := c.countries[k.Code]
	if !ok {
		c.countries[k.Code] = k
		return
	}
	c.countries[k.Code] = joinCountry(own, k, func(string) {})
}

// sortedRecords orders records by file, line and id, so that which of two
// contradicting ones is kept does not depend on the order of arguments.
func sortedRecords[T any](records []T, key func(T) (string, *Origin)) []T {
	return slices.SortedStableFunc(slices.Values(records), func(a, b T) int {
		idA, atA := key(a)
		idB, atB := key(b)
		return cmp.Or(cmp.Compare(atA.File, atB.File), cmp.Compare(atA.Line, atB.Line), cmp.Compare(idA, idB))
	})
}

func twice(ds *diag.List, code, what, id string, at, first diag.Position) {
	ds.Add(diag.Diagnostic{
		Code: code, Position: at,
		Message: "the " + what + " " + id + " is already recorded at " + first.String(),
		Remedy:  "merge the two records, or give one another id",
	})
}

// Supplier returns the record of a party, nil when there is none.
func (c *Catalog) Supplier(id string) *Supplier { return c.byID[id] }

// Country returns the record of a country, nil when there is none.
func (c *Catalog) Country(code string) *Country { return c.countries[code] }

// Suppliers walks the records in order of id.
func (c *Catalog) Suppliers() iter.Seq[*Supplier] { return slices.Values(c.suppliers) }

// Written iterates over the same records by id, as they are written whatever
// the clock of the catalog: their lists have the places of their files.
func (c *Catalog) Written() iter.Seq[*Supplier] { return slices.Values(c.written) }

// Binding reports whether the designation is in force at the moment for an
// entity of the country, and why not otherwise. A regime "national:CC" binds
// entities of that country only; one of a proposal binds nobody; any other binds
// all.
func (d *Designation) Binding(at time.Time, entityCountry string) (bool, string) {
	switch d.Status {
	case "suspended", "annulled":
		return false, d.Status
	}
	if d.Proposed() {
		return false, "under a proposal, which binds nobody"
	}
	if !Within(at, d.From, d.To) {
		if at.Before(d.From.Time) {
			return false, "in force from " + d.From.String()
		}
		return false, "in force until " + d.To.String()
	}
	if cc, ok := strings.CutPrefix(d.Regime, "national:"); ok && entityCountry == "" {
		return false, "binds entities of " + cc + "; the entity's country is not stated"
	} else if ok && cc != entityCountry {
		return false, "binds entities of " + cc + " only"
	}
	return true, ""
}

// Proposed reports whether the designation is recorded under a proposal, the
// Cybersecurity Act 2 as proposed (regime "csa2" or "csa2:…"): it says what an
// act would mean, and binds nobody.
func (d *Designation) Proposed() bool {
	return d.Regime == "csa2" || strings.HasPrefix(d.Regime, "csa2:")
}

// InForce reports whether the act stands on the day, whomever it binds: it is
// neither suspended nor annulled, and the day lies between its dates.
func (d *Designation) InForce(at time.Time) bool {
	return d.Status != "suspended" && d.Status != "annulled" && Within(at, d.From, d.To)
}

// Adverse reports whether the status restricts.
func (d *Designation) Adverse() bool {
	return d.Status == "high-risk" || d.Status == "restricted" || d.Status == "excluded"
}

// Favourable reports whether the status replaces what would be derived.
func (d *Designation) Favourable() bool { return d.Status == "exempted" || d.Status == "cleared" }

// Covers reports whether the act covers assets of the class. A scope without
// assets covers every class.
func (s DesignationScope) Covers(class string) bool {
	return len(s.Assets) == 0 || slices.ContainsFunc(s.Assets, func(p string) bool { return MatchPattern(p, class) })
}

// MatchPattern reports whether s matches the pattern, in which a trailing *
// stands for any rest.
func MatchPattern(pattern, s string) bool {
	if prefix, ok := strings.CutSuffix(pattern, "*"); ok {
		return strings.HasPrefix(s, prefix)
	}
	return pattern == s
}

// patterns maps purl patterns to parties; the longest match wins.
type patterns struct {
	exact    map[string]string
	prefix   map[string]string
	where    map[string]diag.Position // by key, those of prefixes with their *
	prefixes []int                    // lengths of prefixes in use, falling
}

func (p *patterns) add(pattern, party string, at diag.Position, ds *diag.List) {
	if p.exact == nil {
		p.exact, p.prefix, p.where = map[string]string{}, map[string]string{}, map[string]diag.Position{}
	}
	table, key, mark := p.exact, canonicalPattern(pattern), ""
	if prefix, ok := strings.CutSuffix(key, "*"); ok {
		table, key, mark = p.prefix, prefix, "*"
	}
	if other, ok := table[key]; ok && other != party {
		ds.Add(diag.Diagnostic{
			Code: "supplier/ambiguous-match", Position: at,
			Message: "the pattern " + pattern + " also leads to " + other + " at " + p.where[key+mark].String(),
			Remedy:  "remove it from one of the two records, or make one more specific",
		})
		return
	}
	table[key] = party
	p.where[key+mark] = at
}

func (p *patterns) seal() {
	for k := range p.prefix {
		p.prefixes = append(p.prefixes, len(k))
	}
	slices.Sort(p.prefixes)
	p.prefixes = slices.Compact(p.prefixes)
	slices.Reverse(p.prefixes)
}

// find returns the party of the longest pattern that matches the package
// URL, with the pattern.
func (p *patterns) find(u PURL) (party, pattern string) {
	if len(p.exact) == 0 && len(p.prefix) == 0 {
		return "", ""
	}
	full, bare := u.String(), u.Bare()
	if id, ok := p.exact[full]; ok {
		return id, full
	}
	if id, ok := p.exact[bare]; ok {
		return id, bare
	}
	for _, n := range p.prefixes {
		if n <= len(full) {
			if id, ok := p.prefix[full[:n]]; ok {
				return id, full[:n] + "*"
			}
		}
	}
	return "", ""
}
