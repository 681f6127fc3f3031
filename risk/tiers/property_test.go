// SPDX-License-Identifier: Apache-2.0

package tiers_test

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/gonum/mat"
	"pgregory.net/rapid"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk/concentration"
	"github.com/kedja/kedja/risk/tiers"
)

var names = []string{"a", "b", "c", "d"}

// draw is a chain of up to four parties with loops, with shares in tenths,
// each loop of which somebody surely does a tenth of.
func draw(t *rapid.T, ranges bool) []tiers.Supplier {
	n := rapid.IntRange(1, len(names)).Draw(t, "parties")
	out := make([]tiers.Supplier, n)
	for i := range out {
		out[i] = tiers.Supplier{ID: names[i], Complete: !ranges || rapid.Bool().Draw(t, "complete")}
		left := 9
		for j := range n {
			lo := rapid.IntRange(0, left).Draw(t, "lo")
			if lo == 0 && rapid.Bool().Draw(t, "none") {
				continue
			}
			hi := lo
			if ranges {
				hi += rapid.IntRange(0, left-lo).Draw(t, "width")
			}
			left -= hi
			out[i].Subcontractors = append(out[i].Subcontractors, to(names[j], float64(lo)/10, float64(hi)/10))
		}
	}
	return out
}

// dense is net and touch of exact shares by the formulas of the method.
func dense(s [][]float64, e []float64) (net, touch []float64, ok bool) {
	n := len(e)
	m := mat.NewDense(n, n, nil)
	for i := range n {
		for j := range n {
			m.Set(i, j, -s[i][j])
		}
		m.Set(i, i, 1-s[i][i])
	}
	var l mat.Dense
	if err := l.Inverse(m); err != nil {
		return nil, nil, false
	}
	net, touch = make([]float64, n), make([]float64, n)
	for j := range n {
		own := 1.0
		for k := range n {
			own -= s[j][k]
		}
		for i := range n {
			net[j] += e[i] * l.At(i, j) * own
			touch[j] += e[i] * l.At(i, j) / l.At(j, j)
		}
	}
	return net, touch, true
}

// matrix has a column for each named party and one more for a stranger.
func matrix(suppliers []tiers.Supplier, share func(i int, s tiers.Subcontractor) float64) [][]float64 {
	m := make([][]float64, len(names)+1)
	for i := range m {
		m[i] = make([]float64, len(names)+1)
	}
	for i := range suppliers {
		for _, s := range suppliers[i].Subcontractors {
			m[i][slices.Index(names, s.Party)] += share(i, s)
		}
	}
	return m
}

func drawExposure(t *rapid.T, n int) (masses []concentration.Item, e []float64) {
	total := 0.0
	e = make([]float64, len(names)+1)
	for i := range n {
		x := float64(rapid.IntRange(0, 4).Draw(t, "paid"))
		if i == 0 {
			x++
		}
		masses = append(masses, pays(names[i], x))
		e[i], total = x, total+x
	}
	for i := range e {
		e[i] /= total
	}
	return masses, e
}

// TestDense: on exact shares all is as with the dense inverse.
func TestDense(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		suppliers := draw(t, false)
		masses, e := drawExposure(t, len(suppliers))
		for i := len(suppliers); i < len(names); i++ {
			suppliers = append(suppliers, party(names[i], true))
		}
		c, err := tiers.New(suppliers)
		if err != nil {
			t.Fatal(err)
		}
		rows, _ := c.Tiers([]tiers.Exposure{exposure(masses...)})
		net, touch, _ := dense(matrix(suppliers, func(_ int, s tiers.Subcontractor) float64 { return s.Share.Lo }), e)
		hhi, sum := 0.0, 0.0
		for j, id := range names {
			if got := shareOf(rows[0].Net, id); !near(got, result.Exactly(net[j])) {
				t.Fatalf("net of %s = %v, dense %g\n%v", id, got, net[j], suppliers)
			}
			if got := shareOf(rows[0].Touch, id); !near(got, result.Exactly(touch[j])) {
				t.Fatalf("touch of %s = %v, dense %g\n%v", id, got, touch[j], suppliers)
			}
			hhi, sum = hhi+net[j]*net[j], sum+net[j]
		}
		before := 0.0
		for _, x := range e {
			before += x * x
		}
		if !near(rows[0].HHINet, result.Exactly(hhi)) || !near(rows[0].Shift, result.Exactly(hhi-before)) || math.Abs(sum-1) > 1e-9 {
			t.Fatalf("hhiNet %v shift %v, dense %g %g, sum of net %g", rows[0].HHINet, rows[0].Shift, hhi, hhi-before, sum)
		}
	})
}

