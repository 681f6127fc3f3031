// SPDX-License-Identifier: Apache-2.0

package gate_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/gate"
	"github.com/kedja/kedja/result"
)

// weak is small with what databases, lists and statements say of x@1.
func weak() *result.Assessment {
	a := small()
	yes, no, score, epss := true, false, 9.8, 0.93
	a.Inputs = append(a.Inputs, result.Input{Name: "a.json", Kind: "SBOM", SHA256: "ee"}, result.Input{Name: "osv.idx", Kind: "OSV", SHA256: "0a"},
		result.Input{Name: "kev.csv", Kind: "KEV", SHA256: "0b"}, result.Input{Name: "acme.vex.json", Kind: "VEX", SHA256: "0c"})
	a.Components = []result.Component{{ID: "pkg:npm/x@1", Name: "x", Version: "1", PURL: "pkg:npm/x@1", At: result.Evidence{File: "a.json", Pointer: "/components/0", Line: 4}}}
	a.Coverage.Vulnerabilities = &result.LookupCoverage{N: 3, Checked: 1, Unknown: map[string]int{"no-ecosystem": 2}}
	stated := []result.Statement{
		{Author: "Acme AB", Date: "2026-05-20T00:00:00Z", Status: "affected", At: result.Evidence{File: "acme.vex.json", Pointer: "/statements/0", Line: 9}},
		{Author: "Bolt", Status: "not_affected", At: result.Evidence{File: "acme.vex.json", Pointer: "/statements/1", Line: 17}},
	}
	a.Vulnerabilities = []result.Vulnerability{
		{ID: "CVE-2026-1", Component: "component:pkg:npm/x@1", Severity: "critical", CVSS: &score, Vector: "CVSS:3.1/AV:N", Exploited: &yes,
			Listed: []result.Listing{{List: "cisa-kev", Added: "2026-05-02", Due: "2026-05-23", Ransomware: &yes, At: result.Evidence{File: "kev.csv", Line: 12}}},
			EPSS:   &epss, EPSSDate: "2026-06-01", VEX: "affected", Disagree: true, Statements: stated, Fixed: "1.1", Sources: []string{"osv.idx"}, Assets: []string{"core"}},
		{ID: "CVE-2026-2", Component: "component:pkg:npm/x@1", Severity: "high", Exploited: &no, Possible: true, Reason: "bad-version", Sources: []string{"osv.idx"}},
		{ID: "CVE-2026-3", Component: "component:pkg:npm/x@1", Severity: "low", Exploited: &no, VEX: "not_affected", Justification: "component_not_present", Statements: stated[:1], Sources: []string{"osv.idx"}},
	}
	return a
}

// TestExplainVulnerabilities: where the component stands, who says what where,
// which statement decides, and what lists have.
func TestExplainVulnerabilities(t *testing.T) {
	e := gate.NewExplainer(weak())
	for id, want := range map[string][]string{
		"vulnerabilities/component:pkg:npm/x@1/CVE-2026-1": {
			"CVE-2026-1 in component x@1 = critical, CVSS 9.8", "fact: component x@1 = pkg:npm/x@1 @a.json:4", "input: osv.idx = sha256 0a",
			"measure: status: affected", "fact: statement of Acme AB, 2026-05-20 = affected @acme.vex.json:9", "fact: statement of Bolt = not affected @acme.vex.json:17",
			"fact: known to be exploited: list of cisa-kev = listed since 2026-05-02 @kev.csv:12", "parameter: EPSS = 0.93"},
		"vulnerabilities/component:pkg:npm/x@1/CVE-2026-2": {"parameter: known to be exploited = on none of the lists given"},
		"vulnerabilities/all":                              {"= 3"},
		"vulnerabilities/open":                             {"= 1", "CVE-2026-1 in"},
		"vulnerabilities/possible":                         {"= 1", "CVE-2026-2 in"},
		"vulnerabilities/settled":                          {"= 1", "CVE-2026-3 in"},
		"vulnerabilities/exploited":                        {"= 1", "CVE-2026-1 in", "input: kev.csv = sha256 0b"},
		"coverage/vulnerabilities":                         {"= 1 of 3", "#coverage/vulnerabilities/no-ecosystem"},
		"coverage/vulnerabilities/no-ecosystem":            {"components of an ecosystem that no database given holds = 2", "input: osv.idx"},
	} {
		x, err := e.Explain(id)
		if err != nil {
			t.Errorf("%s: %v", id, err)
			continue
		}
		got := outline(x)
		for _, w := range want {
			if !strings.Contains(got, w) {
				t.Errorf("%s does not say %q:\n%s", id, w, got)
			}
		}
	}
	x, err := e.Explain("vulnerabilities/component:pkg:npm/x@1/CVE-2026-1")
	if err != nil {
		t.Fatal(err)
	}
	text := ""
	for _, c := range x.Children {
		text += c.Text + "\n"
	}
	for _, want := range []string{"Vector: CVSS:3.1/AV:N.", "clears it is 1.1.", "Here authors contradict each other.", "What needs it: asset Core (core).", "remedy by 2026-05-23"} {
		if !strings.Contains(text, want) {
			t.Errorf("it does not say %q:\n%s", want, text)
		}
	}
}

