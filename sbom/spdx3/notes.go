// SPDX-License-Identifier: Apache-2.0

package spdx3

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/scan"
)

// tallyKind is a kind of remark that is made once for what it is about, with
// a count: a large document has the same property in every element.
type tallyKind uint8

const (
	tallyOldName tallyKind = iota
	tallyNotKept
	tallyUnknownField
	tallyUnknownType
	tallyRelation // relations between what are no nodes
	tallyNoID
	tallyNoIRI
	tallyOldRelation
	tallyOutside
)

type tallyKey struct {
	kind tallyKind
	name string
}

type tally struct {
	n    int
	more string
	at   diag.Position // of the first
}

type tallies map[tallyKey]*tally

// maxTallies bounds what a document of invented names can make.
const maxTallies = 4096

// tally counts a remark about the last value.
func (r *reader) tally(kind tallyKind, name, more string) {
	if t := r.tallies[tallyKey{kind, name}]; t != nil {
		t.n++
		return
	}
	r.tallyAt(kind, name, more, r.Here())
}

// tallyAt counts a remark about a place.
func (r *reader) tallyAt(kind tallyKind, name, more string, at diag.Position) {
	if r.tallies == nil {
		r.tallies = make(tallies)
	}
	key := tallyKey{kind, name}
	t := r.tallies[key]
	if t == nil {
		if len(r.tallies) >= maxTallies {
			return
		}
		t = &tally{more: more, at: at}
		r.tallies[key] = t
	}
	t.n++
}

// report turns the counts into diagnostics.
func (r *reader) report() {
	keys := slices.SortedFunc(maps.Keys(r.tallies), func(a, b tallyKey) int {
		return cmp.Or(cmp.Compare(a.kind, b.kind), strings.Compare(a.name, b.name))
	})
	for _, k := range keys {
		t := r.tallies[k]
		switch k.kind {
		case tallyOldName:
			r.NoteAt(diag.Info, t.at, "spdx3/old-name", "write "+t.more, "%q is no property of SPDX 3.0; it is read as %s%s", k.name, t.more, times(t.n))
		case tallyNotKept:
			r.NoteAt(diag.Info, t.at, "spdx3/not-kept", "", "%s is not kept: nothing here uses it%s", k.name, times(t.n))
		case tallyUnknownField:
			r.NoteAt(diag.Info, t.at, "spdx3/unknown-field", "check the spelling", "SPDX 3.0 has no property %q; it is not read%s", k.name, times(t.n))
		case tallyUnknownType:
			r.NoteAt(diag.Warning, t.at, "spdx3/unknown-type", "use a type of the specification", "%s; the element is not read%s", k.name, times(t.n))
		case tallyRelation:
			r.NoteAt(diag.Info, t.at, "sbom/relation-not-kept", "", "%s are not kept%s", k.name, times(t.n))
		case tallyNoID:
			r.NoteAt(diag.Warning, t.at, "spdx3/spdxid", "give every element a spdxId", "%s without spdxId: nothing can refer to them%s", k.name, times(t.n))
		case tallyNoIRI:
			r.NoteAt(diag.Warning, t.at, "spdx3/spdxid", "write IRIs, such as https://example.com/sbom-1#package-1",
				"spdxIds that are no IRIs mean nothing outside the file; there are %d, the first is %q", t.n, t.more)
		case tallyOldRelation:
			r.NoteAt(diag.Warning, t.at, "spdx3/relationship", "write "+t.more, "%s%s", k.name, times(t.n))
		case tallyOutside:
			r.NoteAt(diag.Info, t.at, "sbom/external-reference", "give the other documents as inputs too, to have their contents assessed",
				"references lead to elements of other documents: %d of them, the first to %q", t.n, t.more)
		}
	}
}

// use is the place of a reference.
type use struct {
	place, line int32
	item        int32 // -1 where the property has one value
	field       prop  // propNone is the element as a whole
}

// used is the place of the i-th value of a property.
func (r *reader) used(it *item, p prop, i int) use {
	u := use{place: r.place, line: it.line, item: -1, field: p}
	switch {
	case it.inside || r.expanded:
		u.field = propNone // the outer element, or the one with the long names
	case it.arrays&(1<<(p-refFirst)) != 0:
		u.item = int32(i)
	}
	return u
}

// at is the position of a use.
func (r *reader) at(u use) diag.Position {
	pointer := r.pointer(u.place)
	if u.field != propNone {
		pointer += "/" + compactNames[u.field]
		if u.item >= 0 {
			pointer += "/" + strconv.Itoa(int(u.item))
		}
	}
	return r.Place(pointer, u.line)
}

func times(n int) string {
	if n == 1 {
		return ""
	}
	return fmt.Sprintf(" (%d times)", n)
}

// dangling records a reference to what the document lacks, once for each pair
// of ends.
func (r *reader) dangling(from, to scan.Ref, at diag.Position) {
	key := [2]scan.Ref{from, to}
	if r.missing[key] {
		return
	}
	if r.missing == nil {
		r.missing = make(map[[2]scan.Ref]bool)
	}
	r.missing[key] = true
	name := r.RefName(from)
	if strings.HasPrefix(name, "#/") {
		name = "" // an inline element that has none
	}
	r.Doc.Dangling = append(r.Doc.Dangling, sbom.Reference{
		From: name, To: r.RefName(to), Pointer: at.Pointer, Line: at.Line,
	})
	if failure, _ := r.Failure(); failure == nil { // else it may stand in what could not be read
		r.NoteAt(diag.Warning, at, "sbom/dangling-reference", "list the element, correct the reference, or name the document that has it in import",
			"the document has no element %q", r.RefName(to))
	}
}
