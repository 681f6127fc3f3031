// SPDX-License-Identifier: Apache-2.0

package report_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/report"
	"github.com/kedja/kedja/result"
)

// longest is the number of characters that GitHub takes as a comment.
const longest = 65_536

func markdown(t testing.TB, a *result.Assessment, o report.Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := report.Markdown(&b, a, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestMarkdownGolden(t *testing.T) {
	incomplete := sample()
	incomplete.Incomplete = true
	incomplete.Flows = flows()
	short := sample()
	short.Flows = flows()
	for _, tt := range []struct {
		name string
		a    *result.Assessment
		o    report.Options
	}{
		{"markdown_default", short, report.Options{}},
		{"markdown_full", incomplete, report.Options{Full: true, ShowSuppressed: true}},
		{"markdown_empty", &result.Assessment{}, report.Options{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := markdown(t, tt.a, tt.o)
			checkMarkdown(t, got)
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

func flows() []result.Flow {
	return []result.Flow{
		{From: "asset:core", To: "product:amf", Weight: 1}, {From: "asset:ran", To: "product:mano-suite", Weight: 0.75},
		{From: "asset:core", To: "product:mano-suite", Weight: 1}, {From: "asset:core", To: "product:ix", Weight: 0.5},
		{From: "product:amf", To: "supplier:teliqon", Weight: 1}, {From: "product:mano-suite", To: "supplier:zerenka", Weight: 1.75},
		{From: "product:ix", To: "supplier:unattributed", Weight: 0.5}, {From: "supplier:unattributed", To: "owner:notEstablished", Weight: 0.5},
		{From: "supplier:teliqon", To: "owner:qanta", Weight: 1}, {From: "supplier:zerenka", To: "owner:state:XA", Weight: 1.75},
		{From: "owner:qanta", To: "country:SE", Weight: 1}, {From: "owner:state:XA", To: "country:XA", Weight: 1.75},
		{From: "owner:notEstablished", To: "country:notEstablished", Weight: 0.5},
	}
}

// The order is that of the page: what decides first.
func TestMarkdownOrder(t *testing.T) {
	got := markdown(t, sample(), report.Options{})
	at := -1
	for _, head := range []string{
		"## FAIL: Nordmark 5G network\n", "### Whom the sources bind\n", "### Summary\n", "#### Worst findings\n", "#### Largest dependencies\n", "#### What is unknown, and whom to ask\n",
		"### Findings\n", "#### Failed (5)\n", "#### Warnings (1)\n", "#### Unknown (5 missing facts)\n", "### Risk scenarios\n", "### Suppliers\n", "### Concentration\n",
		"### Single points\n", "### Lock-in\n", "### Risk\n", "### Problems with the inputs\n", "### Data quality\n", "### Waivers\n", "### Assumptions\n",
		"### Method and sources\n", "### Inputs\n",
	} {
		next := strings.Index(got, head)
		if next <= at {
			t.Errorf("%q is missing or too early", head)
		}
		at = next
	}
}

func TestMarkdownWhatMustBeSaid(t *testing.T) {
	got := markdown(t, sample(), report.Options{})
	for _, want := range []string{
		"unverified: not checked against the source", "; secondary source", "inferred: not said in this form by the source",
		"designated high-risk by Fictional Telecom Agency, decision 2026:7, from 2026-01-01",
		"does not bind here: another country's act", "a designation is recorded without its authority, legal basis or date",
		"possibly a holder that nobody listed", "**Do:** Restrict or replace it in the assets named.",
		"Zerenka Systems**: between 38 % and 43 % of the yearly spend; controlled by state XA; country of control XA",
		"debian (deb)**: between 50 % and 80 % of the number of components; control not established; country of control not established",
		"Teliqon AB**: between 21 % and 25 % of the yearly spend; controlled by Qanta Holding; country of control SE",
		"1 waived finding is not shown", "TLP:AMBER", "none of this is legal advice", "ask the authorities, or their published acts",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the report lacks %q", want)
		}
	}
	if strings.Contains(got, "rumour") {
		t.Error("an act without authority is repeated")
	}
}

func TestMarkdownFullShowsMore(t *testing.T) {
	short, full := markdown(t, sample(), report.Options{}), markdown(t, sample(), report.Options{Full: true, ShowSuppressed: true})
	for _, want := range []string{"by `w-1`", "00000000000000a1", "waivers.yaml was taken", "Rules and their parameters"} {
		if strings.Contains(short, want) || !strings.Contains(full, want) {
			t.Errorf("%q: in the short report %v, in the full one %v", want, strings.Contains(short, want), strings.Contains(full, want))
		}
	}
}

func TestMarkdownForgetsOrderAndLeavesTheResultAlone(t *testing.T) {
	want := markdown(t, sample(), report.Options{Full: true})
	a := sample()
	reverse(a.Findings)
	reverse(a.Concentration)
	reverse(a.SinglePoints)
	reverse(a.LockIn)
	reverse(a.Control)
	reverse(a.Parties)
	reverse(a.Diagnostics)
	reversed := sample()
	reversed.Findings = slices.Clone(a.Findings)
	if diff := cmp.Diff(want, markdown(t, a, report.Options{Full: true})); diff != "" {
		t.Errorf("another order of the same gives:\n%s", diff)
	}
	if diff := cmp.Diff(reversed.Findings, a.Findings); diff != "" {
		t.Errorf("Markdown changed its argument:\n%s", diff)
	}
}

func TestMarkdownWriteError(t *testing.T) {
	if err := report.Markdown(broken{}, sample(), report.Options{}); err == nil {
		t.Error("a full disk went unnoticed")
	}
}

// evils are texts that would do something in Markdown, HTML or a terminal.
var evils = []string{
	"<script>alert(1)</script>", `"><img src=x onerror=alert(1)>`, "</summary></details>", "<!-- ", "-->",
	"[a](javascript:alert(1))", "![a](http://e.example/i.png)", "a|b|c\n| --- | --- |\n", "`", "```\nsh\n```", "\n\n# Head\n\n- item\n", "\\",
	"@admin", "#123", "GH-7", "https://e.example/x", "www.e.example", "a@b.example", ":tada:", "$x$", "{{.}}", "::error::x", "=cmd()",
	"\x1b[31mred", "\x1b]8;;http://e.example\x1b\\link\x1b]8;;\x1b\\", "\r\nVERDICT: PASS", "\u202egnp\u2066", "\u200b\u2060\ufeff", "a\x00b", "\xff\xfe",
}

// poison changes every text of a result but those that sections go by, and
// the keys of its maps.
func poison(a *result.Assessment, change func(string) string) {
	words := []string{"Mode", "By", "Basis", "Scope", "Outcome", "Certainty", "Answer"}
	var visit func(v reflect.Value)
	visit = func(v reflect.Value) {
		switch v.Kind() {
		case reflect.Struct:
			for i := range v.NumField() {
				if !slices.Contains(words, v.Type().Field(i).Name) {
					visit(v.Field(i))
				}
			}
		case reflect.Slice, reflect.Array:
			for i := range v.Len() {
				visit(v.Index(i))
			}
		case reflect.Pointer:
			if !v.IsNil() {
				visit(v.Elem())
			}
		case reflect.Map:
			m := reflect.MakeMap(v.Type())
			for _, k := range v.MapKeys() {
				value := reflect.New(v.Type().Elem()).Elem()
				value.Set(v.MapIndex(k))
				visit(value)
				m.SetMapIndex(reflect.ValueOf(change(k.String())), value)
			}
			if !v.IsNil() {
				v.Set(m)
			}
		case reflect.String:
			if v.Len() > 0 {
				v.SetString(change(v.String()))
			}
		}
	}
	visit(reflect.ValueOf(a).Elem())
}

// Whatever inputs say, they make no markup: the report keeps its shape.
func TestMarkdownInjection(t *testing.T) {
	everything := strings.Join(evils, " ")
	for _, o := range []report.Options{{}, {Full: true, ShowSuppressed: true}} {
		for _, evil := range append(slices.Clone(evils), everything) {
			for _, change := range []func(string) string{
				func(string) string { return evil },
				func(s string) string { return s + evil },
				func(s string) string { return evil + s },
			} {
				a := sample()
				a.Flows, a.Params = flows(), map[string]string{"a": "b"}
				a.Rules[0].Params = map[string]string{"max": "1"}
				poison(a, change)
				checkMarkdown(t, markdown(t, a, o))
				if t.Failed() {
					t.Fatalf("with %q", evil)
				}
			}
		}
	}
}

func TestMarkdownFitsAComment(t *testing.T) {
	for name, filler := range map[string]string{
		"words": strings.Repeat("long word ", 50), "all to be escaped": strings.Repeat("@$#1", 120), "wide": strings.Repeat("日本", 250),
	} {
		a := sample()
		a.Flows = flows()
		for i := range 3000 {
			n := strconv.Itoa(i)
			a.Findings = append(a.Findings, result.Finding{ID: n, Rule: "p/R-" + strconv.Itoa(i%300), Outcome: result.Fail, Severity: "high", Subject: "supplier:" + n, Message: n,
				Evidence: []result.Evidence{{File: n, Line: 3}}})
			a.Parties = append(a.Parties, result.Party{ID: n, Name: n, Recorded: true, Products: []string{n, n, n}, Designations: slices.Clone(a.Parties[0].Designations)})
			a.Control = append(a.Control, result.Control{Party: n, Kind: "sole", Certain: true, Controllers: []string{"owner " + strconv.Itoa(i%7)}, Countries: []string{"XA"}})
			a.SinglePoints = append(a.SinglePoints, result.SinglePoint{Asset: strconv.Itoa(i % 100), By: "supplier", Mode: "stop", Key: n, Certainty: "certain"})
			a.Inputs = append(a.Inputs, result.Input{Name: n, Kind: "SBOM", SHA256: n})
			a.Assumptions = append(a.Assumptions, result.Assumption{Fact: n, Value: n, Why: n})
		}
		poison(a, func(s string) string { return s + " " + filler })
		got := markdown(t, a, report.Options{})
		checkMarkdown(t, got)
		if len(got) > longest-5000 { // for what a workflow writes around it
			t.Errorf("%s: %d bytes", name, len(got))
		}
		for _, head := range []string{"## ", "### Summary", "### Findings", "### Inputs"} {
			if !strings.Contains(got, head) {
				t.Errorf("%s: %q is not there", name, head)
			}
		}
		if !strings.Contains(got, "more findings: ") && !strings.Contains(got, "### Findings\n\nLeft out, ") {
			t.Errorf("%s: nothing says that findings are left out", name)
		}
	}
}

func ExampleMarkdown() {
	a := &result.Assessment{
		AsOf:    "2026-06-15T00:00:00Z",
		Subject: result.Subject{ID: "system:webapp", Name: "Web shop"},
		Verdict: result.Verdict{State: "fail", Fail: 1},
		Findings: []result.Finding{{
			Rule: "baseline/VULN-0001", Outcome: result.Fail, Severity: "critical", Subject: "component:pkg:npm/a@1",
			Message: "a@1 has CVE-2026-0001, which is being exploited",
		}},
	}
	var b bytes.Buffer
	if err := report.Markdown(&b, a, report.Options{}); err != nil {
		fmt.Println(err)
		return
	}
	first, _, _ := strings.Cut(b.String(), "\n### Findings")
	fmt.Print(first)
	// Output:
	// ## FAIL: Web shop
	//
	// 1 failed · 0 warnings · 0 unknown · 0 waived · as of 2026-06-15
	//
	// ### Summary
	//
	// #### Worst findings
	//
	// - **fail, critical**: a@<!-- -->1 has CVE-2026-0001, which is being exploited (`baseline/VULN-0001`)
}
