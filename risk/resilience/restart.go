// SPDX-License-Identifier: Apache-2.0

package resilience

import "slices"

// Loop is an asset that runs but could not be started again, with the assets
// of the loop or loops that wait for one another.
type Loop struct {
	Asset   int
	Members []int // rising
}

// Restartable lists the running assets that could not be started again after
// the leaves are removed. What can be started is the least fixed point, with
// one exception: assets that require one another by all-of groups (single
// products count as such) are started together as one. What is left waits
// for a loop that only an alternative held together: the alternative is gone
// or never was a start.
func (s *System) Restartable(removed func(leaf int) bool) []Loop {
	x := s.index()
	return x.restartable(x.works(removed), removed, x.units())
}

func (x *index) restartable(works []bool, removed func(leaf int) bool, units partition) []Loop {
	started := x.start(works, removed, units)
	if slices.Equal(started, works) {
		return nil
	}
	waits := make([][]int, x.assets)
	for a := range waits {
		if !works[a] || started[a] {
			continue
		}
		for _, g := range x.groupsOf[a] {
			for _, m := range x.groups[g].members {
				if m.Asset >= 0 && works[m.Asset] && !started[m.Asset] {
					waits[a] = append(waits[a], m.Asset)
				}
			}
		}
	}
	var out []Loop
	loops := components(waits)
	for a := range waits {
		if works[a] && !started[a] {
			out = append(out, Loop{a, loopMembers(a, waits, loops)})
		}
	}
	return out
}

// units are the loops of assets that require one another by all-of groups.
func (x *index) units() partition {
	allOf := make([][]int, x.assets)
	for _, g := range x.groups {
		if g.slack > 0 {
			continue
		}
		for _, m := range g.members {
			if m.Asset >= 0 {
				allOf[g.asset] = append(allOf[g.asset], m.Asset)
			}
		}
	}
	return components(allOf)
}

// start is the least fixed point over the running assets, with all-of loops
// merged into units.
func (x *index) start(works []bool, removed func(leaf int) bool, unit partition) []bool {
	started := make([]bool, x.assets)
	ready := func(a int) bool { // given that its unit starts together
		for _, g := range x.groupsOf[a] {
			missing := int32(0)
			for _, m := range x.groups[g].members {
				up := m.Leaf >= 0 && (removed == nil || !removed(m.Leaf)) ||
					m.Asset >= 0 && (started[m.Asset] || unit.of[m.Asset] == unit.of[a])
				if !up {
					missing++
				}
			}
			if missing > x.groups[g].slack {
				return false
			}
		}
		return true
	}
	for changed := true; changed; {
		changed = false
		for _, members := range unit.members {
			if started[members[0]] {
				continue
			}
			if slices.ContainsFunc(members, func(a int) bool { return !works[a] || !ready(a) }) {
				continue
			}
			for _, a := range members {
				started[a] = true
			}
			changed = true
		}
	}
	return started
}

// loopMembers is the loop that the asset is in, or else those it waits for.
func loopMembers(a int, waits [][]int, loops partition) []int {
	isLoop := func(c int) bool {
		m := loops.members[c]
		return len(m) > 1 || slices.Contains(waits[m[0]], m[0])
	}
	if c := loops.of[a]; isLoop(c) {
		return loops.members[c]
	}
	seen := map[int]bool{a: true}
	var out []int
	for stack := []int{a}; len(stack) > 0; {
		b := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if isLoop(loops.of[b]) {
			out = append(out, b)
		}
		for _, c := range waits[b] {
			if !seen[c] {
				seen[c] = true
				stack = append(stack, c)
			}
		}
	}
	slices.Sort(out)
	return out
}

// partition is the strongly connected components of a graph; members are
// rising, and a component stands after those it leads to.
type partition struct {
	of      []int
	members [][]int
}

// components is Tarjan's algorithm (1972) without recursion, so that a long
// chain of assets cannot exhaust the stack.
func components(edges [][]int) partition {
	n := len(edges)
	p := partition{of: make([]int, n)}
	order, low := make([]int, n), make([]int, n)
	onStack := make([]bool, n)
	type frame struct{ node, next int }
	var stack []int
	var calls []frame
	count := 0
	enter := func(v int) {
		count++
		order[v], low[v] = count, count
		stack, onStack[v] = append(stack, v), true
		calls = append(calls, frame{node: v})
	}
	for root := range n {
		if order[root] != 0 {
			continue
		}
		enter(root)
		for len(calls) > 0 {
			f := &calls[len(calls)-1]
			v := f.node
			if f.next < len(edges[v]) {
				w := edges[v][f.next]
				f.next++
				if order[w] == 0 {
					enter(w)
				} else if onStack[w] {
					low[v] = min(low[v], order[w])
				}
				continue
			}
			if low[v] == order[v] {
				i := len(stack) - 1
				for stack[i] != v {
					i--
				}
				members := slices.Clone(stack[i:])
				stack = stack[:i]
				slices.Sort(members)
				for _, m := range members {
					onStack[m] = false
					p.of[m] = len(p.members)
				}
				p.members = append(p.members, members)
			}
			calls = calls[:len(calls)-1]
			if len(calls) > 0 {
				u := calls[len(calls)-1].node
				low[u] = min(low[u], low[v])
			}
		}
	}
	return p
}
