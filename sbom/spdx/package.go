// SPDX-License-Identifier: Apache-2.0

package spdx

import (
	"bytes"
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/scan"
)

func (r *reader) packages(index int32) int32 {
	if !r.Array() {
		return index
	}
	for ; r.Element(); index++ {
		r.element(sbom.KindComponent, sbom.ListPackages, index)
	}
	return index
}

func (r *reader) files(index int32) int32 {
	if !r.Array() {
		return index
	}
	for ; r.Element(); index++ {
		r.element(sbom.KindFile, sbom.ListFiles, index)
	}
	return index
}

// element reads a package or a file.
func (r *reader) element(kind sbom.Kind, list sbom.List, index int32) {
	if !r.Object() {
		return
	}
	start := r.Line()
	id := r.NewNode()
	n := r.Doc.Nodes[id]
	n.Kind, n.List, n.Index = kind, list, index
	e := element{node: &n, ref: scan.NoRef}
	for r.Member() {
		switch string(r.Name()) {
		case "SPDXID":
			e.ref = r.elementID(id)
			n.Ref = r.RefName(e.ref)
		case "checksums":
			n.Hashes = r.checksums(n.Hashes)
		case "licenseConcluded", "licenseDeclared":
			n.Licenses = r.license(n.Licenses)
		default:
			if kind == sbom.KindFile {
				r.fileField(&e)
			} else {
				r.packageField(&e)
			}
		}
	}
	for i, f := range e.held {
		if e.ref != scan.NoRef {
			r.Link(scan.Contains, e.ref, f, 0, scan.Path{List: scan.NamePackages, Entry: index, Field: scan.NameHasFiles, Item: int32(i), Line: start})
		}
	}
	if n.Name == "" {
		r.NoteFrom(start, diag.Warning, "spdx/name", "give the element its name", "the element has no name")
	}
	if e.ref == scan.NoRef {
		r.NoteFrom(start, diag.Warning, "spdx/spdxid", "give the element an SPDXID", "the element has no SPDXID; nothing can refer to it")
	}
	r.Doc.Nodes[id] = n
}

// element is what is known of a package or file while it is read.
type element struct {
	node *sbom.Node
	ref  scan.Ref
	held []scan.Ref // hasFiles
}

func (r *reader) elementID(id sbom.ID) scan.Ref {
	b := r.Bytes()
	if !validID(b) {
		r.Note(diag.Warning, "spdx/spdxid", "write SPDXRef- and letters, digits, points and hyphens",
			"%q is no SPDXID; it is used as it is", b)
	}
	ref := r.Ref(b)
	r.Bind(ref, id)
	return ref
}

func validID(b []byte) bool {
	rest, ok := bytes.CutPrefix(b, []byte("SPDXRef-"))
	if !ok || len(rest) == 0 {
		return false
	}
	for _, c := range rest {
		if l := c | 0x20; (l < 'a' || l > 'z') && (c < '0' || c > '9') && c != '.' && c != '-' {
			return false
		}
	}
	return true
}

func (r *reader) packageField(e *element) {
	n := e.node
	switch string(r.Name()) {
	case "name":
		n.Name = r.Str()
	case "versionInfo":
		n.Version = r.stated()
	case "supplier":
		n.Supplier = r.actor()
	case "originator":
		n.Originator = r.actor()
	case "externalRefs":
		r.externalRefs(n)
	case "downloadLocation":
		n.DownloadURL = r.stated()
	case "primaryPackagePurpose":
		n.Type = r.purpose()
	case "hasFiles":
		r.EachString(func(b []byte) { e.held = append(e.held, r.target(b)) })
	case "packageName": // generators that took the tag-value names for JSON ones
		n.Name = r.Str()
		r.Note(diag.Warning, "spdx/unknown-field", "write name", "packageName is the tag-value field; it is taken as the name")
	case "packageVersion":
		n.Version = r.stated()
		r.Note(diag.Warning, "spdx/unknown-field", "write versionInfo", "packageVersion is the tag-value field; it is taken as the version")
	case "packageFileName", "filesAnalyzed", "packageVerificationCode", "homepage", "sourceInfo",
		"licenseInfoFromFiles", "licenseComments", "copyrightText", "summary", "description", "comment",
		"attributionTexts", "annotations", "releaseDate", "builtDate", "validUntilDate":
	default:
		r.unknown("a package")
	}
}

