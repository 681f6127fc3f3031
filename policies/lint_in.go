// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
)

// comparisons are the operators that bind more tightly than in.
var comparisons = []string{"equal", "neq", "lt", "lte", "gt", "gte"}

// memberships are x in y, and k, x in y, which keeps its parentheses.
var memberships = []string{"internal.member_2", "internal.member_3"}

const useHelper = "write x in y as a rule or a function of its own and compare that, or ask answer.of"

// membership looks for comparisons beside in. "x in y == false" is read as
// x in (y == false), which never holds, and "opa fmt" drops the parentheses of
// "(x in y) == false", which turns it into that.
func (l *linter) membership(loc *ast.Location, terms []*ast.Term) {
	operands := terms[1:]
	isIn := isCallOf(terms, memberships)
	switch {
	case len(operands) == 0:
	case isIn && isTermOf(operands[len(operands)-1], comparisons):
		l.bad(loc, "in", useHelper, "x in y == z is read as x in (y == z), which never holds")
	case (isIn || isCallOf(terms, comparisons)) && slices.ContainsFunc(operands, func(t *ast.Term) bool { return isTermOf(t, memberships[:1]) }):
		l.bad(loc, "in", useHelper, "opa fmt drops the parentheses of (x in y) == z, which is then read as x in (y == z)")
	}
}

func isCallOf(terms []*ast.Term, names []string) bool {
	return slices.Contains(names, terms[0].Value.String())
}

func isTermOf(t *ast.Term, names []string) bool {
	call, ok := t.Value.(ast.Call)
	return ok && isCallOf(call, names)
}
