// SPDX-License-Identifier: Apache-2.0

package ownership_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"
	"pgregory.net/rapid"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk/ownership"
)

// exactNetwork draws exact shares of n parties around at least one loop; no
// party is held wholly, so that the matrix can be inverted.
func exactNetwork(rng *rand.Rand, n, holders int) ownership.Input {
	var in ownership.Input
	id := func(i int) string { return fmt.Sprintf("p%03d", i) }
	loop := rng.Perm(n)[:2+rng.IntN(n-1)]
	for j := range n {
		in.Parties = append(in.Parties, ownership.Party{ID: id(j), UnlistedMax: new(0.0)})
		left := .99
		hold := func(i int) {
			x := rng.Float64() * left
			left -= x
			in.Holdings = append(in.Holdings, ownership.Holding{Holder: id(i), Party: id(j), Share: result.Exactly(x)})
		}
		if k := slices.Index(loop, j); k >= 0 {
			hold(loop[(k+1)%len(loop)])
		}
		for range rng.IntN(holders + 1) {
			hold(rng.IntN(n)) // itself too, and again the same
		}
	}
	return in
}

// byMatrix is V_ij / V_ii with V = (I − A)⁻¹, dense.
func byMatrix(t testing.TB, in ownership.Input) func(owner, party int) float64 {
	n := len(in.Parties)
	m := mat.NewDense(n, n, nil)
	for i := range n {
		m.Set(i, i, 1)
	}
	for _, h := range in.Holdings {
		i, j := slices.Index(ids(in), h.Holder), slices.Index(ids(in), h.Party)
		m.Set(i, j, m.At(i, j)-h.Share.Lo)
	}
	var v mat.Dense
	if err := v.Inverse(m); err != nil {
		t.Fatal(err)
	}
	return func(owner, party int) float64 { return v.At(owner, party) / v.At(owner, owner) }
}

// checkMatrix compares all pairs, those too in which nobody has anything.
func checkMatrix(t *testing.T, in ownership.Input) {
	t.Helper()
	want := byMatrix(t, in)
	shares, diags := ownership.Integrated(in)
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	for j, p := range in.Parties {
		got := map[string]result.Interval{}
		for _, s := range shares[p.ID] {
			got[s.Owner] = s.Share
		}
		for i, owner := range in.Parties {
			x := got[owner.ID]
			if i != j && (math.Abs(want(i, j)-x.Lo) > 1e-9 || x.Hi-x.Lo > 1e-9) {
				t.Fatalf("share of %s in %s is %v, by the matrix %v\n%+v", owner.ID, p.ID, x, want(i, j), in)
			}
		}
	}
}

// TestIntegratedIsTheMatrixFormula compares 1 000 random networks with loops,
// and a few large sparse ones, with the dense formula.
func TestIntegratedIsTheMatrixFormula(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(1, 1000))
	for range 1000 {
		checkMatrix(t, exactNetwork(rng, 2+rng.IntN(9), 3))
	}
	for range 3 {
		checkMatrix(t, exactNetwork(rng, 150, 2))
	}
}

// TestLongRing: a ring of thousands, in which each has half of the next, has a
// closed form: over k links 2⁻ᵏ, whatever goes round.
func TestLongRing(t *testing.T) {
	const n = 1000
	var in ownership.Input
	id := func(i int) string { return fmt.Sprintf("p%05d", i%n) }
	for i := range n {
		in.Parties = append(in.Parties, ownership.Party{ID: id(i), UnlistedMax: new(0.0)})
		in.Holdings = append(in.Holdings, ownership.Holding{Holder: id(i), Party: id(i + 1), Share: result.Exactly(.5)})
	}
	shares, diags := ownership.IntegratedIn(in, id(0))
	if len(diags) > 0 || len(shares) != n-1 {
		t.Fatalf("%d owners, %v", len(shares), diags)
	}
	for k, s := range shares[:40] {
		if want := math.Pow(.5, float64(k+1)); math.Abs(s.Share.Lo-want) > 1e-12 || s.Owner != id(n-1-k) {
			t.Errorf("owner %d is %s with %v, want %s with %v", k, s.Owner, s.Share, id(n-1-k), want)
		}
	}
}

// TestNearlyClosedLoop: two that own one another almost wholly leave almost
// nothing to the third, which still owns both in the end.
func TestNearlyClosedLoop(t *testing.T) {
	shares, diags := ownership.Integrated(parse(t, "a < b 0.9999; rest 0\nb < a 0.9999, p 0.0001; rest 0\np person"))
	for _, s := range shares["a"] {
		// b = 0.0001 + 0.9999·a and a = 0.9999·b, so a = 0.9999·0.0001/(1 − 0.9999²).
		if want := .9999 * .0001 / (1 - .9999*.9999); s.Owner == "p" && (math.Abs(s.Share.Lo-want) > 1e-9 || s.Share.Hi-s.Share.Lo > 1e-9) {
			t.Errorf("share of p is %v, want %v (%v)", s.Share, want, diags)
		}
	}
	if len(diags) > 0 {
		t.Errorf("diagnostics %v", diags)
	}
}

// TestClosedGroupsAreNamedApart: each group by itself, and not what it owns.
func TestClosedGroupsAreNamedApart(t *testing.T) {
	_, diags := ownership.Integrated(parse(t, `
		a < b 1
		b < a 1
		below < a 0.5, b 0.5
		x < y 0.4, z 0.6
		y < x 1
		z < x 0.7-1; rest 0
		own < own 1
		half < x 0.5, p 0.5
		p person`))
	var got []string
	for _, d := range diags {
		if d.Code == "ownership/closed-group" && d.Severity == diag.Error {
			got = append(got, d.Message[:strings.Index(d.Message, " owned")])
		}
	}
	slices.Sort(got)
	if want := []string{"a, b are", "own is", "x, y, z are"}; !slices.Equal(got, want) {
		t.Errorf("groups %q, want %q", got, want)
	}
}

// TestIntegratedHoldsEveryCompletion: whatever the shares are within what is
// recorded, the integrated share lies in the interval. Unlisted shares go to
// the owner itself, which has most of them, or to nobody.
func TestIntegratedHoldsEveryCompletion(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		in := smallNetwork(t)
		shares, diags := ownership.Integrated(in)
		if len(diags) > 0 {
			t.Skip("a closed group")
		}
		rows := map[[2]string]result.Interval{}
		for party, list := range shares {
			for _, s := range list {
				rows[[2]string{s.Owner, party}] = s.Share
			}
		}
		completions(in, func(v votes, _ bool) {
			var exact ownership.Input
			for _, p := range in.Parties {
				exact.Parties = append(exact.Parties, ownership.Party{ID: p.ID, UnlistedMax: new(0.0)})
			}
			for _, p := range in.Parties {
				for _, h := range append([]string{stranger}, ids(in)...) {
					if q := v[p.ID][h]; q > 0 {
						exact.Holdings = append(exact.Holdings, ownership.Holding{Holder: h, Party: p.ID, Share: result.Exactly(float64(q) / whole)})
					}
				}
			}
			true_, _ := ownership.Integrated(exact)
			for party, list := range true_ {
				for _, s := range list {
					if row, ok := rows[[2]string{s.Owner, party}]; ok && (s.Share.Lo < row.Lo-1e-9 || s.Share.Lo > row.Hi+1e-9) {
						t.Fatalf("%s has %v of %s, outside %v\nvotes %v\n%+v", s.Owner, s.Share.Lo, party, row, v, in)
					}
				}
			}
		})
	})
}
