// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// task is one query: a job, or several that share a subject.
type task struct {
	jobs  []*job
	query ast.Body
	vars  []answerVars // of each job
	input *ast.Term
}

// answerVars are the variables of a query that hold the answer to one rule.
type answerVars struct{ finding, factor, undecided ast.Var }

var ownVars = []answerVars{{"finding", "factor", "undecided"}}

func (j *job) task() task {
	return task{jobs: []*job{j}, query: j.rule.query, vars: ownVars, input: j.input}
}

// run evaluates all tasks on all processors. The error is that of the first
// failing task in the order of the list, as far as it was reached.
func (s *Set) run(ctx context.Context, tasks []task) error {
	if err := ctx.Err(); err != nil {
		return err // also where every rule is ruled out
	}
	if s.confined != nil {
		var err error
		if tasks, err = s.confined.run(ctx, s.deadline, tasks); err != nil {
			return err
		}
	}
	var next atomic.Int64
	var failed atomic.Bool
	errs := make([]error, len(tasks))
	guards := make([]guard, min(runtime.GOMAXPROCS(0), len(tasks)))
	stop := watch(ctx, guards, s.deadline)
	var workers sync.WaitGroup
	for n := range guards {
		workers.Go(func() {
			for !failed.Load() {
				i := int(next.Add(1)) - 1
				if i >= len(tasks) {
					return
				}
				if errs[i] = s.evaluate(ctx, &tasks[i], &guards[n]); errs[i] != nil {
					failed.Store(true)
				}
			}
		})
	}
	workers.Wait()
	stop()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// evaluate answers one task.
func (s *Set) evaluate(ctx context.Context, t *task, g *guard) error {
	j := t.jobs[0]
	values, err := s.query(ctx, t.query, t.input, "rule "+j.rule.ID+" over "+j.subject, g)
	if err != nil && len(t.jobs) > 1 { // one by one, so that the error names the rule
		for _, j := range t.jobs {
			one := j.task()
			if err := s.evaluate(ctx, &one, g); err != nil {
				return err
			}
		}
		return nil
	}
	if err != nil {
		return ruleError(j.rule.ID, j.rule.file, err)
	}
	for i, j := range t.jobs {
		for _, set := range []struct {
			name ast.Var
			word string
			into *[]map[string]any
		}{
			{t.vars[i].finding, "finding", &j.answer.finding}, {t.vars[i].factor, "factor", &j.answer.factor},
			{t.vars[i].undecided, "undecided", &j.answer.undecided},
		} {
			if err := objects(values[set.name], set.into); err != nil {
				return ruleError(j.rule.ID, j.rule.file, fmt.Errorf("rule %s over %s: %s %w", j.rule.ID, j.subject, set.word, err))
			}
		}
	}
	return nil
}

// query runs a compiled query once; what names it in errors. A nil guard
// stands for one of its own.
func (s *Set) query(ctx context.Context, body ast.Body, input *ast.Term, what string, g *guard) (topdown.QueryResult, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if g == nil {
		guards := make([]guard, 1)
		defer watch(ctx, guards, s.deadline)()
		g = &guards[0]
	}
	defer g.begin()()
	var values topdown.QueryResult
	err := topdown.NewQuery(body).
		WithCompiler(s.compiler).
		WithBuiltins(s.builtins).
		WithStore(s.store).
		WithTransaction(s.txn).
		WithInput(input).
		WithCancel(g).
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

// guard ends the query that a worker is at when its time is over. It counts
// queries, so that the end of one is never taken for the end of the next.
type guard struct {
	running atomic.Int64 // number of the query, 0 while there is none
	ended   atomic.Int64 // the last number that must end
	count   int64
	all     atomic.Bool // the context is done

	seen  int64 // by the watch
	ticks int
}

// begin starts the clock of a query; the function ends it.
func (g *guard) begin() func() {
	g.count++
	g.running.Store(g.count)
	return func() { g.running.Store(0) }
}

// Cancel implements topdown.Cancel.
func (g *guard) Cancel() { g.ended.Store(g.running.Load()) }

// Cancelled implements topdown.Cancel; OPA asks between steps.
func (g *guard) Cancelled() bool { return g.all.Load() || g.ended.Load() == g.count }

// ticksOfDeadline is how often the watch looks within one deadline.
const ticksOfDeadline = 10

// watch ends queries that take longer than the deadline, by up to a tenth
// more, and all when the context is done. One watch looks at all workers: a
// timer for every query would cost as much as a short query. The function
// returned ends the watch.
func watch(ctx context.Context, guards []guard, deadline time.Duration) (stop func()) {
	every := max(deadline/ticksOfDeadline, 100*time.Microsecond)
	var mu sync.Mutex
	stopped := false
	var timer *time.Timer
	mu.Lock() // until the timer is known
	timer = time.AfterFunc(every, func() {
		mu.Lock()
		defer mu.Unlock()
		if stopped {
			return
		}
		for i := range guards {
			guards[i].tick()
		}
		timer.Reset(every)
	})
	mu.Unlock()
	forget := context.AfterFunc(ctx, func() {
		for i := range guards {
			guards[i].all.Store(true)
		}
	})
	return func() {
		forget()
		mu.Lock()
		stopped = true
		mu.Unlock()
		timer.Stop()
	}
}

func (g *guard) tick() {
	now := g.running.Load()
	if now == 0 || now != g.seen {
		g.seen, g.ticks = now, 0
		return
	}
	if g.ticks++; g.ticks >= ticksOfDeadline {
		g.ended.Store(now)
	}
}
