// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"runtime"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// A deadline does not stop a running built-in function. So each one that
// rules may call is called here with arguments of growing size: what it
// writes and what it allocates must grow no faster than its arguments, or it
// must refuse them.

// operands makes arguments of size n.
type operands func(n int) []*ast.Term

func textN(n int) *ast.Term { return ast.StringTerm(strings.Repeat("ab ", n/3+1)) }

func listN(n int, each func(i int) *ast.Term) *ast.Term {
	terms := make([]*ast.Term, n)
	for i := range terms {
		terms[i] = each(i)
	}
	return ast.ArrayTerm(terms...)
}

func numbersN(n int) *ast.Term {
	return listN(n, func(i int) *ast.Term { return ast.IntNumberTerm((i * 7919) % n) })
}

func fractionsN(n int) *ast.Term {
	return listN(n, func(i int) *ast.Term { return ast.FloatNumberTerm(float64(i) + 0.5) })
}

func wordsN(n int) *ast.Term {
	return listN(n, func(i int) *ast.Term { return ast.StringTerm("word" + strings.Repeat("x", i%5)) })
}

func setN(n, from int) *ast.Term {
	set := ast.NewSetWithCapacity(n)
	for i := range n {
		set.Add(ast.IntNumberTerm(from + i))
	}
	return ast.NewTerm(set)
}

func objectN(n, from int) *ast.Term {
	pairs := make([][2]*ast.Term, n)
	for i := range pairs {
		pairs[i] = [2]*ast.Term{ast.IntNumberTerm(from + i), ast.IntNumberTerm(i)}
	}
	return ast.ObjectTerm(pairs...)
}

// digitsN is a number of n digits.
func digitsN(n int) *ast.Term {
	return ast.NewTerm(ast.Number(strings.Repeat("7", n)))
}

func two(f func(int) *ast.Term) operands {
	return func(n int) []*ast.Term { return []*ast.Term{f(n), f(n)} }
}

func one(f func(int) *ast.Term) operands {
	return func(n int) []*ast.Term { return []*ast.Term{f(n)} }
}

func with(f func(int) *ast.Term, more ...*ast.Term) operands {
	return func(n int) []*ast.Term { return append([]*ast.Term{f(n)}, more...) }
}

// steps are functions that the evaluator itself takes apart, and looks at the
// deadline between.
var steps = []string{"eq", "assign"}

