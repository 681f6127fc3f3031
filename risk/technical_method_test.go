// SPDX-License-Identifier: Apache-2.0

package risk_test

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
)

// TestTechnicalMethodPage repeats the example of docs/method.md, section 8, and
// looks for its numbers there.
func TestTechnicalMethodPage(t *testing.T) {
	page, err := os.ReadFile("../docs/method.md")
	if err != nil {
		t.Fatal(err)
	}
	profile := append(risk.DefaultProfile(), risk.TechnicalProfile()...)
	levels := map[string]result.Interval{}
	for _, cause := range profile {
		for _, factor := range cause.Factors {
			levels[factor] = result.Exactly(0)
		}
	}
	levels["vuln.severe"] = result.Exactly(3)
	levels["vuln.unfixed"] = result.Interval{Lo: 0, Hi: 2}
	levels["vuln.patching"] = result.Exactly(1)
	levels["vuln.support"] = result.Interval{Lo: 0, Hi: 3}
	levels["vuln.abandoned"] = result.Interval{Lo: 0, Hi: 3}
	words := func(i result.Interval) string {
		number := func(x float64) string { return strconv.FormatFloat(x, 'g', 6, 64) }
		if i.Lo == i.Hi {
			return number(i.Lo)
		}
		return "[" + number(i.Lo) + ", " + number(i.Hi) + "]"
	}
	for _, tt := range []struct {
		row       string
		exploited result.Interval
	}{
		{"a list is given and does not have it", result.Exactly(0)},
		{"no list is given", result.Interval{Lo: 0, Hi: 4}},
		{"a list has it", result.Exactly(4)},
	} {
		levels["vuln.exploited"] = tt.exploited
		e := risk.Exposure{Levels: levels, Impact: map[string]result.Interval{
			"availability": result.Exactly(0), "integrity": result.Exactly(1), "confidentiality": result.Exactly(0)}}
		c := e.Score(profile).Consequences["integrity"]
		row := fmt.Sprintf("| %s | %s | %s |", tt.row, words(c.Likelihood), words(c.Risk))
		if !strings.Contains(string(page), row) {
			t.Errorf("docs/method.md does not say %q", row)
		}
	}
}
