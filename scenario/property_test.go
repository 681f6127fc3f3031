// SPDX-License-Identifier: Apache-2.0

package scenario_test

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/scenario"
	"github.com/kedja/kedja/scenario/event"
)

var events = []string{
	"remove supplier:amber", "remove supplier:birch", "remove supplier:cedar:noSupply", "remove owner:grove", "remove country:FI",
	"hazard country:XA", "hazard country:XB", "shortage gallium", "end-of-support product:records-b", "exclude supplier:amber@2027-01-01",
	"compromise supplier:amber", "sell supplier:cedar=owner:grove",
}

func plan(t rapid.TB, in *kedja.Input, s *event.Scenario) *scenario.Report {
	r, err := scenario.Plan(context.Background(), in, s, scenario.Options{Assess: kedja.Options{AsOf: asOf}})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// states is how each asset is, by its worst certain and worst possible row:
// 0 works, 1 degraded, 2 lost in the end, 3 lost at once.
func states(r *scenario.Report) map[string]int {
	out := map[string]int{}
	for _, l := range r.Losses {
		n := 3 - slices.Index(event.Modes(), l.Mode)
		keys := []string{l.Asset + " possible"}
		if l.Certainty == scenario.Certain {
			keys = append(keys, l.Asset+" certain")
		}
		for _, k := range keys {
			out[k] = max(out[k], n)
		}
	}
	return out
}

// TestMoreEventsNeverHelp: with one event more no asset is better off, surely
// or possibly, and no smallest set is smaller.
func TestMoreEventsNeverHelp(t *testing.T) {
	in := input(t, small)
	rapid.Check(t, func(rt *rapid.T) {
		lines := rapid.SliceOfNDistinct(rapid.SampledFrom(events), 2, 4, rapid.ID[string]).Draw(rt, "events")
		more, less := plan(rt, in, suppose(t, lines...)), plan(rt, in, suppose(t, lines[1:]...))
		worse := states(more)
		for key, n := range states(less) {
			if worse[key] < n {
				rt.Fatalf("%v: %s is %d, and %d without the first", lines, key, worse[key], n)
			}
		}
		for _, p := range less.Replace {
			i := slices.IndexFunc(more.Replace, func(q scenario.Replacement) bool { return q.Effect == p.Effect && q.Certainty == p.Certainty })
			if i >= 0 && len(more.Replace[i].Products.IDs) < len(p.Products.IDs) {
				rt.Fatalf("%v: %v are enough, and %v without the first event", lines, more.Replace[i].Products.IDs, p.Products.IDs)
			}
		}
	})
}

// TestOrderOfEvents: the order of events changes no more than their own rows.
func TestOrderOfEvents(t *testing.T) {
	in := input(t, small)
	rapid.Check(t, func(rt *rapid.T) {
		lines := rapid.SliceOfNDistinct(rapid.SampledFrom(events), 2, 4, rapid.ID[string]).Draw(rt, "events")
		a := plan(rt, in, suppose(t, lines...))
		b := plan(rt, in, suppose(t, rapid.Permutation(lines).Draw(rt, "order")...))
		a.Events, b.Events = nil, nil
		if diff := cmp.Diff(a, b); diff != "" {
			rt.Fatal(diff)
		}
	})
}

// drawWorld writes assets that each need one of several products, each of one
// of three suppliers.
func drawWorld(t *rapid.T) string {
	var b strings.Builder
	b.WriteString("kind: System\nid: s\nassets:\n")
	n := rapid.IntRange(1, 5).Draw(t, "products")
	for a := range rapid.IntRange(1, 3).Draw(t, "assets") {
		var needs []string
		for range rapid.IntRange(1, 3).Draw(t, "needs") {
			var ids []string
			for _, m := range rapid.SliceOfNDistinct(rapid.IntRange(0, n-1), 1, n, rapid.ID[int]).Draw(t, "members") {
				ids = append(ids, fmt.Sprintf("p%d", m))
			}
			needs = append(needs, "{anyOf: ["+strings.Join(ids, ", ")+"]}")
		}
		fmt.Fprintf(&b, "  - {id: a%d, criticality: high, needs: [%s]}\n", a, strings.Join(needs, ", "))
	}
	b.WriteString("products:\n")
	for i := range n {
		fmt.Fprintf(&b, "  - {id: p%d, kind: service, supplier: s%d, migration: {months: %d, procurementMonths: 1}}\n",
			i, rapid.IntRange(0, 2).Draw(t, "supplier"), rapid.IntRange(1, 9).Draw(t, "months"))
	}
	for i := range 4 {
		fmt.Fprintf(&b, "---\nkind: Supplier\nid: s%d\n", i)
	}
	return b.String()
}

// TestAnAlternativeNeverCosts: with one product more to choose from, of a
// supplier that stays, in one need no smallest set grows, and in every need
// nothing is lost at all.
func TestAnAlternativeNeverCosts(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		without := drawWorld(rt)
		extra := "products:\n  - {id: extra, kind: service, supplier: s3}\n"
		with := strings.Replace(without, "products:\n", extra, 1)
		one := strings.Replace(with, "{anyOf: [", "{anyOf: [extra, ", 1)
		every := strings.ReplaceAll(with, "{anyOf: [", "{anyOf: [extra, ")
		var lines []string
		for i := range 3 {
			if strings.Contains(without, fmt.Sprintf("supplier: s%d,", i)) {
				lines = append(lines, fmt.Sprintf("remove supplier:s%d", i))
			}
		}
		size := func(text string) (products, suppliers int) {
			if r := plan(rt, input(t, text), suppose(t, lines...)); len(r.Replace) > 0 {
				return len(r.Replace[0].Products.IDs), len(r.Replace[0].Suppliers.IDs)
			}
			return 0, 0
		}
		p0, s0 := size(without)
		p1, s1 := size(one)
		p2, s2 := size(every)
		if p0 == 0 || p1 > p0 || s1 > s0 || p2 != 0 || s2 != 0 {
			rt.Fatalf("products %d %d %d, suppliers %d %d %d for\n%s", p0, p1, p2, s0, s1, s2, without)
		}
	})
}

