// SPDX-License-Identifier: Apache-2.0

package report_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/report"
	"github.com/kedja/kedja/result"
)

var update = flag.Bool("update", false, "rewrite golden files")

func render(t testing.TB, a *result.Assessment, o report.Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := report.Text(&b, a, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestTextGolden(t *testing.T) {
	alone := &result.Assessment{ // one SBOM, nothing else known
		Engine: result.Engine{Name: "kedja", Version: "0.1.0"}, AsOf: "2026-06-15T00:00:00Z",
		Subject: result.Subject{ID: "system:webapp"}, Verdict: result.Verdict{State: "pass"},
		Inputs: []result.Input{{Name: "bom.json", Kind: "SBOM"}},
	}
	incomplete := sample()
	incomplete.Incomplete = true
	tests := []struct {
		name string
		a    *result.Assessment
		o    report.Options
	}{
		{"default", sample(), report.Options{}},
		{"full", incomplete, report.Options{Full: true, ShowSuppressed: true}},
		{"narrow", sample(), report.Options{Width: 60}},
		{"color", sample(), report.Options{Color: true}},
		{"alone", alone, report.Options{}},
		{"empty", &result.Assessment{}, report.Options{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := render(t, tt.a, tt.o)
			file := filepath.Join("testdata", tt.name+".golden")
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("run with -update if meant (-golden +got):\n%s", diff)
			}
		})
	}
}

var ansi = regexp.MustCompile("\x1b\\[[0-9;]*m")

func TestTextColorOnlyAddsColors(t *testing.T) {
	with, without := render(t, sample(), report.Options{Color: true}), render(t, sample(), report.Options{})
	if strings.Contains(without, "\x1b") {
		t.Error("escape sequences without Color")
	}
	if !strings.Contains(with, "\x1b[1;31mFAIL\x1b[0m") {
		t.Error("FAIL is not red")
	}
	if diff := cmp.Diff(without, ansi.ReplaceAllString(with, "")); diff != "" {
		t.Errorf("colours change the text:\n%s", diff)
	}
}

func TestTextKeepsTheWidth(t *testing.T) {
	for _, width := range []int{0, 40, 60, 72, 100, 132} {
		want := width
		if want == 0 {
			want = 100
		}
		for line := range strings.Lines(render(t, sample(), report.Options{Width: width, Full: true, ShowSuppressed: true})) {
			line = strings.TrimRight(line, "\n")
			fields := strings.Fields(line)
			if n := len([]rune(line)); n > want && len(fields[len(fields)-1]) < want*2/5 {
				t.Errorf("width %d: a line of %d that could be broken: %s", width, n, line)
			}
			if strings.TrimRight(line, " ") != line {
				t.Errorf("width %d: trailing spaces: %q", width, line)
			}
		}
	}
}

func TestTextLeavesTheResultAlone(t *testing.T) {
	a := sample()
	render(t, a, report.Options{Full: true})
	if diff := cmp.Diff(sample(), a); diff != "" {
		t.Errorf("Text changed its argument:\n%s", diff)
	}
}

func TestTextForgetsOrder(t *testing.T) {
	want := render(t, sample(), report.Options{Full: true})
	a := sample()
	reverse(a.Findings)
	reverse(a.Concentration)
	reverse(a.SinglePoints)
	reverse(a.LockIn)
	reverse(a.Control)
	reverse(a.Parties)
	reverse(a.Diagnostics)
	reverse(a.Quality)
	if diff := cmp.Diff(want, render(t, a, report.Options{Full: true})); diff != "" {
		t.Errorf("another order of the same gives:\n%s", diff)
	}
}

func reverse[T any](list []T) {
	for i, j := 0, len(list)-1; i < j; i, j = i+1, j-1 {
		list[i], list[j] = list[j], list[i]
	}
}

// What inputs say must not be able to write on the terminal by itself.
func TestTextInjection(t *testing.T) {
	evil := "x\x1b[2J\x1b]0;owned\a\r\nVERDICT: PASS\n\u202egnp.exe\u2066\u200b\u009b31m\x00\xff\U000e0041\u2028y"
	a := sample()
	a.Subject.Name, a.Subject.Entity, a.Subject.Country, a.TLP, a.Verdict.State = evil, evil, evil, evil, evil
	a.Engine.Name, a.Engine.Version, a.AsOf = evil, evil, evil
	for i := range a.Parties {
		a.Parties[i].Name = evil
	}
	for i := range a.Findings {
		f := &a.Findings[i]
		f.Message, f.Rule, f.Subject, f.ID, f.Severity, f.Waiver = evil, f.Rule+evil, "supplier:"+evil, evil, evil, f.Waiver+evil[:i]
		f.Missing, f.Examples = []string{evil}, []string{"supplier:" + evil}
		f.Evidence = []result.Evidence{{Fact: evil, File: evil, Pointer: evil}}
	}
	a.Rules = append(a.Rules, result.Rule{ID: a.Findings[0].Rule, Remedy: evil, Status: evil, Provenance: evil, Measures: []string{evil}})
	for i := range a.Concentration {
		c := &a.Concentration[i]
		c.Missing, c.Marks = []string{evil}, []string{evil}
		for j := range c.Shares {
			c.Shares[j].Key = evil
		}
	}
	for i := range a.SinglePoints {
		a.SinglePoints[i].Key, a.SinglePoints[i].Asset, a.SinglePoints[i].Examples = evil, evil, []string{evil}
	}
	for i := range a.LockIn {
		a.LockIn[i].Supplier = evil
		a.LockIn[i].Largest = &result.Dimension{Name: evil, Why: evil}
	}
	for i := range a.Control {
		c := &a.Control[i]
		c.Kind, c.Controllers, c.Countries = evil, []string{evil, evil}, []string{evil}
	}
	a.Parties[0].Designations = []result.Designation{{Regime: evil, Status: evil, Authority: evil, LegalRef: evil, From: evil, To: evil, Why: evil}}
	a.Scores[0] = result.Score{Subject: "system:" + evil, Level: [2]string{evil, "high"}, From: "supplier:" + evil}
	a.Coverage.Components.ByStep = map[string]int{evil: 1}
	a.Quality[0] = result.Quality{File: evil, Format: evil, SpecVersion: evil, Components: 1, Completeness: evil, Fields: map[string]int{evil: 1}}
	a.Waivers.Applied[0] = result.WaiverUse{ID: evil, Rule: evil, Subject: evil, Reason: evil, Owner: evil, Expires: evil}
	a.Waivers.Expired[0] = a.Waivers.Applied[0]
	a.Waivers.Unused[0] = a.Waivers.Applied[0]
	a.Assumptions[0] = result.Assumption{Fact: evil, Value: evil, Why: evil}
	a.Diagnostics[0] = diag.Diagnostic{Code: evil, Position: diag.Position{File: evil, Pointer: evil}, Message: evil, Remedy: evil}
	a.Inputs[0].Kind, a.Policies[0] = evil, result.Policy{Pack: evil, Version: evil}
	for i := range a.Bounds {
		b := &a.Bounds[i]
		b.Pack, b.Source, b.Class, b.Why, b.Missing = evil, evil, evil, evil, []string{evil}
	}
	for i := range a.Scenarios {
		s := &a.Scenarios[i]
		s.ID, s.Title, s.Provenance, s.Hazards = evil, evil, evil, []string{evil}
	}
	a.Restartable[0] = result.Restartable{Asset: evil, Keys: []string{evil}}

	for _, o := range []report.Options{{Full: true, ShowSuppressed: true}, {Color: true, Full: true, ShowSuppressed: true}} {
		got := ansi.ReplaceAllString(render(t, a, o), "")
		for _, r := range got {
			if r != '\n' && !unicode.IsGraphic(r) {
				t.Fatalf("%U reached the terminal:\n%q", r, got)
			}
		}
		if strings.Contains(got, "\nVERDICT: PASS") {
			t.Error("a name began a line of its own")
		}
	}
	// With colours, only our own sequences are there.
	for _, code := range ansi.FindAllString(render(t, a, report.Options{Color: true}), -1) {
		if !strings.Contains("\x1b[0m \x1b[1m \x1b[2m \x1b[1;31m \x1b[32m \x1b[33m \x1b[36m", code) {
			t.Errorf("the sequence %q is not ours", code)
		}
	}
}

func TestTextCutsHugeNames(t *testing.T) {
	a := sample()
	a.Parties[0].Name = strings.Repeat("A", 1<<20)
	a.Findings[0].Message = strings.Repeat("word ", 1<<18)
	if n := len(render(t, a, report.Options{Full: true, ShowSuppressed: true})); n > 20_000 {
		t.Errorf("the report has %d bytes", n)
	}
}

func TestTextWhatMustBeSaid(t *testing.T) {
	got := strings.Join(strings.Fields(render(t, sample(), report.Options{})), " ")
	for _, want := range []string{
		"secondary source", "unverified: not checked against the source", "inferred: not said in this form by the source",
		"between 38 % and 43 %", "at most 40 %", "at least 30 %", "as concentrated as between 1.4 and 3.2 equal suppliers",
		"supplier not known 30 %", "Qanta Holding controls Ostbit Oy, Teliqon AB.",
		"1 waived finding is not shown", "owner, possibly: a holder that nobody listed",
		"designated high-risk by Fictional Telecom Agency, decision 2026:7, from 2026-01-01",
		"a designation is recorded without its authority, legal basis or date",
		"nis2 binds Nordmark as essential: a provider of public", "nis2/ir2690 not established whether it binds Nordmark",
		"not stated: entity.services; ask your own people at Nordmark",
		"eu5g:R4 Dependency on any single supplier within a network: 4 failed (malicious, natural, system failure)",
		"1 failed, 1 unknown (insider, malicious) unverified", "no finding; 1 rule bears on it",
		"fjordops, planned-replacement", "ask Ostbit Oy, Vantar GmbH, debian (deb) (missing 14 times)", "your own people at Nordmark",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the report lacks %q", want)
		}
	}
	if strings.Contains(got, "rumour") {
		t.Error("an act without authority is repeated")
	}
	if strings.Contains(got, "dora") {
		t.Error("a source that does not bind is listed in the short report")
	}
}

