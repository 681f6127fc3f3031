// SPDX-License-Identifier: Apache-2.0

package gate

import (
	"slices"
	"strings"

	"github.com/kedja/kedja/result"
)

// boundWords says what an answer on whom a source binds means for its rules.
var boundWords = map[string]string{
	"yes":     "Its rules are asked.",
	"no":      "Its rules are not asked.",
	"unknown": "Its rules are asked; whether what they find counts is not known until the missing facts are.",
}

func boundID(b *result.Bound) string { return "bounds/" + b.Pack + "/" + b.Source }

// indexBounds makes it askable why a source binds the entity, or does not.
func (e *Explainer) indexBounds() {
	for i := range e.a.Bounds {
		b := &e.a.Bounds[i]
		e.add("bounds", boundID(b), func() result.Explanation {
			value := b.Answer
			if b.Class != "" {
				value += ", " + b.Class
			}
			return number("whether "+b.Source+" binds "+or(e.a.Subject.Entity, "the entity"), value, sentence(b.Why))
		}, func() []result.Explanation { return e.boundParts(b) })
	}
}

// sentence ends a text with a full stop.
func sentence(text string) string {
	if text == "" || strings.HasSuffix(text, ".") {
		return text
	}
	return text + "."
}

// boundParts lists what is missing, the facts of the entity, and the law and
// the pack that reads it.
func (e *Explainer) boundParts(b *result.Bound) []result.Explanation {
	out := branch{e: e}
	entity := e.entity()
	for _, path := range b.Missing {
		out.add(e.missing(entity, path))
	}
	for _, f := range e.ofSubject[entity] {
		if strings.HasPrefix(f.Path, "entity.") && f.Path != "entity.name" {
			out.add(e.fact(f))
		}
	}
	if law, ok := e.source(b); ok {
		out.add(law)
	}
	out.add(result.Explanation{
		Kind: result.ExplainMeasure, Title: "whom a source binds",
		Text:     "The pack " + b.Pack + " says it from the facts of the entity alone, where they do not settle it as unknown. " + boundWords[b.Answer],
		Source:   "docs/policies.md",
		Children: []result.Explanation{e.pack(b.Pack)},
	})
	return out.out
}

// entity is the subject under which facts of the entity are stated, or the
// system where none is.
func (e *Explainer) entity() string {
	for i := range e.a.Facts {
		if s := e.a.Facts[i].Subject; strings.HasPrefix(s, "entity:") {
			return s
		}
	}
	return or(e.a.Subject.ID, "system:")
}

// source is the document that a bound is about, as most of the entries of it
// that rules cite call it; as well known as the least known of them.
func (e *Explainer) source(b *result.Bound) (result.Explanation, bool) {
	x := result.Explanation{Kind: result.ExplainLaw, Title: b.Source, Children: []result.Explanation{e.pack(b.Pack)}}
	named, statuses := map[string]int{}, map[string]int{}
	for i := range e.a.Measures {
		m := &e.a.Measures[i]
		if space, _, _ := strings.Cut(m.ID, ":"); space != b.Source {
			continue
		}
		if named[m.Source]++; named[m.Source] > named[x.Source] {
			x.Source = m.Source
		}
		statuses[m.Status]++ // a directive has recitals too
		if statuses[m.Status] > statuses[x.Status] {
			x.Status = m.Status
		}
		if x.Provenance == "" || provenanceRank(m.Provenance) > provenanceRank(x.Provenance) {
			x.Provenance = m.Provenance
		}
	}
	return x, len(named) > 0
}

// provenanceRank orders how an entry is known, the best first.
func provenanceRank(provenance string) int {
	return slices.Index([]string{"primary", "secondary", "inferred", "unverified"}, provenance)
}
