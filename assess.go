// SPDX-License-Identifier: Apache-2.0

package kedja

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/publicsuffix"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/gate"
	"github.com/kedja/kedja/policies"
	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
	"github.com/kedja/kedja/risk/measures"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
	"github.com/kedja/kedja/vuln/triage"
)

// run is one assessment under way.
type run struct {
	in   *Input
	opts Options
	set  *policies.Set
	g    *risk.Graph
	m    *measures.Measurer
	a    *result.Assessment
	ds   diag.List

	params measureParams

	seen        []risk.ComponentInput // what rules saw, by component
	documents   []Document
	stated      map[[2]string]bool // facts listed, by subject and path
	assumptions []system.Assumption
	fixes       []triage.Fix      // of the components of the graph, then of its products
	weigher     *risk.Inputs      // says what vulnerabilities weigh
	productOf   map[string]string // what SBOMs describe, by file
	weak        []risk.Weak       // what has them; none where only findings are wanted
}

func assessInput(ctx context.Context, in *Input, opts Options) (*result.Assessment, error) {
	if opts.AsOf.IsZero() {
		return nil, errors.New("Options.AsOf is not set: an assessment needs its clock")
	}
	opts.AsOf = opts.AsOf.UTC()
	params, ofRules, err := splitParams(opts.Params)
	if err != nil {
		return nil, err
	}
	r := &run{in: in, opts: opts, params: params}
	r.stage("compiling policies")
	opts.Params = ofRules
	set, err := compile(ctx, opts)
	if err != nil {
		return nil, err
	}
	r.set = set
	r.stage("building the supply graph")
	if err := r.graph(ctx); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	r.head()
	r.stage("measuring")
	measured, exposures := r.measure()
	if err := r.importance(); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	r.stage("evaluating policies")
	if err := r.judge(ctx, risk.NewInputs(r.g, measured), exposures); err != nil {
		return nil, err
	}
	if !opts.Full {
		measures.Trim(r.a.Concentration)
		measures.TrimTiers(r.a.Tiers)
	}
	r.describe()
	r.a.Diagnostics = append(append(r.a.Diagnostics, in.Diagnostics...), r.ds...)
	if r.ds.Err() != nil {
		r.a.Incomplete = true // records that contradict themselves
	}
	r.a.Diagnostics = append(r.a.Diagnostics, gate.Apply(r.a, in.Waivers, opts.AsOf)...)
	r.a.Diagnostics.Sort()
	r.a.Diagnostics = slices.Compact(r.a.Diagnostics)
	r.a.Normalize()
	r.a.Verdict = gate.Verdict(r.a)
	return r.a, nil
}

func (r *run) stage(name string) {
	if r.opts.Progress != nil {
		r.opts.Progress(name)
	}
}

// newCatalog indexes the records of the input, as they stood at the moment, or
// as they are written when it is zero.
func newCatalog(in *Input, asOf time.Time) (*supplier.Catalog, diag.List) {
	return supplier.NewCatalog(in.Suppliers, in.Countries, in.Curations, &supplier.CatalogOptions{
		AsOf: asOf, Defaults: in.Defaults,
		PublicSuffix: func(domain string) bool {
			suffix, _ := publicsuffix.PublicSuffix(domain)
			return suffix == domain
		},
	})
}

// classOf looks an asset class up in the catalogue of the policies.
func (r *run) classOf(class string) (system.Class, bool) {
	c, ok := r.set.Catalogue().AssetClass(class)
	if !ok {
		return system.Class{}, false
	}
	var out system.Class
	_ = out.Sensitivity.UnmarshalText([]byte(c.Sensitivity)) // the catalogue's own check holds the words
	_ = out.Criticality.UnmarshalText([]byte(c.Criticality))
	return out, true
}

