// SPDX-License-Identifier: Apache-2.0

package kedja

import (
	"context"
	"slices"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/vuln"
	"github.com/kedja/kedja/vuln/listed"
	"github.com/kedja/kedja/vuln/triage"
	"github.com/kedja/kedja/vuln/vex"
)

// triage compares the components and products of the graph with databases,
// statements and lists. Without any of them they keep what their SBOMs say.
func (r *run) triage(ctx context.Context) error {
	v := &r.in.Vulnerabilities
	o := triage.Options{AsOf: r.opts.AsOf, Sources: vuln.At(v.Sources, r.opts.AsOf), Statements: v.Statements}
	for _, d := range r.documents {
		if len(d.SBOM.Vulnerabilities) > 0 {
			own, _ := vex.FromSBOM(d.SBOM) // what is wrong there the SBOM's reader said
			o.Statements = append(o.Statements[:len(o.Statements):len(o.Statements)], own)
		}
	}
	if len(v.Lists) > 0 {
		o.Lists = listed.Join(v.Lists...)
	}
	if len(o.Sources) == 0 && len(o.Statements) == 0 && o.Lists == nil {
		return nil
	}
	if o.Lists != nil && len(o.Sources) == 0 && !r.listsVulnerabilities() {
		r.ds.Add(diag.Diagnostic{
			Severity: diag.Warning, Code: "vuln/list-alone", Position: diag.Position{File: v.Lists[0].Origin().File},
			Message: "the lists of exploited vulnerabilities and forecasts have nothing to be compared with: no database was asked, and no SBOM lists vulnerabilities",
			Remedy:  "look the components up too: --osv or --vulns",
		})
	}
	r.stage("looking for known vulnerabilities")
	n := len(r.g.Components)
	all := make([]triage.Component, n, n+len(r.g.Products))
	for i := range r.g.Components {
		all[i] = r.lookedUp(&r.g.Components[i])
	}
	for i := range r.g.Products {
		all = append(all, r.productLookedUp(&r.g.Products[i]))
	}
	out, ds, err := triage.Judge(ctx, all, o)
	if err != nil {
		return err
	}
	r.ds = append(r.ds, ds...)
	if r.fixes, err = triage.Confirm(ctx, triage.Fixes(all, out), all, out, o.Sources); err != nil {
		return err
	}
	for i := range r.g.Components {
		r.g.Components[i].Vulnerabilities, r.g.Components[i].Lookup = out[i].Known, out[i].Lookup
	}
	for i := range r.g.Products {
		r.g.Products[i].Vulnerabilities, r.g.Products[i].Lookup = out[n+i].Known, out[n+i].Lookup
	}
	return nil
}

// listsVulnerabilities reports whether SBOMs list vulnerabilities, or state that
// they come from a scan for them.
func (r *run) listsVulnerabilities() bool {
	for i := range r.g.Components {
		if c := &r.g.Components[i]; c.Lookup != nil || len(c.Vulnerabilities) > 0 {
			return true
		}
	}
	return slices.ContainsFunc(r.g.Products, func(p risk.Product) bool { return len(p.Vulnerabilities) > 0 })
}

// lookedUp is a component as it is asked about: by each package URL that its
// SBOMs give it, in each version that they state.
func (r *run) lookedUp(c *risk.Component) triage.Component {
	out := triage.Component{Known: c.Vulnerabilities, Stated: c.Lookup, Ask: c.Kind != "service"}
	var queries []vuln.Query
	for _, o := range c.Occurrences {
		doc := r.g.Documents[o.Document].SBOM
		queries = ask(queries, doc, o.Node)
		place := triage.Place{Thing: vex.ThingOf(doc, o.Node)}
		if doc.Root != sbom.None {
			place.Products = []vex.Thing{vex.ThingOf(doc, doc.Root)}
		}
		out.Places = append(out.Places, place)
	}
	out.Query, out.Others = first(queries)
	out.Query.Name = c.Name
	return out
}

// productLookedUp is a product: what its SBOM describes.
func (r *run) productLookedUp(p *risk.Product) triage.Component {
	out := triage.Component{Query: vuln.Query{Name: p.Name}, Known: p.Vulnerabilities}
	if p.Document == risk.None {
		return out
	}
	doc := r.g.Documents[p.Document].SBOM
	if doc.Root != sbom.None {
		out.Query, out.Others = first(ask(nil, doc, doc.Root))
		out.Ask = out.Query.PURL != ""
		out.Places = []triage.Place{{Thing: vex.ThingOf(doc, doc.Root)}}
	}
	return out
}

// first takes the list apart; a component that nothing names is asked about too,
// and answered as such.
func first(queries []vuln.Query) (vuln.Query, []vuln.Query) {
	if len(queries) == 0 {
		return vuln.Query{}, nil
	}
	return queries[0], queries[1:]
}

// ask adds the ways to ask about a node: by each package URL that is one, else
// by what was given as one, else by its CPE.
func ask(queries []vuln.Query, doc *sbom.Document, id sbom.ID) []vuln.Query {
	n := doc.Node(id)
	add := func(purl string) {
		q := vuln.Query{Name: n.Name, PURL: purl, Version: n.Version}
		if len(n.CPEs) > 0 {
			q.CPE = n.CPEs[0]
		}
		for i := range queries {
			if o := &queries[i]; o.PURL == q.PURL && o.Version == q.Version {
				return
			}
		}
		q.Where = doc.Position(id)
		queries = append(queries, q)
	}
	valid := false
	for _, s := range n.PURLs {
		if _, ok := supplier.ParsePURL(s); ok {
			valid = true
			add(s)
		}
	}
	switch {
	case valid:
	case len(n.PURLs) > 0:
		add(n.PURLs[0])
	default:
		add("")
	}
	return queries
}

