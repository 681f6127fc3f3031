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
		c.Counted = c.Type != "file" && (b.src.IncludeDev || c.Scope != sbom.ScopeExcluded && needed[i])
	}
	for p := range g.Products {
		if d := g.Products[p].Document; d != None {
			edges = b.linkDocument(int32(p), d, edges)
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
		s := scopeOf(doc.Node(id))
		return s == sbom.ScopeDev || s == sbom.ScopeTest
	}
	fromDev := make([]bool, n)
	lists := [][]sbom.Edge{doc.Depends, doc.Contains}
	development := func(e sbom.Edge) bool { return e.Scope == sbom.ScopeDev || e.Scope == sbom.ScopeTest }
	var start []sbom.ID
	for _, list := range lists {
		for _, e := range list {
			if development(e) {
				start = append(start, e.To)
			}
		}
	}
	for i := range n {
		if own(sbom.ID(i)) {
			start = append(start, sbom.ID(i))
		}
	}
	if len(start) == 0 {
		return fromDev // as in most documents
	}
	next, entered := make([][]sbom.ID, n), make([]bool, n)
	for _, list := range lists {
		for _, e := range list {
			entered[e.To] = true
			if !development(e) {
				next[e.From] = append(next[e.From], e.To)
			}
		}
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

// member is a component within one SBOM, numbered from 1 in the order of the
// graph's components; 0 is the product that the SBOM describes.
type member = int32

// linked is one SBOM on its way into the graph.
type linked struct {
	members []int32  // component of each member, from member 1 on
	of      []member // by node of the document; None for what is not in the graph
	pairs   [][2]member
	stated  int // of the pairs, those that say dependency; they come first
}

// linkDocument adds the edges of one SBOM. Its root is the product itself.
// A component that nothing in the document leads to hangs off the product:
// it is listed, so it is part of it.
func (b *builder) linkDocument(p, d int32, edges []graph.Edge) []graph.Edge {
	g, doc := b.g, b.src.Documents[d].SBOM
	l := b.linked(d)
	l.pairs = make([][2]member, 0, len(doc.Depends)+len(doc.Contains))
	for i, list := range [][]sbom.Edge{doc.Depends, doc.Contains} {
		for _, e := range list {
			if u, v := l.of[e.From], l.of[e.To]; u != None && v != None && u != v {
				l.pairs = append(l.pairs, [2]member{u, v})
			}
		}
		if i == 0 {
			l.stated = len(l.pairs)
		}
	}
	node := func(m member) int32 {
		if m == 0 {
			return int32(g.ProductNode(p))
		}
		return int32(g.ComponentNode(l.members[m-1]))
	}
	edges = slices.Grow(edges, len(l.pairs))
	for _, e := range l.pairs {
		edges = append(edges, graph.Edge{From: node(e[0]), To: node(e[1])})
	}
	only := []int32{p} // shared by all that no other product has
	for _, k := range l.members {
		c := &g.Components[k]
		if c.Products == nil {
			c.Products = only[:1:1]
		} else {
			c.Products = append(c.Products, p)
		}
		if c.Counted {
			g.Products[p].Components = append(g.Products[p].Components, k)
		}
	}
	for _, m := range l.orphans() {
		edges = append(edges, graph.Edge{From: node(0), To: node(m)})
	}
	l.depths(g.Components)
	return edges
}

// linked numbers what the document says of the product.
func (b *builder) linked(d int32) *linked {
	merged := b.merged[d]
	l := &linked{of: make([]member, len(merged))}
	if b.member == nil {
		b.member = make([]member, len(b.g.Components))
	}
	for _, k := range merged {
		if k >= 0 && b.member[k] == 0 {
			b.member[k] = 1
			l.members = append(l.members, k)
		}
	}
	slices.Sort(l.members)
	for i, k := range l.members {
		b.member[k] = member(i) + 1
	}
	for i, k := range merged {
		switch {
		case k == rootMark:
			l.of[i] = 0
		case k >= 0:
			l.of[i] = b.member[k]
		default:
			l.of[i] = None
		}
	}
	for _, k := range l.members {
		b.member[k] = 0
	}
	return l
}

// adjacency lists what each member leads to, in the order of the pairs.
func (l *linked) adjacency(pairs [][2]member) func(member) []member {
	first := make([]int32, len(l.members)+2)
	for _, e := range pairs {
		first[e[0]+1]++
	}
	for i := 1; i < len(first); i++ {
		first[i] += first[i-1]
	}
	at, to := slices.Clone(first), make([]member, len(pairs))
	for _, e := range pairs {
		to[at[e[0]]] = e[1]
		at[e[0]]++
	}
	return func(m member) []member { return to[first[m]:first[m+1]] }
}

// orphans are the members that the product must be connected with to reach
// all: first what nothing leads to, then, for loops that nothing leads into,
// their first member.
func (l *linked) orphans() []member {
	out := l.adjacency(l.pairs)
	entered, reached := make([]bool, len(l.members)+1), make([]bool, len(l.members)+1)
	for _, e := range l.pairs {
		entered[e[1]] = true
	}
	var stack []member
	visit := func(start member) {
		stack = append(stack[:0], start)
		reached[start] = true
		for len(stack) > 0 {
			u := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			for _, v := range out(u) {
				if !reached[v] {
					reached[v] = true
					stack = append(stack, v)
				}
			}
		}
	}
	visit(0)
	var orphans []member
	for pass := range 2 {
		for m := member(1); int(m) <= len(l.members); m++ {
			if !reached[m] && (pass == 1 || !entered[m]) {
				orphans = append(orphans, m)
				visit(m)
			}
		}
	}
	return orphans
}

// depths measures the shortest chain of stated dependencies from the product.
// Where the SBOM states none from its root, depth and directness stay
// unknown.
func (l *linked) depths(components []Component) {
	stated := l.adjacency(l.pairs[:l.stated])
	if len(stated(0)) == 0 {
		return
	}
	depth := make([]int32, len(l.members)+1)
	for i := range depth {
		depth[i] = None
	}
	depth[0] = 0
	queue := make([]member, 1, len(depth))
	for i := 0; i < len(queue); i++ {
		for _, v := range stated(queue[i]) {
			if depth[v] == None {
				depth[v] = depth[queue[i]] + 1
				queue = append(queue, v)
			}
		}
	}
	for i, k := range l.members {
		c := &components[k]
		if d := depth[i+1]; d != None {
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
