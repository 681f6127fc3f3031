// SPDX-License-Identifier: Apache-2.0

package tiers_test

import (
	"errors"
	"fmt"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk/concentration"
	"github.com/kedja/kedja/risk/tiers"
)

func to(party string, lo, hi float64) tiers.Subcontractor {
	return tiers.Subcontractor{Party: party, Share: result.Interval{Lo: lo, Hi: hi}}
}

func party(id string, complete bool, subs ...tiers.Subcontractor) tiers.Supplier {
	return tiers.Supplier{ID: id, Subcontractors: subs, Complete: complete}
}

// exposure measures what goes to each supplier; the key "" is nobody known.
func exposure(masses ...concentration.Item) tiers.Exposure {
	r, _ := concentration.Measure(masses)
	return tiers.Exposure{Scope: "system:s", Shares: r.Shares, Unattributed: r.Unattributed, HHI: r.HHI}
}

func pays(id string, x float64) concentration.Item {
	return concentration.Item{Key: id, Mass: result.Exactly(x)}
}

func view(t testing.TB, suppliers []tiers.Supplier, e tiers.Exposure) result.Tier {
	t.Helper()
	c, err := tiers.New(suppliers)
	if err != nil {
		t.Fatal(err)
	}
	rows, ok := c.Tiers([]tiers.Exposure{e})
	if !ok {
		t.Fatal("over the limit")
	}
	return rows[0]
}

func shareOf(rows []result.TierRow, id string) result.Interval {
	for _, r := range rows {
		if r.Party == id {
			return r.Share
		}
	}
	return result.Interval{}
}

func near(a, b result.Interval) bool {
	return math.Abs(a.Lo-b.Lo) < 1e-9 && math.Abs(a.Hi-b.Hi) < 1e-9
}

// example is the world of docs/method.md: three suppliers of 50, 30 and 20,
// of which the first two let the third do most of their work.
func example() ([]tiers.Supplier, tiers.Exposure) {
	return []tiers.Supplier{
		party("a", true, to("c", 0.6, 0.6)),
		party("b", true, to("c", 0.8, 0.8)),
		party("c", true, to("d", 0.1, 0.1)),
		party("d", true),
	}, exposure(pays("a", 50), pays("b", 30), pays("c", 20))
}

// TestMethodPage: the worked examples of docs/method.md hold the numbers that
// the code computes.
func TestMethodPage(t *testing.T) {
	page, err := os.ReadFile("../../docs/method.md")
	if err != nil {
		t.Fatal(err)
	}
	v := view(t, firstOf(example()), secondOf(example()))
	open, e := example()
	open[0].Complete = false // a may pass more on, to anybody
	o := view(t, open, e)
	loop := view(t, []tiers.Supplier{party("a", true, to("b", 0.5, 0.5)), party("b", true, to("a", 0.5, 0.5))}, exposure(pays("a", 1)))
	for _, want := range []string{
		fmt.Sprintf("net of c = %.4g", shareOf(v.Net, "c").Lo),
		fmt.Sprintf("touch of c = %.4g", shareOf(v.Touch, "c").Lo),
		fmt.Sprintf("net of d = %.4g", shareOf(v.Net, "d").Lo),
		fmt.Sprintf("hhiNet = %.4g", v.HHINet.Lo),
		fmt.Sprintf("shift = %+.4g", v.Shift.Lo),
		"net of a, its list not complete = " + shareOf(o.Net, "a").String(),
		"net of c then = " + shareOf(o.Net, "c").String(),
		fmt.Sprintf("net of a in the loop = %.4g", shareOf(loop.Net, "a").Lo),
		fmt.Sprintf("touch of b in the loop = %.4g", shareOf(loop.Touch, "b").Lo),
	} {
		if !strings.Contains(string(page), want) {
			t.Errorf("docs/method.md does not say %q", want)
		}
	}
}

func firstOf(s []tiers.Supplier, _ tiers.Exposure) []tiers.Supplier { return s }
func secondOf(_ []tiers.Supplier, e tiers.Exposure) tiers.Exposure  { return e }

