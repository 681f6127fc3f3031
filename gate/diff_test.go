// SPDX-License-Identifier: Apache-2.0

package gate_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/kedja/kedja/gate"
	"github.com/kedja/kedja/result"
)

func TestCompare(t *testing.T) {
	old := iv(0.3, 0.6)
	for _, tt := range []struct {
		new  result.Interval
		want string
	}{
		{iv(0.3, 0.6), ""},
		{iv(0.4, 0.5), result.ChangeRefined},
		{iv(0.3, 0.5), result.ChangeRefined},
		{iv(0.3, 0.3), result.ChangeRefined}, // learnt exactly
		{iv(0.2, 0.6), result.ChangeWidened},
		{iv(0.2, 0.7), result.ChangeWidened},
		{iv(0.61, 0.7), result.ChangeRose},
		{iv(0.1, 0.2), result.ChangeFell},
		{iv(0.4, 0.7), result.ChangeMoved},
		{iv(0.1, 0.4), result.ChangeMoved},
		{iv(0.6, 0.7), result.ChangeMoved}, // 0.6 may be the value of both
	} {
		if got := gate.Compare(old, tt.new); got != tt.want {
			t.Errorf("from %v to %v: %q, want %q", old, tt.new, got, tt.want)
		}
	}
}

func TestDiffOfEquals(t *testing.T) {
	a := small()
	d := gate.Diff(a, small())
	if !d.Empty() || len(d.Causes) > 0 || d.Names != nil {
		t.Errorf("equal results differ: %+v", d)
	}
	if diff := cmp.Diff(small(), a); diff != "" {
		t.Errorf("the assessment was changed:\n%s", diff)
	}
}

func TestDiff(t *testing.T) {
	old, now := small(), small()
	now.AsOf, now.Engine.Version = "2026-07-01T00:00:00Z", "2"
	now.Inputs[0].SHA256 = "ab"
	now.Inputs = append(now.Inputs[:2:2], result.Input{Name: "bolt.yaml", Kind: "Supplier", SHA256: "ee"})
	now.Policies = []result.Policy{{Pack: "house", Version: "1.3", SHA256: "df"}, {Pack: "other", Version: "1", SHA256: "11"}}
	now.Params = map[string]string{"house/SHARE-0001.hhi": "0.4", "other/X-0001.n": "1"}
	now.Parties = []result.Party{{ID: "acme", Name: "Acme SE", Established: "XB"}, {ID: "bolt", Name: "Bolt"}}
	old.Control = []result.Control{{Party: "acme", Kind: "notEstablished"}}
	now.Control = []result.Control{{Party: "acme", Kind: "sole", Certain: true, Controllers: []string{"state:XA"}, Countries: []string{"XA"}}}
	now.Concentration[0].HHI, now.Concentration[0].CR1 = iv(0.4, 0.5), iv(0.6, 0.7)
	old.SinglePoints = []result.SinglePoint{{Asset: "core", By: "supplier", Mode: "stop", Key: "acme", Certainty: "possible"}, {Asset: "core", By: "owner", Mode: "stop", Key: "holm", Certainty: "certain"}}
	now.SinglePoints = []result.SinglePoint{{Asset: "core", By: "supplier", Mode: "stop", Key: "acme", Certainty: "certain"}, {Asset: "core", By: "supplier", Mode: "stop", Key: "bolt", Certainty: "certain"}}
	now.Findings[0].Outcome, now.Findings[0].Waiver = result.Fail, ""
	d := gate.Diff(old, now)

	if diff := cmp.Diff([]result.Cause{
		{Kind: "data", Name: "bolt.yaml", New: "ee"}, {Kind: "data", Name: "system.yaml", Old: "aa", New: "ab"}, {Kind: "data", Name: "waivers.yaml", Old: "cc"},
		{Kind: "policy", Name: "house", Old: "1.2 sha256 dd", New: "1.3 sha256 df"}, {Kind: "policy", Name: "other", New: "1 sha256 11"},
		{Kind: "parameters", Name: "house/SHARE-0001.hhi", Old: "0.5", New: "0.4"}, {Kind: "parameters", Name: "other/X-0001.n", New: "1"},
		{Kind: "engine", Old: "kedja 1", New: "kedja 2"}, {Kind: "date", Old: "2026-06-01T00:00:00Z", New: "2026-07-01T00:00:00Z"},
	}, d.Causes); diff != "" {
		t.Errorf("causes -want +got\n%s", diff)
	}
	if diff := cmp.Diff([]result.PartyChange{
		{ID: "bolt", Change: "new", New: "Bolt"}, {ID: "ns:deb/x", Change: "gone", Old: "ns:deb/x"}, {ID: "acme", Change: "renamed", Old: "Acme AB", New: "Acme SE"},
	}, d.Parties); diff != "" {
		t.Errorf("parties -want +got\n%s", diff)
	}
	if diff := cmp.Diff([]result.ControlChange{{Party: "acme", Name: "Acme SE", Old: &result.ControlState{Kind: "notEstablished"},
		New: &result.ControlState{Kind: "sole", Certain: true, Controllers: []string{"state:XA"}, Countries: []string{"XA"}}}}, d.Control); diff != "" {
		t.Errorf("control -want +got\n%s", diff)
	}
	if diff := cmp.Diff([]result.CountryChange{
		{Code: "XA", Change: "new", As: []string{"control"}, Parties: []string{"acme"}}, {Code: "XB", Change: "new", As: []string{"established"}, Parties: []string{"acme"}},
	}, d.Countries); diff != "" {
		t.Errorf("countries -want +got\n%s", diff)
	}
	if len(d.Concentration) != 1 || d.Concentration[0].Change != result.ChangeRefined || d.Concentration[0].Old.HHI != iv(0.32, 0.68) {
		t.Errorf("concentration: %+v", d.Concentration)
	}
	var points []string
	for _, c := range d.SinglePoints {
		points = append(points, c.Change+" "+c.Point.Key+" "+c.Was)
	}
	if diff := cmp.Diff([]string{"new bolt ", "gone holm ", "changed acme possible"}, points); diff != "" {
		t.Errorf("single points -want +got\n%s", diff)
	}
	// A number decides the finding: any data may have changed it, but no
	// other pack and no other rule's parameter.
	want := []result.FindingChange{{Change: "changed", Finding: now.Findings[0],
		Was:    &result.FindingState{Outcome: result.Unknown, Severity: "high", Waiver: "w-1"},
		Causes: []string{"data bolt.yaml", "data system.yaml", "data waivers.yaml", "policy house", "parameters house/SHARE-0001.hhi", "engine", "date"}}}
	if diff := cmp.Diff(want, d.Findings); diff != "" {
		t.Errorf("findings -want +got\n%s", diff)
	}
}

