// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"fmt"
	"regexp/syntax"
	"strconv"
	"strings"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// Some built-in functions are linear in their arguments only as long as these
// are of usual size: 1e999999999 is short to write and long to compute with,
// text that is joined to itself doubles, and a short pattern can stand for a
// large automaton. In compiled rules, such functions are replaced by ones
// that look at the sizes first. What is too large is an error, not an answer.

// The caps. Facts and shipped rules stay far below all of them.
const (
	maxDigits   = 400        // of a number, and of its exponent's value; a float64 has 309
	maxText     = 16 << 20   // bytes that concat writes
	maxElements = 1_000_000  // that array.concat writes
	maxPattern  = 1000       // bytes of a regular expression
	maxMatching = 20_000_000 // instructions of a regular expression times bytes of text
)

// cappedPrefix begins the names of the functions that replace others.
const cappedPrefix = "capped."

// capped lists the functions that are replaced, with what is looked at.
var capped = map[string]func(p *patterns, operands []*ast.Term) error{
	"plus": numbersOnly, "minus": numbersOnly, "mul": numbersOnly, "div": numbersOnly, "rem": numbersOnly,
	"abs": numbersOnly, "ceil": numbersOnly, "floor": numbersOnly, "round": numbersOnly,
	"sum": elementsToo, "format_int": numbersOnly, "array.slice": numbersOnly, "substring": numbersOnly,
	"concat": joined, "array.concat": appended, "regex.match": matched,
}

// cappedBuiltins are the replacements, for one set.
func cappedBuiltins() map[string]*topdown.Builtin {
	out := map[string]*topdown.Builtin{}
	p := &patterns{}
	for name, look := range capped {
		plain := topdown.GetBuiltin(name)
		out[cappedPrefix+name] = &topdown.Builtin{
			Decl: cappedDeclaration(name),
			Func: func(c topdown.BuiltinContext, operands []*ast.Term, iter func(*ast.Term) error) error {
				if err := look(p, operands); err != nil {
					return err
				}
				return plain(c, operands, iter)
			},
		}
	}
	return out
}

func cappedDeclaration(name string) *ast.Builtin {
	b := *ast.BuiltinMap[name]
	b.Name, b.Infix, b.Relation = cappedPrefix+name, "", false
	return &b
}

// capCalls replaces the functions in a module that has passed the lint.
func capCalls(m *ast.Module) {
	replace := func(terms []*ast.Term) {
		if len(terms) == 0 {
			return
		}
		ref, ok := terms[0].Value.(ast.Ref)
		if !ok || capped[ref.String()] == nil {
			return
		}
		to := ast.Ref{ast.VarTerm(strings.TrimSuffix(cappedPrefix, "."))}
		for _, part := range strings.Split(ref.String(), ".") {
			to = append(to, ast.StringTerm(part))
		}
		terms[0] = &ast.Term{Value: to, Location: terms[0].Location}
	}
	ast.NewGenericVisitor(func(x any) bool {
		switch x := x.(type) {
		case *ast.Expr:
			if terms, ok := x.Terms.([]*ast.Term); ok {
				replace(terms)
			}
		case ast.Call:
			replace(x)
		}
		return false
	}).Walk(m)
}

// numbersOnly looks at the numbers among the operands.
func numbersOnly(_ *patterns, operands []*ast.Term) error {
	for _, t := range operands {
		if n, ok := t.Value.(ast.Number); ok && !smallNumber(string(n)) {
			return fmt.Errorf("a number of more than %d digits", maxDigits)
		}
	}
	return nil
}

// smallNumber reports whether a number in JSON has few digits when written
// without exponent.
func smallNumber(n string) bool {
	if len(n) > maxDigits {
		return false
	}
	at := strings.IndexAny(n, "eE")
	if at < 0 {
		return true
	}
	e, err := strconv.Atoi(strings.TrimPrefix(n[at+1:], "+"))
	return err == nil && -maxDigits <= e && e <= maxDigits
}

// elementsToo looks at the numbers in the first operand.
func elementsToo(p *patterns, operands []*ast.Term) error {
	switch v := operands[0].Value.(type) {
	case *ast.Array:
		return v.Iter(func(t *ast.Term) error { return numbersOnly(p, []*ast.Term{t}) })
	case ast.Set:
		return v.Iter(func(t *ast.Term) error { return numbersOnly(p, []*ast.Term{t}) })
	}
	return nil
}

// joined looks at how much concat writes.
func joined(_ *patterns, operands []*ast.Term) error {
	between, n := len(textOr(operands[0])), 0
	each := func(t *ast.Term) error {
		if n += len(textOr(t)) + between; n > maxText {
			return fmt.Errorf("it would write more than %d MiB", maxText>>20)
		}
		return nil
	}
	switch v := operands[1].Value.(type) {
	case *ast.Array:
		return v.Iter(each)
	case ast.Set:
		return v.Iter(each)
	}
	return nil
}

func textOr(t *ast.Term) string {
	s, _ := t.Value.(ast.String)
	return string(s)
}

// appended looks at how much array.concat writes.
func appended(_ *patterns, operands []*ast.Term) error {
	n := 0
	for _, t := range operands[:2] {
		if v, ok := t.Value.(*ast.Array); ok {
			n += v.Len()
		}
	}
	if n > maxElements {
		return fmt.Errorf("it would write more than %d elements", maxElements)
	}
	return nil
}

// patterns remembers how large regular expressions are.
type patterns struct {
	mu   sync.Mutex
	size map[string]int
}

// maxPatterns is how many are remembered at once.
const maxPatterns = 256

// matched looks at the work of a match, which is at most the instructions of
// the automaton times the bytes of the text.
func matched(p *patterns, operands []*ast.Term) error {
	pattern, text := textOr(operands[0]), textOr(operands[1])
	if len(pattern) > maxPattern {
		return fmt.Errorf("a regular expression of more than %d bytes", maxPattern)
	}
	n, err := p.sizeOf(pattern)
	if err != nil {
		return err
	}
	if n*(len(text)+1) > maxMatching {
		return fmt.Errorf("a regular expression of %d instructions on a text of %d bytes is too much work", n, len(text))
	}
	return nil
}

func (p *patterns) sizeOf(pattern string) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if n, ok := p.size[pattern]; ok {
		return n, nil
	}
	parsed, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return 0, err
	}
	program, err := syntax.Compile(parsed.Simplify())
	if err != nil {
		return 0, err
	}
	if len(p.size) >= maxPatterns || p.size == nil {
		p.size = map[string]int{}
	}
	p.size[pattern] = len(program.Inst)
	return len(program.Inst), nil
}
