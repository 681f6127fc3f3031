// SPDX-License-Identifier: Apache-2.0

package cyclonedx

import (
	"strings"

	cdx "github.com/CycloneDX/cyclonedx-go"

	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/scan"
)

// demand counts the dependencies on a node, and those of them that are
// optional.
type demand struct{ all, optional int32 }

func demands(doc *sbom.Document) []demand {
	out := make([]demand, len(doc.Nodes))
	for _, e := range doc.Depends {
		d := &out[e.To]
		d.all++
		if e.Scope == sbom.ScopeOptional {
			d.optional++
		}
	}
	return out
}

// edgeScope is what the dependencies on a component say of its scope.
func (w *encoder) edgeScope(id sbom.ID) cdx.Scope {
	if d := w.demands[id]; d.all > 0 && d.all == d.optional {
		return cdx.ScopeOptional
	}
	return ""
}

// dependencies groups the relations by where they start, in document order.
func (w *encoder) dependencies() []cdx.Dependency {
	targets := make([][]string, len(w.doc.Nodes))
	provided := make([][]string, len(w.doc.Nodes))
	for _, e := range w.doc.Depends {
		targets[e.From] = append(targets[e.From], w.refs[e.To])
		if e.Scope != sbom.ScopeUnstated && (e.Scope != sbom.ScopeOptional || w.edgeScope(e.To) == "" || w.doc.Node(e.To).Scope != sbom.ScopeUnstated) {
			w.log.Lost(e.To, "scopes of dependencies", "CycloneDX has scopes of components; they are optional where all that depends on them says so")
		}
	}
	for _, r := range w.doc.Relations {
		if r.Type == "provides" {
			provided[r.From] = append(provided[r.From], w.refs[r.To])
		} else {
			w.log.Lost(r.From, "relations of other kinds than dependency and containment", "")
		}
	}
	w.outside(targets, provided)
	var out []cdx.Dependency
	for id, n := range w.doc.All() {
		complete := n.Completeness == sbom.Complete && w.refs[id] != ""
		if len(targets[id]) > 0 || len(provided[id]) > 0 || complete {
			out = append(out, cdx.Dependency{Ref: w.refs[id], Dependencies: some(targets[id]), Provides: some(provided[id])})
		}
	}
	return out
}

// outside adds the relations into other documents, as far as they are
// BOM-Links; those that external references state are written there.
func (w *encoder) outside(targets, provided [][]string) {
	type end struct {
		from     sbom.ID
		to, kind string
	}
	written := map[end]bool{}
	for id, n := range w.doc.All() {
		for _, r := range n.References {
			if strings.HasPrefix(r.URL, "urn:cdx:") {
				written[end{from: id, to: r.URL}] = true
			}
		}
	}
	for _, e := range w.doc.Outside {
		list := targets
		if e.Type == "provides" {
			list = provided
		}
		switch {
		case e.From == sbom.None:
			w.log.Lost(e.From, "relations of the document with other documents", "")
		case written[end{from: e.From, to: e.To}]:
		case e.Reversed || e.Type != "dependsOn" && e.Type != "provides" || !strings.HasPrefix(e.To, "urn:cdx:"):
			w.log.Lost(e.From, "relations into other documents", "CycloneDX has dependencies on what a BOM-Link names")
		case !written[end{e.From, e.To, e.Type}]:
			written[end{e.From, e.To, e.Type}] = true
			list[e.From] = append(list[e.From], e.To)
		}
	}
}

// compositions says how complete what is known of the nodes is: one composition
// for each answer, and one for the document as a whole.
func (w *encoder) compositions() []cdx.Composition {
	var out []cdx.Composition
	for _, c := range []sbom.Completeness{sbom.Complete, sbom.Incomplete, sbom.CompletenessUnknown} {
		var assemblies, dependencies []cdx.BOMReference
		for id, n := range w.doc.All() {
			if n.Assembly == c {
				assemblies = append(assemblies, cdx.BOMReference(w.refs[id]))
			}
			if n.Completeness == c {
				dependencies = append(dependencies, cdx.BOMReference(w.refs[id]))
			}
		}
		if len(assemblies)+len(dependencies) > 0 {
			out = append(out, cdx.Composition{Aggregate: aggregate(c), Assemblies: some(assemblies), Dependencies: some(dependencies)})
		}
	}
	whole := w.doc.Completeness
	if whole != sbom.CompletenessUnstated && (w.doc.Root == sbom.None || w.doc.Node(w.doc.Root).Assembly != whole) {
		out = append(out, cdx.Composition{Aggregate: aggregate(whole)})
	}
	return out
}

func aggregate(c sbom.Completeness) cdx.CompositionAggregate {
	switch c {
	case sbom.Complete:
		return cdx.CompositionAggregateComplete
	case sbom.Incomplete:
		return cdx.CompositionAggregateIncomplete
	}
	return cdx.CompositionAggregateUnknown
}

// annotations writes the remarks. CycloneDX demands a time of each: where
// none is stated it is that of the document.
func (w *encoder) annotations() []cdx.Annotation {
	var out []cdx.Annotation
	for i := range w.doc.Annotations {
		a := &w.doc.Annotations[i]
		at := sbom.None
		if len(a.Subjects) > 0 {
			at = a.Subjects[0]
		}
		when := a.Time
		if !scan.TimeValid(when) {
			if when = w.doc.Created; !scan.TimeValid(when) {
				w.log.Lost(at, "annotations without a time", "CycloneDX demands one, and the document has none either")
				continue
			}
			w.log.Invented(at, "times of annotations", "it is that of the document")
		}
		if a.Text == "" {
			w.log.Lost(at, "annotations without a text", "CycloneDX demands one")
			continue
		}
		if a.Type != "" {
			w.log.Lost(at, "types of annotations", "")
		}
		subjects := []cdx.BOMReference{}
		for _, id := range a.Subjects {
			subjects = append(subjects, cdx.BOMReference(w.refs[id]))
		}
		out = append(out, cdx.Annotation{Subjects: &subjects, Annotator: w.annotator(at, a.Annotator), Timestamp: when, Text: a.Text})
	}
	out, dropped := distinct(out)
	for range dropped {
		w.log.Changed(sbom.None, "annotations that are stated twice in the same words", "they are stated once")
	}
	return out
}

func (w *encoder) annotator(at sbom.ID, s string) *cdx.Annotator {
	if s == "" {
		w.log.Invented(at, "annotators", "it is a person without a name")
		return &cdx.Annotator{Individual: &cdx.OrganizationalContact{}}
	}
	a, ok := annotator(s)
	if !ok {
		w.log.Invented(at, "kinds of annotators", "they are persons")
	}
	return a
}
