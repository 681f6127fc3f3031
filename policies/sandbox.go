// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"time"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/result"
	"github.com/open-policy-agent/opa/v1/ast"
)

// Packs of strangers are neither parsed nor compiled nor evaluated in the
// process that holds the user's data. A confined process does it: it is sent
// the files of the packs, and of each subject what a rule reads, and answers
// what the rules say. Messages, evidence and outcomes are made here, by the
// same code for all packs, so the report is the same to the byte.

// Confine runs [Serve] somewhere with limits, such as a child process: it
// hands it the request and writes what it answers to answer, as it comes. The
// error says why it ended badly. A library starts no processes of its
// own, so a program that wants one gives this function.
type Confine func(ctx context.Context, request []byte, answer io.Writer) error

// RuleError says that a rule could not be evaluated: it took too long, a
// function in it failed, or the process that it was confined to ended badly.
type RuleError struct {
	Rule string // its id; "" where it is not known which
	Own  bool   // it is of a pack of the user's
	Err  error
}

// Error implements error.
func (e *RuleError) Error() string { return e.Err.Error() }

// Unwrap returns the cause.
func (e *RuleError) Unwrap() error { return e.Err }

func ruleError(id string, f *file, err error) error {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err // the caller's doing
	}
	return &RuleError{Rule: id, Own: !f.trusted, Err: err}
}

// trusted reports whether the pack is built in.
func (p *pack) trusted() bool { return len(p.files) > 0 && p.files[0].trusted }

// request is what a confined process is asked: to describe the packs, to ask
// their scopes about entities, or to evaluate rules.
type request struct {
	Folders  []memory          `json:"folders"`
	Packs    []string          `json:"packs"` // null is all that are on by default
	Params   map[string]string `json:"params"`
	Deadline time.Duration     `json:"deadline"`

	Describe bool              `json:"describe,omitempty"`
	Entities []json.RawMessage `json:"entities,omitempty"`
	Rules    []ruleRequest     `json:"rules,omitempty"`
}

// ruleRequest is one rule with the projected inputs to evaluate it on.
type ruleRequest struct {
	Rule     string            `json:"rule"`
	Subjects []string          `json:"subjects"` // the first with each input, for messages
	Inputs   []json.RawMessage `json:"inputs"`
}

// frame is one line of the answer.
type frame struct {
	At          string       `json:"at,omitempty"` // the rule that is evaluated next
	Problems    diag.List    `json:"problems,omitempty"`
	Error       string       `json:"error,omitempty"`
	Rule        string       `json:"rule,omitempty"` // of the error or the answers
	Description *description `json:"description,omitempty"`
	Answers     []wireAnswer `json:"answers,omitempty"`
	Done        bool         `json:"done,omitempty"`
	// Bound is the answers of scopes on one entity, by pack.
	Bound map[string]any `json:"bound,omitempty"`
}

type wireAnswer struct {
	Finding   []map[string]any `json:"f,omitempty"`
	Factor    []map[string]any `json:"x,omitempty"`
	Undecided []map[string]any `json:"u,omitempty"`
}

// description is what the user's packs are, as far as they are chosen.
type description struct {
	Names   []string   `json:"names"` // of all packs of the user's
	Packs   []wirePack `json:"packs"` // the chosen ones
	Rules   []wireRule `json:"rules"`
	Entries []Entry    `json:"entries"` // that they add to the catalogue
}

type wirePack struct {
	Name    string         `json:"name"`
	Version string         `json:"version"`
	SHA256  string         `json:"sha256"`
	Status  string         `json:"status"`
	Scope   string         `json:"scope,omitempty"` // its scope.rego
	Params  map[string]any `json:"params,omitempty"`
	Disable []disabling    `json:"disable,omitempty"`
}

type wireRule struct {
	Rule
	Finding   bool      `json:"finding"`
	Factor    bool      `json:"factor"`
	Undecided bool      `json:"undecided"`
	Reads     wireReads `json:"reads"`
}

// wireReads is a tree of what a rule reads.
type wireReads struct {
	Whole    bool                 `json:"w,omitempty"`
	Presence bool                 `json:"p,omitempty"`
	Children map[string]wireReads `json:"c,omitempty"`
}

func (r *reads) wire() wireReads {
	out := wireReads{Whole: r.whole, Presence: r.presence}
	for name, of := range r.children {
		if out.Children == nil {
			out.Children = map[string]wireReads{}
		}
		out.Children[name] = of.wire()
	}
	return out
}

func (w wireReads) reads() *reads {
	out := &reads{whole: w.Whole, presence: w.Presence}
	for name, of := range w.Children {
		if out.children == nil {
			out.children = map[string]*reads{}
		}
		out.children[name] = of.reads()
	}
	return out
}

// batch is how many inputs are answered in one line.
const batch = 256

