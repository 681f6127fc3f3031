// SPDX-License-Identifier: Apache-2.0

//go:build unix

package policies

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"testing/fstest"
	"time"

	"github.com/kedja/kedja/risk"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
)

// twenty is twenty rules of the shape that rules over components have. Of
// those that read a field that differs for every component there are as many
// as asked for.
func twenty(varying int) fs.FS {
	conditions := []string{ // what differs between kinds of components
		`input.component.scope == "excluded"`,
		`input.component.kind == "hardware"`,
		`"MIT" in input.component.licenses`,
		`startswith(input.component.type, "file")`,
		`input.supplier.direct == true
	input.supplier.practices.psirt == false`,
		`some s in input.supplier.sites
	s.country == "XA"`,
		`some d in input.supplier.designations
	d.status in {"restricted", "excluded"}`,
		`input.attribution.confidence < data.params["user/RULE-0008"].limit`,
		`input.component.purl.type in {"npm", "golang"}
	input.supplier.established == "XB"`,
		`some a in input.assets
	a.criticality == "critical"`,
	}
	each := []string{ // what differs for every component
		`startswith(input.component.name, "left-pad")`,
		`endswith(input.component.version, "-beta")`,
		`input.component.purl.name == input.component.purl.namespace`,
	}
	pack := fstest.MapFS{"packs/user/pack.yaml": &fstest.MapFile{Data: []byte(userPack)}}
	for i := range 20 {
		condition := conditions[i%len(conditions)]
		if i < varying {
			condition = each[i]
		} else if i%len(conditions) == 7 {
			condition = fmt.Sprintf(`input.attribution.confidence < data.params["user/RULE-%04d"].limit`, i)
		}
		pack[fmt.Sprintf("packs/user/r%d/rule.rego", i)] = &fstest.MapFile{Data: fmt.Appendf(nil, `# METADATA
# title: A rule
# custom:
#   id: user/RULE-%04d
#   scope: component
#   outcome: warn
#   severity: low
#   measures: ["kedja:readable"]
#   params: {limit: {default: 0.3, doc: "a limit"}}
#   message: "{subject} is found"
#   remedy: None.
package packs.user.rule_%04d

finding contains {"key": "%d", "evidence": ["component.name"]} if {
	%s
}
`, i, i, i, condition)}
		pack[fmt.Sprintf("packs/user/r%d/rule_test.rego", i)] = &fstest.MapFile{Data: fmt.Appendf(nil, "package packs.user.rule_%04d_test\n", i)}
	}
	return pack
}

// bom is the components of an SBOM with 300 suppliers, as rules see them.
func bom(n int) []Subject {
	licenses := [][]string{{"MIT"}, {"Apache-2.0"}, {"BSD-3-Clause"}, {"MIT", "GPL-2.0-only"}, nil}
	types := []string{"library", "application", "framework", "file"}
	suppliers := make([]risk.SupplierFacts, 300)
	for i := range suppliers {
		suppliers[i] = risk.SupplierFacts{ID: fmt.Sprint("s", i), Established: []string{"XA", "XB", "XC"}[i%3], Direct: i%10 == 0, Control: risk.ControlFacts{Kind: "notEstablished"}}
		if i%4 == 0 {
			suppliers[i].Sites = &[]risk.SiteFacts{{Kind: "development", Country: []string{"XA", "XD"}[i/4%2]}}
		}
	}
	assets := []risk.AssetRef{{ID: "main", Criticality: "moderate"}}
	out := make([]Subject, n)
	for i := range out {
		name := "component-" + strconv.Itoa(i)
		out[i] = Subject{Scope: "component", ID: "component:" + name, Input: &risk.ComponentInput{
			Component: risk.ComponentFacts{
				Name: name, Version: fmt.Sprintf("1.%d.%d", i%40, i%7), Kind: "software", Type: types[i%4], Scope: []string{"required", "optional"}[i%2],
				PURL: &risk.PURLFacts{Type: []string{"npm", "pypi", "golang"}[i%3], Name: name}, Licenses: licenses[i%5], Hashes: []string{"SHA-256"},
			},
			Supplier: &suppliers[i%300], Attribution: risk.AttributionFacts{Step: "supplier", Confidence: .9}, Assets: assets,
		}}
	}
	return out
}

