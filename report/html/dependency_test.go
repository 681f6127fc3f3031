// SPDX-License-Identifier: Apache-2.0

package html_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/kedja/kedja/report/html"
	"github.com/kedja/kedja/result"
)

func rendered(t *testing.T, a *result.Assessment) string {
	t.Helper()
	var out bytes.Buffer
	if err := html.Render(&out, a, html.Options{}); err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(out.String(), "\u00a0", " ")
}

// TestMeasuresBesideConcentration: each measure that the result has is on the
// page, and one that it has not leaves nothing behind.
func TestMeasuresBesideConcentration(t *testing.T) {
	page := rendered(t, sample())
	for _, want := range []string{
		`<section id="dependency"`, `id="dependency-table"`, `id="dependency-assets"`, `id="tiers-table"`, `id="reach"`, `id="importance"`, `id="alternatives"`, `id="switching"`,
		"between 1 and 2 of 4 suppliers", "more than the cap of 30 %", "(after 4 hours)", "notice 2 months", "12–40",
		"Of those without a record only the ones that reach farthest are in the result.",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not have %q", want)
		}
	}
	if strings.Contains(page, `id="register"`) {
		t.Error("the register of information is shown to an entity that the rules for finance do not bind")
	}
	bank := sample()
	for i := range bank.Bounds {
		if bank.Bounds[i].Source == "dora" {
			bank.Bounds[i].Answer = "yes"
		}
	}
	if !strings.Contains(rendered(t, bank), "not substitutable (no real alternatives)") {
		t.Error("the register of information is not shown to one that they bind")
	}
	bare := sample()
	bare.Tiers, bare.Dependency, bare.Integrity, bare.Importance, bare.Alternatives = nil, nil, nil, nil, nil
	for _, not := range []string{`id="dependency`, `id="reach"`, `id="importance"`, `id="alternatives"`} {
		if strings.Contains(rendered(t, bare), not) {
			t.Errorf("the page of a result without it has %q", not)
		}
	}
}
