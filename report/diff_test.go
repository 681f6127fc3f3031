// SPDX-License-Identifier: Apache-2.0

package report_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/report"
	"github.com/kedja/kedja/result"
)

// monthLater is what changed in a fictional system in a month.
func monthLater() result.Diff {
	row := func(lo, hi float64, largest string) *result.ConcentrationState {
		return &result.ConcentrationState{N: 2, HHI: iv(lo, hi), CR1: iv(lo, hi), Largest: largest}
	}
	yes := true
	return result.Diff{
		Old: result.DiffSide{Subject: "system:s", Name: "Network", AsOf: "2026-06-01T00:00:00Z", Verdict: result.Verdict{State: "warn", Warn: 2}},
		New: result.DiffSide{Subject: "system:s", Name: "Network", AsOf: "2026-07-01T00:00:00Z", Verdict: result.Verdict{State: "fail", Fail: 1, Warn: 2}},
		Causes: []result.Cause{
			{Kind: "data", Name: "system.yaml", Old: "aa", New: "bb"}, {Kind: "data", Name: "acme.yaml", New: "cc"},
			{Kind: "policy", Name: "eu5g", Old: "1.0 sha256 a", New: "1.0 sha256 b"}, {Kind: "policy", Name: "nis2", Old: "1.0 sha256 a", New: "1.1 sha256 b"},
			{Kind: "parameters", Name: "eu5g/X-0001.hhi", Old: "0.5", New: "0.4"}, {Kind: "parameters", Name: "eu5g/X-0001.cr1", Old: "0.5"},
			{Kind: "date", Old: "2026-06-01T00:00:00Z", New: "2026-07-01T00:00:00Z"},
		},
		Notes: []string{"not every component can be compared"},
		Names: map[string]string{"acme": "Acme AB", "holm": "Holm"},
		Bounds: []result.BoundChange{
			{Pack: "nis2", Source: "nis2", Change: "changed", Old: &result.BoundState{Answer: "yes", Class: "important"}, New: &result.BoundState{Answer: "yes", Class: "essential"}},
			{Pack: "nis2", Source: "ir2690", Change: "new", New: &result.BoundState{Answer: "unknown", Missing: []string{"entity.services"}}},
			{Pack: "dora", Source: "dora", Change: "gone", Old: &result.BoundState{Answer: "yes"}},
		},
		Components: result.ComponentChanges{
			Added: []result.Component{{Name: "fresh", Version: "1", Party: "acme"}}, Removed: []result.Component{{Name: "old"}},
			Updated: []result.ComponentUpdate{{Name: "lib", Old: "1", New: "2"}},
		},
		Parties: []result.PartyChange{{ID: "acme", Change: "renamed", Old: "Acme AB", New: "Acme AB", OldID: "name:acme ab"}, {ID: "x", Change: "gone", Old: "X"}},
		Control: []result.ControlChange{
			{Party: "acme", Name: "Acme AB", Old: &result.ControlState{Kind: "notEstablished"}, New: &result.ControlState{Kind: "sole", Certain: true, Controllers: []string{"holm"}, Countries: []string{"SE"}},
				Holders: []result.HolderChange{{Change: "new", Holder: "holm", As: "sole", New: &result.HolderState{Certain: true}}}}, // said by the line itself
			{Party: "b", Name: "Bolt", New: &result.ControlState{Kind: "joint", Controllers: []string{"holm", "state:XA"}}},
			{Party: "same", Name: "Same", Old: &result.ControlState{Kind: "dispersed", Certain: true}, New: &result.ControlState{Kind: "dispersed", Certain: true}, Holders: []result.HolderChange{
				{Change: "new", As: "significant", New: &result.HolderState{Votes: &result.Interval{Lo: 0, Hi: .3}, Share: &result.Interval{Lo: 0, Hi: .3}}},
				{Change: "changed", Holder: "holm", As: "significant", Old: &result.HolderState{Votes: &result.Interval{Lo: .2, Hi: .3}, Share: &result.Interval{Lo: .2, Hi: .2}},
					New: &result.HolderState{Certain: true, Votes: &result.Interval{Lo: .3, Hi: .3}, Share: &result.Interval{Lo: .2, Hi: .2}}},
				{Change: "gone", Holder: "holm", As: "veto", Through: "acme", Old: &result.HolderState{Certain: true}},
				{Change: "new", Holder: "holm", As: "sole", New: &result.HolderState{}},
			}},
		},
		Countries: []result.CountryChange{{Code: "XA", Change: "new", As: []string{"control", "established"}, Parties: []string{"acme"}}},
		Concentration: []result.ConcentrationChange{
			{Scope: "system:s", By: "supplier", Basis: "spend", Change: "rose", Old: row(0.2, 0.3, "holm"), New: row(0.4, 0.5, "acme")},
			{Scope: "asset:core", By: "supplier", Basis: "spend", Change: "rose", Old: row(0.2, 0.3, "holm"), New: row(0.4, 0.5, "acme")},
			{Scope: "asset:core", By: "owner", Basis: "units", Change: "new", New: row(0.4, 0.5, "acme")},
			{Scope: "asset:core", By: "ecosystem", Basis: "count", Change: "moved", Old: row(0.40001, 0.5, "npm"), New: row(0.40002, 0.5, "npm")},
		},
		Vulnerabilities: []result.VulnerabilityChange{
			{Change: "changed", ID: "CVE-2026-1", Component: "component:pkg:npm/lib@2", Name: "component lib@2", BecameExploited: true,
				Old: &result.VulnerabilityState{Standing: "open", Severity: "critical", Exploited: new(bool)}, New: &result.VulnerabilityState{Standing: "open", Severity: "critical", Exploited: &yes, Fixed: "2.1"}},
			{Change: "new", ID: "CVE-2026-2", Component: "component:pkg:npm/lib@2", Name: "component lib@2", New: &result.VulnerabilityState{Standing: "possible"}},
			{Change: "gone", ID: "CVE-2026-3", Component: "component:pkg:npm/lib@1", Name: "component lib@1", Old: &result.VulnerabilityState{Standing: "settled", VEX: "not_affected", Severity: "low"}},
		},
		SinglePoints: []result.SinglePointChange{
			{Change: "new", Point: result.SinglePoint{Asset: "core", By: "supplier", Mode: "stop", Key: "acme", Certainty: "certain"}},
			{Change: "changed", Was: "certain", Point: result.SinglePoint{Asset: "core", By: "supplier", Mode: "noCare", Key: "holm", Certainty: "possible", Count: 3}},
		},
		Findings: []result.FindingChange{
			{Change: "new", Finding: result.Finding{Rule: "eu5g/X-0001", Outcome: "fail", Severity: "high", Message: "core stops when Acme AB is lost"}, Causes: []string{"data system.yaml", "date"}},
			{Change: "changed", Finding: result.Finding{Rule: "nis2/Y-0001", Outcome: "warn", Severity: "low", Message: "no policy", Waiver: "w-1"}, Was: &result.FindingState{Outcome: "unknown", Severity: "low", Count: 4}},
		},
	}
}