// TestNothingMissingChangesNothing: an event that takes nothing leaves every
// measure as it was.
func TestNothingMissingChangesNothing(t *testing.T) {
	r := run(t, input(t, small), "remove supplier:grove")
	if len(r.Measures) != 0 || !r.Diff.Empty() || r.Compared == 0 {
		t.Errorf("%d of %d measures change: %v", len(r.Measures), r.Compared, r.Measures)
	}
}

// TestSameBytes: equal scenarios give equal bytes in every form, and leave
// the input as it was.
func TestSameBytes(t *testing.T) {
	in := input(t, small)
	var first [3]bytes.Buffer
	for round := range 3 {
		r := run(t, in, events...)
		var now [3]bytes.Buffer
		for i, write := range []func(*bytes.Buffer) error{
			func(b *bytes.Buffer) error { return scenario.WriteText(b, r) },
			func(b *bytes.Buffer) error { return scenario.WriteMarkdown(b, r) },
			func(b *bytes.Buffer) error { return scenario.WriteJSON(b, r) },
		} {
			if err := write(&now[i]); err != nil {
				t.Fatal(err)
			}
			if round == 0 {
				first[i] = now[i]
			} else if diff := cmp.Diff(first[i].String(), now[i].String()); diff != "" {
				t.Fatal(diff)
			}
		}
	}
	again := input(t, small)
	if diff := cmp.Diff(again.Suppliers, in.Suppliers); diff != "" {
		t.Errorf("the records changed\n%s", diff)
	}
	if diff := cmp.Diff(again.System, in.System); diff != "" {
		t.Errorf("the system changed\n%s", diff)
	}
}
