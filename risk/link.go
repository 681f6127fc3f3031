// SPDX-License-Identifier: Apache-2.0

package risk

import (
	"slices"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/risk/graph"
	"github.com/kedja/kedja/sbom"
)

// link builds the adjacency and decides, per product, which components are
// its own, which are direct, and how deep each lies.
func (b *builder) link() {
	g := b.g
	var edges []graph.Edge
	edge := func(u, v Node) {
		if u != v {
			edges = append(edges, graph.Edge{From: int32(u), To: int32(v)})
		}
	}
	for i := range g.Assets {
		for _, grp := range g.Assets[i].Groups {
			for _, m := range grp.Members {
				edge(g.AssetNode(int32(i)), m)
			}
		}
	}
	needed := b.needed()
	for i := range g.Components {
		c := &g.Components[i]
		c.Counted = c.Scope != sbom.ScopeExcluded && c.Type != "file" && (b.src.IncludeDev || needed[i])
	}
	for p := range g.Products {
		if d := g.Products[p].Document; d != None {
			b.linkDocument(int32(p), d, edge)
		}
	}
	b.join(edges)
	for i := range g.Components {
		c := &g.Components[i]
		slices.Sort(c.Products)
		c.Products = slices.Compact(c.Products)
	}
}

// join makes the adjacency. Only more edges than it can number are an error;
// the graph is then without any, and says so.
func (b *builder) join(edges []graph.Edge) {
	var err error
	if b.g.edges, err = graph.New(b.g.Len(), edges); err != nil {
		b.g.edges = &graph.Graph{}
		b.ds.Add(diag.Diagnostic{
			Severity: diag.Error, Code: "measure/too-large", Message: "the supply graph is too large: " + err.Error(),
			Remedy: "assess fewer products at once",
		})
	}
}

// needed marks components that some SBOM needs for more than development or
// test.
func (b *builder) needed() []bool {
	out := make([]bool, len(b.g.Components))
	for d := range b.src.Documents {
		dev := b.devOnly(d)
		nodes := b.src.Documents[d].SBOM.Nodes
		for i, k := range b.merged[d] {
			if k >= 0 && !dev[i] && nodes[i].Scope != sbom.ScopeExcluded {
				out[k] = true
			}
		}
	}
	return out
}

// devOnly marks the nodes of a document that only development or test need:
// those of such a scope, those that relations of such a scope lead to, and
// what only these need in turn. What is reached otherwise, too, is not.
func (b *builder) devOnly(d int) []bool {
	doc := b.src.Documents[d].SBOM
	n := len(doc.Nodes)
	own := func(id sbom.ID) bool {
		s := doc.Node(id).Scope
		return s == sbom.ScopeDev || s == sbom.ScopeTest
	}
	next := make([][]sbom.ID, n)
	entered, fromDev := make([]bool, n), make([]bool, n)
	var start []sbom.ID
	for _, list := range [][]sbom.Edge{doc.Depends, doc.Contains} {
		for _, e := range list {
			entered[e.To] = true
			if e.Scope == sbom.ScopeDev || e.Scope == sbom.ScopeTest {
				start = append(start, e.To)
				continue
			}
			next[e.From] = append(next[e.From], e.To)
		}
	}
	for i := range n {
		if own(sbom.ID(i)) {
			start = append(start, sbom.ID(i))
		}
	}
	if len(start) == 0 {
		return fromDev
	}
	walk(next, start, fromDev, nil)
	// What an entry of the document leads to without passing development.
	other := make([]bool, n)
	start = start[:0]
	for i := range n {
		if id := sbom.ID(i); id == doc.Root || (!entered[i] && !own(id)) {
			start = append(start, id)
		}
	}
	walk(next, start, other, own)
	for i := range fromDev {
		fromDev[i] = fromDev[i] && !other[i]
	}
	return fromDev
}

// walk marks what the start nodes lead to, themselves included; nodes that
// are barred are neither marked nor passed.
func walk(next [][]sbom.ID, start []sbom.ID, seen []bool, barred func(sbom.ID) bool) {
	stack := append([]sbom.ID(nil), start...)
	for len(stack) > 0 {
		u := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if seen[u] || (barred != nil && barred(u)) {
			continue
		}
		seen[u] = true
		stack = append(stack, next[u]...)
	}
}

