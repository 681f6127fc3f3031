// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"context"
	"path/filepath"
	"slices"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/read"
	"github.com/kedja/kedja/vuln"
	"github.com/kedja/kedja/vuln/files"
	exploited "github.com/kedja/kedja/vuln/listed"
	"github.com/kedja/kedja/vuln/triage"
	"github.com/kedja/kedja/vuln/vex"
)

// options are what components are compared with, but for statements inside
// SBOMs.
func (m *matching) options(data *files.Files) triage.Options {
	o := triage.Options{AsOf: m.asOf, Sources: vuln.At(data.Sources, m.asOf), Statements: data.Statements}
	if len(data.Lists) > 0 {
		o.Lists = exploited.Join(data.Lists...)
	}
	return o
}

// triage compares the components with the databases, lists and statements.
func (m *matching) triage(ctx context.Context) ([]triage.Outcome, error) {
	o := m.options(m.data)
	o.Statements = slices.Concat(o.Statements, m.statements)
	components := make([]triage.Component, len(m.asked))
	for i := range m.asked {
		a, c := &m.asked[i], &components[i]
		c.Ask, c.Query, c.Others = true, queryOf(a.doc, a.id), othersOf(a.doc, a.id)
		if len(o.Statements) == 0 {
			continue
		}
		place := triage.Place{Thing: vex.ThingOf(a.doc, a.id)}
		if a.doc.Root != sbom.None {
			place.Products = []vex.Thing{vex.ThingOf(a.doc, a.doc.Root)}
		}
		c.Places = []triage.Place{place}
	}
	out, list, err := triage.Judge(ctx, components, o)
	m.list = append(m.list, list...)
	return out, err
}

// begin sets counts to what nothing found gives.
func (m *matching) begin(r *MatchResult) {
	r.Counts.Unknown, r.Counts.BySeverity = map[string]int{}, map[string]int{}
	if slices.ContainsFunc(m.data.Lists, func(f *exploited.File) bool { return f.Format() != exploited.EPSS }) {
		r.Counts.Exploited = new(int)
	}
}

// fill makes the components of the result, and counts.
func (m *matching) fill(r *MatchResult, found []triage.Outcome, ids map[string]bool) {
	input := -1
	for i := range m.asked {
		a, o := &m.asked[i], &found[i]
		for input < 0 || m.readings[input].doc != a.doc {
			input++
		}
		in := &r.Inputs[input]
		r.Counts.Later += o.Lookup.Later
		if in.Components++; o.Lookup.State == vuln.Checked {
			in.Checked++
		}
		if !m.full && o.Lookup.State == vuln.Checked && len(o.Known) == 0 {
			r.Counts.Components++
			r.Counts.Checked++
			continue
		}
		x := component(a, o)
		r.Counts.count(&x, ids)
		r.Components = append(r.Components, x)
	}
}

// component makes one of the result's.
func component(a *asked, o *triage.Outcome) MatchComponent {
	n := a.doc.Node(a.id)
	c := read.Named{Ref: n.Ref, Group: n.Group, Name: n.Name, Version: n.Version, Scope: n.Scope}
	if len(n.PURLs) > 0 {
		c.PURL = n.PURLs[0]
	}
	if len(n.CPEs) > 0 {
		c.CPE = n.CPEs[0]
	}
	x := outcome(&c, a.doc.Position(a.id), o)
	x.Described = a.root
	return x
}

// componentNamed does so of a component of which no more than names were read.
func componentNamed(file string, c *read.Named, o *triage.Outcome) MatchComponent {
	x := outcome(c, diag.Position{File: filepath.ToSlash(file), Pointer: c.Pointer(), Line: int(c.Line)}, o)
	x.Described = c.List == sbom.ListMetadata
	return x
}

func outcome(c *read.Named, at diag.Position, o *triage.Outcome) MatchComponent {
	name := c.Name
	if c.Group != "" {
		name = c.Group + "/" + c.Name
	}
	x := MatchComponent{Input: at.File, Ref: c.Ref, Name: name, Version: c.Version, PURL: c.PURL, CPE: c.CPE, At: at,
		State: o.Lookup.State.String(), Reason: string(o.Lookup.Reason), Detail: o.Lookup.Detail, Vulnerabilities: make([]result.Vulnerability, 0, len(o.Known))}
	if c.Scope != sbom.ScopeUnstated {
		x.Scope = c.Scope.String()
	}
	for i := range o.Known {
		x.Vulnerabilities = append(x.Vulnerabilities, finding(&o.Known[i], cmp.Or(c.Ref, name)))
	}
	return x
}

// finding writes a vulnerability as an assessment does.
func finding(v *vuln.Known, of string) result.Vulnerability {
	out := result.Vulnerability{
		ID: v.ID, Component: of, Records: v.Records, Aliases: v.Aliases, Summary: v.Summary, Severity: v.Severity, CVSS: v.CVSS, Vector: v.Vector,
		Exploited: v.Exploited.Known(), VEX: string(v.Status), Justification: v.Justification, Disagree: v.Disagree,
		Possible: v.Possible, Reason: string(v.Reason), Reachable: v.Reachable, Fixed: v.Fixed, Published: v.Published, Sources: v.Sources,
	}
	for _, m := range v.Matched {
		out.Matched = append(out.Matched, result.Match{Record: m.Record, Package: m.Package, Versions: m.Versions})
	}
	for _, e := range v.Exploited.On {
		out.Listed = append(out.Listed, result.Listing{List: e.List, Added: e.Added, Due: e.Due, Ransomware: e.Ransomware,
			At: result.Evidence{File: e.At.File, Pointer: e.At.Pointer, Line: e.At.Line}})
	}
	for _, s := range v.Statements {
		out.Statements = append(out.Statements, result.Statement{Author: s.Author, Date: s.Date, Status: string(s.Status),
			At: result.Evidence{File: s.At.File, Pointer: s.At.Pointer, Line: s.At.Line}})
	}
	if v.Likely != nil {
		out.EPSS, out.EPSSDate = &v.Likely.Probability, v.Likely.Date
	}
	return out
}

// count adds a component to the counts.
func (n *MatchCounts) count(x *MatchComponent, ids map[string]bool) {
	n.Components++
	if x.State == vuln.Checked.String() {
		n.Checked++
	} else {
		n.Unknown[x.Reason]++
	}
	vulnerable := false
	for i := range x.Vulnerabilities {
		v := &x.Vulnerabilities[i]
		switch {
		case !v.Open():
			n.Closed++
		case v.Possible:
			n.Possible++
		default:
			vulnerable = true
			n.Findings++
			n.BySeverity[v.Severity]++
			ids[v.ID] = true
			if v.Fixed != "" {
				n.Fixable++
			}
			if v.Used() && n.Exploited != nil {
				*n.Exploited++
			}
		}
	}
	if vulnerable {
		n.Vulnerable++
	}
}
