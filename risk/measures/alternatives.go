// SPDX-License-Identifier: Apache-2.0

package measures

import (
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
		if row := f.row(int32(k), maxCandidates); len(row.Candidates)+len(row.NotProposed) > 0 {
			out = append(out, row)
		}
	}
	return out
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
		row := f.row(k, len(m.g.Products))
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

// cut keeps the first candidates and counts the rest.
func cut(row result.Alternatives) result.Alternatives {
	n, no := min(maxCandidates, len(row.Candidates)), min(maxCandidates, len(row.NotProposed))
	row.More = len(row.Candidates) - n + len(row.NotProposed) - no
	row.Candidates, row.NotProposed = row.Candidates[:n:n], row.NotProposed[:no:no]
	return row
}

// holds reports whether the product has the component or another one of its
// party.
func (m *Measurer) holds(product, component int32) bool {
	party := m.g.Components[component].Party
	return slices.ContainsFunc(m.g.Products[product].Components, func(c int32) bool {
		return c == component || party != risk.None && m.g.Components[c].Party == party
	})
}

// finder holds what the rows share. Classes of assets are numbered.
type finder struct {
	m        *Measurer
	class    []int32            // by asset
	uses     [][]int32          // by product: the assets that name it, sorted
	classes  [][]int32          // by product: those of these assets, sorted
	inClass  [][]int32          // by class: the products that these assets name, sorted
	supplier []string           // by product, "" unattributed
	owner    []string           // by product, "" not established
	index    map[string]int32   // products by id
	passed   map[[2]string]bool // see passes
	acts     []bool             // by product: its supplier or owner is designated by somebody
	free     bool               // false, for barred to point to
	outlawed map[[2]int32]*bool // by product and class, see barred
}

func (m *Measurer) newFinder() *finder {
	n := len(m.g.Products)
	f := &finder{
		m: m, class: make([]int32, len(m.g.Assets)), uses: make([][]int32, n), classes: make([][]int32, n), supplier: make([]string, n), owner: make([]string, n),
		acts:  make([]bool, n),
		index: map[string]int32{}, passed: map[[2]string]bool{}, outlawed: map[[2]int32]*bool{},
	}
	number := map[string]int32{}
	for i := range m.g.Assets {
		a := &m.g.Assets[i]
		k, known := number[a.Class]
		if !known || a.Class == "" { // an asset without a class is a class of its own
			k = int32(len(f.inClass))
			number[a.Class] = k
			f.inClass = append(f.inClass, nil)
		}
		f.class[i] = k
		for _, p := range a.Products {
			f.uses[p] = append(f.uses[p], int32(i))
			f.classes[p] = append(f.classes[p], k)
		}
	}
	for k := range m.g.Products {
		p := &m.g.Products[k]
		f.index[p.ID] = int32(k)
		slices.Sort(f.classes[k])
		f.classes[k] = slices.Compact(f.classes[k])
		for _, c := range f.classes[k] {
			f.inClass[c] = append(f.inClass[c], int32(k))
		}
		if p.Party != risk.None {
			f.supplier[k] = m.g.Parties[p.Party].ID
			f.owner[k] = m.owner(f.supplier[k])
			for _, id := range []string{f.supplier[k], f.owner[k]} {
				r := m.g.Catalog.Supplier(id)
				f.acts[k] = f.acts[k] || r != nil && len(r.Designations.Items) > 0
			}
		}
	}
	return f
}

// found is a product that does the same kind of work, in these classes.
type found struct {
	product int32
	classes []int32
	certain bool // that its owner is another one
	rests   bool // on work of the supplier: not proposed
	barred  bool // in all classes: not proposed
}

// row finds the candidates of the product, at most so many of each kind, the
// certain ones first.
func (f *finder) row(product int32, most int) result.Alternatives {
	out := result.Alternatives{Product: f.m.g.Products[product].ID, Supplier: f.supplier[product], Owner: f.owner[product]}
	var yes, no []found
	for _, x := range f.alike(product) {
		if x.rests || x.barred {
			no = append(no, x)
		} else {
			yes = append(yes, x)
		}
	}
	slices.SortStableFunc(yes, func(a, b found) int {
		switch {
		case a.certain == b.certain:
			return 0
		case a.certain:
			return -1
		}
		return 1
	})
	out.More = max(0, len(yes)-most) + max(0, len(no)-most)
	for _, x := range yes[:min(most, len(yes))] {
		out.Candidates = append(out.Candidates, f.told(product, &x))
	}
	for _, x := range no[:min(most, len(no))] {
		out.NotProposed = append(out.NotProposed, f.told(product, &x))
	}
	return out
}