// corners are the rows of a party at which a linear function over them can be
// largest or smallest: every share at an end, and what may go to somebody who
// is not listed with the stranger or with the party itself.
func corners(s *tiers.Supplier) [][]float64 {
	rows := [][]float64{make([]float64, len(names)+1)}
	for _, sub := range s.Subcontractors {
		var next [][]float64
		for _, r := range rows {
			for _, x := range []float64{sub.Share.Lo, sub.Share.Hi} {
				c := slices.Clone(r)
				c[slices.Index(names, sub.Party)] += x
				next = append(next, c)
			}
		}
		rows = next
	}
	if s.Complete {
		return rows
	}
	for _, r := range slices.Clone(rows) {
		c := slices.Clone(r)
		c[len(names)] = 1
		for _, x := range r {
			c[len(names)] -= x
		}
		rows = append(rows, c)
	}
	return rows
}

// TestEveryCompletion: the intervals hold what every completion at a corner
// gives, and net and touch reach their ends.
func TestEveryCompletion(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		suppliers := draw(t, true)
		if len(suppliers) > 3 {
			suppliers = suppliers[:3]
		}
		for i := range suppliers { // few enough for every corner
			x := slices.DeleteFunc(suppliers[i].Subcontractors, func(s tiers.Subcontractor) bool { return s.Party == "d" })
			suppliers[i].Subcontractors = x[:min(2, len(x))]
		}
		masses, e := drawExposure(t, len(suppliers))
		c, err := tiers.New(suppliers)
		if err != nil {
			t.Fatal(err)
		}
		ts, _ := c.Tiers([]tiers.Exposure{exposure(masses...)})
		v := ts[0]
		before := 0.0
		for _, x := range e {
			before += x * x
		}
		n := len(suppliers)
		netSeen, touchSeen := make([]result.Interval, n), make([]result.Interval, n)
		for i := range n {
			netSeen[i], touchSeen[i] = result.Interval{Lo: 2, Hi: -1}, result.Interval{Lo: 2, Hi: -1}
		}
		s := make([][]float64, len(names)+1)
		for i := range s {
			s[i] = make([]float64, len(names)+1)
		}
		check := func() {
			net, touch, ok := dense(s, e)
			if !ok || slices.ContainsFunc(net, func(x float64) bool { return math.IsNaN(x) || x < -1e-9 || x > 1+1e-9 }) {
				return // a closed loop
			}
			hhi := 0.0
			for _, x := range net {
				hhi += x * x
			}
			if hhi < v.HHINet.Lo-1e-9 || hhi > v.HHINet.Hi+1e-9 || hhi-before < v.Shift.Lo-1e-9 || hhi-before > v.Shift.Hi+1e-9 {
				t.Fatalf("hhiNet %v shift %v do not hold %g %g of %v\n%+v", v.HHINet, v.Shift, hhi, hhi-before, s, suppliers)
			}
			for j := range n {
				netSeen[j], touchSeen[j] = netSeen[j].Union(result.Exactly(net[j])), touchSeen[j].Union(result.Exactly(touch[j]))
			}
		}
		var visit func(i int)
		visit = func(i int) {
			if i == n {
				for j := range n + 1 { // the stranger does the work, or passes it on to a party
					s[len(names)] = make([]float64, len(names)+1)
					if j < n {
						s[len(names)][j] = 1
					}
					check()
				}
				return
			}
			for _, r := range corners(&suppliers[i]) {
				s[i] = r
				visit(i + 1)
			}
		}
		visit(0)
		for j := range n {
			got, seen := shareOf(v.Net, names[j]), netSeen[j]
			if math.Abs(got.Lo-seen.Lo) > 1e-9 || math.Abs(got.Hi-seen.Hi) > 1e-9 {
				t.Fatalf("net of %s %v, reached %v\n%+v %v", names[j], got, seen, suppliers, e)
			}
			got, seen = shareOf(v.Touch, names[j]), touchSeen[j]
			if math.Abs(got.Lo-seen.Lo) > 1e-9 || math.Abs(got.Hi-seen.Hi) > 1e-9 {
				t.Fatalf("touch of %s %v, reached %v\n%+v %v", names[j], got, seen, suppliers, e)
			}
		}
	})
}

