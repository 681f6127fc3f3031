// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/kedja/kedja/internal/schema"
	"github.com/kedja/kedja/risk"
	"github.com/open-policy-agent/opa/v1/ast"
	"pgregory.net/rapid"
)

// vocabulary is the words that rules look for, so that random inputs meet
// them.
var vocabulary = []string{
	"", "a", "core", "privileged", "user", "restricted", "cleared", "high-risk", "critical", "high", "low", "none",
	"XA", "XB", "XC", "supplier", "owner", "stop", "noSupply", "certain", "possible", "manufacture", "development",
	"board", "subsidy", "sole", "dispersed", "exploitable", "in_triage", "not_affected",
	"incident", "exploited-vulnerability", "met", "partly", "notMet", "nis2:energy", "manufacturer",
}

// names is the keys of maps, by what rules ask for.
var names = []string{
	"supplier", "owner", "spend", "declared", "units", "criticality", "eu", "compelledAssistance", "independentReview",
	"dataProtectionAdequacy", "securityInformation", "XA", "XB", "incidentNotice", "auditRight", "version", "hash", "alternatives", "data",
	"nis2:21.2.b", "nis2:23.4.e", "cra:14.1",
}

// random makes a value of a rule's input.
func random(t *rapid.T, typ reflect.Type, at string) reflect.Value {
	v := reflect.New(typ).Elem()
	switch typ.Kind() {
	case reflect.Pointer:
		if rapid.Bool().Draw(t, at+"?") {
			v.Set(reflect.New(typ.Elem()))
			v.Elem().Set(random(t, typ.Elem(), at))
		}
	case reflect.Struct:
		for _, f := range schema.Fields(typ) {
			v.FieldByIndex(f.Index).Set(random(t, f.Type, at+"."+f.Name))
		}
		if span, ok := v.Addr().Interface().(*risk.Span); ok { // of levels
			span.Lo, span.Hi = min(span.Lo, span.Hi, 4), min(max(span.Lo, span.Hi), 4)
		}
	case reflect.Slice:
		for range rapid.IntRange(0, 2).Draw(t, at+"#") {
			v.Set(reflect.Append(v, random(t, typ.Elem(), at)))
		}
	case reflect.Map:
		if rapid.IntRange(0, 4).Draw(t, at+"null") == 0 {
			break
		}
		v.Set(reflect.MakeMap(typ))
		for _, k := range rapid.SliceOfN(rapid.SampledFrom(names), 0, 4).Draw(t, at+"keys") {
			v.SetMapIndex(reflect.ValueOf(k), random(t, typ.Elem(), at+"."+k))
		}
	case reflect.String:
		v.SetString(rapid.SampledFrom(vocabulary).Draw(t, at))
	case reflect.Bool:
		v.SetBool(rapid.Bool().Draw(t, at))
	case reflect.Int:
		v.SetInt(int64(rapid.IntRange(0, 5).Draw(t, at)))
	case reflect.Float64:
		v.SetFloat(rapid.SampledFrom([]float64{0, 0.3, 0.5, 0.6, 0.7, 1, 40}).Draw(t, at))
	}
	return v
}

// whole converts an input by way of JSON, as plain OPA would.
func whole(t *rapid.T, v reflect.Value) *ast.Term {
	text, err := json.Marshal(v.Interface())
	if err != nil {
		t.Fatal(err)
	}
	d := json.NewDecoder(strings.NewReader(string(text)))
	d.UseNumber()
	var plain any
	if err := d.Decode(&plain); err != nil {
		t.Fatal(err)
	}
	value, err := ast.InterfaceToValue(withoutNull(plain))
	if err != nil {
		t.Fatal(err)
	}
	return ast.NewTerm(value)
}

// withoutNull drops fields that are null: unknown is absent.
func withoutNull(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for k, x := range v {
			if x == nil {
				delete(v, k)
				continue
			}
			v[k] = withoutNull(x)
		}
	case []any:
		for i := range v {
			v[i] = withoutNull(v[i])
		}
	}
	return v
}