const monthLaterText = `Changes from Network as of 2026-06-01 to Network as of 2026-07-01
Verdict: warn → fail · 0 → 1 failed · 2 warnings · 0 unknown · 0 waived

WHAT WENT IN · each change below comes from one of these
  changed   data system.yaml
  new       data acme.yaml
  changed   policy eu5g – the version 1.0 with other content
  changed   policy nis2 – 1.0 → 1.1
  changed   parameters eu5g/X-0001.hhi – 0.5 → 0.4
  gone      parameters eu5g/X-0001.cr1 – was 0.5
  changed   date – 2026-06-01T00:00:00Z → 2026-07-01T00:00:00Z

NOTE
  note      not every component can be compared

WHOM THE SOURCES BIND
  changed   nis2: binds as important → binds as essential
  new       nis2/ir2690: not established – not stated: entity.services
  gone      dora: binds

FINDINGS · 1 new, 1 changed
  new       fail (high) eu5g/X-0001: core stops when Acme AB is lost – cause: data system.yaml, date
  changed   unknown (low, 4 subjects) → warn (low, waived) nis2/Y-0001: no policy – no cause that
            the results show

VULNERABILITIES · 1 changed, 1 new, 1 gone; 1 newly known to be exploited
  changed   CVE-2026-1 in component lib@2: open, critical → open, critical, exploited, fixed in 2.1
            – it has come to be known as exploited
  new       CVE-2026-2 in component lib@2: cannot be told, not graded
  gone      CVE-2026-3 in component lib@1: settled (not affected), low

SINGLE POINTS · 1 new, 1 changed
  new       core stops at once when Acme AB is lost – by supplier, certain
  changed   core gets no updates and fixes when Holm is lost (a class of 3) – by supplier, certain →
            possible

CONTROL OF SUPPLIERS
  changed   Acme AB: not established, not certain → Holm (SE)
  new       Bolt: Holm, state XA, joint, not certain
  new       Same: somebody who is not named, a significant holding – at most 30 % of the votes, at
            most 30 % of the capital, possible
  changed   Same: Holm, a significant holding – between 20 % and 30 % of the votes, 20 % of the
            capital, possible → 30 % of the votes, 20 % of the capital, certain
  gone      Same: Holm, influence by a veto of Acme AB, which it controls – certain
  new       Same: Holm, influence by control, sole – possible

COUNTRIES · 1 new
  new       XA, as country of control, establishment – with Acme AB

SUPPLIERS AND OWNERS · 1 renamed, 1 gone
  renamed   Acme AB – was known as name:acme ab, is now acme
  gone      X

CONCENTRATION · 2 rose, 1 new, 1 moved
  rose      system:s by supplier, the yearly spend: HHI [0.2, 0.3] → [0.4, 0.5]; largest [0.2, 0.3]
            → [0.4, 0.5]; in no known group 0 – the largest was Holm, is Acme AB
  new       asset:core by owner, the units: HHI [0.4, 0.5]; largest [0.4, 0.5] (Acme AB)
  1 row of an asset or product says the same; 1 row differs only behind the third digit

COMPONENTS · 1 added, 1 removed, 1 in another version
  new       fresh@1 – of Acme AB
  gone      old
  changed   lib 1 → 2
`

