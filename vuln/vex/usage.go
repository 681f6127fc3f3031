// SPDX-License-Identifier: Apache-2.0

package vex

import (
	"fmt"
	"slices"

	"github.com/kedja/kedja/vuln/vex/internal/identity"
)

// usage finds what statements act on, component by component.
type usage struct {
	set      *Set
	used     []bool           // of each statement: it acts on something
	met      []bool           // of each: it says fixed, without a version, of something that has the vulnerability
	nearest  []identity.Level // of each: how surely its product is there
	products map[string]*product
	compared int // names of statements with those of a thing, for tests
}

func newUsage(s *Set) *usage {
	return &usage{set: s, used: make([]bool, len(s.statements)), met: make([]bool, len(s.statements)),
		nearest: make([]identity.Level, len(s.statements)), products: map[string]*product{}}
}

// product is one that components are part of. Mostly all are part of the same
// few, so that each is compared with the claims about it once, and not for every
// component in it.
type product struct {
	names   *names
	keys    []string
	pending []int32 // claims that may be of it, as far as they are not compared yet
}

// see notes the statements that are about a component, and that act on it.
func (u *usage) see(a *Asked) {
	component := namesOf(&a.Component)
	q := &query{component: component, own: component.thingKeys()}
	q.keys = slices.Clone(q.own)
	products := make([]*product, len(a.Products))
	for i := range a.Products {
		products[i] = u.product(&a.Products[i])
		q.products = append(q.products, products[i].names)
		q.keys = append(q.keys, products[i].keys...)
	}
	q.keys = sortedUnique(q.keys)
	for _, key := range q.own {
		for _, at := range u.set.byKey[key] {
			if c := &u.set.claims[at]; u.nearest[c.statement] != identity.Sure {
				u.cover(q, c)
			}
		}
	}
	for _, p := range products {
		u.within(component, p)
	}
	for _, names := range a.Vulnerabilities {
		names = foldAll(names)
		for _, c := range u.set.candidates(q, names) {
			if !u.used[c.statement] && sameVulnerability(u.set.names[c.statement], names) {
				level := u.cover(q, c)
				u.used[c.statement] = level == identity.Sure
				u.met[c.statement] = u.met[c.statement] || level == identity.AnyVersion
			}
		}
	}
}

// cover compares a claim with a component and its products.
func (u *usage) cover(q *query, c *claim) identity.Level {
	u.compared++
	level, _ := q.covered(c)
	u.nearest[c.statement] = max(u.nearest[c.statement], level)
	return level
}

// within compares a product that a component is part of with the claims about
// it. What is claimed of a part of it, or of nothing but itself, the names of
// the component decide; hence also, as in query.covered, where the claim is of
// that component in its SBOM: then it is left for other components.
func (u *usage) within(component *names, p *product) {
	p.pending = slices.DeleteFunc(p.pending, func(at int32) bool {
		c := &u.set.claims[at]
		if u.nearest[c.statement] == identity.Sure || c.itself || len(c.within) > 0 {
			return true
		}
		if c.part.serial != "" || c.part.sha != "" {
			u.compared++
			if _, inside := c.part.covers(component); inside {
				return false
			}
		}
		u.compared++
		level, _ := c.part.covers(p.names)
		u.nearest[c.statement] = max(u.nearest[c.statement], c.level(level))
		return true
	})
}

// product returns a product by all that is said of it.
func (u *usage) product(t *Thing) *product {
	id := fmt.Sprintf("%q", []any{t.PURLs, t.CPEs, t.Hashes, t.Version, t.Ref, t.Serial, t.Revision, t.SHA256})
	p := u.products[id]
	if p == nil {
		p = &product{names: namesOf(t)}
		p.keys = sortedUnique(p.names.thingKeys())
		for _, key := range p.keys {
			p.pending = append(p.pending, u.set.byKey[key]...)
		}
		u.products[id] = p
	}
	return p
}
