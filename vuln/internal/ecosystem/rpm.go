// SPDX-License-Identifier: Apache-2.0

package ecosystem

import "strings"

func (p *parts) rpm() Result {
	words := p.words()
	base := rpmEcosystem(p.Namespace)
	if len(words) > 0 {
		// The qualifier is the more exact: a namespace suse is openSUSE's too.
		if b := rpmEcosystem(words[0]); b != "" && (base == "" || base == "SUSE") {
			base = b
		}
	}
	if base == "" {
		return notCovered("the distribution of this pkg:rpm, " + called(p))
	}
	source := sourceOfRPM(p.qualifier("upstream", "sourcerpm"))
	name, version := p.Name, p.Version
	switch base {
	case "Red Hat", "AlmaLinux", "Rocky Linux":
		// Their records have binary packages, and versions with epochs.
		version = p.withEpoch(version)
	default:
		if source != "" {
			name = source
		}
	}
	r := distribution(base, rpmRelease(base, words), name, version, p.qualifier("distro"))
	if base == "Rocky Linux" && source != "" && source != name {
		r.Targets = append(r.Targets, r.Targets[0])
		r.Targets[1].Name = source // some of its records have the source package
	}
	return r
}

func rpmEcosystem(id string) string {
	switch id {
	case "redhat", "rhel":
		return "Red Hat"
	case "almalinux", "alma":
		return "AlmaLinux"
	case "rocky", "rockylinux":
		return "Rocky Linux"
	case "suse", "sles", "sled":
		return "SUSE"
	case "opensuse", "opensuse.leap", "opensuse.tumbleweed":
		return "openSUSE"
	case "openeuler":
		return "openEuler"
	case "mageia":
		return "Mageia"
	case "azurelinux", "mariner":
		return "Azure Linux"
	case "photon", "vmware":
		return "Photon OS"
	}
	switch id { // in namespaces, and cut in two in the qualifier
	case "rocky-linux":
		return "Rocky Linux"
	case "opensuse-leap", "opensuse-tumbleweed":
		return "openSUSE"
	case "azure-linux", "azure", "cbl-mariner", "cbl":
		return "Azure Linux"
	}
	return ""
}

// sourceOfRPM returns the name in bash-5.1.8-6.el9.src.rpm; a name alone is one.
func sourceOfRPM(file string) string {
	base, isFile := strings.CutSuffix(file, ".src.rpm")
	if !isFile {
		base, isFile = strings.CutSuffix(file, ".nosrc.rpm")
	}
	for range 2 {
		i := strings.LastIndexByte(base, '-')
		if !isFile || i <= 0 {
			break
		}
		base = base[:i]
	}
	base, _, _ = strings.Cut(base, "@")
	return base
}

// rpmRelease returns the release of a qualifier distro such as rhel-9.4.
func rpmRelease(base string, words []string) string {
	version := -1
	for i, word := range words {
		if word[0] >= '0' && word[0] <= '9' {
			version = i
			break
		}
	}
	if version < 0 {
		for _, word := range words {
			if base == "openSUSE" && strings.HasSuffix(word, "tumbleweed") {
				return "Tumbleweed"
			}
		}
		return ""
	}
	number := words[version]
	major, _, _ := strings.Cut(number, ".")
	switch base {
	case "Red Hat", "AlmaLinux", "Rocky Linux", "Mageia", "Azure Linux":
		return major
	case "openSUSE":
		if strings.HasSuffix(words[max(version-1, 0)], "tumbleweed") {
			return "Tumbleweed"
		}
		return "Leap " + number
	case "openEuler": // 22.03-LTS-SP3
		return strings.ToUpper(strings.Join(words[version:], "-"))
	}
	return number
}
