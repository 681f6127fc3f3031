// SPDX-License-Identifier: Apache-2.0

package osvresult

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	packageurl "github.com/package-url/packageurl-go"
)

// place is what OSV calls a package.
type place struct {
	ecosystem string // without release
	release   string // of a distribution, what stands after the colon; empty: not stated
	name      string // canonical
}

func (p place) anyRelease() place { return place{ecosystem: p.ecosystem, name: p.name} }

// split cuts the release from the name of an ecosystem: "Debian:12".
func split(ecosystem string) (base, release string) {
	base, release, _ = strings.Cut(ecosystem, ":")
	return base, release
}

var errNotCovered = errors.New("OSV has no ecosystem for packages of this kind")

// ecosystems is the ecosystem of a type of purl.
var ecosystems = map[string]string{
	"bitnami": "Bitnami", "cargo": "crates.io", "composer": "Packagist", "conan": "ConanCenter", "cran": "CRAN", "gem": "RubyGems",
	"githubactions": "GitHub Actions", "golang": "Go", "hackage": "Hackage", "hex": "Hex", "julia": "Julia", "maven": "Maven", "npm": "npm",
	"nuget": "NuGet", "opam": "opam", "pub": "Pub", "pypi": "PyPI", "swift": "SwiftURL", "vscode-extension": "VSCode",
}

// distributions is the ecosystem of a type and namespace of purl.
var distributions = map[string]string{
	"deb/debian": "Debian", "deb/ubuntu": "Ubuntu", "deb/echo": "Echo",
	"apk/alpine": "Alpine", "apk/wolfi": "Wolfi", "apk/chainguard": "Chainguard", "apk/alpaquita": "Alpaquita", "apk/minimos": "MinimOS",
	"rpm/redhat": "Red Hat", "rpm/almalinux": "AlmaLinux", "rpm/rocky": "Rocky Linux", "rpm/rocky-linux": "Rocky Linux", "rpm/opensuse": "openSUSE",
	"rpm/suse": "SUSE", "rpm/openeuler": "openEuler", "rpm/mageia": "Mageia", "rpm/azurelinux": "Azure Linux", "rpm/photon": "Photon OS",
}

// fromPURL returns what OSV calls the package of a purl, and its version.
func fromPURL(text string) (p place, version string, err error) {
	u, err := packageurl.FromString(text)
	if err != nil {
		return p, "", err
	}
	version = u.Version
	full := u.Name
	switch kind := strings.ToLower(u.Type); kind {
	case "maven":
		full = u.Namespace + ":" + u.Name
	case "deb", "apk", "rpm":
		space := strings.ToLower(u.Namespace)
		p.ecosystem = distributions[kind+"/"+space]
		p.release = u.Qualifiers.Map()["distro"]
		if p.ecosystem == "" {
			return p, version, fmt.Errorf("%w: %s of %q", errNotCovered, kind, u.Namespace)
		}
	default:
		if u.Namespace != "" {
			full = u.Namespace + "/" + u.Name
		}
	}
	if p.ecosystem == "" {
		p.ecosystem = ecosystems[strings.ToLower(u.Type)]
	}
	if p.ecosystem == "" {
		return p, version, fmt.Errorf("%w: %s", errNotCovered, u.Type)
	}
	p.name = canonical(p.ecosystem, full)
	return p, version, nil
}

var pythonSigns = regexp.MustCompile(`[-_.]+`)

// canonical writes names that an ecosystem takes for the same in one way.
func canonical(ecosystem, name string) string {
	switch ecosystem {
	case "PyPI": // PEP 503
		return strings.ToLower(pythonSigns.ReplaceAllLiteralString(name, "-"))
	case "NuGet", "Packagist", "Hex", "Pub", "GitHub Actions", "SwiftURL", "npm", "Julia", "VSCode":
		return strings.ToLower(name)
	case "Go":
		// Purls have the path in lower case by their specification; the modules'
		// proxy does not mix paths that differ in case alone.
		return strings.ToLower(name)
	}
	return name
}

// releasesAgree compares the distro of a purl ("debian-12", "alpine-3.18.2",
// "jammy") with a release of OSV ("12", "v3.18", "22.04:LTS"). What one of them
// does not state, or states as a name without a number, does not part them.
func releasesAgree(distro, release string) bool {
	a, b := releaseNumber(distro), releaseNumber(release)
	return a == "" || b == "" || a == b || strings.HasPrefix(a, b+".") || strings.HasPrefix(b, a+".")
}

var number = regexp.MustCompile(`[0-9]+(\.[0-9]+)*`)

func releaseNumber(s string) string { return number.FindString(s) }

// sameVersion compares versions as texts, apart from a leading v and an epoch
// that only one of the two states.
func sameVersion(a, b string) bool {
	a, b = plainVersion(a), plainVersion(b)
	if a == b {
		return true
	}
	ea, ra := epoch(a)
	eb, rb := epoch(b)
	return ra == rb && (ea == "" || eb == "")
}

func plainVersion(s string) string {
	s = strings.TrimSpace(s)
	if len(s) > 1 && (s[0] == 'v' || s[0] == 'V') && s[1] >= '0' && s[1] <= '9' {
		return s[1:]
	}
	return s
}

func epoch(s string) (epoch, rest string) {
	before, after, ok := strings.Cut(s, ":")
	if !ok || strings.Trim(before, "0123456789") != "" {
		return "", s
	}
	return before, after
}

// isCommit reports whether a version is the hash of a commit.
func isCommit(s string) bool {
	return len(s) >= 40 && strings.Trim(strings.ToLower(s), "0123456789abcdef") == ""
}
