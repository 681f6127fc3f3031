// SPDX-License-Identifier: Apache-2.0

package supplier

import "strings"

// plainTypes are the types of package URLs that [plainPURL] takes apart: those
// of most components, without rules of their own for what it lets through.
var plainTypes = [...]string{"npm", "maven", "golang", "pypi", "cargo", "gem", "nuget", "deb", "rpm", "apk", "composer", "github", "generic"}

// plainPURL takes apart a package URL that is spelled canonically, without
// qualifiers, escapes and letters that some types fold: pkg:TYPE/NAMESPACE/NAME@VERSION.
// It says of less than the library does that it is one, and of the same the
// same; large SBOMs hold hundreds of thousands of these, and the parts are
// then pieces of the text itself.
func plainPURL(s string) (PURL, bool) {
	rest, ok := strings.CutPrefix(s, "pkg:")
	if !ok {
		return PURL{}, false
	}
	p := PURL{canonical: s}
	p.Type, rest, _ = strings.Cut(rest, "/")
	if !isPlainType(p.Type) {
		return PURL{}, false
	}
	bare := s
	if at := strings.IndexByte(rest, '@'); at >= 0 {
		if p.Version = rest[at+1:]; !plainVersion(p.Version) {
			return PURL{}, false
		}
		bare, rest = s[:len(s)-len(rest)+at], rest[:at]
	}
	if !plainPath(rest) || p.Type == "pypi" && strings.Contains(rest, "_") {
		return PURL{}, false
	}
	p.bare, p.Name = bare, rest
	if slash := strings.LastIndexByte(rest, '/'); slash >= 0 {
		p.Namespace, p.Name = rest[:slash], rest[slash+1:]
	}
	return p, true
}

func isPlainType(t string) bool {
	for _, known := range plainTypes {
		if t == known {
			return true
		}
	}
	return false
}

// plainVersion: letters, digits and marks that are never escaped.
func plainVersion(v string) bool {
	for i := range len(v) {
		if c := v[i]; !isLowerOrDigit(c) && (c < 'A' || c > 'Z') && c != '.' && c != '-' && c != '_' {
			return false
		}
	}
	return v != ""
}

// plainPath: segments of lower-case letters, digits and marks that are never
// escaped, each beginning with a letter or digit.
func plainPath(path string) bool {
	begins := true
	for i := range len(path) {
		switch c := path[i]; {
		case isLowerOrDigit(c):
			begins = false
		case begins:
			return false
		case c == '/':
			begins = true
		case c != '.' && c != '-' && c != '_':
			return false
		}
	}
	return !begins
}

func isLowerOrDigit(c byte) bool { return 'a' <= c && c <= 'z' || '0' <= c && c <= '9' }
