// SPDX-License-Identifier: Apache-2.0

package quality

import (
	"errors"
	"math"
	"slices"

	"github.com/kedja/kedja/sbom"
)

// status is how one subject answers one rule.
type status uint8

const (
	missing status = iota
	present
	unusable       // something is stated, not what is asked for
	unknown        // stated to be unknown
	notApplicable  // absent by right
	notExpressible // the format has no place for it
)

// check answers a rule for one subject; the id is [sbom.None] for the
// document. It says missing for what is not stated, whatever the reason.
type check func(s *subject, id sbom.ID) status

// subject is a document with what several checks need to know of it.
type subject struct {
	doc     *sbom.Document
	dialect Dialect
	version string // of the dialect

	components []sbom.ID // the described one among them
	services   []sbom.ID
	listed     int       // components without the described one of CycloneDX
	primary    []sbom.ID // the described component, then its direct dependencies
	related    []bool    // by ID: takes part in a dependency or containment

	// artifacts are the files that a component is distributed as (SPDX 3
	// hasDistributionArtifact), sources what it is generated from, by component.
	artifacts, sources map[sbom.ID][]sbom.ID
}

func newSubject(doc *sbom.Document) *subject {
	s := &subject{doc: doc, related: make([]bool, len(doc.Nodes)), artifacts: map[sbom.ID][]sbom.ID{}, sources: map[sbom.ID][]sbom.ID{}}
	s.dialect, s.version = dialectOf(doc)
	for id, n := range doc.All() {
		switch n.Kind {
		case sbom.KindService:
			s.services = append(s.services, id)
		case sbom.KindComponent, sbom.KindRoot, sbom.KindArtifact:
			s.components = append(s.components, id)
			if n.Kind == sbom.KindComponent {
				s.listed++
			}
		}
	}
	s.relate()
	return s
}

// relate notes who is related to whom. Edges with an end outside of the
// document's nodes, which no reader makes, are passed over.
func (s *subject) relate() {
	inside := func(id sbom.ID) bool { return id >= 0 && int(id) < len(s.doc.Nodes) }
	root := s.doc.Root
	if inside(root) {
		s.primary = append(s.primary, root)
	}
	for _, e := range s.doc.Depends {
		if inside(e.From) && inside(e.To) && e.From != e.To {
			s.related[e.From], s.related[e.To] = true, true
			if e.From == root && s.isComponent(e.To) {
				s.primary = append(s.primary, e.To)
			}
		}
	}
	for _, e := range s.doc.Contains {
		// What a package holds of files says nothing of its dependencies.
		if inside(e.From) && inside(e.To) && e.From != e.To && s.isComponent(e.From) && s.isComponent(e.To) {
			s.related[e.From], s.related[e.To] = true, true
		}
	}
	for _, e := range s.doc.Outside {
		if inside(e.From) && (e.Type == "dependsOn" || e.Type == "contains") {
			s.related[e.From] = true
		}
	}
	for _, r := range s.doc.Relations {
		switch {
		case !inside(r.From) || !inside(r.To):
		case r.Type == "hasDistributionArtifact":
			s.artifacts[r.From] = append(s.artifacts[r.From], r.To)
		case r.Type == "generates":
			s.sources[r.To] = append(s.sources[r.To], r.From)
		}
	}
}

func (s *subject) isComponent(id sbom.ID) bool {
	switch s.doc.Nodes[id].Kind {
	case sbom.KindComponent, sbom.KindRoot, sbom.KindArtifact:
		return true
	}
	return false
}

// of lists whom a rule of the scope asks.
func (s *subject) of(scope Scope) []sbom.ID {
	switch scope {
	case OfComponent, OfRelationship:
		return s.components
	case OfService:
		return s.services
	case OfPrimary:
		if len(s.primary) > 0 {
			return s.primary
		}
	}
	return []sbom.ID{sbom.None}
}

// Assess measures the document by the named profiles, by all of them when no
// name is given. The names are those of [Profiles], with or without version.
// The result depends on nothing but the document.
func Assess(doc *sbom.Document, profiles ...string) (Report, error) {
	if doc == nil {
		return Report{}, errors.New("there is no document to assess")
	}
	chosen, err := choose(profiles)
	if err != nil {
		return Report{}, err
	}
	s := newSubject(doc)
	r := Report{
		File: doc.File, SHA256: doc.SHA256, Format: doc.Format, SpecVersion: doc.SpecVersion, Name: doc.Name,
		Components: s.listed, Services: len(s.services),
		Results: make([]Result, 0, len(chosen)),
	}
	for i := range chosen {
		r.Results = append(r.Results, s.measure(&chosen[i]))
	}
	return r, nil
}

