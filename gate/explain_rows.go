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
	part := func(id, title, text string) {
		if found, ok := e.entries[id]; ok {
			x := found.head()
			x.ID, x.Title, x.Text = id, title, text
			b.add(x)
		}
	}
	for _, m := range concentrationMeasures {
		part(row+"/"+m.name, m.title, "")
	}
	part(row+"/n", "known groups", "")
	for i := range c.Shares {
		part(row+"/shares/"+c.Shares[i].Key, "share of "+e.member(c.By, c.Shares[i].Key), "")
	}
	text := "All numbers of a row are computed from its shares."
	for _, m := range concentrationMeasures {
		text += " " + upperFirst(m.title) + ": " + m.formula
	}
	b.add(measure("concentration", text, "section 4", e.groundsOf(c)))
	b.refs(e.restsOn[row+"/hhi"]...)
	return b.out
}

func upperFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
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
