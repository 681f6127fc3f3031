// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// defaultDeadline is how long one rule may take over one input. The shipped
// rules take microseconds.
const defaultDeadline = time.Second

// answer is what a rule says of one projected input.
type answer struct {
	finding, factor, undecided []map[string]any
}

// job is one rule over one projected input.
type job struct {
	rule    *rule
	subject string // the first one with this input, for messages
	input   *ast.Term
	answer  answer
}

// asked is one rule with the subjects that it is asked of.
type asked struct {
	rule     *rule
	subjects []int // indexes
	jobs     []int // of each subject, in the list of jobs
	distinct []*job
	err      error
}

// ask finds the subjects of a rule and their distinct projected inputs.
func (s *Set) ask(r *rule, subjects []judged, bounds *bounds) *asked {
	a := &asked{rule: r}
	seen := map[string]int{}
	var key []byte
	for i := range subjects {
		x := &subjects[i]
		if x.Scope != r.Scope || !r.appliesTo(x) || bounds.answer(r, i).answer == "no" {
			continue
		}
		key = r.projection.appendKey(key[:0], x.input)
		n, ok := seen[string(key)]
		if !ok {
			input, err := r.projection.term(x.input)
			if err != nil {
				a.err = fmt.Errorf("input of %s: %w", x.ID, err)
				return a
			}
			n = len(a.distinct)
			seen[string(key)] = n
			a.distinct = append(a.distinct, &job{rule: r, subject: x.ID, input: input})
		}
		a.subjects = append(a.subjects, i)
		a.jobs = append(a.jobs, n)
	}
	return a
}

// appliesTo reports whether the rule is asked of the subject.
func (r *rule) appliesTo(x *judged) bool {
	for _, path := range r.when {
		if !isTrue(x.input, path) {
			return false
		}
	}
	return matchesAny(r.Applies.Assets, x.Assets) && matchesAny(r.Applies.Sectors, x.Sectors)
}

func isTrue(v reflect.Value, path []part) bool {
	for i := range path {
		var ok bool
		if v, ok = path[i].value(v); !ok {
			return false
		}
	}
	return v.Kind() == reflect.Bool && v.Bool()
}

// run evaluates all jobs on all processors. The error is that of the first
// failing job in the order of the list, as far as it was reached.
func (s *Set) run(ctx context.Context, jobs []*job) error {
	var next atomic.Int64
	var failed atomic.Bool
	errs := make([]error, len(jobs))
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(jobs)) {
		workers.Go(func() {
			for !failed.Load() {
				i := int(next.Add(1)) - 1
				if i >= len(jobs) {
					return
				}
				if errs[i] = s.evaluate(ctx, jobs[i]); errs[i] != nil {
					failed.Store(true)
				}
			}
		})
	}
	workers.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// evaluate answers one job.
func (s *Set) evaluate(ctx context.Context, j *job) error {
	values, err := s.query(ctx, j.rule.query, j.input, "rule "+j.rule.ID+" over "+j.subject)
	if err != nil {
		return err
	}
	for name, into := range map[ast.Var]*[]map[string]any{
		"finding": &j.answer.finding, "factor": &j.answer.factor, "undecided": &j.answer.undecided,
	} {
		if err := objects(values[name], into); err != nil {
			return fmt.Errorf("rule %s over %s: %s %w", j.rule.ID, j.subject, name, err)
		}
	}
	return nil
}

// query runs a compiled query once; what names it in errors.
func (s *Set) query(ctx context.Context, body ast.Body, input *ast.Term, what string) (topdown.QueryResult, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	cancel := topdown.NewCancel()
	timer := time.AfterFunc(s.deadline, cancel.Cancel)
	defer timer.Stop()
	stop := context.AfterFunc(ctx, cancel.Cancel)
	defer stop()
	var values topdown.QueryResult
	err := topdown.NewQuery(body).
		WithCompiler(s.compiler).
		WithStore(s.store).
		WithTransaction(s.txn).
		WithInput(input).
		WithCancel(cancel).
		WithStrictBuiltinErrors(true). // else an error would make a rule silently pass
		Iter(ctx, func(r topdown.QueryResult) error { values = r; return nil })
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case topdown.IsCancel(err):
		return nil, fmt.Errorf("%s took longer than %v", what, s.deadline)
	case err != nil:
		return nil, fmt.Errorf("%s: %w", what, err)
	case values == nil:
		return nil, fmt.Errorf("%s has no answer", what)
	}
	return values, nil
}

// objects takes a set of objects out of Rego, in OPA's order of values.
func objects(t *ast.Term, into *[]map[string]any) error {
	if t == nil {
		return nil
	}
	set, ok := t.Value.(ast.Set)
	if !ok {
		return errors.New("is not a set")
	}
	for _, x := range set.Slice() {
		v, err := ast.JSON(x.Value)
		if err != nil {
			return err
		}
		object, ok := v.(map[string]any)
		if !ok {
			return fmt.Errorf("holds %v; each element is an object", x)
		}
		*into = append(*into, object)
	}
	return nil
}
