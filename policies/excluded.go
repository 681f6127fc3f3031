// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"reflect"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// Most rules find nothing about most subjects, and what decides it stands at
// the beginning of their bodies: a comparison of a field with a constant. So
// the first expressions of every body are tried here, on the input as it is,
// and where one of them fails in every body the answer is empty without a
// query. Only what leads to the first failing expression is looked at, and
// only expressions of which the outcome is certain and that can end in no
// error: a rule that is not ruled out here is evaluated as a whole.

// tests are the first expressions of one body of a rule.
type tests []test

// test is one expression over constant paths of the input.
type test struct {
	kind  testKind
	path  []part
	other []part   // of a comparison of two fields
	texts []string // one, or the members of a set
	yes   bool
}

type testKind int

const (
	isPresent testKind = iota
	isEqual            // to the text
	isUnequal
	isFlag // equal to the truth value
	isSame // as the other field
	hasPrefix
	hasSuffix
	hasPart
	isAmong    // the texts
	holds      // the text is a member of the list
	isNotEmpty // the list or map has a member
)

// ruledOut reports whether no body of the rule can be true of the input.
func (r *rule) ruledOut(input reflect.Value) bool {
	for _, body := range r.bodies {
		if !body.fail(input) {
			return false
		}
	}
	return len(r.bodies) > 0
}

// fail reports whether one of the expressions is certain to be false.
func (ts tests) fail(input reflect.Value) bool {
	for i := range ts {
		if !ts[i].holds(input) {
			return true
		}
	}
	return false
}

func at(v reflect.Value, path []part) (reflect.Value, bool) {
	for i := range path {
		var ok bool
		if v, ok = path[i].value(v); !ok {
			return v, false
		}
	}
	return v, true
}

// holds is false where the expression is; an absent field is undefined, which
// fails.
func (t *test) holds(input reflect.Value) bool {
	v, ok := at(input, t.path)
	if !ok {
		return false
	}
	switch t.kind {
	case isEqual:
		return v.String() == t.texts[0]
	case isUnequal:
		return v.String() != t.texts[0]
	case isFlag:
		return v.Bool() == t.yes
	case isSame:
		w, ok := at(input, t.other)
		return ok && v.String() == w.String()
	case hasPrefix:
		return strings.HasPrefix(v.String(), t.texts[0])
	case hasSuffix:
		return strings.HasSuffix(v.String(), t.texts[0])
	case hasPart:
		return strings.Contains(v.String(), t.texts[0])
	case isAmong:
		return slices.Contains(t.texts, v.String())
	case holds:
		for i := range v.Len() {
			if v.Index(i).String() == t.texts[0] {
				return true
			}
		}
		return false
	case isNotEmpty:
		return v.Len() > 0
	}
	return true
}

// readBodies finds the tests of all bodies of the sets that the rule defines.
func (r *rule) readBodies(m *ast.Module) {
	r.bodies = nil
	for _, x := range m.Rules {
		name, _ := x.Head.Reference[0].Value.(ast.Var)
		if name != "finding" && name != "factor" && name != "undecided" {
			continue
		}
		body := r.testsOf(x.Body)
		if len(body) == 0 || x.Else != nil || x.Default || x.Head.Key == nil {
			r.bodies = nil // always to be evaluated
			return
		}
		r.bodies = append(r.bodies, body)
	}
}

// testsOf reads expressions from the first one on, up to one that is not
// understood.
func (r *rule) testsOf(body ast.Body) tests {
	var out tests
	b := &bodyReader{input: inputs[r.Scope], locals: map[ast.Var]operand{}}
	for _, e := range body {
		if e.Negated || len(e.With) > 0 {
			return out
		}
		var t test
		var ok bool
		switch terms := e.Terms.(type) {
		case *ast.Term:
			t, ok = b.alone(terms)
		case []*ast.Term:
			if op, isRef := terms[0].Value.(ast.Ref); isRef && len(terms) == 3 {
				t, ok = b.call(op.String(), terms[1], terms[2])
			}
		}
		if !ok {
			return out
		}
		out = append(out, t)
	}
	return out
}

// bodyReader reads the expressions of a compiled body in order.
type bodyReader struct {
	input  reflect.Type
	locals map[ast.Var]operand // those bound so far
}

// operand is what an expression is about.
type operand struct {
	kind  operandKind
	names []string // of a path
	path  []part
	t     reflect.Type // at its end
	texts []string
	yes   bool
	local ast.Var
}

type operandKind int

const (
	unread  operandKind = iota
	aPath               // a constant path of the input
	members             // something in the list or map at the path
	aText
	someTexts
	aFlag
	aLocal // not bound yet
)

