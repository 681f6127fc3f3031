// SPDX-License-Identifier: Apache-2.0

package spdx

import (
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
)

// use is what the model does with a type of relationship.
type use uint8

const (
	other     use = iota // kept as a sbom.Relation
	malformed            // no type was given
	depends
	contains
	describes
)

// meaning is what a relationship type means: a use, the name that SPDX 3 has
// for it, whether that one runs the other way, and when the relation holds.
type meaning struct {
	use      use
	reversed bool
	scope    sbom.Scope
	name     string
}

// meanings are the types of SPDX 2.3, clause 11.1. The names and directions
// are those of the SPDX project's own converters to version 3.
var meanings = map[string]meaning{
	"DEPENDS_ON":             {use: depends, name: "dependsOn"},
	"DYNAMIC_LINK":           {use: depends, name: "dependsOn"},
	"STATIC_LINK":            {use: depends, name: "dependsOn"},
	"HAS_PREREQUISITE":       {use: depends, name: "dependsOn"},
	"DEPENDENCY_OF":          {use: depends, name: "dependsOn", reversed: true},
	"PREREQUISITE_FOR":       {use: depends, name: "dependsOn", reversed: true},
	"RUNTIME_DEPENDENCY_OF":  {use: depends, name: "dependsOn", reversed: true, scope: sbom.ScopeRuntime},
	"PROVIDED_DEPENDENCY_OF": {use: depends, name: "dependsOn", reversed: true, scope: sbom.ScopeProvided},
	"OPTIONAL_DEPENDENCY_OF": {use: depends, name: "dependsOn", reversed: true, scope: sbom.ScopeOptional},
	"BUILD_DEPENDENCY_OF":    {use: depends, name: "dependsOn", reversed: true, scope: sbom.ScopeBuild},
	"DEV_DEPENDENCY_OF":      {use: depends, name: "dependsOn", reversed: true, scope: sbom.ScopeDev},
	"TEST_DEPENDENCY_OF":     {use: depends, name: "dependsOn", reversed: true, scope: sbom.ScopeTest},

	"CONTAINS":     {use: contains, name: "contains"},
	"CONTAINED_BY": {use: contains, name: "contains", reversed: true},
	"DESCRIBES":    {use: describes, name: "describes"},
	"DESCRIBED_BY": {use: describes, name: "describes", reversed: true},

	"AMENDS":                      {name: "amendedBy", reversed: true},
	"ANCESTOR_OF":                 {name: "ancestorOf"},
	"BUILD_TOOL_OF":               {name: "usesTool", reversed: true, scope: sbom.ScopeBuild},
	"COPY_OF":                     {name: "copiedTo", reversed: true},
	"DATA_FILE_OF":                {name: "hasDataFile", reversed: true},
	"DEPENDENCY_MANIFEST_OF":      {name: "hasDependencyManifest", reversed: true},
	"DESCENDANT_OF":               {name: "descendantOf"},
	"DEV_TOOL_OF":                 {name: "usesTool", reversed: true, scope: sbom.ScopeDev},
	"DISTRIBUTION_ARTIFACT":       {name: "hasDistributionArtifact"},
	"DOCUMENTATION_OF":            {name: "hasDocumentation", reversed: true},
	"EXAMPLE_OF":                  {name: "hasExample", reversed: true},
	"EXPANDED_FROM_ARCHIVE":       {name: "expandsTo", reversed: true},
	"FILE_ADDED":                  {name: "hasAddedFile", reversed: true},
	"FILE_DELETED":                {name: "hasDeletedFile", reversed: true},
	"FILE_MODIFIED":               {name: "modifiedBy"},
	"GENERATED_FROM":              {name: "generates", reversed: true},
	"GENERATES":                   {name: "generates"},
	"METAFILE_OF":                 {name: "hasMetadata", reversed: true},
	"OPTIONAL_COMPONENT_OF":       {name: "hasOptionalComponent", reversed: true},
	"OTHER":                       {name: "other"},
	"PACKAGE_OF":                  {name: "packagedBy", reversed: true},
	"PATCH_APPLIED":               {name: "patchedBy", reversed: true},
	"PATCH_FOR":                   {name: "patchedBy", reversed: true},
	"REQUIREMENT_DESCRIPTION_FOR": {name: "hasRequirement", reversed: true},
	"SPECIFICATION_FOR":           {name: "hasSpecification", reversed: true},
	"TEST_CASE_OF":                {name: "hasTestCase", reversed: true},
	"TEST_OF":                     {name: "hasTest", reversed: true},
	"TEST_TOOL_OF":                {name: "usesTool", reversed: true, scope: sbom.ScopeTest},
	"VARIANT_OF":                  {name: "hasVariant", reversed: true},
}

// meaning returns what a relationshipType means. A type that is not of the
// specification is kept as stated.
func (r *reader) meaning(b []byte) meaning {
	if len(b) == 0 {
		return meaning{use: malformed}
	}
	if r.lastType == string(b) {
		return r.lastMeaning
	}
	name := string(b)
	if m, ok := meanings[name]; ok {
		r.lastType, r.lastMeaning = name, m
		return m
	}
	likely := strings.ToUpper(strings.NewReplacer("-", "_", " ", "_").Replace(name))
	if likely == "DESCRIBE" { // a generator's misspelling that is about
		likely = "DESCRIBES"
	}
	if m, ok := meanings[likely]; ok {
		if !r.Has("spdx/relationship-spelling") { // who writes one so writes all so
			r.noteType("spdx/relationship-spelling", "write "+likely, "%s is read as %s; the like of it is not noted again", name, likely)
		}
		return m
	}
	r.noteType("spdx/relationship", "use a type of the specification", "%q is no type of relationship; it is kept as stated", name)
	return meaning{name: name}
}

// noteType notes a problem of the relationship's type. Pointers of
// relationships are made here because their list may come in pieces.
func (r *reader) noteType(code, remedy, format string, args ...any) {
	at := r.relationPlace(r.Line())
	at.Pointer += "/relationshipType"
	r.NoteAt(diag.Warning, at, code, remedy, format, args...)
}
