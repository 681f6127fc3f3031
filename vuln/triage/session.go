// SPDX-License-Identifier: Apache-2.0

package triage

import (
	"fmt"
	"slices"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/vuln"
)

// Session judges components one at a time, on one goroutine, as [Judge] does
// many at once: nothing of a component has to be kept that has nothing.
type Session struct {
	options Options
	sources []vuln.Session
	files   [][]string // of each source
	clear   vuln.Lookup
	answers []vuln.Answer
}

// NewSession returns a session. ok is false where components cannot be judged
// one at a time: a source answers all at once only, or there are statements,
// of which the idle ones show at the end.
func NewSession(o Options) (s *Session, ok bool) {
	if len(o.Statements) > 0 {
		return nil, false
	}
	s = &Session{options: o, clear: vuln.Lookup{State: vuln.Checked}}
	for _, source := range o.Sources {
		of, ok := source.(vuln.Sessions)
		if !ok {
			return nil, false
		}
		one := of.Session()
		if one == nil {
			return nil, false
		}
		s.sources, s.files = append(s.sources, one), append(s.files, originFiles(source))
	}
	return s, true
}

// Judge works out the outcome of one component, which is to be read only. What
// the others are, [Component] says.
func (s *Session) Judge(q *vuln.Query, others ...vuln.Query) (Outcome, error) {
	var out Outcome
	for i, source := range s.sources {
		a, err := source.Ask(q)
		if err == nil && len(s.sources) == 1 && len(others) == 0 && a.State == vuln.Checked && len(a.Found) == 0 && a.Later == 0 {
			return Outcome{Lookup: &s.clear}, nil // of most components
		}
		s.answers = append(s.answers[:0], a)
		for j := 0; j < len(others) && err == nil; j++ {
			a, err = source.Ask(&others[j])
			s.answers = append(s.answers, a)
		}
		if err != nil {
			return Outcome{}, fmt.Errorf("ask for vulnerabilities: %w", err)
		}
		take(&out, s.answers, s.files[i])
	}
	out.unite(q)
	out.finish(&s.options)
	return out, nil
}

// Said is what [Judge] says beside the outcomes, of the components of all
// sessions of one kind together.
func Said(sessions []*Session) diag.List {
	var ds diag.List
	if len(sessions) == 0 {
		return nil
	}
	for i := range sessions[0].sources {
		var of diag.List
		for _, s := range sessions {
			of = append(of, s.sources[i].Diagnostics()...)
		}
		of.Sort()
		ds = append(ds, slices.Compact(of)...)
	}
	o := &sessions[0].options
	if o.Lists != nil {
		ds = append(ds, o.Lists.Check(o.AsOf)...)
	}
	ds.Sort()
	return ds
}
