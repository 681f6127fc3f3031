// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
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
	off      bool // by the day of the evaluation, though there are subjects for it
	err      error
}

// ask finds the subjects of a rule and their distinct projected inputs.
func (s *Set) ask(r *rule, list []judged, t *table, bounds *bounds) *asked {
	a := &asked{rule: r}
	if r.Disabled != nil || !r.on(bounds.day) {
		a.off = slices.ContainsFunc(t.subjects, func(i int) bool {
			return r.appliesTo(&list[i]) && bounds.answer(r, i).answer != "no"
		})
		return a
	}
	everybody := len(r.when)+len(r.Applies.Assets)+len(r.Applies.Sectors) == 0 && r.binds == "" &&
		(r.Applies.Apart || !t.apart)
	if everybody {
		a.subjects = t.subjects
	}
	a.jobs = make([]int32, 0, len(t.subjects))
	known := t.known(r)
	nothing := int32(0) // one more than the place of the job of all that are ruled out
	for k, i := range t.subjects {
		x := &list[i]
		if !everybody {
			if !r.appliesTo(x) || bounds.answer(r, i).answer == "no" {
				continue
			}
			a.subjects = append(a.subjects, i)
		}
		out := known.each && r.ruledOut(x.input)
		var n *int32 // one more than the place of its job, 0 for none
		if out {
			n = &nothing
		} else {
			n = known.job(r, k, x)
		}
		if *n == 0 && (out || !known.each && r.ruledOut(x.input)) {
			if nothing == 0 {
				a.distinct = append(a.distinct, &job{rule: r, subject: x.ID, answered: true})
				nothing = int32(len(a.distinct))
			}
			*n = nothing
		}
		if *n == 0 {
			input, err := r.projection.term(x.input)
			if err != nil {
				a.err = fmt.Errorf("input of %s: %w", x.ID, err)
				return a
			}
			a.distinct = append(a.distinct, &job{rule: r, subject: x.ID, input: input})
			*n = int32(len(a.distinct))
		}
		a.jobs = append(a.jobs, *n-1)
	}
	return a
}

// knownJobs finds the job that a subject shares with those before it that are
// alike as far as the rule can see: by the group of the table, or, for a rule
// that looks at each subject by itself, by what it sees.
type knownJobs struct {
	each    bool
	of      []int32 // the group of each subject
	byGroup []int32
	byKey   map[string]*int32
	key     []byte
}

func (t *table) known(r *rule) *knownJobs {
	if g := t.groupings[r.grouped]; g != nil {
		return &knownJobs{of: g.of, byGroup: make([]int32, g.n)}
	}
	return &knownJobs{each: true, byKey: map[string]*int32{}}
}

// job is where the place of the job of the k-th subject is kept.
func (j *knownJobs) job(r *rule, k int, x *judged) *int32 {
	if !j.each {
		return &j.byGroup[j.of[k]]
	}
	j.key = j.key[:0]
	for _, c := range r.columns {
		j.key = c.appendKey(j.key, x.input)
	}
	n := j.byKey[string(j.key)]
	if n == nil {
		n = new(int32)
		j.byKey[string(j.key)] = n
	}
	return n
}

// appliesTo reports whether the rule is asked of the subject.
func (r *rule) appliesTo(x *judged) bool {
	if x.Apart && !r.Applies.Apart {
		return false
	}
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
