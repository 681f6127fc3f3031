// SPDX-License-Identifier: Apache-2.0

package quality_test

import (
	"testing"

	"github.com/kedja/kedja/internal/corpus"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/quality"
	"github.com/kedja/kedja/sbom/read"
)

// counts are the present subjects and those that are asked.
type counts struct{ present, asked int }

// TestRealFiles compares files that nobody of this project wrote with counts
// that were made by a script over the raw JSON, and looked at.
func TestRealFiles(t *testing.T) {
	tests := []struct {
		file string
		want map[string]counts // profile/rule
	}{
		// syft: publishers of the packages, no relations, no hashes; the image itself
		// and the operating system name nobody.
		{"cyclonedx/guacsec+guac-data/docs/cyclonedx/syft-cyclonedx-docker.io-library-alpine.latest.json", map[string]counts{
			"ntia/author": {1, 1}, "ntia/supplier": {14, 16}, "ntia/version": {16, 16}, "ntia/identifier": {15, 16}, "ntia/dependency": {0, 16},
			"cisa-2026/context": {0, 0}, "cisa-2026/author": {0, 1}, "cisa-2026/hash": {0, 15}, "cisa-2026/license": {14, 16},
			"kedja/purl": {14, 14}, "kedja/root": {1, 1}, "kedja/completeness": {0, 1}, "bsi-2.1/format": {0, 1},
		}},
		// cdxgen: all relations, no suppliers, no licences.
		{"cyclonedx/CycloneDX+cdxgen/test/data/ddc-sbom.json", map[string]counts{
			"ntia/supplier": {0, 57}, "ntia/version": {57, 57}, "ntia/dependency": {57, 57}, "cisa-2025/license": {0, 57},
			"cisa-2026/author": {1, 1}, "fsct-3/relationship": {4, 4}, "fsct-3/completeness": {0, 4}, "bsi-2.1/creator": {1, 1},
		}},
		// trivy: lock files as applications, with vulnerabilities among them.
		{"cyclonedx/aquasecurity+trivy/integration/testdata/npm-cyclonedx.json.golden", map[string]counts{
			"ntia/supplier": {0, 14}, "ntia/version": {12, 14}, "cisa-2025/license": {5, 14}, "bsi-2.1/no-vulnerabilities": {0, 1},
			"bsi-2.1/format": {1, 1}, "kedja/relationship": {14, 14},
		}},
		// A model with its data sets: data have no supplier or version to ask for.
		{"cyclonedx/CycloneDX+sbom-utility/test/cyclonedx/1.7/ml-bom/cyclonedx-granite_4.1_30b_base.json", map[string]counts{
			"kedja/version": {1, 1}, "kedja/completeness": {1, 1},
		}},
		// SPDX 2.2: suppliers of a few packages, nothing asserted of licences.
		{"spdx2/microsoft+sbom-tool/samples/spdx_2.2/manifest.spdx.json", map[string]counts{
			"ntia/supplier": {12, 267}, "ntia/identifier": {267, 267}, "ntia/dependency": {267, 267}, "cisa-2025/license": {0, 267},
			"cisa-2025/hash": {0, 267}, "cisa-2026/tool-version": {1, 1}, "fsct-3/relationship": {49, 49}, "kedja/completeness": {0, 0},
		}},
		// Yocto: one recipe's package; its relations lead to other documents.
		{"spdx2/spdx+ntia-conformance-checker/tests/doc_fest/OpenEmbedded/python3-pyyaml.spdx.json", map[string]counts{
			"ntia/supplier": {0, 1}, "ntia/version": {1, 1}, "ntia/dependency": {0, 0}, "ntia/author": {1, 1}, "cisa-2025/license": {1, 1},
		}},
		// Written to conform with BSI TR-03183-2 v1.1: two packages, SHA-256 only.
		{"spdx2/interlynk-io+sbomqs/testdata/bsi/spdx/validFullyCompliantBsiV11.spdx23.json", map[string]counts{
			"ntia/supplier": {2, 2}, "ntia/version": {2, 2}, "cisa-2026/hash": {2, 2}, "bsi-2.1/format": {0, 1}, "bsi-2.1/creator": {1, 1},
			"bsi-2.1/hash": {0, 2}, "bsi-2.1/filename": {0, 0}, "bsi-2.1/distribution-license": {2, 2},
		}},
		// Written to conform with v2.1.0 for two packages; the third states only what
		// identifies it. One of the SHA-512 is no SHA-512, the digests of the sources
		// are none either.
		{"spdx3/interlynk-io+sbomqs/testdata/bsi/spdx3/v2.1.0-complete-all-fields.json", map[string]counts{
			"ntia/supplier": {3, 3}, "ntia/dependency": {3, 3}, "bsi-2.1/format": {1, 1}, "bsi-2.1/creator": {1, 1}, "bsi-2.1/component-creator": {3, 3},
			"bsi-2.1/filename": {2, 3}, "bsi-2.1/completeness": {2, 3}, "bsi-2.1/distribution-license": {3, 3}, "bsi-2.1/original-license": {3, 3},
			"bsi-2.1/hash": {1, 3}, "bsi-2.1/executable": {2, 3}, "bsi-2.1/archive": {2, 3}, "bsi-2.1/structured": {2, 3},
			"bsi-2.1/source-uri": {2, 3}, "bsi-2.1/source-hash": {0, 3}, "bsi-2.1/security-txt": {3, 3}, "cisa-2026/context": {1, 1},
		}},
	}
	for _, test := range tests {
		doc, _, err := read.File(corpus.Path(t, test.file), nil)
		if err != nil {
			t.Errorf("%s: %v", test.file, err)
			continue
		}
		r, err := quality.Assess(doc)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range r.Results {
			for _, f := range p.Fields {
				key := p.Profile[:len(p.Profile)-len("/1")] + "/" + f.Rule
				want, ok := test.want[key]
				if !ok {
					continue
				}
				delete(test.want, key)
				if got := (counts{f.Present, f.Present + f.DeclaredUnknown + f.Unusable + f.Missing}); got != want {
					t.Errorf("%s: %s: %d of %d, want %d of %d: %+v", test.file, key, got.present, got.asked, want.present, want.asked, f)
				}
			}
		}
		for key := range test.want {
			t.Errorf("%s: there is no rule %s", test.file, key)
		}
	}
}

