// SPDX-License-Identifier: Apache-2.0

package kedja

import (
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/policies"
	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
)

// describe lists what the rest of the result refers to: parties, products,
// assets, components, vulnerabilities, quality and coverage.
func (r *run) describe() {
	r.products()
	r.assets()
	r.quality()
	r.vulnerabilities()
	r.listFixes()
	r.coverage()
	named := r.named()
	r.parties(named)
	r.components(named)
}

func (r *run) products() {
	for i := range r.g.Products {
		p := &r.g.Products[i]
		out := result.Product{ID: p.ID, Name: p.Name, Kind: p.Kind, Step: p.Step, Components: len(p.Components), Assets: r.assetIDs(p.Assets)}
		if p.Party != risk.None {
			out.Party = r.g.Parties[p.Party].ID
		}
		if p.Document != risk.None {
			out.SBOM = r.g.Documents[p.Document].SBOM.File
		}
		if p.Spend != nil && p.Spend.Lo == p.Spend.Hi {
			out.Spend = &p.Spend.Lo
		}
		r.a.Products = append(r.a.Products, out)
	}
}

func (r *run) assetIDs(indices []int32) (out []string) {
	for _, a := range indices {
		out = append(out, r.g.Assets[a].ID)
	}
	return out
}

func (r *run) productIDs(indices []int32) (out []string) {
	for _, p := range indices {
		out = append(out, r.g.Products[p].ID)
	}
	return out
}

func (r *run) assets() {
	for i := range r.g.Assets {
		a := &r.g.Assets[i]
		r.a.Assets = append(r.a.Assets, result.Asset{
			ID: a.ID, Name: a.Name, Class: a.Class, Criticality: a.Criticality.String(), Sensitivity: a.Sensitivity.String(), Products: r.productIDs(a.Products),
		})
	}
}

func (r *run) quality() {
	for i := range r.g.Documents {
		d := r.g.Documents[i]
		ins := d.SBOM.Inspect()
		q := result.Quality{
			File: d.SBOM.File, Product: d.Product, Format: string(d.SBOM.Format), SpecVersion: d.SBOM.SpecVersion,
			Components: ins.Components, Dependencies: ins.Dependencies, Completeness: d.SBOM.Completeness.String(),
			Fields: map[string]int{"supplier": ins.WithSupplier, "version": ins.WithVersion, "purl": ins.WithPURL, "hash": ins.WithHash, "license": ins.WithLicense},
		}
		for id := range d.SBOM.Components() {
			if d.Attribution[id].Party != "" {
				q.Attributed++
			}
		}
		r.a.Quality = append(r.a.Quality, q)
	}
}

func (r *run) coverage() {
	c := &r.a.Coverage
	c.Components.ByStep = map[string]int{}
	for i := range r.g.Components {
		k := &r.g.Components[i]
		if !k.Counted {
			c.Components.NotCounted++
			continue
		}
		c.Components.N++
		c.Components.ByStep[k.Step.String()]++
		if k.Party != risk.None {
			c.Components.Attributed++
		}
	}
	c.Vulnerabilities = r.lookups()
	for i := range r.g.Parties {
		if p := &r.g.Parties[i]; p.Direct() {
			c.ControlCountry.N++
			if r.m.ControlCountry(p.ID) != "" {
				c.ControlCountry.Known++
			}
		}
	}
}

// named collects the subjects and keys that the result mentions.
func (r *run) named() map[string]bool {
	out := map[string]bool{}
	party := func(id string) { out["supplier:"+id] = true }
	for _, f := range r.a.Findings {
		out[f.Subject] = true
		for _, e := range f.Examples {
			out[e] = true
		}
	}
	for _, f := range r.a.Factors {
		out[f.Subject] = true
	}
	for _, c := range r.a.Concentration {
		for _, s := range c.Shares {
			switch c.By {
			case "supplier", "owner":
				party(s.Key)
			}
		}
	}
	for _, s := range r.a.SinglePoints {
		keys := append(slices.Clone(s.Examples), s.Key)
		for _, k := range keys {
			if s.By == "component" {
				out[k] = true
			} else {
				party(k)
			}
		}
	}
	for _, c := range r.a.CutSets {
		for _, k := range c.Keys {
			party(k)
		}
	}
	for _, c := range r.a.Control {
		party(c.Party)
		for _, id := range c.Controllers {
			party(id)
		}
		for _, p := range c.Path {
			party(p.Holder)
		}
	}
	for _, l := range r.a.LockIn {
		party(l.Supplier)
	}
	for _, c := range r.a.Cycles {
		for _, id := range c.Path {
			out[id] = true
		}
	}
	for _, v := range r.a.Vulnerabilities {
		out[v.Component] = true
	}
	return out
}

func (r *run) parties(named map[string]bool) {
	for i := range r.g.Parties {
		p := &r.g.Parties[i]
		if p.Record == nil && !p.Direct() && !named["supplier:"+p.ID] {
			continue
		}
		out := result.Party{
			ID: p.ID, Name: r.partyName(p), Kind: p.Kind, Roles: p.Roles, Recorded: p.Record != nil,
			Components: len(p.Components), Products: r.productIDs(p.Products),
		}
		if p.Record != nil {
			out.Established, out.Headquarters = p.Record.Established, p.Record.Headquarters
			for _, d := range p.Record.Designations.Items {
				binding, why := d.Binding(r.opts.AsOf, r.g.System.Entity.Country)
				row := result.Designation{
					Regime: d.Regime, Status: d.Status, Authority: d.Authority, LegalRef: d.LegalRef,
					From: d.From.String(), To: d.To.String(), Binding: binding, Why: why,
				}
				for _, a := range p.Assets {
					if binding && d.Scope.Covers(r.g.Assets[a].Class) {
						row.Assets = append(row.Assets, r.g.Assets[a].ID)
					}
				}
				out.Designations = append(out.Designations, row)
			}
		}
		r.a.Parties = append(r.a.Parties, out)
	}
}