// plainly evaluates the twenty rules once for every component, as a program
// that embeds OPA does: one prepared query, parsed input, a store that keeps
// values in OPA's own form.
func plainly(b testing.TB, s *Set, subjects []Subject) func() int {
	var paths []string
	for _, r := range s.rules {
		paths = append(paths, r.file.module.Package.Path.String()+".finding")
	}
	query := ""
	for i, p := range paths {
		query += fmt.Sprintf("x%d = %s; ", i, p)
	}
	store := inmem.NewFromObjectWithOpts(data(s.rules, s.catalogue), inmem.OptRoundTripOnWrite(false), inmem.OptReturnASTValuesOnRead(true))
	prepared, err := rego.New(rego.Compiler(s.compiler), rego.Store(store), rego.Query(query[:len(query)-2])).PrepareForEval(context.Background())
	if err != nil {
		b.Fatal(err)
	}
	p, err := project(inputs["component"], &reads{whole: true})
	if err != nil {
		b.Fatal(err)
	}
	list, err := s.prepare(slices.Values(subjects))
	if err != nil {
		b.Fatal(err)
	}
	return func() (found int) {
		for i := range list {
			input, err := p.term(list[i].input)
			if err != nil {
				b.Fatal(err)
			}
			results, err := prepared.Eval(context.Background(), rego.EvalParsedInput(input.Value))
			if err != nil {
				b.Fatal(err)
			}
			for _, x := range results[0].Bindings {
				found += len(x.([]any))
			}
		}
		return found
	}
}

// BenchmarkComponents compares the set with plain evaluation per component.
// KEDJA_BENCH_LARGE asks for a hundred thousand components.
func BenchmarkComponents(b *testing.B) {
	sizes := []int{1000, 10_000}
	if os.Getenv("KEDJA_BENCH_LARGE") != "" {
		sizes = append(sizes, 100_000)
	}
	for _, n := range sizes {
		for _, varying := range []int{0, 3} {
			s := mustCompile(b, &Options{Packs: []string{"user"}, User: []fs.FS{twenty(varying)}})
			subjects := bom(n)
			name := fmt.Sprintf("%d/varying-%d", n, varying)
			b.Run(name+"/set", func(b *testing.B) {
				start := processorTime(b)
				for b.Loop() {
					if _, err := s.Evaluate(b.Context(), Context{AsOf: asOf}, slices.Values(subjects)); err != nil {
						b.Fatal(err)
					}
				}
				perComponent(b, n, start)
			})
			plain := plainly(b, s, subjects)
			b.Run(name+"/plain", func(b *testing.B) {
				start := processorTime(b)
				for b.Loop() {
					plain()
				}
				perComponent(b, n, start)
			})
		}
	}
}

func perComponent(b *testing.B, n int, start time.Duration) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/component")
	b.ReportMetric(float64((processorTime(b)-start).Nanoseconds())/float64(b.N)/float64(n), "cpu-ns/component")
}

// TestBenchmarkCompares: what is compared finds the same.
func TestBenchmarkCompares(t *testing.T) {
	for _, varying := range []int{0, 3} {
		s := mustCompile(t, &Options{Packs: []string{"user"}, User: []fs.FS{twenty(varying)}})
		subjects := bom(500)
		rep := evaluate(t, s, Context{}, subjects...)
		if got, want := plainly(t, s, subjects)(), len(rep.Findings); got != want || want == 0 {
			t.Errorf("%d findings one by one, %d by the set", got, want)
		}
	}
}

