// SPDX-License-Identifier: Apache-2.0

package vex

import (
	"slices"
	"strconv"
	"strings"

	"github.com/kedja/kedja/sbom"
)

// addName adds a name of any kind: a package URL, a CPE, a BOM-Link, else a
// reference.
func (p *Product) addName(name string) {
	name = strings.TrimSpace(name)
	switch lower := strings.ToLower(name); {
	case name == "":
	case strings.HasPrefix(lower, "pkg:"):
		if !slices.Contains(p.PURLs, name) {
			p.PURLs = append(p.PURLs, name)
		}
	case strings.HasPrefix(lower, "cpe:"):
		if !slices.Contains(p.CPEs, name) {
			p.CPEs = append(p.CPEs, name)
		}
	case strings.HasPrefix(lower, "urn:cdx:") && p.Serial == "":
		p.addBOMLink(name)
	case p.Ref == "":
		p.Ref = name
	}
}

// addBOMLink takes urn:cdx:serial/version#ref apart.
func (p *Product) addBOMLink(link string) {
	rest, ref, _ := strings.Cut(link[len("urn:cdx:"):], "#")
	serial, version, _ := strings.Cut(rest, "/")
	p.Serial, p.Ref = serialOf(serial), unescape(ref)
	p.Revision, _ = strconv.Atoi(version)
	p.Revision = max(p.Revision, 0)
}

// serialOf returns the UUID of a serial number, whether or not it is written
// as a URN.
func serialOf(s string) string {
	return strings.TrimPrefix(strings.ToLower(strings.TrimSpace(s)), "urn:uuid:")
}

// addHash adds a digest, its algorithm in the spelling of CycloneDX.
func (p *Product) addHash(alg, value string) {
	if value = strings.TrimSpace(value); value == "" {
		return
	}
	if h := (sbom.Hash{Alg: hashAlg(alg), Value: strings.ToLower(value)}); !slices.Contains(p.Hashes, h) {
		p.Hashes = append(p.Hashes, h)
	}
}

// hashAlg brings the spellings sha256, sha-256 and SHA256 together.
func hashAlg(alg string) string {
	a := strings.ToUpper(strings.NewReplacer("_", "-", " ", "").Replace(strings.TrimSpace(alg)))
	switch {
	case strings.HasPrefix(a, "SHA3") && !strings.HasPrefix(a, "SHA3-") && len(a) == len("SHA3256"):
		return "SHA3-" + a[4:]
	case strings.HasPrefix(a, "SHA-3-"):
		return "SHA3-" + a[6:]
	case strings.HasPrefix(a, "SHA") && len(a) > 3 && a[3] >= '0' && a[3] <= '9' && !strings.HasPrefix(a, "SHA3-"):
		return "SHA-" + a[3:]
	case strings.HasPrefix(a, "BLAKE"):
		return "BLAKE" + strings.ToLower(a[5:])
	}
	return a
}

// identified reports whether anything can be matched with the product.
func (p *Product) identified(f Format) bool {
	hash := slices.ContainsFunc(p.Hashes, func(h sbom.Hash) bool { return !tellsNothing(h) })
	return p.Serial != "" || p.SHA256 != "" || len(p.PURLs)+len(p.CPEs) > 0 || hash || p.global(f)
}

// global reports whether the reference is one of the world, and not of its
// document alone, as the ids of products in CSAF are.
func (p *Product) global(f Format) bool {
	return f != CSAF && strings.ContainsAny(p.Ref, ":/")
}
