// SPDX-License-Identifier: Apache-2.0

package risk

import (
	"testing"

	"github.com/kedja/kedja/vuln"
)

// TestWhatListsCannotTell: of an open vulnerability that lists can tell nothing
// of nobody knows whether it is exploited, whatever they tell of others.
func TestWhatListsCannotTell(t *testing.T) {
	told, untold := vuln.Known{Status: vuln.Affected}, vuln.Known{Status: vuln.Affected}
	told.Exploited.Asked = true
	settled := vuln.Known{Status: vuln.NotAffected}
	for _, c := range []struct {
		name               string
		known              []vuln.Known
		listed             bool
		exploited, perhaps int
	}{
		{"no list", []vuln.Known{untold}, false, 0, 0},
		{"all told", []vuln.Known{told, told}, true, 0, 0},
		{"one not told", []vuln.Known{untold, told}, true, 0, 1},
		{"one not told that is settled", []vuln.Known{told, settled}, true, 0, 0},
	} {
		f, in := &TechnicalFacts{}, &Inputs{g: &Graph{}}
		f.settle(in.addTechnical(f, &vuln.Lookup{State: vuln.Checked}, c.known, func(*vuln.Known) Weight { return Weight{} }))
		if listed := f.Exploited != nil; listed != c.listed || listed && (*f.Exploited != c.exploited || *f.PossiblyExploited != c.perhaps) {
			t.Errorf("%s: %+v", c.name, f)
		}
	}
}
