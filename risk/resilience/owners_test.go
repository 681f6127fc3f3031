// SPDX-License-Identifier: Apache-2.0

package resilience_test

import (
	"math/bits"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/kedja/kedja/risk/resilience"
)

// doubtful is a shop of which some owners are not known: for each such
// supplier the stated holders that may be, any other, or somebody unnamed.
type doubtful struct {
	*shop
	unknown uint   // suppliers
	stated  []uint // by supplier: owners that are stated to be possible
}

func randomDoubtful(r *rand.Rand) doubtful {
	d := doubtful{shop: randomShop(r, 6)}
	d.owners = min(d.owners, 4)
	for i := range d.owner {
		d.owner[i] %= d.owners
		stated := uint(0)
		if bits.OnesCount(d.unknown) < 3 && r.IntN(3) == 0 {
			d.unknown |= 1 << i
			stated = uint(r.IntN(1 << d.owners))
		}
		d.stated = append(d.stated, stated)
	}
	return d
}

// system is what the measures make of it: the loss of a supplier whose owner
// is not established is possible for the stated holders, and for anybody.
func (d doubtful) system() *resilience.System {
	name := numbered("o")
	out := d.shop.system(func(i int) string { return name(d.owner[i]) })
	for l, set := range d.behind {
		leaf := &out.Leaves[l]
		leaf.Certain = nil
		for _, i := range members(set) {
			if d.unknown>>i&1 == 0 {
				leaf.Certain = append(leaf.Certain, name(d.owner[i]))
				continue
			}
			leaf.AnyKey = true
			for _, o := range members(d.stated[i]) {
				leaf.Possible = append(leaf.Possible, name(o))
			}
		}
		slices.Sort(leaf.Certain)
		leaf.Certain = slices.Compact(leaf.Certain)
	}
	return out
}

// completions calls f with every way in which the unknown owners may turn out,
// one owner for each supplier: a named one, or one of three strangers, which
// may be one or several parties.
func (d doubtful) completions(f func(s *shop, named bool)) {
	open := members(d.unknown)
	choices := d.owners + 3
	total := 1
	for range open {
		total *= choices
	}
	s := *d.shop
	s.owner = slices.Clone(d.owner)
	for n := range total {
		named := true // every unknown owner is one of the stated holders, or a stranger
		for rest, j := n, 0; j < len(open); j++ {
			o := rest % choices
			rest /= choices
			s.owner[open[j]] = o
			named = named && (o >= d.owners || d.stated[open[j]]>>o&1 == 1)
		}
		f(&s, named)
	}
}

// wanted is the certain and the possible cuts by their definitions.
func (d doubtful) wanted() []resilience.Cut {
	n := d.owners + 1 // the last key is the first stranger
	sure, may, own := make([]uint, 1<<n), make([]uint, 1<<n), make([]uint, 1<<n)
	for set := range sure {
		sure[set] = 1<<len(d.assets) - 1
	}
	d.completions(func(s *shop, named bool) {
		for set := range sure {
			stopped := ^s.works(s.owned(uint(set))) & (1<<len(d.assets) - 1)
			sure[set] &= stopped
			may[set] |= stopped
			if named {
				own[set] |= stopped
			}
		}
	})
	stranger := uint(1) << d.owners
	name := numbered("o")
	var out []resilience.Cut
	for a := range d.assets {
		in := func(table []uint) func(set uint) bool { return func(set uint) bool { return table[set]>>a&1 == 1 } }
		if in(sure)(0) {
			continue // never works
		}
		certain := minimalSets(d.owners, 3, in(sure))
		possible := minimalSets(d.owners, 3, in(may))
		if in(may)(stranger) {
			// Anybody stops it: written once, and of the named only those
			// that a stated holding makes possible.
			out = append(out, resilience.Cut{Asset: a, Keys: []string{resilience.Unlisted}})
			possible = slices.DeleteFunc(possible, func(set uint) bool { return !in(own)(set) })
		}
		for _, set := range certain {
			out = append(out, resilience.Cut{Asset: a, Keys: names(set, name), Certain: true})
		}
		for _, set := range possible {
			if !slices.Contains(certain, set) {
				out = append(out, resilience.Cut{Asset: a, Keys: names(set, name)})
			}
		}
	}
	return out
}

func names(set uint, name func(int) string) []string {
	var out []string
	for _, i := range members(set) {
		out = append(out, name(i))
	}
	return out
}

// TestUnknownOwnersByAllCompletions: the certain cut sets are those of every
// completion of the unknown owners, the possible ones those of some, where an
// owner takes all that its suppliers supply.
func TestUnknownOwnersByAllCompletions(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(11, 2026))
	possible, unlisted := 0, 0
	for i := range 1000 {
		d := randomDoubtful(r)
		want := d.wanted()
		got, truncated := d.system().CutSets(3, 0)
		if truncated || !sameCuts(want, got) {
			diff := cmp.Diff(want, got, anyOrder, cmpopts.EquateEmpty())
			t.Fatalf("system %d: %+v %+v\ntruncated %v (-enumerated +got):\n%s", i, d, *d.shop, truncated, diff)
		}
		for _, c := range want {
			possible += bool2int(!c.Certain && c.Keys[0] != resilience.Unlisted)
			unlisted += bool2int(c.Keys[0] == resilience.Unlisted)
		}
	}
	if possible < 300 || unlisted < 100 {
		t.Errorf("too few: %d possible cuts, %d unlisted", possible, unlisted)
	}
}
