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
	"maps"
	"path"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/result"
	"github.com/open-policy-agent/opa/v1/ast"
)

// confined is the packs of the user's as the trusting process holds them:
// names of files with their bytes, which it never looks into.
type confined struct {
	process Confine
	request request // what all requests share
	names   string  // of the packs, as the names of their folders have them
}

// maxAnswer caps what a confined process may answer to one request.
const maxAnswer = 64 << 20

// gather reads the files of the user's packs, within the limits of bundles.
func gather(opts *Options) (*confined, error) {
	c := &confined{process: opts.Confine, request: request{Packs: opts.Packs, Params: opts.Params, Deadline: defaultDeadline}}
	var names []string
	for _, fsys := range opts.User {
		files := memory{}
		total := 0
		err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			f, err := fsys.Open(name)
			if err != nil {
				return err
			}
			defer f.Close() // it was only read
			text, err := io.ReadAll(&limited{r: f, left: maxFile, what: name})
			if err != nil {
				return err
			}
			files[name] = append([]byte{}, text...)
			if total += len(text); total > maxExpanded || len(files) > maxFiles {
				return &tooLarge{"the folder"}
			}
			if path.Base(name) == "pack.yaml" {
				names = append(names, path.Base(path.Dir(name)))
			}
			return nil
		})
		if err != nil {
			return nil, diag.List{{Code: "policy/unreadable", Message: fmt.Sprintf("the packs cannot be read: %v", err), Remedy: "give a folder of packs and nothing else"}}
		}
		c.request.Folders = append(c.request.Folders, files)
	}
	slices.Sort(names)
	c.names = strings.Join(slices.Compact(names), ", ")
	return c, nil
}

// exchange sends a request and hands the frames of the answer to take.
func (c *confined) exchange(ctx context.Context, q request, take func(*frame) error) error {
	text, err := json.Marshal(q)
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	in := &frames{take: take, stop: stop, left: maxAnswer}
	err = c.process(ctx, text, in)
	if list, ok := errors.AsType[diag.List](in.err); ok {
		return list
	}
	if rule, ok := errors.AsType[*RuleError](in.err); ok {
		return rule
	}
	if in.err != nil { // the process was stopped for it
		err = in.err
	} else if err == nil && !in.done {
		err = errors.New("it ended without an answer")
	}
	if err == nil {
		return nil
	}
	at := ""
	if in.at != "" {
		at = ", at the rule " + in.at
	}
	return &RuleError{Rule: in.at, Own: true, Err: fmt.Errorf("the packs %s in a process of their own%s: %w", c.names, at, err)}
}

// frames reads an answer line by line as it comes.
type frames struct {
	take func(*frame) error
	stop func()
	line []byte
	left int
	at   string // the rule announced last
	done bool
	err  error
}

// Write implements io.Writer. What is wrong with the answer ends the process
// and stays the error.
func (in *frames) Write(p []byte) (int, error) {
	if in.err != nil {
		return 0, in.err
	}
	if in.left -= len(p); in.left < 0 {
		return 0, in.fail(fmt.Errorf("it answers more than %d MiB", maxAnswer>>20))
	}
	for rest := p; ; {
		end := bytes.IndexByte(rest, '\n')
		if end < 0 {
			in.line = append(in.line, rest...)
			return len(p), nil
		}
		if err := in.read(append(in.line, rest[:end]...)); err != nil {
			return 0, in.fail(err)
		}
		in.line, rest = in.line[:0], rest[end+1:]
	}
}

func (in *frames) fail(err error) error {
	in.err = err
	in.stop()
	return err
}

func (in *frames) read(line []byte) error {
	var f frame
	if err := decodeNumbers(line, &f); err != nil || in.done {
		return errors.New("it answers nonsense")
	}
	switch {
	case f.Description != nil: // numbers in it are numbers
		f = frame{}
		if err := json.Unmarshal(line, &f); err != nil {
			return errors.New("it answers nonsense")
		}
	case f.Problems.Err() != nil:
		return f.Problems
	case f.Error != "":
		return &RuleError{Rule: f.Rule, Own: true, Err: errors.New(f.Error)}
	case f.At != "":
		in.at = f.At
	}
	in.done = f.Done
	return in.take(&f)
}

