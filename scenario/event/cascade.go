// SPDX-License-Identifier: Apache-2.0

package event

import (
	"fmt"
	"slices"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/supplier"
)

// Cascade is how a loss is supposed to be handed on from one to the next: what
// the author of a scenario takes to be so. Records of systems and suppliers
// state none of it.
type Cascade struct {
	Shocks []Shock  `json:"shocks"`
	Inputs []Intake `json:"inputs"`
}

// Shock is what a subject loses by itself.
type Shock struct {
	Of     string          `json:"of"`   // supplier:ID, product:ID, asset:ID or sector:NAME
	Loss   *supplier.Range `json:"loss"` // share of what it gives, 0..1
	Source string          `json:"source,omitempty"`
}

// Intake is what a subject takes from another.
type Intake struct {
	Of   string `json:"of"`
	From string `json:"from"`
	// Weight is the share of its output that rests on the input, 0..1; those of
	// one subject add up to at most 1. It belongs to inputs that are not
	// essential, and is then required.
	Weight *supplier.Range `json:"weight,omitempty"`
	// Essential: nothing works without the input.
	Essential bool `json:"essential,omitempty"`
	// Substitution is the share of the input that others make good, 0..1; absent
	// is not known.
	Substitution *supplier.Range `json:"substitution,omitempty"`
	Source       string          `json:"source,omitempty"`
}

// cascadeSubjects are the kinds of subject that hand a loss on.
var cascadeSubjects = []string{"supplier", "product", "asset", "sector"}

// check reports what is wrong with a cascade, all at once.
func (c *Cascade) check(s *Scenario) diag.List {
	var ds diag.List
	add := func(pointer, format string, args ...any) {
		ds.Add(diag.Diagnostic{Code: "scenario/cascade", Position: s.At("/cascade" + pointer), Message: fmt.Sprintf(format, args...),
			Remedy: "see docs/scenario.md, Cascades"})
	}
	share := func(pointer string, r *supplier.Range) {
		if r != nil && (r.Lo < 0 || r.Hi > 1 || r.Lo > r.Hi) {
			add(pointer, "%g to %g is no share from 0 to 1", r.Lo, r.Hi)
		}
	}
	subject := func(pointer, text string) {
		if err := about("subject", text, cascadeSubjects); err != nil {
			add(pointer, "%v", err)
		}
	}
	if len(c.Shocks) == 0 {
		add("", "nothing is lost at first")
	}
	shocked := map[string]bool{}
	for i, x := range c.Shocks {
		at := fmt.Sprintf("/shocks/%d", i)
		subject(at+"/of", x.Of)
		share(at+"/loss", x.Loss)
		if x.Loss == nil {
			add(at, "the loss is not said; write loss: 1 for all")
		}
		if shocked[x.Of] {
			add(at+"/of", "%s is shocked twice", x.Of)
		}
		shocked[x.Of] = true
	}
	sums, pairs := map[string]float64{}, map[[2]string]bool{}
	for i, x := range c.Inputs {
		at := fmt.Sprintf("/inputs/%d", i)
		subject(at+"/of", x.Of)
		subject(at+"/from", x.From)
		share(at+"/weight", x.Weight)
		share(at+"/substitution", x.Substitution)
		switch {
		case x.Essential && x.Weight != nil:
			add(at+"/weight", "an essential input is handed on whole and has no weight")
		case !x.Essential && x.Weight == nil:
			add(at, "how much of %s rests on %s is not said; write weight:, or essential: true", x.Of, x.From)
		case x.Of == x.From:
			add(at+"/from", "%s takes nothing from itself", x.Of)
		}
		if pair := [2]string{x.Of, x.From}; pairs[pair] {
			add(at, "what %s takes from %s is said twice", x.Of, x.From)
		} else {
			pairs[pair] = true
		}
		if x.Weight != nil {
			sums[x.Of] += x.Weight.Hi
		}
	}
	for i, x := range c.Inputs {
		first := slices.IndexFunc(c.Inputs, func(y Intake) bool { return y.Of == x.Of }) == i
		if first && sums[x.Of] > 1+1e-9 {
			add(fmt.Sprintf("/inputs/%d/of", i), "the upper ends of the weights of %s add up to %.6g, more than 1", x.Of, sums[x.Of])
		}
	}
	return ds
}