func (r *run) graph(ctx context.Context) error {
	s, implied := r.in.System, false
	r.documents = slices.Clone(r.in.Documents)
	if s == nil {
		implied = true
		s = r.implied()
	}
	s, r.assumptions = s.Complete(r.classOf)
	things := len(s.Products)
	if implied {
		things = 0
		for _, d := range r.documents {
			for range d.SBOM.Components() {
				things++
			}
			for range d.SBOM.Services() {
				things++
			}
		}
	}
	if things == 0 {
		return ErrNothing
	}
	catalog, _ := newCatalog(r.in, r.opts.AsOf) // its diagnostics are the loader's
	source := risk.Source{System: s, Implied: implied, Catalog: catalog, ClassOf: r.classOf, AsOf: r.opts.AsOf, IncludeDev: r.opts.IncludeDev}
	for _, d := range r.documents {
		at, ds := catalog.Attribute(d.SBOM)
		r.ds = append(r.ds, ds...)
		source.Documents = append(source.Documents, risk.Document{Product: d.Product, SBOM: d.SBOM, Attribution: at})
	}
	g, ds := risk.Build(source)
	r.g = g
	r.ds = append(r.ds, ds...)
	r.ds = append(r.ds, r.deciding()...)
	return r.triage(ctx)
}

// implied makes the system of SBOMs given without one.
func (r *run) implied() *system.System {
	var names, files []string
	for _, d := range r.documents {
		name := d.SBOM.Name
		if d.SBOM.Root != sbom.None && d.SBOM.Node(d.SBOM.Root).Name != "" {
			name = d.SBOM.Node(d.SBOM.Root).Name
		}
		names, files = append(names, name), append(files, d.SBOM.File)
	}
	s := system.Implied(names, files)
	for i := range r.documents {
		r.documents[i].Product = s.Products[i].ID
	}
	return s
}

// head fills what identifies the result.
func (r *run) head() {
	s := r.g.System
	r.a = &result.Assessment{
		Kind: result.Kind, SchemaVersion: result.SchemaVersion, Engine: result.Engine{Name: "kedja", Version: Version},
		AsOf: r.opts.AsOf.Format(time.RFC3339), Incomplete: r.in.Incomplete, Params: r.opts.Params, Inputs: r.in.Files,
		Subject: result.Subject{ID: "system:" + s.ID, Name: s.Name, Entity: s.Entity.Name, Country: s.Entity.Country, Sectors: s.Entity.Sectors, Currency: s.Currency},
		TLP:     r.tlp(),
	}
	for _, a := range r.assumptions {
		r.a.Assumptions = append(r.a.Assumptions, result.Assumption(a))
	}
	r.a.Assumptions = append(r.a.Assumptions, measures.VoteAssumptions(r.g)...)
}

// tlpOrder ranks the markings; the strictest of what a result rests on is
// the result's own.
var tlpOrder = []string{"CLEAR", "GREEN", "AMBER", "AMBER_AND_STRICT", "RED"}

func (r *run) tlp() string {
	best := -1
	mark := func(tlp string) {
		best = max(best, slices.Index(tlpOrder, strings.ToUpper(strings.ReplaceAll(tlp, "+STRICT", "_AND_STRICT"))))
	}
	record := func(p *supplier.Provenance) {
		mark(p.TLP)
		for _, s := range p.Sources {
			mark(s.TLP)
		}
	}
	for _, d := range r.documents {
		mark(d.SBOM.TLP)
	}
	for _, s := range r.in.Suppliers {
		record(&s.Provenance)
	}
	for _, c := range slices.Concat(r.in.Countries, r.in.Defaults) {
		record(&c.Provenance)
	}
	for _, e := range r.in.Evidence {
		record(&e.Provenance)
	}
	for _, c := range r.in.Curations {
		record(&c.Provenance)
	}
	record(&r.g.System.Provenance)
	if best < 0 {
		return ""
	}
	return tlpOrder[best]
}

