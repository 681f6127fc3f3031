// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"fmt"

	"github.com/open-policy-agent/opa/v1/ast"
)

// A rule that reads something that differs for every component, its name for
// instance, is evaluated for every component. What an evaluation costs beside
// the rule's own work is as much as several short rules take. So rules of one
// scope of which most subjects need an answer of their own are asked together,
// in one query over one input for each subject.

// Rules are asked together from so many distinct inputs on, if no more than
// so many subjects share one.
const (
	defaultApart = 256
	alike        = 4
)

// tasks turns jobs into queries.
func (s *Set) tasks(all []*asked) ([]task, error) {
	together := map[string][]*asked{} // by scope
	var out []task
	for _, a := range all {
		if a.rule.query != nil && len(a.distinct) >= s.apart && len(a.subjects) <= alike*len(a.distinct) {
			together[a.rule.Scope] = append(together[a.rule.Scope], a)
			continue
		}
		out = append(out, a.open()...)
	}
	for _, scope := range scopes() {
		switch rules := together[scope]; len(rules) {
		case 0:
		case 1:
			out = append(out, rules[0].open()...)
		default:
			joint, err := s.join(rules)
			if err != nil {
				return nil, err
			}
			out = append(out, joint...)
		}
	}
	return out, nil
}

// open lists the queries of a rule that is asked alone.
func (a *asked) open() []task {
	out := make([]task, 0, len(a.distinct))
	for _, j := range a.distinct {
		if !j.answered {
			out = append(out, j.task())
		}
	}
	return out
}

// join asks several rules together about each subject of which one of them
// still needs an answer. The rules that are not asked of a subject are left
// out by evaluating those that are one by one.
func (s *Set) join(rules []*asked) ([]task, error) {
	query, vars, err := s.jointQuery(rules)
	if err != nil {
		return nil, err
	}
	jobs := map[int][]*job{} // by subject, of rules in order, as far as not asked before
	var order []int
	asking := make([]map[int32]bool, len(rules))
	for i := range rules {
		asking[i] = map[int32]bool{}
	}
	at := make([]int, len(rules)) // the subjects are in order
	for {
		subject := -1
		for i, a := range rules {
			if at[i] < len(a.subjects) && (subject < 0 || a.subjects[at[i]] < subject) {
				subject = a.subjects[at[i]]
			}
		}
		if subject < 0 {
			break
		}
		var open []*job
		wanted := 0
		for i, a := range rules {
			if at[i] == len(a.subjects) || a.subjects[at[i]] != subject {
				continue
			}
			n := a.jobs[at[i]]
			at[i]++
			open = append(open, a.distinct[n])
			if !asking[i][n] && !a.distinct[n].answered {
				asking[i][n] = true
				wanted++
			} else {
				open[len(open)-1] = nil
			}
		}
		if wanted > 0 {
			jobs[subject] = open
			order = append(order, subject)
		}
	}
	var out []task
	for _, subject := range order {
		open := jobs[subject]
		var real []*job
		for _, j := range open {
			if j != nil {
				real = append(real, j)
			}
		}
		if len(real) < len(rules) {
			for _, j := range real {
				out = append(out, j.task())
			}
			continue
		}
		input := real[0].input
		for _, j := range real[1:] {
			input = union(input, j.input)
		}
		out = append(out, task{jobs: real, query: query, vars: vars, input: input})
	}
	return out, nil
}

// jointQuery asks for the answers of all rules.
func (s *Set) jointQuery(rules []*asked) (ast.Body, []answerVars, error) {
	var body ast.Body
	vars := make([]answerVars, len(rules))
	for i, a := range rules {
		r := a.rule
		for _, set := range []struct {
			name    string
			defined bool
			v       *ast.Var
		}{{"finding", r.finding, &vars[i].finding}, {"factor", r.factor, &vars[i].factor}, {"undecided", r.undecided, &vars[i].undecided}} {
			if set.defined {
				*set.v = ast.Var(fmt.Sprintf("%s%d", set.name, i))
				ref := r.file.module.Package.Path.Append(ast.StringTerm(set.name))
				body.Append(ast.Equality.Expr(ast.NewTerm(*set.v), ast.NewTerm(ref)))
			}
		}
	}
	query, err := s.compiler.QueryCompiler().Compile(body)
	return query, vars, err
}

// union is an object with all members of two, which are projections of one
// input: where both have a member, one may have more of it.
func union(a, b *ast.Term) *ast.Term {
	x, ok := a.Value.(ast.Object)
	y, is := b.Value.(ast.Object)
	if !ok || !is {
		if ok || is { // true stands for a present object
			if ok {
				return a
			}
			return b
		}
		if v, isBool := a.Value.(ast.Boolean); isBool && bool(v) {
			return b
		}
		return a
	}
	merged, _ := x.MergeWith(y, func(v1, v2 *ast.Term) (*ast.Term, bool) { return union(v1, v2), false })
	return ast.NewTerm(merged)
}
