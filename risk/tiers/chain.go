// SPDX-License-Identifier: Apache-2.0

package tiers

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/kedja/kedja/result"
)

// Supplier is what a party is known to pass on.
type Supplier struct {
	ID             string
	Subcontractors []Subcontractor
	// Complete says that nobody but the subcontractors listed does any of the
	// work. Otherwise anybody may do what their shares leave.
	Complete bool
}

// Subcontractor is a party that does a share of another's work, within 0..1.
// Several entries of one party add up.
type Subcontractor struct {
	Party string
	Share result.Interval
}

// ClosedLoopError names parties that pass all of their work to one another:
// nobody of them does any.
type ClosedLoopError struct{ Parties []string }

func (e *ClosedLoopError) Error() string {
	return "the work of " + strings.Join(e.Parties, ", ") + " is subcontracted in full within a closed loop: nobody does it"
}

// OverfullError names a party whose subcontractors do more than the whole of
// its work.
type OverfullError struct {
	Party string
	Sum   float64
}

func (e *OverfullError) Error() string {
	return fmt.Sprintf("the subcontractors of %s do at least %.4g of its work, more than the whole", e.Party, e.Sum)
}

// slack is what sums of shares may be off by.
const slack = 1e-9

// edge is a share of work that goes to a party.
type edge struct {
	to     int32
	lo, hi float64
}

// node is a party and what it passes on.
type node struct {
	edges []edge  // by party
	sumLo float64 // what surely goes to those listed
	free  float64 // what may go to parties that are not listed
}

// Chain is who passes work on to whom. It is immutable and safe for
// concurrent use.
type Chain struct {
	ids   []string // sorted
	at    map[string]int32
	nodes []node
	order []int32 // strongly connected components, subcontractors first
	block []int32 // where each component starts in order, and the end
}

// New joins the suppliers to a chain. Parties that are only named as
// subcontractors pass on an unknown share. The error joins one
// [OverfullError] or [ClosedLoopError] per contradiction, sorted by party.
func New(suppliers []Supplier) (*Chain, error) {
	c := newChain(suppliers)
	var errs []error
	for i := range suppliers {
		if n, sum := c.node(&suppliers[i]); sum > 1+slack {
			errs = append(errs, &OverfullError{suppliers[i].ID, sum})
		} else {
			c.nodes[c.at[suppliers[i].ID]] = n
		}
	}
	slices.SortFunc(errs, func(x, y error) int { return cmp.Compare(x.Error(), y.Error()) })
	c.components()
	errs = append(errs, c.closed()...)
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return c, nil
}

// newChain numbers the parties; each passes on an unknown share.
func newChain(suppliers []Supplier) *Chain {
	c := &Chain{at: map[string]int32{}}
	for i := range suppliers {
		c.ids = append(c.ids, suppliers[i].ID)
		for _, s := range suppliers[i].Subcontractors {
			c.ids = append(c.ids, s.Party)
		}
	}
	slices.Sort(c.ids)
	c.ids = slices.Compact(c.ids)
	for i, id := range c.ids {
		c.at[id] = int32(i)
	}
	c.nodes = make([]node, len(c.ids))
	for i := range c.nodes {
		c.nodes[i].free = 1
	}
	return c
}

func (c *Chain) node(s *Supplier) (n node, sum float64) {
	for _, x := range s.Subcontractors {
		share := clean(x.Share)
		n.edges = append(n.edges, edge{c.at[x.Party], share.Lo, share.Hi})
	}
	slices.SortFunc(n.edges, func(x, y edge) int {
		return cmp.Or(cmp.Compare(x.to, y.to), cmp.Compare(x.lo, y.lo), cmp.Compare(x.hi, y.hi))
	})
	merged := n.edges[:0]
	for _, e := range n.edges {
		if k := len(merged) - 1; k >= 0 && merged[k].to == e.to {
			merged[k].lo, merged[k].hi = merged[k].lo+e.lo, merged[k].hi+e.hi
			continue
		}
		merged = append(merged, e)
	}
	n.edges = merged
	for _, e := range n.edges {
		n.sumLo += e.lo
	}
	if sum = n.sumLo; n.sumLo > 1 {
		n.sumLo = 1
	}
	for i := range n.edges { // nobody can have more than the others leave
		e := &n.edges[i]
		e.hi = math.Max(e.lo, math.Min(e.hi, 1-(n.sumLo-e.lo)))
	}
	if !s.Complete {
		n.free = 1 - n.sumLo
	}
	return n, sum
}

