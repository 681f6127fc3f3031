// SPDX-License-Identifier: Apache-2.0

package risk_test

import (
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/supplier"
)

// TestMethodPage repeats the numbers of docs/method.md, sections 2 and 7, and
// looks for them there.
func TestMethodPage(t *testing.T) {
	page, err := os.ReadFile("../docs/method.md")
	if err != nil {
		t.Fatal(err)
	}
	says := func(words string) {
		if !strings.Contains(string(page), words) {
			t.Errorf("docs/method.md does not say %q", words)
		}
	}
	number := func(got, want float64) {
		if math.Abs(got-want) > 1e-9 {
			t.Errorf("got %g, the page says %g", got, want)
		}
		says(strconv.FormatFloat(want, 'g', -1, 64))
	}

	e := risk.Exposure{
		Levels: map[string]result.Interval{
			"srp.interference.gov_link": result.Exactly(3), "srp.interference.legislation": result.Exactly(0), "srp.interference.ownership": result.Exactly(0),
			"srp.interference.pressure": result.Exactly(0), "srp.notices": result.Exactly(0), "srp.supply_assurance": result.Exactly(0),
			"srp.quality": result.Exactly(1), "srp.access": result.Exactly(0),
		},
		Impact: map[string]result.Interval{"availability": result.Exactly(0.5), "integrity": result.Exactly(1), "confidentiality": result.Exactly(1)},
		LockIn: result.Exactly(0.5),
	}
	s := e.Score(risk.DefaultProfile())
	number(s.Consequences["availability"].Likelihood.Lo, 0.75)
	number(s.Consequences["availability"].Impact.Lo, 0.375)
	number(s.Consequences["availability"].Risk.Lo, 28.125)
	number(s.Consequences["integrity"].Likelihood.Lo, 0.78125)
	number(s.Consequences["integrity"].Risk.Lo, 58.59375)
	if s.Level[0] != "critical" {
		t.Errorf("level %s, the page says critical", s.Level[0])
	}

	// Contributions: likelihood 0.75 from one cause, impact 1, nothing else.
	e.Levels["srp.quality"] = result.Exactly(0)
	e.Impact["availability"], e.LockIn = result.Exactly(1), result.Exactly(0)
	s = e.Score(risk.DefaultProfile())
	number(s.Risk.Lo, 37.5)
	for _, c := range e.Contributions(risk.DefaultProfile()).AtLo {
		if c.Name == "srp.interference" || c.Name == "impact" {
			number(c.Value, 18.75)
		} else if c.Value != 0 {
			t.Errorf("%s carries %g, the page says nothing of it", c.Name, c.Value)
		}
	}

	// Reach: the root needs a and c, both need b.
	g := build(t, document("app", 3, [][2]int{{-1, 0}, {-1, 2}, {0, 1}, {2, 1}}))
	counts, _ := g.Reach([]int32{0, 1, 2})
	for i, c := range g.Components {
		if want := map[string]int32{"lib-0": 1, "lib-1": 3, "lib-2": 1}[c.Name]; counts[i] != want {
			t.Errorf("reach of %s is %d, want %d", c.Name, counts[i], want)
		}
	}
	says("The reach of b is 3")

	// Attribution: the buyer's record outranks the SBOM, and the conflict is told.
	catalog, _ := supplier.NewCatalog([]*supplier.Supplier{{ID: "teliqon", Name: "Teliqon", Match: supplier.Match{PURL: []string{"pkg:npm/%40teliqon/*"}}}}, nil, nil, nil)
	at, ds := catalog.Attribute(&sbom.Document{Root: sbom.None, Nodes: []sbom.Node{
		{Parent: sbom.None, PURLs: []string{"pkg:npm/%40teliqon/core"}, Supplier: &sbom.Party{Name: "Example Trading"}},
	}})
	if at[0].Party != "teliqon" || at[0].Step != supplier.ByMatch || !ds.Has("attribution/conflict") {
		t.Errorf("given to %s by %v, %v", at[0].Party, at[0].Step, ds)
	}
	says("the party is `teliqon`, the\nstep is `match`, and the conflict is reported")
}