// linkDocument adds the edges of one SBOM. Its root is the product itself.
// A component that nothing in the document leads to hangs off the product:
// it is listed, so it is part of it.
func (b *builder) linkDocument(p, d int32, edge func(u, v Node)) {
	g, doc, merged := b.g, b.src.Documents[d].SBOM, b.merged[d]
	node := func(id sbom.ID) (Node, bool) {
		switch k := merged[id]; {
		case k == rootMark:
			return g.ProductNode(p), true
		case k >= 0:
			return g.ComponentNode(k), true
		}
		return 0, false
	}
	out := make(map[Node][]Node)
	stated := make(map[Node][]Node) // dependency edges only, for depth
	for i, list := range [][]sbom.Edge{doc.Depends, doc.Contains} {
		for _, e := range list {
			u, ok1 := node(e.From)
			v, ok2 := node(e.To)
			if !ok1 || !ok2 || u == v {
				continue
			}
			edge(u, v)
			out[u] = append(out[u], v)
			if i == 0 {
				stated[u] = append(stated[u], v)
			}
		}
	}
	var members []int32
	for _, k := range merged {
		if k >= 0 {
			members = append(members, k)
			g.Components[k].Products = append(g.Components[k].Products, p)
		}
	}
	slices.Sort(members)
	members = slices.Compact(members)
	for _, k := range members {
		if g.Components[k].Counted {
			g.Products[p].Components = append(g.Products[p].Components, k)
		}
	}
	b.hangOrphans(p, members, out, edge)
	b.depths(p, members, stated)
}

// hangOrphans connects what the product does not reach: first what nothing
// leads to, then, for loops that nothing leads into, their first member.
func (b *builder) hangOrphans(p int32, members []int32, out map[Node][]Node, edge func(u, v Node)) {
	g := b.g
	entered := make(map[Node]bool, len(members))
	for u, vs := range out {
		for _, v := range vs {
			if u != v {
				entered[v] = true
			}
		}
	}
	reached := make(map[Node]bool, len(members))
	visit := func(start Node) {
		stack := []Node{start}
		reached[start] = true
		for len(stack) > 0 {
			u := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			for _, v := range out[u] {
				if !reached[v] {
					reached[v] = true
					stack = append(stack, v)
				}
			}
		}
	}
	product := g.ProductNode(p)
	visit(product)
	for pass := range 2 {
		for _, k := range members {
			n := g.ComponentNode(k)
			if reached[n] || (pass == 0 && entered[n]) {
				continue
			}
			edge(product, n)
			visit(n)
		}
	}
}

// depths measures the shortest chain of stated dependencies from the product.
// Where the SBOM states none from its root, depth and directness stay
// unknown.
func (b *builder) depths(p int32, members []int32, stated map[Node][]Node) {
	g := b.g
	product := g.ProductNode(p)
	if len(stated[product]) == 0 {
		return
	}
	depth := map[Node]int32{product: 0}
	for queue := []Node{product}; len(queue) > 0; queue = queue[1:] {
		u := queue[0]
		for _, v := range stated[u] {
			if _, ok := depth[v]; !ok {
				depth[v] = depth[u] + 1
				queue = append(queue, v)
			}
		}
	}
	for _, k := range members {
		c := &g.Components[k]
		if d, ok := depth[g.ComponentNode(k)]; ok {
			if c.Depth == None || d < c.Depth {
				c.Depth = d
			}
			if d == 1 {
				c.Direct = Yes
			}
		}
		if c.Direct == Unknown {
			c.Direct = No
		}
	}
}

// weights sums, for every product and component, the criticality of the
// assets that need it, and notes for every party what it serves.
func (b *builder) weights() {
	g := b.g
	for i := range g.Products {
		for _, a := range g.Products[i].Assets {
			g.Products[i].Weight += g.Assets[a].Criticality.Weight()
		}
	}
	needs := make([]bool, len(g.Assets))
	for i := range g.Components {
		c := &g.Components[i]
		clear(needs)
		for _, p := range c.Products {
			for _, a := range g.Products[p].Assets {
				if !needs[a] {
					needs[a] = true
					c.Weight += g.Assets[a].Criticality.Weight()
				}
			}
		}
		if c.Party != None {
			party := &g.Parties[c.Party]
			if !c.Counted {
				continue // what nobody needs serves nobody
			}
			party.Components = append(party.Components, int32(i))
			for a, yes := range needs {
				if yes {
					party.Assets = append(party.Assets, int32(a))
				}
			}
		}
	}
	for i := range g.Parties {
		p := &g.Parties[i]
		for _, k := range p.Products {
			p.Assets = append(p.Assets, g.Products[k].Assets...)
		}
		for _, s := range p.Services {
			p.Assets = append(p.Assets, g.Products[s.Product].Assets...)
		}
		slices.Sort(p.Assets)
		p.Assets = slices.Compact(p.Assets)
	}
}