// judge evaluates the policies and scores the subjects.
func (r *run) judge(ctx context.Context, in *risk.Inputs, exposures []risk.Exposure) error {
	r.weigher = in
	if !r.opts.FindingsOnly {
		r.weak = in.Weak()
	}
	report, err := r.set.Evaluate(ctx, policies.Context{AsOf: r.opts.AsOf, System: r.a.Subject.ID, MaxExamples: r.opts.Subjects, Resolve: in.Resolve, Lasting: r.lasting}, r.subjects(in))
	if err != nil {
		return fmt.Errorf("policies: %w", err)
	}
	a := r.a
	a.Findings, a.Rules, a.Measures, a.Policies, a.Bounds, a.Scenarios = report.Findings, report.Rules, report.Measures, report.Policies, report.Bounds, report.Scenarios
	a.NotAsked = report.NotAsked
	r.factors(in, report.Factors)
	a.Coverage.Facts.Needed, a.Coverage.Facts.Known = report.Needed, report.Known
	r.place(in)
	r.score(exposures)
	r.facts(in)
	return nil
}

// subjects walks everything that rules judge, by scope.
func (r *run) subjects(in *risk.Inputs) iter.Seq[policies.Subject] {
	g, sectors := r.g, r.g.System.Entity.Sectors
	classes := func(assets []int32) []string {
		var out []string
		for _, a := range assets {
			out = append(out, g.Assets[a].Class)
		}
		return out
	}
	var every []int32
	for i := range g.Assets {
		every = append(every, int32(i))
	}
	all := classes(every)
	return func(yield func(policies.Subject) bool) {
		if !r.componentSubjects(in, sectors, yield) || !r.weakSubjects(sectors, yield) {
			return
		}
		for i := range g.Parties {
			p := &g.Parties[i]
			if in.Judged(int32(i)) && !yield(policies.Subject{Scope: "supplier", ID: "supplier:" + p.ID, Name: r.partyName(p), Input: in.Supplier(int32(i)), Assets: classes(p.Assets), Sectors: sectors}) {
				return
			}
		}
		for i := range g.Products {
			p := &g.Products[i]
			if !yield(policies.Subject{Scope: "product", ID: "product:" + p.ID, Name: cmp.Or(p.Name, p.ID), Input: in.Product(int32(i)), Assets: classes(p.Assets), Sectors: sectors}) {
				return
			}
		}
		for i := range g.Assets {
			a := &g.Assets[i]
			if !yield(policies.Subject{Scope: "asset", ID: "asset:" + a.ID, Name: cmp.Or(a.Name, a.ID), Input: in.Asset(int32(i)), Assets: []string{a.Class}, Sectors: sectors}) {
				return
			}
		}
		for i := range g.System.Contracts {
			input := in.Contract(int32(i))
			var touched []string
			for _, a := range input.Assets {
				touched = append(touched, a.Class)
			}
			k := &g.System.Contracts[i]
			if !yield(policies.Subject{Scope: "contract", ID: "contract:" + k.ID, Name: "contract " + k.ID, Input: input, Assets: touched, Sectors: sectors}) {
				return
			}
		}
		for i := range g.Documents {
			file := g.Documents[i].SBOM.File
			if !yield(policies.Subject{Scope: "document", ID: "document:" + file, Name: file, Input: in.Document(int32(i)), Assets: all, Sectors: sectors}) {
				return
			}
		}
		if e := &g.System.Entity; e.ID != "" {
			if !yield(policies.Subject{Scope: "entity", ID: "entity:" + e.ID, Name: cmp.Or(e.Name, e.ID), Input: in.System(), Assets: all, Sectors: sectors}) {
				return
			}
		}
		yield(policies.Subject{Scope: "system", ID: r.a.Subject.ID, Name: cmp.Or(g.System.Name, g.System.ID), Input: in.System(), Assets: all, Sectors: sectors})
	}
}

// partyName is how reports name the party; natural persons stay opaque
// unless asked for.
func (r *run) partyName(p *risk.Party) string {
	if r.opts.Persons && p.Person != "" {
		return p.Person
	}
	return p.Name
}
