// SPDX-License-Identifier: Apache-2.0

package kedja_test

import (
	"context"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/result"
)

// twoValves needs a drive, and one of two valves; nothing is known of owners.
const twoValves = `apiVersion: kedja/v1
kind: System
id: plant
entity: {id: op, name: Operator, country: XA}
products:
  - {id: drive, kind: service, supplier: adro, spend: 50}
  - {id: valve-a, kind: service, supplier: bexo, spend: 30}
  - {id: valve-b, kind: service, supplier: cyra, spend: 20}
assets:
  - id: line
    class: "nis2:systems"
    criticality: high
    needs: [drive, {anyOf: [valve-a, valve-b]}]
`

func assessValves(t *testing.T, params map[string]string) (*result.Assessment, error) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "system.yaml")
	if err := os.WriteFile(file, []byte(twoValves), 0o600); err != nil {
		t.Fatal(err)
	}
	in, ds, err := kedja.Load([]string{file}, nil)
	if err != nil || ds.Err() != nil {
		t.Fatal(err, ds)
	}
	return kedja.Assess(context.Background(), in, kedja.Options{AsOf: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC), Params: params})
}

// TestImportanceOfMethodPage: the line of the method page, with p = 0.1.
func TestImportanceOfMethodPage(t *testing.T) {
	a, err := assessValves(t, map[string]string{"measure.importance.p": "0.1"})
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Importance) != 1 {
		t.Fatalf("%d rows", len(a.Importance))
	}
	x := a.Importance[0]
	near := func(i result.Interval, want float64) bool {
		return math.Abs(i.Lo-want) < 1e-4 && math.Abs(i.Hi-want) < 1e-4
	}
	if x.Asset != "line" || x.Mode != "stop" || !near(x.P, 0.109) || len(x.Suppliers) != 3 || x.Suppliers[0].Key != "adro" || !near(x.Suppliers[0].Birnbaum, 0.99) {
		t.Errorf("%+v", x)
	}
	found := false
	for _, s := range a.Assumptions {
		found = found || s.Fact == "measure.importance.p" && s.Value == "0.1"
	}
	if !found || a.Params["measure.importance.p"] != "0.1" {
		t.Errorf("the probability is not among the assumptions and parameters: %v, %v", a.Assumptions, a.Params)
	}
	only, err := assessValves(t, map[string]string{"measure.importance.p.bexo": "0.5"})
	if err != nil {
		t.Fatal(err)
	}
	if x := only.Importance[0]; x.P != (result.Interval{}) || x.Suppliers[0].Key != "adro" {
		t.Errorf("only bexo can be lost, and the line works without it: %+v", x)
	}
	none, err := assessValves(t, nil)
	if err != nil || none.Importance != nil {
		t.Errorf("without probabilities: %v, %v", none.Importance, err)
	}
}

// TestDependencyParams: thresholds and a cap reach the rows.
func TestDependencyParams(t *testing.T) {
	a, err := assessValves(t, map[string]string{"measure.dependency.cdi1": "0.25", "measure.dependency.cdi3": "2", "measure.dependency.cap": "0.3"})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range a.Dependency {
		if d.Indicators[0].Threshold != 0.25 || d.Indicators[1].Threshold != 0.5 || d.Indicators[2].Threshold != 2 || d.HighRisk.Cap == nil || *d.HighRisk.Cap != 0.3 {
			t.Errorf("%+v", d)
		}
	}
	if len(a.Dependency) == 0 {
		t.Error("no rows")
	}
}

// TestMeasureParamsOutOfRange: what is wrong is said, all at once.
func TestMeasureParamsOutOfRange(t *testing.T) {
	for name, want := range map[string]string{
		"measure.dependency.cdi2=1.5":   `"1.5" is not a number between 0 and 1`,
		"measure.dependency.cdi3=-1":    "is not a number of 0 or more",
		"measure.importance.p=NaN":      "is not a number between 0 and 1",
		"measure.importance.p.nemo=0.1": "the system has no supplier nemo",
		"measure.other=1":               "no measure has it; behind measure. there are dependency.cdi1",
	} {
		key, value, _ := strings.Cut(name, "=")
		if _, err := assessValves(t, map[string]string{key: value}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
