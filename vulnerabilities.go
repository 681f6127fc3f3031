// SPDX-License-Identifier: Apache-2.0

package kedja

import (
	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/vuln"
)

// vulnerabilities lists those of components, then those of products.
func (r *run) vulnerabilities() {
	for i := range r.g.Components {
		c := &r.g.Components[i]
		for j := range c.Vulnerabilities {
			r.a.Vulnerabilities = append(r.a.Vulnerabilities, vulnerability("component:"+c.ID, &c.Vulnerabilities[j]))
		}
	}
	for i := range r.g.Products {
		p := &r.g.Products[i]
		for j := range p.Vulnerabilities {
			r.a.Vulnerabilities = append(r.a.Vulnerabilities, vulnerability("product:"+p.ID, &p.Vulnerabilities[j]))
		}
	}
}

func vulnerability(of string, v *vuln.Known) result.Vulnerability {
	out := result.Vulnerability{
		ID: v.ID, Component: of, Aliases: v.Aliases, Summary: v.Summary, Severity: v.Severity, CVSS: v.CVSS, Vector: v.Vector,
		Exploited: v.Exploited.Known(), VEX: string(v.Status), Justification: v.Justification, Disagree: v.Disagree,
		Possible: v.Possible, Reason: string(v.Reason), Reachable: v.Reachable, Fixed: v.Fixed, Published: v.Published, Sources: v.Sources,
	}
	for _, e := range v.Exploited.On {
		out.Listed = append(out.Listed, result.Listing{List: e.List, Added: e.Added, Due: e.Due, Ransomware: e.Ransomware, At: evidenceAt(e.At)})
	}
	for _, s := range v.Statements {
		out.Statements = append(out.Statements, result.Statement{Author: s.Author, Date: s.Date, Status: string(s.Status), At: evidenceAt(s.At)})
	}
	if v.Likely != nil {
		out.EPSS, out.EPSSDate = &v.Likely.Probability, v.Likely.Date
	}
	return out
}

func evidenceAt(at diag.Position) result.Evidence {
	return result.Evidence{File: at.File, Pointer: at.Pointer, Line: at.Line}
}

// lookups counts the components of which databases were asked; nil where none
// was.
func (r *run) lookups() *result.LookupCoverage {
	var out *result.LookupCoverage
	for i := range r.g.Components {
		c := &r.g.Components[i]
		if c.Lookup == nil || !c.Counted {
			continue
		}
		if out == nil {
			out = &result.LookupCoverage{}
		}
		out.N++
		if c.Lookup.State == vuln.Checked {
			out.Checked++
			continue
		}
		if out.Unknown == nil {
			out.Unknown = map[string]int{}
		}
		out.Unknown[string(c.Lookup.Reason)]++
	}
	return out
}
