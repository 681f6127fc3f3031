// SPDX-License-Identifier: Apache-2.0

package ownership

import (
	"cmp"
	"slices"

	"github.com/kedja/kedja/result"
)

// path is the holdings that the result rests on, from the top down: for sole
// control the fewest large holdings that reach more than half at every step,
// for a circle all holdings inside it, else all holdings by which the
// controllers reach the party, surely or possibly.
func (a *analysis) path(j int32, kind string, controllers []int32) []result.PathStep {
	var steps []step
	switch kind {
	case Sole:
		if controllers[0] != j {
			for _, t := range controllers {
				if has(a.certainBy[j], t) {
					steps = a.chain(j, t)
				}
			}
		}
	case Circular:
		steps = a.around(j, controllers)
	default:
		steps = a.leading(j, controllers)
	}
	slices.SortFunc(steps, func(x, y step) int {
		return cmp.Or(cmp.Compare(x.rank, y.rank), cmp.Compare(x.party, y.party), cmp.Compare(x.stake, y.stake))
	})
	var out []result.PathStep
	for _, s := range steps {
		n := &a.g.nodes[s.party]
		h := n.holders[s.stake]
		out = append(out, result.PathStep{Holder: a.g.nodes[h.holder].id, Party: n.id, Votes: h.stated, At: h.at})
	}
	return out
}

// leading is the holdings on all ways up from the party to the controllers.
func (a *analysis) leading(j int32, controllers []int32) []step {
	var steps []step
	isController := func(t int32) bool { return has(controllers, t) }
	depth := map[int32]int{j: 0}
	for queue := []int32{j}; len(queue) > 0; {
		p := queue[0]
		queue = queue[1:]
		for i, s := range a.g.nodes[p].holders {
			h := s.holder
			if !isController(h) && !slices.ContainsFunc(a.topOf(h), isController) && !slices.ContainsFunc(a.possible[h], isController) {
				continue
			}
			steps = append(steps, step{p, int32(i), -depth[p]})
			if _, seen := depth[h]; !seen {
				depth[h] = depth[p] + 1
				queue = append(queue, h)
			}
		}
	}
	return steps
}

type step struct {
	party, stake int32
	rank         int // of the party, from the controller down
}

// rank is the order in which parties came under the control of t. A party's
// control rests on holders that came before it, so walks over falling ranks
// end at t.
func (a *analysis) rank(t int32) map[int32]int {
	r, ok := a.ranks[t]
	if !ok {
		a.sure.from(t)
		r = map[int32]int{t: 0}
		for i, j := range a.sure.order {
			if j != t {
				r[j] = i + 1
			}
		}
		a.ranks[t] = r
	}
	return r
}

// chain walks up from the party to its controller.
func (a *analysis) chain(j, t int32) []step {
	rank := a.rank(t)
	var steps []step
	seen := map[int32]bool{t: true}
	for stack := []int32{j}; len(stack) > 0; {
		p := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if seen[p] {
			continue
		}
		seen[p] = true
		for _, s := range a.needed(p, rank) {
			steps = append(steps, step{p, s, rank[p]})
			stack = append(stack, a.g.nodes[p].holders[s].holder)
		}
	}
	return steps
}

// needed is the stakes of earlier coalition members in a party, largest
// first, until they are more than half or used up.
func (a *analysis) needed(p int32, rank map[int32]int) []int32 {
	holders := a.g.nodes[p].holders
	var out []int32
	for i, s := range holders {
		if r, ok := rank[s.holder]; ok && r < rank[p] {
			out = append(out, int32(i))
		}
	}
	slices.SortStableFunc(out, func(x, y int32) int {
		return cmp.Or(cmp.Compare(holders[y].lo, holders[x].lo), cmp.Compare(holders[y].hi, holders[x].hi))
	})
	votes := 0.0
	for i, s := range out {
		if votes += holders[s].lo; moreThanHalf(votes) {
			return out[:i+1]
		}
	}
	return out
}

// around is all holdings inside a circle, and from it down to the party.
func (a *analysis) around(j int32, circle []int32) []step {
	var steps []step
	for _, p := range circle {
		for i, s := range a.g.nodes[p].holders {
			if has(circle, s.holder) {
				steps = append(steps, step{p, int32(i), 0})
			}
		}
	}
	if !has(circle, j) {
		for _, s := range a.chain(j, circle[0]) {
			if !has(circle, s.party) {
				steps = append(steps, s)
			}
		}
	}
	return steps
}
