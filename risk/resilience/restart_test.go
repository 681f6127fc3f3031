// SPDX-License-Identifier: Apache-2.0

package resilience_test

import (
	"math"
	"math/bits"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/kedja/kedja/risk/resilience"
)

// together gives for every asset the set of those that it starts with: each
// needs the other, by a chain of groups of which every member is needed.
func (s *shop) together() []uint {
	next := make([]uint, len(s.assets))
	for a, groups := range s.assets {
		next[a] = 1 << a
		for _, d := range groups {
			if d.k == d.members() {
				next[a] |= d.assets
			}
		}
	}
	for range s.assets {
		for a := range next {
			for _, m := range members(next[a]) {
				next[a] |= next[m]
			}
		}
	}
	out := make([]uint, len(s.assets))
	for a := range next {
		for _, m := range members(next[a]) {
			if next[m]>>a&1 == 1 {
				out[a] |= 1 << m
			}
		}
	}
	return out
}

// startable tries every order of starting: from each set of assets that is
// up, any unit may be started that then has all it needs.
func (s *shop) startable(leaves, running uint) uint {
	unit := s.together()
	ready := func(up uint) bool { // all of up hold on what is up
		for _, a := range members(up) {
			for _, d := range s.assets[a] {
				if bits.OnesCount(d.assets&up)+bits.OnesCount(d.leaves&leaves) < d.k {
					return false
				}
			}
		}
		return true
	}
	best, seen := uint(0), map[uint]bool{0: true}
	for queue := []uint{0}; len(queue) > 0; queue = queue[1:] {
		best |= queue[0]
		for _, u := range unit {
			if up := queue[0] | u; u&^running == 0 && !seen[up] && ready(up) {
				seen[up] = true
				queue = append(queue, up)
			}
		}
	}
	return best
}

// waits gives for every asset of the set those of the set that it needs, and
// through them.
func (s *shop) waits(stuck uint) []uint {
	next := make([]uint, len(s.assets))
	for _, a := range members(stuck) {
		for _, d := range s.assets[a] {
			next[a] |= d.assets & stuck
		}
	}
	for range s.assets {
		for a := range next {
			for _, m := range members(next[a]) {
				next[a] |= next[m]
			}
		}
	}
	return next
}

// TestRestartableByEnumeration compares with every order in which the running
// assets could be started again, and the loop told with every asset that it
// waits for and that waits for itself.
func TestRestartableByEnumeration(t *testing.T) {
	r := rand.New(rand.NewPCG(47, 2026))
	found := 0
	for i := range 4000 {
		s := randomShop(r, 5)
		gone := uint(r.IntN(1 << s.suppliers))
		leaves, running := s.standing(gone), s.works(gone)
		stuck := running &^ s.startable(leaves, running)
		waits := s.waits(stuck)
		var want []resilience.Loop
		for _, a := range members(stuck) {
			loop := uint(0)
			for _, m := range members(waits[a]) {
				if waits[m]>>m&1 == 0 {
					continue // waits for a loop, and is in none
				}
				if waits[a]>>a&1 == 0 || waits[m]>>a&1 == 1 {
					loop |= 1 << m
				}
			}
			want = append(want, resilience.Loop{Asset: a, Members: members(loop)})
		}
		system := s.system(numbered("s"))
		got := system.Restartable(func(l int) bool { return leaves>>l&1 == 0 })
		lost := members(^leaves & (1<<len(s.behind) - 1))
		clock := system.Clock()
		clock.Works(nil) // used before
		if diff := cmp.Diff(got, clock.Restartable(lost), cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("system %d (-system +clock):\n%s", i, diff)
		}
		if diff := cmp.Diff(members(running), working(clock.Works(lost)), cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("system %d (-running +clock):\n%s", i, diff)
		}
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("system %d without suppliers %b: %+v (-enumerated +got):\n%s", i, gone, s, diff)
		}
		found += len(want)
	}
	if found < 150 {
		t.Errorf("only %d assets could not be started again", found)
	}
}

func working(works []bool) (out []int) {
	for a, ok := range works {
		if ok {
			out = append(out, a)
		}
	}
	return out
}

// TestClockByEnumeration compares with the assets that work at each moment at
// which something fails.
func TestClockByEnumeration(t *testing.T) {
	r := rand.New(rand.NewPCG(53, 2026))
	for i := range 2000 {
		s := randomShop(r, 6)
		var failing []resilience.Failing
		at := make([]float64, len(s.behind))
		for l := range at {
			at[l] = []float64{math.Inf(1), 0, float64(r.IntN(5)), math.NaN()}[r.IntN(4)]
			failing = append(failing, resilience.Failing{Leaf: l, At: at[l]}, resilience.Failing{Leaf: l, At: at[l] + 7})
		}
		failing = append(failing, resilience.Failing{Leaf: -1}, resilience.Failing{Leaf: len(at)})
		r.Shuffle(len(failing), func(x, y int) { failing[x], failing[y] = failing[y], failing[x] })
		got := s.system(numbered("s")).Clock().Stops(failing)
		all := s.worksOn(1<<len(at) - 1)
		for a := range s.assets {
			want := math.Inf(1)
			if all>>a&1 == 0 {
				want = 0
			}
			for _, moment := range []float64{4, 3, 2, 1, 0} {
				up := uint(0)
				for l := range at {
					if !(at[l] <= moment) {
						up |= 1 << l
					}
				}
				if want != 0 && s.worksOn(up)>>a&1 == 0 {
					want = moment
				}
			}
			if got[a] != want && !(want == 0 && got[a] == 0) {
				t.Fatalf("system %d %+v, leaves fail at %v: asset %d stops at %v, want %v", i, s, at, a, got[a], want)
			}
		}
	}
}

func TestClockIsUsedAgain(t *testing.T) {
	s := parse(t, "a: x | y\nb: a\nx = p\ny = q")
	c := s.Clock()
	both := []resilience.Failing{{Leaf: 0, At: 30}, {Leaf: 1, At: 12}}
	for range 2 {
		if got := c.Stops(both); !slices.Equal(got, []float64{30, 30}) {
			t.Errorf("both: %v", got)
		}
		if got := c.Stops(both[:1]); !math.IsInf(got[0], 1) || !math.IsInf(got[1], 1) {
			t.Errorf("one: %v", got)
		}
	}
}
