// SPDX-License-Identifier: Apache-2.0

package tiers_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/risk/tiers"
)

func TestHands(t *testing.T) {
	for name, c := range map[string]struct {
		suppliers []tiers.Supplier
		want      []tiers.Hand // below x
	}{
		"all of it": {[]tiers.Supplier{party("x", true, to("y", 1, 1))}, []tiers.Hand{{Party: "y", All: true, Some: true}}},
		// Nothing is left for others, so that the list need not be complete.
		"all of it, the list not complete": {[]tiers.Supplier{party("x", false, to("y", 1, 1))}, []tiers.Hand{{Party: "y", All: true, Some: true}}},
		"half of it":                       {[]tiers.Supplier{party("x", true, to("y", 0.5, 0.5))}, []tiers.Hand{{Party: "y", Some: true}}},
		"a share that nobody stated":       {[]tiers.Supplier{party("x", true, to("y", 0, 1))}, []tiers.Hand{{Party: "y"}}},
		"none of it":                       {[]tiers.Supplier{party("x", true, to("y", 0, 0))}, []tiers.Hand{}},
		// Whoever does the halves, z does all of both.
		"two ways to one": {[]tiers.Supplier{party("x", true, to("v", 0.5, 0.5), to("w", 0.5, 0.5)), party("v", true, to("z", 1, 1)), party("w", true, to("z", 1, 1))},
			[]tiers.Hand{{Party: "v", Some: true}, {Party: "w", Some: true}, {Party: "z", All: true, Some: true}}},
		// What a does not do itself passes b: the loop ends there.
		"a loop with one way out": {[]tiers.Supplier{party("x", true, to("a", 1, 1)), party("a", true, to("b", 1, 1)), party("b", true, to("a", 0.5, 0.5))},
			[]tiers.Hand{{Party: "a", All: true, Some: true}, {Party: "b", All: true, Some: true}}},
		"a closed loop: nothing is sure":        {[]tiers.Supplier{party("x", true, to("a", 1, 1)), party("a", true, to("x", 1, 1))}, []tiers.Hand{{Party: "a", Some: true}}},
		"more than the whole: nothing is known": {[]tiers.Supplier{party("x", true, to("y", 1, 1), to("z", 1, 1))}, nil},
	} {
		got, ok := tiers.NewHands(c.suppliers).Of("x")
		if diff := cmp.Diff(c.want, got); diff != "" || !ok {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// TestHandsByEnumeration: all of the work passes y where, without y, no way
// leads to anybody who may do some of it.
func TestHandsByEnumeration(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 2026))
	whole := 0
	for range 5000 {
		const n = 6
		shares := [n][n]float64{}
		var suppliers []tiers.Supplier
		for i := range n {
			s := tiers.Supplier{ID: string(rune('a' + i)), Complete: true}
			for parts, left := 1+r.IntN(2), 2; parts > 0 && i < n-1; parts-- {
				j, halves := i+1+r.IntN(n-1-i), min(left, 1+r.IntN(2)) // to later ones: no loops
				shares[i][j] += float64(halves) / 2
				left -= halves
				s.Subcontractors = append(s.Subcontractors, to(string(rune('a'+j)), float64(halves)/2, float64(halves)/2))
			}
			suppliers = append(suppliers, s)
		}
		hands := tiers.NewHands(suppliers)
		var ends func(from, without int) bool // some way leads to one who does a part itself
		ends = func(from, without int) bool {
			own := 1.0
			for to, share := range shares[from] {
				own -= share
				if share > 0 && to != without && ends(to, without) {
					return true
				}
			}
			return own > 0
		}
		for i := range n {
			below, _ := hands.Of(suppliers[i].ID)
			for j := range n {
				k := slices.IndexFunc(below, func(h tiers.Hand) bool { return h.Party == suppliers[j].ID })
				got, want := k >= 0 && below[k].All, j != i && !ends(i, j)
				if got != want {
					t.Fatalf("%+v: all of the work of %s passes %s: %v, want %v", suppliers, suppliers[i].ID, suppliers[j].ID, got, want)
				}
				whole += map[bool]int{true: 1}[want]
			}
		}
	}
	if whole < 5000 {
		t.Errorf("only %d times all of the work", whole)
	}
}
