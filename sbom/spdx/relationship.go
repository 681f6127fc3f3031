// SPDX-License-Identifier: Apache-2.0

package spdx

import (
	"bytes"
	"strconv"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/scan"
)

func (r *reader) relationships() {
	if !r.Array() {
		return
	}
	r.Resume(r.seen.relations)
	for r.Element() {
		switch {
		case !r.lines || r.Kind() != '"' && r.Kind() != '{':
			r.relationship()
		case r.Kind() == '{': // the comment of the relationship before
			r.Resume(r.seen.relations)
			r.relationComment()
			continue
		default:
			r.relationLine(r.Bytes())
		}
		r.seen.relations++
	}
}

func (r *reader) relationComment() {
	if r.Object() {
		for r.Member() {
			r.leave(fieldRelationComment)
		}
	}
}

// relationLine reads a relationship as tag-value has it: A TYPE B.
func (r *reader) relationLine(b []byte) {
	s := statement{from: noEnd, to: noEnd, meaning: meaning{use: malformed}, start: r.Line()}
	word, rest := cutWord(b)
	if s.from = r.target(word); !s.from.abroad {
		r.lastEnd = s.from.ref
	}
	word, rest = cutWord(rest)
	s.meaning = r.meaning(word)
	r.setTo(&s, rest)
	r.state(&s)
}

func (r *reader) setTo(s *statement, b []byte) {
	s.none, s.unsaid = string(b) == "NONE", string(b) == "NOASSERTION"
	if !s.none && !s.unsaid {
		s.to = r.target(b)
	}
}

// cutWord parts a line at its first white space. The line has none at its ends.
func cutWord(b []byte) (word, rest []byte) {
	n := 0
	for n < len(b) && b[n] > ' ' {
		n++
	}
	word = b[:n]
	for n < len(b) && b[n] <= ' ' {
		n++
	}
	return word, b[n:]
}

// statement is one relationship as it stands in the text.
type statement struct {
	from, to     end
	meaning      meaning
	none, unsaid bool // the related element is NONE, NOASSERTION
	start        int32
}

func (r *reader) relationship() {
	if !r.Object() {
		return
	}
	s := statement{from: noEnd, to: noEnd, meaning: meaning{use: malformed}, start: r.Line()}
	for r.Member() {
		switch string(r.Name()) {
		case "spdxElementId":
			if s.from = r.target(r.Bytes()); !s.from.abroad {
				r.lastEnd = s.from.ref
			}
		case "relatedSpdxElement":
			r.setTo(&s, r.Bytes())
		case "relationshipType":
			s.meaning = r.meaning(r.Bytes())
		case "comment":
			r.leave(fieldRelationComment)
		case "annotations":
			r.leave(fieldRelationRemarks)
		default:
			r.unknown("a relationship")
		}
	}
	r.state(&s)
}

func (r *reader) state(s *statement) {
	none := s.none || s.unsaid
	if s.from == noEnd || (s.to == noEnd && !none) || s.meaning.use == malformed {
		r.NoteAt(diag.Error, r.relationPlace(s.start), "spdx/relationship", "state spdxElementId, relationshipType and relatedSpdxElement",
			"the relationship lacks an end or a type; it is not read")
		return
	}
	if s.to == noEnd {
		r.ended(s)
		return
	}
	r.relate(s.meaning, s.from, s.to, scan.Path{List: scan.NameRelationships, Entry: r.seen.relations, Line: s.start})
}

// relationPlace is the place of the relationship that is being read.
func (r *reader) relationPlace(start int32) diag.Position {
	return r.Place("/relationships/"+strconv.Itoa(int(r.seen.relations)), start)
}

// claim says how complete what an element depends on, or contains, is.
type claim struct {
	ref          scan.Ref
	use          use
	completeness sbom.Completeness
}

// ended handles a relation to NONE or NOASSERTION: "depends on nothing" says
// that the dependencies are complete, "depends on no assertion" that they are
// not known.
func (r *reader) ended(s *statement) {
	if s.meaning.reversed || (s.meaning.use != depends && s.meaning.use != contains) {
		return
	}
	c := sbom.CompletenessUnknown
	if s.none {
		c = sbom.Complete
	}
	r.claims = append(r.claims, claim{s.from.ref, s.meaning.use, c})
}

// end is one end of a relation.
type end struct {
	ref    scan.Ref
	abroad bool // it is in another document
}

var noEnd = end{ref: scan.NoRef}

var abroadPrefix = []byte("DocumentRef-")

// target numbers a reference; one into another document is outside.
func (r *reader) target(id []byte) end {
	if r.lastEnd != scan.NoRef && r.RefName(r.lastEnd) == string(id) {
		return end{ref: r.lastEnd} // as in the relation before
	}
	e := end{ref: r.Ref(id)}
	if bytes.HasPrefix(id, abroadPrefix) {
		e.abroad = true
		r.BindOutside(e.ref)
	}
	return e
}

// related is a relation of a type that the model gives no meaning to.
type related struct {
	name     string
	from, to scan.Ref
	scope    sbom.Scope
}

// abroad is a relation with one end in another document.
type abroad struct {
	meaning       meaning
	home, foreign scan.Ref
	reversed      bool // it starts abroad
	at            scan.Path
}

// relate records a relation. Its ends need not have been read yet.
func (r *reader) relate(m meaning, from, to end, at scan.Path) {
	if m.reversed {
		from, to = to, from
	}
	switch {
	case from.abroad || to.abroad:
		x := abroad{meaning: m, home: from.ref, foreign: to.ref, at: at}
		if from.abroad {
			x.home, x.foreign, x.reversed = to.ref, from.ref, true
		}
		r.outside = append(r.outside, x)
		r.Link(scan.Mentions, from.ref, to.ref, m.scope, at)
	case m.use == depends:
		r.remember(m, from.ref, to.ref)
		r.Link(scan.Depends, from.ref, to.ref, m.scope, at)
	case m.use == contains:
		r.remember(m, from.ref, to.ref)
		r.Link(scan.Contains, from.ref, to.ref, m.scope, at)
	case m.use == describes && r.itself(from.ref):
		r.Link(scan.Describes, scan.NoRef, to.ref, m.scope, at)
	default:
		r.relations = append(r.relations, related{m.name, from.ref, to.ref, m.scope})
		r.Link(scan.Mentions, from.ref, to.ref, m.scope, at)
	}
}

func (r *reader) remember(m meaning, from, to scan.Ref) {
	pair := [2]scan.Ref{from, to}
	if m.reversed {
		r.turned = append(r.turned, pair)
	} else {
		r.straight = append(r.straight, pair)
	}
}

// complete sets what was claimed of the completeness of elements.
func (r *reader) complete() {
	for _, c := range r.claims {
		id := r.Lookup(c.ref)
		switch {
		case id == sbom.None && r.itself(c.ref):
			r.Doc.Completeness = c.completeness
		case id == sbom.None:
		case c.use == contains:
			r.Node(id).Assembly = c.completeness
		default:
			r.Node(id).Completeness = c.completeness
		}
	}
}
