// SPDX-License-Identifier: Apache-2.0

package cyclonedx

import (
	"cmp"
	"slices"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom/internal/scan"
	"github.com/kedja/kedja/sbom/internal/xmltext"
)

// xmlEdge is a dependency that was stated below another one: in JSON it is in
// an entry of its own, after the entry that is being written.
type xmlEdge struct {
	from, to xmltext.Span // in xmlTokens.refs
	provides bool
	line     int32
}

// dependency takes in what stands in a dependency.
func (t *xmlTokens) dependency(f *xmlFrame, name []byte) {
	provides := string(name) == "provides"
	if !provides && string(name) != "dependency" {
		t.misplaced(name)
		return
	}
	ref, line := t.refOf(), t.x.Line()
	at := xmltext.Span{Off: uint32(len(t.refs)), Len: ref.Len}
	t.refs = append(t.refs, t.x.Bytes(ref)...)
	if f.form.kind == xmlNested {
		f.used = true
		t.note("nested", diag.Info, "xml/nested-dependency", "",
			"dependencies stand within dependencies; each is read as one of the component around it, here and elsewhere")
		t.edges = append(t.edges, xmlEdge{from: f.ref, to: at, provides: provides, line: line})
	} else {
		it := &dependsOnItem
		if provides {
			it = &providesItem
		}
		if f.list != it {
			t.open(f)
			member := t.dependsOn
			if provides {
				member = t.provides
			}
			t.put(scan.KindName, member, line)
			t.add(scan.KindArray, line)
			f.list = it
		}
		t.put(scan.KindString, ref, line)
	}
	t.frames = append(t.frames, xmlFrame{form: t.nested, line: line, ref: at})
}

// The two lists of a dependency, as marks of which is open.
var dependsOnItem, providesItem xmlItem

// leave ends a nested dependency. Its reference is kept only for those that
// it has.
func (t *xmlTokens) leave(f *xmlFrame) {
	if !f.used && len(t.edges) == 0 {
		t.refs = t.refs[:f.ref.Off]
	}
}

// unnest writes the entries of dependencies that were stated below others.
func (t *xmlTokens) unnest() {
	slices.SortStableFunc(t.edges, func(a, b xmlEdge) int {
		if c := cmp.Compare(a.from.Off, b.from.Off); c != 0 || a.provides == b.provides {
			return c
		} else if b.provides {
			return -1
		}
		return 1
	})
	for len(t.edges) > 0 {
		from := t.edges[0].from
		n := slices.IndexFunc(t.edges, func(e xmlEdge) bool { return e.from.Off != from.Off })
		if n < 0 {
			n = len(t.edges)
		}
		t.unnested(t.edges[:n])
		t.edges = t.edges[n:]
	}
	t.edges, t.refs = t.edges[:0], t.refs[:0]
}

// unnested writes one entry; the edges have one start.
func (t *xmlTokens) unnested(edges []xmlEdge) {
	text := func(s xmltext.Span) xmltext.Span { return t.keep(t.refs[s.Off : s.Off+s.Len]) }
	line := edges[0].line
	t.add(scan.KindObject, line)
	t.put(scan.KindName, t.ref, line)
	t.put(scan.KindString, text(edges[0].from), line)
	for i, e := range edges {
		if i == 0 || e.provides != edges[i-1].provides {
			if i > 0 {
				t.add(scan.KindArrayEnd, e.line)
			}
			member := t.dependsOn
			if e.provides {
				member = t.provides
			}
			t.put(scan.KindName, member, e.line)
			t.add(scan.KindArray, e.line)
		}
		t.put(scan.KindString, text(e.to), e.line)
	}
	t.add(scan.KindArrayEnd, line)
	t.add(scan.KindObjectEnd, line)
}
