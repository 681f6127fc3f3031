// SPDX-License-Identifier: Apache-2.0

package scan

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/sbom"
)

// TestIdentifiersAreKeptOnce: what is stated twice is kept once, and what is
// wrong is kept as stated with one diagnostic.
func TestIdentifiersAreKeptOnce(t *testing.T) {
	src := Open(strings.NewReader("{}"), sbom.Limits{})
	b := NewBuilder(src, JSON(src), Options{})
	var n sbom.Node
	for range 2 {
		for i, s := range []string{"pkg:npm/a@1", "npm/a@1"} {
			b.AddPURL(&n, s, int32(i+1))
		}
		for i, s := range []string{"cpe:2.3:a:v:p:1:*:*:*:*:*:*:*", "v:p"} {
			b.AddCPE(&n, s, int32(i+3))
		}
		b.Details(&n).Comment += "x"
	}
	want := sbom.Node{
		PURLs: []string{"pkg:npm/a@1", "npm/a@1"}, CPEs: []string{"cpe:2.3:a:v:p:1:*:*:*:*:*:*:*", "v:p"},
		More: &sbom.Details{Comment: "xx"},
	}
	if diff := cmp.Diff(want, n); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	b.Object()
	for b.Member() {
	}
	_, list, _ := b.Finish()
	var said []string
	for _, d := range list {
		if d.Line > 1 {
			said = append(said, d.Code)
		}
	}
	if diff := cmp.Diff([]string{"sbom/purl", "sbom/cpe"}, said); diff != "" {
		t.Errorf("%v (-want +got)\n%s", list, diff)
	}
}