func (r *run) components(named map[string]bool) {
	n := 0
	listed := make([]bool, len(r.g.Components))
	for i := range r.g.Components {
		c := &r.g.Components[i]
		if listed[i] = r.opts.Full && c.Counted || named["component:"+c.ID]; listed[i] {
			n++
		}
	}
	r.a.Components = make([]result.Component, 0, n)
	for i := range r.g.Components {
		c := &r.g.Components[i]
		if !listed[i] {
			continue
		}
		pos := r.g.Position(c)
		out := result.Component{
			ID: c.ID, Name: c.Name, Version: c.Version, PURL: c.PURL.String(), Step: c.Step.String(),
			At: result.Evidence{File: pos.File, Pointer: pos.Pointer, Line: pos.Line},
		}
		if !c.HasPURL {
			out.Type = c.Type
		}
		if c.Party != risk.None {
			out.Party = r.g.Parties[c.Party].ID
		}
		r.a.Components = append(r.a.Components, out)
	}
}

// facts lists what findings and factors rest on beyond the records: what the
// SBOMs say of components and documents.
func (r *run) facts(in *risk.Inputs) {
	r.recordFacts()
	var paths policies.Facts
	add := func(subject string, e result.Evidence) {
		if e.Fact == "" || measured(e.Fact) || r.stated[[2]string{subject, e.Fact}] {
			return
		}
		value := valueAt(&paths, r.inputOf(in, subject), e.Fact)
		if value == "" {
			return // nobody stated it: no fact, however much rests on it
		}
		prov, ids, whole := in.Provenance(subject, e.Fact)
		r.addFact(subject, e.Fact, value, diag.Position{File: e.File, Pointer: e.Pointer, Line: e.Line}, &prov, behind{ids, whole})
	}
	places := 0
	for i := range r.a.Findings {
		places += len(r.a.Findings[i].Evidence)
	}
	r.a.Facts = slices.Grow(r.a.Facts, places)
	for i := range r.a.Findings {
		f := &r.a.Findings[i]
		for k, e := range f.Evidence {
			add(f.Subject, e)
			if prov, ids, _ := in.Provenance(f.Subject, e.Fact); prov.WeakestOf(ids) == "unverified" {
				f.Evidence[k].Provenance = "unverified"
			}
		}
	}
	for _, f := range r.a.Factors {
		for _, fact := range f.Facts {
			for _, e := range in.Resolve(f.Subject, fact) {
				add(f.Subject, e)
			}
		}
	}
}

// measured reports whether the input path is a measure of ours, which has
// rows of its own, and not a fact that somebody stated.
func measured(path string) bool {
	head, rest, _ := strings.Cut(path, ".")
	switch head {
	case "concentration", "singlePoints", "cutSets", "lockIn", "coverage":
		return true
	}
	return head == "exposure" && !strings.HasPrefix(rest, "access")
}

// place says where the subject of a finding stands when its rule names no
// fact, and where the first subjects of a folded finding do.
func (r *run) place(in *risk.Inputs) {
	for i := range r.a.Findings {
		f := &r.a.Findings[i]
		if len(f.Evidence) > 0 || f.Outcome == result.Unknown {
			continue
		}
		subjects := f.Examples
		if len(subjects) == 0 {
			subjects = []string{f.Subject}
		}
		for _, s := range subjects {
			kind, _, _ := strings.Cut(s, ":")
			if at := in.Resolve(s, kind); len(at) > 0 {
				f.Evidence = append(f.Evidence, at[0])
			}
		}
	}
}

// inputOf is the rule input of a subject, nil for none.
func (r *run) inputOf(in *risk.Inputs, subject string) any {
	kind, id, _ := strings.Cut(subject, ":")
	find := func(n int, idOf func(i int) string) int32 {
		for i := range n {
			if idOf(i) == id {
				return int32(i)
			}
		}
		return risk.None
	}
	var v any
	g := r.g
	switch kind {
	case "supplier":
		if i := g.Party(id); i != risk.None {
			v = in.Supplier(i)
		}
	case "component":
		if i := g.Component(id); i != risk.None { // there may be very many
			v = &r.seen[i]
		}
	case "product":
		if i := find(len(g.Products), func(i int) string { return g.Products[i].ID }); i != risk.None {
			v = in.Product(i)
		}
	case "asset":
		if i := find(len(g.Assets), func(i int) string { return g.Assets[i].ID }); i != risk.None {
			v = in.Asset(i)
		}
	case "contract":
		if i := find(len(g.System.Contracts), func(i int) string { return g.System.Contracts[i].ID }); i != risk.None {
			v = in.Contract(i)
		}
	case "document":
		if i := find(len(g.Documents), func(i int) string { return g.Documents[i].SBOM.File }); i != risk.None {
			v = in.Document(i)
		}
	default:
		v = in.System()
	}
	return v
}

// maxValue cuts long values: the place in the input has the whole.
const maxValue = 400

// valueAt is the value at a dotted path of JSON names, as compact JSON with the
// members of objects in order; "" where nobody stated it.
func valueAt(paths *policies.Facts, input any, path string) string {
	value, ok := paths.Value(input, path)
	if !ok {
		return ""
	}
	if s, is := value.(string); is && utf8.ValidString(s) { // most are; it would come back from JSON as it is
		return s
	}
	data, err := json.Marshal(value)
	if err != nil {
		return ""
	}
	var plain any
	if json.Unmarshal(data, &plain) != nil {
		return ""
	}
	if data, err = json.Marshal(plain); err != nil {
		return ""
	}
	return text(data)
}
