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
	"github": "GitHub Actions", "githubactions": "GitHub Actions", "golang": "Go", "hackage": "Hackage", "hex": "Hex", "julia": "Julia", "maven": "Maven", "npm": "npm",
	"nuget": "NuGet", "opam": "opam", "pub": "Pub", "pypi": "PyPI", "swift": "SwiftURL", "vscode-extension": "VSCode",
}

// distributions is the ecosystem of a type and namespace of purl.
var distributions = map[string]string{
	"deb/debian": "Debian", "deb/ubuntu": "Ubuntu", "deb/echo": "Echo",
	"apk/alpine": "Alpine", "apk/wolfi": "Wolfi", "apk/chainguard": "Chainguard", "apk/alpaquita": "Alpaquita", "apk/minimos": "MinimOS",
	"rpm/redhat": "Red Hat", "rpm/almalinux": "AlmaLinux", "rpm/rocky": "Rocky Linux", "rpm/rocky-linux": "Rocky Linux", "rpm/opensuse": "openSUSE",
	"rpm/suse": "SUSE", "rpm/openeuler": "openEuler", "rpm/mageia": "Mageia", "rpm/azurelinux": "Azure Linux", "rpm/photon": "Photon OS",
}

// target is what OSV may call the package of a purl.
type target struct {
	place   place
	others  []string // names of the source package, as the purl states it
	version string   // empty: not stated
}

// fromPURL returns where to look for the package of a purl.
func fromPURL(text string) (t target, err error) {
	u, err := packageurl.FromString(text)
	if err != nil {
		return t, err
	}
	t.version = u.Version
	full, kind := u.Name, strings.ToLower(u.Type)
	if u.Namespace != "" && kind != "conan" {
		full = u.Namespace + "/" + u.Name
	}
	t.place.ecosystem = ecosystems[kind]
	switch kind {
	case "maven":
		full = u.Namespace + ":" + u.Name
	case "golang":
		if full == "std" {
			full, t.version = "stdlib", strings.TrimPrefix(t.version, "go")
		}
	case "deb", "apk", "rpm":
		full = u.Name
		t.place.ecosystem = distributions[kind+"/"+strings.ToLower(u.Namespace)]
		q := u.Qualifiers.Map()
		t.place.release = q["distro"]
		// A scan of an SBOM has the purl's name; one of an image, whose packages
		// have both names, may state the source package alone.
		for _, key := range []string{"upstream", "source", "origin"} {
			if name, _, _ := strings.Cut(q[key], "@"); name != "" {
				t.others = append(t.others, canonical(t.place.ecosystem, name))
			}
		}
		if t.place.ecosystem == "" {
			return t, fmt.Errorf("%w: %s of %q", errNotCovered, kind, u.Namespace)
		}
	}
	if t.place.ecosystem == "" {
		return t, fmt.Errorf("%w: %s", errNotCovered, u.Type)
	}
	t.place.name = canonical(t.place.ecosystem, full)
	return t, nil
}

var pythonSigns = regexp.MustCompile(`[-_.]+`)

// canonical writes names that an ecosystem takes for the same in one way.
func canonical(ecosystem, name string) string {
	switch ecosystem {
	case "PyPI": // PEP 503
		return strings.ToLower(pythonSigns.ReplaceAllLiteralString(name, "-"))
	// Registries where case does not tell packages apart, and those whose names
	// purls have in lower case.
	case "Go", "NuGet", "Packagist", "GitHub Actions", "SwiftURL", "VSCode", "Bitnami", "Hex",
		"Alpine", "Alpaquita", "Chainguard", "MinimOS", "Wolfi":
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