func (r *reader) fileField(e *element) {
	n := e.node
	switch string(r.Name()) {
	case "fileName":
		n.Name = r.Str()
	case "fileTypes":
		r.EachString(func(b []byte) {
			if n.Type == "" {
				n.Type = strings.ToLower(r.InternBytes(b))
			}
		})
	case "name":
		n.Name = r.Str()
		r.Note(diag.Warning, "spdx/unknown-field", "write fileName", "name is not a field of files; it is taken as the fileName")
	case "licenseInfoInFiles", "licenseInfoFromFiles", "copyrightText", "comment", "noticeText", "fileContributors",
		"attributionTexts", "licenseComments", "annotations", "fileDependencies", "artifactOfs":
	default:
		r.unknown("a file")
	}
}

// stated reads a string in which NOASSERTION and NONE mean unknown.
func (r *reader) stated() string {
	b := r.Bytes()
	if unstated(b) {
		return ""
	}
	return r.Keep(b)
}

var purposes = []string{"APPLICATION", "FRAMEWORK", "LIBRARY", "CONTAINER", "OPERATING-SYSTEM", "DEVICE",
	"FIRMWARE", "SOURCE", "ARCHIVE", "FILE", "INSTALL", "OTHER"}

// purpose reads primaryPackagePurpose. The JSON schema spells
// OPERATING_SYSTEM, the specification OPERATING-SYSTEM.
func (r *reader) purpose() string {
	b := r.Bytes()
	if len(b) == 0 {
		return ""
	}
	p := strings.ReplaceAll(r.InternBytes(b), "_", "-")
	if !slices.Contains(purposes, p) {
		r.Note(diag.Warning, "spdx/purpose", "use a value of the specification", "%q is no primaryPackagePurpose; it is kept as stated", b)
	}
	return strings.ToLower(p)
}

func (r *reader) license(list []string) []string {
	b := r.Bytes()
	if unstated(b) {
		return list
	}
	l := r.InternBytes(b)
	if slices.Contains(list, l) {
		return list
	}
	if why := scan.ExpressionProblem(l); why != "" {
		r.Note(diag.Warning, "sbom/license-expression", "correct the expression", "%q is no SPDX licence expression: %s; it is kept as stated", l, why)
	}
	return r.AppendList(list, l)
}

func (r *reader) checksums(list []sbom.Hash) []sbom.Hash {
	if !r.Array() {
		return list
	}
	for r.Element() {
		if h, ok := r.checksum(); ok {
			list = r.hashes.Append(list, h)
		}
	}
	return list
}

func (r *reader) checksum() (sbom.Hash, bool) {
	if !r.Object() {
		return sbom.Hash{}, false
	}
	start := r.Line()
	var h sbom.Hash
	for r.Member() {
		switch string(r.Name()) {
		case "algorithm":
			h.Alg = r.Intern()
		case "checksumValue":
			h.Value = r.Str()
		default:
			r.unknown("a checksum")
		}
	}
	// Generators of CycloneDX habit write SHA-256; nothing is in doubt then.
	alg, known := scan.HashAlg(h.Alg)
	if !known {
		r.NoteFrom(start, diag.Error, "spdx/checksum", "use an algorithm of the specification", "%q is no checksum algorithm; the checksum is not read", h.Alg)
		return h, false
	}
	h.Alg = alg
	if !scan.HashValid(alg, h.Value) {
		r.NoteFrom(start, diag.Error, "spdx/checksum", "correct the digest", "%q is no %s digest; the checksum is not read", h.Value, alg)
		return h, false
	}
	return h, true
}

func (r *reader) externalRefs(n *sbom.Node) {
	if !r.Array() {
		return
	}
	for r.Element() {
		r.externalRef(n)
	}
}

// externalRef keeps package URLs and CPEs, of which a package may have
// several.
func (r *reader) externalRef(n *sbom.Node) {
	if !r.Object() {
		return
	}
	start := r.Line()
	var kind, locator string
	for r.Member() {
		switch string(r.Name()) {
		case "referenceType":
			kind = r.Intern()
		case "referenceLocator":
			locator = r.Str()
		case "referenceCategory", "comment":
		default:
			r.unknown("an external reference")
		}
	}
	// The type may be the full URI http://spdx.org/rdf/references/purl.
	switch kind = kind[strings.LastIndexByte(kind, '/')+1:]; {
	case locator == "":
	case kind == "purl":
		if why := scan.PURLProblem(locator); why != "" {
			r.NoteFrom(start, diag.Warning, "sbom/purl", "correct the package URL", "%q is no package URL: %s; it is kept as stated", locator, why)
		}
		n.PURLs = r.AppendList(n.PURLs, locator)
	case kind == "cpe22Type" || kind == "cpe23Type":
		if !scan.CPEValid(locator) {
			r.NoteFrom(start, diag.Warning, "sbom/cpe", "correct the CPE", "%q is no CPE; it is kept as stated", locator)
		}
		n.CPEs = r.AppendList(n.CPEs, locator)
	}
}
