// SPDX-License-Identifier: Apache-2.0

package gate

import (
	"slices"

	"github.com/kedja/kedja/result"
)

// nobodyNamed stands for the holder of a significant holding whom the records
// leave room for and do not name.
const nobodyNamed = "unlisted"

func significantID(k *result.Control, s *result.SignificantHolding) string {
	return "control/" + k.Party + "/significant/" + or(s.Holder, nobodyNamed)
}

// indexSignificant makes the significant holdings in a party askable.
func (e *Explainer) indexSignificant(k *result.Control) {
	for i := range k.Significant {
		s := &k.Significant[i]
		e.add("control", significantID(k, s), func() result.Explanation {
			who, text := "somebody who is not named", "The list of owners leaves room for it."
			if s.Holder != "" {
				who, text = e.party(s.Holder), "Certain whatever is not known."
			}
			if s.Holder != "" && !s.Certain {
				text = "Possible as far as is known, not certain."
			}
			for j, id := range s.Through {
				text += []string{" Through ", ", "}[min(j, 1)] + e.party(id)
			}
			if len(s.Through) > 0 {
				text += "."
			}
			return number(who+"'s significant holding in "+e.party(k.Party), s.Votes.String()+" of the votes, "+s.Share.String()+" of the capital", text)
		}, func() []result.Explanation {
			return []result.Explanation{measure("significant holding",
				"What the holder and the parties that it controls have of the capital or of the votes; applied once, never chained.", "section 3",
				append(e.ownership(k), parameter("significant", "0.25", "At least a quarter of the capital or of the votes.")))}
		})
	}
}

// influenceKinds are the means of influence that are control itself, which
// the path explains.
var influenceKinds = []string{"sole", "joint", "circular", "deFacto", "dispersed", "notEstablished"}

// rights lists the documented rights over a party, each with where it is
// stated.
func (e *Explainer) rights(b *branch, k *result.Control) {
	for i := range k.Decisive {
		x := &k.Decisive[i]
		if slices.Contains(influenceKinds, x.By) {
			continue
		}
		node := result.Explanation{Kind: result.ExplainFact, Title: e.party(x.Holder) + " has decisive influence on " + e.party(k.Party), Value: x.By}
		if !x.Certain {
			node.Title = e.party(x.Holder) + " may have decisive influence on " + e.party(k.Party)
			node.Text = "The right need not reach so far."
		}
		if x.Through != "" {
			node.Title += " through " + e.party(x.Through)
		}
		if len(x.Evidence) == 0 {
			b.add(node)
		}
		for _, at := range x.Evidence {
			node.At = at
			b.add(node)
		}
	}
}
