// SPDX-License-Identifier: Apache-2.0

package cyclonedx

import (
	"bytes"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/scan"
)

// target is what a reference leads to: something of this document, or a
// BOM-Link to something of another one.
type target struct {
	ref   scan.Ref
	link  string
	whole bool // this document itself
}

// target reads a reference. A BOM-Link into this document is the reference
// behind its #.
func (r *reader) target() target { return r.targetOf(r.Bytes()) }

func (r *reader) targetOf(b []byte) target {
	if !bytes.HasPrefix(b, linkBytes) {
		return target{ref: r.Ref(b)}
	}
	link := string(b)
	if !r.own(link) {
		return target{ref: scan.NoRef, link: link}
	}
	_, local, ok := bytes.Cut(b, []byte("#"))
	return target{ref: r.Ref(local), whole: !ok}
}

// dependencies reads the dependency list, numbering from index, and returns
// the next number.
func (r *reader) dependencies(index int32) int32 {
	if !r.Array() {
		return index
	}
	for ; r.Element(); index++ {
		r.dependency(index)
	}
	return index
}

// dependency reads one entry.
func (r *reader) dependency(index int32) {
	if !r.Object() {
		return
	}
	start := r.Line()
	from := target{ref: scan.NoRef}
	known := false
	r.early = r.early[:0]
	items := int32(0)
	for r.Member() {
		switch string(r.Name()) {
		case "ref":
			from = r.target()
			known = from.ref != scan.NoRef || from.link != ""
			if from.ref != scan.NoRef {
				r.Link(scan.Mentions, from.ref, scan.NoRef, 0, r.At(scan.NameDependencies, index, scan.NameRef, -1))
			}
		case "dependsOn":
			r.EachString(func(b []byte) {
				r.depend(known, from, r.targetOf(b), r.At(scan.NameDependencies, index, scan.NameDependsOn, items))
				items++
			})
		case "provides":
			r.EachString(func(b []byte) { r.early = append(r.early, early{to: r.targetOf(b), provides: true}) })
		default:
			r.unread()
		}
	}
	if !known {
		r.NoteFrom(start, diag.Error, "cyclonedx/dependency", "give the entry a ref", "the dependency has no ref; it is not read")
		return
	}
	for _, e := range r.early {
		if e.provides {
			r.provide(from, e.to)
		} else {
			r.depend(true, from, e.to, e.at)
		}
	}
}

// early is a relation that is met before its start is known.
type early struct {
	to       target
	at       scan.Path
	provides bool
}

func (r *reader) depend(known bool, from, to target, at scan.Path) {
	switch {
	case !known:
		r.early = append(r.early, early{to: to, at: at})
	case from.link == "" && to.link == "":
		r.Link(scan.Depends, from.ref, to.ref, 0, at)
	case to.link != "" && from.link == "":
		r.leave(from.ref, to.link, "dependsOn", false)
	case to.link == "":
		r.leave(to.ref, from.link, "dependsOn", true)
	}
}

// provision says that a component implements another one: a library that
// provides a cryptographic algorithm.
type provision struct{ from, to scan.Ref }

func (r *reader) provide(from, to target) {
	switch {
	case from.link == "" && to.link == "":
		r.provisions = append(r.provisions, provision{from.ref, to.ref})
	case from.link == "":
		r.leave(from.ref, to.link, "provides", false)
	case to.link == "":
		r.leave(to.ref, from.link, "provides", true)
	}
}

func (r *reader) provided() {
	for _, p := range r.provisions {
		from, to := r.Lookup(p.from), r.Lookup(p.to)
		if from != sbom.None && to != sbom.None {
			r.Doc.Relations = append(r.Doc.Relations, sbom.Relation{Type: "provides", From: from, To: to})
		}
	}
}
