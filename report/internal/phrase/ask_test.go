// SPDX-License-Identifier: Apache-2.0

package phrase

import (
	"testing"

	"github.com/kedja/kedja/result"
)

// TestWhomToAsk: facts of a supplier are asked of it; what a country's law
// says, of one's own people, whoever the finding is about.
func TestWhomToAsk(t *testing.T) {
	n := NewNames(&result.Assessment{Parties: []result.Party{{ID: "acme", Name: "Acme", Recorded: true}}})
	for fact, want := range map[string]string{
		"supplier.sites":        "Acme",
		"countries.US.law":      "your own people at Nordmark",
		"countries.XA.concern":  "your own people at Nordmark",
		"supplier.designations": "the authorities, or their published acts",
		"entity.employees":      "your own people at Nordmark",
	} {
		if got := n.whoKnows(fact, "supplier:acme", "Nordmark").Words; got != want {
			t.Errorf("%s: ask %s, want %s", fact, got, want)
		}
	}
}
