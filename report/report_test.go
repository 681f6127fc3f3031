// SPDX-License-Identifier: Apache-2.0

package report_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/report"
	"github.com/kedja/kedja/result"
)

func TestJSONIsReadBack(t *testing.T) {
	var b bytes.Buffer
	if err := report.JSON(&b, sample()); err != nil {
		t.Fatal(err)
	}
	back, list, err := result.Decode(b.Bytes())
	if err != nil || len(list) > 0 {
		t.Fatal(err, list)
	}
	want := sample()
	want.Normalize()
	if diff := cmp.Diff(want, back); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	// A report of what was read back is the report of what was written.
	if diff := cmp.Diff(render(t, sample(), report.Options{Full: true}), render(t, back, report.Options{Full: true})); diff != "" {
		t.Errorf("text differs:\n%s", diff)
	}
}

func TestFormats(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range report.Formats {
		if f.Name == "" || f.Title == "" || f.MediaType == "" || f.Extension == "" || f.Render == nil {
			t.Errorf("format %q is not complete", f.Name)
		}
		if seen[f.Name] {
			t.Errorf("two formats are called %s", f.Name)
		}
		seen[f.Name] = true
		if got, ok := report.Find(f.Name); !ok || got.Name != f.Name {
			t.Errorf("%s is not found", f.Name)
		}
		var first, second bytes.Buffer
		if err := f.Render(&first, sample(), report.Options{}); err != nil {
			t.Fatal(err)
		}
		if err := f.Render(&second, sample(), report.Options{}); err != nil {
			t.Fatal(err)
		}
		if first.Len() == 0 || !bytes.Equal(first.Bytes(), second.Bytes()) {
			t.Errorf("%s: two runs differ, or nothing is written", f.Name)
		}
		if err := f.Render(&first, &result.Assessment{}, report.Options{}); err != nil {
			t.Errorf("%s of an empty result: %v", f.Name, err)
		}
	}
	if _, ok := report.Find("fax"); ok {
		t.Error("found a format that does not exist")
	}
}

func ExampleText() {
	a := &result.Assessment{
		AsOf:    "2026-06-15T00:00:00Z",
		Subject: result.Subject{ID: "system:webapp", Name: "Web shop"},
		Verdict: result.Verdict{State: "fail", Fail: 1},
		Findings: []result.Finding{{
			Rule: "baseline/VULN-0001", Outcome: result.Fail, Severity: "critical", Subject: "component:pkg:npm/a@1",
			Message: "a@1 has CVE-2026-0001, which is being exploited",
		}},
	}
	var b bytes.Buffer
	if err := report.Text(&b, a, report.Options{Width: 80}); err != nil {
		fmt.Println(err)
		return
	}
	first, _, _ := strings.Cut(b.String(), "\nCONCENTRATION")
	fmt.Print(first)
	// Output:
	// Web shop as of 2026-06-15
	// VERDICT: FAIL · 1 failed · 0 warnings · 0 unknown · 0 waived
	//
	// FINDINGS · worst first
	//   FAIL    critical · baseline/VULN-0001
	//           – a@1 has CVE-2026-0001, which is being exploited
	//             [component:pkg:npm/a@1]
}
