// SPDX-License-Identifier: Apache-2.0

package sbom

import (
	"cmp"
	"slices"
)

// tarjan is the state of Tarjan's algorithm. The names index, low and stack
// are those of the paper (R. Tarjan, Depth-first search and linear graph
// algorithms, 1972); index 0 means not visited.
type tarjan struct {
	graph   *Adjacency
	index   []int32
	low     []int32
	onStack []bool
	stack   []ID
	frames  []frame
	next    int32
	groups  [][]ID
}

// frame is one suspended call: node v, whose edges before edge are done.
type frame struct {
	v    ID
	edge int32
}

func newTarjan(a *Adjacency) *tarjan {
	n := a.Len()
	return &tarjan{graph: a, index: make([]int32, n), low: make([]int32, n), onStack: make([]bool, n), next: 1}
}

func (t *tarjan) visit(root ID) {
	t.enter(root)
	for len(t.frames) > 0 {
		f := &t.frames[len(t.frames)-1]
		out := t.graph.Out(f.v)
		if int(f.edge) < len(out) {
			w := out[f.edge]
			f.edge++
			if t.index[w] == 0 {
				t.enter(w)
			} else if t.onStack[w] {
				t.low[f.v] = min(t.low[f.v], t.index[w])
			}
			continue
		}
		v := f.v
		t.frames = t.frames[:len(t.frames)-1]
		if len(t.frames) > 0 {
			parent := t.frames[len(t.frames)-1].v
			t.low[parent] = min(t.low[parent], t.low[v])
		}
		if t.low[v] == t.index[v] {
			t.pop(v)
		}
	}
}

func (t *tarjan) enter(v ID) {
	t.index[v], t.low[v] = t.next, t.next
	t.next++
	t.stack = append(t.stack, v)
	t.onStack[v] = true
	t.frames = append(t.frames, frame{v: v})
}

// pop takes the group of v off the stack and keeps it when it is a cycle.
func (t *tarjan) pop(v ID) {
	start := len(t.stack) - 1
	for t.stack[start] != v {
		start--
	}
	group := t.stack[start:]
	for _, w := range group {
		t.onStack[w] = false
	}
	if len(group) > 1 {
		t.groups = append(t.groups, slices.Clone(group))
	}
	t.stack = t.stack[:start]
}

func sortGroups(groups [][]ID) {
	for _, g := range groups {
		slices.Sort(g)
	}
	slices.SortFunc(groups, func(a, b []ID) int { return cmp.Compare(a[0], b[0]) })
}