// TestProjectedAnswersEqualPlainOnes evaluates every shipped rule on random
// inputs twice: on the projection, and on the whole input as JSON.
func TestProjectedAnswersEqualPlainOnes(t *testing.T) {
	s := mustCompile(t, &Options{Packs: packNames()})
	rapid.Check(t, func(t *rapid.T) {
		scope := rapid.SampledFrom(scopes()).Draw(t, "scope")
		v := random(t, inputs[scope], scope)
		for _, r := range s.rules {
			if r.Scope != scope {
				continue
			}
			projected, err := r.projection.term(v)
			if err != nil {
				t.Fatal(err)
			}
			a, b := &job{rule: r, input: projected}, &job{rule: r, input: whole(t, v)}
			taskA, taskB := a.task(), b.task()
			errA, errB := s.evaluate(t.Context(), &taskA, nil), s.evaluate(t.Context(), &taskB, nil)
			if (errA == nil) != (errB == nil) {
				t.Fatalf("%s: projected %v, plain %v", r.ID, errA, errB)
			}
			if diff := cmp.Diff(b.answer, a.answer, cmp.AllowUnexported(answer{})); diff != "" {
				t.Fatalf("%s over %v (-plain +projected):\n%s", r.ID, projected, diff)
			}
			if r.ruledOut(v) && (errB != nil || len(b.answer.finding)+len(b.answer.factor)+len(b.answer.undecided) > 0) {
				t.Fatalf("%s over %v is ruled out, but says %v, %v", r.ID, projected, b.answer, errB)
			}
		}
	})
}

// TestEqualKeysAreEqualProjections compares the keys of random inputs with
// the projected values.
func TestEqualKeysAreEqualProjections(t *testing.T) {
	s := mustCompile(t, nil)
	rapid.Check(t, func(t *rapid.T) {
		r := rapid.SampledFrom(s.rules).Draw(t, "rule")
		seen := map[string]*ast.Term{}
		for i := range 4 {
			v := random(t, inputs[r.Scope], fmt.Sprint(i))
			key := string(r.projection.appendKey(nil, v))
			term, err := r.projection.term(v)
			if err != nil {
				t.Fatal(err)
			}
			for k, other := range seen {
				if (k == key) != other.Equal(term) {
					t.Fatalf("%s: keys equal is %v for %v and %v", r.ID, k == key, other, term)
				}
			}
			seen[key] = term
		}
	})
}

