// SPDX-License-Identifier: Apache-2.0

// Package triage joins what is known of the vulnerabilities of components:
// what SBOMs carry, what databases answer, whether lists name them as
// exploited, and what statements (VEX) say of them. It reads nothing itself.
//
// Statements go before every verdict, but hide nothing: a vulnerability that a
// component is stated not to have stays in the list, with its statement.
package triage

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/vuln"
	"github.com/kedja/kedja/vuln/listed"
	"github.com/kedja/kedja/vuln/vex"
)

// Component is something that may have vulnerabilities.
type Component struct {
	Query vuln.Query
	// Others are further ways to ask: other package URLs of the same thing, other
	// versions that places state. What any of them finds is found, and the
	// component is checked where all were that a database can cover.
	Others []vuln.Query
	Places []Place
	Known  []vuln.Known // that SBOMs carry
	// Stated is what SBOMs state of the scan that they came from; nil: nothing.
	Stated *vuln.Lookup
	// Ask says whether to ask the sources; false takes Known alone.
	Ask bool
}

// Place is one occurrence of a component.
type Place struct {
	Thing vex.Thing
	// Products are what the occurrence is part of, so that every way to it
	// leads through them: what its SBOM describes.
	Products []vex.Thing
}

// Options are what components are compared with.
type Options struct {
	AsOf       time.Time
	Sources    []vuln.Source
	Statements []*vex.Document
	Lists      *listed.Lists // nil: none were given
}

// Outcome is what is known of one component.
type Outcome struct {
	Known  []vuln.Known // sorted by ID
	Lookup *vuln.Lookup // nil: no source was asked, and no SBOM states that one was
}

// Judge works out the outcomes of components, in their order. The list says
// what the sources had to say, and which statements acted on nothing. An error
// means that a source could not be asked.
func Judge(ctx context.Context, components []Component, o Options) ([]Outcome, diag.List, error) {
	var ds diag.List
	out := make([]Outcome, len(components))
	for i := range components {
		out[i].Known = slices.Clone(components[i].Known)
		if l := components[i].Stated; l != nil {
			own := *l
			out[i].Lookup = &own
		}
	}
	if err := ask(ctx, components, o.Sources, out, &ds); err != nil {
		return nil, nil, err
	}
	for i := range out {
		out[i].unite(&components[i].Query)
	}
	if len(o.Statements) > 0 {
		state(components, out, o, &ds)
	}
	for i := range out {
		out[i].finish(&o)
	}
	if o.Lists != nil {
		ds = append(ds, o.Lists.Check(o.AsOf)...)
	}
	ds.Sort()
	return out, ds, nil
}

// unite joins what several places say of the same vulnerabilities of what was
// asked about.
func (o *Outcome) unite(q *vuln.Query) {
	if len(o.Known) > 1 {
		o.Known = unite(orderOf(q), o.Known)
	}
}

// finish applies the lists, and sorts.
func (o *Outcome) finish(by *Options) {
	for i := range o.Known {
		if by.Lists != nil {
			by.Lists.Apply(&o.Known[i], by.AsOf)
		}
	}
	slices.SortFunc(o.Known, func(a, b vuln.Known) int { return cmp.Compare(a.ID, b.ID) })
}

// ask puts what the sources answer into the outcomes.
func ask(ctx context.Context, components []Component, sources []vuln.Source, out []Outcome, ds *diag.List) error {
	if len(sources) == 0 {
		return nil
	}
	n := 0
	for i := range components {
		n += 1 + len(components[i].Others)
	}
	queries, of := make([]vuln.Query, 0, n), make([]int, 0, n)
	for i := range components {
		if c := &components[i]; c.Ask {
			queries, of = append(queries, c.Query), append(of, i)
			for _, q := range c.Others {
				queries, of = append(queries, q), append(of, i)
			}
		}
	}
	for _, s := range sources {
		answers, list, err := s.Match(ctx, queries)
		if err != nil {
			return fmt.Errorf("ask for vulnerabilities: %w", err)
		}
		*ds = append(*ds, list...)
		files := originFiles(s)
		for first := 0; first < len(answers); {
			next := first + 1
			for next < len(answers) && of[next] == of[first] {
				next++
			}
			take(&out[of[first]], answers[first:next], files)
			first = next
		}
	}
	return nil
}

func originFiles(s vuln.Source) []string {
	var files []string
	for _, o := range s.Origins() {
		files = append(files, o.File)
	}
	slices.Sort(files)
	return slices.Compact(files)
}

// take adds the answers of one source to an outcome. The source checked the
// component where it checked all ways to ask, but for those that no database
// of records covers: nothing can be missed there that another name leads to. The
// component is checked when one source did, or where its SBOM states so. Else the reason of the first source counts that has one of its
// own: that a scanner's result does not name the component says least.
func take(o *Outcome, answers []vuln.Answer, files []string) {
	said := vuln.Lookup{State: vuln.Checked}
	covered := slices.ContainsFunc(answers, func(a vuln.Answer) bool { return a.Reason != vuln.NotCovered })
	for i := range answers {
		a := &answers[i]
		if a.Reason == vuln.NotCovered && covered {
			continue
		}
		if a.State != vuln.Checked && said.State == vuln.Checked {
			said = vuln.Lookup{State: a.State, Reason: a.Reason, Detail: a.Detail}
		}
	}
	later := 0
	for i := range answers {
		later += answers[i].Later
	}
	if o.Lookup != nil {
		later = max(later, o.Lookup.Later) // databases repeat each other
	}
	defer func() { o.Lookup.Later = later }()
	switch {
	case o.Lookup == nil:
		o.Lookup = &said
	case o.Lookup.State == vuln.Checked:
		o.Lookup.Stated = o.Lookup.Stated && said.State != vuln.Checked
	case o.Lookup.Stated, said.State == vuln.Checked, o.Lookup.Reason == vuln.NotInResult:
		*o.Lookup = said
	}
	for i := range answers {
		for _, f := range answers[i].Found {
			o.Known = append(o.Known, vuln.Known{Found: f, Sources: files})
		}
	}
}
