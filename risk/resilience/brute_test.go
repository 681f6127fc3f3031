// SPDX-License-Identifier: Apache-2.0

package resilience_test

import (
	order "cmp"
	"fmt"
	"math/bits"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/kedja/kedja/risk/resilience"
)

// shop is a random system whose suppliers and owners are known as numbers, so
// that enumeration is quick and shares no code with what it checks.
type shop struct {
	suppliers int
	owner     []int // by supplier
	owners    int
	behind    []uint // by leaf: set of suppliers, each of which takes it
	assets    [][]demand
}

type demand struct {
	k      int
	assets uint // set of members
	leaves uint
}

// randomShop draws up to twelve suppliers, up to five assets with one to three
// groups of k of n products and assets. Needs of other assets stand in groups
// with an alternative, so that loops run through OR groups, or alone, in any
// direction.
func randomShop(r *rand.Rand, most int) *shop {
	s := &shop{suppliers: 1 + r.IntN(most)}
	s.owners = 1 + r.IntN(s.suppliers)
	for range s.suppliers {
		s.owner = append(s.owner, r.IntN(s.owners))
	}
	for range 1 + r.IntN(min(12, s.suppliers+3)) {
		set := uint(1) << r.IntN(s.suppliers)
		if r.IntN(4) == 0 {
			set |= 1 << r.IntN(s.suppliers)
		}
		s.behind = append(s.behind, set)
	}
	n := 1 + r.IntN(5)
	for range n {
		var groups []demand
		for range 1 + r.IntN(3) {
			d := demand{}
			for range 1 + r.IntN(4) {
				if r.IntN(3) == 0 {
					d.assets |= 1 << r.IntN(n)
				} else {
					d.leaves |= 1 << r.IntN(len(s.behind))
				}
			}
			d.k = 1 + min(r.IntN(d.members()), r.IntN(d.members())) // alternatives make the larger sets
			groups = append(groups, d)
		}
		s.assets = append(s.assets, groups)
	}
	return s
}

func (d demand) members() int { return bits.OnesCount(d.assets) + bits.OnesCount(d.leaves) }

// works is the set of assets that work without the suppliers: all of them,
// less those with a group that has too few left, again and again.
func (s *shop) works(gone uint) uint {
	up := uint(0)
	for l, set := range s.behind {
		if set&gone == 0 {
			up |= 1 << l
		}
	}
	return s.worksOn(up)
}

func (s *shop) worksOn(leaves uint) uint {
	work := uint(1)<<len(s.assets) - 1
	for {
		next := work
		for a, groups := range s.assets {
			for _, d := range groups {
				if bits.OnesCount(d.assets&work)+bits.OnesCount(d.leaves&leaves) < d.k {
					next &^= 1 << a
				}
			}
		}
		if next == work {
			return work
		}
		work = next
	}
}

// system writes the shop for the package under test, keyed by the function.
func (s *shop) system(key func(supplier int) string) *resilience.System {
	out := &resilience.System{}
	for a, groups := range s.assets {
		asset := resilience.Asset{ID: fmt.Sprint("asset", a)}
		for _, d := range groups {
			g := resilience.Group{K: d.k}
			for _, m := range members(d.assets) {
				g.Members = append(g.Members, resilience.OfAsset(m))
			}
			for _, m := range members(d.leaves) {
				g.Members = append(g.Members, resilience.OfLeaf(m))
			}
			asset.Groups = append(asset.Groups, g)
		}
		out.Assets = append(out.Assets, asset)
	}
	for l, set := range s.behind {
		leaf := resilience.Leaf{ID: fmt.Sprint("leaf", l)}
		for _, m := range members(set) {
			leaf.Certain = append(leaf.Certain, key(m))
		}
		slices.Sort(leaf.Certain)
		leaf.Certain = slices.Compact(leaf.Certain)
		out.Leaves = append(out.Leaves, leaf)
	}
	return out
}

func members(set uint) []int {
	var out []int
	for ; set != 0; set &= set - 1 {
		out = append(out, bits.TrailingZeros(set))
	}
	return out
}

func numbered(prefix string) func(int) string {
	return func(i int) string { return fmt.Sprintf("%s%02d", prefix, i) }
}

// minimalSets lists, as numbers, the sets of up to most of n keys that stop
// the asset and of which no part does.
func minimalSets(n, most int, stops func(set uint) bool) []uint {
	var out []uint
	for set := range uint(1) << n {
		if bits.OnesCount(set) <= most && stops(set) &&
			!slices.ContainsFunc(members(set), func(i int) bool { return stops(set &^ (1 << i)) }) {
			out = append(out, set)
		}
	}
	return out
}

