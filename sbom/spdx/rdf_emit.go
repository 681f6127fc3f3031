// SPDX-License-Identifier: Apache-2.0

package spdx

import (
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom/internal/scan"
)

// emitter writes tokens with texts of its own.
type emitter struct {
	batch *scan.Batch
	text  []byte
	line  int32
}

func (e *emitter) token(kind scan.Kind) {
	e.batch.Tokens = append(e.batch.Tokens, scan.Token{Line: e.line, Kind: kind})
}

func (e *emitter) put(kind scan.Kind, s string) {
	off := len(e.text)
	e.text = append(e.text, s...)
	e.batch.Tokens = append(e.batch.Tokens, scan.Token{Off: uint32(off), Len: uint32(len(s)), Line: e.line, Kind: kind})
}

func (e *emitter) list(name string) {
	e.put(scan.KindName, name)
	e.token(scan.KindArray)
}

func (e *emitter) member(name, value string) {
	e.put(scan.KindName, name)
	e.put(scan.KindString, value)
}

// listed writes a list of one entry; the reader joins such lists.
func (e *emitter) listed(name, value string) {
	e.list(name)
	e.put(scan.KindString, value)
	e.token(scan.KindArrayEnd)
}

// rule says what a property becomes in JSON.
type rule struct {
	name string
	kind ruleKind
}

type ruleKind uint8

const (
	ruleText    ruleKind = iota // text, or an IRI that stands for one
	ruleTerm                    // one of the vocabulary: relationshipType_dependsOn
	ruleBool                    // true | false
	ruleRef                     // the identifier of an element
	ruleLicense                 // a licence
	ruleNode                    // an object
	ruleURI                     // an address
)

// commonRules are the properties that nodes of several types have.
var commonRules = map[string]rule{
	"name":             {"name", ruleText},
	"comment":          {"comment", ruleText},
	"annotation":       {"annotations", ruleNode},
	"relationship":     {"relationships", ruleNode},
	"checksum":         {"checksums", ruleNode},
	"licenseConcluded": {"licenseConcluded", ruleLicense},
	"licenseComments":  {"licenseComments", ruleText},
	"copyrightText":    {"copyrightText", ruleText},
	"attributionText":  {"attributionTexts", ruleText},
}

// rules are the properties of each type, by its local name: SPDX 2.3, RDF
// ontology, and what versions 1.1 to 2.2 had besides.
var rules = map[string]map[string]rule{
	"SpdxDocument": {
		"specVersion":               {"spdxVersion", ruleText},
		"dataLicense":               {"dataLicense", ruleLicense},
		"creationInfo":              {"creationInfo", ruleNode},
		"externalDocumentRef":       {"externalDocumentRefs", ruleNode},
		"hasExtractedLicensingInfo": {"hasExtractedLicensingInfos", ruleNode},
		"reviewed":                  {"revieweds", ruleNode},
		"describesPackage":          {"documentDescribes", ruleRef},
	},
	"CreationInfo": {
		"created":            {"created", ruleText},
		"creator":            {"creators", ruleText},
		"licenseListVersion": {"licenseListVersion", ruleText},
	},
	"ExternalDocumentRef": {
		"externalDocumentId": {"externalDocumentId", ruleText},
		"spdxDocument":       {"spdxDocument", ruleURI},
		"checksum":           {"checksum", ruleNode},
	},
	"ExtractedLicensingInfo": {"licenseId": {"licenseId", ruleText}},
	"Review": {
		"reviewer":   {"reviewer", ruleText},
		"reviewDate": {"reviewDate", ruleText},
	},
	"Annotation": {
		"annotator":      {"annotator", ruleText},
		"annotationDate": {"annotationDate", ruleText},
		"annotationType": {"annotationType", ruleTerm},
	},
	"Relationship": {
		"relationshipType":   {"relationshipType", ruleTerm},
		"relatedSpdxElement": {"relatedSpdxElement", ruleRef},
	},
	"Checksum": {
		"algorithm":     {"algorithm", ruleTerm},
		"checksumValue": {"checksumValue", ruleText},
	},
	"ExternalRef": {
		"referenceCategory": {"referenceCategory", ruleTerm},
		"referenceType":     {"referenceType", ruleURI},
		"referenceLocator":  {"referenceLocator", ruleText},
	},
	"PackageVerificationCode": {"packageVerificationCodeValue": {"packageVerificationCodeValue", ruleText}},
	"Package": {
		"versionInfo":             {"versionInfo", ruleText},
		"packageFileName":         {"packageFileName", ruleText},
		"supplier":                {"supplier", ruleText},
		"originator":              {"originator", ruleText},
		"downloadLocation":        {"downloadLocation", ruleURI},
		"filesAnalyzed":           {"filesAnalyzed", ruleBool},
		"packageVerificationCode": {"packageVerificationCode", ruleNode},
		"homepage":                {"homepage", ruleURI},
		"sourceInfo":              {"sourceInfo", ruleText},
		"licenseInfoFromFiles":    {"licenseInfoFromFiles", ruleLicense},
		"licenseDeclared":         {"licenseDeclared", ruleLicense},
		"summary":                 {"summary", ruleText},
		"description":             {"description", ruleText},
		"externalRef":             {"externalRefs", ruleNode},
		"primaryPackagePurpose":   {"primaryPackagePurpose", ruleTerm},
		"releaseDate":             {"releaseDate", ruleText},
		"builtDate":               {"builtDate", ruleText},
		"validUntilDate":          {"validUntilDate", ruleText},
		"hasFile":                 {"hasFiles", ruleRef},
	},
	"File": {
		"fileName":          {"fileName", ruleText},
		"fileType":          {"fileTypes", ruleTerm},
		"licenseInfoInFile": {"licenseInfoInFiles", ruleLicense},
		"noticeText":        {"noticeText", ruleText},
		"fileContributor":   {"fileContributors", ruleText},
		"fileDependency":    {"fileDependencies", ruleRef},
		"artifactOf":        {"artifactOfs", ruleNode},
	},
	"Snippet": {},
	"Project": {},
}

