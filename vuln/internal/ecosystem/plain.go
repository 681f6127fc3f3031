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
	p, ok := cut(purl)
	if !ok || len(purl) > MaxLength || strings.TrimSpace(purl) != purl {
		return t, false
	}
	if p.version == "" {
		p.version = strings.TrimSpace(version)
	}
	switch name := p.path; {
	case !p.ascii:
	case p.kind == "npm" && (p.scoped || p.slash >= 0 && name[0] != '@'):
		return Target{Ecosystem: "npm", Name: "@" + name, Version: p.version}, true
	case p.kind == "npm":
		return Target{Ecosystem: "npm", Name: name, Version: p.version}, true
	case p.kind == "maven" && p.slash >= 0:
		return Target{Ecosystem: "Maven", Name: name[:p.slash] + ":" + name[p.slash+1:], Version: p.version}, true
	case p.kind == "pypi" && p.slash < 0:
		return Target{Ecosystem: "PyPI", Name: pep503(name), Version: p.version}, true
	case p.kind == "golang" && p.slash >= 0:
		return Target{Ecosystem: "Go", Name: strings.ToLower(name), Version: p.version}, true
	}
	of := parts{p.url()}
	if p.kind == "golang" {
		return of.inGo(), true
	}
	return of.inLanguage(), true
}

// pieces are the parts of a package URL that is plain, as they stand in it.
type pieces struct {
	kind    string // its type
	scoped  bool   // an escaped @ stands before the path
	path    string // namespace and name
	slash   int    // in the path, before the name; -1: there is no namespace
	version string
	ascii   bool // there is nothing else
}

// plain takes apart what most package URLs are, see [cut]. It does what
// packageurl.FromString does, in a fraction of the time, and leaves everything
// else to that.
func plain(purl string) (u packageurl.PackageURL, ok bool) {
	p, ok := cut(purl)
	if !ok {
		return u, false
	}
	return p.url(), true
}

func (p *pieces) url() packageurl.PackageURL {
	u := packageurl.PackageURL{Type: p.kind, Name: p.path[p.slash+1:], Version: p.version}
	if p.slash >= 0 {
		u.Namespace = p.path[:p.slash]
	}
	if p.scoped {
		u.Namespace = "@" + u.Namespace
	}
	switch p.kind {
	case "pypi":
		u.Name = strings.ToLower(strings.ReplaceAll(u.Name, "_", "-"))
	case "golang":
		u.Namespace, u.Name = strings.ToLower(u.Namespace), strings.ToLower(u.Name)
	}
	return u
}

// cut takes apart a package URL of a language's packages without qualifiers and
// escapes, but for an escaped @ before npm's scopes, and without empty parts.
func cut(purl string) (p pieces, ok bool) {
	rest, ok := strings.CutPrefix(purl, "pkg:")
	if !ok {
		return p, false
	}
	p.kind, rest, _ = strings.Cut(rest, "/")
	switch p.kind {
	case "npm":
		rest, p.scoped = strings.CutPrefix(rest, "%40")
		if strings.HasPrefix(rest, "@") && (p.scoped || strings.IndexByte(rest, '/') < 0) {
			return p, false
		}
	case "maven", "pypi", "golang", "cargo", "nuget", "gem":
		if strings.HasPrefix(rest, "@") {
			return p, false
		}
	default:
		return p, false
	}
	all := byte(0)
	for i := range len(rest) {
		c := rest[i]
		if c == '%' || c == '?' || c == '#' {
			return p, false
		}
		all |= c
	}
	p.path, p.ascii = rest, all < 0x80
	if at := strings.LastIndexByte(rest, '@'); at > 0 {
		p.path, p.version = rest[:at], rest[at+1:]
	}
	p.slash = strings.LastIndexByte(p.path, '/')
	if space := p.path[:max(p.slash, 0)]; p.slash >= 0 &&
		(space == "" || space[0] == '/' || space[len(space)-1] == '/' || strings.Contains(space, "//")) {
		return p, false
	}
	// A scope without a name behind it is left to others.
	return p, p.slash < len(p.path)-1 && (p.slash > 0 || !p.scoped)
}
