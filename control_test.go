// SPDX-License-Identifier: Apache-2.0

package kedja_test

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/gate"
	"github.com/kedja/kedja/report"
	"github.com/kedja/kedja/result"
)

// influenced looks at who else matters.
func influenced() fstest.MapFS {
	return ownRule("influence", `# METADATA
# title: Nobody else has a say
# description: A rule of a test.
# scope: package
# custom:
#   id: own/INFLUENCE-0001
#   scope: supplier
#   outcome: warn
#   severity: low
#   measures: ["nis2:21.2.d"]
#   needs: [supplier.control.decisive, supplier.control.significant]
#   message: "{subject}: {f.holder} by {f.means}"
#   remedy: None is needed.
package packs.own.influence_0001

finding contains f if {
	some x in input.supplier.control.decisive
	x.kind == "state"
	f := {"key": x.country, "holder": x.holder, "means": x.by, "evidence": ["supplier.control.decisive"]}
}

finding contains f if {
	some s in input.supplier.control.significant
	s.certain
	s.votes.lo < 0.5
	f := {"key": s.holder, "holder": s.holder, "means": "a holding", "evidence": ["supplier.control.significant"]}
}
`, `package packs.own.influence_0001_test

import data.packs.own.influence_0001

test_state if count(influence_0001.finding) == 1 with input as {"supplier": {"control": {"significant": [], "decisive": [{"holder": "state:XA", "kind": "state", "country": "XA", "by": "golden-share", "certain": true}]}}}

test_none if count(influence_0001.finding) == 0 with input as {"supplier": {"control": {"significant": [], "decisive": []}}}
`)
}

const shared = `
kind: Supplier
id: x
name: X
owners:
  - {party: y, share: 0.6, rights: [board-majority]}
  - {party: "person:1", share: 0.3}
unlistedHolderMax: 0.1
stateLinks:
  - {country: XB, kind: board, to: 2025-01-01}
  - {country: XA, kind: golden-share}
`

// TestWhoElseMatters follows rights and holdings from the records to the
// result, rules, reports and explanations.
func TestWhoElseMatters(t *testing.T) {
	name := filepath.Join(t.TempDir(), "system.yaml")
	if err := os.WriteFile(name, []byte(records(core("", ""), shared, "kind: Supplier\nid: y\nname: Y Holding\npartyKind: foundation\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	in, ds, err := kedja.Load([]string{name}, nil)
	if err != nil || ds.Err() != nil {
		t.Fatalf("%v\n%v", err, ds)
	}
	a, err := kedja.Assess(context.Background(), in, kedja.Options{AsOf: asOf, Policies: []fs.FS{influenced()}})
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, f := range a.Findings {
		if f.Rule == "own/INFLUENCE-0001" && f.Outcome == result.Warn {
			found = append(found, f.Message)
			if len(f.Evidence) == 0 || f.Evidence[0].Line == 0 {
				t.Errorf("%s rests on no place: %+v", f.Message, f.Evidence)
			}
		}
	}
	slices.Sort(found)
	if got := strings.Join(found, "; "); got != "X: person:1 by a holding; X: state:XA by golden-share" {
		t.Errorf("rules found %q", got)
	}
	var text strings.Builder
	if err := report.Text(&text, a, report.Options{}); err != nil {
		t.Fatal(err)
	}
	said := strings.Join(strings.Fields(text.String()), " ")
	if want := "beside: state XA by a golden share, person:1 with between 30 % and 40 % of the votes"; !strings.Contains(strings.ReplaceAll(said, "\u00a0", " "), want) {
		t.Errorf("the report does not say %q:\n%s", want, text.String())
	}
	why, err := gate.Explain(a, "control/x")
	if err != nil {
		t.Fatal(err)
	}
	places := map[string]int{}
	for _, c := range why.Children {
		if c.Kind == result.ExplainFact && c.Value != "" {
			places[c.Value] = c.At.Line
		}
	}
	lines := strings.Split(string(must(os.ReadFile(name))), "\n")
	for value, want := range map[string]string{"golden-share": "kind: golden-share", "board-majority": "rights: [board-majority]"} {
		if n := places[value]; n == 0 || !strings.Contains(lines[n-1], want) {
			t.Errorf("the explanation has %s at line %d, not at %q", value, n, want)
		}
	}
	holding, err := gate.Explain(a, "control/x/significant/person:1")
	if err != nil || holding.Value != "[0.3, 0.4] of the votes, [0.3, 0.4] of the capital" {
		t.Errorf("the holding of person:1: %q, %v", holding.Value, err)
	}
}

func must[T any](x T, err error) T {
	if err != nil {
		panic(err)
	}
	return x
}
