// SPDX-License-Identifier: Apache-2.0

package ecosystem

import (
	"slices"
	"strings"

	"github.com/package-url/packageurl-go"
)

// At returns the purl in another version, one that records name: so that what
// is known of that version can be asked. Qualifiers that state the version, or
// a part of it, of the one at hand go; ok is false where the purl is none.
func At(purl, version string) (at string, ok bool) {
	p, err := packageurl.FromString(strings.TrimSpace(purl))
	if err != nil {
		return "", false
	}
	p.Version = version
	p.Qualifiers = slices.DeleteFunc(slices.Clone(p.Qualifiers), func(q packageurl.Qualifier) bool {
		switch q.Key {
		case "epoch", "sourceversion", "checksum", "download_url", "vcs_url", "file_name":
			return true
		}
		return false
	})
	for i, q := range p.Qualifiers {
		if q.Key == "upstream" || q.Key == "source" || q.Key == "origin" {
			p.Qualifiers[i].Value, _, _ = strings.Cut(q.Value, "@")
		}
	}
	return p.ToString(), true
}
