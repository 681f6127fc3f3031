// SPDX-License-Identifier: Apache-2.0

// Package ecosystem turns package URLs into what OSV records call the package:
// the ecosystem, its release and the name.
//
// The rules are those of osv-scanner v2.5.1 (osv-scalibr v0.5.3) as it scans an
// SBOM without a network. Where osv-scanner passes over a package in silence
// there is a reason here. It differs on purpose where osv-scanner loses a match
// or makes one up:
//
//	purl or component                      osv-scanner                       here
//	CycloneDX name other than the purl's   looks up the component's name     the purl's name
//	CycloneDX version other than purl's    the component's version           the purl's version
//	pkg:rpm                                not matched                       the distribution's ecosystem
//	pkg:deb, pkg:apk with upstream=,       the binary package's name,        the source package's, under
//	source= or origin=                     which records seldom have         which records are kept
//	distro=debian-12.5                     Debian:12.5: nothing              Debian:12
//	distro=debian-sid                      Debian:sid: nothing               every release, as possible
//	a distribution's package, no distro    every release, as certain         every release, as possible
//	pkg:apk of any other namespace         Alpine                            not covered
//	pkg:alpine (old Syft)                  invalid, dropped                  Alpine
//	epoch= of pkg:deb, pkg:rpm             ignored                           part of the version
//	pkg:golang/std, go1.22.1, 1.21rc2      unknown name, smallest version    stdlib, 1.22.1, 1.21.0-rc.2
//	pkg:golang#cmd/v2                      module path with /v2 added        only "#v2" is a path of a module
//	pkg:golang with capitals               names in lower case match none    case does not count
//	pkg:nuget, composer, github, swift     case counts                       case does not count
//	pkg:cargo with other case, - for _     another name: nothing             the same name
//	pkg:npm/scope/name without @           scope/name: nothing               @scope/name
//	pkg:conan with a namespace             namespace/name: nothing           the name
//	pkg:bitnami, bioconductor, k8s,         invalid or unknown, dropped       matched
//	vcpkg, vscode-extension
//	pkg:brew                               looks for a repository: nothing   Homebrew
//	pkg:github, gitlab, bitbucket,         GitHub Actions, or nothing        the repository too, by its tags
//	pkg:generic with vcs_url=
//	types that OSV has nothing of          looks for the database GIT,       not covered
//	                                       and ends where that is missing
package ecosystem

import (
	"strings"

	packageurl "github.com/package-url/packageurl-go"

	"github.com/kedja/kedja/vuln"
)

// MaxLength is how long a purl may be, in bytes.
const MaxLength = 4096

// Target is where the records about a component are looked up: those of which
// [Key] of their ecosystem and name equals Key of these, and [Target.Agrees].
// In the ecosystem [Git] the name is that of a repository, and the records are
// those with a GIT range of that repository, whatever their package.
type Target struct {
	Ecosystem string // as OSV names it, without a release: Debian, PyPI
	Release   string // what records have after the colon, as far as the purl says it: 12, v3.20
	Name      string // as [Key] writes it
	Version   string // for version.Of; empty: not stated
	// Extra says that records are found here by luck only; that a source does
	// not hold the ecosystem is no gap.
	Extra bool
}

// Git is what OSV calls records that name repositories instead of packages.
const Git = "GIT"

// Result is what a package URL stands for in OSV.
type Result struct {
	// Targets is where to look, none where the reason says that it is no use.
	// Nearly always it is one.
	Targets []Target
	// Reason is why nothing (no Targets) or not everything (some) can be told:
	// vuln.NoIdentifier, vuln.BadPURL, vuln.NotCovered, vuln.NoRelease.
	Reason vuln.Reason
	Detail string // the reason in words
}

// Of returns where the records about a purl are found. The version counts only
// where the purl has none.
func Of(purl, version string) Result {
	purl = strings.TrimSpace(purl)
	switch {
	case purl == "":
		return Result{Reason: vuln.NoIdentifier, Detail: "no purl is stated"}
	case len(purl) > MaxLength:
		return Result{Reason: vuln.BadPURL, Detail: "the purl is too long"}
	}
	u, err := parse(purl)
	if err != nil {
		return Result{Reason: vuln.BadPURL, Detail: err.Error()}
	}
	p := parts{u}
	if p.Version == "" {
		p.Version = strings.TrimSpace(version)
	}
	switch p.Type {
	case "deb":
		return p.deb()
	case "apk", "alpine":
		return p.apk()
	case "rpm":
		return p.rpm()
	case "github", "gitlab", "bitbucket", "generic", "git":
		return p.repository()
	case "golang":
		return p.golang()
	}
	return p.language()
}

// parts is a purl in its parts.
type parts struct{ packageurl.PackageURL }

// qualifier returns the first of the qualifiers that is there.
func (p *parts) qualifier(keys ...string) string {
	for _, key := range keys {
		for _, q := range p.Qualifiers {
			if q.Key == key && q.Value != "" {
				return q.Value
			}
		}
	}
	return ""
}

// one is the result of a purl that has one place in OSV.
func one(ecosystem, release, name, version string) Result {
	return Result{Targets: []Target{{Ecosystem: ecosystem, Release: release, Name: Key(ecosystem, name), Version: version}}}
}

func notCovered(what string) Result {
	return Result{Reason: vuln.NotCovered, Detail: "OSV has no records of " + what}
}

// Split cuts the release from the name of an ecosystem as records have it:
// "Debian:12" is Debian and 12, "Red Hat:enterprise_linux:9::baseos" is Red Hat
// and the rest.
func Split(ecosystem string) (base, release string) {
	base, release, _ = strings.Cut(ecosystem, ":")
	return base, release
}
