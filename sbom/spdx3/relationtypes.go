// SPDX-License-Identifier: Apache-2.0

package spdx3

import (
	"strings"

	"github.com/kedja/kedja/sbom"
)

// role is what the model does with a type of relationship.
type role uint8

const (
	other role = iota // kept as a sbom.Relation
	depends
	contains
	describes
	declares
	concludes
	assesses   // of a vulnerability: from it to what it is said of
	associates // to a vulnerability
	trains     // of a model: the data that it was trained on
	old        // of SPDX 2, in a document of SPDX 3
)

// meaning is what a type of relationship means.
type meaning struct {
	role  role
	scope sbom.Scope
	state string // assesses: the state of the vulnerability, as in CycloneDX
}

// meanings are the types of SPDX 3.0.1 that the model gives a meaning to.
var meanings = map[string]meaning{
	"dependsOn": {role: depends}, "hasStaticLink": {role: depends}, "hasDynamicLink": {role: depends}, "hasPrerequisite": {role: depends},
	"hasOptionalDependency": {role: depends, scope: sbom.ScopeOptional}, "hasProvidedDependency": {role: depends, scope: sbom.ScopeProvided},
	"contains": {role: contains}, "describes": {role: describes},
	"hasDeclaredLicense": {role: declares}, "hasConcludedLicense": {role: concludes},
	"hasAssessmentFor": {role: assesses}, "affects": {role: assesses, state: "exploitable"}, "doesNotAffect": {role: assesses, state: "not_affected"},
	"fixedIn": {role: assesses, state: "resolved"}, "underInvestigationFor": {role: assesses, state: "in_triage"},
	"hasAssociatedVulnerability": {role: associates}, "trainedOn": {role: trains}, "testedOn": {role: trains},
}

// others are the further types of SPDX 3.0.1.
var others = func() map[string]bool {
	m := make(map[string]bool)
	for _, name := range strings.Fields(`amendedBy ancestorOf availableFrom configures coordinatedBy copiedTo delegatedTo descendantOf expandsTo
exploitCreatedBy fixedBy foundBy generates hasAddedFile hasDataFile hasDeletedFile hasDependencyManifest hasDistributionArtifact
hasDocumentation hasEvidence hasExample hasHost hasInput hasMetadata hasOptionalComponent hasOutput hasRequirement hasSpecification hasTest
hasTestCase hasVariant invokedBy modifiedBy other packagedBy patchedBy publishedBy reportedBy republishedBy serializedInArtifact usesTool`) {
		m[name] = true
	}
	return m
}()

// relationType is a type of relationship that the document uses.
type relationType struct {
	meaning
	name    string // of SPDX 3, where there is one
	written string
	known   bool
}

// relationTypes numbers them: millions of relationships have a few types.
type relationTypes struct {
	list  []relationType
	index map[string]uint16
}

func (t *relationTypes) init() {
	t.index = make(map[string]uint16)
	t.of("other")
}

// of numbers a type as it is written. SPDX 2 spells DEPENDS_ON what SPDX 3
// spells dependsOn; such a type is kept under its name of today.
//
// A dependency under the name of SPDX 2 is kept as a relation and not counted
// as a dependency: what SPDX 3 counts as one is named by the contract, and a
// generator that writes the old names may mean the old directions.
func (t *relationTypes) of(written string) uint16 {
	if i, ok := t.index[written]; ok {
		return i
	}
	name := value(written)
	rt := relationType{name: name, written: written}
	rt.meaning, rt.known = meanings[name]
	rt.known = rt.known || others[name]
	if !rt.known && name == strings.ToUpper(name) {
		rt.name = camel(name)
		rt.meaning = meanings[rt.name]
		if rt.role == depends || rt.role == contains {
			rt.role = old
		}
	}
	if len(t.list) == maxRelationTypes {
		return t.index["other"]
	}
	i := uint16(len(t.list))
	t.list = append(t.list, rt)
	t.index[written] = i
	return i
}

// maxRelationTypes bounds what a document of invented types can make.
const maxRelationTypes = 1 << 12

// camel turns HAS_DECLARED_LICENSE into hasDeclaredLicense.
func camel(s string) string {
	var b strings.Builder
	for i, word := range strings.Split(strings.ToLower(s), "_") {
		if i > 0 && word != "" {
			word = strings.ToUpper(word[:1]) + word[1:]
		}
		b.WriteString(word)
	}
	return b.String()
}

// scopes are the values of LifecycleScopeType that the model has.
var scopes = map[string]sbom.Scope{
	"build": sbom.ScopeBuild, "development": sbom.ScopeDev, "test": sbom.ScopeTest, "runtime": sbom.ScopeRuntime,
	"design": sbom.ScopeUnstated, "other": sbom.ScopeUnstated, "": sbom.ScopeUnstated,
}

var completenesses = map[string]sbom.Completeness{
	"": sbom.CompletenessUnstated, "complete": sbom.Complete, "incomplete": sbom.Incomplete, "noAssertion": sbom.CompletenessUnknown,
}
