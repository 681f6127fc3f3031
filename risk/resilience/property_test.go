// SPDX-License-Identifier: Apache-2.0

package resilience_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/kedja/kedja/risk/resilience"
)

var keys = []string{"p", "q", "r", "s"}

// small draws a system that enumeration can take: loops, k of n, common
// causes, possible keys and unknown parties.
func small(t *rapid.T) *resilience.System {
	s := &resilience.System{}
	n, m := rapid.IntRange(1, 3).Draw(t, "assets"), rapid.IntRange(1, 4).Draw(t, "leaves")
	subset := rapid.SliceOfNDistinct(rapid.SampledFrom(keys), 0, 2, rapid.ID)
	for l := range m {
		leaf := resilience.Leaf{ID: fmt.Sprint("leaf", l), Certain: subset.Draw(t, "certain")}
		switch rapid.IntRange(0, 3).Draw(t, "doubt") {
		case 0:
			leaf.Possible = subset.Draw(t, "possible")
		case 1:
			leaf.AnyKey = true
		}
		s.Leaves = append(s.Leaves, leaf)
	}
	for a := range n {
		asset := resilience.Asset{ID: fmt.Sprint("asset", a)}
		for range rapid.IntRange(0, 2).Draw(t, "groups") {
			var g resilience.Group
			for range rapid.IntRange(1, 3).Draw(t, "members") {
				if x := rapid.IntRange(0, n+m-1).Draw(t, "member"); x < n {
					g.Members = append(g.Members, resilience.OfAsset(x))
				} else {
					g.Members = append(g.Members, resilience.OfLeaf(x-n))
				}
			}
			g.K = rapid.IntRange(0, len(g.Members)).Draw(t, "k")
			asset.Groups = append(asset.Groups, g)
		}
		s.Assets = append(s.Assets, asset)
	}
	return s
}

const stranger = "unlisted" // a party that nobody named

// settled calls f with every completion: for each leaf, who takes it away.
func settled(s *resilience.System, f func(takes []map[string]bool)) {
	takes := make([]map[string]bool, len(s.Leaves))
	var visit func(l int)
	visit = func(l int) {
		if l == len(s.Leaves) {
			f(takes)
			return
		}
		leaf := s.Leaves[l]
		behind := []string{""}
		if leaf.AnyKey {
			behind = append(append(behind, keys...), stranger)
		}
		for set := range 1 << len(leaf.Possible) {
			for _, b := range behind {
				takes[l] = map[string]bool{}
				for _, k := range leaf.Certain {
					takes[l][k] = true
				}
				for i, k := range leaf.Possible {
					if set>>i&1 == 1 {
						takes[l][k] = true
					}
				}
				if b != "" {
					takes[l][b] = true
				}
				visit(l + 1)
			}
		}
	}
	visit(0)
}

// stops finds by definition which assets a set stops, surely and possibly;
// own is possibly while nobody stands behind the leaves with AnyKey.
func stops(s *resilience.System, set []string) (sure, may, own []bool) {
	n := len(s.Assets)
	sure, may, own = make([]bool, n), make([]bool, n), make([]bool, n)
	for a := range sure {
		sure[a] = true
	}
	settled(s, func(takes []map[string]bool) {
		nobody := true
		works := bruteWorks(s, func(l int) bool {
			return slices.ContainsFunc(set, func(k string) bool { return takes[l][k] })
		})
		for l, leaf := range s.Leaves {
			if !leaf.AnyKey {
				continue
			}
			for k := range takes[l] {
				nobody = nobody && slices.Contains(leaf.Certain, k)
			}
		}
		for a, ok := range works {
			sure[a] = sure[a] && !ok
			may[a] = may[a] || !ok
			own[a] = own[a] || !ok && nobody
		}
	})
	return sure, may, own
}

// bruteWorks is the greatest fixed point by plain iteration.
func bruteWorks(s *resilience.System, removed func(int) bool) []bool {
	works := make([]bool, len(s.Assets))
	for a := range works {
		works[a] = true
	}
	for changed := true; changed; {
		changed = false
		for a, asset := range s.Assets {
			for _, g := range asset.Groups {
				seen, up := map[resilience.Member]bool{}, 0
				for _, m := range g.Members {
					if !seen[m] && (m.Asset >= 0 && works[m.Asset] || m.Leaf >= 0 && !removed(m.Leaf)) {
						up++
					}
					seen[m] = true
				}
				if up < g.K && works[a] {
					works[a], changed = false, true
				}
			}
		}
	}
	return works
}

func subsets(names []string, most int) [][]string {
	var out [][]string
	for set := range 1 << len(names) {
		var one []string
		for i, k := range names {
			if set>>i&1 == 1 {
				one = append(one, k)
			}
		}
		if len(one) > 0 && len(one) <= most {
			out = append(out, one)
		}
	}
	slices.SortFunc(out, func(a, b []string) int { return len(a) - len(b) })
	return out
}