// wanted is CutSets by enumeration: takes is the suppliers that a key takes.
func (s *shop) wanted(n int, key func(int) string, takes func(set uint) uint) []resilience.Cut {
	// Each set is tried once; the answers for all assets are kept.
	works := make([]uint, 1<<n)
	for set := range works {
		if bits.OnesCount(uint(set)) <= resilience.MaxCutSize {
			works[set] = s.works(takes(uint(set)))
		}
	}
	var out []resilience.Cut
	for a := range s.assets {
		if works[0]>>a&1 == 0 {
			continue
		}
		for _, set := range minimalSets(n, resilience.MaxCutSize, func(set uint) bool { return works[set]>>a&1 == 0 }) {
			c := resilience.Cut{Asset: a, Certain: true}
			for _, k := range members(set) {
				c.Keys = append(c.Keys, key(k))
			}
			out = append(out, c)
		}
	}
	return out
}

// loops reports whether some asset needs itself through others, each time
// through a group that has an alternative.
func (s *shop) loops() bool {
	next := make([]uint, len(s.assets))
	for a, groups := range s.assets {
		for _, d := range groups {
			if d.k < d.members() {
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
	return slices.ContainsFunc(members(uint(1)<<len(next)-1), func(a int) bool { return next[a]>>a&1 == 1 })
}

// owned is the suppliers of the owners.
func (s *shop) owned(owners uint) uint {
	out := uint(0)
	for i, o := range s.owner {
		if owners>>o&1 == 1 {
			out |= 1 << i
		}
	}
	return out
}

// TestFiveThousandSystems compares the cut sets by supplier and by owner of
// 5 000 random systems of up to twelve suppliers with enumeration of every set
// of up to three: each set found is minimal, each minimal one is found.
func TestFiveThousandSystems(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(5, 2026))
	var seen struct{ loops, shared, twelve, pairs, triples, owners int }
	for i := range 5000 {
		s := randomShop(r, 12)
		supplier, owner := numbered("s"), numbered("o")
		want := s.wanted(s.suppliers, supplier, func(set uint) uint { return set })
		compareCuts(t, s, i, "supplier", s.system(supplier), want)
		for _, c := range want {
			seen.pairs += bool2int(len(c.Keys) == 2)
			seen.triples += bool2int(len(c.Keys) == 3)
		}
		want = s.wanted(s.owners, owner, s.owned)
		compareCuts(t, s, i, "owner", s.system(func(i int) string { return owner(s.owner[i]) }), want)
		seen.owners += len(want)
		seen.loops += bool2int(s.loops())
		seen.shared += bool2int(s.owners < s.suppliers)
		seen.twelve += bool2int(s.suppliers == 12)
		if t.Failed() {
			return
		}
	}
	t.Logf("%+v", seen)
	if seen.loops < 1000 || seen.shared < 3000 || seen.twelve < 200 || seen.pairs < 3000 || seen.triples < 1000 || seen.owners < 5000 {
		t.Errorf("the systems are too tame to show anything: %+v", seen)
	}
}

func compareCuts(t *testing.T, s *shop, i int, by string, system *resilience.System, want []resilience.Cut) {
	t.Helper()
	got, truncated := system.CutSets(resilience.MaxCutSize, 0)
	if truncated || !sameCuts(want, got) {
		diff := cmp.Diff(want, got, anyOrder, cmpopts.EquateEmpty())
		t.Errorf("system %d by %s: %+v\ntruncated %v (-enumerated +got):\n%s", i, by, s, truncated, diff)
	}
}

// sameCuts compares in any order; thousands of times cmp would be slow.
func sameCuts(want, got []resilience.Cut) bool {
	slices.SortFunc(want, func(a, b resilience.Cut) int {
		return order.Or(order.Compare(a.Asset, b.Asset), order.Compare(len(a.Keys), len(b.Keys)), slices.Compare(a.Keys, b.Keys), bool2int(a.Certain)-bool2int(b.Certain))
	})
	return slices.EqualFunc(want, got, func(a, b resilience.Cut) bool {
		return a.Asset == b.Asset && a.Certain == b.Certain && slices.Equal(a.Keys, b.Keys)
	})
}

func bool2int(b bool) int {
	if b {
		return 1
	}
	return 0
}
