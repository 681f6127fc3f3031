// SPDX-License-Identifier: Apache-2.0

package phrase

import (
	"slices"
	"strings"

	"github.com/kedja/kedja/result"
)

// Other is somebody who matters for a party beside its controllers: by a
// right, or by a significant holding.
type Other struct {
	Holder   string            // id
	Behind   []string          // who controls the holder of a right
	Right    string            // in words: "a golden share"; "" for a holding
	Votes    result.Interval   // of a holding
	Share    result.Interval   // of the capital
	Certain  bool              // otherwise it is possible
	Evidence []result.Evidence // where a right is stated
	Through  []string          // parties through which a holding is held
}

// kinds are what influence is called that is control itself.
var kinds = []string{"sole", "joint", "circular", "deFacto", "dispersed", "notEstablished"}

var rightWords = map[string]string{
	"board-majority": "the majority of the board", "veto": "a veto", "golden-share": "a golden share", "control-contract": "a contract of control",
	"board": "seats on the board", "control-by-articles": "the articles of the company", "control-by-law": "the law",
	"other-influence-or-control": "influence of a sort not named",
}

// Right calls a documented right what people call it.
func Right(by string) string {
	if words, ok := rightWords[by]; ok {
		return words
	}
	if over, ok := strings.CutPrefix(by, "veto-"); ok {
		return "a veto (" + Clean(over, MaxName) + ")"
	}
	return "the right " + Clean(by, MaxName)
}

// Others lists who matters for a party beside its controllers, the parties
// through which these hold it and what else they surely control: rights
// first, certain before possible, then holdings by size. Holdings of nobody named are left out: that
// control is not established says as much.
func (n *Names) Others(c *result.Control) []Other {
	own := append([]string{c.Party, ""}, c.Controllers...)
	for _, s := range c.Path {
		own = append(own, s.Holder)
	}
	var out []Other
	for _, x := range c.Decisive {
		if x.Through != "" || slices.Contains(kinds, x.By) || n.theirs(c, own, x.Holder) {
			continue
		}
		o := Other{Holder: x.Holder, Right: Right(x.By), Certain: x.Certain, Evidence: x.Evidence}
		for _, y := range c.Decisive {
			if y.Through == x.Holder && y.By == x.By && !slices.Contains(o.Behind, y.Holder) {
				o.Behind = append(o.Behind, y.Holder)
			}
		}
		out = append(out, o)
	}
	slices.SortStableFunc(out, func(x, y Other) int { // what is certain first
		switch {
		case x.Certain == y.Certain:
			return 0
		case x.Certain:
			return -1
		}
		return 1
	})
	for _, s := range c.Significant {
		if !n.theirs(c, own, s.Holder) {
			out = append(out, Other{Holder: s.Holder, Votes: s.Votes, Share: s.Share, Certain: s.Certain, Through: s.Through})
		}
	}
	return out
}

// theirs reports whether the holder is one of the party's own people, or
// surely controlled by its controllers and nobody else.
func (n *Names) theirs(c *result.Control, own []string, holder string) bool {
	if slices.Contains(own, holder) {
		return true
	}
	up := n.Control[holder]
	return up != nil && up.Certain && len(up.Controllers) > 0 && !slices.ContainsFunc(up.Controllers, func(id string) bool { return !slices.Contains(c.Controllers, id) })
}

// ofCapital reports whether the capital is what makes a holding significant.
func (o *Other) ofCapital() bool { return o.Share.Lo > o.Votes.Lo && o.Share.Hi >= o.Votes.Hi }

// Larger is how much a holding is, of the votes or of the capital.
func (o *Other) Larger() result.Interval {
	if o.ofCapital() {
		return o.Share
	}
	return o.Votes
}

// Size is the same in words.
func (o *Other) Size() string {
	switch {
	case o.Votes.Lo <= 0 && o.Votes.Hi >= 1:
		return "shares, how many is not known"
	case o.ofCapital():
		return Share(o.Share) + " of the capital"
	}
	return Share(o.Votes) + " of the votes"
}

// Words says who it is and what it has.
func (n *Names) Words(o *Other) string {
	out := n.Party(o.Holder)
	if len(o.Behind) > 0 {
		out += ", controlled by " + List(Apply(o.Behind, n.Party), 3, 0) + ","
	}
	if o.Right != "" {
		out += " by " + o.Right
	} else {
		out += " with " + o.Size()
	}
	if len(o.Through) > 0 {
		out += " through " + List(Apply(o.Through, n.Party), 3, 0)
	}
	if !o.Certain {
		out += " (possibly)"
	}
	return out
}
