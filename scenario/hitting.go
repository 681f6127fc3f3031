// SPDX-License-Identifier: Apache-2.0

package scenario

import "slices"

// oracle reports whether everything works when exactly the items are
// replaced. It is monotone: replacing more never breaks anything.
type oracle func(replaced []bool) bool

// smallest is a smallest set of items that makes everything work.
type smallest struct {
	items []int // rising
	lower int   // no set has fewer
	ok    bool  // false: nothing works even with all replaced
}

// The work that the exact search may do: steps of the search for hitting
// sets, and calls of the oracle.
const (
	maxSteps = 200_000
	maxCalls = 20_000
)

// smallestSet finds a smallest set of the n items that makes everything work.
//
// What breaks everything is a family of minimal blocking sets: a set of
// items of which one must be replaced. A set of replacements works if and
// only if it hits all of them. They are found as they are needed: a smallest
// set that hits those known either works, and then none is smaller, or what
// it leaves out holds another (implicit hitting set; Moreno-Centeno and Karp
// 2013). Of several smallest sets the first in the order of the items is
// returned. Past the budget the answer is a set from which nothing can be
// left out, and the size of the last hitting set is the lower bound.
func smallestSet(n int, works oracle) smallest {
	h := hitter{n: n, works: works, none: make([]bool, n)}
	if h.call(h.none) {
		return smallest{ok: true}
	}
	if !h.call(slices.Repeat([]bool{true}, n)) {
		return smallest{}
	}
	h.forcedItems()
	for {
		set, ok := h.hit()
		if !ok || h.calls > maxCalls {
			break
		}
		h.bound = max(h.bound, len(set))
		if h.call(flags(n, set)) {
			return smallest{items: set, lower: len(set), ok: true}
		}
		h.sets = append(h.sets, h.block(set))
	}
	items := h.irredundant()
	return smallest{items: items, lower: min(max(h.bound, 1), len(items)), ok: true}
}

type hitter struct {
	n      int
	works  oracle
	none   []bool
	forced []int   // items that every set needs, rising
	sets   [][]int // blocking sets without the forced items, each rising
	bound  int
	calls  int
}

func (h *hitter) call(replaced []bool) bool {
	h.calls++
	return h.works(replaced)
}

func flags(n int, set []int) []bool {
	out := make([]bool, n)
	for _, i := range set {
		out[i] = true
	}
	return out
}

// forcedItems are those without which nothing works whatever else is
// replaced.
func (h *hitter) forcedItems() {
	all := slices.Repeat([]bool{true}, h.n)
	for i := range h.n {
		all[i] = false
		if !h.call(all) {
			h.forced = append(h.forced, i)
		}
		all[i] = true
	}
	h.bound = len(h.forced)
}

// block shrinks what the set leaves out to a minimal blocking set.
func (h *hitter) block(set []int) []int {
	replaced := flags(h.n, set)
	for i := range h.n {
		if replaced[i] {
			continue
		}
		replaced[i] = true
		if h.call(replaced) {
			replaced[i] = false // needed for blocking
		}
	}
	var out []int
	for i, r := range replaced {
		if !r {
			out = append(out, i)
		}
	}
	return out
}

// hit finds the smallest set, first in order, that holds the forced items and
// hits every known blocking set; false past the budget.
func (h *hitter) hit() ([]int, bool) {
	for k := h.disjoint(); ; k++ {
		set, found, ok := h.hitWith(k)
		if !ok {
			h.bound = max(h.bound, len(h.forced)+k)
			return nil, false
		}
		if found {
			set = append(set, h.forced...)
			slices.Sort(set)
			return set, true
		}
	}
}

// disjoint counts blocking sets that share nothing: each needs an item of its
// own.
func (h *hitter) disjoint() int {
	used := make([]bool, h.n)
	n := 0
	for _, s := range h.sets {
		if !slices.ContainsFunc(s, func(i int) bool { return used[i] }) {
			n++
			for _, i := range s {
				used[i] = true
			}
		}
	}
	return n
}

// hitWith searches for k items that hit every set, the first in order: depth
// first over rising items, with a stack of its own.
func (h *hitter) hitWith(k int) (set []int, found, ok bool) {
	if k == 0 {
		return nil, len(h.sets) == 0, true
	}
	last := make([]int, len(h.sets)) // largest item of each set
	for j, s := range h.sets {
		last[j] = s[len(s)-1]
	}
	hits := make([]int, len(h.sets))
	add := func(item, by int) {
		for j, s := range h.sets {
			if _, in := slices.BinarySearch(s, item); in {
				hits[j] += by
			}
		}
	}
	useful := h.useful()
	steps, next := 0, 0
	for {
		if steps++; steps > maxSteps {
			return nil, false, false
		}
		// next is the first item that may be added at this depth.
		limit := h.n
		for j := range h.sets { // one of a set not yet hit must come
			if hits[j] == 0 {
				limit = min(limit, last[j]+1)
			}
		}
		for next < limit && !useful[next] {
			next++
		}
		if len(set) == k || next >= limit {
			if len(set) == k && !slices.Contains(hits, 0) {
				return set, true, true
			}
			if len(set) == 0 {
				return nil, false, true
			}
			top := set[len(set)-1]
			set = set[:len(set)-1]
			add(top, -1)
			next = top + 1
			continue
		}
		set = append(set, next)
		add(next, 1)
		next++
	}
}

// useful marks the items that are in some blocking set.
func (h *hitter) useful() []bool {
	out := make([]bool, h.n)
	for _, s := range h.sets {
		for _, i := range s {
			out[i] = true
		}
	}
	return out
}

// irredundant is a set from which nothing can be left out: all items, tried
// without each from the last on.
func (h *hitter) irredundant() []int {
	replaced := slices.Repeat([]bool{true}, h.n)
	for i := h.n - 1; i >= 0; i-- {
		replaced[i] = false
		if !h.call(replaced) {
			replaced[i] = true
		}
	}
	var out []int
	for i, r := range replaced {
		if r {
			out = append(out, i)
		}
	}
	return out
}
