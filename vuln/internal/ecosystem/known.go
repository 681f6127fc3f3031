// SPDX-License-Identifier: Apache-2.0

package ecosystem

import (
	"slices"
	"strings"
)

// Info is an ecosystem of OSV.
type Info struct {
	Name string // the name of its export's folder too
	// Types are the types of purl that lead here, with the namespace where that
	// decides (deb/debian). None: no purl does.
	Types    []string
	Releases bool // records carry the release of a distribution
}

// known is the list of the OSV schema 1.8.0, sorted by name.
var known = []Info{
	{"AlmaLinux", []string{"rpm/almalinux"}, true},
	{"Alpaquita", []string{"apk/alpaquita"}, true},
	{"Alpine", []string{"apk/alpine"}, true},
	{"Android", nil, true},
	{"Azure Linux", []string{"rpm/azurelinux"}, true},
	{"BellSoft Hardened Containers", []string{"apk/bellsoft-hardened-containers"}, true},
	{"Bioconductor", []string{"bioconductor"}, false},
	{"Bitnami", []string{"bitnami"}, false},
	{"CRAN", []string{"cran"}, false},
	{"Chainguard", []string{"apk/chainguard"}, false},
	{"CleanStart", []string{"apk/cleanstart"}, false},
	{"ConanCenter", []string{"conan"}, false},
	{"Debian", []string{"deb/debian"}, true},
	{"Docker Hardened Images", []string{"dhi"}, false},
	{"Echo", []string{"deb/echo"}, false},
	{"FreeBSD", nil, true},
	{"GHC", nil, false},
	{"GIT", []string{"bitbucket", "generic", "git", "github", "gitlab"}, false},
	{"GitHub Actions", []string{"github"}, false},
	{"Go", []string{"golang"}, false},
	{"Hackage", []string{"hackage"}, false},
	{"Hex", []string{"hex"}, false},
	{"Homebrew", []string{"brew"}, false},
	{"Julia", []string{"julia"}, false},
	{"Kubernetes", []string{"k8s"}, false},
	{"Linux", nil, false},
	{"Mageia", []string{"rpm/mageia"}, true},
	{"Maven", []string{"maven"}, false},
	{"MinimOS", []string{"apk/minimos"}, false},
	{"NuGet", []string{"nuget"}, false},
	{"OSS-Fuzz", nil, false},
	{"Packagist", []string{"composer"}, false},
	{"Photon OS", []string{"rpm/photon"}, true},
	{"Pub", []string{"pub"}, false},
	{"PyPI", []string{"pypi"}, false},
	{"Red Hat", []string{"rpm/redhat"}, true},
	{"Rocky Linux", []string{"rpm/rocky"}, true},
	{"Root", nil, true},
	{"RubyGems", []string{"gem"}, false},
	{"SUSE", []string{"rpm/suse"}, true},
	{"SwiftURL", []string{"swift"}, false},
	{"TuxCare", nil, true},
	{"Ubuntu", []string{"deb/ubuntu"}, true},
	{"VSCode", []string{"vscode-extension"}, false},
	{"Wolfi", []string{"apk/wolfi"}, false},
	{"crates.io", []string{"cargo"}, false},
	{"npm", []string{"npm"}, false},
	{"opam", []string{"opam"}, false},
	{"openEuler", []string{"rpm/openeuler"}, true},
	{"openSUSE", []string{"rpm/opensuse"}, true},
	{"vcpkg", []string{"vcpkg"}, false},
}

// Known returns the ecosystems that OSV has, sorted by name. The caller may
// change what it gets, except the types.
func Known() []Info { return slices.Clone(known) }

// Spelled returns an ecosystem, with its release, in the spelling that OSV has
// for it; ok is false for those that it does not have.
func Spelled(ecosystem string) (own string, ok bool) {
	base, release := Split(ecosystem)
	if _, ok := find(base); ok {
		return ecosystem, true
	}
	i := slices.IndexFunc(known, func(info Info) bool { return strings.EqualFold(info.Name, strings.TrimSpace(base)) })
	if i < 0 {
		return ecosystem, false
	}
	if own = known[i].Name; release != "" {
		own += ":" + release
	}
	return own, true
}

func find(name string) (*Info, bool) {
	i, ok := slices.BinarySearchFunc(known, name, func(info Info, name string) int { return strings.Compare(info.Name, name) })
	if !ok {
		return nil, false
	}
	return &known[i], true
}

func hasReleases(name string) bool {
	info, ok := find(name)
	return ok && info.Releases
}