func (b *bodyReader) operand(t *ast.Term) operand {
	switch v := t.Value.(type) {
	case ast.String:
		return operand{kind: aText, texts: []string{string(v)}}
	case ast.Boolean:
		return operand{kind: aFlag, yes: bool(v)}
	case ast.Set:
		return textsOf(v.Slice())
	case *ast.Array:
		return textsOf(arrayTerms(v))
	case ast.Var:
		if x, bound := b.locals[v]; bound {
			return x
		}
		return operand{kind: aLocal, local: v}
	case ast.Ref:
		return b.ref(v)
	}
	return operand{}
}

func textsOf(terms []*ast.Term) operand {
	list := constant(terms)
	if len(list) != len(terms) {
		return operand{}
	}
	return operand{kind: someTexts, texts: list}
}

// ref reads a path of the input, as far as it is constant.
func (b *bodyReader) ref(ref ast.Ref) operand {
	var names []string
	if head, _ := ref[0].Value.(ast.Var); head != ast.InputRootDocument.Value.(ast.Var) {
		x := b.locals[head]
		if x.kind != aPath {
			return operand{}
		}
		names = x.names
	}
	more := constant(ref[1:])
	names = append(slices.Clone(names), more...)
	if len(names) == 0 || slices.ContainsFunc(names, func(s string) bool { return s == "" || strings.ContainsAny(s, ".[]\"") }) {
		return operand{}
	}
	path, ok := parts(b.input, strings.Join(names, "."))
	if !ok {
		return operand{}
	}
	x := operand{kind: aPath, names: names, path: path, t: typeOf(b.input, path)}
	for x.t.Kind() == reflect.Pointer {
		x.t = x.t.Elem()
	}
	if len(more) < len(ref)-1 {
		x.kind = members
		for _, t := range ref[1+len(more):] {
			switch v := t.Value.(type) {
			case ast.Var:
				if _, bound := b.locals[v]; !bound {
					b.locals[v] = operand{}
				}
			case ast.String:
			default:
				return operand{} // may be evaluated, and end in an error
			}
		}
		if x.t.Kind() != reflect.Slice && x.t.Kind() != reflect.Map {
			return operand{}
		}
	}
	return x
}

// alone reads an expression of one term, which is true unless it is undefined
// or false.
func (b *bodyReader) alone(term *ast.Term) (test, bool) {
	x := b.operand(term)
	switch {
	case x.kind == members:
		return test{kind: isNotEmpty, path: x.path}, true
	case x.kind != aPath:
		return test{}, false
	case x.t.Kind() == reflect.Bool:
		return test{kind: isFlag, path: x.path, yes: true}, true
	}
	return test{kind: isPresent, path: x.path}, true
}

// call reads an expression of two operands.
func (b *bodyReader) call(op string, left, right *ast.Term) (test, bool) {
	x, y := b.operand(left), b.operand(right)
	switch op {
	case "eq", "equal":
		if x.kind != aPath && x.kind != members && x.kind != aLocal {
			x, y = y, x
		}
		return b.equality(x, y)
	case "neq":
		if x.isText() && y.kind == aText {
			return test{kind: isUnequal, path: x.path, texts: y.texts}, true
		}
	case "startswith", "endswith", "contains":
		if x.isText() && y.kind == aText {
			kind := map[string]testKind{"startswith": hasPrefix, "endswith": hasSuffix, "contains": hasPart}[op]
			return test{kind: kind, path: x.path, texts: y.texts}, true
		}
	case "internal.member_2":
		switch {
		case x.isText() && y.kind == someTexts:
			return test{kind: isAmong, path: x.path, texts: y.texts}, true
		case x.kind == aText && y.kind == aPath && y.t.Kind() == reflect.Slice && y.t.Elem().Kind() == reflect.String:
			return test{kind: holds, path: y.path, texts: x.texts}, true
		}
	}
	return test{}, false
}

func (x *operand) isText() bool { return x.kind == aPath && x.t.Kind() == reflect.String }

// equality reads a comparison, or the binding of a local.
func (b *bodyReader) equality(x, y operand) (test, bool) {
	if y.kind == aLocal {
		x, y = y, x
	}
	if x.kind == aLocal {
		b.locals[x.local] = operand{} // something
		switch y.kind {
		case aPath:
			b.locals[x.local] = y
			return test{kind: isPresent, path: y.path}, true
		case members:
			return test{kind: isNotEmpty, path: y.path}, true
		}
		return test{}, false
	}
	switch {
	case x.kind == members && (y.kind == aText || y.kind == aFlag):
		return test{kind: isNotEmpty, path: x.path}, true
	case x.isText() && y.kind == aText:
		return test{kind: isEqual, path: x.path, texts: y.texts}, true
	case x.isText() && y.isText():
		return test{kind: isSame, path: x.path, other: y.path}, true
	case x.kind == aPath && x.t.Kind() == reflect.Bool && y.kind == aFlag:
		return test{kind: isFlag, path: x.path, yes: y.yes}, true
	}
	return test{}, false
}
