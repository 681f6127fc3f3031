// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"context"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/risk"
)

const page = "../docs/policies.md"

// TestDocumentation compares the tables in docs/policies.md with the rules
// and the catalogue.
func TestDocumentation(t *testing.T) {
	s := mustCompile(t, nil)
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	want := string(text)
	for name, table := range map[string]string{"rules": Markdown(s.Rules()), "catalogue": MarkdownCatalogue(s.Catalogue())} {
		start, end := "<!-- generated: "+name+" -->\n", "<!-- end: "+name+" -->"
		before, rest, ok := strings.Cut(want, start)
		_, after, closed := strings.Cut(rest, end)
		if !ok || !closed {
			t.Fatalf("the page has no markers %q and %q", start, end)
		}
		want = before + start + table + end + after
	}
	if *update {
		if err := os.WriteFile(page, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(want, string(text)); diff != "" {
		t.Errorf("run with -update:\n%s", diff)
	}
}

// judgements is words that only an authority or a court may use of a party.
var judgements = regexp.MustCompile(`(?i)high-risk (supplier|vendor|country)|untrust|hostile|dangerous|malicious|spy|adversar|rogue`)

// TestWording reads everything that a rule says. Who designates whom is
// quoted with authority, act and date; the rest are facts and indicators.
func TestWording(t *testing.T) {
	s := mustCompile(t, &Options{Packs: packNames()})
	for _, r := range s.Rules() {
		for _, text := range []string{r.Title, r.Description, r.Message, r.Remedy} {
			if m := judgements.FindString(text); m != "" {
				t.Errorf("%s says %q in %q", r.ID, m, text)
			}
		}
	}
	names, err := os.ReadDir("testdata/conformance")
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range names {
		text, err := os.ReadFile("testdata/conformance/" + d.Name())
		if err != nil {
			t.Fatal(err)
		}
		if m := judgements.FindString(string(text)); m != "" {
			t.Errorf("%s says %q", d.Name(), m)
		}
	}
}

// A status is printed only with authority, act and date.
func TestStatusNeedsItsAct(t *testing.T) {
	s := mustCompile(t, &Options{Packs: []string{"eu5g"}})
	x := designated()
	acts := *x.Input.(*risk.SupplierInput).Supplier.Designations
	acts[0].Status, acts[0].LegalRef = "high-risk", ""
	for _, f := range evaluate(t, s, Context{}, x).Findings {
		if strings.Contains(f.Message, "high-risk") {
			t.Errorf("%s: %s", f.Rule, f.Message)
		}
	}
}

// Entries that eu-policy.md could not verify say so, and so do the rules that
// rest on them.
func TestProvenance(t *testing.T) {
	s := mustCompile(t, nil)
	for id, want := range map[string]string{
		"eu5g:SM03": "secondary", "eu5g:R4": "secondary", "eu5g:core-network-functions": "unverified",
		"eu5g:srp.interference.legislation": "unverified", "eu5g:srp.access": "inferred", "nis2:21.2.d": "secondary",
		"ir2690:5.1.4.d": "secondary", "bsi:hash": "primary", "kedja:attribution": "inferred",
	} {
		e, ok := s.Catalogue().Entry(id)
		if !ok || e.Provenance != want {
			t.Errorf("%s: provenance %q, want %q", id, e.Provenance, want)
		}
	}
	for _, r := range s.Rules() {
		if strings.HasPrefix(r.ID, "eu5g/INTERFERENCE") && r.Provenance != "unverified" {
			t.Errorf("%s rests on unverified factors and says %q", r.ID, r.Provenance)
		}
	}
}

// TestAssetClasses holds the ratings of the key assets.
func TestAssetClasses(t *testing.T) {
	c, err := BuiltinCatalogue()
	if err != nil {
		t.Fatal(err)
	}
	got := map[string][3]string{}
	for e := range c.All() {
		if class, ok := c.AssetClass(e.ID); ok && strings.HasPrefix(e.ID, "eu5g:") {
			got[e.ID] = [3]string{class.Range[0], class.Range[1], class.Sensitivity}
		}
	}
	want := map[string][3]string{
		"eu5g:core-network-functions": {"critical", "critical", "critical"},
		"eu5g:nfv-mano":               {"critical", "critical", "critical"},
		"eu5g:management-systems":     {"moderate", "high", "high"},
		"eu5g:radio-access-network":   {"high", "high", "high"},
		"eu5g:transport-transmission": {"moderate", "high", "high"},
		"eu5g:internetwork-exchanges": {"moderate", "high", "high"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if _, ok := c.AssetClass("eu5g:SM03"); ok {
		t.Error("a measure is taken for a class")
	}
}

func TestBadCatalogueAndPack(t *testing.T) {
	user := fstest.MapFS{
		"catalogue/x.yaml":     {Data: []byte("source: x\ntitle: X\nstatus: guidance\nprovenance: primary\nentries:\n  - {id: \"eu5g:SM01\", kind: thing, title: T, links: [\"x:none\"]}\n  - {id: \"x:c\", kind: class, title: C, sensitivity: huge}\n")},
		"packs/eu5g/pack.yaml": {Data: []byte("name: eu5g\nversion: 1\ntitle: Twice\nstatus: law\ndefault: \"on\"\nsource: x\n")},
		"packs/y/pack.yaml":    {Data: []byte("name: y\ncolour: red\n")},
		"packs/z/pack.yaml":    {Data: []byte("name: z\n")},
		"packs/z/loose.rego":   {Data: []byte("package packs.z\n")},
	}
	list := Check(user)
	for _, want := range []string{
		`entry "eu5g:SM01": is there twice`, `kind "thing"`, `links to "x:none"`, `entry "x:c": needs a sensitivity`,
		`pack "eu5g" is there twice`, `status is "law"`, `packs/y/pack.yaml:2:1: unknown field "colour"`, "the pack has no version",
		"packs/z/loose.rego: a rule is a file rule.rego",
	} {
		if !slices.ContainsFunc(list, func(d diag.Diagnostic) bool { return strings.Contains(d.Error(), want) }) {
			t.Errorf("nothing says %q:\n%v", want, list)
		}
	}
}

func TestCheckFindsBadFormat(t *testing.T) {
	list := Check(userFolder(strings.Replace(outcomeRule, "\ts.kind == \"support\"", "s.kind   ==   \"support\"", 1)))
	if !list.Has("policy/format") {
		t.Errorf("bad formatting is not found: %v", list)
	}
}

// FuzzRule compiles any text as a user's rule: it is refused or compiled,
// never a panic.
func FuzzRule(f *testing.F) {
	f.Add(outcomeRule)
	f.Add(userHead)
	f.Add("package x")
	f.Add("# METADATA\n# custom:\n#   id: 1\npackage packs.user.rule_0001\nfinding contains input if input[x]")
	shipped := read(nil)
	f.Fuzz(func(t *testing.T, rule string) {
		c := &content{libs: shipped.libs, catalogue: shipped.catalogue}
		p := &pack{Name: "user"}
		p.files = append(p.files, c.parse(&file{key: "user", name: "packs/user/a-rule/rule.rego", dir: "a-rule", text: []byte(rule)}))
		c.packs = append(c.packs, p)
		rules := c.selectRules([]string{"user"})
		if len(c.diags.Errors()) == 0 {
			c.compile(rules)
		}
	})
}

func ExampleCompile() {
	set, err := Compile(context.Background(), &Options{
		Packs:  []string{"eu5g"},
		Params: map[string]string{"eu5g/DEPENDENCY-0001.share": "0.4"},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, r := range set.Rules() {
		if r.ID == "eu5g/DEPENDENCY-0001" {
			fmt.Println(r.Title, r.Measures, r.Params[0].Value)
		}
	}
	// Output: The network depends on a single supplier [eu5g:R4 eu5g:SM05] 0.4
}

func ExampleSet_Evaluate() {
	set, err := Compile(context.Background(), &Options{Packs: []string{"baseline"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	subjects := []Subject{{
		Scope: "component", ID: "component:pkg:npm/a@1.0.0", Name: "a",
		Input: risk.ComponentInput{Component: risk.ComponentFacts{Name: "a", Version: "1.0.0"}},
	}}
	report, err := set.Evaluate(context.Background(), Context{
		AsOf: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC), System: "system:s",
	}, slices.Values(subjects))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range report.Findings {
		fmt.Println(f.Outcome, f.Rule, f.Message)
	}
	// Output:
	// warn baseline/COMPONENT-0001 no party is known behind a
	// warn baseline/COMPONENT-0003 no package URL is stated for a
}
