// SPDX-License-Identifier: Apache-2.0

package graph

// Topological lists every node so that each edge leads from an earlier to a
// later one (Kahn 1962: rounds of nodes that nothing left leads to), and
// reports whether that is possible. Of a graph with cycles the order holds for
// the edges between different strongly connected components; the nodes of one
// component stand together, in rising order.
func (g *Graph) Topological() (order []int32, acyclic bool) {
	n := g.Len()
	order = make([]int32, 0, n)
	left := make([]int32, n)
	for v := range n {
		left[v] = g.in.off[v+1] - g.in.off[v]
		if left[v] == 0 {
			order = append(order, int32(v))
		}
	}
	for i := 0; i < len(order); i++ {
		for _, w := range g.out.row(order[i]) {
			if left[w]--; left[w] == 0 {
				order = append(order, w)
			}
		}
	}
	if len(order) == n {
		return order, true
	}
	of, k := g.components()
	c := &Condensation{Of: of, Size: make([]int32, k)}
	for _, k := range of {
		c.Size[k]++
	}
	order, _ = c.members()
	return order, false
}
