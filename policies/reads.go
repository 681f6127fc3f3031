// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// reads is the part of the input that a rule can see: a tree of names. A node
// without children that is whole stands for everything below it.
type reads struct {
	children map[string]*reads
	// whole: the value is read. presence: only whether there is one.
	whole, presence bool
}

// add marks a path as read.
func (r *reads) add(path []string, presence bool) {
	for _, name := range path {
		if r.children == nil {
			r.children = map[string]*reads{}
		}
		next := r.children[name]
		if next == nil {
			next = &reads{}
			r.children[name] = next
		}
		r = next
	}
	if presence {
		r.presence = true
		return
	}
	r.whole = true
}

// names returns the names of the children, sorted.
func (r *reads) names() []string {
	var out []string
	for name := range r.children {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// paths returns the dotted paths read, sorted; those of which only the
// presence counts end in a question mark.
func (r *reads) paths() []string {
	var out []string
	var walk func(r *reads, at string)
	walk = func(r *reads, at string) {
		switch {
		case r.whole:
			out = append(out, at)
			return
		case r.presence:
			out = append(out, at+"?")
		}
		for _, name := range r.names() {
			next := name
			if at != "" {
				next = at + "." + name
			}
			walk(r.children[name], next)
		}
	}
	walk(r, "")
	return out
}

// MayRead reports whether some rule of the set may see what stands at one of
// the dotted paths of an input, such as exposure.shares, or below it. It is
// true where that cannot be told: for rules that take the input as a whole,
// and for packs that are kept out of this process.
func (s *Set) MayRead(paths ...string) bool {
	if s.confined != nil {
		return true
	}
	for _, path := range paths {
		names := strings.Split(path, ".")
		for _, r := range s.rules {
			if r.reads.sees(names) || slices.ContainsFunc(r.Needs, func(need string) bool { return need == path || strings.HasPrefix(need, path+".") }) {
				return true
			}
		}
	}
	return false
}

// sees reports whether the path, something above it or something below it is
// read.
func (r *reads) sees(path []string) bool {
	for _, name := range path {
		if r.whole || r.presence {
			return true
		}
		if r = r.children[name]; r == nil {
			return false
		}
	}
	return true
}

// readsOf derives what the rules of a module read from the input, as written,
// before the compiler rewrites them: the constant beginning of every
// reference to input. bad is called for uses that hide what is read.
//
// This is complete because a module cannot see input but by such references:
// lib modules hold none, rules do not import other rules' packages, and
// neither replaces input by "with" (all three are checked by the lint).
func readsOf(m *ast.Module, bad func(loc *ast.Location, what string)) *reads {
	root := &reads{}
	known := aliases(m, "known")
	var visit func(x any) bool
	visitor := ast.NewGenericVisitor(func(x any) bool { return visit(x) })
	visit = func(x any) bool {
		switch x := x.(type) {
		case *ast.Import:
			return true
		case *ast.Expr:
			if terms, ok := x.Terms.([]*ast.Term); ok {
				return knownCall(terms, known, root)
			}
		case ast.Call:
			return knownCall(x, known, root)
		case *ast.Term:
			if v, ok := x.Value.(ast.Var); ok && v == ast.InputRootDocument.Value.(ast.Var) {
				bad(x.Location, "reads input as a whole")
			}
			if ref, ok := x.Value.(ast.Ref); ok && ref.HasPrefix(ast.InputRootRef) {
				path := constant(ref[1:])
				if len(path) == 0 {
					bad(x.Location, "reads input as a whole")
					return true
				}
				root.add(path, false)
				for _, t := range ref[1:] {
					visitor.Walk(t) // references inside brackets
				}
				return true
			}
		}
		return false
	}
	visitor.Walk(m)
	return root
}

// knownCall recognises the calls of lib/known that see less of the input than
// their first argument: known.missing(input.a, "b") and known.present, which
// see only whether input.a.b is there, known.list and known.text, which see
// input.a.b, and known.pick(input.a, ["b", "c"]). It reports whether the call
// has been dealt with.
func knownCall(terms []*ast.Term, known []ast.Ref, root *reads) bool {
	if len(terms) != 3 {
		return false
	}
	operator, ok := terms[0].Value.(ast.Ref)
	of, isRef := terms[1].Value.(ast.Ref)
	if !ok || !isRef || !of.HasPrefix(ast.InputRootRef) {
		return false
	}
	path := constant(of[1:])
	i := slices.IndexFunc(known, func(lib ast.Ref) bool { return len(operator) == len(lib)+1 && operator.HasPrefix(lib) })
	if i < 0 || len(path) != len(of)-1 {
		return false
	}
	function := operator[len(operator)-1].Value
	switch names := terms[2].Value.(type) {
	case ast.String:
		presence := is(function, "missing", "present")
		if !presence && !is(function, "list", "text") {
			return false
		}
		root.add(append(path, string(names)), presence)
		return true
	case *ast.Array:
		list := constant(arrayTerms(names))
		if !is(function, "pick") || len(list) != names.Len() {
			return false
		}
		for _, name := range list {
			root.add(append(slices.Clone(path), name), false)
		}
		return true
	}
	return false
}

func is(v ast.Value, names ...string) bool {
	s, ok := v.(ast.String)
	return ok && slices.Contains(names, string(s))
}

func arrayTerms(a *ast.Array) []*ast.Term {
	var out []*ast.Term
	a.Foreach(func(t *ast.Term) { out = append(out, t) })
	return out
}

// aliases returns the ways in which a module can call the lib package name.
func aliases(m *ast.Module, name string) []ast.Ref {
	full := ast.Ref{ast.DefaultRootDocument, ast.StringTerm("lib"), ast.StringTerm(name)}
	out := []ast.Ref{full}
	for _, imp := range m.Imports {
		if ref, ok := imp.Path.Value.(ast.Ref); ok && ref.Equal(full) {
			out = append(out, ast.Ref{ast.VarTerm(string(imp.Name()))})
		}
	}
	return out
}

// constant returns the leading text elements of a reference.
func constant(ref []*ast.Term) []string {
	var out []string
	for _, t := range ref {
		s, ok := t.Value.(ast.String)
		if !ok {
			break
		}
		out = append(out, string(s))
	}
	return out
}
