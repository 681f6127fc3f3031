// SPDX-License-Identifier: Apache-2.0

package portfolio

import (
	"cmp"
	"slices"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
	"github.com/kedja/kedja/risk/graph"
	"github.com/kedja/kedja/risk/measures"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
)

// concentration measures one scope by every grouping and basis, with the
// code of an assessment: the components are merged as it merges those of a
// system, and each is as critical as the assets that need it.
func (v *view) concentration(s *scope) []result.Concentration {
	g := v.graph(s.id)
	components := v.listed(s.docs)
	weights := v.weights(s)
	from := v.decided(s, components)
	g.Components = make([]risk.Component, len(components))
	for i, k := range components {
		c := &v.comps[k]
		x := risk.Component{ID: c.id, PURL: c.purl, HasPURL: c.hasPURL, Counted: true, Party: risk.None, Weight: weights[k], Depth: risk.None}
		if id := v.sum.from.values[from[i]].Party; id != "" {
			x.Party = v.partyOf[id]
		}
		g.Components[i] = x
	}
	v.addProducts(g, s)
	over := false
	rows := measures.New(g, v.control).Concentration(func([]int32) ([]int32, bool) {
		counts, ok := v.reach(s, components)
		over = over || !ok
		return counts, ok
	})
	id, name := "system:"+s.id, s.scope()
	marks := v.marks(s)
	var out []result.Concentration
	for _, row := range rows {
		if row.Scope == id {
			if row.Scope = name; row.Basis != "spend" && row.Basis != "units" { // which no SBOM states
				row.Marks = marks
			}
			out = append(out, row)
		}
	}
	if over {
		v.ds.Add(diag.Diagnostic{
			Severity: diag.Warning, Code: "measure/reach-skipped", Message: "the basis reach is left out for " + name + ": an exact count would exceed the work budget",
			Remedy: "use the bases count and criticality",
		})
	}
	return out
}

// decided is whose each component is, over the SBOMs of the scope.
func (v *view) decided(s *scope, components []int32) []int32 {
	out := make([]int32, len(components))
	if len(s.docs) == len(v.docs) {
		for i, k := range components {
			out[i] = v.comps[k].from
		}
		return out
	}
	best := make(map[int32]int32, len(components))
	for _, d := range s.docs {
		for _, p := range v.docs[d].parts {
			k := v.rank[p.id]
			if b, ok := best[k]; !ok || v.better(p.from, b) {
				best[k] = p.from
			}
		}
	}
	for i, k := range components {
		out[i] = best[k]
	}
	return out
}

// weights sums, for each component, the criticality of the assets that need
// it. An SBOM that no system of the portfolio names is a system of its own,
// with one asset of moderate criticality.
func (v *view) weights(s *scope) []float64 {
	out := make([]float64, len(v.comps))
	last := make([]int32, len(v.comps))
	turn := int32(0)
	add := func(docs []int32, weight float64) {
		turn++
		for _, d := range docs {
			for _, p := range v.docs[d].parts {
				if k := v.rank[p.id]; last[k] != turn {
					last[k] = turn
					out[k] += weight
				}
			}
		}
	}
	used := make([]bool, len(v.docs))
	for _, u := range s.units {
		for _, a := range u.Assets {
			var docs []int32
			for _, p := range a.Products {
				if k, ok := v.at[u.Products[p].Document]; ok {
					docs = append(docs, k)
				}
			}
			add(docs, a.Weight)
		}
		for i := range u.Products {
			if k, ok := v.at[u.Products[i].Document]; ok {
				used[k] = true
			}
		}
	}
	for _, d := range s.docs {
		if !used[d] {
			add([]int32{d}, supplier.Moderate.Weight())
		}
	}
	return out
}

// addProducts gives the graph the products of the scope's systems, for the
// bases that count money and units.
func (v *view) addProducts(g *risk.Graph, s *scope) {
	currency, mixed := "", false
	for _, u := range s.units {
		mixed = mixed || (currency != "" && u.Currency != "" && u.Currency != currency)
		currency = cmp.Or(currency, u.Currency)
	}
	for _, u := range s.units {
		for i := range u.Products {
			p := &u.Products[i]
			id := p.ID
			if len(s.units) > 1 {
				id = u.ID + "/" + p.ID
			}
			product := &system.Product{ID: id, Kind: p.Kind, Spend: p.Spend, Units: p.Units, Origins: p.Origins}
			if mixed {
				product.Spend = nil
			}
			row := risk.Product{Product: product, Party: risk.None, Document: risk.None}
			if party := v.productParty(p); party != "" {
				row.Party = v.partyOf[party]
			}
			g.Products = append(g.Products, row)
		}
	}
	if mixed {
		v.ds.Add(diag.Diagnostic{
			Severity: diag.Warning, Code: "portfolio/currencies", Message: "the systems of " + s.id + " state money in different currencies; the basis spend is left out",
			Remedy: "state spend in one currency",
		})
	}
}

// productParty is the stated supplier of a product, else that of what its
// SBOM describes.
func (v *view) productParty(p *unitProduct) string {
	if p.Party != "" {
		return p.Party
	}
	if k, ok := v.at[p.Document]; ok {
		return v.docs[k].Root.Party
	}
	return ""
}

// reach counts, for each of the components, how many of them need it,
// through others too, itself included.
func (v *view) reach(s *scope, components []int32) ([]int32, bool) {
	local := make([]int32, len(v.comps))
	for i := range local {
		local[i] = risk.None
	}
	for i, k := range components {
		local[k] = int32(i)
	}
	n := 0
	for _, d := range s.docs {
		n += len(v.docs[d].edges)
	}
	edges := make([]graph.Edge, 0, n)
	for _, d := range s.docs {
		doc := v.docs[d]
		for _, e := range doc.edges {
			a, b := local[v.rank[doc.parts[e.from].id]], local[v.rank[doc.parts[e.to].id]]
			if a != risk.None && b != risk.None {
				edges = append(edges, graph.Edge{From: a, To: b})
			}
		}
	}
	g, err := graph.New(len(components), edges)
	if err != nil {
		return nil, false
	}
	r := g.Ancestors(graph.ReachOptions{ExactOnly: true})
	if !r.Exact {
		return nil, false
	}
	out := make([]int32, len(components))
	for i, x := range r.Counts {
		out[i] = int32(x)
	}
	return out, true
}

// marks says what about the SBOMs every measure of the scope is conditional
// on.
func (v *view) marks(s *scope) []string {
	var out []string
	for _, d := range s.docs {
		doc := v.docs[d]
		if doc.Dependencies == 0 {
			out = append(out, "no-dependency-edges")
		}
		if doc.Completeness == "incomplete" || doc.Completeness == "unknown" {
			out = append(out, "sbom-completeness-"+doc.Completeness)
		}
	}
	for _, u := range s.units {
		for i := range u.Products {
			if _, ok := v.at[u.Products[i].Document]; !ok && u.Products[i].Kind != "service" {
				out = append(out, "no-sbom")
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
