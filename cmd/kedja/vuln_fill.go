// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"slices"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/vuln"
	"github.com/kedja/kedja/vuln/vex"
)

// combined is what several sources say of one component.
type combined struct {
	vuln.Lookup
	found []vuln.Known
}

// join adds the answer of another source. One that could check the component
// settles that it is checked; what any of them found is found.
func (c *combined) join(a *vuln.Answer, file string, first bool) {
	if first || c.State != vuln.Checked && a.State == vuln.Checked {
		c.Lookup = vuln.Lookup{State: a.State, Reason: a.Reason, Detail: a.Detail}
	}
	if first && len(a.Found) > 0 {
		c.found = make([]vuln.Known, 0, len(a.Found))
	}
	for i := range a.Found {
		f := &a.Found[i]
		at := -1
		if !first {
			at = slices.IndexFunc(c.found, func(k vuln.Known) bool { return same(&k.Found, f) })
		}
		if at < 0 {
			c.found = append(c.found, vuln.Known{Found: *f, Sources: []string{file}})
			continue
		}
		takeOver(&c.found[at], f, file)
	}
}

// same reports whether two findings share a name.
func same(a, b *vuln.Found) bool {
	for _, x := range names(a) {
		if slices.Contains(names(b), x) {
			return true
		}
	}
	return false
}

// names are all names of a finding.
func names(f *vuln.Found) []string { return slices.Concat([]string{f.ID}, f.Records, f.Aliases) }

// takeOver takes over what another source says of the same vulnerability.
func takeOver(k *vuln.Known, f *vuln.Found, file string) {
	k.Records = union(k.Records, f.Records)
	k.Aliases = slices.DeleteFunc(union(k.Aliases, slices.Concat(f.Aliases, []string{f.ID})), func(s string) bool { return s == k.ID || slices.Contains(k.Records, s) })
	if k.Possible && !f.Possible {
		k.Possible, k.Reason = false, ""
	}
	if k.CVSS == nil {
		k.CVSS, k.Vector = f.CVSS, f.Vector
	}
	k.Severity, k.Summary, k.Fixed = cmp.Or(k.Severity, f.Severity), cmp.Or(k.Summary, f.Summary), cmp.Or(k.Fixed, f.Fixed)
	k.Published, k.Modified = cmp.Or(k.Published, f.Published), cmp.Or(k.Modified, f.Modified)
	if k.Reachable == nil {
		k.Reachable, k.ReachableWhy = f.Reachable, f.ReachableWhy
	}
	k.Sources = union(k.Sources, []string{file})
}

// union joins sorted lists into a new one.
func union(a, b []string) []string {
	out := slices.Concat(a, b)
	slices.Sort(out)
	return slices.Compact(out)
}

// fill makes the components of the result, and counts.
func (m *matching) fill(r *MatchResult, found []combined) {
	set := vex.NewSet(m.asOf, append(slices.Clone(m.data.statements), m.statements...)...)
	stated := len(m.data.statements)+len(m.statements) > 0
	noList, noEPSS := m.data.lists.Empty()
	r.Counts.Unknown, r.Counts.BySeverity = map[string]int{}, map[string]int{}
	if !noList {
		r.Counts.Exploited = new(int)
	}
	var about []vex.Asked
	ids := map[string]bool{}
	input := -1
	for i := range m.asked {
		a, c := &m.asked[i], &found[i]
		for input < 0 || m.readings[input].doc != a.doc {
			input++
		}
		for j := range c.found {
			if !noList || !noEPSS {
				m.data.lists.Apply(&c.found[j], m.asOf)
			}
		}
		if stated {
			about = append(about, m.applyVEX(set, a, c.found))
		}
		x := component(a, c)
		r.Counts.count(&x, ids)
		in := &r.Inputs[input]
		if in.Components++; c.State == vuln.Checked {
			in.Checked++
		}
		if m.full || c.State != vuln.Checked || len(c.found) > 0 {
			r.Components = append(r.Components, x)
		}
	}
	r.Counts.Vulnerabilities = len(ids)
	if !stated {
		return
	}
	for _, u := range set.Unused(about) {
		r.Unused = append(r.Unused, MatchUnused{Vulnerability: u.Vulnerability.ID, Status: string(u.Status), Author: u.Author, Reason: string(u.Reason), At: u.Position})
	}
}

// component makes one of the result's.
func component(a *asked, c *combined) MatchComponent {
	n := a.doc.Node(a.id)
	name := n.Name
	if n.Group != "" {
		name = n.Group + "/" + n.Name
	}
	x := MatchComponent{Input: a.doc.File, Ref: n.Ref, Name: name, Version: n.Version, Described: a.root, At: a.doc.Position(a.id),
		State: c.State.String(), Reason: string(c.Reason), Detail: c.Detail, Vulnerabilities: make([]result.Vulnerability, 0, len(c.found))}
	if len(n.PURLs) > 0 {
		x.PURL = n.PURLs[0]
	}
	if len(n.CPEs) > 0 {
		x.CPE = n.CPEs[0]
	}
	if n.Scope != sbom.ScopeUnstated {
		x.Scope = n.Scope.String()
	}
	for i := range c.found {
		x.Vulnerabilities = append(x.Vulnerabilities, finding(&c.found[i], cmp.Or(n.Ref, name)))
	}
	return x
}

// finding writes a vulnerability as an assessment does.
func finding(v *vuln.Known, of string) result.Vulnerability {
	out := result.Vulnerability{
		ID: v.ID, Component: of, Aliases: union(v.Aliases, otherThan(v.ID, v.Records)), Summary: v.Summary, Severity: v.Severity, CVSS: v.CVSS, Vector: v.Vector,
		Exploited: v.Exploited.Known(), VEX: string(v.Status), Justification: v.Justification, Disagree: v.Disagree,
		Possible: v.Possible, Reason: string(v.Reason), Reachable: v.Reachable, Fixed: v.Fixed, Published: v.Published, Sources: v.Sources,
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

func otherThan(id string, list []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return s == id })
}

// applyVEX writes what statements come to into what was found in a component.
func (m *matching) applyVEX(set *vex.Set, a *asked, found []vuln.Known) vex.Asked {
	about := vex.Asked{Component: vex.ThingOf(a.doc, a.id)}
	if a.doc.Root != sbom.None {
		about.Products = []vex.Thing{vex.ThingOf(a.doc, a.doc.Root)}
	}
	for i := range found {
		k := &found[i]
		all := names(&k.Found)
		about.Vulnerabilities = append(about.Vulnerabilities, all)
		v := set.Of(about.Component, about.Products, all...)
		k.Status, k.Justification, k.Disagree = vuln.Status(v.Status), string(v.Justification), v.Conflict
		for _, s := range v.Applied {
			date := s.LastUpdated
			if date.IsZero() {
				date = s.Timestamp
			}
			remark := vuln.Remark{Author: s.Author, Status: vuln.Status(s.Status), At: s.Position}
			if !date.IsZero() {
				remark.Date = date.UTC().Format("2006-01-02T15:04:05Z")
			}
			k.Statements = append(k.Statements, remark)
		}
	}
	return about
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