func (s *subject) measure(p *Profile) Result {
	r := Result{Profile: p.ID(), Source: p.Source, NotChecked: p.NotChecked, Fields: make([]Field, 0, len(p.Rules))}
	for i := range p.Rules {
		r.Fields = append(r.Fields, s.field(&p.Rules[i]))
	}
	for _, level := range levels {
		if c := count(r.Fields, level); c.Fields+c.NotApplicable+c.NotExpressible > 0 {
			r.Levels = append(r.Levels, c)
		}
	}
	r.Verdict, r.Reason = s.verdict(p, r.Fields)
	if r.Verdict != Undefined {
		required := func(f *Field) bool { return f.Level == Required }
		r.Score = mean(r.Fields, required)
		r.Document = mean(r.Fields, func(f *Field) bool { return required(f) && f.Scope == OfDocument })
		r.Components = mean(r.Fields, func(f *Field) bool { return required(f) && f.Scope != OfDocument })
	}
	return r
}

// verdict sums up. Documents that list nothing get no score: nothing could
// be missing in them.
func (s *subject) verdict(p *Profile, fields []Field) (Verdict, string) {
	services := slices.ContainsFunc(p.Rules, func(r Rule) bool { return r.Scope == OfService })
	switch {
	case s.listed == 0 && len(s.services) == 0:
		return Undefined, "the document lists no components"
	case s.listed == 0 && !services:
		return Undefined, "the document lists services and no components, and the profile is about components"
	}
	v := Met
	for i := range fields {
		f := &fields[i]
		if f.Level != Required {
			continue
		}
		if f.short() > 0 {
			return Gaps, s.cut()
		}
		if f.NotExpressible > 0 {
			v = Undetermined
		}
	}
	if s.doc.Cut {
		v = Undetermined
	}
	return v, s.cut()
}

// cut says that a part of the document could not be read.
func (s *subject) cut() string {
	if s.doc.Cut {
		return "the document is cut off: what the rest of it says is not known"
	}
	return ""
}

// field asks the rule of every subject of its scope.
func (s *subject) field(r *Rule) Field {
	f := Field{Rule: r.ID, Title: r.Title, Level: r.Level, Scope: r.Scope, Section: r.Section, UnknownCounts: r.UnknownCounts}
	expressible := r.expressible(s.dialect, s.version)
	for _, id := range s.of(r.Scope) {
		st := r.check(s, id)
		met := st == present || st == unknown && r.UnknownCounts
		switch {
		case met || st == notApplicable:
		case s.exempt(r, id):
			st = notApplicable
		case !expressible:
			st = notExpressible
		}
		s.tally(&f, st, id)
	}
	asked := f.Present + f.DeclaredUnknown + f.Unusable + f.Missing
	if asked > 0 {
		met := f.Present
		if r.UnknownCounts {
			met += f.DeclaredUnknown
		}
		q := share(met, asked)
		f.Share = &q
	}
	f.Fix = r.fix(s, &f)
	return f
}

func (s *subject) tally(f *Field, st status, id sbom.ID) {
	short := false
	switch st {
	case present:
		f.Present++
	case unknown:
		f.DeclaredUnknown++
		short = !f.UnknownCounts
	case unusable:
		f.Unusable++
		short = true
	case missing:
		f.Missing++
		short = true
	case notApplicable:
		f.NotApplicable++
	case notExpressible:
		f.NotExpressible++
	}
	if short && len(f.Examples) < MaxExamples {
		f.Examples = append(f.Examples, s.place(id))
	}
}

func (s *subject) place(id sbom.ID) Place {
	if id == sbom.None {
		return Place{}
	}
	n := s.doc.Node(id)
	return Place{Pointer: s.doc.Pointer(id), Line: int(n.Line), Name: n.Name}
}

// exempt reports whether the subject need not state what the rule asks for.
func (s *subject) exempt(r *Rule, id sbom.ID) bool {
	if id == sbom.None || len(r.Exempt) == 0 {
		return false
	}
	n := s.doc.Node(id)
	return n.External && slices.Contains(r.Exempt, "external") ||
		id == s.doc.Root && slices.Contains(r.Exempt, "root") ||
		n.Type != "" && slices.Contains(r.Exempt, n.Type)
}

// count sums up the fields of one level.
func count(fields []Field, level Level) LevelCount {
	c := LevelCount{Level: level, Share: mean(fields, func(f *Field) bool { return f.Level == level })}
	for i := range fields {
		f := &fields[i]
		switch {
		case f.Level != level:
		case f.Share != nil:
			c.Fields++
			if f.short() == 0 {
				c.Met++
			}
		case f.NotExpressible > 0:
			c.NotExpressible++
		default:
			c.NotApplicable++
		}
	}
	return c
}

// mean is the mean share of the chosen fields that apply, nil for none.
func mean(fields []Field, chosen func(*Field) bool) *float64 {
	sum, n := 0.0, 0
	for i := range fields {
		if f := &fields[i]; f.Share != nil && chosen(f) {
			sum += *f.Share
			n++
		}
	}
	if n == 0 {
		return nil
	}
	m := down(sum / float64(n))
	return &m
}

func share(part, whole int) float64 { return down(float64(part) / float64(whole)) }

// down keeps four digits, so that only what is complete reads as 1. The
// small term keeps 0.7 from becoming 0.6999.
func down(x float64) float64 { return math.Floor(x*1e4+1e-6) / 1e4 }