// TestExploitedWithoutAList: without a list there is no number, not even 0.
func TestExploitedWithoutAList(t *testing.T) {
	a := weak()
	for i := range a.Vulnerabilities {
		a.Vulnerabilities[i].Exploited, a.Vulnerabilities[i].Listed = nil, nil
	}
	x, err := gate.Explain(a, "vulnerabilities/exploited")
	if err != nil || x.Value != "not known" {
		t.Errorf("it is %q, %v; want it not known", x.Value, err)
	}
}

// TestDiffOfVulnerabilities: what came, went and stands otherwise, over the
// versions of a component.
func TestDiffOfVulnerabilities(t *testing.T) {
	old, now := weak(), weak()
	no := false
	old.Vulnerabilities[0].Exploited = &no // listed since
	for i := range now.Vulnerabilities {
		now.Vulnerabilities[i].Component = "component:pkg:npm/x@2"
	}
	now.Components[0].ID, now.Components[0].Version = "pkg:npm/x@2", "2"
	now.Vulnerabilities[1].Possible, now.Vulnerabilities[1].Reason = false, ""
	now.Vulnerabilities[2] = result.Vulnerability{ID: "CVE-2026-4", Component: "component:pkg:npm/x@2"}
	now.Coverage.Vulnerabilities.Checked = 2
	d := gate.Diff(old, now)
	var got []string
	for _, c := range d.Vulnerabilities {
		line := c.Change + " " + c.ID + " " + c.Name
		if c.BecameExploited {
			line += " became exploited"
		}
		if c.Old != nil {
			line += " was " + c.Old.Standing
		}
		if c.New != nil {
			line += " is " + c.New.Standing
		}
		got = append(got, line)
	}
	want := []string{
		"changed CVE-2026-1 component x@2 became exploited was open is open",
		"new CVE-2026-4 component x@2 is open",
		"gone CVE-2026-3 component x@1 was settled",
		"changed CVE-2026-2 component x@2 was possible is open",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("changes (-want +got):\n%s", diff)
	}
	if notes := strings.Join(d.Notes, "\n"); !strings.Contains(notes, "could tell of 1 of 3 components in the old result and of 2 of 3") {
		t.Errorf("the notes do not say that more was looked up:\n%s", notes)
	}
	now.Coverage.Vulnerabilities = nil
	if d := gate.Diff(old, now); !strings.Contains(strings.Join(d.Notes, "\n"), "the new result asked no database") {
		t.Errorf("the notes do not say that nothing was looked up: %q", d.Notes)
	}
}

// TestDiffOfLists: that a list was given for the first time, and does not have
// a vulnerability, is no change of it. What it has is not new on it for certain.
func TestDiffOfLists(t *testing.T) {
	old, now := weak(), weak()
	for i := range old.Vulnerabilities {
		old.Vulnerabilities[i].Exploited, old.Vulnerabilities[i].Listed = nil, nil
	}
	d := gate.Diff(old, now)
	if len(d.Vulnerabilities) != 1 || d.Vulnerabilities[0].ID != "CVE-2026-1" || d.Vulnerabilities[0].BecameExploited {
		t.Errorf("the changes are %+v", d.Vulnerabilities)
	}
	if notes := strings.Join(d.Notes, "\n"); !strings.Contains(notes, "the old result was compared with no list") {
		t.Errorf("the notes are %q", notes)
	}
}
