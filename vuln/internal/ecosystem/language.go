// SPDX-License-Identifier: Apache-2.0

package ecosystem

import (
	"strings"

	"github.com/kedja/kedja/vuln"
)

// language maps the purls of package managers whose packages have no release.
func (p *parts) language() Result {
	if t := p.inLanguage(); t.Ecosystem != "" {
		return Result{Targets: []Target{t}}
	}
	return notCovered("purls of the type " + p.Type)
}

// inLanguage is the only target; without an ecosystem where there is none.
func (p *parts) inLanguage() Target {
	ecosystem := languages(p.Type)
	name, version := p.Name, p.Version
	if p.Namespace != "" {
		name = p.Namespace + "/" + p.Name
	}
	switch p.Type {
	case "npm": // only scopes have a slash behind them, and the @ is often left out
		if p.Namespace != "" && p.Namespace[0] != '@' {
			name = "@" + name
		}
	case "maven":
		if p.Namespace != "" {
			name = p.Namespace + ":" + p.Name
		}
	case "conan": // the namespace is the vendor's, which ConanCenter has none of
		name = p.Name
	case "gem": // 1.2.3-x86_64-linux: the platform
		version, _, _ = strings.Cut(version, "-")
	case "bitnami": // 1.2.3-4: the revision of the package, which records have none of
		version = withoutRevision(version)
	}
	return Target{Ecosystem: ecosystem, Name: Key(ecosystem, name), Version: version}
}

func languages(purlType string) string {
	switch purlType {
	case "bioconductor":
		return "Bioconductor"
	case "bitnami":
		return "Bitnami"
	case "brew":
		return "Homebrew"
	case "cargo":
		return "crates.io"
	case "composer":
		return "Packagist"
	case "conan":
		return "ConanCenter"
	case "cran":
		return "CRAN"
	case "dhi":
		return "Docker Hardened Images"
	case "gem":
		return "RubyGems"
	case "hackage":
		return "Hackage"
	case "hex":
		return "Hex"
	case "julia":
		return "Julia"
	case "k8s":
		return "Kubernetes"
	case "maven":
		return "Maven"
	case "npm":
		return "npm"
	case "nuget":
		return "NuGet"
	case "opam":
		return "opam"
	case "pub":
		return "Pub"
	case "pypi":
		return "PyPI"
	case "swift":
		return "SwiftURL"
	case "vcpkg":
		return "vcpkg"
	case "vscode-extension":
		return "VSCode"
	}
	return ""
}

func withoutRevision(version string) string {
	base, revision, ok := strings.Cut(version, "-")
	if !ok || revision == "" || strings.Trim(revision, "0123456789") != "" {
		return version
	}
	return base
}

// golang maps modules, the standard library and the commands.
func (p *parts) golang() Result { return Result{Targets: []Target{p.inGo()}} }

func (p *parts) inGo() Target {
	name, version := p.Name, p.Version
	switch {
	case p.Namespace != "":
		name = p.Namespace + "/" + p.Name
	case name == "go" || name == "std":
		name = "stdlib"
	}
	if name == "stdlib" || name == "toolchain" {
		version = goRelease(version)
		return Target{Ecosystem: "Go", Name: Key("Go", name), Version: version}
	}
	major, _, _ := strings.Cut(p.Subpath, "/")
	if len(major) > 1 && major[0] == 'v' && strings.Trim(major[1:], "0123456789") == "" && !strings.HasSuffix(name, "/"+major) {
		name += "/" + major
	}
	return Target{Ecosystem: "Go", Name: Key("Go", name), Version: version}
}

// goRelease turns the name of a release of Go into semantic versioning, as
// records have it: go1.21rc2 is 1.21.0-rc.2.
func goRelease(version string) string {
	version = strings.TrimPrefix(version, "go")
	version, _, _ = strings.Cut(version, " ")
	i := strings.IndexAny(version, "rb")
	if i < 0 || strings.ContainsAny(version[:i], "-+") {
		return version
	}
	for _, word := range []string{"rc", "beta"} {
		if number, ok := strings.CutPrefix(version[i:], word); ok && number != "" {
			base := version[:i]
			if strings.Count(base, ".") == 1 {
				base += ".0"
			}
			return base + "-" + word + "." + number
		}
	}
	return version
}

var hosts = []struct{ purlType, host string }{
	{"github", "github.com/"}, {"gitlab", "gitlab.com/"}, {"bitbucket", "bitbucket.org/"},
}

// repository maps purls of source code. OSV names repositories in the ranges of
// its records, with the tags of the versions.
func (p *parts) repository() Result {
	name := p.Namespace + "/" + p.Name
	for _, h := range hosts {
		if p.Type != h.purlType || p.Namespace == "" {
			continue
		}
		r := one(Git, "", h.host+name, p.Version)
		if p.Type == "github" {
			r.Targets[0].Extra = true
			r.Targets = append(one("GitHub Actions", "", name, p.Version).Targets, r.Targets...)
		}
		return r
	}
	version := p.Version
	repo := p.qualifier("vcs_url")
	if repo == "" {
		host, _, _ := strings.Cut(p.Namespace, "/")
		if !strings.Contains(host, ".") || p.Namespace == host {
			return Result{Reason: vuln.NotCovered, Detail: "OSV names such software by its repository, which the purl does not state (vcs_url)"}
		}
		repo = name
	}
	repo = strings.TrimPrefix(repo, "git+")
	if i := strings.LastIndexByte(repo, '@'); i > strings.LastIndexByte(repo, '/') {
		if version == "" {
			version = repo[i+1:]
		}
		repo = repo[:i]
	}
	return one(Git, "", repo, version)
}

// Order names an ecosystem in whose order the versions of packages stand that
// purls of the type name; empty where none is known. Types of packages of many
// distributions have the order of their package manager.
func Order(purlType string) string {
	switch purlType {
	case "deb":
		return "Debian"
	case "rpm":
		return "Red Hat"
	case "apk", "alpine":
		return "Alpine"
	case "golang":
		return "Go"
	}
	return languages(purlType)
}
