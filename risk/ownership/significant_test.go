// SPDX-License-Identifier: Apache-2.0

package ownership_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk/ownership"
	"github.com/kedja/kedja/supplier"
)

// holdingLine is a significant holding in one line.
func holdingLine(s ownership.Significant) string {
	certainty := "possible"
	if s.Certain {
		certainty = "certain"
	}
	holder := s.Holder
	if holder == "" {
		holder = "anybody"
	}
	out := fmt.Sprintf("%s %s votes %v share %v", holder, certainty, s.Votes, s.Share)
	if len(s.Through) > 0 {
		out += " through " + strings.Join(s.Through, " ")
	}
	return out
}

func TestSignificantHoldings(t *testing.T) {
	tests := []struct {
		name, network string
		want          []string
	}{
		{"exactly a quarter is one", "a < b 0.25, c 0.2; rest 0.04\nb person\nc person",
			[]string{"b certain votes [0.25, 0.29] share [0.25, 0.29]"}},
		{"a subsidiary's holding counts", "a < b 0.15, s 0.1; rest 0.05\ns < b 0.51; rest 0.05\nb person",
			[]string{"b certain votes [0.25, 0.3] share [0.25, 0.3] through s"}},
		{"a significant holding is not chained", "a < s 0.4; rest 0.05\ns < b 0.4; rest 0.05\nb person",
			[]string{"s certain votes [0.4, 0.45] share [0.4, 0.45]"}},
		{"a range across the bound", "a < b 0.2-0.3; rest 0.05\nb person",
			[]string{"b possible votes [0.2, 0.35] share [0.2, 0.35]"}},
		{"who is not named may have one", "a < b 0.6; rest 0.3\nb person",
			[]string{"b certain votes [0.6, 0.9] share [0.6, 0.9]", "anybody possible votes [0, 0.3] share [0, 0.3]"}},
		{"own shares do not vote", "a < a 0.2, b 0.2; rest 0.05\nb person",
			[]string{"b certain votes [0.25, 0.312] share [0.2, 0.25]"}},
		{"none", "a < b 0.1, c 0.1; rest 0.1\nb person\nc person", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, s := range ownership.SignificantHoldings(parse(t, tt.network), ownership.SignificantShare) {
				if s.Party == "a" {
					got = append(got, holdingLine(s))
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestSignificantInEveryCompletion: certain ⊆ truth ⊆ possible, and the true
// votes lie between the ends, whatever is not known.
func TestSignificantInEveryCompletion(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := smallNetwork(t)
		bound := rapid.SampledFrom([]int{1, 2}).Draw(t, "quarters")
		rows := map[[2]string]ownership.Significant{}
		for _, s := range ownership.SignificantHoldings(in, float64(bound)/whole) {
			rows[[2]string{s.Holder, s.Party}] = s
		}
		completions(in, func(v votes, _ bool) {
			by := rules(in, v)
			for _, p := range in.Parties {
				for _, i := range ids(in) {
					if i == p.ID || p.Kind == "person" {
						continue
					}
					sum := 0
					for h, q := range v[p.ID] {
						if h == i || by[h][i] {
							sum += q
						}
					}
					row, listed := rows[[2]string{i, p.ID}]
					_, anybody := rows[[2]string{"", p.ID}]
					truth := float64(sum) / whole
					wrong := func(why string) {
						t.Fatalf("%s: %s has %v of %s\n%+v\nvotes %v\n%+v", why, i, truth, p.ID, rows, v, in)
					}
					switch {
					case sum >= bound && !listed && !anybody:
						wrong("a significant holding is not possible")
					case sum < bound && listed && row.Certain:
						wrong("a certain holding is not there")
					case listed && !(row.Votes.Lo <= truth+1e-9 && truth <= row.Votes.Hi+1e-9):
						wrong("the votes lie outside the interval")
					case listed && !(row.Share.Lo <= truth+1e-9 && truth <= row.Share.Hi+1e-9):
						wrong("the share lies outside the interval")
					}
				}
			}
		})
	})
}

func influenceLine(x ownership.Influence) string {
	certainty := "possible"
	if x.Certain {
		certainty = "certain"
	}
	out := fmt.Sprintf("%s by %s %s", x.Holder, x.By, certainty)
	if x.Through != "" {
		out += " through " + x.Through
	}
	return out
}

func TestDecisive(t *testing.T) {
	tests := []struct {
		name, network string
		rights        []ownership.Right
		want          []string
	}{
		{"control", "a < b 0.6; rest 0.1\nb person", nil, []string{"b by sole certain"}},
		{"a board majority with few votes", "a < b 0.1 board-majority; rest 0.1\nb < p 0.7\np person", nil,
			[]string{"b by board-majority certain", "p by board-majority certain through b"}},
		{"a golden share beside control", "a < b 0.6; rest 0.1\nb person",
			[]ownership.Right{{Holder: "state:XA", Party: "a", Kind: "golden-share"}},
			[]string{"b by sole certain", "state:XA by golden-share certain"}},
		{"seats on the board need not decide", "a < b 0.1 board; rest 0.1\nb person", nil, []string{"b by board possible"}},
		{"a veto makes control joint and decides", "a < b 0.6, c 0.1 veto-budget; rest 0.1\nb person\nc person", nil,
			[]string{"b by joint certain", "c by joint certain", "c by veto-budget certain"}},
		{"a word that only begins like a veto", "a < b 0.6, c 0.1 vetoed; rest 0.1\nb person\nc person", nil, []string{"b by sole certain", "c by vetoed possible"}},
		{"nobody", "a < b 0.1; rest 0.1\nb person", nil, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in := parse(t, tt.network)
			in.Rights = tt.rights
			var got []string
			for _, x := range ownership.Decisive(in) {
				if x.Party == "a" {
					got = append(got, influenceLine(x))
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestFromRecords: holdings and links count on their days only.
func TestFromRecords(t *testing.T) {
	day := func(s string) supplier.Date {
		d, err := time.Parse(time.DateOnly, s)
		if err != nil {
			t.Fatal(err)
		}
		return supplier.Date{Time: d}
	}
	record := &supplier.Supplier{
		ID: "teliqon", Kind: "company", Established: "SE", UnlistedHolderMax: new(.05),
		Owners: supplier.List[supplier.Owner]{Items: []supplier.Owner{
			{Party: "skarv", Share: supplier.Exact(.62), To: day("2024-12-31")},
			{Party: "drovaq", Share: supplier.Exact(.6), Votes: supplier.Exact(.7), From: day("2025-01-01"), Source: "s1"},
			{Party: "holm"},
		}},
		StateLinks: supplier.List[supplier.StateLink]{Items: []supplier.StateLink{
			{Country: "XA", Kind: "subsidy"}, {Country: "XA", Kind: "golden-share", From: day("2025-06-01")},
		}},
		Provenance: supplier.Provenance{Source: "s0", Sources: map[string]*supplier.Source{"s1": {Title: "Register extract", Retrieved: day("2026-05-20")}}},
	}
	at := func(field string, i int) result.Evidence { return result.Evidence{Fact: "supplier." + field} }
	got := ownership.FromRecords(slices.Values([]*supplier.Supplier{record}), day("2025-07-01").Time)
	want := ownership.Input{
		Parties: []ownership.Party{{ID: "teliqon", Kind: "company", Established: "SE", UnlistedMax: new(.05)}},
		Holdings: []ownership.Holding{
			{Holder: "drovaq", Party: "teliqon", Share: result.Exactly(.6), Votes: result.Exactly(.7), At: at("owners", 1), Source: "Register extract, 2026-05-20"},
			{Holder: "holm", Party: "teliqon", Share: result.Interval{Lo: 0, Hi: 1}, Votes: result.Interval{Lo: 0, Hi: 1}, At: at("owners", 2), Source: "s0"},
		},
		Rights:   []ownership.Right{{Holder: "state:XA", Party: "teliqon", Kind: "golden-share", At: at("stateLinks", 1), Source: "s0"}},
		Elsewhen: []ownership.Tenure{{Holder: "skarv", Party: "teliqon", To: "2024-12-31", At: at("owners", 0)}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	before := ownership.FromRecords(slices.Values([]*supplier.Supplier{record}), day("2024-06-01").Time)
	if len(before.Rights) != 0 || before.Holdings[0].Holder != "skarv" {
		t.Errorf("a year earlier: %+v", before)
	}
}