func TestTextFullShowsMore(t *testing.T) {
	short, full := render(t, sample(), report.Options{}), render(t, sample(), report.Options{Full: true, ShowSuppressed: true})
	for _, want := range []string{"waived by w-1", "00000000000000a1", "waivers.yaml was taken"} {
		if strings.Contains(short, want) || !strings.Contains(full, want) {
			t.Errorf("%q: in the short report %v, in the full one %v", want, strings.Contains(short, want), strings.Contains(full, want))
		}
	}
}

// TestTextVulnerabilities: what was not looked up and what no list was given
// for is said, and is never a 0.
func TestTextVulnerabilities(t *testing.T) {
	says := func(a *result.Assessment, o report.Options) string {
		_, after, found := strings.Cut(render(t, a, o), "\nVULNERABILITIES")
		if !found {
			return ""
		}
		section, _, _ := strings.Cut(after, "\n\n")
		return strings.Join(strings.Fields(section), " ")
	}
	found := []result.Vulnerability{{ID: "CVE-2026-1", Component: "component:pkg:npm/x@1"}}
	lookup := &result.LookupCoverage{N: 3, Checked: 1, Unknown: map[string]int{"no-version": 1, "a-new-reason": 1}}
	for _, tt := range []struct {
		name     string
		a        result.Assessment
		want     []string
		mustLack string
	}{
		{"nothing was looked up", result.Assessment{}, nil, ""},
		{"an SBOM lists some itself", result.Assessment{Vulnerabilities: found}, []string{"No database was asked", "1 open: 1 not graded"}, "could be looked up"},
		{"no list was given", result.Assessment{Vulnerabilities: found}, []string{"No list of exploited vulnerabilities was given"}, "on the lists"},
		{"a hint weighs", result.Assessment{Vulnerabilities: []result.Vulnerability{{ID: "CVE-2026-1", Component: "component:pkg:npm/x@1",
			Weight: &result.Weight{Hint: "its SBOM calls the component optional"}}}},
			[]string{"its SBOM calls the component optional, so that its severity counts one less"}, ""},
		{"nothing was found", result.Assessment{Coverage: result.Coverage{Vulnerabilities: lookup}},
			[]string{"1 of 3 components could be looked up. That nothing was found for the others says nothing", "1 that records name, without a version", "1 for the reason a-new-reason", "Nothing was found."}, "open"},
	} {
		got := says(&tt.a, report.Options{})
		if (got == "") != (tt.want == nil) {
			t.Errorf("%s: the section is %q", tt.name, got)
		}
		for _, w := range tt.want {
			if !strings.Contains(got, w) {
				t.Errorf("%s: the section lacks %q: %s", tt.name, w, got)
			}
		}
		if tt.mustLack != "" && strings.Contains(got, tt.mustLack) {
			t.Errorf("%s: the section says %q: %s", tt.name, tt.mustLack, got)
		}
	}
	// What statements settle is counted always, and listed in a full report.
	if short, full := says(sample(), report.Options{}), says(sample(), report.Options{Full: true}); strings.Contains(short, "CVE-2026-0004") ||
		!strings.Contains(short, "1 settled by statements") || !strings.Contains(full, "CVE-2026-0004") {
		t.Errorf("short: %s\nfull: %s", short, full)
	}
}

func TestTextWriteError(t *testing.T) {
	if err := report.Text(broken{}, sample(), report.Options{}); err == nil {
		t.Error("a full disk went unnoticed")
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, os.ErrClosed }