// boundsElsewhere asks the scopes of confined packs about all entities, by
// pack, in one request.
func (s *Set) boundsElsewhere(ctx context.Context, entities []reflect.Value) ([]map[string]any, error) {
	out := make([]map[string]any, len(entities))
	if s.confined == nil || len(entities) == 0 || !slices.ContainsFunc(s.scopes, func(x *entityScope) bool { return !x.pack.trusted() }) {
		return out, nil
	}
	q := s.confined.request
	for _, x := range entities {
		input, err := entityInput(x)
		if err != nil {
			return nil, err
		}
		text, err := textOf(input)
		if err != nil {
			return nil, err
		}
		q.Entities = append(q.Entities, text)
	}
	n := 0
	err := s.confined.exchange(ctx, q, func(f *frame) error {
		if f.Bound != nil {
			for _, x := range s.scopes {
				if _, ok := f.Bound[x.pack.Name]; ok == x.pack.trusted() {
					return errors.New("it answers nonsense")
				}
			}
			if n == len(out) {
				return errors.New("it answers what was not asked")
			}
			out[n] = f.Bound
			n++
		}
		if f.Done && n < len(out) {
			return errors.New("it leaves questions open")
		}
		return nil
	})
	return out, err
}

func textOf(t *ast.Term) (json.RawMessage, error) {
	v, err := ast.JSON(t.Value)
	if err != nil {
		return nil, err
	}
	return json.Marshal(v)
}

// run answers the tasks of the user's rules and returns the others.
func (c *confined) run(ctx context.Context, deadline time.Duration, tasks []task) ([]task, error) {
	var own []task
	of := map[string][]*job{}
	q := c.request
	q.Deadline = deadline
	for _, t := range tasks {
		if t.query != nil {
			own = append(own, t)
			continue
		}
		j := t.jobs[0] // rules without a query are never asked together
		text, err := textOf(j.input)
		if err != nil {
			return nil, err
		}
		if of[j.rule.ID] == nil {
			q.Rules = append(q.Rules, ruleRequest{Rule: j.rule.ID})
		}
		of[j.rule.ID] = append(of[j.rule.ID], j)
		r := &q.Rules[len(q.Rules)-1] // tasks of one rule follow each other
		r.Inputs, r.Subjects = append(r.Inputs, text), append(r.Subjects, j.subject)
	}
	if len(q.Rules) == 0 {
		return own, nil
	}
	err := c.exchange(ctx, q, func(f *frame) error {
		open := of[f.Rule]
		if len(f.Answers) > len(open) {
			return errors.New("it answers what was not asked")
		}
		for i, a := range f.Answers {
			open[i].answer = answer{a.Finding, a.Factor, a.Undecided}
		}
		of[f.Rule] = open[len(f.Answers):]
		if f.Done {
			for _, r := range q.Rules {
				if len(of[r.Rule]) > 0 {
					return errors.New("it leaves questions open")
				}
			}
		}
		return nil
	})
	return own, err
}

