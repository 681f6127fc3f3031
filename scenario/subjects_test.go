// SPDX-License-Identifier: Apache-2.0

package scenario_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja"
)

// TestExcludeOwnerAndCountry: an act on the owner grove is one on amber and
// birch, and perhaps on dogwood, whose owner nobody stated.
func TestExcludeOwnerAndCountry(t *testing.T) {
	for _, c := range []struct {
		event   string
		certain []string
		acts    []string
	}{
		{"exclude owner:grove", []string{"records-a", "records-b", "billing"}, []string{"supplier:amber/designations", "supplier:birch/designations"}},
		{"exclude country:FI", []string{"analyser"}, []string{"supplier:cedar/designations"}},
	} {
		r := run(t, input(t, small), c.event, "transition 12")
		slices.Sort(c.certain)
		if diff := cmp.Diff(c.certain, slices.Sorted(slices.Values(r.Events[0].Certain))); diff != "" {
			t.Errorf("%s takes (-want +got):\n%s", c.event, diff)
		}
		var acts, exits []string
		for _, a := range r.Assumptions {
			acts = append(acts, a.Fact)
		}
		if diff := cmp.Diff(c.acts, acts); diff != "" {
			t.Errorf("%s is recorded (-want +got):\n%s", c.event, diff)
		}
		for _, x := range r.PhaseOut.Exits {
			exits = append(exits, x.Product+" of "+x.Supplier)
		}
		if c.event == "exclude owner:grove" && !slices.Contains(exits, "records-b of birch") {
			t.Errorf("%s has the exits %v", c.event, exits)
		}
	}
}

// TestCompromiseOwner: whoever acts as grove acts as amber and birch, and has
// amber's access to the billing.
func TestCompromiseOwner(t *testing.T) {
	x := run(t, input(t, small), "compromise owner:grove").Compromised[0]
	slices.Sort(x.Products)
	got := fmt.Sprintf("%s %q: %v, %d assets, possibly %d more", x.Subject, x.Supplier, x.Products, x.Certain.Assets, x.Possible.Assets)
	if want := `owner:grove "": [billing records-a records-b], 3 assets, possibly 0 more`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// TestCompromiseComponent: app needs log, and web stands alone; the fault of
// log is within reach of the whole product, that of web too.
func TestCompromiseComponent(t *testing.T) {
	file := filepath.Join(t.TempDir(), "p.cdx.json")
	if err := os.WriteFile(file, []byte(`{"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
		"metadata": {"component": {"type": "application", "name": "p", "bom-ref": "p"}},
		"components": [
			{"type": "library", "name": "app", "version": "1", "purl": "pkg:npm/app@1", "bom-ref": "app"},
			{"type": "library", "name": "log", "version": "2", "purl": "pkg:npm/log@2", "bom-ref": "log"},
			{"type": "library", "name": "web", "version": "3", "purl": "pkg:npm/web@3", "bom-ref": "web"}],
		"dependencies": [{"ref": "p", "dependsOn": ["app", "web"]}, {"ref": "app", "dependsOn": ["log"]}]}`), 0o666); err != nil {
		t.Fatal(err)
	}
	in, ds, err := kedja.Load([]string{file}, nil)
	if err != nil {
		t.Fatal(err, ds)
	}
	for event, want := range map[string]string{
		"compromise component:pkg:npm/log":   "component:pkg:npm/log: 1 assets, 1 products, 2 components",
		"compromise component:pkg:npm/web@3": "component:pkg:npm/web@3: 1 assets, 1 products, 1 components",
	} {
		x := run(t, in, event).Compromised[0]
		if got := fmt.Sprintf("%s: %d assets, %d products, %d components", x.Subject, x.Certain.Assets, x.Certain.Products, x.Certain.Components); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