func TestDiffText(t *testing.T) {
	d := monthLater()
	var b bytes.Buffer
	if err := report.DiffText(&b, &d, report.Options{}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(monthLaterText, b.String()); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestDiffTextOfNothing(t *testing.T) {
	var b bytes.Buffer
	if err := report.DiffText(&b, &result.Diff{}, report.Options{}); err != nil {
		t.Fatal(err)
	}
	if want := "Nothing that the results say has changed.\n"; !strings.HasSuffix(b.String(), want) {
		t.Errorf("%q", b.String())
	}
}

func TestDiffMarkdown(t *testing.T) {
	d := monthLater()
	var b bytes.Buffer
	if err := report.DiffMarkdown(&b, &d, report.Options{}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"### Changes from Network as of 2026-06-01 to Network as of 2026-07-01\n\nVerdict: warn → fail",
		"\n#### Findings: 1", "\n- *new* fail (high) eu5g/X-0001: core stops when Acme AB is lost – cause: data system.yaml, date\n",
		"\n- *rose* system:s by supplier, the yearly spend: HHI \\[0.2, 0.3\\] → \\[0.4, 0.5\\]",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is not in\n%s", want, b.String())
		}
	}
}

// TestDiffIsCut holds that long lists say how many rows are left out.
func TestDiffIsCut(t *testing.T) {
	var d result.Diff
	for i := range 40 {
		d.Components.Added = append(d.Components.Added, result.Component{Name: fmt.Sprintf("c%d", i)})
	}
	var short, full bytes.Buffer
	if report.DiffText(&short, &d, report.Options{}) != nil || report.DiffText(&full, &d, report.Options{Full: true}) != nil {
		t.Fatal("not written")
	}
	if !strings.Contains(short.String(), "and 25 more; --full and -o json have all") || strings.Contains(short.String(), "c39") {
		t.Errorf("short:\n%s", short.String())
	}
	if !strings.Contains(full.String(), "c39") || strings.Contains(full.String(), "more;") {
		t.Errorf("full:\n%s", full.String())
	}
}

func TestDiffsAreHarmless(t *testing.T) {
	const e = hostile
	state := &result.ConcentrationState{Largest: e}
	d := result.Diff{
		Old: result.DiffSide{Subject: e, Name: e, AsOf: e, Verdict: result.Verdict{State: e}}, New: result.DiffSide{Subject: e, AsOf: e},
		Causes: []result.Cause{{Kind: e, Name: e, Old: e, New: e}, {Kind: "policy", Name: e, Old: e, New: e}, {Kind: "parameters", New: e}}, Notes: []string{e}, Names: map[string]string{e: e},
		Bounds:        []result.BoundChange{{Pack: e, Source: e, Change: e, Old: &result.BoundState{Answer: e, Class: e}, New: &result.BoundState{Answer: "yes", Class: e, Missing: []string{e}}}},
		Components:    result.ComponentChanges{Added: []result.Component{{Name: e, Version: e, Party: e}}, Updated: []result.ComponentUpdate{{Name: e, Old: e, New: e}}},
		Parties:       []result.PartyChange{{ID: e, Change: e, Old: e, New: e, OldID: e}, {Change: "new", New: e}},
		Control:       []result.ControlChange{{Name: e, New: &result.ControlState{Kind: e, Controllers: []string{e}, Countries: []string{e}}}},
		Countries:     []result.CountryChange{{Code: e, Change: "new", As: []string{e}, Parties: []string{e}}},
		Concentration: []result.ConcentrationChange{{Scope: e, By: e, Basis: e, Change: e, New: state}},
		SinglePoints:  []result.SinglePointChange{{Change: e, Was: e, Point: result.SinglePoint{Asset: e, By: e, Mode: e, Key: e, Certainty: e}}},
		Findings:      []result.FindingChange{{Change: e, Finding: result.Finding{Rule: e, Outcome: e, Severity: e, Message: e}, Was: &result.FindingState{Outcome: e}, Causes: []string{e}}},
	}
	var text, markdown, plain bytes.Buffer
	if report.DiffText(&text, &d, report.Options{}) != nil || report.DiffMarkdown(&markdown, &d, report.Options{Full: true}) != nil || result.EncodeDiff(&plain, &d) != nil {
		t.Fatal("not written")
	}
	harmlessIn(t, "text", text.String(), false)
	harmlessIn(t, "markdown", markdown.String(), true)
	harmlessIn(t, "json", plain.String(), false)
}
