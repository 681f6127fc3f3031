// SPDX-License-Identifier: Apache-2.0

package supplier

import (
	"slices"
	"strings"

	packageurl "github.com/package-url/packageurl-go"
)

// PURL is a package URL taken apart, in canonical spelling.
type PURL struct {
	Type, Namespace, Name, Version string

	repository string // qualifier repository_url, where images of no namespace lie

	canonical string
	bare      string
}

// ParsePURL reads a package URL. ok is false for strings that are not one;
// real SBOMs hold many.
func ParsePURL(s string) (p PURL, ok bool) {
	if p, ok := plainPURL(s); ok {
		return p, true
	}
	return parsePURL(s)
}

func parsePURL(s string) (p PURL, ok bool) {
	u, err := packageurl.FromString(s)
	if err != nil || u.Type == "" || u.Name == "" {
		return PURL{}, false
	}
	if err := u.Normalize(); err != nil {
		return PURL{}, false
	}
	p = PURL{Type: u.Type, Namespace: u.Namespace, Name: u.Name, Version: u.Version, repository: u.Qualifiers.Map()["repository_url"]}
	u.Subpath = ""
	p.canonical = u.ToString()
	u.Version, u.Qualifiers = "", nil
	p.bare = u.ToString()
	return p, true
}

// String is the canonical form with version and qualifiers, without subpath.
func (p PURL) String() string { return p.canonical }

// Bare is the canonical form without version, qualifiers and subpath: the
// package, whatever its version.
func (p PURL) Bare() string { return p.bare }

// namespaceParty is the party that a package URL's namespace stands for, by
// the conventions of each ecosystem, and "" where the namespace says nothing
// about who is behind the package.
//
// publicSuffix reports whether a DNS domain is a public suffix; it may be nil.
func (p PURL) namespaceParty(publicSuffix func(string) bool) (id, role string) {
	ns := strings.ToLower(p.Namespace)
	switch p.Type {
	case "github", "gitlab", "bitbucket":
		return hosted(hostOf[p.Type] + "/" + ns), "maintainer"
	case "golang":
		return golangParty(strings.ToLower(p.Namespace+"/"+p.Name), ns != ""), "maintainer"
	case "swift": // host/organisation, as the repository is fetched
		if party := hosted(ns); party != "" {
			return party, "maintainer"
		}
		host, _, _ := strings.Cut(ns, "/")
		return "ns:swift/" + host, "maintainer"
	case "maven":
		if ns == "" {
			return "", ""
		}
		return "ns:maven/" + mavenGroup(ns, publicSuffix), "maintainer"
	case "deb", "rpm", "apk", "alpm":
		if ns == "" {
			return "", ""
		}
		return "ns:" + p.Type + "/" + ns, "integrator"
	case "oci", "docker":
		if ns == "" {
			return imageParty(p.repository), "maintainer"
		}
	}
	if ns == "" {
		return "", ""
	}
	return "ns:" + p.Type + "/" + ns, "maintainer"
}

// codeHosts are hosts of code whose first path element names who works there.
var codeHosts = []string{"bitbucket.org", "codeberg.org", "git.sr.ht", "gitee.com", "github.com", "github.io", "gitlab.com", "gitlab.io", "gopkg.in", "sourceforge.net"}

var hostOf = map[string]string{"github": "github.com", "gitlab": "gitlab.com", "bitbucket": "bitbucket.org"}

// hosted is the party of a path on a code host: host/organisation; "" for
// paths elsewhere.
func hosted(path string) string {
	host, rest, _ := strings.Cut(path, "/")
	org, _, _ := strings.Cut(rest, "/")
	if org == "" || !slices.Contains(codeHosts, host) {
		return ""
	}
	return "ns:" + host + "/" + org
}

// imageParty is the party of a container image by the registry path in its
// repository_url, "" where that names only a registry or nothing.
func imageParty(repository string) string {
	repository = strings.ToLower(strings.TrimPrefix(repository, "https://"))
	parts := strings.Split(repository, "/")
	if len(parts) < 3 || parts[1] == "" { // registry/organisation/image
		return ""
	}
	if parts[0] == "docker.io" || parts[0] == "index.docker.io" {
		return "ns:docker/" + parts[1]
	}
	return "ns:oci/" + parts[0] + "/" + parts[1]
}

