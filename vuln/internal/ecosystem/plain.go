// SPDX-License-Identifier: Apache-2.0

package ecosystem

import (
	"strings"

	packageurl "github.com/package-url/packageurl-go"
)

// parse takes a package URL apart.
func parse(purl string) (packageurl.PackageURL, error) {
	if u, ok := plain(purl); ok {
		return u, nil
	}
	return packageurl.FromString(purl)
}

// OfPlain returns the one target of [Of] for what most package URLs are, without
// making more than its name. ok is false for others.
func OfPlain(purl, version string) (t Target, ok bool) {
	if len(purl) > MaxLength {
		return t, false
	}
	u, ok := plain(purl)
	if !ok || strings.TrimSpace(purl) != purl {
		return t, false
	}
	p := parts{u}
	if p.Version == "" {
		p.Version = strings.TrimSpace(version)
	}
	if p.Type == "golang" {
		return p.inGo(), true
	}
	return p.inLanguage(), true
}

// plain takes apart what most package URLs are: of a language's packages,
// without qualifiers and escapes, but for an escaped @ before npm's scopes. It
// does what packageurl.FromString does, in a fraction of the time, and leaves
// everything else to that.
func plain(purl string) (u packageurl.PackageURL, ok bool) {
	rest, ok := strings.CutPrefix(purl, "pkg:")
	if !ok {
		return u, false
	}
	u.Type, rest, _ = strings.Cut(rest, "/")
	switch u.Type {
	case "npm":
		if scoped, ok := strings.CutPrefix(rest, "%40"); ok && strings.IndexByte(scoped, '/') > 0 && scoped[0] != '@' {
			if u, ok = split(u, scoped); ok {
				u.Namespace = "@" + u.Namespace
			}
			return u, ok && u.Namespace != "@"
		}
	case "maven", "pypi", "golang", "cargo", "nuget", "gem":
	default:
		return u, false
	}
	if strings.HasPrefix(rest, "@") && (u.Type != "npm" || strings.IndexByte(rest, '/') < 0) {
		return u, false
	}
	if u, ok = split(u, rest); !ok {
		return u, false
	}
	switch u.Type {
	case "pypi":
		u.Name = strings.ToLower(strings.ReplaceAll(u.Name, "_", "-"))
	case "golang":
		u.Namespace, u.Name = strings.ToLower(u.Namespace), strings.ToLower(u.Name)
	}
	return u, true
}

// split takes apart what follows the type. Where anything is escaped, or a part
// empty, it does not.
func split(u packageurl.PackageURL, rest string) (packageurl.PackageURL, bool) {
	for i := range len(rest) {
		if c := rest[i]; c == '%' || c == '?' || c == '#' {
			return u, false
		}
	}
	if at := strings.LastIndexByte(rest, '@'); at > 0 {
		rest, u.Version = rest[:at], rest[at+1:]
	}
	u.Name = rest
	if at := strings.LastIndexByte(rest, '/'); at >= 0 {
		u.Namespace, u.Name = rest[:at], rest[at+1:]
		if u.Namespace == "" || u.Namespace[0] == '/' || u.Namespace[at-1] == '/' || strings.Contains(u.Namespace, "//") {
			return u, false
		}
	}
	return u, u.Name != ""
}
