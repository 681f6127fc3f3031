// SPDX-License-Identifier: Apache-2.0

package vex

import (
	"slices"
	"strings"

	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/vuln/vex/internal/identity"
)

// Thing is a component or a product that is asked about, by the names that its
// SBOM gives it.
type Thing struct {
	PURLs   []string
	CPEs    []string
	Hashes  []sbom.Hash
	Version string // serves where a package URL or CPE has none

	// Ref is its reference in the SBOM with the serial number (or document
	// namespace), revision and SHA-256.
	Ref      string
	Serial   string
	Revision int
	SHA256   string
}

// ThingOf returns a node of an SBOM as something to ask about.
func ThingOf(bom *sbom.Document, id sbom.ID) Thing {
	n := bom.Node(id)
	return Thing{PURLs: n.PURLs, CPEs: n.CPEs, Hashes: n.Hashes, Version: n.Version,
		Ref: n.Ref, Serial: bom.Identifier, Revision: bom.Revision, SHA256: bom.SHA256}
}

// names are the names of a thing or of a product of a statement, taken apart.
type names struct {
	purls   []identity.PURL
	sources []identity.PURL // of a thing: the source packages that purls are built from
	cpes    []identity.CPE
	hashes  []sbom.Hash
	limit   identity.Limit // of a product
	version string         // of a thing

	ref, serial, sha string
	revision         int
}

func namesOf(t *Thing) *names {
	n := &names{version: strings.TrimSpace(t.Version), ref: t.Ref, serial: serialOf(t.Serial), sha: t.SHA256, revision: t.Revision}
	n.parse(t.PURLs, t.CPEs)
	for _, p := range n.purls {
		if source, ok := p.Source(); ok {
			n.sources = append(n.sources, source)
		}
	}
	for _, h := range t.Hashes {
		n.hashes = append(n.hashes, sbom.Hash{Alg: hashAlg(h.Alg), Value: strings.ToLower(strings.TrimSpace(h.Value))})
	}
	n.hashes = slices.DeleteFunc(n.hashes, tellsNothing)
	return n
}

func namesOfProduct(p *Product, f Format) *names {
	n := &names{limit: identity.Limit{Exact: p.Version, Range: p.Range},
		hashes: slices.DeleteFunc(slices.Clone(p.Hashes), tellsNothing),
		ref:    p.Ref, serial: p.Serial, sha: p.SHA256, revision: p.Revision}
	if n.serial == "" && n.sha == "" && !p.global(f) {
		n.ref = ""
	}
	n.parse(p.PURLs, p.CPEs)
	return n
}

func (n *names) parse(purls, cpes []string) {
	for _, s := range purls {
		if p, ok := identity.ParsePURL(s); ok {
			n.purls = append(n.purls, p)
		}
	}
	for _, s := range cpes {
		if c, ok := identity.ParseCPE(s); ok {
			n.cpes = append(n.cpes, c)
		}
	}
}

// keys are what a product and a thing have in common if one may be the other.
func (n *names) keys() []string {
	var keys []string
	for _, p := range n.purls {
		keys = append(keys, "purl "+p.Key())
	}
	for _, c := range n.cpes {
		keys = append(keys, "cpe "+c.Key())
	}
	for _, h := range n.hashes {
		keys = append(keys, "hash "+h.Alg+" "+h.Value)
	}
	if n.serial == "" && n.sha == "" && n.ref != "" {
		keys = append(keys, "iri "+n.ref)
	}
	for _, bom := range [...]string{n.serial, n.sha} {
		if bom != "" {
			keys = append(keys, "bom "+bom+"#"+n.ref)
		}
	}
	return keys
}

