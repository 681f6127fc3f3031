// SPDX-License-Identifier: Apache-2.0

package scenario_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/kedja/kedja/scenario"
)

// structure is assets that need k of n items each, all of their groups.
type structure struct {
	n      int
	assets [][]group
}

type group struct {
	k       int
	members []int
}

func (s *structure) down(replaced []bool) []bool {
	out := make([]bool, len(s.assets))
	for a, groups := range s.assets {
		for _, g := range groups {
			up := 0
			for _, m := range g.members {
				if replaced[m] {
					up++
				}
			}
			out[a] = out[a] || up < g.k
		}
	}
	return out
}

func (s *structure) works(replaced []bool) bool { return !slices.Contains(s.down(replaced), true) }

func draw(t *rapid.T, most int) *structure {
	s := &structure{n: rapid.IntRange(1, most).Draw(t, "items")}
	for range rapid.IntRange(1, 4).Draw(t, "assets") {
		var groups []group
		for range rapid.IntRange(1, 3).Draw(t, "groups") {
			members := rapid.SliceOfNDistinct(rapid.IntRange(0, s.n-1), 1, min(4, s.n), rapid.ID[int]).Draw(t, "members")
			groups = append(groups, group{rapid.IntRange(1, len(members)).Draw(t, "k"), members})
		}
		s.assets = append(s.assets, groups)
	}
	return s
}

// TestSmallestSet compares with enumeration: the size is the smallest, and
// the set the first of that size.
func TestSmallestSet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := draw(t, 10)
		var want []int
		for set := range 1 << s.n {
			var items []int
			replaced := make([]bool, s.n)
			for i := range s.n {
				if replaced[i] = set>>i&1 == 1; replaced[i] {
					items = append(items, i)
				}
			}
			if s.works(replaced) && (want == nil || len(items) < len(want) || len(items) == len(want) && slices.Compare(items, want) < 0) {
				want = items
			}
		}
		got, lower, ok := scenario.SmallestSet(s.n, s.works)
		if diff := cmp.Diff(want, got); diff != "" || !ok || lower != len(want) {
			t.Fatalf("%+v\nlower bound %d, ok %v (-enumerated +got)\n%s", s, lower, ok, diff)
		}
	})
}

func TestSmallestSetOfNothing(t *testing.T) {
	if items, lower, ok := scenario.SmallestSet(3, func([]bool) bool { return true }); len(items) != 0 || lower != 0 || !ok {
		t.Errorf("what works already needs %v, at least %d, %v", items, lower, ok)
	}
	if _, _, ok := scenario.SmallestSet(3, func([]bool) bool { return false }); ok {
		t.Error("what never works is said to work")
	}
}

// TestSmallestSetPastTheBudget: 40 pairs in a ring and 39 rings more are too
// many to search; the answer works, nothing in it can be left out, and the
// bound is below it.
func TestSmallestSetPastTheBudget(t *testing.T) {
	const n = 90
	works := func(replaced []bool) bool {
		for i := range n {
			for _, step := range []int{1, 7, 11, 23, 31} {
				if !replaced[i] && !replaced[(i+step)%n] && !replaced[(i+2*step+3)%n] {
					return false
				}
			}
		}
		return true
	}
	items, lower, ok := scenario.SmallestSet(n, works)
	if !ok || lower < 1 || lower > len(items) {
		t.Fatalf("%d items, lower bound %d, %v", len(items), lower, ok)
	}
	replaced := make([]bool, n)
	for _, i := range items {
		replaced[i] = true
	}
	if !works(replaced) {
		t.Error("the set does not work")
	}
	for _, i := range items {
		replaced[i] = false
		if works(replaced) {
			t.Errorf("%d can be left out", i)
		}
		replaced[i] = true
	}
}

// TestOrder compares the exact order with all permutations, and holds that
// the greedy one is never below the bound nor below the best.
func TestOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := draw(t, 6)
		j := scenario.Job{N: s.n, Down: s.down}
		for range s.assets {
			j.Weights = append(j.Weights, rapid.SampledFrom([]float64{.25, .5, .75, 1}).Draw(t, "weight"))
		}
		effort := rapid.SliceOfN(rapid.Map(rapid.IntRange(0, 9), func(x int) float64 { return float64(x) }), s.n, s.n).Draw(t, "effort")
		least := -1.0
		permute(s.n, func(order []int) {
			if a := j.Area(order, effort); least < 0 || a < least {
				least = a
			}
		})
		near := cmpopts.EquateApprox(1e-9, 1e-9)
		best := j.Best(effort)
		if diff := cmp.Diff(least, j.Area(best, effort), near); diff != "" {
			t.Fatalf("%+v %v: order %v (-permutations +got)\n%s", s, effort, best, diff)
		}
		greedy := j.Greedy(effort)
		for _, order := range [][]int{best, greedy} {
			if got := slices.Sorted(slices.Values(order)); len(got) != s.n || len(slices.Compact(got)) != s.n {
				t.Fatalf("%v is no order of %d items", order, s.n)
			}
		}
		if bound := j.Bound(effort); bound > least+1e-9 || j.Area(greedy, effort) < least-1e-9 {
			t.Fatalf("bound %g, best %g, greedy %g", bound, least, j.Area(greedy, effort))
		}
	})
}

// permute calls f with every order of n items (Heap 1963).
func permute(n int, f func([]int)) {
	order, c := make([]int, n), make([]int, n)
	for i := range order {
		order[i] = i
	}
	f(order)
	for i := 0; i < n; {
		if c[i] >= i {
			c[i] = 0
			i++
			continue
		}
		k := 0
		if i%2 == 1 {
			k = c[i]
		}
		order[k], order[i] = order[i], order[k]
		f(order)
		c[i]++
		i = 0
	}
}

// TestSmith: with one asset a product the best order is by weight per effort
// (Smith 1956). Weights 1, 0.5, 0.25 and efforts 8, 1, 4: 0.5/1 first, then
// 1/8, then 0.25/4. The area is 1·1.75 + 8·1.25 + 4·0.25 = 12.75.
func TestSmith(t *testing.T) {
	s := &structure{n: 3, assets: [][]group{{{1, []int{0}}}, {{1, []int{1}}}, {{1, []int{2}}}}}
	j := scenario.Job{N: 3, Down: s.down, Weights: []float64{1, .5, .25}}
	effort := []float64{8, 1, 4}
	for name, got := range map[string][]int{"exact": j.Best(effort), "greedy": j.Greedy(effort)} {
		if diff := cmp.Diff([]int{1, 0, 2}, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	if got := j.Area([]int{1, 0, 2}, effort); got != 12.75 {
		t.Errorf("the area is %g", got)
	}
}

func TestAddMonths(t *testing.T) {
	for _, x := range []struct {
		from   string
		months float64
		want   string
	}{
		{"2027-01-31", 1, "2027-02-28"}, // no 31 February
		{"2027-01-01", 36, "2030-01-01"},
		{"2027-01-01", 0.5, "2027-01-16"}, // 15.2 days
		{"2028-02-29", 12, "2029-02-28"},
	} {
		from, err := time.Parse(time.DateOnly, x.from)
		if err != nil {
			t.Fatal(err)
		}
		if got := scenario.AddMonths(from, x.months).Format(time.DateOnly); got != x.want {
			t.Errorf("%s and %g months is %s, want %s", x.from, x.months, got, x.want)
		}
	}
}
