// SPDX-License-Identifier: Apache-2.0

package result

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// FindingID is the identity of a finding over time: the first 16 hex digits
// of sha256(rule NUL subject NUL key), the subject as [StableSubject].
//
// A new version of a component keeps the id, so that waivers and baselines
// survive updates.
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
