// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"errors"
	"fmt"
	"reflect"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
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
	// answered: the answer is known to be empty.
	answered bool
	said     []said // the findings of the answer, once a subject has asked for them
}

// said is a finding as the rule says it of every subject with the input.
type said struct {
	fields map[string]any
	key    string
	facts  []string
}

func (j *job) findings() []said {
	if j.said == nil {
		for _, f := range j.answer.finding {
			j.said = append(j.said, said{f, text(f["key"]), texts(f["evidence"])})
		}
	}
	return j.said
}

// asked is one rule with the subjects that it is asked of.
type asked struct {
	rule     *rule
	subjects []int   // indexes
	jobs     []int32 // of each subject, in the list of jobs
	distinct []*job
	err      error
}

// ask finds the subjects of a rule and their distinct projected inputs.
func (s *Set) ask(r *rule, list []judged, t *table, bounds *bounds) *asked {
	a := &asked{rule: r}
	g := t.groupings[r.grouped]
	jobOf := make([]int32, g.n)
	everybody := len(r.when)+len(r.Applies.Assets)+len(r.Applies.Sectors) == 0 && r.binds == ""
	if everybody {
		a.subjects = t.subjects
	}
	a.jobs = make([]int32, 0, len(t.subjects))
	nothing := int32(0) // one more than the place of the job of all that are ruled out
	for k, i := range t.subjects {
		x := &list[i]
		if !everybody {
			if !r.appliesTo(x) || bounds.answer(r, i).answer == "no" {
				continue
			}
			a.subjects = append(a.subjects, i)
		}
		n := jobOf[g.of[k]] // one more than its place, 0 for none
		if n == 0 && r.ruledOut(x.input) {
			if nothing == 0 {
				a.distinct = append(a.distinct, &job{rule: r, subject: x.ID, answered: true})
				nothing = int32(len(a.distinct))
			}
			n = nothing
			jobOf[g.of[k]] = n
		}
		if n == 0 {
			input, err := r.projection.term(x.input)
			if err != nil {
				a.err = fmt.Errorf("input of %s: %w", x.ID, err)
				return a
			}
			n = int32(len(a.distinct)) + 1
			jobOf[g.of[k]] = n
			a.distinct = append(a.distinct, &job{rule: r, subject: x.ID, input: input})
		}
		a.jobs = append(a.jobs, n-1)
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
