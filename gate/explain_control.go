// SPDX-License-Identifier: Apache-2.0

package gate

import (
	"fmt"
	"slices"
	"strings"

	"github.com/kedja/kedja/result"
)

var controlWords = map[string]string{
	"sole": "one party controls it", "joint": "several control it together", "circular": "its controllers control one another",
	"deFacto": "the largest block controls it in fact, as an indication", "dispersed": "nobody possibly holds half", "notEstablished": "who controls it is not established",
}

func (e *Explainer) indexControl() {
	for i := range e.a.Control {
		k := &e.a.Control[i]
		e.add("control", "control/"+k.Party, func() result.Explanation {
			value := k.Kind + ", certain"
			if !k.Certain {
				value = k.Kind + ", not certain"
			}
			text := or(controlWords[k.Kind], k.Kind)
			if len(k.Controllers) > 0 {
				text += "; ultimately " + strings.Join(e.members("owner", k.Controllers), ", ")
			}
			if len(k.Countries) > 0 {
				text += "; country of control " + strings.Join(k.Countries, ", ")
			}
			return number("control of "+e.party(k.Party), value, capital(text)+".")
		}, func() []result.Explanation { return e.controlParts(k) })
		e.indexSignificant(k)
		for j := range k.Integrated {
			o := &k.Integrated[j]
			e.add("control", "control/"+k.Party+"/integrated/"+o.Owner, func() result.Explanation {
				return number(e.party(o.Owner)+"'s share of "+e.party(k.Party)+" over all holdings", o.Share.String(), "")
			}, func() []result.Explanation {
				return []result.Explanation{measure("integrated ownership",
					"The sum over all ownership walks from the owner to the party, without those that come back to the owner.", "section 3", e.ownership(k))}
			})
		}
	}
}

func (e *Explainer) controlParts(k *result.Control) []result.Explanation {
	b := branch{e: e}
	for i := range k.Path {
		s := &k.Path[i]
		b.add(result.Explanation{
			Kind: result.ExplainFact, Title: fmt.Sprintf("%s holds votes of %s", e.party(s.Holder), e.party(s.Party)),
			Value: s.Votes.String(), At: s.At,
		})
	}
	for i := range k.Integrated {
		b.refs("control/" + k.Party + "/integrated/" + k.Integrated[i].Owner)
	}
	for i := range k.Significant {
		b.refs(significantID(k, &k.Significant[i]))
	}
	e.rights(&b, k)
	b.add(measure("control", "More than half of the votes that can be exercised, alone or with those it controls; exactly half is not more. "+
		"Certain under every completion of what is not known.", "section 3", append(e.ownership(k), parameter("majority", "0.5", "More than half of the votes."))))
	return b.out
}

// ownership lists what is stated of the owners of a party and of those above
// it.
func (e *Explainer) ownership(k *result.Control) []result.Explanation {
	parties := []string{k.Party}
	also := func(ids ...string) {
		for _, id := range ids {
			if !slices.Contains(parties, id) {
				parties = append(parties, id)
			}
		}
	}
	for i := range k.Path {
		also(k.Path[i].Party, k.Path[i].Holder)
	}
	for i := range k.Integrated {
		also(k.Integrated[i].Owner)
	}
	also(k.Controllers...)
	b := branch{e: e}
	for _, id := range parties {
		subject := "supplier:" + id
		stated := b.facts(subject, "supplier.owners", "supplier.unlistedHolderMax", "supplier.partyKind")
		if !stated && (id == k.Party || !strings.HasPrefix(id, "state:")) {
			b.add(e.missing(subject, "supplier.owners"))
		}
		if e.stated[[2]string{subject, "supplier.owners"}] != nil && e.stated[[2]string{subject, "supplier.unlistedHolderMax"}] == nil && !k.Certain {
			b.add(e.missing(subject, "supplier.unlistedHolderMax"))
		}
		if slices.Contains(k.Controllers, id) && !strings.HasPrefix(id, "state:") {
			b.need(subject, "supplier.established")
		}
		b.assumptions(subject + "/owners")
	}
	return b.out
}
