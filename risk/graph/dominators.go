// SPDX-License-Identifier: Apache-2.0

package graph

// Dominators returns each node's immediate dominator: the last node, other
// than itself, that every path from the root to it passes. It is −1 for the
// root, for nodes that the root does not lead to, and for all of them where
// the graph has no such root. By SEMI-NCA (Georgiadis 2005): semidominators
// as Lengauer and Tarjan find them, dominators as nearest common ancestors.
func (g *Graph) Dominators(root int32) []int32 {
	out := make([]int32, g.Len())
	for v := range out {
		out[v] = -1
	}
	if !g.has(root) {
		return out
	}
	node, number, parent := g.preorder(root)
	d := semi{ancestor: parent, label: make([]int32, len(node))}
	idom := append([]int32(nil), parent...)
	least := make([]int32, len(node))
	for i := range node {
		d.label[i], least[i] = int32(i), int32(i)
	}
	d.least = least
	for i := int32(len(node)) - 1; i > 0; i-- {
		low := idom[i]
		for _, u := range g.in.row(node[i]) {
			if p := number[u]; p >= 0 {
				low = min(low, least[d.eval(p, i+1)])
			}
		}
		least[i] = low
	}
	for i := 1; i < len(node); i++ {
		k := idom[i]
		for k > least[i] {
			k = idom[k]
		}
		idom[i] = k
		out[node[i]] = node[k]
	}
	return out
}

// preorder numbers what the root leads to in the order of a depth-first
// search. parent is by number, number by node, −1 where not reached.
func (g *Graph) preorder(root int32) (node, number, parent []int32) {
	number = make([]int32, g.Len())
	for v := range number {
		number[v] = -1
	}
	node, parent = make([]int32, 0, g.Len()), make([]int32, 0, g.Len())
	type visit struct{ number, edge, end int32 }
	enter := func(v, from int32) visit {
		i := int32(len(node))
		number[v] = i
		node, parent = append(node, v), append(parent, from)
		return visit{i, g.out.off[v], g.out.off[v+1]}
	}
	calls := []visit{enter(root, 0)}
	for len(calls) > 0 {
		f := &calls[len(calls)-1]
		for f.edge < f.end && number[g.out.to[f.edge]] >= 0 {
			f.edge++
		}
		if f.edge == f.end {
			calls = calls[:len(calls)-1]
			continue
		}
		w := g.out.to[f.edge]
		f.edge++
		calls = append(calls, enter(w, f.number))
	}
	return node, number, parent
}

// semi is the forest in which the least semidominator above a node is looked
// up; paths are compressed on the way. All numbers are of the preorder.
type semi struct {
	ancestor, label, least []int32
	path                   []int32
}

// eval returns the node with the least semidominator from v upwards, as far
// as nodes numbered linked or more go.
func (d *semi) eval(v, linked int32) int32 {
	if d.ancestor[v] < linked {
		return d.label[v]
	}
	d.path = d.path[:0]
	u := v
	for d.ancestor[u] >= linked {
		d.path = append(d.path, u)
		u = d.ancestor[u]
	}
	top := u
	for i := len(d.path) - 1; i >= 0; i-- {
		w := d.path[i]
		if d.least[d.label[top]] < d.least[d.label[w]] {
			d.label[w] = d.label[top]
		}
		d.ancestor[w] = d.ancestor[u]
		top = w
	}
	return d.label[v]
}
