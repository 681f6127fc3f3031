// SPDX-License-Identifier: Apache-2.0

package ecosystem

import (
	"strings"

	"github.com/kedja/kedja/vuln"
)

// distribution is one place of a distribution's package; without a release the
// records of all releases may be about it.
func distribution(ecosystem, release, name, version, distro string) Result {
	r := one(ecosystem, release, name, version)
	if release == "" {
		r.Reason = vuln.NoRelease
		r.Detail = "the purl does not say which release of " + ecosystem + " the package is of (distro=)"
		if distro != "" {
			r.Detail = "OSV knows no release of " + ecosystem + " that is called " + distro
		}
	}
	return r
}

// source returns the name and the version of the source package: Syft states it
// as upstream=name or name@version, SCALIBR as source= and sourceversion= for
// dpkg and origin= for apk.
func (p *parts) source() (name, version string) {
	name, version = p.qualifier("upstream", "source", "origin"), p.Version
	if name == "" {
		return p.Name, version
	}
	if n, v, ok := strings.Cut(name, "@"); ok && n != "" {
		name = n
		if v != "" {
			version = v
		}
	}
	if v := p.qualifier("sourceversion"); v != "" {
		version = v
	}
	return name, version
}

// withEpoch puts the epoch of the qualifier before a version that has none.
func (p *parts) withEpoch(version string) string {
	epoch := p.qualifier("epoch")
	if version == "" || epoch == "" || strings.Trim(epoch, "0") == "" || strings.Trim(epoch, "0123456789") != "" ||
		strings.Contains(version, ":") {
		return version
	}
	return epoch + ":" + version
}

// words are the parts of a qualifier distro, such as debian-12.5, in lower case.
func (p *parts) words() []string {
	return strings.FieldsFunc(strings.ToLower(p.qualifier("distro")), func(r rune) bool { return r == '-' || r == ' ' || r == '_' })
}

func (p *parts) deb() Result {
	ecosystem := map[string]string{"debian": "Debian", "ubuntu": "Ubuntu", "echo": "Echo"}
	words := p.words()
	base := ecosystem[p.Namespace]
	if base == "" && len(words) > 0 {
		base = ecosystem[words[0]]
	}
	name, version := p.source()
	version = p.withEpoch(version)
	switch base {
	case "":
		return notCovered("the distribution of this pkg:deb, " + called(p))
	case "Echo":
		return one(base, "", name, version)
	}
	release := ""
	for i := len(words) - 1; i >= 0 && release == ""; i-- {
		if base == "Debian" {
			release = debianRelease(words[i])
		} else {
			release = ubuntuRelease(words[i])
		}
	}
	return distribution(base, release, name, version, p.qualifier("distro"))
}

// called names the distribution that a purl states, for messages.
func called(p *parts) string {
	switch distro := p.qualifier("distro"); {
	case distro != "":
		return distro
	case p.Namespace != "":
		return p.Namespace
	}
	return "which the purl does not state"
}

func (p *parts) apk() Result {
	id, words := p.Namespace, p.words()
	if (p.Type == "alpine" || id == "") && len(words) > 0 {
		id = words[0]
	}
	name, version := p.source()
	release := ""
	if len(words) > 0 {
		release = words[len(words)-1]
	}
	switch id {
	case "wolfi":
		return one("Wolfi", "", name, version)
	case "chainguard":
		return one("Chainguard", "", name, version)
	case "minimos":
		return one("MinimOS", "", name, version)
	case "cleanstart", "clnstrt":
		return one("CleanStart", "", name, version)
	case "alpaquita":
		return distribution("Alpaquita", other(release, id), name, version, p.qualifier("distro"))
	case "bellsoft", "bellsoft-hardened-containers":
		return distribution("BellSoft Hardened Containers", other(release, "containers"), name, version, p.qualifier("distro"))
	}
	release = alpineRelease(release)
	if id == "alpine" || id == "" || p.Type == "alpine" || release != "" && p.Namespace == "" {
		return distribution("Alpine", release, name, version, p.qualifier("distro"))
	}
	return notCovered("the distribution of this pkg:apk, " + called(p))
}

// other returns the word unless it is the one named.
func other(word, not string) string {
	if word == not {
		return ""
	}
	return word
}
