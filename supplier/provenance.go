// SPDX-License-Identifier: Apache-2.0

package supplier

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/kedja/kedja/diag"
)

// Provenance is where the facts of a record come from. Record-level values
// are defaults; SourcesOf, Validity and Notes speak of single fields, by path
// ("headquarters", "memberships/nato") or pattern ("practices/*").
type Provenance struct {
	Source     string              `json:"source,omitempty"`
	AsOf       Date                `json:"asOf,omitzero"`        // when somebody last looked
	Confidence string              `json:"confidence,omitempty"` // low | moderate | high
	TLP        string              `json:"tlp,omitempty"`        // CLEAR | GREEN | AMBER | AMBER_AND_STRICT | RED
	SourcesOf  map[string]string   `json:"sourcesOf,omitempty"`
	Validity   map[string]Validity `json:"validity,omitempty"`
	Notes      map[string]string   `json:"notes,omitempty"`
	Sources    map[string]*Source  `json:"sources,omitempty"`
}

// Validity is the time in which a fact holds, both days inclusive; a zero
// end is open. Outside of it nothing is stated: the fact is unknown then.
type Validity struct {
	From Date `json:"from,omitzero"`
	To   Date `json:"to,omitzero"`
}

// Source is a document that states facts.
type Source struct {
	Title      string `json:"title,omitempty"`
	URL        string `json:"url,omitempty"`
	Date       Date   `json:"date,omitzero"`      // of the document
	Retrieved  Date   `json:"retrieved,omitzero"` // when somebody last read it
	TLP        string `json:"tlp,omitempty"`
	Grade      string `json:"grade,omitempty"` // self-declared < with-proof < third-party < certified < own-audit
	Confidence string `json:"confidence,omitempty"`
	// Provenance says how the document was read: primary (the document
	// itself), secondary (what others say that it says), inferred, unverified
	// (stated from memory, and the document is where to check).
	Provenance string `json:"provenance,omitempty"`
}

// Grounds is what stands behind one fact.
type Grounds struct {
	Source     string // id under sources, "" when unsourced
	Described  bool   // the record describes the source
	Title, URL string
	// Checked is when somebody last looked: the day the source was retrieved,
	// else the record's asOf, else the source's own date.
	Checked    Date
	Confidence string
	Grade      string
	TLP        string
	Provenance string
	Validity   Validity
}

// SourceOf returns the id of the source of the field at path ("headquarters",
// "practices/psirt"), "" when unsourced.
func (p Provenance) SourceOf(field string) string {
	if s, ok := matched(p.SourcesOf, field); ok {
		return s
	}
	return p.Source
}

// SourcesUnder returns the ids of the sources behind a field and what is below
// it, sorted: of each part by its own path ("law/extraterritorial"), else by
// the field's. parts names what the record states below the field; nil is what
// sourcesOf names there. whole is false where one of them has no source.
func (p Provenance) SourcesUnder(field string, parts []string) (ids []string, whole bool) {
	if parts == nil {
		for key := range p.SourcesOf {
			if part, below := strings.CutPrefix(key, field+"/"); below {
				parts = append(parts, part)
			}
		}
	}
	own := p.SourceOf(field)
	if len(parts) == 0 {
		parts = []string{""}
	}
	whole = true
	for _, part := range parts {
		id, ok := matched(p.SourcesOf, field+"/"+part)
		if !ok || part == "" {
			id = own
		}
		if id == "" {
			whole = false
			continue
		}
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return slices.Compact(ids), whole
}

// readings are the ways in which a source can have been read, the surest first.
var readings = []string{"primary", "secondary", "inferred", "unverified"}

// WeakestOf returns how the least sure of the sources was read: primary,
// secondary, inferred or unverified; "" where none says so.
func (p Provenance) WeakestOf(ids []string) string {
	weakest := -1
	for _, id := range ids {
		if s := p.Sources[id]; s != nil {
			weakest = max(weakest, slices.Index(readings, s.Provenance))
		}
	}
	if weakest < 0 {
		return ""
	}
	return readings[weakest]
}

// ValidityOf returns the time in which the field at path holds.
func (p Provenance) ValidityOf(field string) Validity {
	v, _ := matched(p.Validity, field)
	return v
}

// GroundsOf gathers what stands behind the field at path. own is the source
// that an entry of a list names itself, "" where it names none.
func (p Provenance) GroundsOf(field, own string) Grounds {
	g := Grounds{
		Source: cmp.Or(own, p.SourceOf(field)), Checked: p.AsOf, Confidence: p.Confidence, TLP: p.TLP,
		Validity: p.ValidityOf(field),
	}
	s, ok := p.Sources[g.Source]
	if !ok || s == nil {
		return g
	}
	g.Described, g.Title, g.URL, g.Grade, g.Provenance = true, s.Title, s.URL, s.Grade, s.Provenance
	g.Confidence, g.TLP = cmp.Or(s.Confidence, g.Confidence), cmp.Or(s.TLP, g.TLP)
	switch {
	case !s.Retrieved.IsZero():
		g.Checked = s.Retrieved
	case g.Checked.IsZero():
		g.Checked = s.Date
	}
	return g
}

// matched returns the entry for a field: the one with its very path, else
// that of the longest pattern which matches it; of two of one length the
// first in the order of letters.
func matched[V any](m map[string]V, field string) (V, bool) {
	if v, ok := m[field]; ok {
		return v, true
	}
	best, found := "", false
	for pattern := range m {
		if ok, _ := path.Match(pattern, field); !ok {
			continue
		}
		if !found || len(pattern) > len(best) || len(pattern) == len(best) && pattern < best {
			best, found = pattern, true
		}
	}
	return m[best], found
}

// holds reports whether a fact is stated for the moment.
func (v Validity) holds(at time.Time) bool { return Within(at, v.From, v.To) }

// Origin is where a record was read from. It is filled by the loader.
type Origin struct {
	File string
	Line int
	// Positions maps a JSON pointer inside the record to its place. Fields
	// that the file does not have are absent.
	Positions map[string]diag.Position
}

// At returns the place of the field, or of the nearest enclosing one that
// the file has.
func (o *Origin) At(pointer string) diag.Position {
	for p := pointer; ; {
		if pos, ok := o.Positions[p]; ok {
			return pos
		}
		i := strings.LastIndexByte(p, '/')
		if i < 0 {
			return diag.Position{File: o.File, Line: o.Line}
		}
		p = p[:i]
	}
}

// SetOrigin lets the loader say where the record was read from.
func (o *Origin) SetOrigin(file string, line int, positions map[string]diag.Position) {
	o.File, o.Line, o.Positions = file, line, positions
}
