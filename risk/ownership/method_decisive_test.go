// SPDX-License-Identifier: Apache-2.0

package ownership_test

import (
	"os"
	"strings"
	"testing"

	"github.com/kedja/kedja/risk/ownership"
)

// TestDecisiveOfMethodPage repeats the example of docs/method.md.
func TestDecisiveOfMethodPage(t *testing.T) {
	page, err := os.ReadFile("../../docs/method.md")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Join(strings.Fields(string(page)), " ")
	for _, c := range []struct {
		party, network string
		rights         []ownership.Right
		want           int
	}{
		{"adro", "adro < bexo 0.6; rest 0.1\nbexo person", []ownership.Right{{Holder: "state:XA", Party: "adro", Kind: "golden-share"}}, 2},
		{"cyra", "cyra < bexo 0.1 board-majority; rest 0.1\nbexo < pia 0.7\npia person", nil, 2},
		{"cyra", "cyra < bexo 0.1 board; rest 0.1\nbexo < pia 0.7\npia person", nil, 2},
	} {
		in := parse(t, c.network)
		in.Rights = c.rights
		n := 0
		for _, x := range ownership.Decisive(in) {
			if x.Party != c.party {
				continue
			}
			n++
			if line := "`" + influenceLine(x) + "`"; !strings.Contains(text, line) {
				t.Errorf("docs/method.md does not say %q", line)
			}
		}
		if n != c.want {
			t.Errorf("%d have influence on %s, want %d", n, c.party, c.want)
		}
	}
}
