// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
)

// badContract has every term wrong that a contract can have under the Data
// Act; clauses are changed by the caller.
func badContract(clauses map[string]bool) Subject {
	notice, transition, retrieval := 6.0, 60.0, 7.0
	all := map[string]bool{
		"switchingCharges": true, "customBuilt": false, "infrastructureOnly": true, "switchingRight": false, "switchingAssistance": false, "exitSupport": false,
		"terminationOnSwitch": false, "exportableDataListed": false, "erasureAfterRetrieval": false, "switchingChargesStated": false,
		"switchingChoice": false, "transitionExtension": false, "jurisdictionPages": false,
	}
	for name, stated := range clauses {
		all[name] = stated
	}
	return Subject{Scope: "contract", ID: "contract:k", Name: "contract k", Input: &risk.ContractInput{
		Entity:   risk.EntityFacts{ID: "e", Country: "SE"},
		Contract: risk.ContractFacts{ID: "k", SupplierName: "Hylvane", NoticeMonths: &notice, TransitionDays: &transition, RetrievalDays: &retrieval, Clauses: all},
	}}
}

// TestDataActCharges: switching charges are a warning until the day from which
// none may be imposed, a failure then.
func TestDataActCharges(t *testing.T) {
	s := mustCompile(t, &Options{Packs: []string{"dataact"}})
	for _, c := range []struct {
		day  time.Time
		want result.Outcome
	}{
		{time.Date(2027, time.January, 11, 23, 59, 0, 0, time.UTC), ""},
		{time.Date(2027, time.January, 12, 0, 0, 0, 0, time.UTC), result.Fail},
	} {
		rep, err := s.Evaluate(t.Context(), Context{AsOf: c.day}, slices.Values([]Subject{badContract(map[string]bool{"dataAct": true})}))
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]result.Outcome{"dataact/CHARGE-0001": ""}
		for _, f := range rep.Findings {
			if f.Rule == "dataact/CHARGE-0001" || f.Outcome == result.Fail {
				got[f.Rule] = f.Outcome
			}
		}
		if diff := cmp.Diff(map[string]result.Outcome{"dataact/CHARGE-0001": c.want}, got); diff != "" {
			t.Errorf("%s:\n%s", c.day.Format(time.DateOnly), diff)
		}
	}
}

// TestDataActAsksOnlyItsContracts: a contract that is not stated to be one on
// data processing is judged by no rule, whatever it lacks; nor is a product
// of which no record says that it is a service.
func TestDataActAsksOnlyItsContracts(t *testing.T) {
	s := mustCompile(t, &Options{Packs: []string{"dataact"}})
	customer := risk.EntityFacts{ID: "e", Country: "SE"}
	product := func(kind string, stated bool, e risk.EntityFacts) Subject {
		return Subject{Scope: "product", ID: "product:p", Name: "p", Input: &risk.ProductInput{Entity: e, Product: risk.ProductFacts{ID: "p", Kind: kind, Stated: stated}}}
	}
	for _, c := range []struct {
		name    string
		subject Subject
		want    []string // what is not known
	}{
		{"a contract of which nobody says it", badContract(nil), nil},
		{"a contract on something else", badContract(map[string]bool{"dataAct": false}), nil},
		{"a service of the records", product("service", true, customer), []string{"contracts"}},
		{"the service of an SBOM", product("service", false, customer), nil},
		{"a software", product("software", true, customer), nil},
		{"a service of a customer outside the Union", product("service", true, risk.EntityFacts{ID: "e", Country: "XA"}), nil},
		{"a service of nobody", product("service", true, risk.EntityFacts{}), nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, f := range evaluate(t, s, Context{}, c.subject).Findings {
				if f.Outcome != result.Unknown {
					t.Errorf("%s: %s", f.Rule, f.Message)
				}
				got = append(got, f.Missing...)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestDataActNamesTheArticle: whoever reads a finding on a clause or a term
// can open the regulation at the right place.
func TestDataActNamesTheArticle(t *testing.T) {
	s := mustCompile(t, &Options{Packs: []string{"dataact"}})
	rep := evaluate(t, s, Context{}, badContract(map[string]bool{"dataAct": true}))
	n := 0
	for _, f := range rep.Findings {
		if !strings.HasPrefix(f.Rule, "dataact/CLAUSE") && !strings.HasPrefix(f.Rule, "dataact/TERM") {
			continue
		}
		n++
		i := slices.IndexFunc(rep.Rules, func(r result.Rule) bool { return r.ID == f.Rule })
		article, _, _ := strings.Cut(strings.TrimPrefix(rep.Rules[i].Measures[0], "dataact:"), ".")
		if !strings.Contains(f.Message, "article "+article+"(") {
			t.Errorf("%s cites %v and says %q", f.Rule, rep.Rules[i].Measures, f.Message)
		}
	}
	if n != 13 {
		t.Errorf("%d findings on ten clauses and three terms", n)
	}
}
