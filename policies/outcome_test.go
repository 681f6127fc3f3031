// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"context"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
)

// outcomeRule finds sites of kind support, cannot decide those of unknown
// kind, and needs the list of sites.
const outcomeRule = `# METADATA
# title: A site of kind support
# custom:
#   id: user/RULE-0001
#   scope: supplier
#   outcome: fail
#   severity: high
#   measures: ["kedja:readable"]
#   needs: [supplier.sites]
#   message: "{subject} has a site in {f.country}"
#   remedy: None.
package packs.user.rule_0001

finding contains {"key": s.country, "country": s.country, "evidence": ["sites"]} if {
	some s in input.supplier.sites
	s.kind == "support"
}

undecided contains {"fact": "supplier.sites.kind"} if {
	some s in input.supplier.sites
	s.kind == ""
}
`

func outcomeSet(t *testing.T, changes ...string) *Set {
	t.Helper()
	rule := strings.NewReplacer(changes...).Replace(outcomeRule)
	s, err := compileUser(t, rule)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func withSites(id string, sites *[]risk.SiteFacts) Subject {
	return Subject{Scope: "supplier", ID: "supplier:" + id, Name: strings.ToUpper(id), Input: risk.SupplierInput{Supplier: risk.SupplierFacts{ID: id, Sites: sites}}}
}

func sites(pairs ...string) *[]risk.SiteFacts {
	out := []risk.SiteFacts{}
	for i := 0; i < len(pairs); i += 2 {
		out = append(out, risk.SiteFacts{Kind: pairs[i], Country: pairs[i+1]})
	}
	return &out
}

func TestOutcomes(t *testing.T) {
	fail := func(country string) string { return "fail " + country + ": A has a site in " + country }
	unknown := func(fact, why string) string {
		return "unknown " + fact + ": A site of kind support: not established for A, because " + fact + why
	}
	tests := []struct {
		name    string
		sites   *[]risk.SiteFacts
		want    []string
		counts  result.Counts
		changes []string
	}{
		{"nothing found and all known is a pass", sites("hosting", "XA"), nil, result.Counts{Pass: 1}, nil},
		{"found is a fail", sites("support", "XA", "support", "XB"), []string{fail("XA"), fail("XB")}, result.Counts{Fail: 1}, nil},
		{"found outweighs undecided", sites("support", "XA", "", "XB"), []string{fail("XA")}, result.Counts{Fail: 1}, nil},
		{"undecided is unknown", sites("", "XA"), []string{unknown("supplier.sites.kind", " leaves it open")}, result.Counts{Unknown: 1}, nil},
		{"a missing fact is unknown", nil, []string{unknown("supplier.sites", " is not known")}, result.Counts{Unknown: 1}, nil},
		{
			"a rule is not asked before its date", sites("support", "XA"), []string{"not asked before 2026-06-02"}, result.Counts{},
			[]string{"#   remedy", "#   effectiveFrom: 2026-06-02\n#   remedy"},
		},
		{
			"a rule fails from its date on", sites("support", "XA"), []string{fail("XA")}, result.Counts{Fail: 1},
			[]string{"#   remedy", "#   effectiveFrom: \"2026-06-01\"\n#   remedy"},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := outcomeSet(t, test.changes...)
			rep := evaluate(t, s, Context{System: "system:s"}, withSites("a", test.sites))
			var got []string
			for _, f := range rep.Findings {
				got = append(got, fmt.Sprintf("%s %s: %s", f.Outcome, f.Key, f.Message))
			}
			for _, r := range rep.NotAsked {
				got = append(got, "not asked before "+r.From)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
			counts := result.Counts{}
			for _, r := range rep.Rules {
				counts = r.Counts
			}
			if diff := cmp.Diff(test.counts, counts); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestUnknownsFoldPerMissingFact(t *testing.T) {
	s := outcomeSet(t)
	subjects := []Subject{withSites("z", sites("", "XA"))}
	for i := range 12 {
		subjects = append(subjects, withSites(fmt.Sprintf("s%02d", 11-i), nil))
	}
	rep := evaluate(t, s, Context{System: "system:s"}, subjects...)
	examples := []string{}
	for i := range 10 {
		examples = append(examples, fmt.Sprintf("supplier:s%02d", i))
	}
	want := []result.Finding{{
		ID: findingID("user/RULE-0001", "supplier:z", "supplier.sites.kind"), Rule: "user/RULE-0001", Pack: "user",
		Outcome: result.Unknown, Severity: "high", Subject: "supplier:z", Key: "supplier.sites.kind",
		Message: "A site of kind support: not established for Z, because supplier.sites.kind leaves it open",
		Missing: []string{"supplier.sites.kind"},
	}, {
		ID: findingID("user/RULE-0001", "system:s", "supplier.sites"), Rule: "user/RULE-0001", Pack: "user",
		Outcome: result.Unknown, Severity: "high", Subject: "system:s", Key: "supplier.sites",
		Message: "A site of kind support: not established for 12 suppliers, because supplier.sites is not known",
		Missing: []string{"supplier.sites"}, Count: 12, Examples: examples,
	}}
	if diff := cmp.Diff(want, rep.Findings); diff != "" {
		t.Error(diff)
	}
	if rep.Needed != 13 || rep.Known != 1 {
		t.Errorf("needed %d, known %d facts; want 13 and 1", rep.Needed, rep.Known)
	}
}

func TestFindingsFoldByKey(t *testing.T) {
	s := outcomeSet(t, "#   remedy", "#   fold: true\n#   remedy")
	rep := evaluate(t, s, Context{System: "system:s", MaxExamples: 1},
		withSites("b", sites("support", "XA")), withSites("a", sites("support", "XA", "support", "XB")))
	var got []string
	for _, f := range rep.Findings {
		got = append(got, fmt.Sprintf("%s %s %d %v: %s", f.Subject, f.Key, f.Count, f.Examples, f.Message))
	}
	want := []string{
		"supplier:a XB 0 []: A has a site in XB",
		"system:s XA 2 [supplier:a]: 2 suppliers has a site in XA",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Versions of one package are one subject for the identity of a finding.
func TestFindingIDs(t *testing.T) {
	same := []string{
		"component:pkg:npm/%40scope/a@1.0.0", "component:pkg:npm/%40scope/a@2.0.0?arch=x#sub/path",
		"component:pkg:npm/%40scope/a", "component:pkg:npm/%40scope/a#sub",
	}
	for _, s := range same {
		if findingID("r", s, "k") != findingID("r", same[0], "k") {
			t.Errorf("%s has an id of its own", s)
		}
	}
	for _, s := range []string{"component:pkg:npm/@scope/b@1", "component:pkg:npm/a@1", "supplier:a@b", "component:ref-1@2"} {
		if got := withoutVersion(s); findingID("r", s, "k") == findingID("r", same[0], "k") || got == "" {
			t.Errorf("%s is taken for another: %s", s, got)
		}
	}
	if got := withoutVersion("component:pkg:npm/@scope/b"); got != "component:pkg:npm/@scope/b" {
		t.Errorf("the namespace is cut off: %s", got)
	}
	// sha256 of "r NUL supplier:a NUL k", by sha256sum.
	if got, want := findingID("r", "supplier:a", "k"), "706c07c53da25a9c"; got != want {
		t.Errorf("id %s, want %s", got, want)
	}
}

// Findings with one identity are one finding, with the evidence of both.
func TestEqualIDsMerge(t *testing.T) {
	s := outcomeSet(t, `"key": s.country`, `"key": "site"`)
	resolve := func(_, fact string) []result.Evidence {
		return []result.Evidence{{Fact: fact, File: "b.yaml", Line: 2}, {Fact: fact, File: "a.yaml", Line: 1}}
	}
	rep := evaluate(t, s, Context{Resolve: resolve}, withSites("a", sites("support", "XA", "support", "XB")))
	want := []result.Evidence{{Fact: "sites", File: "a.yaml", Line: 1}, {Fact: "sites", File: "b.yaml", Line: 2}}
	if len(rep.Findings) != 1 {
		t.Fatalf("findings: %v", rep.Findings)
	}
	if diff := cmp.Diff(want, rep.Findings[0].Evidence); diff != "" {
		t.Error(diff)
	}
}

func TestWhereRulesApply(t *testing.T) {
	s := outcomeSet(t, "#   remedy", "#   applies: {assets: [\"eu5g:*\"], sectors: [\"nis2:energy\"], when: [supplier.direct]}\n#   remedy")
	subject := func(direct bool, asset, sector string) Subject {
		x := withSites("a", sites())
		x.Input = risk.SupplierInput{Supplier: risk.SupplierFacts{Direct: direct, Sites: sites()}}
		x.Assets, x.Sectors = []string{"other", asset}, []string{sector}
		return x
	}
	tests := []struct {
		name  string
		x     Subject
		asked bool
	}{
		{"all hold", subject(true, "eu5g:nfv-mano", "nis2:energy"), true},
		{"not direct", subject(false, "eu5g:nfv-mano", "nis2:energy"), false},
		{"other asset", subject(true, "billing", "nis2:energy"), false},
		{"other sector", subject(true, "eu5g:nfv-mano", "nis2:health"), false},
		{"other scope", Subject{Scope: "contract", ID: "contract:a", Input: risk.ContractInput{}}, false},
	}
	for _, test := range tests {
		if got := len(evaluate(t, s, Context{}, test.x).Rules) == 1; got != test.asked {
			t.Errorf("%s: asked is %v", test.name, got)
		}
	}
}

func TestRefusedSubjects(t *testing.T) {
	s := outcomeSet(t)
	tests := []struct {
		x    Subject
		want string
	}{
		{Subject{Scope: "galaxy", ID: "galaxy:a"}, `no scope "galaxy"`},
		{Subject{Scope: "supplier", ID: "supplier:a", Input: risk.AssetInput{}}, "needs an input of type risk.SupplierInput"},
		{Subject{Scope: "supplier", ID: "supplier:a"}, "not <nil>"},
		{Subject{Scope: "supplier", ID: "supplier:a", Input: (*risk.SupplierInput)(nil)}, "needs an input of type risk.SupplierInput"},
	}
	for _, test := range tests {
		_, err := s.Evaluate(t.Context(), Context{AsOf: asOf}, func(yield func(Subject) bool) { yield(test.x) })
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%v: error %v does not say %q", test.x, err, test.want)
		}
	}
	if _, err := s.Evaluate(t.Context(), Context{}, func(func(Subject) bool) {}); err == nil {
		t.Error("no date of assessment is no error")
	}
}

func TestMessages(t *testing.T) {
	s := outcomeSet(t, "has a site in {f.country}", "{f.n|percent} {f.n} {f.list} {f.none} {f.range|percent} {f.open|percent}",
		`"country": s.country`, `"n": 0.625, "list": ["a", "b"], "range": {"lo": 0.5, "hi": 0.75}, "open": {"lo": 0.5}`)
	rep := evaluate(t, s, Context{}, withSites("a", sites("support", "XA")))
	want := "A 62.5 % 0.625 a, b not established 50 to 75 % at least 50 %"
	if got := rep.Findings[0].Message; got != want {
		t.Errorf("message %q, want %q", got, want)
	}
}

// The digest of a pack is that of its content: the same folder gives the same
// one, a changed test another.
func TestPackDigest(t *testing.T) {
	digestOf := func(user fs.FS) string {
		s, err := Compile(t.Context(), &Options{Packs: []string{"user"}, User: []fs.FS{user}})
		if err != nil {
			t.Fatal(err)
		}
		p := evaluate(t, s, Context{}, withSites("a", nil)).Policies
		if len(p) != 1 || p[0].Pack != "user" || p[0].Version != "1.0.0" || len(p[0].SHA256) != 64 {
			t.Fatalf("policies: %+v", p)
		}
		return p[0].SHA256
	}
	a, b := userFolder(outcomeRule).(fstest.MapFS), userFolder(outcomeRule).(fstest.MapFS)
	if digestOf(a) != digestOf(b) {
		t.Error("equal folders differ")
	}
	b["packs/user/a-rule/rule_test.rego"].Data = append(b["packs/user/a-rule/rule_test.rego"].Data, "# more\n"...)
	if digestOf(a) == digestOf(b) {
		t.Error("a changed test does not show")
	}
}

func TestContextEnds(t *testing.T) {
	s := outcomeSet(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Evaluate(ctx, Context{AsOf: asOf}, func(yield func(Subject) bool) { yield(withSites("a", nil)) }); err == nil {
		t.Error("a context that has ended is no error")
	}
}

// What goes by one name over time and is not one thing keeps as many findings
// as there are things, the worst with the id of the name.
func TestNamesakes(t *testing.T) {
	s := outcomeSet(t, `"key": s.country`, `"key": "site"`)
	name := func(subject string) string {
		if subject == "supplier:c" {
			return ""
		}
		return "supplier:name"
	}
	var subjects []Subject
	for _, id := range []string{"a", "b", "c", "d"} {
		subjects = append(subjects, withSites(id, sites("support", "XA", "support", "XB")))
	}
	rep := evaluate(t, s, Context{Lasting: name}, subjects...)
	var got []string
	for _, f := range rep.Findings {
		got = append(got, f.Subject+" "+f.Lasting+" "+f.ID)
	}
	rule := rep.Findings[0].Rule
	want := []string{
		"supplier:a supplier:name " + result.FindingID(rule, "supplier:name", "site"),
		"supplier:b supplier:name " + result.NthFindingID(rule, "supplier:name", "site", 2),
		"supplier:c  " + result.FindingID(rule, "supplier:c", "site"),
		"supplier:d supplier:name " + result.NthFindingID(rule, "supplier:name", "site", 3),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
