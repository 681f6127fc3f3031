// SPDX-License-Identifier: Apache-2.0

package gate

import (
	"fmt"

	"github.com/kedja/kedja/result"
)

// indexLeaving makes the words of law about leaving a supplier askable: those
// of the register of information, and those of the Data Act.
func (e *Explainer) indexLeaving(l *result.LockIn, about string) {
	if l.Rework != nil {
		e.add("lockIn", lockInID(l, "rework"), func() result.Explanation {
			return number("components to rework, with those that may have to be, "+about, l.Rework.String(), "")
		}, func() []result.Explanation {
			b := branch{e: e}
			e.sboms(&b, l.Scope)
			return []result.Explanation{measure("rework frontier", "The components of others that depend directly on its own; at the high end also on those that nobody is known to stand behind.", "section 6", b.out)}
		})
	}
	if d := l.DORA; d != nil {
		e.add("lockIn", lockInID(l, "dora"), func() result.Explanation {
			return number("words of the register of information (DORA, B_07.01), "+about, either(d.Substitutability),
				fmt.Sprintf("Reintegration: %s. Exit plan: %s. The first of two words is for the lower ends of the dimensions, the second for the upper ends.", either(d.Reintegration), d.ExitPlan))
		}, func() []result.Explanation {
			b := branch{e: e}
			for _, name := range []string{"alternatives", "migrationTime", "migrationCost", "data", "integration", "exitPlan"} {
				b.refs(lockInID(l, name))
			}
			b.add(measure("words of the register", "From the dimensions of lock-in, by the table in the method: a choice, which the Regulation does not make.", "section 6", e.leavingGrounds(l)))
			return b.out
		})
	}
	for i := range l.Switching {
		s := &l.Switching[i]
		e.add("lockIn", switchingID(l, s), func() result.Explanation {
			return number("terms of switching under the Data Act, "+about, s.Applies,
				fmt.Sprintf("Whether the Act applies: %s. Notice %s months, transition %s days, data to be had for %s days, charges %s.", s.Applies, s.NoticeMonths, s.TransitionDays, s.RetrievalDays, s.Charges))
		}, func() []result.Explanation {
			b := branch{e: e}
			if s.Product != "" {
				b.facts("product:"+s.Product, "product.kind", "product.supplier", "product.contracts", "product.dataExport")
			}
			if s.Contract != "" {
				b.facts("contract:"+s.Contract, "contract.supplier", "contract.clauses", "contract.noticeMonths", "contract.exitCharges")
			}
			return []result.Explanation{
				measure("switching", "Articles 25(2)(d), (a) and (g) and 29 of Regulation (EU) 2023/2854: what the contract states, within what the Act allows.", "section 6", e.orAll(b.out)),
				parameter("as-of date", e.a.AsOf, "Charges end on 12 January 2027."),
			}
		})
	}
}

func switchingID(l *result.LockIn, s *result.Switching) string {
	id := lockInID(l, "switching")
	if s.Product != "" {
		id += "/" + s.Product
	}
	if s.Contract != "" {
		id += "/" + s.Contract
	}
	return id
}

// either writes one of two words, or both.
func either(words [2]string) string {
	if words[0] == words[1] {
		return words[0]
	}
	return words[0] + " to " + words[1]
}

// leavingGrounds lists the facts behind the words.
func (e *Explainer) leavingGrounds(l *result.LockIn) []result.Explanation {
	b := branch{e: e}
	e.lockInFacts(&b, l, []string{"product.alternatives", "product.migration", "product.dataExport", "product.exitPlan"}, nil, false)
	return e.orAll(b.out)
}

// when explains when a loss matters: the tolerance of the asset, and the
// stocks of those who are lost.
func (e *Explainer) when(m *result.MattersAfter, asset string, parties []string) []result.Explanation {
	if m == nil {
		return nil
	}
	b := branch{e: e}
	if m.ToleranceDays == nil {
		b.add(e.missing("asset:"+asset, "asset.tolerance"))
	} else {
		b.facts("asset:"+asset, "asset.tolerance")
	}
	if m.StopsAfterDays != (result.Interval{}) {
		for _, p := range parties {
			if e.parties[p] != nil && !b.facts("supplier:"+p, "supplier.supplyAssurance.stockDays") {
				b.add(e.missing("supplier:"+p, "supplier.supplyAssurance.stockDays"))
			}
		}
	}
	return []result.Explanation{measure("when a loss matters", "Days until the asset stops, "+m.StopsAfterDays.String()+", plus its tolerance: at once in mode stop, after the stock of those who are lost in mode noSupply.", "section 5", e.orAll(b.out))}
}

// whenText says when a loss matters, "" where that is not known.
func whenText(m *result.MattersAfter) string {
	if m == nil {
		return ""
	}
	words := m.String()
	return " It " + words + "."
}
