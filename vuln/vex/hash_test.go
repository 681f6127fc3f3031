// SPDX-License-Identifier: Apache-2.0

package vex_test

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha3"
	"crypto/sha512"
	"encoding/hex"
	"fmt"
	"hash"
	"strings"
	"testing"

	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/vuln/vex"
)

// A digest of no content is that of every file that could not be read.
func TestHashOfNothing(t *testing.T) {
	digests := map[string]string{
		"BLAKE2b-256": "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8",
		"BLAKE3":      "AF1349B9F5F9A1A6A0404DEA36DCC9499BCB25C9ADC112B7CC9A93CAE41F3262",
		"SHA-256":     "", // says as little
	}
	for alg, h := range map[string]hash.Hash{
		"MD5": md5.New(), "SHA-1": sha1.New(), "SHA224": sha256.New224(), "sha256": sha256.New(), "SHA-384": sha512.New384(), "sha-512": sha512.New(),
		"SHA3-224": sha3.New224(), "SHA3-256": sha3.New256(), "SHA3-384": sha3.New384(), "SHA3-512": sha3.New512(),
	} {
		digests[alg] = hex.EncodeToString(h.Sum(nil))
	}
	for alg, digest := range digests {
		said := say("Teliqon", "2026-01-01", fmt.Sprintf(`{"hashes": {%q: %q}}`, strings.ToLower(alg), digest), "not_affected")
		set := vex.NewSet(asOf, docs(t, said)...)
		component := vex.Thing{Hashes: []sbom.Hash{{Alg: alg, Value: digest}}}
		if v := set.Of(component, nil, "CVE-2026-0001"); v.Status != vex.Unknown || len(v.Possible) > 0 {
			t.Errorf("%s %s: %q with %d possible: %s", alg, digest, v.Status, len(v.Possible), v.Why)
		}
		got := set.Unused(nil)
		if len(got) != 1 || got[0].Reason != vex.NoIdentifier {
			t.Errorf("%s %s: unused %+v", alg, digest, got)
		}
	}
}

// A file may be part of several packages: that the hash is the same outweighs
// versions, but not the names of packages.
func TestHashOfAnotherPackage(t *testing.T) {
	for _, c := range []struct {
		said, component string
		want            vex.Status
		possible        int
	}{
		{"pkg:npm/zip@2", "pkg:npm/zap@2", vex.Unknown, 1},
		{"pkg:npm/zip@2", "pkg:npm/%40teliqon/zip@2", vex.Unknown, 1},
		{"pkg:npm/zip@2", "pkg:deb/debian/zip@2", vex.Unknown, 1},
		{"pkg:npm/zip@2", "pkg:npm/zip@3", vex.NotAffected, 0},
		{"pkg:npm/zip@2", "", vex.NotAffected, 0},
		{"", "pkg:npm/zip@2", vex.NotAffected, 0},
		{"", "", vex.NotAffected, 0},
	} {
		product := `{"hashes": {"sha-256": "ab"}}`
		if c.said != "" {
			product = fmt.Sprintf(`{"@id": %q, "hashes": {"sha-256": "ab"}}`, c.said)
		}
		component := vex.Thing{Hashes: []sbom.Hash{{Alg: "SHA-256", Value: "AB"}}}
		if c.component != "" {
			component.PURLs = []string{c.component}
		}
		v := vex.NewSet(asOf, docs(t, say("Teliqon", "2026-01-01", product, "not_affected"))...).Of(component, nil, "CVE-2026-0001")
		if v.Status != c.want || len(v.Possible) != c.possible {
			t.Errorf("%q of %q: %q with %d possible: %s", c.said, c.component, v.Status, len(v.Possible), v.Why)
		}
	}
}
