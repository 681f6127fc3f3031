// SPDX-License-Identifier: Apache-2.0

package cyclonedx

import (
	"slices"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
)

// What follows is looked at in parts of which the model keeps nothing, in
// documents that are not compared with the schema: mistakes that generators
// are known to make.

// passed reports whether a value of which nothing is kept is passed over as a
// whole: the schema check has seen it, or it is a placeholder.
func (r *reader) passed() bool { return r.checked() || r.Doc.Serialization == "protobuf" }

// among notes a value that is not in the specification's list.
func (r *reader) among(what, value string, allowed ...string) {
	if value != "" && !r.checked() && !slices.Contains(allowed, value) {
		r.Note(diag.Warning, codeEnumeration, "use a value of the specification", "%q is no %s", value, what)
	}
}

// issues reads what a patch or a release resolves.
func (r *reader) issues() {
	if r.passed() {
		return
	}
	r.objects(func() {
		if string(r.Name()) == "type" {
			r.among("type of issue", r.Intern(), "defect", "enhancement", "security")
		}
	})
}

// releaseNotes reads the date of a release, of a component alone.
func (r *reader) releaseNotes(n *sbom.Node) {
	if r.unread(); r.Doc.Serialization == "protobuf" {
		return // that there are some is all that is known
	}
	r.object(func() {
		switch string(r.Name()) {
		case "resolves":
			if !r.passed() {
				r.issues()
			}
		case "timestamp":
			if at := r.Intern(); n != nil && at != "" && r.Details(n).ReleasedAt == "" {
				r.Details(n).ReleasedAt = at
			}
		}
	})
}

// attachment reads an embedded text.
func (r *reader) attachment() {
	r.unread()
	if r.passed() {
		return
	}
	r.object(func() {
		if string(r.Name()) == "encoding" {
			r.among("encoding of a text", r.Intern(), "base64")
		}
	})
}

// citations reads the sources that 1.7 states for fields.
func (r *reader) citations() {
	r.unread()
	if r.passed() || !r.Array() {
		return
	}
	for r.Element() {
		if !r.Object() {
			continue
		}
		start := r.Line()
		var pointers, expressions, by bool
		for r.Member() {
			switch string(r.Name()) {
			case "pointers":
				pointers = true
			case "expressions":
				expressions = true
			case "attributedTo", "process":
				by = true
			}
		}
		if pointers == expressions {
			r.NoteFrom(start, diag.Warning, codeChoice, "write pointers or expressions", "a citation has one of pointers and expressions")
		}
		if !by {
			r.NoteFrom(start, diag.Warning, codeChoice, "write attributedTo or process", "the citation names neither a source nor a process")
		}
	}
}