// TestEveryRealFileCanBeAssessed holds what is true of every report: counts add
// up, shares stay in range, only what is complete has the score 1.
func TestEveryRealFileCanBeAssessed(t *testing.T) {
	if testing.Short() {
		t.Skip("short: reads the whole corpus")
	}
	n := 0
	for _, name := range corpus.Files(t, 0, "cyclonedx", "spdx2", "spdx3") {
		doc, _, err := read.File(corpus.Path(t, name), nil)
		if err != nil {
			continue // what cannot be read is the readers' subject
		}
		n++
		r, err := quality.Assess(doc)
		if err != nil {
			t.Fatal(err)
		}
		for i := range r.Results {
			hold(t, name, doc, &r, &r.Results[i])
		}
	}
	if n < 500 {
		t.Errorf("only %d files were read", n)
	}
}

func hold(t *testing.T, name string, doc *sbom.Document, r *quality.Report, p *quality.Result) {
	t.Helper()
	if (p.Score == nil) != (p.Verdict == quality.Undefined) {
		t.Errorf("%s: %s is %s with score %v", name, p.Profile, p.Verdict, p.Score)
	}
	if p.Score != nil && (*p.Score < 0 || *p.Score > 1 || *p.Score == 1 && p.Verdict == quality.Gaps) {
		t.Errorf("%s: %s is %s with score %v", name, p.Profile, p.Verdict, *p.Score)
	}
	for _, f := range p.Fields {
		asked := f.Present + f.DeclaredUnknown + f.Unusable + f.Missing
		total := asked + f.NotApplicable + f.NotExpressible
		switch {
		case f.Scope == quality.OfComponent && total < r.Components, f.Scope == quality.OfDocument && total != 1,
			(f.Share == nil) != (asked == 0), len(f.Examples) > quality.MaxExamples,
			f.Missing+f.Unusable > 0 && f.Fix == "":
			t.Errorf("%s: %s: %+v", name, p.Profile, f)
		}
	}
}
