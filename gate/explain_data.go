// SPDX-License-Identifier: Apache-2.0

package gate

import (
	"fmt"
	"maps"
	"slices"

	"github.com/kedja/kedja/result"
)

func (e *Explainer) indexVerdict() {
	v := &e.a.Verdict
	e.add("verdict", "verdict", func() result.Explanation {
		return number("verdict", or(v.State, "none"), fmt.Sprintf("%d failed, %d warnings, %d unknown, %d waived.", v.Fail, v.Warn, v.Unknown, v.Waived))
	}, func() []result.Explanation {
		b := branch{e: e}
		shown := 0
		for i := range e.a.Findings { // worst first
			if f := &e.a.Findings[i]; f.Waiver == "" && shown < shownParts {
				shown++
				b.refs(f.ID)
			}
		}
		parts := []result.Explanation{parameter("strictness", "the default of the gate", "Every failed finding fails, whatever its severity; the options of the gate change this.")}
		for _, p := range e.a.Policies {
			parts = append(parts, e.pack(p.Pack))
		}
		for i := range e.a.Inputs {
			parts = append(parts, e.input(e.a.Inputs[i].Name, ""))
		}
		text := "Fail where a finding that nobody waived fails, else warn where one warns or is unknown, else pass."
		if n := len(e.a.Findings); n > shown {
			text += fmt.Sprintf(" The %d worst of %d findings are named here.", shown, n)
		}
		b.add(measure("verdict", text, "section 1", parts))
		return b.out
	})
}

func (e *Explainer) indexCoverage() {
	c := &e.a.Coverage
	e.add("coverage", "coverage/components", func() result.Explanation {
		return number("components with a known party", fmt.Sprintf("%d of %d", c.Components.Attributed, c.Components.N), "")
	}, func() []result.Explanation {
		text := "The first step that gives an answer wins, and nothing is inherited from a parent:"
		for _, step := range slices.Sorted(maps.Keys(c.Components.ByStep)) {
			text += fmt.Sprintf(" %s %d,", step, c.Components.ByStep[step])
		}
		return []result.Explanation{measure("attribution", text[:len(text)-1]+".", "section 2", e.attributionGrounds())}
	})
	e.indexSteps()
	e.indexLookups()
	e.add("coverage", "coverage/controlCountry", func() result.Explanation {
		return number("direct suppliers whose country of control is known", fmt.Sprintf("%d of %d", c.ControlCountry.Known, c.ControlCountry.N),
			"Direct are those with a product, a service or a contract; suppliers that only components come from are not counted here.")
	}, func() []result.Explanation {
		b := branch{e: e}
		for i := range e.a.Control {
			b.refs("control/" + e.a.Control[i].Party)
		}
		g := branch{e: e}
		for _, name := range e.inputsOf("Supplier") {
			g.input(name, "")
		}
		b.add(measure("coverage of control", "Direct suppliers whose control is certain and leads to one country.", "section 3", e.orAll(g.out)))
		return b.out
	})
	e.add("coverage", "coverage/facts", func() result.Explanation {
		return number("facts that rules asked for", fmt.Sprintf("%d of %d known", c.Facts.Known, c.Facts.Needed),
			fmt.Sprintf("%d stated facts have no source.", c.Facts.Unsourced))
	}, func() []result.Explanation {
		return []result.Explanation{measure("coverage of facts", "One for each subject and each fact that a rule needs of it.", "section 1", e.orAll(nil))}
	})
}

// indexSteps makes it askable how many components each step of attribution
// found the party of.
func (e *Explainer) indexSteps() {
	steps := e.a.Coverage.Components.ByStep
	for _, step := range slices.Sorted(maps.Keys(steps)) {
		e.add("coverage", "coverage/components/"+step, func() result.Explanation {
			return number("components whose party was found by "+step, itoa(steps[step]), "")
		}, func() []result.Explanation {
			b := branch{e: e}
			b.refs("coverage/components")
			b.add(measure("attribution", "The components of the whole system for which this step is the first that gives an answer; unattributed ones have none.", "section 2", e.attributionGrounds()))
			return b.out
		})
	}
}

// attributionGrounds names the files that say whose components are.
func (e *Explainer) attributionGrounds() []result.Explanation {
	b := branch{e: e}
	for i := range e.a.Quality {
		q := &e.a.Quality[i]
		b.input(q.File, fmt.Sprintf("%d of its %d components have a party", q.Attributed, q.Components))
	}
	for _, kind := range []string{"Curation", "Supplier"} {
		for _, name := range e.inputsOf(kind) {
			b.input(name, "read for attribution")
		}
	}
	return e.orAll(b.out)
}

// orAll is the list, or all inputs where there is nothing more exact to name.
func (e *Explainer) orAll(out []result.Explanation) []result.Explanation {
	if len(out) > 0 {
		return out
	}
	b := branch{e: e}
	for i := range e.a.Inputs {
		b.input(e.a.Inputs[i].Name, "")
	}
	if len(b.out) == 0 {
		b.add(parameter("inputs", "none", "The result names no input."))
	}
	return b.out
}

func (e *Explainer) indexQuality() {
	for i := range e.a.Quality {
		q := &e.a.Quality[i]
		row := func(name, title, value, text string) {
			e.add("quality", "quality/"+q.File+"/"+name, func() result.Explanation {
				return number(title+", "+q.File, value, text)
			}, func() []result.Explanation {
				b := branch{e: e}
				b.input(q.File, fmt.Sprintf("%s %s", q.Format, q.SpecVersion))
				b.facts("document:"+q.File, "document")
				return []result.Explanation{measure("count", "Counted in the document as it was read.", "section 1", b.out)}
			})
		}
		row("components", "components", itoa(q.Components), "")
		row("dependencies", "dependencies", itoa(q.Dependencies), "Distinct pairs with both ends in the document.")
		row("attributed", "components with a known party", fmt.Sprintf("%d of %d", q.Attributed, q.Components), "")
		for _, field := range slices.Sorted(maps.Keys(q.Fields)) {
			row(field, "components that state the "+field, fmt.Sprintf("%d of %d", q.Fields[field], q.Components), "")
		}
	}
}
