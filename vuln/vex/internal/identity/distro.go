// SPDX-License-Identifier: Apache-2.0

package identity

import (
	"slices"
	"strings"
)

// hasEpochs reports whether versions of the type may begin with an epoch, which a
// qualifier may state instead.
func (p PURL) hasEpochs() bool { return p.Type == "deb" || p.Type == "rpm" }

// epoch takes the epoch of a version apart; apart is true where a qualifier
// states it, or nothing does.
func (p PURL) epoch(version string) (epoch, rest string, apart bool) {
	if e, v, ok := strings.Cut(version, ":"); ok && isNumber(e) {
		return e, v, false
	}
	return p.Qualifier("epoch"), version, true
}

// withEpoch puts the epoch of a qualifier before a version that has none.
func (p PURL) withEpoch(version string) string {
	if !p.hasEpochs() {
		return version
	}
	if epoch, rest, apart := p.epoch(version); apart && isNumber(epoch) && strings.Trim(epoch, "0") != "" {
		return epoch + ":" + rest
	}
	return version
}

// coversOne compares the version of a statement with the one of a component. A
// statement that leaves an epoch to a qualifier, and has none, is of all.
func (p PURL) coversOne(c PURL, version string) Level {
	if !p.hasEpochs() {
		return sureIf(p.Version == version || sameSpelling(p.Type, p.Version, version))
	}
	want, wanted, _ := p.epoch(p.Version)
	has, had, apart := c.epoch(version)
	switch {
	case wanted != had:
		return Differs
	case strings.Trim(want, "0") == strings.Trim(has, "0"):
		return Sure
	case want == "" && apart:
		return Sure
	case has == "" && p.Qualifier("epoch") != "":
		return Possible
	}
	return Differs
}

func sureIf(same bool) Level {
	if same {
		return Sure
	}
	return Differs
}

// equalInOrder are the types whose registries take versions that are equal in
// their order for one: 1.0 and 1.0.0.
const equalInOrder = " composer gem nuget pypi "

// sameSpelling reports whether a registry takes two versions for one.
func sameSpelling(kind, a, b string) bool {
	switch {
	case isOf(equalInOrder, kind):
		c, ok := compareVersions(kind, a, b)
		return ok && c == 0
	case kind == "npm":
		return strings.TrimLeft(a, "v=") == strings.TrimLeft(b, "v=")
	}
	return false
}

// Source returns the source package that a distribution built the package from,
// with the architecture "source": as stated by a qualifier, and in Debian and
// Alpine, where it is stated only of others, that of the same name.
func (p PURL) Source() (source PURL, ok bool) {
	if p.Type != "deb" && p.Type != "apk" && p.Type != "rpm" || p.Qualifier("arch") == "source" || p.Qualifier("arch") == "src" {
		return PURL{}, false
	}
	name, version := p.stated()
	switch {
	case name == "" && p.Type == "rpm":
		return PURL{}, false
	case name == "":
		name = p.Name
	}
	source = p
	source.Name, source.Subpath = strings.ToLower(name), ""
	if version != "" {
		source.Version = version
	}
	source.Qualifiers = slices.DeleteFunc(slices.Clone(p.Qualifiers), func(q Qualifier) bool {
		return q.Key == "arch" || slices.Contains(ofSource, q.Key)
	})
	source.Qualifiers = append([]Qualifier{{"arch", "source"}}, source.Qualifiers...)
	return source, true
}

// ofSource are the qualifiers that name a source package.
var ofSource = []string{"upstream", "source", "origin", "sourcerpm", "sourceversion"}

// stated is the source package that qualifiers name, and its version where it has
// one of its own.
func (p PURL) stated() (name, version string) {
	for _, key := range ofSource[:4] {
		if name = p.Qualifier(key); name != "" {
			break
		}
	}
	if p.Type == "rpm" {
		return sourceOfRPM(name)
	}
	name, version, _ = strings.Cut(name, "@")
	if v := p.Qualifier("sourceversion"); v != "" {
		version = v
	}
	return name, version
}

// sourceOfRPM takes the name of a file such as bash-5.1.8-6.el9.src.rpm apart; a
// name alone is one.
func sourceOfRPM(file string) (name, version string) {
	name, isFile := strings.CutSuffix(file, ".src.rpm")
	if !isFile {
		name, _, _ = strings.Cut(file, "@")
		return name, ""
	}
	from := len(name)
	for range 2 {
		if i := strings.LastIndexByte(name[:from], '-'); i > 0 {
			from = i
		}
	}
	if from == len(name) {
		return name, ""
	}
	return name[:from], name[from+1:]
}

// OfSource reports how surely a package URL that has the name of a source package
// is of it: where it states the architecture that source packages have. One that
// states none may be of the binary package of that name.
func (p PURL) OfSource() Level {
	switch p.Qualifier("arch") {
	case "source", "src":
		return Sure
	case "":
		return Possible
	}
	return None
}