// TestDiffHolders: who else matters for a party is compared too, also where
// nothing changed about who controls it.
func TestDiffHolders(t *testing.T) {
	old, now := small(), small()
	at := func(line int) []result.Evidence { return []result.Evidence{{File: "acme.yaml", Line: line}} }
	holds := func(holder string, lo, hi float64) result.SignificantHolding {
		return result.SignificantHolding{Holder: holder, Votes: iv(lo, hi), Share: iv(lo, lo), Certain: lo >= .25}
	}
	old.Control = []result.Control{{Party: "acme", Kind: "dispersed", Certain: true, Controllers: []string{"acme"},
		Significant: []result.SignificantHolding{holds("holm", .2, .3), holds("bolt", .3, .3), holds("same", .3, .3)},
		Decisive:    []result.Influence{{Holder: "holm", By: "board", Evidence: at(3)}, {Holder: "bolt", By: "veto", Certain: true}}}}
	now.Control = []result.Control{{Party: "acme", Kind: "dispersed", Certain: true, Controllers: []string{"acme"},
		Significant: []result.SignificantHolding{holds("holm", .3, .3), holds("", 0, .3), holds("same", .3, .3)},
		Decisive:    []result.Influence{{Holder: "holm", By: "board", Evidence: at(9)}, {Holder: "bolt", By: "veto", Through: "holm", Certain: true}}}}
	d := gate.Diff(old, now)
	if len(d.Control) != 1 || d.Empty() {
		t.Fatalf("control: %+v", d.Control)
	}
	var got []string
	for _, h := range d.Control[0].Holders {
		got = append(got, h.Change+" "+h.As+" "+h.Holder+" "+h.Through)
	}
	want := []string{"new significant  ", "gone significant bolt ", "changed significant holm ", "gone veto bolt ", "new veto bolt holm"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if h := d.Control[0].Holders[2]; *h.Old.Votes != iv(.2, .3) || *h.New.Votes != iv(.3, .3) || h.Old.Certain || !h.New.Certain {
		t.Errorf("from %+v to %+v", h.Old, h.New)
	}
}

// TestDiffCausesOfStatedFacts: where a finding rests on stated facts alone,
// other files cannot have changed it, but for waivers.
func TestDiffCausesOfStatedFacts(t *testing.T) {
	old, now := small(), small()
	for i := range now.Inputs {
		now.Inputs[i].SHA256 += "2"
	}
	now.Findings = append(now.Findings, result.Finding{ID: "00000000000000f2", Rule: "house/SPEND-0001", Pack: "house", Outcome: result.Warn, Subject: "product:a",
		Evidence: []result.Evidence{{Fact: "product.spend", File: "system.yaml"}}})
	d := gate.Diff(old, now)
	if want := []string{"data system.yaml", "data waivers.yaml"}; len(d.Findings) != 1 || !slices.Equal(d.Findings[0].Causes, want) {
		t.Errorf("%+v, want the causes %v", d.Findings, want)
	}
}

// TestDiffOpened pairs a finding that became undecided with what it was.
func TestDiffOpened(t *testing.T) {
	old, now := small(), small()
	old.Findings[0] = result.Finding{ID: "00000000000000f9", Rule: "house/SHARE-0001", Pack: "house", Outcome: result.Warn, Severity: "high",
		Subject: "asset:core", Key: "spend", Evidence: []result.Evidence{{Fact: "concentration", File: "system.yaml"}}}
	d := gate.Diff(old, now)
	if len(d.Findings) != 1 || d.Findings[0].Change != result.ChangeChanged || d.Findings[0].Was.Outcome != result.Warn {
		t.Errorf("%+v", d.Findings)
	}
}

func TestDiffComponents(t *testing.T) {
	c := func(id, name, version, purl string) result.Component {
		return result.Component{ID: id, Name: name, Version: version, PURL: purl}
	}
	old, now := small(), small()
	old.Coverage.Components.N, now.Coverage.Components.N = 4, 4
	old.Components = []result.Component{
		c("pkg:npm/a@1", "a", "1", "pkg:npm/a@1"), c("pkg:npm/b@1", "b", "1", "pkg:npm/b@1"), c("111#x", "nameless", "1", ""), c("pkg:npm/same@1", "same", "1", "pkg:npm/same@1"),
	}
	now.Components = []result.Component{
		c("pkg:npm/a@2", "a", "2", "pkg:npm/a@2"), c("222#x", "nameless", "1", ""), c("pkg:npm/n@1", "n", "1", "pkg:npm/n@1"), c("pkg:npm/same@1", "same", "1", "pkg:npm/same@1"),
	}
	d := gate.Diff(old, now)
	want := result.ComponentChanges{
		Added: []result.Component{now.Components[2]}, Removed: []result.Component{old.Components[1]},
		Updated: []result.ComponentUpdate{{ID: "pkg:npm/a@2", Name: "a", Old: "1", New: "2"}},
	}
	if diff := cmp.Diff(want, d.Components); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if len(d.Notes) != 0 || !d.Old.Full {
		t.Errorf("all components are listed: %v", d.Notes)
	}
	old.Coverage.Components.N = 90
	if d := gate.Diff(old, now); len(d.Notes) != 1 || d.Old.Full || !d.New.Full {
		t.Errorf("four of ninety components are listed: %+v %v", d.Old, d.Notes)
	}
}

// TestDiffTurnsRound holds on random pairs that what is new one way is gone
// the other, that equal results never differ, and that the order of lists
// plays no part.
func TestDiffTurnsRound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawn(t, "a"), drawn(t, "b")
		if d := gate.Diff(a, a); !d.Empty() || len(d.Causes) > 0 {
			t.Fatalf("a result differs from itself: %+v", d)
		}
		there, back := gate.Diff(a, b), gate.Diff(b, a)
		n := func(d result.Diff, change string) (n int) {
			for _, f := range d.Findings {
				if f.Change == change {
					n++
				}
			}
			for _, p := range d.SinglePoints {
				if p.Change == change {
					n++
				}
			}
			return n
		}
		if n(there, "new") != n(back, "gone") || n(there, "changed") != n(back, "changed") || len(there.Concentration) != len(back.Concentration) {
			t.Fatalf("there %+v\nback %+v", there, back)
		}
		slices.Reverse(a.Findings)
		slices.Reverse(a.SinglePoints)
		slices.Reverse(a.Concentration)
		if diff := cmp.Diff(there, gate.Diff(a, b)); diff != "" {
			t.Fatalf("the order of lists matters:\n%s", diff)
		}
	})
}