// clean makes any interval a range of shares: an end that is no number, or
// outside 0..1, bounds nothing.
func clean(x result.Interval) result.Interval {
	if !(x.Lo > 0) {
		x.Lo = 0
	}
	if !(x.Hi <= 1) {
		x.Hi = 1
	}
	x.Lo = math.Min(x.Lo, 1)
	x.Hi = math.Max(x.Hi, x.Lo)
	return x
}

// components orders the parties so that subcontractors come first, those that
// work for one another together (Tarjan 1972, without recursion).
func (c *Chain) components() {
	n := len(c.nodes)
	index, low := make([]int32, n), make([]int32, n)
	onStack, next := make([]bool, n), make([]int, n)
	var stack, path []int32
	seen := int32(0)
	for root := range n {
		if index[root] != 0 {
			continue
		}
		path = append(path, int32(root))
		for len(path) > 0 {
			v := path[len(path)-1]
			if index[v] == 0 {
				seen++
				index[v], low[v], onStack[v] = seen, seen, true
				stack = append(stack, v)
			}
			if next[v] < len(c.nodes[v].edges) {
				e := c.nodes[v].edges[next[v]]
				next[v]++
				switch {
				case e.hi == 0:
				case index[e.to] == 0:
					path = append(path, e.to)
				case onStack[e.to]:
					low[v] = min(low[v], index[e.to])
				}
				continue
			}
			path = path[:len(path)-1]
			if len(path) > 0 {
				up := path[len(path)-1]
				low[up] = min(low[up], low[v])
			}
			if low[v] == index[v] {
				stack = c.take(stack, v, onStack)
			}
		}
	}
	c.block = append(c.block, int32(len(c.order)))
}

// take moves one finished component from the stack to the order.
func (c *Chain) take(stack []int32, first int32, onStack []bool) []int32 {
	c.block = append(c.block, int32(len(c.order)))
	i := slices.Index(stack, first)
	for _, v := range stack[i:] {
		onStack[v] = false
	}
	members := stack[i:]
	slices.Sort(members)
	c.order = append(c.order, members...)
	return stack[:i]
}

// closed finds the groups that surely pass all of their work around among
// themselves.
func (c *Chain) closed() []error {
	inside := make([]int32, len(c.nodes)) // which component a party is in
	for b := range len(c.block) - 1 {
		for _, v := range c.order[c.block[b]:c.block[b+1]] {
			inside[v] = int32(b)
		}
	}
	var errs []error
	for b := range len(c.block) - 1 {
		if names := c.trapped(c.order[c.block[b]:c.block[b+1]], inside, int32(b)); len(names) > 0 {
			errs = append(errs, &ClosedLoopError{names})
		}
	}
	slices.SortFunc(errs, func(x, y error) int { return cmp.Compare(x.Error(), y.Error()) })
	return errs
}

// trapped removes, again and again, the members of a component that may do
// something themselves or pass something out of what is left. Those that
// remain keep all of their work among themselves.
func (c *Chain) trapped(members, inside []int32, b int32) []string {
	left := make(map[int32]bool, len(members))
	for _, v := range members {
		left[v] = true
	}
	for again := true; again; {
		again = false
		for _, v := range members {
			if !left[v] {
				continue
			}
			kept := 0.0
			for _, e := range c.nodes[v].edges {
				if inside[e.to] == b && left[e.to] {
					kept += e.lo
				}
			}
			if kept < 1-slack {
				left[v] = false
				again = true
			}
		}
	}
	var names []string
	for _, v := range members {
		if left[v] {
			names = append(names, c.ids[v])
		}
	}
	return names
}
