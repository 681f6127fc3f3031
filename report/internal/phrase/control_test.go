// SPDX-License-Identifier: Apache-2.0

package phrase

import (
	"strings"
	"testing"

	"github.com/kedja/kedja/result"
)

// TestOthers: only who is not there through the controllers is named.
func TestOthers(t *testing.T) {
	third := result.Interval{Lo: .3, Hi: .3}
	right := func(holder, by, through string, certain bool) result.Influence {
		return result.Influence{Holder: holder, By: by, Through: through, Certain: certain}
	}
	a := &result.Assessment{
		Parties: []result.Party{{ID: "h", Name: "Holding AB"}},
		Control: []result.Control{
			{Party: "daughter", Kind: "sole", Certain: true, Controllers: []string{"top"}},
			{Party: "perhaps", Kind: "notEstablished", Controllers: []string{"top"}},
		},
	}
	for _, c := range []struct {
		name        string
		decisive    []result.Influence
		significant []result.SignificantHolding
		want        string
	}{
		{"control alone", []result.Influence{right("top", "sole", "", true), right("mid", "sole", "", true), right("top", "golden-share", "", true)},
			[]result.SignificantHolding{{Holder: "top", Votes: third}, {Holder: "mid", Votes: third}, {Holder: "daughter", Votes: third}, {Votes: third}}, ""},
		{"a right of another, with who controls that one", []result.Influence{right("h", "veto-budget", "", true), right("k", "veto-budget", "h", true)}, nil,
			"Holding AB, controlled by k, by a veto (budget)"},
		{"certain before possible", []result.Influence{right("b", "board", "", false), right("state:XA", "golden-share", "", true)}, nil,
			"state XA by a golden share; b by seats on the board (possibly)"},
		{"a right nobody knows", []result.Influence{right("b", "supervises", "", false)}, nil, "b by the right supervises (possibly)"},
		{"holdings", nil, []result.SignificantHolding{
			{Holder: "h", Share: third, Votes: third, Through: []string{"s"}, Certain: true}, {Holder: "perhaps", Share: third, Votes: result.Interval{}},
			{Holder: "z", Share: result.Interval{Hi: 1}, Votes: result.Interval{Hi: 1}}},
			"Holding AB with 30 % of the votes through s; perhaps with 30 % of the capital (possibly); z with shares, how many is not known (possibly)"},
	} {
		k := &result.Control{
			Party: "p", Kind: "sole", Certain: true, Controllers: []string{"top"}, Path: []result.PathStep{{Holder: "top", Party: "mid"}, {Holder: "mid", Party: "p"}},
			Decisive: c.decisive, Significant: c.significant,
		}
		n := NewNames(a)
		var got []string
		for _, o := range n.Others(k) {
			got = append(got, n.Words(&o))
		}
		if text := strings.ReplaceAll(strings.Join(got, "; "), NBSP, " "); text != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, text, c.want)
		}
	}
}