// Where a field differs for nearly every component, rules look at each by
// itself, and find what a plain evaluation finds.
func TestVaryingColumnsCompare(t *testing.T) {
	s := mustCompile(t, &Options{Packs: []string{"user"}, User: []fs.FS{twenty(3)}})
	subjects := bom(3 * manyValues)
	for i := range subjects {
		if in := subjects[i].Input.(*risk.ComponentInput); i%100 == 7 { // some of them alike
			in.Component.Name, in.Component.Version = "left-pad", "1.0-beta"
		}
	}
	list, err := s.prepare(slices.Values(subjects))
	if err != nil {
		t.Fatal(err)
	}
	each := 0
	for _, r := range s.rules {
		if s.tabulate(list)[r.Scope].groupings[r.grouped] == nil {
			each++
		}
	}
	if each == 0 {
		t.Error("no rule looks at each component by itself: the test shows nothing")
	}
	rep := evaluate(t, s, Context{}, subjects...)
	if got, want := plainly(t, s, subjects)(), len(rep.Findings); got != want {
		t.Errorf("%d findings one by one, %d by the set", got, want)
	}
}

// sameConditions are ten conditions, each as a rule of a pack says it and as
// conftest does of a component c of a CycloneDX file.
var sameConditions = [][2]string{
	{`startswith(input.component.name, "left-pad")`, `startswith(c.name, "left-pad")`},
	{`endswith(input.component.version, "-beta")`, `endswith(c.version, "-beta")`},
	{`contains(input.component.purl.name, "left-pad")`, `contains(c.purl, "left-pad")`},
	{`input.component.scope == "optional"`, `c.scope == "optional"`},
	{`input.component.type == "device"`, `c.type == "device"`},
	{`"MIT" in input.component.licenses`, `c.licenses[_].license.id == "MIT"`},
	{`startswith(input.component.type, "file")`, `startswith(c.type, "file")`},
	{`input.supplier.id == "nobody"`, `c.supplier.name == "Nobody"`},
	{`input.component.licenses[_] == "GPL-3.0-only"`, `c.licenses[_].license.id == "GPL-3.0-only"`},
	{`"MD5" in input.component.hashes`, `c.hashes[_].alg == "MD5"`},
}

// TestWriteBenchmarkPacks writes the twenty rules into the folder
// KEDJA_BENCH_DIR, in the form that conftest evaluates over a CycloneDX file
// and as packs: with a finding for every component (each), and with one for all
// (folded), as rules are written that many components may break
// (.ci/bench-policies).
func TestWriteBenchmarkPacks(t *testing.T) {
	dir := os.Getenv("KEDJA_BENCH_DIR")
	if dir == "" {
		t.Skip("KEDJA_BENCH_DIR names no folder")
	}
	text := "package main\n\nimport rego.v1\n"
	each, folded := fstest.MapFS{}, fstest.MapFS{}
	for i := range 20 {
		condition := sameConditions[i%len(sameConditions)]
		text += fmt.Sprintf("\ndeny contains msg if {\n\tsome c in input.components\n\t%s\n\tmsg := concat(\" \", [\"rule %d\", c.name])\n}\n", condition[1], i)
		for fold, pack := range map[bool]fstest.MapFS{false: each, true: folded} {
			pack["packs/user/pack.yaml"] = &fstest.MapFile{Data: []byte(userPack)}
			pack[fmt.Sprintf("packs/user/r%d/rule.rego", i)] = &fstest.MapFile{Data: sameRule(i, condition[0], fold)}
			pack[fmt.Sprintf("packs/user/r%d/rule_test.rego", i)] = &fstest.MapFile{Data: fmt.Appendf(nil, "package packs.user.rule_%04d_test\n", i)}
		}
	}
	for name, pack := range map[string]fstest.MapFS{"each": each, "folded": folded} {
		if err := os.CopyFS(filepath.Join(dir, name), pack); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "conftest"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "conftest", "rules.rego"), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func sameRule(i int, condition string, fold bool) []byte {
	says, finding := "{subject} is found", `"key": "x", "evidence": ["component.name"]`
	if fold {
		says, finding = "components are found", `"key": "x"`
	}
	return fmt.Appendf(nil, `# METADATA
# title: A rule
# custom:
#   id: user/RULE-%04d
#   scope: component
#   outcome: warn
#   severity: low
#   fold: %t
#   measures: ["kedja:readable"]
#   message: "%s"
#   remedy: None.
package packs.user.rule_%04d

finding contains {%s} if {
	%s
}
`, i, fold, says, i, finding, condition)
}
