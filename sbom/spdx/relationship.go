// SPDX-License-Identifier: Apache-2.0

package spdx

import (
	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/scan"
)

func (r *reader) relationships(index int32) int32 {
	if !r.Array() {
		return index
	}
	for ; r.Element(); index++ {
		r.relationship(index)
	}
	return index
}

func (r *reader) relationship(index int32) {
	if !r.Object() {
		return
	}
	start := r.Line()
	from, to := scan.NoRef, scan.NoRef
	m := meaning{use: malformed}
	var none, unsaid bool // the related element is NONE, NOASSERTION
	for r.Member() {
		switch string(r.Name()) {
		case "spdxElementId":
			from = r.target(r.Bytes())
		case "relatedSpdxElement":
			b := r.Bytes()
			none, unsaid = string(b) == "NONE", string(b) == "NOASSERTION"
			if !none && !unsaid {
				to = r.target(b)
			}
		case "relationshipType":
			m = r.meaning()
		case "comment", "annotations":
		default:
			r.unknown("a relationship")
		}
	}
	if from == scan.NoRef || (to == scan.NoRef && !none && !unsaid) || m.use == malformed {
		r.NoteFrom(start, diag.Error, "spdx/relationship", "state spdxElementId, relationshipType and relatedSpdxElement",
			"the relationship lacks an end or a type; it is not read")
		return
	}
	if to == scan.NoRef {
		r.ended(m, from, none)
		return
	}
	r.relate(m, from, to, scan.Path{List: scan.NameRelationships, Entry: index, Line: start})
}

// ended handles a relation to NONE or NOASSERTION: "depends on nothing" says
// that the dependencies are complete, "depends on no assertion" that they are
// not known.
func (r *reader) ended(m meaning, from scan.Ref, none bool) {
	if m.use != depends || m.reversed {
		return
	}
	c := sbom.CompletenessUnknown
	if none {
		c = sbom.Complete
	}
	r.claims = append(r.claims, claim{from, c})
}

// claim says how complete the dependencies of an element are.
type claim struct {
	ref          scan.Ref
	completeness sbom.Completeness
}

func (r *reader) complete() {
	for _, c := range r.claims {
		if id := r.Lookup(c.ref); id != sbom.None {
			r.Doc.Node(id).Completeness = c.completeness
		}
	}
}

func (r *reader) relate(m meaning, from, to scan.Ref, at scan.Path) {
	if m.reversed {
		from, to = to, from
	}
	kind := scan.Mentions
	switch m.use {
	case depends:
		kind = scan.Depends
	case contains:
		kind = scan.Contains
	case describes:
		if from == r.self || r.RefName(from) == docID {
			kind = scan.Describes
		}
	}
	r.Link(kind, from, to, m.scope, at)
}

// use is what the model does with a type of relationship.
type use uint8

const (
	nothing   use = iota // known, and not kept
	malformed            // no type was given
	depends
	contains
	describes
)

// meaning is what a relationship type means: a use, whether the direction is
// turned round, and the scope of a dependency.
type meaning struct {
	use      use
	reversed bool
	scope    sbom.Scope
}

// meanings are the types of SPDX 2.3, clause 11.1, that the model keeps.
var meanings = map[string]meaning{
	"DEPENDS_ON":             {use: depends},
	"DYNAMIC_LINK":           {use: depends},
	"STATIC_LINK":            {use: depends},
	"HAS_PREREQUISITE":       {use: depends},
	"DEPENDENCY_OF":          {use: depends, reversed: true},
	"PREREQUISITE_FOR":       {use: depends, reversed: true},
	"RUNTIME_DEPENDENCY_OF":  {use: depends, reversed: true, scope: sbom.ScopeRuntime},
	"PROVIDED_DEPENDENCY_OF": {use: depends, reversed: true, scope: sbom.ScopeProvided},
	"OPTIONAL_DEPENDENCY_OF": {use: depends, reversed: true, scope: sbom.ScopeOptional},
	"BUILD_DEPENDENCY_OF":    {use: depends, reversed: true, scope: sbom.ScopeBuild},
	"DEV_DEPENDENCY_OF":      {use: depends, reversed: true, scope: sbom.ScopeDev},
	"TEST_DEPENDENCY_OF":     {use: depends, reversed: true, scope: sbom.ScopeTest},
	"CONTAINS":               {use: contains},
	"CONTAINED_BY":           {use: contains, reversed: true},
	"DESCRIBES":              {use: describes},
	"DESCRIBED_BY":           {use: describes, reversed: true},
}

// others are the types that are known and not kept.
var others = map[string]bool{
	"GENERATES": true, "GENERATED_FROM": true, "ANCESTOR_OF": true, "DESCENDANT_OF": true, "VARIANT_OF": true,
	"DISTRIBUTION_ARTIFACT": true, "PATCH_FOR": true, "PATCH_APPLIED": true, "COPY_OF": true, "FILE_ADDED": true,
	"FILE_DELETED": true, "FILE_MODIFIED": true, "EXPANDED_FROM_ARCHIVE": true, "DATA_FILE_OF": true,
	"TEST_CASE_OF": true, "BUILD_TOOL_OF": true, "DEV_TOOL_OF": true, "TEST_OF": true, "TEST_TOOL_OF": true,
	"DOCUMENTATION_OF": true, "OPTIONAL_COMPONENT_OF": true, "METAFILE_OF": true, "PACKAGE_OF": true,
	"AMENDS": true, "EXAMPLE_OF": true, "DEPENDENCY_MANIFEST_OF": true, "REQUIREMENT_DESCRIPTION_FOR": true,
	"SPECIFICATION_FOR": true, "OTHER": true,
}

func (r *reader) meaning() meaning {
	b := r.Bytes()
	if len(b) == 0 {
		return meaning{use: malformed}
	}
	if m, ok := meanings[string(b)]; ok {
		return m
	}
	switch name := string(b); {
	case others[name]:
	case name == "DESCRIBE": // a generator's misspelling that is about
		r.Note(diag.Warning, "spdx/relationship", "write DESCRIBES", "DESCRIBE is read as DESCRIBES")
		return meanings["DESCRIBES"]
	default:
		r.Note(diag.Warning, "spdx/relationship", "use a type of the specification", "%q is no type of relationship; it is not read", name)
	}
	return meaning{use: nothing}
}