// vulnerabilities lists those of components, then those of products.
func (r *run) vulnerabilities() {
	for i := range r.g.Components {
		c := &r.g.Components[i]
		var reached []string
		if len(c.Vulnerabilities) > 0 {
			reached = r.assetIDs(r.g.AssetsOf(c))
		}
		for j := range c.Vulnerabilities {
			v := &c.Vulnerabilities[j]
			out := vulnerability("component:"+c.ID, v, reached)
			if v.Status.Open() {
				out.Weight = weight(r.weigher.Weigh(int32(i), v))
			}
			if v.OpenAt != nil {
				_, settled := r.g.ProductsOf(c, v)
				out.Assets, out.SettledIn = r.assetIDs(r.g.AssetsReached(c, v)), r.productIDs(settled)
				if out.Weight != nil {
					out.Weight = weight(r.weigher.Narrowed(r.weigher.Weigh(int32(i), v), int32(i), v))
				}
			}
			r.a.Vulnerabilities = append(r.a.Vulnerabilities, out)
		}
	}
	for i := range r.g.Products {
		p := &r.g.Products[i]
		for j := range p.Vulnerabilities {
			v := &p.Vulnerabilities[j]
			out := vulnerability("product:"+p.ID, v, r.assetIDs(p.Assets))
			if v.Status.Open() {
				out.Weight = weight(r.weigher.WeighOfProduct(int32(i), v))
			}
			r.a.Vulnerabilities = append(r.a.Vulnerabilities, out)
		}
	}
}

func weight(w risk.Weight) *result.Weight {
	interval := func(s risk.Span) result.Interval { return result.Interval{Lo: s.Lo, Hi: s.Hi} }
	return &result.Weight{Level: interval(w.Level), Exposure: interval(w.Exposure), Hint: w.Hint}
}

func vulnerability(of string, v *vuln.Known, assets []string) result.Vulnerability {
	out := result.Vulnerability{
		ID: v.ID, Component: of, Records: v.Records, Aliases: v.Aliases, Summary: v.Summary, Severity: v.Severity, CVSS: v.CVSS, Vector: v.Vector,
		Exploited: v.Exploited.Known(), VEX: string(v.Status), Justification: v.Justification, Disagree: v.Disagree,
		Possible: v.Possible, Reason: string(v.Reason), Reachable: v.Reachable, Fixed: v.Fixed, Published: v.Published, Sources: v.Sources, Assets: assets,
	}
	for _, m := range v.Matched {
		out.Matched = append(out.Matched, result.Match{Record: m.Record, Package: m.Package, Versions: m.Versions})
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

// clearedFor are the assets that some of the vulnerabilities of a component reach.
func (r *run) clearedFor(c *risk.Component, ids []string) []int32 {
	var out []int32
	for i := range c.Vulnerabilities {
		v := &c.Vulnerabilities[i]
		switch {
		case !slices.Contains(ids, v.ID):
		case v.OpenAt == nil:
			return r.g.AssetsOf(c)
		default:
			out = append(out, r.g.AssetsReached(c, v)...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// listFixes lists what clears vulnerabilities.
func (r *run) listFixes() {
	for _, f := range r.fixes {
		out := result.Fix{To: f.To, Clears: f.Clears, Exploited: f.Exploited, Severity: f.Severity, Left: f.Left, LookedUp: f.LookedUp, Brings: f.Brings}
		if n := f.Component - len(r.g.Components); n >= 0 {
			p := &r.g.Products[n]
			out.Component, out.Assets = "product:"+p.ID, r.assetIDs(p.Assets)
		} else {
			c := &r.g.Components[f.Component]
			out.Component, out.Assets = "component:"+c.ID, r.assetIDs(r.clearedFor(c, f.Clears))
		}
		r.a.Fixes = append(r.a.Fixes, out)
	}
}

// lookups counts the components and products of which databases were asked; nil
// where there was none to ask.
func (r *run) lookups() *result.LookupCoverage {
	out, asked := &result.LookupCoverage{}, len(r.in.Vulnerabilities.Sources) > 0
	beside := func(at **result.Looked, l *vuln.Lookup) {
		if *at == nil {
			*at = &result.Looked{}
		}
		(*at).N++
		if l.State == vuln.Checked {
			(*at).Checked++
		}
	}
	for i := range r.g.Components {
		c := &r.g.Components[i]
		if c.Lookup == nil {
			continue
		}
		asked = true
		if !c.Counted {
			beside(&out.NotCounted, c.Lookup)
			continue
		}
		out.N++
		out.Later += c.Lookup.Later
		if c.Lookup.Stated {
			out.Stated++
		}
		if c.Lookup.State == vuln.Checked {
			out.Checked++
			continue
		}
		if out.Unknown == nil {
			out.Unknown = map[string]int{}
		}
		out.Unknown[string(c.Lookup.Reason)]++
	}
	for i := range r.g.Products {
		if l := r.g.Products[i].Lookup; l != nil {
			asked = true
			beside(&out.Products, l)
		}
	}
	if !asked {
		return nil
	}
	return out
}