// builtinCases has, for each function that rules may call, arguments on which
// it has most to do.
func builtinCases() map[string][]operands {
	word, x := ast.StringTerm("a"), ast.IntNumberTerm(1)
	cases := map[string][]operands{
		"internal.member_2": {func(n int) []*ast.Term { return []*ast.Term{ast.IntNumberTerm(-1), numbersN(n)} }},
		"internal.member_3": {func(n int) []*ast.Term { return []*ast.Term{x, ast.IntNumberTerm(-1), numbersN(n)} }},
		"count":             {one(textN), one(numbersN), func(n int) []*ast.Term { return []*ast.Term{objectN(n, 0)} }},
		"sum":               {one(numbersN), one(fractionsN), func(n int) []*ast.Term { return []*ast.Term{ast.ArrayTerm(digitsN(n), digitsN(n))} }},
		"max":               {one(numbersN), one(fractionsN)},
		"min":               {one(numbersN), one(fractionsN)},
		"sort":              {one(numbersN), one(wordsN)},
		"and":               {func(n int) []*ast.Term { return []*ast.Term{setN(n, 0), setN(n, n/2)} }},
		"or":                {func(n int) []*ast.Term { return []*ast.Term{setN(n, 0), setN(n, n/2)} }},
		"union":             {func(n int) []*ast.Term { return []*ast.Term{ast.SetTerm(setN(n, 0), setN(n, n))} }},
		"intersection":      {func(n int) []*ast.Term { return []*ast.Term{ast.SetTerm(setN(n, 0), setN(n, n/2))} }},
		"array.concat":      {two(numbersN)},
		"array.slice":       {with(numbersN, x, ast.IntNumberTerm(1<<40))},
		"array.reverse":     {one(numbersN)},
		"object.get":        {func(n int) []*ast.Term { return []*ast.Term{objectN(n, 0), x, x} }},
		"object.keys":       {func(n int) []*ast.Term { return []*ast.Term{objectN(n, 0)} }},
		"object.union":      {func(n int) []*ast.Term { return []*ast.Term{objectN(n, 0), objectN(n, n)} }},
		"object.filter":     {func(n int) []*ast.Term { return []*ast.Term{objectN(n, 0), setN(n, 0)} }},
		"object.remove":     {func(n int) []*ast.Term { return []*ast.Term{objectN(n, 0), setN(n, n/2)} }},
		"object.subset":     {func(n int) []*ast.Term { return []*ast.Term{objectN(n, 0), objectN(n, 0)} }},
		"concat":            {func(n int) []*ast.Term { return []*ast.Term{word, wordsN(n)} }, func(n int) []*ast.Term { return []*ast.Term{textN(n), ast.ArrayTerm(textN(n), textN(n))} }},
		"split":             {with(textN, word), with(textN, ast.StringTerm(""))},
		"substring":         {with(textN, x, ast.IntNumberTerm(1<<40))},
		"regex.match":       {func(n int) []*ast.Term { return []*ast.Term{ast.StringTerm("(a|b| )*c"), textN(n)} }, func(n int) []*ast.Term { return []*ast.Term{textN(n), word} }, func(n int) []*ast.Term { return []*ast.Term{ast.StringTerm("(((a{10}){10}){10})*b"), textN(n)} }},
		"format_int":        {with(digitsN, ast.IntNumberTerm(10)), with(digitsN, ast.IntNumberTerm(2))},
		"time.parse_ns":     {func(n int) []*ast.Term { return []*ast.Term{textN(n), textN(n)} }},
		"semver.compare":    {two(func(n int) *ast.Term { return ast.StringTerm("1.0.0-" + strings.Repeat("a.1.", n/4) + "z") })},
		"semver.is_valid":   {one(func(n int) *ast.Term { return ast.StringTerm("1.0.0-" + strings.Repeat("a.1.", n/4) + "z") })},

		"strings.any_prefix_match": {func(n int) []*ast.Term { return []*ast.Term{textN(n), wordsN(n)} }},
		"strings.any_suffix_match": {func(n int) []*ast.Term { return []*ast.Term{textN(n), wordsN(n)} }},
		"time.parse_rfc3339_ns":    {one(textN)},
	}
	for _, name := range []string{"plus", "minus", "mul", "div", "rem"} {
		cases[name] = []operands{two(digitsN)}
	}
	cases["minus"] = append(cases["minus"], func(n int) []*ast.Term { return []*ast.Term{setN(n, 0), setN(n, n/2)} })
	for _, name := range []string{"abs", "ceil", "floor", "round"} {
		cases[name] = []operands{one(digitsN), one(func(n int) *ast.Term {
			return ast.NewTerm(ast.Number("1.5e" + strings.Repeat("9", len(digitsN(n).String())/200+1)))
		})}
	}
	for _, name := range []string{"equal", "neq", "lt", "lte", "gt", "gte"} {
		cases[name] = []operands{two(numbersN), two(textN), two(digitsN)}
	}
	for _, name := range []string{"contains", "endswith", "startswith", "indexof", "trim", "trim_left", "trim_right", "trim_prefix", "trim_suffix"} {
		cases[name] = []operands{with(textN, ast.StringTerm("ab")), two(textN), func(n int) []*ast.Term {
			return []*ast.Term{ast.StringTerm(strings.Repeat("a", n)), ast.StringTerm(strings.Repeat("a", n/2) + "b")}
		}}
	}
	for _, name := range []string{"lower", "upper", "trim_space"} {
		cases[name] = []operands{one(textN), one(func(n int) *ast.Term { return ast.StringTerm(strings.Repeat("ß", n)) })}
	}
	for _, name := range []string{"is_array", "is_boolean", "is_number", "is_object", "is_set", "is_string", "type_name"} {
		cases[name] = []operands{one(numbersN)}
	}
	return cases
}

// called is what one call wrote and allocated, in bytes, and the size of what
// it was given.
type called struct {
	in, out, allocated int
	refused            bool
}

func call(f topdown.BuiltinFunc, args []*ast.Term) called {
	var c called
	for _, t := range args {
		c.in += len(t.String())
	}
	var answer *ast.Term
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	err := f(topdown.BuiltinContext{}, args, func(t *ast.Term) error { answer = t; return nil })
	runtime.ReadMemStats(&after)
	c.allocated = int(after.TotalAlloc - before.TotalAlloc)
	c.refused = err != nil
	if answer != nil {
		c.out = len(answer.String())
	}
	return c
}

