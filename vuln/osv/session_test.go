// SPDX-License-Identifier: Apache-2.0

package osv

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/vuln"
)

// TestSession asks one by one what Match is asked at once: of names that records
// have and that none has, of ecosystems that are not whole, and nothing at all.
func TestSession(t *testing.T) {
	x, _, _ := build(t, malwareZip(t, 3000), exportZip(t, t.TempDir(), "PyPI",
		file{"P-1.json", `{"id":"P-1","affected":[{"package":{"ecosystem":"PyPI","name":"library-1"},"versions":["1.1"]}]}`},
		file{"P-2.json", `{"id":"P-2",`}))
	queries := append(components(5000), vuln.Query{}, vuln.Query{CPE: "cpe:/a:b:c"}, vuln.Query{PURL: "pkg:cargo/a@1"}, vuln.Query{PURL: "pkg:npm/"}, vuln.Query{PURL: "pkg:pypi/Library_1", Version: "1.1"})
	want, said, err := x.Match(t.Context(), queries)
	if err != nil {
		t.Fatal(err)
	}
	s := x.Session()
	for i := range queries {
		got, err := s.Ask(&queries[i])
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want[i], got); diff != "" {
			t.Fatalf("%+v: (-at once +one by one)\n%s", queries[i], diff)
		}
	}
	if diff := cmp.Diff(said, s.Diagnostics()); diff != "" || len(said) == 0 {
		t.Errorf("%d diagnostics (-at once +one by one)\n%s", len(said), diff)
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Ask(&queries[0]); err == nil {
		t.Error("a closed index answers")
	}
}
