// SPDX-License-Identifier: Apache-2.0

package vex

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/kedja/kedja/vuln/vex/internal/identity"
)

// Verdict is what the statements say of one vulnerability of a component.
type Verdict struct {
	// Status is Unknown where no statement applies.
	Status        Status
	Justification Justification // of the statement that decides; empty: none is stated

	// Conflict is true where authors disagree, or one does with itself. The
	// worst status then counts.
	Conflict bool

	Applied  []Applied    // the statements that apply: those with the status that counts, others that decide, the rest; each the newest first
	Possible []*Statement // those that may apply: the component leaves open what they ask for, or they say fixed and not in which version

	Why string // in words
}

// Applied is a statement that applies.
type Applied struct {
	*Statement

	// Scope says what the statement is about: the component wherever it is, or
	// the component in this product. Of one author and time the latter goes before
	// the former.
	Scope Scope

	// Decides is false for statements that another of the same author goes
	// before: a newer one, or one of the same time about this very product.
	Decides bool
}

// Scope says what a statement that applies is about.
type Scope uint8

// The scopes.
const (
	OfComponent Scope = iota // the component, in whatever product
	InProduct                // a product that it is part of, or it as part of that product
)

// Of returns what the statements say of a vulnerability, by all its names, of
// a component. The products are what the component is part of: those for which
// everything that leads to the component is inside them. With none given, a
// statement that is about the component within a product is only possible.
//
// It does not change the set.
func (s *Set) Of(component Thing, products []Thing, vulnerability ...string) Verdict {
	v := Verdict{}
	asked := foldAll(vulnerability)
	q := newQuery(&component, products)
	found := map[int32]Scope{}
	possible := map[int32]bool{}
	for _, c := range s.candidates(q, asked) {
		if !sameVulnerability(s.names[c.statement], asked) {
			continue
		}
		switch level, scope := q.covered(c); level {
		case identity.Sure:
			found[c.statement] = max(found[c.statement], scope)
		case identity.Possible, identity.AnyVersion:
			possible[c.statement] = true
		}
	}
	for _, i := range slices.Sorted(maps.Keys(found)) { // the order of the set
		v.Applied = append(v.Applied, Applied{Statement: s.statements[i], Scope: found[i]})
		delete(possible, i)
	}
	for _, i := range slices.Sorted(maps.Keys(possible)) {
		v.Possible = append(v.Possible, s.statements[i])
	}
	v.decide(s.by)
	v.Why = v.why()
	return v
}

// Affecting returns the statements that surely are about the component itself,
// in these products, and say that a vulnerability affects it or is looked into,
// the newest first. Their vulnerabilities may be known to nobody else.
func (s *Set) Affecting(component Thing, products []Thing) []*Statement {
	q := newQuery(&component, products)
	var list []int32
	for _, key := range q.own {
		list = append(list, s.byKey[key]...)
	}
	found := map[int32]bool{}
	for _, c := range s.claimsOf(list) {
		st := s.statements[c.statement]
		if st.Status != Affected && st.Status != UnderInvestigation {
			continue
		}
		level, inside := c.part.covers(q.component)
		for _, w := range c.within {
			if !inside {
				level = identity.Both(level, q.contained(w))
			}
		}
		if c.level(level) == identity.Sure {
			found[c.statement] = true
		}
	}
	var out []*Statement
	for _, i := range slices.Sorted(maps.Keys(found)) { // the order of the set
		out = append(out, s.statements[i])
	}
	return out
}

// query is a component with its products, taken apart.
type query struct {
	component *names
	products  []*names
	own       []string // keys of the component
	keys      []string // and of the products
}

func newQuery(component *Thing, products []Thing) *query {
	q := &query{component: namesOf(component)}
	q.own = q.component.thingKeys()
	q.keys = slices.Clone(q.own)
	for i := range products {
		p := namesOf(&products[i])
		q.products = append(q.products, p)
		q.keys = append(q.keys, p.thingKeys()...)
	}
	q.keys = sortedUnique(q.keys)
	return q
}

// candidates returns the claims that share a name of the vulnerability and one
// of the component or its products.
func (s *Set) candidates(q *query, vulnerability []string) []*claim {
	var list []int32
	for _, name := range vulnerability {
		for _, key := range q.keys {
			list = append(list, s.byName[nameKey{name, key}]...)
		}
	}
	return s.claimsOf(list)
}

func (s *Set) claimsOf(list []int32) []*claim {
	slices.Sort(list)
	var out []*claim
	for _, i := range slices.Compact(list) {
		out = append(out, &s.claims[i])
	}
	return out
}

