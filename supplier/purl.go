// SPDX-License-Identifier: Apache-2.0

package supplier

import (
	"strings"

	packageurl "github.com/package-url/packageurl-go"
)

// PURL is a package URL taken apart, in canonical spelling.
type PURL struct {
	Type, Namespace, Name, Version string

	canonical string
	bare      string
}

// ParsePURL reads a package URL. ok is false for strings that are not one;
// real SBOMs hold many.
func ParsePURL(s string) (p PURL, ok bool) {
	u, err := packageurl.FromString(s)
	if err != nil || u.Type == "" || u.Name == "" {
		return PURL{}, false
	}
	if err := u.Normalize(); err != nil {
		return PURL{}, false
	}
	p = PURL{Type: u.Type, Namespace: u.Namespace, Name: u.Name, Version: u.Version}
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
		if org, _, _ := strings.Cut(ns, "/"); org != "" {
			return "ns:" + hostOf[p.Type] + "/" + org, "maintainer"
		}
		return "", ""
	case "golang":
		return golangParty(strings.ToLower(p.Namespace+"/"+p.Name), ns != ""), "maintainer"
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
	}
	if ns == "" {
		return "", ""
	}
	return "ns:" + p.Type + "/" + ns, "maintainer"
}

var hostOf = map[string]string{"github": "github.com", "gitlab": "gitlab.com", "bitbucket": "bitbucket.org"}

// golangParty is host/organisation on the code hosts, else the host. A
// module of the standard library ("stdlib", no namespace, no dot) has none.
func golangParty(path string, hasNamespace bool) string {
	path = strings.TrimPrefix(path, "/")
	parts := strings.Split(path, "/")
	host := parts[0]
	if !strings.Contains(host, ".") || strings.HasPrefix(host, ".") {
		return ""
	}
	switch host {
	case "github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "git.sr.ht":
		if len(parts) > 1 && parts[1] != "" && hasNamespace {
			return "ns:" + host + "/" + parts[1]
		}
	}
	return "ns:golang/" + host
}

// mavenGroup is the part of a Maven group id that names its owner: the first
// two labels, three where the first two are a public suffix turned round
// (io.github.NAME, uk.co.NAME).
func mavenGroup(group string, publicSuffix func(string) bool) string {
	labels := strings.Split(group, ".")
	if len(labels) <= 2 {
		return group
	}
	if publicSuffix != nil && publicSuffix(labels[1]+"."+labels[0]) {
		return strings.Join(labels[:3], ".")
	}
	return strings.Join(labels[:2], ".")
}