// thingKeys are the keys of a thing: it is an element of its SBOM, part of the
// whole, and may be meant by a CPE with wildcards.
func (n *names) thingKeys() []string {
	keys := n.keys()
	for _, p := range n.sources {
		keys = append(keys, "purl "+p.Key())
	}
	for _, bom := range [...]string{n.serial, n.sha} {
		if bom != "" && n.ref != "" {
			keys = append(keys, "bom "+bom+"#")
		}
	}
	if (n.serial != "" || n.sha != "") && n.ref != "" {
		keys = append(keys, "iri "+n.ref)
	}
	if len(n.cpes) > 0 {
		keys = append(keys, "cpe ")
	}
	return keys
}

// tellsNothing says whether a digest names no content: there is none, or it is
// that of no content.
func tellsNothing(h sbom.Hash) bool { return h.Value == "" || emptyContent[h.Value] }

// covers says whether the product of a statement is the thing. inside is true
// where it is known from their SBOM, which needs no further context.
func (n *names) covers(t *names) (level identity.Level, inside bool) {
	alike := slices.ContainsFunc(n.hashes, func(h sbom.Hash) bool { return slices.Contains(t.hashes, h) })
	if alike && !n.otherPackages(t) {
		return identity.Sure, false
	}
	element := n.sameElement(t)
	if element == identity.Sure || element == identity.Differs {
		return element, true
	}
	if level = n.namesCover(t); element > level {
		return element, true
	}
	if alike {
		// Different packages may hold the same file, of a license or a stub:
		// that a statement is of one does not make it one of the other.
		level = max(level, identity.Possible)
	}
	return level, false
}

// otherPackages says whether both have package URLs and no package in common.
func (n *names) otherPackages(t *names) bool {
	if len(n.purls) == 0 || len(t.purls) == 0 {
		return false
	}
	return !slices.ContainsFunc(n.purls, func(p identity.PURL) bool {
		return slices.ContainsFunc(t.purls, func(o identity.PURL) bool { return p.Key() == o.Key() })
	})
}

// namesCover is covers for names that do not rest on an SBOM.
func (n *names) namesCover(t *names) (level identity.Level) {
	if n.ref != "" && n.serial == "" && n.sha == "" && n.ref == t.ref {
		return n.within(t)
	}
	for _, p := range n.purls {
		for _, o := range t.purls {
			level = max(level, p.Covers(o, n.limit, t.version))
		}
		for _, o := range t.sources {
			level = max(level, ofSource(p, o, n.limit))
		}
	}
	// That the package URLs differ in the version a CPE cannot outweigh: it
	// is mostly of the product in all its versions.
	if level == identity.Differs || level == identity.Sure {
		return level
	}
	for _, c := range n.cpes {
		for _, o := range t.cpes {
			level = max(level, c.Covers(o, n.limit, t.version))
		}
	}
	return level
}

// ofSource says whether the package URL of a statement covers a source package.
func ofSource(p, source identity.PURL, limit identity.Limit) identity.Level {
	switch as := p.OfSource(); as {
	case identity.Sure:
		return p.Covers(source, limit, "")
	default:
		return min(p.Covers(source, limit, ""), as)
	}
}

// sameElement compares references into SBOMs.
func (n *names) sameElement(t *names) identity.Level {
	sameFile := n.sha != "" && n.sha == t.sha
	sameBOM := n.serial != "" && n.serial == t.serial
	if !sameFile && !sameBOM || n.ref != "" && n.ref != t.ref {
		return identity.None
	}
	if !sameFile && n.revision > 0 && n.revision != max(t.revision, 1) {
		return identity.Possible // another state of the SBOM
	}
	return n.within(t)
}

// within compares versions of what is known to be the same.
func (n *names) within(t *names) identity.Level {
	if n.limit == (identity.Limit{}) {
		return identity.Sure
	}
	if t.version == "" {
		return identity.Possible
	}
	return n.limit.Covers("", t.version)
}

// comparable reports whether it could be told that the product is the thing.
func (n *names) comparable(t *names) bool {
	return len(n.purls) > 0 && len(t.purls) > 0 || len(n.cpes) > 0 && len(t.cpes) > 0 ||
		(n.serial != "" || n.sha != "") && (t.serial != "" || t.sha != "")
}
