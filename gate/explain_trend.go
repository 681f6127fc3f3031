// SPDX-License-Identifier: Apache-2.0

package gate

import (
	"github.com/kedja/kedja/result"
)

// Since makes the changes of concentration since an earlier result askable
// too, as trend/SCOPE/BY/BASIS/hhi and …/cr1: see [Trend]. It must be called
// before the explainer is used by several goroutines.
func (e *Explainer) Since(old *result.Assessment) {
	before := *old
	before.Normalize()
	why := e.since(&before)
	for _, c := range Trend(&before, e.a) {
		if c.Old == nil || c.New == nil {
			continue
		}
		row := c.Scope + "/" + c.By + "/" + c.Basis
		for _, m := range []struct {
			name, title string
			change      *result.Interval
			old         result.Interval
		}{
			{"hhi", "concentration (HHI)", c.HHIChange, c.Old.HHI},
			{"cr1", "share of the largest (CR1)", c.CR1Change, c.Old.CR1},
		} {
			if m.change == nil {
				continue
			}
			e.add("trend", "trend/"+row+"/"+m.name, func() result.Explanation {
				text := "The new value less the old."
				if m.change.Contains(0) && *m.change != (result.Interval{}) {
					text += " It holds 0: no change is established."
				}
				if c.Note != "" {
					text += " Note: " + c.Note + "."
				}
				return number("change of "+m.title+" since "+before.AsOf+", "+or(groupWords[c.By], "by "+c.By)+" of "+e.subject(c.Scope)+", "+or(basisWords[c.Basis], c.Basis), m.change.String(), text)
			}, func() []result.Explanation {
				b := branch{e: e}
				b.refAs(m.title+" now", concentrationID(c.Scope, c.By, c.Basis, m.name))
				b.add(measure("trend", "[new low − old high, new high − old low]: what was unknown then and what is unknown now are two unknowns. Exactly 0 where nothing differs that the row rests on.", "section 4",
					append([]result.Explanation{parameter(m.title+" in the earlier result", m.old.String(), "As of "+before.AsOf+".")}, why...)))
				return b.out
			})
		}
	}
}

// since lists what went into the results and differs.
func (e *Explainer) since(before *result.Assessment) []result.Explanation {
	var out []result.Explanation
	for _, c := range causes(before, e.a) {
		if c.Kind == "data" && e.inputs[c.Name] != nil {
			what := "differs from what the earlier result rests on"
			if c.Old == "" {
				what = "is new"
			}
			out = append(out, e.input(c.Name, what))
			continue
		}
		out = append(out, parameter(c.Label(), or(c.New, "gone"), "Before: "+or(c.Old, "not there")+"."))
		if len(out) >= shownParts {
			break
		}
	}
	return out
}
