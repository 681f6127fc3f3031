// SPDX-License-Identifier: Apache-2.0

package measures

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
)

// The certainties of a candidate: that it is under another owner.
const (
	certainOwner  = "certain"
	possibleOwner = "possible"
)

// maxCandidates is how many candidates a row lists, and how many that it does
// not propose: certain ones first, then by id.
const maxCandidates = 20

// Alternatives looks, for every product, for others of the entity's own that
// could stand in for it: of the same kind, for an asset of the same class, and
// under another owner. Products that the same asset needs together do
// different work and are none for one another; members of one group are. A
// product without such others has no row.
//
// A row is a hint where to look. It changes no measure: only alternatives that
// the system file states count against lock-in.
func (m *Measurer) Alternatives() []result.Alternatives {
	f := m.newFinder()
	var out []result.Alternatives
	for k := range m.g.Products {
		if row := f.row(int32(k)); len(row.Candidates)+len(row.NotProposed) > 0 {
			out = append(out, cut(row))
		}
	}
	return out
}

// cut keeps the first candidates and counts the rest.
func cut(row result.Alternatives) result.Alternatives {
	slices.SortStableFunc(row.Candidates, func(a, b result.Alternative) int { return cmp.Compare(a.Certainty, b.Certainty) })
	n, no := min(maxCandidates, len(row.Candidates)), min(maxCandidates, len(row.NotProposed))
	row.More = len(row.Candidates) - n + len(row.NotProposed) - no
	row.Candidates, row.NotProposed = row.Candidates[:n:n], row.NotProposed[:no:no]
	return row
}

// AlternativesTo are the alternatives to the products that contain the
// component, as [Measurer.Alternatives] finds them, without what contains a
// component of the same party too. A package of the same name in another
// ecosystem is no alternative: names say nothing of what a package does.
func (m *Measurer) AlternativesTo(component int32) []result.Alternatives {
	f := m.newFinder()
	c := &m.g.Components[component]
	var out []result.Alternatives
	for _, k := range c.Products {
		row := f.row(k)
		var keep []result.Alternative
		for _, a := range row.Candidates {
			i := f.index[a.Product]
			if m.holds(i, component) {
				a.Why = "it contains " + c.ID + " or another component of the same party"
				row.NotProposed = append(row.NotProposed, a)
			} else {
				if m.g.Products[i].Document == risk.None {
					a.Why += "; whether it contains the component is not known: it has no SBOM"
				}
				keep = append(keep, a)
			}
		}
		if row.Candidates = keep; len(row.Candidates)+len(row.NotProposed) > 0 {
			out = append(out, cut(row))
		}
	}
	return out
}

// holds reports whether the product has the component or another one of its
// party.
func (m *Measurer) holds(product, component int32) bool {
	party := m.g.Components[component].Party
	return slices.ContainsFunc(m.g.Products[product].Components, func(c int32) bool {
		return c == component || party != risk.None && m.g.Components[c].Party == party
	})
}

// finder holds what the rows share.
type finder struct {
	m       *Measurer
	uses    [][]int32          // by product: the assets that name it, sorted
	inClass map[string][]int32 // products by class of the assets that name them, sorted
	index   map[string]int32   // products by id
	passed  map[[2]string]bool // by pair of parties, see passes
}

func (m *Measurer) newFinder() *finder {
	f := &finder{m: m, uses: make([][]int32, len(m.g.Products)), inClass: map[string][]int32{}, index: map[string]int32{}, passed: map[[2]string]bool{}}
	for i := range m.g.Assets {
		for _, k := range m.g.Assets[i].Products {
			f.uses[k] = append(f.uses[k], int32(i))
		}
	}
	for k := range m.g.Products {
		for _, class := range f.classes(int32(k)) {
			f.inClass[class] = append(f.inClass[class], int32(k))
		}
		f.index[m.g.Products[k].ID] = int32(k)
	}
	return f
}

// class is the class of the asset. An asset without one is a class of its own.
func (f *finder) class(asset int32) string {
	a := &f.m.g.Assets[asset]
	if a.Class == "" {
		return "\x00" + a.ID
	}
	return a.Class
}