func TestTiers(t *testing.T) {
	exact := result.Exactly
	for _, tt := range []struct {
		name       string
		suppliers  []tiers.Supplier
		e          tiers.Exposure
		net, touch map[string]result.Interval
		hhi, shift result.Interval
	}{
		{"nobody subcontracts", []tiers.Supplier{party("a", true), party("b", true)}, exposure(pays("a", 1), pays("b", 1)),
			map[string]result.Interval{"a": exact(.5), "b": exact(.5)}, map[string]result.Interval{"a": exact(.5)}, exact(.5), exact(0)},
		{"all passed on", []tiers.Supplier{party("a", true, to("c", 1, 1)), party("b", true, to("c", 1, 1)), party("c", true)}, exposure(pays("a", 1), pays("b", 1)),
			map[string]result.Interval{"a": exact(0), "c": exact(1)}, map[string]result.Interval{"a": exact(.5), "c": exact(1)}, exact(1), exact(.5)},
		{"nothing is known of a: it may do all or nothing", []tiers.Supplier{party("a", false)}, exposure(pays("a", 1)),
			map[string]result.Interval{"a": {Lo: 0, Hi: 1}}, map[string]result.Interval{"a": exact(1)}, result.Interval{Lo: 0, Hi: 1}, result.Interval{Lo: -1, Hi: 0}},
		{"a range", []tiers.Supplier{party("a", true, to("c", .2, .4)), party("c", true)}, exposure(pays("a", 1)),
			map[string]result.Interval{"a": {Lo: .6, Hi: .8}, "c": {Lo: .2, Hi: .4}}, map[string]result.Interval{"c": {Lo: .2, Hi: .4}},
			result.Interval{Lo: .52, Hi: .68}, result.Interval{Lo: -.48, Hi: -.32}},
		{"a lump of the exposure may be anybody's", []tiers.Supplier{party("a", true)}, exposure(pays("a", 3), pays("", 1)),
			map[string]result.Interval{"a": {Lo: .75, Hi: 1}}, map[string]result.Interval{"a": {Lo: .75, Hi: 1}},
			result.Interval{Lo: .5625, Hi: 1}, result.Interval{Lo: .5625 - 1, Hi: 1 - .625}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			v := view(t, tt.suppliers, tt.e)
			for id, want := range tt.net {
				if got := shareOf(v.Net, id); !near(got, want) {
					t.Errorf("net of %s = %v, want %v", id, got, want)
				}
			}
			for id, want := range tt.touch {
				if got := shareOf(v.Touch, id); !near(got, want) {
					t.Errorf("touch of %s = %v, want %v", id, got, want)
				}
			}
			if !near(v.HHINet, tt.hhi) || !near(v.Shift, tt.shift) {
				t.Errorf("hhiNet %v, shift %v, want %v, %v", v.HHINet, v.Shift, tt.hhi, tt.shift)
			}
		})
	}
}

// TestContradictions: what cannot be is an error that names it.
func TestContradictions(t *testing.T) {
	_, err := tiers.New([]tiers.Supplier{
		party("a", true, to("b", 1, 1)), party("b", true, to("c", .5, .5), to("a", .5, .5)), party("c", true, to("a", 1, 1)),
		party("out", true, to("a", 1, 1)), // sends work in, and does none of the loop's
		party("over", true, to("x", .7, .8), to("y", .7, .8)),
		party("self", true, to("self", 1, 1)),
	})
	const want = `the subcontractors of over do at least 1.4 of its work, more than the whole
the work of a, b, c is subcontracted in full within a closed loop: nobody does it
the work of self is subcontracted in full within a closed loop: nobody does it`
	if err == nil || err.Error() != want {
		t.Errorf("got %v\nwant %s", err, want)
	}
	var loop *tiers.ClosedLoopError
	if !errors.As(err, &loop) || fmt.Sprint(loop.Parties) != "[a b c]" {
		t.Errorf("loop %v", loop)
	}
	if _, err := tiers.New([]tiers.Supplier{party("a", true, to("b", .5, 1)), party("b", true, to("a", .5, 1))}); err != nil {
		t.Errorf("a loop that need not be closed: %v", err)
	}
}

// TestBadShares: no share can make a view undefined.
func TestBadShares(t *testing.T) {
	nan := math.NaN()
	v := view(t, []tiers.Supplier{party("a", true, to("b", nan, nan), to("c", -1, math.Inf(1)), to("c", .6, .2))}, exposure(pays("a", 1)))
	for _, r := range append(v.Net, v.Touch...) {
		if !(r.Share.Lo >= 0 && r.Share.Hi <= 1 && r.Share.Lo <= r.Share.Hi) {
			t.Errorf("%s: %v", r.Party, r.Share)
		}
	}
}

func ExampleChain_Tiers() {
	c, err := tiers.New([]tiers.Supplier{
		{ID: "a", Complete: true, Subcontractors: []tiers.Subcontractor{{Party: "c", Share: result.Exactly(0.6)}}},
		{ID: "b", Complete: true, Subcontractors: []tiers.Subcontractor{{Party: "c", Share: result.Interval{Lo: 0.5, Hi: 0.8}}}},
		{ID: "c", Complete: true},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	half := result.Exactly(0.5)
	views, _ := c.Tiers([]tiers.Exposure{{Scope: "system:s", HHI: half, Shares: []result.Share{{Key: "a", Share: half}, {Key: "b", Share: half}}}})
	for _, r := range views[0].Net {
		fmt.Println(r.Party, r.Share)
	}
	fmt.Println("HHI of net", views[0].HHINet, "shift", views[0].Shift)
	// Output:
	// c [0.55, 0.7]
	// a 0.2
	// b [0.1, 0.25]
	// HHI of net [0.405, 0.54] shift [-0.095, 0.04]
}
