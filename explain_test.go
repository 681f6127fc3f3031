// SPDX-License-Identifier: Apache-2.0

package kedja_test

import (
	"context"
	"math"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/gate"
	"github.com/kedja/kedja/result"
)

// exampleResult is the assessment of the example.
func exampleResult(t *testing.T) *result.Assessment {
	t.Helper()
	in, _, err := kedja.Load([]string{filepath.Join("examples", "nordmark", "system.yaml")}, nil)
	if err != nil {
		t.Fatal(err)
	}
	a, err := kedja.Assess(context.Background(), in, kedja.Options{AsOf: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// TestEveryExplanationEndsInAnInput walks everything that can be asked for of
// the example: each branch ends in a file with its digest, a fact with its
// place, a parameter, an assumption, a missing fact that says who would state
// it, or something else that can be asked for; and each tree has at least one
// such end of its own.
func TestEveryExplanationEndsInAnInput(t *testing.T) {
	a := exampleResult(t)
	e := gate.NewExplainer(a)
	digests := map[string]string{}
	for _, in := range a.Inputs {
		digests[in.Name] = "sha256 " + in.SHA256
	}
	ids, problems := 0, 0
	for _, g := range e.Groups() {
		for _, id := range g.IDs {
			ids++
			x, err := e.Explain(id)
			if err != nil {
				t.Fatalf("%s: %v", id, err)
			}
			if x.ID != id || x.Title == "" || x.Value == "" {
				t.Errorf("%s: head %q %q %q", id, x.ID, x.Title, x.Value)
			}
			ends := 0
			var walk func(path string, x result.Explanation, top bool)
			walk = func(path string, x result.Explanation, top bool) {
				path += " > " + x.Kind + " " + x.Title
				for _, c := range x.Children {
					walk(path, c, false)
				}
				if len(x.Children) > 0 {
					return
				}
				if x.ID != "" && !top {
					if !e.Has(x.ID) {
						t.Errorf("%s: refers to %s, which cannot be asked for", path, x.ID)
					}
					return
				}
				ends++
				if why := badEnd(x, digests); why != "" && problems < 20 {
					problems++
					t.Errorf("%s%s: %s", id, path, why)
				}
			}
			walk("", x, true)
			if ends == 0 && problems < 20 {
				problems++
				t.Errorf("%s: only refers to others", id)
			}
		}
	}
	if ids < 5000 {
		t.Errorf("%d things can be asked for; the example has thousands of numbers", ids)
	}
}

// badEnd says why a node may not be the end of a branch.
func badEnd(x result.Explanation, digests map[string]string) string {
	switch x.Kind {
	case result.ExplainInput:
		if strings.HasPrefix(x.Value, "sha256 ") && len(x.Value) > 40 && (x.At.File == "" || digests[x.At.File] == x.Value) {
			return ""
		}
		return "an input without its digest"
	case result.ExplainFact:
		if x.At.File != "" && (x.At.Pointer != "" || x.At.Line > 0) {
			return ""
		}
		return "a fact without its place"
	case result.ExplainParameter, result.ExplainAssumption:
		if x.Value != "" {
			return ""
		}
		return "no value"
	case result.ExplainMissing:
		if strings.Contains(x.Text, "Would be stated in") && strings.Contains(x.Text, "Ask ") {
			return ""
		}
		return "a missing fact without who would state it"
	}
	return "ends here"
}

// TestNumbersOfTheResultCanBeAsked holds that each number of a row has its id.
func TestNumbersOfTheResultCanBeAsked(t *testing.T) {
	a := exampleResult(t)
	e := gate.NewExplainer(a)
	var want []string
	for _, f := range a.Findings {
		want = append(want, f.ID)
	}
	for _, c := range a.Concentration {
		base := "concentration/" + c.Scope + "/" + c.By + "/" + c.Basis + "/"
		want = append(want, base+"hhi", base+"effective", base+"cr1", base+"cr3", base+"unattributed")
		if c.Hidden != nil {
			want = append(want, base+"hidden")
		}
		for _, s := range c.Shares {
			want = append(want, base+"shares/"+s.Key)
		}
	}
	for _, l := range a.LockIn {
		base := "lockIn/" + l.Scope + "/" + l.Supplier + "/"
		if l.Index != nil {
			want = append(want, base+"index")
		}
		for _, d := range l.Dimensions {
			want = append(want, base+d.Name)
		}
		want = append(want, base+"reworkFrontier")
		if l.DORA != nil {
			want = append(want, base+"dora")
		}
		if l.Rework != nil {
			want = append(want, base+"rework")
		}
		if l.ExitHorizonMonths != nil {
			want = append(want, base+"exitHorizonMonths")
		}
	}
	for _, x := range a.Tiers {
		base := "tiers/" + x.Scope + "/"
		want = append(want, base+"hhiNet", base+"shift")
		for _, r := range x.Net {
			want = append(want, base+"net/"+r.Party)
		}
		for _, r := range x.Touch {
			want = append(want, base+"touch/"+r.Party)
		}
	}
	for _, d := range a.Dependency {
		base := "dependency/" + d.Scope
		want = append(want, base, base+"/CDI1", base+"/CDI2", base+"/CDI3", base+"/euControlled", base+"/hhi", base+"/highRisk")
	}
	for _, x := range a.Integrity {
		want = append(want, "integrity/"+x.By+"/"+x.Certainty+"/"+x.Key)
	}
	for _, x := range a.Alternatives {
		want = append(want, "alternatives/"+x.Product)
	}
	for _, s := range a.SinglePoints {
		want = append(want, "singlePoints/"+s.Asset+"/"+s.By+"/"+s.Mode+"/"+s.Key)
	}
	for _, c := range a.CutSets {
		want = append(want, "cutSets/"+c.Asset+"/"+c.By+"/"+c.Mode+"/"+strings.Join(c.Keys, "+"))
	}
	for _, k := range a.Control {
		want = append(want, "control/"+k.Party)
	}
	for _, f := range a.Factors {
		want = append(want, "factors/"+f.Subject+"/"+f.ID)
	}
	for _, s := range a.Scores {
		want = append(want, "scores/"+s.Subject+"/risk")
		for c := range s.Consequences {
			want = append(want, "scores/"+s.Subject+"/"+c)
		}
	}
	for _, q := range a.Quality {
		for field := range q.Fields {
			want = append(want, "quality/"+q.File+"/"+field)
		}
	}
	for _, f := range a.Flows {
		want = append(want, "flows/"+f.From+"/"+f.To)
	}
	for _, p := range a.Products {
		want = append(want, "products/"+p.ID+"/components", "products/"+p.ID+"/spend")
	}
	for _, p := range a.Parties {
		want = append(want, "parties/"+p.ID+"/components")
	}
	for _, r := range a.Rules {
		want = append(want, "rules/"+r.ID, "rules/"+r.ID+"/pass", "rules/"+r.ID+"/warn", "rules/"+r.ID+"/fail", "rules/"+r.ID+"/unknown")
	}
	for step := range a.Coverage.Components.ByStep {
		want = append(want, "coverage/components/"+step)
	}
	want = append(want, "verdict/fail", "verdict/warn", "verdict/unknown", "verdict/waived", "rules", "spend/"+a.Subject.ID,
		"diagnostics/error", "diagnostics/warning", "diagnostics/info")
	want = append(want, "coverage/components", "coverage/controlCountry", "coverage/facts", "verdict")
	for _, id := range want {
		if !e.Has(id) {
			t.Errorf("%s cannot be asked for", id)
		}
	}
	listed := map[string]bool{}
	for _, id := range gate.Explainable(a) {
		if listed[id] {
			t.Errorf("%s is listed twice", id)
		}
		listed[id] = true
	}
}

// TestStrandsAddUp holds that the strands named behind a strand of the supply
// chain are what it weighs.
func TestStrandsAddUp(t *testing.T) {
	a := exampleResult(t)
	e := gate.NewExplainer(a)
	weight := map[string]float64{}
	for _, f := range a.Flows {
		weight["flows/"+f.From+"/"+f.To] = f.Weight
	}
	checked := 0
	for _, f := range a.Flows {
		if strings.HasPrefix(f.From, "asset:") || strings.HasPrefix(f.From, "owner:") {
			continue // the weight of one asset; the part of several suppliers that one country controls
		}
		id := "flows/" + f.From + "/" + f.To
		x, err := e.Explain(id)
		if err != nil {
			t.Fatal(err)
		}
		sum := 0.
		for _, c := range x.Children {
			sum += weight[c.ID]
		}
		if checked++; math.Abs(sum-f.Weight) > 1e-9 {
			t.Errorf("%s weighs %v, what is named behind it %v", id, f.Weight, sum)
		}
	}
	if checked < 10 {
		t.Errorf("only %d strands", checked)
	}
}

// TestExplanationsAreAlwaysTheSame holds that a tree does not depend on the
// order of anything, nor on whether the result was stored in between.
func TestExplanationsAreAlwaysTheSame(t *testing.T) {
	a := exampleResult(t)
	data, err := result.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	back, _, err := result.Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	again := gate.NewExplainer(exampleResult(t))
	e := gate.NewExplainer(back)
	for i, id := range gate.Explainable(a) {
		if i%50 != 0 { // thousands are alike
			continue
		}
		x, _ := e.Explain(id)
		y, _ := again.Explain(id)
		if diff := cmp.Diff(x, y); diff != "" {
			t.Fatalf("%s differs:\n%s", id, diff)
		}
	}
}