// alike lists the products of the same kind and class that the assets do not
// need beside it, without those of the same owner, in order.
func (f *finder) alike(product int32) []found {
	g := f.m.g
	p := &g.Products[product]
	shared := map[int32][]int32{}
	var order []int32
	for _, c := range f.classes[product] {
		for _, q := range f.inClass[c] {
			if q == product || g.Products[q].Kind != p.Kind {
				continue
			}
			if shared[q] == nil {
				order = append(order, q)
			}
			shared[q] = append(shared[q], c)
		}
	}
	slices.Sort(order)
	with := map[int32]bool{} // products that hold components of the supplier
	if p.Party != risk.None {
		for _, c := range g.Parties[p.Party].Components {
			for _, k := range g.Components[c].Products {
				with[k] = true
			}
		}
	}
	var out []found
	for _, q := range order {
		mine, theirs := f.owner[product], f.owner[q]
		known := p.Party != risk.None && g.Products[q].Party != risk.None
		if known && (f.supplier[product] == f.supplier[q] || mine != "" && mine == theirs) || f.together(product, q) {
			continue
		}
		x := found{product: q, classes: shared[q], certain: mine != "" && theirs != ""}
		x.rests = p.Party != risk.None && (with[q] || known && f.passes(f.supplier[q], f.supplier[product]))
		x.barred = !slices.ContainsFunc(x.classes, func(c int32) bool {
			b := f.barred(product, q, c)
			return b == nil || !*b
		})
		out = append(out, x)
	}
	return out
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

// passes reports whether work of the one party certainly goes to the other.
func (f *finder) passes(from, to string) bool {
	if r := f.m.g.Catalog.Supplier(from); r == nil || len(r.Subcontractors.Items) == 0 {
		return false
	}
	pair := [2]string{from, to}
	if _, known := f.passed[pair]; !known {
		f.passed[pair] = f.m.passesTo(from, to, true)
	}
	return f.passed[pair]
}

// barred reports whether the candidate's supplier, or its certain owner, is
// under a binding adverse designation that covers the product's assets of the
// class; nil where that is open.
func (f *finder) barred(product, candidate, class int32) *bool {
	if !f.acts[candidate] {
		return &f.free
	}
	key := [2]int32{candidate, class}
	if known, ok := f.outlawed[key]; ok {
		return known
	}
	asset := f.first(product, class) // acts cover classes: one asset stands for all
	verdict := new(false)
	for _, party := range []string{f.supplier[candidate], f.owner[candidate]} {
		r := f.m.g.Catalog.Supplier(party)
		if r == nil {
			continue
		}
		if b := f.m.barred(r, []int32{asset}); b == nil && !(verdict != nil && *verdict) {
			verdict = nil
		} else if b != nil && *b {
			verdict = b
		}
	}
	f.outlawed[key] = verdict
	return verdict
}

// first is the first asset of the class that names the product.
func (f *finder) first(product, class int32) int32 {
	for _, a := range f.uses[product] {
		if f.class[a] == class {
			return a
		}
	}
	return risk.None
}

// told puts what was found into words.
func (f *finder) told(product int32, x *found) result.Alternative {
	out := result.Alternative{Product: f.m.g.Products[x.product].ID, Supplier: f.supplier[x.product], Owner: f.owner[x.product], Certainty: possibleOwner}
	if x.certain {
		out.Certainty = certainOwner
	}
	if x.rests {
		out.Why = "it rests on work of " + f.supplier[product]
		return out
	}
	var why, barred []string
	open := false
	for _, c := range x.classes {
		b := f.barred(product, x.product, c)
		if b != nil && *b {
			barred = append(barred, f.m.g.Assets[f.first(product, c)].ID)
			continue
		}
		open = open || b == nil
		why = append(why, f.where(product, x.product, c))
	}
	slices.Sort(why)
	slices.Sort(barred)
	switch {
	case x.barred:
		out.Why = "an adverse designation that binds the entity covers " + strings.Join(barred, ", ")
		return out
	case len(barred) > 0:
		why = append(why, "not for "+strings.Join(barred, ", ")+", which a binding adverse designation covers")
	}
	if open {
		why = append(why, "whether a designation excludes it is not established")
	}
	out.Why = strings.Join(why, "; ")
	return out
}

// where says in which assets of the class the two work: one that both share,
// else the first of each.
func (f *finder) where(p, q, class int32) string {
	for _, a := range f.uses[p] {
		if _, shared := slices.BinarySearch(f.uses[q], a); shared && f.class[a] == class {
			return "it stands beside it in a group of " + f.m.g.Assets[a].ID
		}
	}
	asset, at := &f.m.g.Assets[f.first(p, class)], &f.m.g.Assets[f.first(q, class)]
	return fmt.Sprintf("it serves %s, of the class %s as %s", at.ID, asset.Class, asset.ID)
}
