// SPDX-License-Identifier: Apache-2.0

package spdx3

import (
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/scan"
)

// slot says what a reference names: a class and an index into the table of
// that class.
type slot struct {
	class class
	at    int32
}

// finish takes in an item that has been read whole. An inline one is a part
// of its parent, or an element that the parent's property refers to.
func (r *reader) finish(it, parent *item, p prop) {
	if it.class == classNone {
		it.class = implied(it, p)
	}
	if it.class == classIgnored {
		return
	}
	if it.class.part() {
		r.part(it, parent)
		return
	}
	if it.class == classCreation && it.ref == scan.NoRef && parent != nil && r.sameCreation(it) {
		parent.add(p, r.creations[len(r.creations)-1].ref)
		return
	}
	if it.ref == scan.NoRef && parent != nil {
		it.ref = r.anonymous()
	}
	r.put(it, parent, p)
	if parent != nil {
		parent.add(p, it.ref)
	}
	if it.class != classCreation {
		r.use(it)
	}
}

// implied is the class of an item that does not state its type, by the
// property that holds it and by what it has.
func implied(it *item, p prop) class {
	switch p {
	case propVerifiedUsing:
		return classHash
	case propExternalIdentifier:
		return classIdentifier
	case propContentIdentifier:
		return classContentIdentifier
	case propExternalRef:
		return classReference
	case propImport:
		return classImport
	case propNamespaceMap:
		return classNamespace
	case propCreationInfo:
		return classCreation
	case propSuppliedBy, propOriginatedBy, propCreatedBy:
		return classAgent
	case propCreatedUsing:
		return classTool
	}
	switch {
	case it.str(propRelationType) != "":
		return classRelationship
	case it.str(propExpression) != "":
		return classExpression
	case it.str(propSpecVersion) != "":
		return classCreation
	}
	return classNone
}

// put enters an element in the table of its class.
func (r *reader) put(it, parent *item, p prop) {
	switch c := it.class; {
	case c.node():
		r.node(it, p)
	case c >= classAgent && c <= classTool:
		r.enter(it, len(r.agents))
		r.agents = append(r.agents, r.agent(it))
	case c == classCreation:
		r.enter(it, len(r.creations))
		r.creation(it)
	case c == classDocument || c == classSBOM || c == classBOM:
		r.enter(it, len(r.collections))
		r.collection(it)
	case c == classRelationship || c == classOldDependency || c == classAssessment:
		if at := len(r.relations); r.relationship(it) {
			r.enter(it, at)
		} else {
			r.enter(it, -1)
		}
	case c == classAnnotation:
		r.enter(it, len(r.remarks))
		r.remark(it)
	case c == classVulnerability:
		r.enter(it, len(r.flaws))
		r.flaw(it)
	case c.license() || c == classElement:
		r.enter(it, len(r.licenses))
		r.license(it)
	case c == classSnippet || c == classBuild:
		r.enter(it, 0)
		r.tallyAt(tallyNotKept, map[class]string{classSnippet: "software_Snippet", classBuild: "build_Build"}[c], "", r.Place(r.Pointer(), it.line))
	default:
		r.enter(it, 0)
		what := "an element states no type"
		if it.kind != "" {
			what = "SPDX 3.0 has no type " + it.kind
		}
		r.tallyAt(tallyUnknownType, what, "", r.Place(r.Pointer(), it.line))
	}
}

// enter says that the element's identifier names entry at of its class. It
// returns false when the identifier is taken.
func (r *reader) enter(it *item, at int) bool {
	if it.ref == scan.NoRef {
		r.tallyAt(tallyNoID, "elements of the graph", "", r.Place(r.Pointer(), it.line))
		return false
	}
	if !strings.Contains(it.id, ":") && it.id != "" {
		r.tallyOnce(tallyNoIRI, "", it.id, use{place: r.place, line: it.line})
	}
	r.grow(it.ref)
	s := &r.slots[it.ref]
	if s.class == classNone || s.class == classOutside {
		*s = slot{it.class, int32(at)}
		if it.alias != scan.NoRef {
			r.grow(it.alias)
			r.slots[it.alias] = slot{it.class, int32(at)}
		}
		return true
	}
	if !it.inside || s.class != it.class {
		r.NoteFrom(it.line, diag.Warning, "sbom/duplicate-ref", "give every element an identifier of its own",
			"the identifier %q is already taken; references lead to the first element that has it, and all of them are read", r.RefName(it.ref))
	}
	return false
}

func (r *reader) grow(ref scan.Ref) {
	if n := int(ref) + 1; n > len(r.slots) {
		r.slots = append(r.slots, make([]slot, n-len(r.slots))...)
	}
}

// slot returns what the reference names.
func (r *reader) slot(ref scan.Ref) slot {
	if ref == scan.NoRef || int(ref) >= len(r.slots) {
		return slot{}
	}
	return r.slots[ref]
}

