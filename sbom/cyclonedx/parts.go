// SPDX-License-Identifier: Apache-2.0

package cyclonedx

import (
	"bytes"
	"strconv"

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
			r.unread()
		}
	}
	alg, known := scan.HashAlg(h.Alg)
	switch {
	case !known || !algOf(alg):
		r.NoteFrom(start, diag.Error, "cyclonedx/hash", "use an algorithm of the specification", "%q is no hash algorithm of CycloneDX; the hash is not read", h.Alg)
		return h, false
	case alg != h.Alg:
		r.NoteFrom(start, diag.Warning, "cyclonedx/hash", "use the spelling of the specification", "the hash algorithm %q is read as %s", h.Alg, alg)
	}
	h.Alg = alg
	if !scan.HashValid(alg, h.Value) {
		r.NoteFrom(start, diag.Error, "sbom/hash", "correct the digest", "%q is no %s digest; the hash is not read", h.Value, alg)
		return h, false
	}
	return h, true
}

// algOf reports whether the algorithm is one of the specification's.
func algOf(alg string) bool {
	switch alg {
	case "MD2", "MD4", "MD6", "SHA-224", "ADLER32":
		return false
	}
	return true
}

// number reads a number.
func (r *reader) number() (float64, bool) {
	text, ok := r.Number()
	f, err := strconv.ParseFloat(text, 64)
	return f, ok && err == nil
}

// registered begin the property names whose meaning is registered with
// CycloneDX and kept, and those of kedja-scan; all others are their producer's
// own.
var registered = [][]byte{[]byte("cdx:"), []byte("bsi:"), []byte(sbom.PropertyLookup)}

// The properties with which [Write] keeps what a component has no room for.
const (
	furtherPURL = "kedja:purl"
	furtherCPE  = "kedja:cpe"
)

// propertyKept reports whether a property of the name is read.
func propertyKept(name []byte) bool {
	for _, space := range registered {
		if bytes.HasPrefix(name, space) {
			return true
		}
	}
	return string(name) == furtherPURL || string(name) == furtherCPE
}

// properties keeps those of the registered namespaces, and package URLs and
// CPEs that Write wrote.
func (r *reader) properties(n *sbom.Node) {
	if !r.Array() {
		return
	}
	for r.Element() {
		if !r.Object() {
			continue
		}
		var p sbom.Property
		named, private := false, false
		for r.Member() {
			switch string(r.Name()) {
			case "name":
				b := r.Bytes()
				named, private = true, !propertyKept(b)
				if !private {
					p.Name = r.InternBytes(b)
				}
			case "value":
				if !named || !private {
					p.Value = r.Intern()
				}
			}
		}
		if private {
			r.drop("properties")
		} else if p.Name != "" {
			r.property(n, p)
		}
	}
}

func (r *reader) property(n *sbom.Node, p sbom.Property) {
	switch {
	case p.Value != "" && p.Name == furtherPURL:
		r.AddPURL(n, p.Value, r.Line())
		return
	case p.Value != "" && p.Name == furtherCPE:
		r.AddCPE(n, p.Value, r.Line())
		return
	}
	d := r.Details(n)
	d.Properties = r.propertySlab.Append(d.Properties, p)
	if p.Name == "cdx:device:countryOfOrigin" {
		r.origin(n, p.Value)
	}
}

// origin adds a place of manufacture, the country of an ISO 3166 code.
func (r *reader) origin(n *sbom.Node, code string) {
	if code == "" {
		return
	}
	country := countryOf(code)
	if country == "" {
		r.Note(diag.Warning, "sbom/country", "use an ISO 3166-1 alpha-2 code", "%q is no code of a country; the place of origin is not read", code)
		return
	}
	for _, known := range n.Origins {
		if known == country {
			return
		}
	}
	n.Origins = r.AppendList(n.Origins, country)
}

// countryOf returns the country of an ISO 3166-1 alpha-2 or 3166-2 code.
func countryOf(code string) string {
	if len(code) > 2 && code[2] == '-' {
		code = code[:2]
	}
	if len(code) != 2 || code[0] < 'A' || code[0] > 'Z' || code[1] < 'A' || code[1] > 'Z' {
		return ""
	}
	return code
}

// origins reads where a component was made (drafts of 2.0): a list of stages,
// each with its distribution over places.
func (r *reader) origins(n *sbom.Node) {
	r.objects(func() {
		if string(r.Name()) != "distribution" {
			r.unread()
			return
		}
		r.objects(func() {
			if string(r.Name()) == "isoCode" {
				r.origin(n, r.Intern())
			} else {
				r.unread()
			}
		})
	})
}

// objects calls member for each member of each object of a list.
func (r *reader) objects(member func()) {
	if !r.Array() {
		return
	}
	for r.Element() {
		r.object(member)
	}
}

// object calls member for each member of an object.
func (r *reader) object(member func()) {
	if !r.Object() {
		return
	}
	for r.Member() {
		member()
	}
}

// identifiers reads a list of identifiers of one scheme.
func (r *reader) identifiers(n *sbom.Node, scheme string) {
	r.EachString(func(b []byte) { r.identify(n, scheme, r.Keep(b)) })
}

func (r *reader) identify(n *sbom.Node, scheme, value string) {
	if value != "" {
		d := r.Details(n)
		d.Identifiers = append(d.Identifiers, sbom.Identifier{Scheme: scheme, Value: value})
	}
}

// identities reads the identifiers of 2.0: lists of schemes and values, each
// list by the party that gave them.
func (r *reader) identities(n *sbom.Node) {
	r.objects(func() {
		if string(r.Name()) != "identities" {
			r.unread()
			return
		}
		if !r.Array() {
			return
		}
		for r.Element() {
			switch id := r.identity(); id.Scheme {
			case "purl":
				r.AddPURL(n, id.Value, r.Line())
			case "cpe":
				r.AddCPE(n, id.Value, r.Line())
			default:
				r.identify(n, id.Scheme, id.Value)
			}
		}
	})
}

// identity reads one scheme and value. A scheme of one's own is an object
// with a name.
func (r *reader) identity() (id sbom.Identifier) {
	r.object(func() {
		switch string(r.Name()) {
		case "scheme":
			if r.Kind() == '{' {
				r.object(func() { r.keep("name", &id.Scheme) })
				return
			}
			id.Scheme = r.Intern()
		case "value":
			id.Value = r.Str()
		default:
			r.unread()
		}
	})
	return id
}

func (r *reader) swid(n *sbom.Node) {
	if !r.Object() {
		return
	}
	start := r.Line()
	var tag string
	named := false
	for r.Member() {
		switch string(r.Name()) {
		case "tagId":
			tag = r.Str()
		case "name":
			r.unread()
			named = len(r.Bytes()) > 0
		default:
			r.unread()
		}
	}
	r.identify(n, "swid", tag)
	if (tag == "" || !named) && !r.checked() {
		r.NoteFrom(start, diag.Warning, codeRequired, "give the tag's tagId and name", "the SWID tag has no tagId or no name")
	}
}
