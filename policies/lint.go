// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/open-policy-agent/opa/v1/ast"
)

// The lint keeps rules positive in what may be unknown. A rule that finds
// something because a fact is absent would turn ignorance into an answer:
// "not x" is true of an unknown x. So not, every, default, else, a count that
// may be zero and object.get's own default are refused, and lib/known has the
// helpers that keep unknown apart.

// lintModule checks the statements of a rule's or a lib's module.
func (c *content) lintModule(f *file, r *rule) {
	l := &linter{c: c, f: f, r: r, above: map[*ast.Term]bool{}}
	for _, imp := range f.module.Imports {
		l.imports(imp)
	}
	for _, x := range f.module.Rules {
		l.rule(x)
	}
	ast.NewGenericVisitor(func(x any) bool { l.node(x); return false }).Walk(f.module)
}

type linter struct {
	c     *content
	f     *file
	r     *rule // nil in a lib
	above map[*ast.Term]bool
}

func (l *linter) bad(loc *ast.Location, code, remedy, message string) {
	l.c.diags.Add(diag.Diagnostic{Code: "policy/" + code, Position: l.f.at(loc), Message: message, Remedy: remedy})
}

const useKnown = "lib/known has helpers that keep unknown apart"

func (l *linter) imports(imp *ast.Import) {
	path := imp.Path.String()
	if !strings.HasPrefix(path, "data.lib.") && path != "rego.v1" {
		l.bad(imp.Location, "import", "import data.lib.NAME", "a rule imports nothing but lib packages, here "+path)
	}
}

func (l *linter) rule(x *ast.Rule) {
	if x.Default {
		l.bad(x.Location, "positive", useKnown, "default gives an answer where a fact may be unknown")
	}
	if x.Else != nil {
		l.bad(x.Location, "positive", useKnown, "else gives an answer where a fact may be unknown")
	}
	ref := x.Head.Ref()
	name := ref[0].String()
	if l.r != nil && slices.Contains(produced, name) && (len(ref) > 1 || x.Head.RuleKind() != ast.MultiValue) {
		l.bad(x.Location, "produces", "write "+name+" contains f if …", name+" must be a set")
	}
}

var produced = []string{"finding", "factor", "undecided"}

func (l *linter) node(x any) {
	switch x := x.(type) {
	case *ast.Expr:
		l.expr(x)
	case *ast.Term:
		switch v := x.Value.(type) {
		case ast.Ref:
			l.ref(x.Location, v)
		case ast.Call:
			l.call(x.Location, v, false)
		}
	}
}

func (l *linter) expr(x *ast.Expr) {
	if x.Negated && !onlyParams(x) {
		l.bad(x.Location, "positive", useKnown, "not is true of an unknown fact")
	}
	if len(x.With) > 0 {
		l.bad(x.Location, "with", "pass arguments to a function instead", "with hides what a rule reads")
	}
	switch terms := x.Terms.(type) {
	case *ast.Every:
		l.bad(x.Location, "positive", useKnown, "every is true of an empty list, so of an unknown one")
	case []*ast.Term:
		l.call(x.Location, terms, true)
	}
}

// call looks at a call; statement says that its answer decides.
func (l *linter) call(loc *ast.Location, terms []*ast.Term, statement bool) {
	l.membership(loc, terms)
	switch name := terms[0].Value.String(); name {
	case "count":
		if !l.above[terms[0]] {
			l.bad(loc, "positive", "compare it as count(x) > n, or count what is known with known.number", "a count is small when facts are unknown")
		}
	case "gt", "gte":
		if len(terms) > 2 {
			l.allowCount(terms[1])
		}
	case "lt", "lte":
		if len(terms) > 2 {
			l.allowCount(terms[2])
		}
	case "print":
		l.bad(loc, "print", "write a test instead", "print is not for rules")
	case "object.get":
		l.bad(loc, "positive", useKnown, "object.get has a default that stands in for an unknown fact")
	case "equal", "eq":
		if slices.ContainsFunc(terms[1:], isEmptyTerm) {
			l.bad(loc, "positive", useKnown, "comparing with nothing takes unknown for empty")
		}
	}
}

// allowCount notes a count whose being large is what matters.
func (l *linter) allowCount(t *ast.Term) {
	if call, ok := t.Value.(ast.Call); ok && call[0].Value.String() == "count" {
		l.above[call[0]] = true
	}
}

// ref looks at references to data.
func (l *linter) ref(loc *ast.Location, ref ast.Ref) {
	if len(ref) < 2 || !ref.HasPrefix(ast.DefaultRootRef) {
		return
	}
	switch path := constant(ref[1:]); {
	case len(path) > 1 && (path[0] == "lib" || path[0] == "catalogue"):
	case len(path) == 2 && path[0] == "asks" && l.r != nil && path[1] == l.r.ID && len(l.r.asks) > 0:
	case len(path) > 0 && path[0] == "params" && l.r != nil:
		l.param(loc, path)
	default:
		l.bad(loc, "data", "rules see data.params, data.catalogue and data.lib", "reference to "+ref.String())
	}
}

func (l *linter) param(loc *ast.Location, path []string) {
	ok := len(path) == 3 && path[1] == l.r.ID &&
		slices.ContainsFunc(l.r.Params, func(p Param) bool { return p.Name == path[2] })
	if !ok {
		l.bad(loc, "params", `write data.params["`+l.r.ID+`"].name with a name of its METADATA`, "the rule has no such parameter")
	}
}

// onlyParams reports whether an expression looks at parameters and constants
// alone, which are always known.
func onlyParams(x *ast.Expr) bool {
	only := true
	ast.NewGenericVisitor(func(n any) bool {
		t, ok := n.(*ast.Term)
		if !ok {
			return false
		}
		switch v := t.Value.(type) {
		case ast.Ref:
			if !v.HasPrefix(ast.MustParseRef("data.params")) && ast.BuiltinMap[v.String()] == nil {
				only = false
			}
			return true
		case ast.Var:
			only = false
		}
		return false
	}).Walk(x)
	return only
}

func isEmptyTerm(t *ast.Term) bool {
	switch v := t.Value.(type) {
	case ast.Null:
		return true
	case *ast.Array:
		return v.Len() == 0
	case ast.Object:
		return v.Len() == 0
	case ast.Set:
		return v.Len() == 0
	case ast.Call:
		return v.String() == "set()"
	}
	return false
}

// checkLibs checks what all rules rest on: libs read no input, live under
// data.lib, are not defined twice, and those of users obey the lint.
func (c *content) checkLibs() {
	owners := map[string]*file{}
	for _, f := range c.libs {
		if f.module == nil {
			continue
		}
		path := f.module.Package.Path.String()
		at := f.at(f.module.Package.Location)
		if !strings.HasPrefix(path, "data.lib.") {
			c.diags.Errorf("policy/lib", at, "the package of a lib is lib.NAME, not %s", strings.TrimPrefix(path, "data."))
		}
		if other := owners[path]; other != nil {
			c.diags.Errorf("policy/lib", at, "%s is already the package of %s", strings.TrimPrefix(path, "data."), other.name)
		}
		owners[path] = f
		whole := readsOf(f.module, func(loc *ast.Location, _ string) {
			c.diags.Errorf("policy/lib", f.at(loc), "a lib reads no input: take it as an argument")
		})
		if len(whole.children) > 0 {
			c.diags.Errorf("policy/lib", at, "a lib reads no input, here input.%s: take it as an argument", strings.Join(whole.paths(), ", input."))
		}
		if !f.trusted && !f.stands {
			c.lintModule(f, nil)
		}
	}
}