// covered says how surely a claim is about the component.
func (q *query) covered(c *claim) (identity.Level, Scope) {
	level, inside := c.part.covers(q.component)
	scope := OfComponent
	if inside {
		// Who speaks of an element of an SBOM speaks of it within what the
		// SBOM describes.
		return c.level(level), InProduct
	}
	if len(c.within) > 0 {
		for _, w := range c.within {
			level = identity.Both(level, q.contained(w))
		}
		return c.level(level), InProduct
	}
	level = c.level(level)
	if c.itself {
		return level, scope
	}
	for _, p := range q.products {
		l, _ := c.part.covers(p)
		if l = c.level(l); l > level || l == identity.Sure && level == identity.Sure {
			level, scope = l, InProduct
		}
	}
	return level, scope
}

// contained says how surely one of the products is the one that is asked for.
func (q *query) contained(w *names) identity.Level {
	best, told := identity.None, false
	for _, p := range q.products {
		level, _ := w.covers(p)
		best = max(best, level)
		told = told || w.comparable(p)
	}
	if best == identity.None && !told {
		return identity.Possible
	}
	return best
}

// decide finds the statements that count, and what they come to.
func (v *Verdict) decide(by func(*Statement) string) {
	v.counting(by)
	for _, a := range v.Applied {
		if !a.Decides {
			continue
		}
		if v.Status != Unknown && v.Status != a.Status {
			v.Conflict = true
		}
		if a.Status.rank() > v.Status.rank() {
			v.Status, v.Justification = a.Status, a.Justification
		} else if a.Status == v.Status && v.Justification == "" {
			v.Justification = a.Justification
		}
	}
	order := func(a *Applied) int {
		switch {
		case a.Decides && a.Status == v.Status:
			return 0
		case a.Decides:
			return 1
		}
		return 2
	}
	slices.SortStableFunc(v.Applied, func(a, b Applied) int { return order(&a) - order(&b) })
}

// counting marks the statements that count: of each author the newest. Of those
// that an author makes at one time the ones about the product, or within it, go
// before those about the component wherever it is, for they are about less.
func (v *Verdict) counting(by func(*Statement) string) {
	type said struct {
		at     time.Time
		within bool
	}
	newest := map[string]said{}
	for i := range v.Applied { // the newest first
		a := &v.Applied[i]
		of, known := newest[by(a.Statement)]
		switch {
		case !known:
			newest[by(a.Statement)] = said{a.when(), a.Scope == InProduct}
		case a.when().Equal(of.at) && a.Scope == InProduct:
			newest[by(a.Statement)] = said{of.at, true}
		}
	}
	for i := range v.Applied {
		a := &v.Applied[i]
		of := newest[by(a.Statement)]
		a.Decides = a.when().Equal(of.at) && (a.Scope == InProduct || !of.within)
	}
}

// said is one statement in words.
func (s *Statement) said() string {
	var b strings.Builder
	b.WriteString(orElse(s.Author, "an author who is not named"))
	fmt.Fprintf(&b, " states %s", s.Status)
	switch {
	case s.Justification != "":
		fmt.Fprintf(&b, " (%s)", s.Justification)
	case s.Stated != "" && fold(s.Stated) != string(s.Status):
		fmt.Fprintf(&b, " (%s)", s.Stated)
	}
	if t := s.when(); !t.IsZero() {
		fmt.Fprintf(&b, " on %s", t.Format("2006-01-02"))
	}
	return b.String()
}

func orElse(s, other string) string {
	if strings.TrimSpace(s) == "" {
		return other
	}
	return s
}

// why says in words what decides, and what does not.
func (v *Verdict) why() string {
	var decide []string
	others := 0
	for _, a := range v.Applied {
		if text := a.said(); !a.Decides {
			others++
		} else if !slices.Contains(decide, text) {
			decide = append(decide, text)
		}
	}
	var parts []string
	switch {
	case len(decide) > 0:
		parts = append(parts, strings.Join(decide, ", "))
	case len(v.Possible) == 0:
		return "no statement applies"
	default:
		parts = append(parts, "no statement applies for certain")
	}
	if v.Conflict {
		parts = append(parts, fmt.Sprintf("they disagree, and the worst counts: %s", v.Status))
	}
	if others > 0 {
		// What does not count is said too, for people who look for it.
		parts = append(parts, fmt.Sprintf("not counted: %s older, or less specific, than another of the same author", count(others, "statement that is", "statements that are")))
	}
	if len(v.Possible) > 0 {
		parts = append(parts, fmt.Sprintf("%s may apply, for the component does not state all that is asked for, or it is said to be fixed and not in which version", count(len(v.Possible), "statement", "statements")))
	}
	return strings.Join(parts, "; ")
}

func count(n int, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, more)
}