// compileConfined compiles the built-in packs here, and has the user's
// described.
func compileConfined(ctx context.Context, opts *Options) (*Set, error) {
	where, err := gather(opts)
	if err != nil {
		return nil, err
	}
	q := where.request
	q.Describe = true
	var d *description
	err = where.exchange(ctx, q, func(f *frame) error {
		if f.Description != nil {
			d = f.Description
		}
		if f.Done && d == nil {
			return errors.New("it answers nonsense")
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	c := read(nil)
	if err := c.admit(d); err != nil {
		return nil, &RuleError{Own: true, Err: fmt.Errorf("the packs %s in a process of their own: %w", where.names, err)}
	}
	var names []string
	if names, err = c.choose(builtinOnly(opts.Packs, d.Names)); err != nil {
		return nil, err
	}
	rules := c.selectRules(names)
	c.override(rules, names, true)
	c.setParams(rules, names, builtinParams(opts.Params, d.Rules))
	compiler := c.compile(rules)
	c.diags.Sort()
	if err := c.diags.Err(); err != nil {
		return nil, err
	}
	for _, p := range d.Packs {
		names = append(names, p.Name)
	}
	own, err := c.admitRules(d)
	if err != nil {
		return nil, &RuleError{Own: true, Err: fmt.Errorf("the packs %s in a process of their own: %w", where.names, err)}
	}
	rules = append(rules, own...)
	slices.SortStableFunc(rules, func(a, b *rule) int { return strings.Compare(a.ID, b.ID) })
	slices.SortStableFunc(c.packs, func(a, b *pack) int { return strings.Compare(a.Name, b.Name) })
	s, err := c.set(ctx, names, rules, compiler)
	if err != nil {
		return nil, err
	}
	s.confined = where
	return s, nil
}

// builtinOnly drops the user's packs from a choice; all that are on stays so.
func builtinOnly(chosen, users []string) []string {
	if chosen == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(chosen), func(name string) bool { return slices.Contains(users, name) })
}

// builtinParams drops the parameters of the user's rules.
func builtinParams(params map[string]string, users []wireRule) map[string]string {
	out := maps.Clone(params)
	for _, r := range users {
		for _, p := range r.Params {
			delete(out, r.ID+"."+p.Name)
		}
	}
	return out
}

// admit takes the entries that the user's packs add to the catalogue, and the
// packs. What it is told came from a process that strangers may steer, so
// nothing replaces what is built in.
func (c *content) admit(d *description) error {
	for _, e := range d.Entries {
		if _, twice := c.catalogue.entries[e.ID]; twice || e.ID == "" || !slices.Contains(statuses, e.Status) ||
			!slices.Contains(provenances, e.Provenance) || !slices.Contains(kinds, e.Kind) || (e.Kind == "class") != (e.Class != nil) {
			return fmt.Errorf("it describes the entry %q of the catalogue, which cannot be", clip(e.ID))
		}
		c.catalogue.entries[e.ID] = e
	}
	c.catalogue.seal(&c.diags)
	for _, p := range d.Packs {
		if p.Name == "" || !slices.Contains(statuses, p.Status) || slices.ContainsFunc(c.packs, func(x *pack) bool { return x.Name == p.Name }) {
			return fmt.Errorf("it describes the pack %q, which cannot be", clip(p.Name))
		}
		own := &pack{Name: p.Name, Version: p.Version, Default: "off", sha256: p.SHA256, Status: p.Status, Params: p.Params, Disable: p.Disable}
		if p.Scope != "" {
			own.scope = &entityScope{pack: own, file: &file{name: p.Scope}}
		}
		c.packs = append(c.packs, own)
	}
	return nil
}

// admitRules makes rules without a query of what is told of them.
func (c *content) admitRules(d *description) ([]*rule, error) {
	var out []*rule
	for i := range d.Rules {
		w := &d.Rules[i]
		r := &rule{
			Rule: w.Rule, file: &file{name: w.File}, reads: w.Reads.reads(), binds: w.Binds,
			finding: w.Finding, factor: w.Factor, undecided: w.Undecided,
		}
		at := slices.IndexFunc(c.packs, func(p *pack) bool { return p.Name == r.Pack && !p.trusted() })
		if at < 0 || !ruleID.MatchString(r.ID) || !strings.HasPrefix(r.ID, r.Pack+"/") || inputs[r.Scope] == nil ||
			!slices.Contains(severities, r.Severity) || !slices.Contains(statuses, r.Status) || !slices.Contains([]result.Outcome{result.Fail, result.Warn}, r.Outcome) {
			return nil, fmt.Errorf("it describes the rule %q, which cannot be", clip(r.ID))
		}
		r.pack = c.packs[at]
		var problem error
		r.checkPaths(func(format string, args ...any) { problem = fmt.Errorf(format, args...) })
		for k, id := range slices.Concat(r.Asks, r.Measures) {
			e, ok := c.catalogue.Entry(id)
			if !ok {
				problem = fmt.Errorf("%q is not in the catalogue", clip(id))
			}
			if k < len(r.Asks) {
				r.asks = append(r.asks, e)
			}
		}
		if problem == nil {
			problem = r.prepareReads()
		}
		if problem != nil {
			return nil, fmt.Errorf("it describes the rule %q wrongly: %w", clip(r.ID), problem)
		}
		out = append(out, r)
	}
	return out, nil
}
