// SPDX-License-Identifier: Apache-2.0

package graph

// trees is a graph laid out for pushing sets of nodes along its edges.
//
// A component with edges from one other component alone hangs on that one:
// what leads to the one leads to both. What hangs together is a tree; it has
// one way in, at its root, and needs one set of what leads there. Trees are
// without cycles between them, as components are. Components are numbered
// tree by tree, in topological order, each before what hangs on it, so that
// every branch of a tree is a range of numbers.
type trees struct {
	of    []int32    // node → its tree
	start []int32    // tree → the number of its root, and one more at the end
	end   []int32    // number → the end of the branch that begins there
	size  []int32    // number → how many nodes; nil where all have one
	out   rows       // number → the other trees that it leads to, at times twice
	spare [3][]int32 // memory that is needed no more: a number for each component
}

// trees finds them, and sets counts, for every node, to how many nodes of its
// own tree lead to it, itself included.
func (g *Graph) trees(counts []int64) *trees {
	of, n := g.components()
	t := &trees{of: of}
	if n < g.Len() {
		t.size = make([]int32, n)
		for _, k := range of {
			t.size[k]++
		}
	}
	above := g.onlyBefore(of, n)
	number, tree, hanging := t.grow(above)
	for v, k := range of {
		counts[v] = int64(above[k])
	}
	off := make([]int32, n+2)
	for k, x := range number {
		off[x+2] = 1
		if t.size != nil {
			off[x+2] = t.size[k]
		}
	}
	if t.size != nil {
		copy(t.size, off[2:])
	}
	for x := 2; x < len(off); x++ {
		off[x] += off[x-1]
	}
	nodes := above[:g.Len()] // by number; counts are set
	for v, k := range of {
		x := number[k]
		nodes[off[x+1]] = int32(v)
		off[x+1]++
		of[v] = tree[k]
	}
	t.out = rows{off[: n+1 : n+1], make([]int32, 0, g.Edges()-hanging)}
	g.between(t, nodes)
	t.spare = [...][]int32{number, tree, nodes[:n]}
	return t
}

// onlyBefore is, for every component, the one with edges to it, −1 where
// there is none or more than one. There is room for as many numbers as nodes.
func (g *Graph) onlyBefore(of []int32, n int) []int32 {
	const none, several = -1, -2
	before := make([]int32, g.Len())[:n]
	for k := range before {
		before[k] = none
	}
	for v, k := range of {
		only := before[k]
		for _, u := range g.in.row(int32(v)) {
			if only == several {
				break
			}
			if s := of[u]; s != k && s != only {
				if only = s; before[k] != none {
					only = several
				}
				before[k] = only
			}
		}
	}
	return before
}

// grow numbers the components. It changes before, from the only component
// before each to how many nodes of the tree lead to it, and returns the
// numbers, the trees, ^tree where a component is not the root of it, and how
// many are not.
func (t *trees) grow(before []int32) (number, tree []int32, hanging int) {
	n := len(before)
	number, tree, t.end = make([]int32, n), make([]int32, n), make([]int32, n)
	branch := tree // how many components there are in it
	for k := n - 1; k >= 0; k-- {
		branch[k]++
		if p := before[k]; p >= 0 {
			branch[p] += branch[k]
			hanging++
		}
	}
	t.start = make([]int32, 0, n-hanging+1)
	next := int32(0)
	for k, p := range before {
		here, size := next, int32(1)
		if t.size != nil {
			size = t.size[k]
		}
		if p < 0 {
			next += branch[k]
			tree[k] = int32(len(t.start))
			t.start = append(t.start, here)
			before[k] = size
		} else {
			end := &t.end[number[p]] // until all hangs there, where the next goes
			here = *end
			*end += branch[k]
			tree[k] = min(tree[p], ^tree[p])
			before[k] = before[p] + size
		}
		number[k], t.end[here] = here, here+1
	}
	t.start = append(t.start, next)
	return number, tree, hanging
}

// between fills the rows of t, the offsets of which are still those of the
// nodes, and ends what t.of says of nodes that are not in the root of a tree.
func (g *Graph) between(t *trees, nodes []int32) {
	off, to := t.out.off, t.out.to
	begin := int32(0)
	for x := range t.end {
		for _, v := range nodes[begin:off[x+1]] {
			own := t.of[v]
			for _, w := range g.out.row(v) {
				if k := t.of[w]; k >= 0 && k != own {
					to = append(to, k)
				}
			}
		}
		begin, off[x+1] = off[x+1], int32(len(to))
	}
	t.out.to = to
	for v, k := range t.of {
		t.of[v] = max(k, ^k)
	}
}