// ignored are the properties of which the value has no place in the JSON form
// or in the model. What stands within one may still say something of a node
// that is used elsewhere.
var ignored = func() map[string]bool {
	m := map[string]bool{}
	for _, name := range []string{
		"snippetFromFile", "referencesFile",
		"extractedText", "licenseText", "licenseTextHtml", "standardLicenseTemplate", "standardLicenseHeader",
		"standardLicenseHeaderHtml", "standardLicenseHeaderTemplate", "isOsiApproved", "isFsfLibre", "isDeprecatedLicenseId",
		"crossRef", "seeAlso", "range", "licenseInfoInSnippet", "packageVerificationCodeExcludedFile",
		"licenseExceptionText", "licenseExceptionTemplate", "example", "exampleText", "documentation", "contextualExample",
		"deprecatedVersion",
	} {
		m[name] = true
	}
	return m
}()

// upper turns a name of the vocabulary, such as relationshipType_dependsOn,
// into the spelling of JSON: DEPENDS_ON.
func upper(term string) string {
	term = term[strings.IndexByte(term, '_')+1:]
	var b strings.Builder
	for i, c := range []byte(term) {
		if c >= 'A' && c <= 'Z' && i > 0 && term[i-1] >= 'a' && term[i-1] <= 'z' {
			b.WriteByte('_')
		}
		b.WriteByte(c)
	}
	return strings.ToUpper(b.String())
}

// properties writes the properties of a node as members.
func (t *rdfText) properties(n int32, kind string) {
	table := rules[kind]
	t.each(n, func(p *graphProp) {
		r, ok := table[p.name]
		if !ok {
			r, ok = commonRules[p.name]
		}
		t.line = p.line
		t.budget--
		switch {
		case ok:
			t.property(n, r, p)
		case table == nil || ignored[p.name] || p.node >= 0 && t.isElement(p.node):
		default:
			t.graph.note("property "+kind+p.name, p.line, diag.Info, "rdf/property", "check the spelling",
				kind+" has no property "+quoted(p.name)+" in SPDX 2; it is not read")
		}
	})
}

func quoted(s string) string { return `"` + string(clip([]byte(s))) + `"` }

func (t *rdfText) property(subject int32, r rule, p *graphProp) {
	value := p.text
	switch r.kind {
	case ruleNode:
		t.object(subject, r.name, p)
		return
	case ruleBool:
		t.put(scan.KindName, r.name)
		if kind := plainKind([]byte(value)); kind == scan.KindTrue || kind == scan.KindFalse {
			t.token(kind)
		} else {
			t.put(scan.KindString, value)
		}
		return
	case ruleLicense:
		value = t.license(p)
	case ruleRef:
		if value = p.text; p.node >= 0 {
			value = t.reference(t.nodes[p.node].id)
		}
	case ruleTerm:
		if p.node >= 0 {
			value = localName(t.nodes[p.node].id)
		}
		value = upper(value)
	default:
		if p.node >= 0 {
			value = t.nodes[p.node].id
		}
		value = assertion(value)
	}
	if xmlLists[r.name] > 0 {
		t.listed(r.name, value)
	} else {
		t.member(r.name, value)
	}
}

// assertion turns the IRIs of NOASSERTION and NONE into these words.
func assertion(iri string) string {
	if rest, ok := strings.CutPrefix(iri, spdxTerms); ok {
		switch strings.ToLower(rest) {
		case "noassertion":
			return "NOASSERTION"
		case "none":
			return "NONE"
		}
	}
	return iri
}

// object writes a node as the value of a property. Which members it has is
// told by the property: a node may lack its type.
func (t *rdfText) object(subject int32, name string, p *graphProp) {
	if p.node < 0 {
		t.member(name, p.text)
		return
	}
	if t.depth >= deepestObject || t.budget <= 0 {
		t.graph.note("shared", p.line, diag.Error, "rdf/shared", "state each object where it belongs",
			"an object is part of itself, or objects are shared so often that they cannot all be written out; what is left of them is not read")
		return
	}
	t.depth++
	defer func() { t.depth-- }()
	isList := xmlLists[name] > 0
	if isList {
		t.list(name)
	} else {
		t.put(scan.KindName, name)
	}
	t.token(scan.KindObject)
	if id := t.nodes[p.node].id; name == "externalDocumentRefs" && t.one(p.node, "externalDocumentId") == nil {
		t.member("externalDocumentId", localName(id))
	}
	if name == "relationships" && t.nodes[subject].id != "" {
		t.member("spdxElementId", t.reference(t.nodes[subject].id))
	}
	t.properties(p.node, objects[name])
	t.token(scan.KindObjectEnd)
	if isList {
		t.token(scan.KindArrayEnd)
	}
}

// deepestObject bounds objects in objects: an annotation of a relationship of
// a package is the deepest there is.
const deepestObject = 8

// objects are the types of the objects that members hold.
var objects = map[string]string{
	"annotations": "Annotation", "relationships": "Relationship", "checksums": "Checksum", "checksum": "Checksum",
	"creationInfo": "CreationInfo", "externalDocumentRefs": "ExternalDocumentRef", "revieweds": "Review",
	"hasExtractedLicensingInfos": "ExtractedLicensingInfo", "packageVerificationCode": "PackageVerificationCode",
	"externalRefs": "ExternalRef", "artifactOfs": "Project",
}
