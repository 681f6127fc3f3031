// SPDX-License-Identifier: Apache-2.0

package triage_test

import (
	"cmp"
	"os"
	"strings"
	"testing"

	"github.com/kedja/kedja/vuln"
	"github.com/kedja/kedja/vuln/triage"
	"github.com/kedja/kedja/vuln/vex"
)

// TestWhatCountsOfMethodPage repeats the example of docs/method.md, section 8.
func TestWhatCountsOfMethodPage(t *testing.T) {
	page, err := os.ReadFile("../../docs/method.md")
	if err != nil {
		t.Fatal(err)
	}
	const a, b, c = "CVE-2026-0001", "CVE-2026-0002", "CVE-2026-0003"
	source := said{"osv.idx", map[string]vuln.Answer{"pkg:npm/a@1": found(a, b, c)}}
	out, _ := judge(t, triage.Options{Sources: []vuln.Source{source}, Statements: []*vex.Document{
		statement(t, "maker", "not_affected", a, "pkg:npm/a@1"), statement(t, "agency", "affected", a, "pkg:npm/a@1"),
		statement(t, "maker", "not_affected", b, "pkg:npm/a@1"),
	}}, component("pkg:npm/a@1"))
	var words []string
	open := 0
	for _, k := range out[0].Known {
		line := strings.NewReplacer(a, "A", b, "B", c, "C").Replace(k.ID) + " " + cmp.Or(string(k.Status), "open")
		if k.Disagree {
			line += ", in contradiction"
		}
		if k.Status.Open() {
			open++
		}
		words = append(words, line)
	}
	if want := "`" + strings.Join(words, "; ") + "`"; !strings.Contains(string(page), want) || open != 2 {
		t.Errorf("%d count; docs/method.md does not say %q", open, want)
	}
}
