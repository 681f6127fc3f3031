// SPDX-License-Identifier: Apache-2.0

package version

import "strings"

// scheme is one order of versions; several ecosystems share one.
type scheme uint8

const (
	none scheme = iota
	semVer
	alpine
	cran
	debian
	hackage
	maven
	nuGet
	packagist
	pub
	pypi
	redHat
	rubyGems
	schemes // how many there are
)

// Ordered says whether the versions of an ecosystem, named with or without its
// release, can be ordered.
//
// A few ecosystems are not known to osv-scanner, which ends in a panic where a
// record of one has a range of versions: Azure Linux and Photon OS, ordered here
// as RPM does, CleanStart as apk, Echo as dpkg, and GitHub Actions, Kubernetes
// and VSCode by semantic versioning.
func Ordered(ecosystem string) bool { return schemeOf(ecosystem) != none }

func schemeOf(ecosystem string) scheme {
	base, _, _ := strings.Cut(ecosystem, ":")
	switch base {
	case "npm", "Go", "crates.io", "Bitnami", "Bioconductor", "ConanCenter", "Docker Hardened Images", "GHC",
		"Hex", "Julia", "SwiftURL", "GitHub Actions", "Kubernetes", "VSCode":
		return semVer
	case "PyPI":
		return pypi
	case "Maven":
		return maven
	case "NuGet":
		return nuGet
	case "RubyGems":
		return rubyGems
	case "Packagist":
		return packagist
	case "Debian", "Ubuntu", "Echo":
		return debian
	case "Red Hat", "AlmaLinux", "Rocky Linux", "SUSE", "openSUSE", "openEuler", "Mageia", "Azure Linux", "Photon OS":
		return redHat
	case "Alpine", "Alpaquita", "BellSoft Hardened Containers", "Chainguard", "MinimOS", "Wolfi", "CleanStart":
		return alpine
	case "CRAN":
		return cran
	case "Hackage":
		return hackage
	case "Pub":
		return pub
	}
	return none
}

// ecosystem names one ecosystem of the scheme to package semantic.
func (s scheme) ecosystem() string {
	return [schemes]string{
		none: "", semVer: "npm", alpine: "Alpine", cran: "CRAN", debian: "Debian", hackage: "Hackage", maven: "Maven",
		nuGet: "NuGet", packagist: "Packagist", pub: "Pub", pypi: "PyPI", redHat: "Red Hat", rubyGems: "RubyGems",
	}[s]
}

// check refuses what is no version, before package semantic finds it a place.
func (s scheme) check(text string) error {
	switch {
	case s == none:
		return ErrNoOrder
	case text == "":
		return ErrNoVersion
	case len(text) > MaxLength, strings.ContainsAny(text, "<>=*^|, \t\r\n${}()"):
		// The caret stands in the versions of RPM.
		if s != redHat || len(text) > MaxLength || strings.ContainsAny(text, "<>=*|, \t\r\n${}()") {
			return ErrNotVersion
		}
	}
	if strings.HasSuffix(text, ".x") && s != maven || isCommit(text) {
		return ErrNotVersion
	}
	if s.beginsWithDigit() && !hasLeadingDigit(text) || placeholder(text) {
		return ErrNotVersion
	}
	return nil
}

// beginsWithDigit says whether a version of the scheme begins with a digit,
// after a v where it has one. Maven, RPM and the oldest of PyPI have versions
// that are words.
func (s scheme) beginsWithDigit() bool {
	return s != maven && s != redHat && s != pypi
}

func hasLeadingDigit(text string) bool {
	if text[0] == 'v' || text[0] == 'V' {
		text = text[1:]
	}
	return text != "" && text[0] >= '0' && text[0] <= '9'
}

// isCommit says whether text is the whole name of a commit of Git.
func isCommit(text string) bool {
	return len(text) == 40 && strings.Trim(text, "0123456789abcdef") == "" && strings.ContainsAny(text, "abcdef")
}

// placeholder says whether text is what tools write where they know no version.
func placeholder(text string) bool {
	switch strings.ToLower(text) {
	case "latest", "unknown", "unspecified", "undefined", "noassertion", "none", "null", "nil", "n/a", "na",
		"unset", "develop", "devel", "dev", "head", "main", "master", "snapshot", "release", "local", "-", "?":
		return true
	}
	return false
}
