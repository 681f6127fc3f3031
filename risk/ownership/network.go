// SPDX-License-Identifier: Apache-2.0

package ownership

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/result"
)

// network is the holdings by share of capital.
type network struct {
	ids     []string
	columns []column
	down    [][]int // by holder: the parties held, rising

	// order has holders before the parties they hold, but for loops; the
	// parties of one loop stand together.
	order []int
	place []int // by party: its place in order
	loop  []int // by party: the number of its strongly connected component
}

type column struct {
	holders  []capital
	open     []capital // those of a range
	unlisted float64
	complete bool    // the shares add up to the whole
	rest     float64 // beyond the lower ends
}

type capital struct {
	holder int
	lo, hi float64
	at     result.Evidence
}

func newNetwork(in Input) *network {
	g := &graph{}
	at := g.add(in)
	n := &network{columns: make([]column, len(g.nodes)), down: make([][]int, len(g.nodes))}
	for j, node := range g.nodes {
		n.ids = append(n.ids, node.id)
		n.columns[j].unlisted = node.unlisted
		if node.root {
			n.columns[j].unlisted = 0
		}
	}
	holdings := slices.Clone(in.Holdings)
	slices.SortStableFunc(holdings, func(x, y Holding) int {
		return cmp.Or(cmp.Compare(x.Holder, y.Holder), cmp.Compare(x.Share.Lo, y.Share.Lo), cmp.Compare(x.Share.Hi, y.Share.Hi))
	})
	for _, h := range holdings {
		j, i, s := at[h.Party], int(at[h.Holder]), unit(h.Share)
		c := &n.columns[j]
		if k := len(c.holders) - 1; k >= 0 && c.holders[k].holder == i {
			c.holders[k].lo, c.holders[k].hi = c.holders[k].lo+s.Lo, math.Min(1, c.holders[k].hi+s.Hi)
			continue
		}
		c.holders = append(c.holders, capital{i, s.Lo, s.Hi, h.At})
		n.down[i] = append(n.down[i], int(j))
	}
	for j := range n.columns {
		n.columns[j].settle()
	}
	for i := range n.down {
		slices.Sort(n.down[i])
	}
	n.sort()
	return n
}

// settle scales a column that adds up to more than the whole, so that shares
// stay shares; [Control] reports it.
func (c *column) settle() {
	var lo, hi float64
	for _, h := range c.holders {
		lo, hi = lo+h.lo, hi+h.hi
	}
	if lo > 1 {
		for k := range c.holders {
			c.holders[k].lo, c.holders[k].hi = c.holders[k].lo/lo, c.holders[k].hi/lo
		}
		lo, hi = 1, hi/lo
	}
	c.rest = 1 - lo
	c.complete = c.unlisted == 0 && hi >= 1-noise
	for _, h := range c.holders {
		if h.hi > h.lo {
			c.open = append(c.open, h)
		}
	}
}

// sort finds the strongly connected components of the holdings (Tarjan 1972)
// and puts them in order. A component is complete once all that it holds is;
// so the order in which they come, turned round, has holders first.
func (n *network) sort() {
	size := len(n.ids)
	n.loop, n.place = make([]int, size), make([]int, size)
	index, low := make([]int, size), make([]int, size)
	var stack []int
	type frame struct{ node, next int }
	var calls []frame
	count, loops := 0, 0
	enter := func(j int) {
		count++
		index[j], low[j], n.loop[j] = count, count, -1
		stack = append(stack, j)
		calls = append(calls, frame{node: j})
	}
	for root := range n.ids {
		if index[root] > 0 {
			continue
		}
		for enter(root); len(calls) > 0; {
			f := &calls[len(calls)-1]
			j := f.node
			if f.next < len(n.down[j]) {
				next := n.down[j][f.next]
				f.next++
				switch {
				case index[next] == 0:
					enter(next)
				case n.loop[next] < 0:
					low[j] = min(low[j], index[next])
				}
				continue
			}
			calls = calls[:len(calls)-1]
			if len(calls) > 0 {
				up := calls[len(calls)-1].node
				low[up] = min(low[up], low[j])
			}
			if low[j] < index[j] {
				continue
			}
			for last := -1; last != j; { // the order is turned round below
				last = stack[len(stack)-1]
				stack = stack[:len(stack)-1]
				n.loop[last] = loops
				n.order = append(n.order, last)
			}
			loops++
		}
	}
	slices.Reverse(n.order)
	for place, j := range n.order {
		n.place[j] = place
	}
}

// loops reports whether a walk over holdings can come back to the party.
func (n *network) loops(j int) bool {
	for _, step := range []int{-1, 1} {
		if p := n.place[j] + step; p >= 0 && p < len(n.order) && n.loop[n.order[p]] == n.loop[j] {
			return true
		}
	}
	_, own := slices.BinarySearch(n.down[j], j)
	return own
}

// reportClosed names every group that owns itself wholly: the loops that no
// walk over holders leaves. What such a group owns wholly is no part of it.
func (n *network) reportClosed(diags *diag.List) {
	leaves := make([]bool, len(n.ids)) // some walk reaches a party with other holders
	var queue []int
	leave := func(j int) {
		if !leaves[j] {
			leaves[j] = true
			queue = append(queue, j)
		}
	}
	for j, c := range n.columns {
		if len(c.holders) == 0 || c.rest > noise && !c.complete {
			leave(j)
		}
	}
	for len(queue) > 0 {
		i := queue[0]
		queue = queue[1:]
		for _, j := range n.down[i] {
			if n.has(j, i) {
				leave(j)
			}
		}
	}
	groups := map[int][]int{}
	outside := map[int]bool{} // groups with holders outside
	for j := range n.ids {
		if leaves[j] {
			continue
		}
		k := n.loop[j]
		groups[k] = append(groups[k], j)
		for _, h := range n.columns[j].holders {
			outside[k] = outside[k] || h.hi > 0 && n.loop[h.holder] != k
		}
	}
	for j := range n.ids {
		if k := n.loop[j]; !leaves[j] && groups[k][0] == j && !outside[k] {
			n.closed(groups[k], diags)
		}
	}
}

// has reports whether the holder possibly has any share of the party.
func (n *network) has(party, holder int) bool {
	return slices.ContainsFunc(n.columns[party].holders, func(h capital) bool { return h.holder == holder && h.hi > 0 })
}

func (n *network) closed(group []int, diags *diag.List) {
	var ids []string
	for _, j := range group {
		ids = append(ids, n.ids[j])
	}
	message := strings.Join(ids, ", ") + " are owned wholly by themselves: nobody else has a share in them"
	if len(ids) == 1 {
		message = ids[0] + " is owned wholly by itself: nobody else has a share in it"
	}
	diags.Add(diag.Diagnostic{
		Severity: diag.Error, Code: "ownership/closed-group", Position: position(n.columns[group[0]].holders[0].at),
		Message: message, Remedy: "state the owner outside the group, or write the shares as ranges",
	})
}