// enumerate is CutSets by its definition.
func enumerate(s *resilience.System) []resilience.Cut {
	sound := bruteWorks(s, func(int) bool { return false })
	type verdict struct{ sure, may, own []bool }
	verdicts := map[string]verdict{}
	at := func(set []string) verdict {
		id := fmt.Sprint(set)
		v, ok := verdicts[id]
		if !ok {
			v.sure, v.may, v.own = stops(s, set)
			verdicts[id] = v
		}
		return v
	}
	minimal := func(set []string, holds func([]string) bool) bool {
		return holds(set) && !slices.ContainsFunc(subsets(set, len(set)-1), holds)
	}
	var out []resilience.Cut
	for a := range s.Assets {
		if !sound[a] {
			continue
		}
		unlisted := at([]string{stranger}).may[a]
		if unlisted {
			out = append(out, resilience.Cut{Asset: a, Keys: []string{resilience.Unlisted}})
		}
		for _, set := range subsets(keys, 3) {
			certain := minimal(set, func(x []string) bool { return at(x).sure[a] })
			possible := minimal(set, func(x []string) bool { return at(x).may[a] })
			if unlisted {
				possible = len(set) == 1 && at(set).own[a]
			}
			if certain || possible {
				out = append(out, resilience.Cut{Asset: a, Keys: set, Certain: certain})
			}
		}
	}
	return out
}

var anyOrder = cmpopts.SortSlices(func(a, b resilience.Cut) bool { return fmt.Sprint(a) < fmt.Sprint(b) })

// TestCutSetsByEnumeration compares with every completion of small systems.
func TestCutSetsByEnumeration(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := small(t)
		cuts, truncated := s.CutSets(3, 0)
		if diff := cmp.Diff(enumerate(s), cuts, anyOrder, cmpopts.EquateEmpty()); diff != "" || truncated {
			t.Fatalf("%+v\ntruncated %v (-enumerated +got):\n%s", s, truncated, diff)
		}
	})
}

// TestClassesAreTheSinglePoints: classes say of single keys what cut sets of
// size one say.
func TestClassesAreTheSinglePoints(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := small(t)
		want, _ := s.CutSets(1, 0)
		var got []resilience.Cut
		for _, c := range s.Classes() {
			for _, a := range c.Assets {
				for _, k := range c.Keys {
					got = append(got, resilience.Cut{Asset: a, Keys: []string{k}, Certain: c.Certain})
				}
			}
		}
		if diff := cmp.Diff(want, got, anyOrder, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("%+v (-cut sets +classes):\n%s", s, diff)
		}
	})
}

// TestWorks compares with plain iteration, and removing more never helps.
func TestWorks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := small(t)
		some := rapid.SliceOfN(rapid.Bool(), len(s.Leaves), len(s.Leaves)).Draw(t, "removed")
		removed := func(l int) bool { return some[l] }
		works := s.Works(removed)
		if diff := cmp.Diff(bruteWorks(s, removed), works); diff != "" {
			t.Fatal(diff)
		}
		some[rapid.IntRange(0, len(some)-1).Draw(t, "one more")] = true
		for a, ok := range s.Works(removed) {
			if ok && !works[a] {
				t.Fatalf("asset %d came back", a)
			}
		}
	})
}

// TestReordering: the order of leaves and the names of keys do not matter.
func TestReordering(t *testing.T) {
	rename := map[string]string{"p": "z", "q": "y", "r": "x", "s": "w"}
	back := map[string]string{"z": "p", "y": "q", "x": "r", "w": "s", resilience.Unlisted: resilience.Unlisted}
	swap := func(in []string, by map[string]string) []string {
		var out []string
		for _, k := range in {
			out = append(out, by[k])
		}
		slices.Sort(out)
		return out
	}
	rapid.Check(t, func(t *rapid.T) {
		s := small(t)
		other := &resilience.System{Assets: slices.Clone(s.Assets)}
		order := rapid.Permutation(s.Leaves).Draw(t, "order")
		at := map[string]int{}
		for i, l := range order {
			at[l.ID] = i
			l.Certain, l.Possible = swap(l.Certain, rename), swap(l.Possible, rename)
			other.Leaves = append(other.Leaves, l)
		}
		for a, asset := range other.Assets {
			var groups []resilience.Group
			for _, g := range asset.Groups {
				g.Members = slices.Clone(g.Members)
				for i, m := range g.Members {
					if m.Leaf >= 0 {
						g.Members[i].Leaf = at[s.Leaves[m.Leaf].ID]
					}
				}
				groups = append(groups, g)
			}
			other.Assets[a].Groups = groups
		}
		want, _ := s.CutSets(3, 0)
		got, _ := other.CutSets(3, 0)
		for i := range got {
			got[i].Keys = swap(got[i].Keys, back)
		}
		if diff := cmp.Diff(want, got, anyOrder, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
	})
}

// TestRestartableRuns: only running assets are listed, and the loop that they
// wait for runs too.
func TestRestartableRuns(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := small(t)
		some := rapid.SliceOfN(rapid.Bool(), len(s.Leaves), len(s.Leaves)).Draw(t, "removed")
		removed := func(l int) bool { return some[l] }
		works := s.Works(removed)
		for _, loop := range s.Restartable(removed) {
			if !works[loop.Asset] || len(loop.Members) == 0 {
				t.Fatalf("%+v of %v in %+v", loop, works, s)
			}
			for _, m := range loop.Members {
				if !works[m] {
					t.Fatalf("member %d of the loop does not run", m)
				}
			}
		}
	})
}