// TestBuiltinsAreLinear fails for a function that is listed without a case.
func TestBuiltinsAreLinear(t *testing.T) {
	cases, replaced := builtinCases(), cappedBuiltins()
	listed := map[string]bool{}
	for _, group := range allowed {
		for _, name := range group.names {
			listed[name] = true
			if len(cases[name]) == 0 {
				if topdown.GetBuiltin(name) != nil && !contains(steps, name) {
					t.Errorf("%s is allowed without a case that shows that it is linear", name)
				}
				continue
			}
			f := topdown.GetBuiltin(name)
			if b := replaced[cappedPrefix+name]; b != nil {
				f = b.Func
			}
			for i, args := range cases[name] {
				grows(t, name, i, f, args)
			}
		}
	}
	for name := range cases {
		if !listed[name] {
			t.Errorf("%s has a case and is not allowed", name)
		}
	}
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// grows compares calls of one, ten and a hundred times the size.
func grows(t *testing.T, name string, i int, f topdown.BuiltinFunc, args operands) {
	const (
		small = 1000
		// What is allocated once, such as the stacks of a regular expression,
		// and what the last growth of a map or list has to spare.
		slack, spare = 1 << 20, 3
		quotes       = 6 // bytes that a list of letters takes for each
	)
	call(f, args(small)) // what is remembered is remembered now
	first := call(f, args(small))
	for _, times := range []int{10, 100} {
		c := call(f, args(small*times))
		if c.refused {
			if c.allocated > slack+spare*c.in {
				t.Errorf("%s, case %d, of %d× size is refused, but allocates %d bytes first", name, i, times, c.allocated)
			}
			continue
		}
		if limit := quotes*c.in + 100; c.out > limit {
			t.Errorf("%s, case %d, of %d× size: writes %d bytes of %d", name, i, times, c.out, c.in)
		}
		if limit := spare*times*first.allocated + slack; c.allocated > limit {
			t.Errorf("%s, case %d, of %d× size: allocates %d bytes, %d at first", name, i, times, c.allocated, first.allocated)
		}
	}
}

// TestCaps shows what is refused, on arguments that are short to write.
func TestCaps(t *testing.T) {
	number := func(s string) *ast.Term { return ast.NewTerm(ast.Number(s)) }
	long := ast.StringTerm(strings.Repeat("x", maxText/2+1))
	for _, test := range []struct {
		name string
		args []*ast.Term
		want string // "" is an answer
	}{
		{"mul", []*ast.Term{number("1e999999999"), number("2")}, "more than 400 digits"},
		{"div", []*ast.Term{number("1"), number("1e-999999999")}, "more than 400 digits"},
		{"ceil", []*ast.Term{number("1.5E+99999999999999999999")}, "more than 400 digits"},
		{"format_int", []*ast.Term{number("1e999999999"), number("2")}, "more than 400 digits"},
		{"substring", []*ast.Term{ast.StringTerm("a"), number("0"), number("1e999999999")}, "more than 400 digits"},
		{"sum", []*ast.Term{ast.ArrayTerm(number("1"), number("1e999999999"))}, "more than 400 digits"},
		{"sum", []*ast.Term{ast.SetTerm(number("1e999999999"))}, "more than 400 digits"},
		{"mul", []*ast.Term{number("1.7976931348623157e+308"), number("5e-324")}, ""},
		{"concat", []*ast.Term{ast.StringTerm(""), ast.ArrayTerm(long, long)}, "more than 16 MiB"},
		{"concat", []*ast.Term{long, ast.SetTerm(long)}, "more than 16 MiB"},
		{"concat", []*ast.Term{ast.StringTerm(","), ast.ArrayTerm(long)}, ""},
		{"regex.match", []*ast.Term{ast.StringTerm(strings.Repeat("a{1000}", 100)), ast.StringTerm("a")}, ""},
		{"regex.match", []*ast.Term{ast.StringTerm(strings.Repeat("a{1000}", 100)), ast.StringTerm(strings.Repeat("a", 1000))}, "too much work"},
		{"regex.match", []*ast.Term{ast.StringTerm("(a{1000}){1000}"), ast.StringTerm("a")}, "invalid repeat count"},
		{"regex.match", []*ast.Term{ast.StringTerm("("), ast.StringTerm("a")}, "missing closing"},
		{"regex.match", []*ast.Term{ast.StringTerm(strings.Repeat("a?", 501)), ast.StringTerm("a")}, "of more than 1000 bytes"},
	} {
		err := cappedBuiltins()[cappedPrefix+test.name].Func(topdown.BuiltinContext{}, test.args, func(*ast.Term) error { return nil })
		if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
			t.Errorf("%s: error %v, want %q", test.name, err, test.want)
		}
	}
}