// TestReads shows what is derived from a rule's text.
func TestReads(t *testing.T) {
	s := mustCompile(t, nil)
	want := map[string][]string{
		"baseline/COMPONENT-0001": {"supplier?"},
		"baseline/COMPONENT-0002": {"component.version?"},
		"baseline/VULN-0001":      {"component.vulnerabilities"},
		"eu5g/SUPPLIER-0004":      {"assets", "supplier.designations"},
		"eu5g/INTERFERENCE-0001":  {"countries", "supplier.stateLinks"},
		"eu5g/DIVERSITY-0001":     {"concentration.supplier"},
		"eu5g/QUALITY-0001":       {"supplier.incidents", "supplier.practices"},
		"nis2/CLAUSE-0001":        {"contract.clauses.incidentNotice", "contract.supplierName"},
	}
	got := map[string][]string{}
	for _, r := range s.rules {
		if want[r.ID] != nil {
			got[r.ID] = r.reads.paths()
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// randomSubjects makes a small system's worth of subjects.
func randomSubjects(t *rapid.T) []Subject {
	var out []Subject
	for i := range rapid.IntRange(1, 12).Draw(t, "subjects") {
		scope := rapid.SampledFrom(scopes()).Draw(t, "scope")
		out = append(out, Subject{
			Scope: scope, ID: fmt.Sprintf("%s:%d", scope, i), Assets: []string{"eu5g:nfv-mano"}, Sectors: []string{"nis2:energy"},
			Input: random(t, inputs[scope], scope).Addr().Interface(),
		})
	}
	return out
}

// TestReportIsDeterministic evaluates the same subjects in another order on
// one processor and on two.
func TestReportIsDeterministic(t *testing.T) {
	s := mustCompile(t, nil)
	before := runtime.GOMAXPROCS(0)
	defer runtime.GOMAXPROCS(before)
	rapid.Check(t, func(t *rapid.T) {
		subjects := randomSubjects(t)
		var texts []string
		for n := range 2 {
			runtime.GOMAXPROCS(n + 1)
			slices.Reverse(subjects)
			rep, err := s.Evaluate(t.Context(), Context{AsOf: asOf, System: "system:s"}, slices.Values(subjects))
			if err != nil {
				t.Fatal(err)
			}
			text, err := json.Marshal(rep)
			if err != nil {
				t.Fatal(err)
			}
			texts = append(texts, string(text))
		}
		if texts[0] != texts[1] {
			t.Fatalf("reports differ:\n%s\n%s", texts[0], texts[1])
		}
	})
}

// TestSwappingCountriesChangesNoLevel gives the supplier's record another
// name for each country, and the countries' records with it.
func TestSwappingCountriesChangesNoLevel(t *testing.T) {
	s := mustCompile(t, &Options{Packs: []string{"eu5g"}})
	swap := map[string]string{"XA": "XB", "XB": "XA"}
	rapid.Check(t, func(t *rapid.T) {
		v := random(t, inputs["supplier"], "supplier")
		levels := func(in risk.SupplierInput) []string {
			rep, err := s.Evaluate(t.Context(), Context{AsOf: asOf}, slices.Values([]Subject{{Scope: "supplier", ID: "supplier:a", Input: in}}))
			if err != nil {
				t.Fatal(err)
			}
			var out []string
			for _, f := range rep.Factors {
				out = append(out, f.ID+" "+f.Level.String())
			}
			return out
		}
		before := levels(v.Interface().(risk.SupplierInput))
		renamed := rename(v, swap).Interface().(risk.SupplierInput)
		if after := levels(renamed); !slices.Equal(before, after) {
			t.Fatalf("before %v, after %v", before, after)
		}
	})
}

// rename returns a copy of v with every text and key replaced.
func rename(v reflect.Value, names map[string]string) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	switch v.Kind() {
	case reflect.String:
		out.SetString(v.String())
		if to, ok := names[v.String()]; ok {
			out.SetString(to)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			out.Set(reflect.New(v.Type().Elem()))
			out.Elem().Set(rename(v.Elem(), names))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			out.Field(i).Set(rename(v.Field(i), names))
		}
	case reflect.Slice:
		if !v.IsNil() {
			out.Set(reflect.MakeSlice(v.Type(), 0, v.Len())) // none stays none
		}
		for i := range v.Len() {
			out.Set(reflect.Append(out, rename(v.Index(i), names)))
		}
	case reflect.Map:
		if v.IsNil() {
			return out
		}
		out.Set(reflect.MakeMap(v.Type()))
		for _, k := range v.MapKeys() {
			out.SetMapIndex(rename(k, names), rename(v.MapIndex(k), names))
		}
	default:
		out.Set(v)
	}
	return out
}

// components makes an SBOM's worth of subjects: most differ in name and
// version only.
func components(n int) []Subject {
	var out []Subject
	for i := range n {
		in := &risk.ComponentInput{
			Component: risk.ComponentFacts{
				Name: fmt.Sprint("c", i), Version: fmt.Sprint("1.", i), Kind: "software",
				PURL: &risk.PURLFacts{Type: "npm", Name: fmt.Sprint("c", i)},
			},
			Supplier: &risk.SupplierFacts{ID: fmt.Sprint("s", i%300)},
		}
		if i%50 == 0 {
			in.Component.Vulnerabilities = &[]risk.VulnerabilityFacts{{ID: fmt.Sprint("CVE-", i), Severity: "high", VEX: "affected"}}
		}
		if i%7 == 0 {
			in.Component.Version, in.Supplier = "", nil
		}
		out = append(out, Subject{Scope: "component", ID: fmt.Sprint("component:c", i), Input: in})
	}
	for i := range n / 10 {
		in := &risk.SupplierInput{Supplier: risk.SupplierFacts{ID: fmt.Sprint("s", i), Control: risk.ControlFacts{Kind: "notEstablished"}}}
		out = append(out, Subject{
			Scope: "supplier", ID: fmt.Sprint("supplier:s", i), Input: in,
			Assets: []string{"eu5g:nfv-mano"}, Sectors: []string{"nis2:energy"},
		})
	}
	return out
}

// TestManyComponentsFewEvaluations counts what is left to evaluate of ten
// thousand components and a thousand suppliers.
func TestManyComponentsFewEvaluations(t *testing.T) {
	s := mustCompile(t, nil)
	list, err := s.prepare(slices.Values(components(10_000)))
	if err != nil {
		t.Fatal(err)
	}
	jobs := map[string]int{}
	for _, a := range s.askAll(list, &bounds{of: make([]int32, len(list)), list: []map[string]bound{{}}}) {
		if a.err != nil {
			t.Fatal(a.err)
		}
		jobs[a.rule.ID] = len(a.distinct)
	}
	// Vulnerabilities are different in each of 200 components; all else is
	// there or not.
	for _, id := range slices.Sorted(maps.Keys(jobs)) {
		limit := 2
		if strings.HasPrefix(id, "baseline/VULN") {
			limit = 201
		}
		if jobs[id] > limit {
			t.Errorf("%s: %d distinct inputs, at most %d expected", id, jobs[id], limit)
		}
	}
}

func BenchmarkEvaluate10000Components(b *testing.B) {
	s := mustCompile(b, nil)
	subjects := components(10_000)
	b.ReportAllocs()
	for b.Loop() {
		rep, err := s.Evaluate(b.Context(), Context{AsOf: asOf, System: "system:s"}, slices.Values(subjects))
		if err != nil || len(rep.Findings) == 0 {
			b.Fatal(err)
		}
	}
}

func BenchmarkCompile(b *testing.B) {
	for b.Loop() {
		if _, err := Compile(b.Context(), nil); err != nil {
			b.Fatal(err)
		}
	}
}