// domain is the DNS domain that the package's name rests on, "" where it
// rests on none: the host of a Go module, a Maven group turned round.
func (p PURL) domain() string {
	ns := strings.ToLower(p.Namespace)
	switch p.Type {
	case "golang":
		if host, _, _ := strings.Cut(ns, "/"); strings.Contains(host, ".") {
			return host
		}
	case "maven":
		if !strings.Contains(ns, ".") {
			return ""
		}
		labels := strings.Split(ns, ".")
		slices.Reverse(labels)
		return strings.Join(labels, ".")
	}
	return ""
}

// golangParty is host/organisation on the code hosts, else the host. A
// module of the standard library ("stdlib", no namespace, no dot) has none.
func golangParty(path string, hasNamespace bool) string {
	path = strings.TrimPrefix(path, "/")
	parts := strings.Split(path, "/")
	host := parts[0]
	if !strings.Contains(host, ".") || strings.HasPrefix(host, ".") {
		return ""
	}
	if hasNamespace && host != "gopkg.in" { // gopkg.in/yaml.v3 names a package, not who wrote it
		if party := hosted(path); party != "" {
			return party
		}
	}
	return "ns:golang/" + host
}

// mavenHosts are code hosts, some of them gone, below whose domain groups were
// named for their projects and owners: com.github.NAME.
var mavenHosts = []string{"github.com", "gitlab.com", "bitbucket.org", "sourceforge.net", "sf.net", "googlecode.com", "java.net", "codehaus.org"}

// mavenGroup is the part of a Maven group id that names its owner: the first
// two labels, three where the first two are a public suffix turned round
// (io.github.NAME, uk.co.NAME).
func mavenGroup(group string, publicSuffix func(string) bool) string {
	labels := strings.Split(group, ".")
	if len(labels) <= 2 {
		return group
	}
	domain := labels[1] + "." + labels[0]
	if slices.Contains(mavenHosts, domain) || publicSuffix != nil && publicSuffix(domain) {
		return strings.Join(labels[:3], ".")
	}
	return strings.Join(labels[:2], ".")
}

// NamespaceName is the word that names whoever is behind the party of a
// namespace ("ns:github.com/acme", "ns:npm/@acme", "ns:maven/com.acme"):
// acme; "" where there is none.
func NamespaceName(party string) string {
	ns, ok := strings.CutPrefix(party, "ns:")
	if !ok {
		return ""
	}
	typ, rest, _ := strings.Cut(ns, "/")
	rest = rest[strings.LastIndexByte(rest, '/')+1:]
	switch labels := strings.Split(rest, "."); {
	case typ == "maven":
		return labels[len(labels)-1]
	case typ == "golang" && len(labels) > 1:
		return labels[len(labels)-2] // the domain without its ending
	}
	return strings.TrimLeft(rest, "@~")
}

// SamePattern reports whether two package URL patterns are spellings of one,
// as records and curations are matched: @scope and %40scope, capitals where
// the type does not count them, the order of qualifiers.
func SamePattern(a, b string) bool { return canonicalPattern(a) == canonicalPattern(b) }

// canonicalPattern spells a pattern as the canonical package URLs are that it
// is held against: people write pkg:github/Acme/* and pkg:npm/@acme/*, where
// the package URLs say acme and %40acme.
func canonicalPattern(p string) string {
	if prefix, ok := strings.CutSuffix(p, "*"); ok {
		return canonicalPrefix(prefix) + "*"
	}
	if u, ok := ParsePURL(p); ok {
		return u.String()
	}
	return p
}

// canonicalPrefix spells the beginning of a package URL as a whole one that
// begins with it would be. What no letter makes whole keeps its spelling, but
// for the type and the scope.
func canonicalPrefix(prefix string) string {
	const rest = "z" // no type spells it in another way
	if u, ok := ParsePURL(prefix + rest); ok {
		if canonical, ok := strings.CutSuffix(u.String(), rest); ok {
			return canonical
		}
	}
	scheme, path, ok := strings.Cut(prefix, "/")
	if !ok {
		return strings.ToLower(prefix)
	}
	return strings.Replace(strings.ToLower(scheme)+"/"+path, "pkg:npm/@", "pkg:npm/%40", 1)
}
