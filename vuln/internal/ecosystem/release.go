// SPDX-License-Identifier: Apache-2.0

package ecosystem

import "strings"

// Agreement is whether the release of a record is that of a component.
type Agreement uint8

// The agreements. The zero value is none.
const (
	Disagrees Agreement = iota
	Perhaps             // the component's release, or which product of it, is not known
	Agrees
)

// String returns the agreement in a word.
func (a Agreement) String() string { return [...]string{"disagrees", "perhaps", "agrees"}[a] }

// Agrees says whether a record of the given ecosystem, with its release, may
// speak of the component. Of ecosystems without releases the registry that some
// records have in that place (Maven:https://…) does not count, as in
// osv-scanner. A record without a release speaks of all.
func (t *Target) Agrees(recordEcosystem string) Agreement {
	base, release := Split(recordEcosystem)
	switch {
	case base != t.Ecosystem:
		return Disagrees
	case release == "" || release == t.Release:
		return Agrees
	case t.Release == "":
		if hasReleases(base) {
			return Perhaps
		}
		return Agrees
	}
	return t.agreesInWords(release)
}

// Holds says whether an index with records of a release, of the target's
// ecosystem, has those that speak of the target: the records of products that
// are added to a release do not.
func (t *Target) Holds(release string) bool {
	switch t.Agrees(t.Ecosystem + ":" + release) {
	case Agrees:
		return true
	case Perhaps:
		return strings.HasPrefix(release, t.Release)
	}
	return false
}

// agreesInWords compares releases that records write in other words than those
// that say which release an installation is. Of products that are installed on
// top of a release, from repositories of their own, no purl says whether the
// package is theirs.
func (t *Target) agreesInWords(record string) Agreement {
	switch t.Ecosystem {
	case "Red Hat":
		return t.ofRedHat(record)
	case "SUSE":
		return t.ofSUSE(record)
	case "openEuler": // 22.03-LTS-SP3, where installations often say 22.03
		if strings.HasPrefix(record, t.Release+"-") {
			return Perhaps
		}
	case "Azure Linux":
		return agreesIf(majorOf(record) == t.Release)
	case "Ubuntu":
		record, release := strings.TrimSuffix(record, ":LTS"), strings.TrimSuffix(t.Release, ":LTS")
		if pro, ok := strings.CutPrefix(record, "Pro:"); ok && pro[strings.LastIndexByte(pro, ':')+1:] == release { // Pro:22.04, Pro:FIPS:22.04
			return Perhaps
		}
		return agreesIf(record == release)
	}
	return Disagrees
}

// ofRedHat compares with enterprise_linux:9::baseos, with its streams of
// extended support, such as rhel_eus:9.2::baseos, and with other products, such
// as openshift:4.15::el9.
func (t *Target) ofRedHat(record string) Agreement {
	product, rest, _ := strings.Cut(record, ":")
	version, variant, _ := strings.Cut(rest, "::")
	if product == "enterprise_linux" {
		return agreesIf(majorOf(version) == t.Release)
	}
	major := ""
	if linux, ok := strings.CutPrefix(variant, "el"); ok && number(linux) {
		major = linux
	} else if kind, ok := strings.CutPrefix(product, "rhel_"); ok {
		switch kind {
		case "eus", "eus_long_life", "aus", "e4s", "tus", "els":
			major = majorOf(version)
		}
	}
	if major != "" && major != t.Release {
		return Disagrees
	}
	return Perhaps
}

// ofSUSE compares with Linux Enterprise Server 15 SP5 and Linux Enterprise
// Module for Basesystem 15 SP5, and with other products, such as Package Hub 15
// SP5 and Manager Server 4.3.
func (t *Target) ofSUSE(record string) Agreement {
	pack, release := servicePack(record), servicePackOf(t.Release)
	switch {
	case strings.HasPrefix(record, "Linux Enterprise "):
		return agreesIf(pack == release)
	case strings.Contains(record, "Linux "), strings.Contains(pack, " SP") && pack != release: // Linux Micro, Liberty Linux: systems of their own
		return Disagrees
	}
	return Perhaps
}

func majorOf(version string) string {
	version, _, _ = strings.Cut(version, ":")
	version, _, _ = strings.Cut(version, ".")
	return version
}

func agreesIf(same bool) Agreement {
	if same {
		return Agrees
	}
	return Disagrees
}

// servicePack returns the end of a product's name, "15 SP5" or "15".
func servicePack(product string) string {
	product, _, _ = strings.Cut(product, "-") // 15 SP5-LTSS
	words := strings.Fields(product)
	for i, word := range words {
		if strings.Trim(word, "0123456789") == "" {
			if i+1 < len(words) && strings.HasPrefix(words[i+1], "SP") {
				return word + " " + words[i+1]
			}
			return word
		}
	}
	return ""
}

// servicePackOf turns 15.5 into "15 SP5".
func servicePackOf(release string) string {
	major, pack, _ := strings.Cut(release, ".")
	if pack == "" || pack == "0" {
		return major
	}
	return major + " SP" + pack
}

// debianRelease returns the number of a release of Debian by its number or name.
func debianRelease(word string) string {
	if number(word) {
		major, _, _ := strings.Cut(word, ".")
		return major
	}
	return map[string]string{
		"etch": "4", "lenny": "5", "squeeze": "6", "wheezy": "7", "jessie": "8", "stretch": "9", "buster": "10",
		"bullseye": "11", "bookworm": "12", "trixie": "13", "forky": "14", "duke": "15",
	}[word]
}

// ubuntuRelease returns a release of Ubuntu as OSV writes it: 22.04:LTS.
func ubuntuRelease(word string) string {
	if name, ok := map[string]string{
		"trusty": "14.04", "xenial": "16.04", "bionic": "18.04", "focal": "20.04", "jammy": "22.04", "noble": "24.04",
		"resolute": "26.04", "precise": "12.04",
		"quantal": "12.10", "raring": "13.04", "utopic": "14.10", "vivid": "15.04", "wily": "15.10",
		"yakkety": "16.10", "zesty": "17.04", "artful": "17.10", "cosmic": "18.10", "disco": "19.04", "eoan": "19.10",
		"groovy": "20.10", "hirsute": "21.04", "impish": "21.10", "kinetic": "22.10", "lunar": "23.04", "mantic": "23.10",
		"oracular": "24.10", "plucky": "25.04", "questing": "25.10",
	}[word]; ok {
		word = name
	}
	parts := strings.Split(word, ".")
	if !number(word) || len(parts) < 2 || len(parts[0]) != 2 || len(parts[1]) != 2 {
		return ""
	}
	release := parts[0] + "." + parts[1]
	if parts[1] == "04" && (parts[0][1]-'0')%2 == 0 {
		release += ":LTS" // every second April
	}
	return release
}

// alpineRelease returns a release of Alpine as OSV writes it: v3.20, edge.
func alpineRelease(word string) string {
	if word == "edge" {
		return word
	}
	word = strings.TrimLeft(word, "v")
	parts := strings.Split(word, ".")
	if !number(word) || len(parts) < 2 {
		return ""
	}
	return "v" + parts[0] + "." + parts[1]
}

// number says whether a word is numbers with dots between them.
func number(word string) bool {
	for part := range strings.SplitSeq(word, ".") {
		if part == "" || strings.Trim(part, "0123456789") != "" {
			return false
		}
	}
	return true
}
