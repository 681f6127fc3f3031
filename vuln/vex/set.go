// SPDX-License-Identifier: Apache-2.0

package vex

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/kedja/kedja/vuln/vex/internal/identity"
)

// Set is statements of any number of documents, ready to be asked. It does not
// change, and may be asked by several goroutines.
type Set struct {
	statements []*Statement // in the order of compareStatements
	names      [][]string   // of each: those of its vulnerability, folded
	idle       []Reason     // of each: why it can act on nothing, or ""
	claims     []claim
	byName     map[nameKey][]int32 // claims by name of the vulnerability and key of the part
	byKey      map[string][]int32  // claims by key of the part
	mail       map[string][]string // addresses of authors by name
}

type nameKey struct{ vulnerability, key string }

// claim is that a statement is of one product: of the part alone, or of the
// part within other products, which all must contain it.
type claim struct {
	statement int32
	part      *names
	within    []*names

	// itself is true where only the part is meant, not what it contains: the
	// product of a statement whose subcomponents are named.
	itself bool

	// fixed is true where the statement says so: of some versions, then, for
	// others had the vulnerability.
	fixed bool
}

// level is how surely a claim is of what its names cover so. A claim without a
// version is of all versions, but for one that something is fixed: in which
// version it does not say, and so it stays [identity.AnyVersion].
func (c *claim) level(l identity.Level) identity.Level {
	if l == identity.AnyVersion && !c.fixed {
		return identity.Sure
	}
	return l
}

// NewSet returns the statements of documents as they stand on a date. A date
// at midnight is the whole day. Statements that were made later do not act,
// nor do those of a document of which there is a later version.
func NewSet(asOf time.Time, docs ...*Document) *Set {
	if asOf.Equal(asOf.Truncate(24 * time.Hour)) {
		asOf = asOf.Add(24*time.Hour - 1)
	}
	s := &Set{byName: map[nameKey][]int32{}, byKey: map[string][]int32{}, mail: map[string][]string{}}
	old := superseded(asOf, docs)
	reasons := map[*Statement]Reason{}
	for i, d := range docs {
		if d == nil {
			continue
		}
		for j := range d.Statements {
			st := &d.Statements[j]
			s.statements = append(s.statements, st)
			reasons[st] = st.idle(asOf, old[i])
		}
	}
	slices.SortStableFunc(s.statements, compareStatements)
	for i, st := range s.statements {
		s.signed(st)
		s.names = append(s.names, foldAll(append([]string{st.Vulnerability.ID}, st.Vulnerability.Aliases...)))
		s.idle = append(s.idle, reasons[st])
		if reasons[st] == "" {
			s.add(int32(i), st)
		}
	}
	return s
}

// idle says why a statement can act on nothing whatever is asked.
func (s *Statement) idle(asOf time.Time, old bool) Reason {
	switch {
	case s.when().After(asOf):
		return LaterThanAsOf
	case old:
		return Superseded
	case s.Vulnerability.ID == "" && len(s.Vulnerability.Aliases) == 0:
		return NoVulnerability
	case len(s.Products) == 0:
		return NoProduct
	case !slices.ContainsFunc(s.Products, func(p Product) bool { return matchable(&p, s.Format) }):
		return NoIdentifier
	}
	return ""
}

// superseded marks the documents of which there is a later version. SBOMs are
// left alone: each speaks of its own state.
func superseded(asOf time.Time, docs []*Document) []bool {
	type key struct {
		format     Format
		id, author string
	}
	of := func(d *Document) key { return key{d.Format, d.ID, fold(d.Author)} }
	latest := map[key]string{}
	counts := func(d *Document) bool {
		return d != nil && d.ID != "" && d.Version != "" && (d.Format == OpenVEX || d.Format == CSAF)
	}
	for _, d := range docs {
		if !counts(d) || d.Timestamp.After(asOf) || d.LastUpdated.After(asOf) {
			continue
		}
		if v, ok := latest[of(d)]; !ok || identity.CompareNumbers(d.Version, v) > 0 {
			latest[of(d)] = d.Version
		}
	}
	old := make([]bool, len(docs))
	for i, d := range docs {
		if counts(d) {
			v, ok := latest[of(d)]
			old[i] = ok && identity.CompareNumbers(d.Version, v) < 0
		}
	}
	return old
}

// add indexes what a statement claims.
func (s *Set) add(i int32, st *Statement) {
	for j := range st.Products {
		s.addProduct(i, st, &st.Products[j], nil)
	}
}

func (s *Set) addProduct(i int32, st *Statement, p *Product, within []*names) {
	n := namesOfProduct(p, st.Format)
	c := claim{statement: i, part: n, within: within, itself: len(p.Subcomponents) > 0, fixed: st.Status == Fixed}
	for j := range p.Subcomponents {
		s.addProduct(i, st, &p.Subcomponents[j], append(slices.Clone(within), n))
	}
	// In OpenVEX the product is what the statement is about, wherever in it
	// the vulnerability is; in the others only the part within it is.
	if c.itself && (st.Format != OpenVEX || len(within) > 0) {
		return
	}
	s.claims = append(s.claims, c)
	at := int32(len(s.claims) - 1)
	for _, key := range sortedUnique(n.keys()) {
		s.byKey[key] = append(s.byKey[key], at)
		for _, v := range s.names[i] {
			s.byName[nameKey{v, key}] = append(s.byName[nameKey{v, key}], at)
		}
	}
}

// foldAll returns names as they are compared, each once.
func foldAll(list []string) []string {
	var out []string
	for _, name := range list {
		if name = fold(name); name != "" {
			out = append(out, name)
		}
	}
	return sortedUnique(out)
}

// sameVulnerability reports whether two lists of names are of one
// vulnerability. That they share a name is not enough where both name CVEs and
// none is the same: advisories that treat several CVEs are an alias of each.
func sameVulnerability(a, b []string) bool {
	shared, cveA, cveB := false, false, false
	for _, name := range a {
		if slices.Contains(b, name) {
			if shared = true; isCVE(name) {
				return true
			}
		}
		cveA = cveA || isCVE(name)
	}
	for _, name := range b {
		cveB = cveB || isCVE(name)
	}
	return shared && !(cveA && cveB)
}

// compareStatements puts the newest first, and makes the order one that does
// not rest on how files were given.
func compareStatements(a, b *Statement) int {
	return cmp.Or(
		b.when().Compare(a.when()),
		strings.Compare(fold(a.Author), fold(b.Author)),
		strings.Compare(a.DocumentID, b.DocumentID),
		strings.Compare(a.DocumentVersion, b.DocumentVersion),
		a.Position.Compare(b.Position),
		strings.Compare(a.Vulnerability.ID, b.Vulnerability.ID),
		cmp.Compare(b.Status.rank(), a.Status.rank()),
		strings.Compare(string(a.Justification), string(b.Justification)),
		strings.Compare(a.Impact, b.Impact),
		strings.Compare(a.Action, b.Action),
	)
}