// Serve answers the request of a [Set] that was compiled with
// [Options.Confine]. It is for the process that Confine runs; the error is
// that of reading or writing.
func Serve(ctx context.Context, r io.Reader, w io.Writer) (err error) {
	out := json.NewEncoder(w)
	defer func() {
		if reason := recover(); reason != nil {
			err = out.Encode(frame{Error: fmt.Sprintf("the evaluation crashed: %v", reason)})
		}
	}()
	text, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	var q request
	if err := decodeNumbers(text, &q); err != nil {
		return out.Encode(frame{Error: fmt.Sprintf("the request cannot be read: %v", err)})
	}
	var user []fs.FS
	for _, folder := range q.Folders {
		user = append(user, folder)
	}
	c := read(user)
	s, err := compileAll(ctx, c, &Options{Packs: q.Packs, Params: q.Params, untrusted: true})
	if list, ok := errors.AsType[diag.List](err); ok {
		return out.Encode(frame{Problems: list})
	}
	if err != nil {
		return out.Encode(frame{Error: err.Error()})
	}
	s.deadline = q.Deadline
	switch {
	case q.Describe:
		err = out.Encode(frame{Description: s.describe(c)})
	case len(q.Entities) > 0:
		err = s.serveBounds(ctx, &q, out)
	default:
		err = s.serveRules(ctx, &q, out)
	}
	if rule, ok := errors.AsType[*RuleError](err); ok {
		return out.Encode(frame{Error: rule.Error(), Rule: rule.Rule})
	}
	if err != nil {
		return err
	}
	return out.Encode(frame{Done: true})
}

// describe tells of the packs that are not built in.
func (s *Set) describe(c *content) *description {
	d := &description{}
	for _, p := range c.packs {
		if p.trusted() {
			continue
		}
		d.Names = append(d.Names, p.Name)
		i := slices.IndexFunc(s.packs, func(x result.Policy) bool { return x.Pack == p.Name })
		if i < 0 {
			continue
		}
		x := wirePack{Name: p.Name, Version: p.Version, SHA256: p.sha256, Status: p.Status, Params: p.Params, Disable: p.Disable}
		if p.scope != nil {
			x.Scope = p.scope.file.name
		}
		d.Packs = append(d.Packs, x)
	}
	for _, r := range s.rules {
		if !r.pack.trusted() {
			d.Rules = append(d.Rules, wireRule{Rule: r.Rule, Finding: r.finding, Factor: r.factor, Undecided: r.undecided, Reads: r.reads.wire()})
		}
	}
	own, _ := BuiltinCatalogue() // its errors are those of the shipped catalogue, which tests hold
	for e := range s.catalogue.All() {
		if _, known := own.Entry(e.ID); !known {
			d.Entries = append(d.Entries, e)
		}
	}
	return d
}

func (s *Set) serveBounds(ctx context.Context, q *request, out *json.Encoder) error {
	for _, text := range q.Entities {
		input, err := termOf(text)
		if err != nil {
			return err
		}
		bound := map[string]any{}
		for _, x := range s.scopes {
			if x.pack.trusted() {
				continue
			}
			if bound[x.pack.Name], err = s.boundOf(ctx, x, input); err != nil {
				return err
			}
		}
		if err := out.Encode(frame{Bound: bound}); err != nil {
			return err
		}
	}
	return nil
}

// serveRules evaluates the rules one after the other, so that the last one
// announced is the one that a bad end is due to.
func (s *Set) serveRules(ctx context.Context, q *request, out *json.Encoder) error {
	for _, asked := range q.Rules {
		i := slices.IndexFunc(s.rules, func(r *rule) bool { return r.ID == asked.Rule })
		if i < 0 || len(asked.Subjects) != len(asked.Inputs) {
			return fmt.Errorf("the request asks for the rule %s", asked.Rule)
		}
		for from := 0; from < len(asked.Inputs); from += batch {
			if err := out.Encode(frame{At: asked.Rule}); err != nil {
				return err
			}
			var jobs []*job
			var tasks []task
			for k := from; k < min(from+batch, len(asked.Inputs)); k++ {
				input, err := termOf(asked.Inputs[k])
				if err != nil {
					return err
				}
				jobs = append(jobs, &job{rule: s.rules[i], subject: asked.Subjects[k], input: input})
				tasks = append(tasks, jobs[len(jobs)-1].task())
			}
			if err := s.run(ctx, tasks); err != nil {
				return err
			}
			f := frame{Rule: asked.Rule, Answers: make([]wireAnswer, len(jobs))}
			for k, j := range jobs {
				f.Answers[k] = wireAnswer{j.answer.finding, j.answer.factor, j.answer.undecided}
			}
			if err := out.Encode(f); err != nil {
				return err
			}
		}
	}
	return nil
}

// termOf reads a projected input.
func termOf(text json.RawMessage) (*ast.Term, error) {
	var plain any
	if err := decodeNumbers(text, &plain); err != nil {
		return nil, err
	}
	v, err := ast.InterfaceToValue(plain)
	if err != nil {
		return nil, err
	}
	return ast.NewTerm(v), nil
}

// decodeNumbers decodes JSON and keeps numbers as they are written.
func decodeNumbers(text []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	return d.Decode(into)
}
