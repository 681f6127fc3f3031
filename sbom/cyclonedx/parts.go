// SPDX-License-Identifier: Apache-2.0

package cyclonedx

import (
	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/scan"
)

func (r *reader) hashList(list []sbom.Hash) []sbom.Hash {
	if !r.Array() {
		return list
	}
	for r.Element() {
		if h, ok := r.hash(); ok {
			list = r.hashes.Append(list, h)
		}
	}
	return list
}

// hash reads one digest. One that cannot be the digest it says it is is no
// use for comparing and is left out.
func (r *reader) hash() (sbom.Hash, bool) {
	if !r.Object() {
		return sbom.Hash{}, false
	}
	start := r.Line()
	var h sbom.Hash
	for r.Member() {
		switch string(r.Name()) {
		case "alg":
			h.Alg = r.Intern()
		case "content":
			h.Value = r.Str()
		default:
			r.unknown("a hash")
		}
	}
	alg, known := scan.HashAlg(h.Alg)
	switch {
	case !known || !algOf(alg, r.version):
		r.NoteFrom(start, diag.Error, "cyclonedx/hash", "use an algorithm of the specification", "%q is no hash algorithm of CycloneDX 1.%d; the hash is not read", h.Alg, r.version)
		return h, false
	case alg != h.Alg:
		r.NoteFrom(start, diag.Warning, "cyclonedx/hash", "use the spelling of the specification", "the hash algorithm %q is read as %s", h.Alg, alg)
	}
	h.Alg = alg
	if !scan.HashValid(alg, h.Value) {
		r.NoteFrom(start, diag.Error, "cyclonedx/hash", "correct the digest", "%q is no %s digest; the hash is not read", h.Value, alg)
		return h, false
	}
	return h, true
}

// algOf reports whether the algorithm is one of the specification's.
func algOf(alg string, version int) bool {
	switch alg {
	case "MD2", "MD4", "MD6", "SHA-224", "ADLER32":
		return false
	case "Streebog-256", "Streebog-512":
		return version >= 7
	}
	return true
}

func (r *reader) references(n *sbom.Node) {
	if !r.Array() {
		return
	}
	for r.Element() {
		r.reference(n)
	}
}

// fetched reports whether a reference of the kind says where to get the thing
// itself. "" is a kind that comes after the other members.
func fetched(kind string) bool {
	return kind == "" || kind == "distribution" || kind == "source-distribution"
}

func (r *reader) reference(n *sbom.Node) {
	if !r.Object() {
		return
	}
	start := r.Line()
	var kind, url string
	var hashes []sbom.Hash
	for r.Member() {
		switch string(r.Name()) {
		case "type":
			kind = r.Intern()
		case "url":
			if fetched(kind) {
				url = r.Str()
			}
		case "hashes":
			if fetched(kind) {
				hashes = r.hashList(nil)
			}
		case "comment", "properties":
		default:
			r.unknown("an external reference")
		}
	}
	if kind == "" || !fetched(kind) {
		return
	}
	if url != "" && !scan.URLValid(url) {
		r.NoteFrom(start, diag.Warning, "cyclonedx/url", "give the address to fetch it from", "%q is no URL; it is kept as stated", url)
	}
	if weak(hashes) {
		r.NoteFrom(start, diag.Info, "cyclonedx/weak-hash", "add a SHA-256 or stronger",
			"the only hash of what is distributed is one that can be forged")
	}
	if kind == "distribution" && n.DownloadURL == "" {
		n.DownloadURL = url
	}
}

// weak reports whether every hash is of a kind for which two inputs of one
// digest can be made.
func weak(hashes []sbom.Hash) bool {
	for _, h := range hashes {
		if h.Alg != "MD5" && h.Alg != "SHA-1" {
			return false
		}
	}
	return len(hashes) > 0
}

func (r *reader) pedigree() {
	if !r.Object() {
		return
	}
	for r.Member() {
		switch string(r.Name()) {
		case "patches":
			r.patches()
		case "ancestors", "descendants", "variants", "commits", "notes":
		default:
			r.unknown("a pedigree")
		}
	}
}

func (r *reader) patches() {
	if !r.Array() {
		return
	}
	for r.Element() {
		if !r.Object() {
			continue
		}
		for r.Member() {
			switch string(r.Name()) {
			case "type":
				r.oneOf("type of patch", "unofficial", "monkey", "backport", "cherry-pick")
			case "resolves":
				r.issues()
			case "diff":
			default:
				r.unknown("a patch")
			}
		}
	}
}

func (r *reader) issues() {
	if !r.Array() {
		return
	}
	for r.Element() {
		if !r.Object() {
			continue
		}
		for r.Member() {
			if string(r.Name()) == "type" {
				r.oneOf("type of issue", "defect", "enhancement", "security")
			}
		}
	}
}

func (r *reader) releaseNotes() {
	if !r.Object() {
		return
	}
	for r.Member() {
		if string(r.Name()) == "resolves" {
			r.issues()
		}
	}
}

// oneOf reads a string of which the model keeps nothing and notes one that is
// not in the specification's list.
func (r *reader) oneOf(what string, allowed ...string) {
	v := r.Bytes()
	for _, a := range allowed {
		if string(v) == a {
			return
		}
	}
	r.Note(diag.Warning, "cyclonedx/enumeration", "use a value of the specification", "%q is no %s", v, what)
}

func (r *reader) swid() {
	if !r.Object() {
		return
	}
	start := r.Line()
	var tag, name bool
	for r.Member() {
		switch string(r.Name()) {
		case "tagId":
			tag = len(r.Bytes()) > 0
		case "name":
			name = len(r.Bytes()) > 0
		}
	}
	if !tag || !name {
		r.NoteFrom(start, diag.Warning, "cyclonedx/swid", "give the tag's tagId and name", "the SWID tag has no tagId or no name")
	}
}

// evidence checks the one field that changed its shape: identity is an object
// in 1.5 and a list from 1.6. Neither is kept.
func (r *reader) evidence() {
	if !r.Object() {
		return
	}
	for r.Member() {
		if string(r.Name()) != "identity" {
			continue
		}
		switch k := r.Kind(); {
		case k == '[' && r.version < 6:
			r.Note(diag.Info, "cyclonedx/evidence", "", "evidence.identity as a list came with 1.6, the document is 1.%d", r.version)
		case k != '[' && k != '{':
			r.Note(diag.Warning, "cyclonedx/evidence", "write a list of objects", "evidence.identity is neither list nor object")
		}
	}
}
