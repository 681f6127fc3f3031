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

func (r *reader) checksums(list []sbom.Hash) []sbom.Hash {
	if !r.Array() {
		return list
	}
	for r.Element() {
		if h, ok := r.checksum(); ok && !slices.Contains(list, h) {
			list = r.hashes.Append(list, h)
		}
	}
	return list
}

func (r *reader) checksum() (sbom.Hash, bool) {
	if r.lines && r.Kind() == '"' {
		return r.checksumLine(r.Bytes())
	}
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
	return r.digest(h, start)
}

// checksumLine reads a checksum as tag-value has it: ALGORITHM: digest.
func (r *reader) checksumLine(b []byte) (sbom.Hash, bool) {
	alg, value, ok := bytes.Cut(b, []byte{':'})
	if !ok {
		alg, value = cutWord(b)
	}
	if len(value) == 0 {
		alg, value = nil, b
	}
	return r.digest(sbom.Hash{Alg: r.InternBytes(bytes.TrimSpace(alg)), Value: r.Keep(bytes.TrimSpace(value))}, r.Line())
}

// digest checks a checksum and gives its algorithm the name it has here.
func (r *reader) digest(h sbom.Hash, start int32) (sbom.Hash, bool) {
	// Generators of CycloneDX habit write SHA-256, old ones the name that RDF
	// has; nothing is in doubt then.
	alg, known := scan.HashAlg(strings.TrimPrefix(h.Alg, "checksumAlgorithm_"))
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

// sha1 reads the digest of a wrapped element, which may state it again among
// its checksums.
func (r *reader) sha1(n *sbom.Node) {
	h := sbom.Hash{Alg: "SHA-1", Value: r.Str()}
	if scan.HashValid(h.Alg, h.Value) && !slices.Contains(n.Hashes, h) {
		n.Hashes = r.hashes.Append(n.Hashes, h)
	}
}

// homepage reads the address of a package's website.
func (r *reader) homepage(n *sbom.Node) {
	if url := r.stated(n, 0); url != "" {
		r.refer(n, sbom.ExternalReference{Type: "website", URL: url})
	}
}

func (r *reader) refer(n *sbom.Node, ref sbom.ExternalReference) {
	n.References = r.references.Append(n.References, ref)
}

func (r *reader) externalRefs(n *sbom.Node) {
	if !r.Array() {
		return
	}
	for i := int32(0); r.Element(); i++ {
		switch {
		case !r.lines || r.Kind() != '"' && r.Kind() != '{':
			r.externalRef(n)
		case r.Kind() == '{':
			r.Resume(i)
			r.externalComment(n)
			i--
		default:
			r.externalLine(n, r.Bytes())
		}
	}
}

// externalLine reads an external reference as tag-value has it: CATEGORY type
// locator.
func (r *reader) externalLine(n *sbom.Node, b []byte) {
	category, rest := cutWord(b)
	kind, locator := cutWord(rest)
	r.referred = len(n.References)
	r.keepExternal(n, &external{category: r.InternBytes(category), kind: r.InternBytes(kind), locator: r.Keep(locator), start: r.Line()})
}

// externalComment reads the comment of the external reference before.
func (r *reader) externalComment(n *sbom.Node) {
	if !r.Object() {
		return
	}
	for r.Member() {
		comment := r.Str()
		if comment == "" {
			continue
		}
		if last := len(n.References) - 1; last >= r.referred && last >= 0 {
			n.References[last].Detail = &sbom.ReferenceDetail{Comment: comment}
		} else {
			r.drop(fieldReferenceComment)
		}
	}
}

// external is one entry of externalRefs.
type external struct {
	category, kind, locator, comment string
	start                            int32
}

func (r *reader) externalRef(n *sbom.Node) {
	if !r.Object() {
		return
	}
	x := external{start: r.Line()}
	for r.Member() {
		switch string(r.Name()) {
		case "referenceCategory":
			x.category = r.Intern()
		case "referenceType":
			x.kind = r.Intern()
		case "referenceLocator":
			x.locator = r.Str()
		case "comment":
			x.comment = r.Str()
		default:
			r.unknown("an external reference")
		}
	}
	r.keepExternal(n, &x)
}

func (r *reader) keepExternal(n *sbom.Node, x *external) {
	if strings.IndexByte(x.kind, '/') >= 0 { // the full URI http://spdx.org/rdf/references/purl
		x.kind = x.kind[strings.LastIndexAny(x.kind, "/#")+1:]
	}
	if x.locator == "" {
		r.NoteFrom(x.start, diag.Warning, "spdx/external-ref", "state referenceLocator", "the external reference leads nowhere; it is not read")
		return
	}
	r.keep(n, x)
}

// keep puts an external reference where the model has its kind: names of the
// package, addresses about it.
func (r *reader) keep(n *sbom.Node, x *external) {
	switch x.kind {
	case "purl":
		r.AddPURL(n, x.locator, x.start)
	case "cpe22Type", "cpe23Type":
		r.AddCPE(n, x.locator, x.start)
	default:
		if scheme := schemes[x.kind]; scheme != "" {
			d := r.Details(n)
			d.Identifiers = append(d.Identifiers, sbom.Identifier{Scheme: scheme, Value: x.locator})
			break
		}
		ref := sbom.ExternalReference{Type: x.about(), URL: x.locator}
		if x.comment != "" {
			ref.Detail = &sbom.ReferenceDetail{Comment: x.comment}
		}
		r.refer(n, ref)
		return
	}
	if x.comment != "" {
		r.drop(fieldReferenceComment)
	}
}

// schemes are the types of SPDX 2.3, annex F, that name the package itself.
var schemes = map[string]string{
	"swid": "swid", "swh": "swhid", "gitoid": "gitoid",
	"maven-central": "maven-central", "npm": "npm", "nuget": "nuget", "bower": "bower",
}

// about returns what the reference leads to in the spelling of CycloneDX; a
// type of its own, which category OTHER allows, is kept as stated.
func (x *external) about() string {
	switch {
	case x.kind == "advisory" || x.kind == "fix" || (x.kind == "url" && x.category == "SECURITY"):
		return "advisories"
	case x.kind == "":
		return "other"
	}
	return x.kind
}