// TestRefinement: settling what is open never leaves the old interval.
func TestRefinement(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		suppliers := draw(t, true)
		masses, _ := drawExposure(t, len(suppliers))
		if rapid.Bool().Draw(t, "lump") {
			masses = append(masses, pays("", 2))
		}
		if rapid.Bool().Draw(t, "range") {
			masses[0].Mass.Hi++
		}
		before := view2(t, suppliers, masses)
		finer := make([]tiers.Supplier, len(suppliers))
		for i, s := range suppliers {
			finer[i] = tiers.Supplier{ID: s.ID, Complete: s.Complete || rapid.Bool().Draw(t, "complete")}
			for _, x := range s.Subcontractors {
				if rapid.Bool().Draw(t, "settle") {
					x.Share = result.Exactly(x.Share.Lo)
				}
				finer[i].Subcontractors = append(finer[i].Subcontractors, x)
			}
		}
		masses = slices.Clone(masses)
		if last := &masses[len(masses)-1]; last.Key == "" && rapid.Bool().Draw(t, "name it") {
			last.Key = "a"
		}
		if rapid.Bool().Draw(t, "measure it") {
			masses[0].Mass = result.Exactly(masses[0].Mass.Hi)
		}
		after := view2(t, finer, masses)
		within := func(what string, a, b result.Interval) {
			if a.Lo < b.Lo-1e-9 || a.Hi > b.Hi+1e-9 {
				t.Fatalf("%s %v left %v\nbefore %+v\nafter %+v", what, a, b, suppliers, finer)
			}
		}
		for _, id := range names {
			within("net of "+id, shareOf(after.Net, id), shareOf(before.Net, id))
			within("touch of "+id, shareOf(after.Touch, id), shareOf(before.Touch, id))
		}
		within("hhiNet", after.HHINet, before.HHINet)
		within("shift", after.Shift, before.Shift)
	})
}

func view2(t *rapid.T, suppliers []tiers.Supplier, masses []concentration.Item) result.Tier {
	c, err := tiers.New(suppliers)
	if err != nil {
		t.Fatal(err)
	}
	rows, ok := c.Tiers([]tiers.Exposure{exposure(masses...)})
	if !ok {
		t.Fatal("over the limit")
	}
	return rows[0]
}

// TestRenamingAndReordering: names and order change no printed digit.
func TestRenamingAndReordering(t *testing.T) {
	rename := map[string]string{"a": "z", "b": "y", "c": "x", "d": "w"}
	rapid.Check(t, func(t *rapid.T) {
		suppliers := draw(t, true)
		masses, _ := drawExposure(t, len(suppliers))
		other := make([]tiers.Supplier, len(suppliers))
		for i, s := range suppliers {
			other[i] = tiers.Supplier{ID: rename[s.ID], Complete: s.Complete}
			for _, x := range s.Subcontractors {
				x.Party = rename[x.Party]
				other[i].Subcontractors = append(other[i].Subcontractors, x)
			}
			other[i].Subcontractors = rapid.Permutation(other[i].Subcontractors).Draw(t, "order of rows")
		}
		moved := slices.Clone(masses)
		for i := range moved {
			moved[i].Key = rename[moved[i].Key]
		}
		a := view2(t, suppliers, masses)
		b := view2(t, rapid.Permutation(other).Draw(t, "order"), rapid.Permutation(moved).Draw(t, "order of masses"))
		for _, id := range names {
			for _, rows := range [][2][]result.TierRow{{a.Net, b.Net}, {a.Touch, b.Touch}} {
				x, y := shareOf(rows[0], id), shareOf(rows[1], rename[id])
				if math.Abs(x.Lo-y.Lo) > 1e-12 || math.Abs(x.Hi-y.Hi) > 1e-12 {
					t.Fatalf("%s: %v and %v", id, x, y)
				}
			}
		}
		if diff := cmp.Diff([]result.Interval{a.HHINet.Rounded(), a.Shift.Rounded()}, []result.Interval{b.HHINet.Rounded(), b.Shift.Rounded()}, cmp.Comparer(near)); diff != "" {
			t.Fatal(diff)
		}
	})
}
