// SPDX-License-Identifier: Apache-2.0

package gate

import (
	"fmt"
	"strings"

	"github.com/kedja/kedja/result"
)

// indexRow makes a row as a whole askable, and the number of its groups.
func (e *Explainer) indexRow(c *result.Concentration, about string) {
	row := rowID(c)
	e.add("concentration", row, func() result.Explanation {
		return number("concentration "+about, fmt.Sprintf("%d groups, HHI %s", c.N, c.HHI), "")
	}, func() []result.Explanation { return e.rowParts(c) })
	e.add("concentration", row+"/n", func() result.Explanation {
		return number("known groups "+about, itoa(c.N), "")
	}, func() []result.Explanation {
		var shares []member
		for i := range c.Shares {
			shares = append(shares, member{id: row + "/shares/" + c.Shares[i].Key})
		}
		text := "Groups that have any mass for certain or possibly; what belongs to no known group is none."
		if c.Rest != nil {
			text += fmt.Sprintf(" The %d smallest are not listed in the result.", c.Rest.N)
		}
		return e.counted(shares, "count of groups", text, "section 4", e.groundsOf(c))
	})
}

func rowID(c *result.Concentration) string {
	return "concentration/" + c.Scope + "/" + c.By + "/" + c.Basis
}

// rowParts explains all numbers of a row together: each by its formula, and
// the shares that they are computed from.
func (e *Explainer) rowParts(c *result.Concentration) []result.Explanation {
	b := branch{e: e}
	row := rowID(c)
	for _, m := range concentrationMeasures {
		b.refAs(m.title, row+"/"+m.name)
	}
	b.refAs("known groups", row+"/n")
	for i := range c.Shares {
		b.refAs("share of "+e.member(c.By, c.Shares[i].Key), row+"/shares/"+c.Shares[i].Key)
	}
	text := "All is computed from the shares: HHI is the sum of their squares, the effective number 1 / HHI, CR1 and CR3 the largest and the three largest. " +
		"At the low end everything that is not attributed is a group of its own, at the high end all of it belongs to the largest."
	b.add(measure("concentration", text, "section 4", e.groundsOf(c)))
	b.refs(e.restsOn[row+"/hhi"]...)
	return b.out
}

// massOf lists the numbers that a supplier's share is made of.
func (e *Explainer) massOf(c *result.Concentration, party string) []string {
	var out []string
	switch {
	case c.Basis == "spend":
		for _, p := range e.productsIn(c.Scope) {
			if p.Party == party {
				out = append(out, "products/"+p.ID+"/spend")
			}
		}
	case c.Basis == "count" && c.Scope == e.a.Subject.ID:
		out = append(out, "parties/"+party+"/components")
	}
	return out
}

// wholeOf lists the number that the shares of a row are parts of, where the
// result has it.
func (e *Explainer) wholeOf(c *result.Concentration) []string {
	product, single := strings.CutPrefix(c.Scope, "product:")
	switch {
	case c.Basis == "spend":
		return []string{"spend/" + c.Scope}
	case c.Basis == "count" && c.Scope == e.a.Subject.ID:
		return []string{"coverage/components"}
	case c.Basis == "count" && single:
		return []string{"products/" + product + "/components"}
	}
	return nil
}