// part gives a part to the item that it stands in. One that stands in the
// graph by itself is kept for those that refer to it.
func (r *reader) part(it, parent *item) {
	holder := parent
	if holder == nil {
		holder = r.push()
		defer r.pop()
	}
	switch it.class {
	case classHash, classVerification:
		h, ok := r.hash(it)
		switch {
		case !ok:
		case it.class == classHash:
			holder.hashes = r.hashes.Append(holder.hashes, h)
		default:
			holder.codes = append(holder.codes, h)
		}
	case classIdentifier, classContentIdentifier:
		if id, ok := r.externalIdentifier(it); ok {
			holder.identifiers = append(holder.identifiers, id)
		}
	case classReference:
		r.externalRef(it, holder)
	case classImport:
		r.importMap(it, holder)
	case classNamespace:
		if ns := it.str(propNamespace); ns != "" {
			r.namespaces = append(r.namespaces, sbom.Property{Name: it.str(propPrefix), Value: ns})
		}
	}
	if parent == nil && it.ref != scan.NoRef {
		r.enter(it, len(r.parts))
		r.parts = append(r.parts, part{
			hashes: slices.Clone(holder.hashes), codes: slices.Clone(holder.codes), identifiers: slices.Clone(holder.identifiers),
			references: slices.Clone(holder.references), imports: slices.Clone(holder.imports),
		})
	}
}

// algorithms are those of SPDX 3 in the spelling of the model; CycloneDX has
// no name for the last ones.
var algorithms = map[string]string{
	"sha1": "SHA-1", "sha256": "SHA-256", "sha384": "SHA-384", "sha512": "SHA-512", "md5": "MD5", "sha3_256": "SHA3-256",
}

var unchecked = map[string]string{
	"sha3_224": "SHA3-224", "crystalsDilithium": "CRYSTALS-Dilithium", "crystalsKyber": "CRYSTALS-Kyber", "falcon": "Falcon", "other": "other",
}

func (r *reader) hash(it *item) (sbom.Hash, bool) {
	name, digest := value(it.str(propAlgorithm)), it.str(propHashValue)
	if alg, ok := unchecked[name]; ok && digest != "" {
		return sbom.Hash{Alg: alg, Value: digest}, true
	}
	alg, known := algorithms[name]
	if !known {
		alg, known = scan.HashAlg(name)
	}
	if !known {
		r.NoteFrom(it.line, diag.Error, "spdx3/hash", "use an algorithm of the specification", "%q is no hash algorithm; the hash is not read", name)
		return sbom.Hash{}, false
	}
	if !scan.HashValid(alg, digest) {
		r.NoteFrom(it.line, diag.Error, "spdx3/hash", "correct the digest", "%q is no %s digest; the hash is not read", digest, alg)
		return sbom.Hash{}, false
	}
	return sbom.Hash{Alg: alg, Value: digest}, true
}

func (r *reader) externalIdentifier(it *item) (identifier, bool) {
	id := identifier{scheme: value(it.str(propIDType)), value: it.str(propIdentifier), line: it.line}
	if id.value == "" {
		id.scheme, id.value = value(it.str(propContentIDType)), it.str(propContentIDValue)
	}
	if id.value == "" {
		r.NoteFrom(it.line, diag.Warning, "spdx3/identifier", "state the identifier", "the identifier has no value; it is not read")
		return id, false
	}
	if it.str(propComment) != "" {
		r.tally(tallyNotKept, "the comment of an external identifier", "")
	}
	return id, true
}

// referenceTypes are the types of SPDX 3 that CycloneDX has another word for.
var referenceTypes = map[string]string{
	"altDownloadLocation": "distribution", "binaryArtifact": "distribution", "sourceArtifact": "source-distribution", "altWebPage": "website",
	"securityAdvisory": "advisories", "securityFix": "advisories", "securityPolicy": "security-policy", "socialMedia": "social", "securityPenTestReport": "pentest-report",
	"securityThreatModel": "threat-model", "securityAdversaryModel": "adversary-model", "secureSoftwareAttestation": "attestation",
	"qualityAssessmentReport": "quality-metrics", "vulnerabilityExploitabilityAssessment": "exploitability-statement",
	"vulnerabilityDisclosureReport": "vulnerability-assertion", "mavenCentral": "maven-central",
}

func (r *reader) externalRef(it, holder *item) {
	kind := value(it.str(propRefType))
	if kind != "" {
		kind = strings.ToLower(kind[:1]) + kind[1:] // SourceArtifact is written too
	}
	about, ok := referenceTypes[kind]
	switch {
	case kind == "":
		about = "other"
	case !ok:
		about = dashed(kind)
	}
	locators := it.list(propLocator)
	if len(locators) == 0 {
		r.NoteFrom(it.line, diag.Warning, "spdx3/external-ref", "state the locator", "the external reference leads nowhere; it is not read")
	}
	for _, url := range locators {
		ref := sbom.ExternalReference{Type: about, URL: url}
		if c := it.str(propComment); c != "" {
			ref.Detail = &sbom.ReferenceDetail{Comment: c}
		}
		holder.references = r.refs.Append(holder.references, ref)
	}
}

// dashed turns a name of SPDX 3 into the spelling of CycloneDX and SPDX 2:
// operating-system for operatingSystem.
func dashed(s string) string { return separated(s, '-') }

func separated(s string, sep byte) string {
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		if c >= 'A' && c <= 'Z' {
			if i > 0 {
				b.WriteByte(sep)
			}
			c |= 0x20
		}
		b.WriteByte(c)
	}
	return b.String()
}

func (r *reader) importMap(it, holder *item) {
	ref, location := it.str(propExternalID), it.str(propLocationHint)
	if ref == "" && location == "" {
		r.NoteFrom(it.line, diag.Warning, "spdx3/import", "state externalSpdxId", "the external map names nothing; it is not read")
		return
	}
	holder.imports = append(holder.imports, externalMap{
		ref: r.target([]byte(ref)), id: ref, location: location, hashes: it.hashes, line: it.line,
	})
}
