// SPDX-License-Identifier: Apache-2.0

package report_test

import (
	"strings"
	"testing"

	"github.com/kedja/kedja/report"
	"github.com/kedja/kedja/result"
)

// TestCyclesAreShown: each group with its size and one way round, and how many
// are not shown.
func TestCyclesAreShown(t *testing.T) {
	a := &result.Assessment{
		Subject: result.Subject{ID: "system:s"}, CyclesRest: 3,
		Cycles:     []result.Cycle{{Scope: "system:s", Size: 9, Path: result.Way{"component:b", "component:a"}}},
		Components: []result.Component{{ID: "a", Name: "libgcc", Version: "1"}, {ID: "b", Name: "libc", Version: "2"}},
	}
	a.Normalize()
	for name, c := range map[string]struct{ text, size string }{
		"text": {render(t, a, report.Options{}), "9 components"}, "Markdown": {markdown(t, a, report.Options{}), "| 9 |"},
	} {
		for _, want := range []string{c.size, "libc@2 → libgcc@1 → libc@2", "3 more groups"} {
			plain := strings.NewReplacer("<!-- -->", "", "\u00a0", " ").Replace(c.text)
			if !strings.Contains(plain, want) {
				t.Errorf("%s does not say %q:\n%s", name, want, c.text)
			}
		}
	}
}
