// SPDX-License-Identifier: Apache-2.0

package result

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
)

// FindingID is the identity of a finding over time: the first 16 hex digits
// of sha256(rule NUL subject NUL key), the subject as [StableSubject]. The
// subject of a finding that has a lasting one is that.
//
// A new version of a component keeps the id, so that waivers and baselines
// survive updates. Of several things that share a lasting subject each has an
// id of its own: [NthFindingID].
func FindingID(rule, subject, key string) string {
	sum := sha256.Sum256([]byte(rule + "\x00" + StableSubject(subject) + "\x00" + key))
	return hex.EncodeToString(sum[:8])
}

// StableSubject is the subject without what changes from one version to the
// next: the version, qualifiers and subpath of the purl in a subject such as
// component:pkg:…. Other subjects are returned as they are.
func StableSubject(subject string) string {
	kind, purl, ok := strings.Cut(subject, ":pkg:")
	if !ok || strings.Contains(kind, ":") {
		return subject
	}
	if i := strings.IndexAny(purl, "?#"); i >= 0 {
		purl = purl[:i]
	}
	// The last @ begins the version. Directly after a slash it is the npm
	// scope, which many tools leave unencoded.
	for i := len(purl) - 1; i > 0; i-- {
		if purl[i] == '@' && purl[i-1] != '/' {
			purl = purl[:i]
			break
		}
	}
	return kind + ":pkg:" + purl
}

// NthFindingID is the id of the nth finding, from 1, of those with one rule
// and key on different things that share a lasting subject: two components
// without a package URL that one SBOM calls the same. The worst comes first.
// An earlier result thus excuses as many as it had.
func NthFindingID(rule, lasting, key string, n int) string {
	if n > 1 {
		key += "\x00" + strconv.Itoa(n)
	}
	return FindingID(rule, lasting, key)
}

// LastingDocument is the subject of an SBOM by the product that it describes,
// whatever its file is called: document:teliqon-amf.
func LastingDocument(product string) string { return "document:" + product }

// LastingComponent is the subject of a component without a package URL by the
// product whose SBOM lists it, its name and its type, where that is known:
// component:teliqon-amf#debian (operating-system). Its id begins with the
// digest of that SBOM, and so changes with each.
func LastingComponent(product, name, kind string) string {
	s := "component:" + product + "#" + name
	if kind != "" {
		s += " (" + kind + ")"
	}
	return s
}

// LastingSubjects returns a function that says by what a subject of the
// result goes over time: [LastingDocument] of SBOMs, [LastingComponent] of
// components without a package URL that the result lists, [StableSubject] of
// all others.
func LastingSubjects(a *Assessment) func(subject string) string {
	product := map[string]string{} // by file
	for i := range a.Quality {
		q := &a.Quality[i]
		if p, ok := product[q.File]; q.Product != "" && (!ok || q.Product < p) {
			product[q.File] = q.Product
		}
	}
	unnamed := map[string]*Component{}
	for i := range a.Components {
		if c := &a.Components[i]; c.PURL == "" {
			unnamed[c.ID] = c
		}
	}
	of := func(file string) string {
		if p, ok := product[file]; ok {
			return p
		}
		return file
	}
	return func(subject string) string {
		switch kind, id, _ := strings.Cut(subject, ":"); kind {
		case "document":
			return LastingDocument(of(id))
		case "component":
			if c := unnamed[id]; c != nil {
				return LastingComponent(of(c.At.File), c.Name, c.Type)
			}
		}
		return StableSubject(subject)
	}
}
