// SPDX-License-Identifier: Apache-2.0

package load_test

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/load"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
)

// world reads testdata/world, which must be without a defect.
func world(t *testing.T) map[string]load.Record {
	t.Helper()
	records, diags, err := load.Path("testdata/world", kinds(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range diags {
		t.Error(d)
	}
	byFile := map[string]load.Record{}
	for _, r := range records {
		byFile[fmt.Sprintf("%s:%d", strings.TrimPrefix(r.File, "testdata/world/"), r.Line)] = r
	}
	return byFile
}

func TestFolderHoldsEveryKind(t *testing.T) {
	records, _, err := load.Path("testdata/world", kinds(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range records {
		got = append(got, fmt.Sprintf("%s:%d %s", r.File, r.Line, r.Kind))
	}
	want := []string{
		"testdata/world/facts.yml:1 Country",
		"testdata/world/facts.yml:10 Curation",
		"testdata/world/facts.yml:17 Evidence",
		"testdata/world/suppliers/others.json:1 Supplier",
		"testdata/world/suppliers/teliqon.yaml:1 Supplier",
		"testdata/world/system.yaml:2 System",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("records (-want +got):\n%s", diff)
	}
}

func date(y int, m time.Month, d int) supplier.Date {
	return supplier.Date{Time: time.Date(y, m, d, 0, 0, 0, 0, time.UTC)}
}

func ptr[T any](x T) *T { return &x }

func TestSupplier(t *testing.T) {
	s := world(t)["suppliers/teliqon.yaml:1"].Value.(*supplier.Supplier)
	for _, c := range []struct {
		what      string
		want, got any
	}{
		{"numbers in text keep their zeros", "01234567", s.Identifiers["duns"]},
		{"and their last digits", "3.10", s.Aliases[2]},
		{"a country is not a boolean", "NO", s.Established},
		{"an exact share", supplier.Exact(0.62), s.Owners.Items[0].Share},
		{"a share in a range", &supplier.Range{Lo: 0.05, Hi: 0.10}, s.Owners.Items[1].Share},
		{"votes that nobody stated", (*supplier.Range)(nil), s.Owners.Items[1].Votes},
		{"a date", date(2021, 5, 1), s.Owners.Items[0].From},
		{"none", supplier.List[supplier.Subcontract]{None: true}, s.Subcontractors},
		{"a bound of zero is known", ptr(0.05), s.UnlistedHolderMax},
		{"a practice that is not there", ptr(false), s.Practices.PSIRT},
		{"a practice of which nothing is known", (*bool)(nil), s.Practices.SBOMProvided},
		{"none as text, where the field is text", "none", s.SupplyAssurance.EndOfSale},
		{"a list of text that may be none", []string{"gallium"}, s.SupplyAssurance.SingleSourceMaterials.Items},
		{"a level", supplier.High, s.Incidents.Items[0].Severity},
		{"fields of an embedded struct", "s2", s.SourceOf("practices/psirt")},
		{"pointers in a map", "Decision 12", s.Sources["s3"].Title},
	} {
		if diff := cmp.Diff(c.want, c.got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.what, diff)
		}
	}
}

func TestSystem(t *testing.T) {
	s := world(t)["system.yaml:2"].Value.(*system.System)
	wantNeeds := []system.Need{
		{ID: "amf"}, {ID: "transport"},
		{AnyOf: []string{"udm-a", "udm-b"}},
		{AtLeast: 2, Of: []string{"edge-1", "edge-2", "edge-3"}},
	}
	if diff := cmp.Diff(wantNeeds, s.Assets[0].Needs); diff != "" {
		t.Errorf("needs (-want +got):\n%s", diff)
	}
	amf, transport := s.Products[0], s.Products[1]
	if diff := cmp.Diff(&supplier.Range{Lo: 400000, Hi: math.Inf(1)}, amf.Migration.Cost); diff != "" {
		t.Errorf("an open range (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(supplier.Exact(1.2e6), amf.Spend); diff != "" {
		t.Errorf("spend (-want +got):\n%s", diff)
	}
	if !transport.Interface.None || transport.DataExport.Known() {
		t.Errorf("none and unknown are confused: %+v, %+v", transport.Interface, transport.DataExport)
	}
	clauses := map[string]bool{"incidentNotice": true, "auditRight": true, "vulnerabilityHandling": true, "subcontractorFlowDown": false}
	if diff := cmp.Diff(clauses, s.Contracts[0].Clauses); diff != "" {
		t.Errorf("an unknown clause must be absent, not false (-want +got):\n%s", diff)
	}
}

func TestCountryLeavesOutWhatIsUnknown(t *testing.T) {
	c := world(t)["facts.yml:1"].Value.(*supplier.Country)
	want := map[string]bool{"eu": false, "eea": false, "nato": false}
	if diff := cmp.Diff(want, c.Memberships); diff != "" {
		t.Errorf("memberships (-want +got):\n%s", diff)
	}
}

// TestPositions checks that every position points at what it says: a scalar's
// at its text, a collection's at the name of its field.
func TestPositions(t *testing.T) {
	for _, r := range world(t) {
		data, err := os.ReadFile(filepath.FromSlash(r.File))
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(string(data), "\n")
		for pointer, p := range r.Positions {
			if p.File != r.File || p.Pointer != pointer {
				t.Fatalf("%s: position says %+v", pointer, p)
			}
			if p.Line < r.Line || p.Line > len(lines) || p.Column < 1 || p.Column > len(lines[p.Line-1])+1 {
				t.Errorf("%s: outside of the record: %v", pointer, p)
			}
		}
	}
	r := world(t)["suppliers/teliqon.yaml:1"]
	lines := strings.Split(string(must(os.ReadFile("testdata/world/suppliers/teliqon.yaml"))), "\n")
	for pointer, text := range map[string]string{
		"":                           "apiVersion:",
		"/kind":                      "Supplier",
		"/id":                        "teliqon",
		"/owners":                    "owners:",
		"/owners/0":                  "{party: qanta",
		"/owners/0/votes":            "0.70",
		"/owners/1":                  "party:",
		"/owners/1/share":            "share:",
		"/subcontractors":            "none",
		"/identifiers/duns":          "01234567",
		"/match/purl/0":              `"pkg:npm/`,
		"/practices/sbomProvided":    "~",
		"/sourcesOf/practices~1*":    "s2",
		"/sources/s2/title":          `"Answer`,
		"/designations/0/scope":      "scope:",
		"/supplyAssurance/endOfSale": "none",
	} {
		p, ok := r.Positions[pointer]
		if !ok {
			t.Errorf("%s has no position", pointer)
			continue
		}
		if rest := lines[p.Line-1][p.Column-1:]; !strings.HasPrefix(rest, text) {
			t.Errorf("%s: at %v stands %q, want %q", pointer, p, rest, text)
		}
	}
}

func must[T any](x T, err error) T {
	if err != nil {
		panic(err)
	}
	return x
}

func TestRecordsKnowTheirOrigin(t *testing.T) {
	s := world(t)["system.yaml:2"].Value.(*system.System)
	want := diag.Position{File: "testdata/world/system.yaml", Pointer: "/products/1/id", Line: 39, Column: 9}
	if diff := cmp.Diff(want, s.At("/products/1/id")); diff != "" {
		t.Errorf("position (-want +got):\n%s", diff)
	}
	if got := s.At("/products/1/supplier").Pointer; got != "/products/1" {
		t.Errorf("a field that the file does not have is placed at %q", got)
	}
}