// classes are those of the assets that name the product, sorted.
func (f *finder) classes(product int32) []string {
	var out []string
	for _, a := range f.uses[product] {
		out = append(out, f.class(a))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// use is a class of assets in which one product could stand in for another:
// an asset that needs the one, and one, preferably the same, where the other
// works.
type use struct{ asset, at int32 }

func (f *finder) row(product int32) result.Alternatives {
	p := &f.m.g.Products[product]
	out := result.Alternatives{Product: p.ID}
	out.Supplier, out.Owner = f.m.seller(p)
	found := map[int32][]use{}
	for _, class := range f.classes(product) {
		for _, q := range f.inClass[class] {
			if q != product && f.m.g.Products[q].Kind == p.Kind {
				found[q] = append(found[q], f.use(product, q, class))
			}
		}
	}
	for q := range f.m.g.Products { // in order, whatever the map's
		uses := found[int32(q)]
		if len(uses) == 0 || f.together(product, int32(q)) {
			continue
		}
		if a, proposed := f.judge(product, int32(q), uses); proposed {
			out.Candidates = append(out.Candidates, a)
		} else if a.Why != "" {
			out.NotProposed = append(out.NotProposed, a)
		}
	}
	return out
}

// use picks the assets of the class that name the products: one that both
// share, else the first of each.
func (f *finder) use(p, q int32, class string) use {
	of := func(a int32) bool { return f.class(a) == class }
	for _, a := range f.uses[p] {
		if _, shared := slices.BinarySearch(f.uses[q], a); shared && of(a) {
			return use{a, a}
		}
	}
	return use{f.uses[p][slices.IndexFunc(f.uses[p], of)], f.uses[q][slices.IndexFunc(f.uses[q], of)]}
}

// seller is the supplier and owner of a product as results name them.
func (m *Measurer) seller(p *risk.Product) (supplier, owner string) {
	if p.Party == risk.None {
		return "", ""
	}
	supplier = m.g.Parties[p.Party].ID
	return supplier, m.owner(supplier)
}

// together reports whether an asset needs both products, and no group of it
// lets one take the other's place.
func (f *finder) together(p, q int32) bool {
	for _, a := range f.uses[p] {
		if _, shared := slices.BinarySearch(f.uses[q], a); shared && !f.beside(a, p, q) {
			return true
		}
	}
	return false
}

// beside reports whether both are members of one group of the asset that
// works without one of its members.
func (f *finder) beside(asset, p, q int32) bool {
	pn, qn := f.m.g.ProductNode(p), f.m.g.ProductNode(q)
	return slices.ContainsFunc(f.m.g.Assets[asset].Groups, func(g risk.Group) bool {
		return g.K < len(g.Members) && slices.Contains(g.Members, pn) && slices.Contains(g.Members, qn)
	})
}

// judge says why the candidate is proposed, or why it is not. One under the
// same owner is no candidate: no reason is given.
func (f *finder) judge(product, candidate int32, uses []use) (a result.Alternative, proposed bool) {
	m := f.m
	p, q := &m.g.Products[product], &m.g.Products[candidate]
	a = result.Alternative{Product: q.ID, Certainty: possibleOwner}
	a.Supplier, a.Owner = m.seller(q)
	if p.Party != risk.None && q.Party != risk.None {
		switch same := m.sameOwner(m.g.Parties[p.Party].ID, a.Supplier); {
		case same != nil && *same:
			return a, false
		case same != nil:
			a.Certainty = certainOwner
		}
		if inside, _ := m.partIn(candidate, p.Party); inside || f.passes(a.Supplier, m.g.Parties[p.Party].ID) {
			a.Why = "it rests on work of " + m.g.Parties[p.Party].ID
			return a, false
		}
	}
	allowed, open, barred := f.allowed(q, uses)
	if len(allowed) == 0 {
		a.Why = "an adverse designation that binds the entity covers " + f.assets(barred)
		return a, false
	}
	a.Why = f.why(allowed)
	if len(barred) > 0 {
		a.Why += "; not for " + f.assets(barred) + ", which a binding adverse designation covers"
	}
	if open {
		a.Why += "; whether a designation excludes it is not established"
	}
	return a, true
}

// passes reports whether work of the one party certainly goes to the other.
func (f *finder) passes(from, to string) bool {
	pair := [2]string{from, to}
	if _, known := f.passed[pair]; !known {
		f.passed[pair] = f.m.passesTo(from, to, true)
	}
	return f.passed[pair]
}

// allowed leaves out the uses in which the supplier, or its certain owner, is
// under a binding adverse designation that covers the asset. open says that
// for a use left in this could not be established.
func (f *finder) allowed(q *risk.Product, uses []use) (allowed []use, open bool, barred []use) {
	id, owner := f.m.seller(q)
	for _, u := range uses {
		out, unsure := false, false
		for _, party := range []string{id, owner} {
			r := f.m.g.Catalog.Supplier(party)
			if r == nil {
				continue
			}
			verdict := f.m.barred(r, []int32{u.asset})
			out = out || verdict != nil && *verdict
			unsure = unsure || verdict == nil
		}
		if out {
			barred = append(barred, u)
			continue
		}
		allowed = append(allowed, u)
		open = open || unsure
	}
	return allowed, open, barred
}

// why says where the candidate does the same kind of work.
func (f *finder) why(uses []use) string {
	var out []string
	for _, u := range uses {
		asset, at := &f.m.g.Assets[u.asset], &f.m.g.Assets[u.at]
		s := fmt.Sprintf("it serves %s, of the class %s as %s", at.ID, asset.Class, asset.ID)
		if u.asset == u.at {
			s = "it stands beside it in a group of " + asset.ID
		}
		out = append(out, s)
	}
	slices.Sort(out)
	return strings.Join(out, "; ")
}

// assets names the assets in need of a substitute.
func (f *finder) assets(uses []use) string {
	var out []string
	for _, u := range uses {
		out = append(out, f.m.g.Assets[u.asset].ID)
	}
	slices.Sort(out)
	return strings.Join(slices.Compact(out), ", ")
}