// drawn is a small random assessment.
func drawn(t *rapid.T, label string) *result.Assessment {
	a := small()
	a.Findings, a.Concentration = nil, nil
	letters := []string{"a", "b", "c"}
	outcomes := []result.Outcome{result.Fail, result.Warn, result.Unknown}
	for _, x := range letters {
		if rapid.Bool().Draw(t, label+" finding "+x) {
			f := result.Finding{Rule: "house/SHARE-0001", Pack: "house", Subject: "product:" + x, Severity: "low", Outcome: rapid.SampledFrom(outcomes).Draw(t, "outcome")}
			f.ID = result.FindingID(f.Rule, f.Subject, f.Key)
			a.Findings = append(a.Findings, f)
		}
		if rapid.Bool().Draw(t, label+" point "+x) {
			a.SinglePoints = append(a.SinglePoints, result.SinglePoint{Asset: "core", By: "supplier", Mode: "stop", Key: x,
				Certainty: rapid.SampledFrom([]string{"certain", "possible"}).Draw(t, "certainty")})
		}
		if rapid.Bool().Draw(t, label+" row "+x) {
			lo, width := rapid.IntRange(0, 5).Draw(t, "lo"), rapid.IntRange(0, 5).Draw(t, "width")
			a.Concentration = append(a.Concentration, result.Concentration{Scope: "asset:" + x, By: "supplier", Basis: "spend",
				HHI: iv(float64(lo)/10, float64(lo+width)/10)})
		}
	}
	return a
}
