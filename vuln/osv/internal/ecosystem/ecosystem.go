// SPDX-License-Identifier: Apache-2.0

// Package ecosystem turns package URLs into what OSV records call the package:
// the ecosystem, its release and the name.
package ecosystem

import (
	"strings"

	"github.com/kedja/kedja/vuln"
)

// Target is where the records about a component are looked up: those of which
// [Key] of their ecosystem and name equals Key of these, and [Target.Agrees].
type Target struct {
	Ecosystem string // as OSV names it, without a release: Debian, PyPI
	Release   string // what records have after the colon, as far as the purl says it: 12, v3.20
	Name      string // as [Key] writes it
	Version   string // for version.Of; empty: not stated
}

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
	return Result{Reason: vuln.BadPURL, Detail: "not done yet"}
}

// Split cuts the release from the name of an ecosystem as records have it:
// "Debian:12" is Debian and 12, "Red Hat:enterprise_linux:9::baseos" is Red Hat
// and the rest.
func Split(ecosystem string) (base, release string) {
	base, release, _ = strings.Cut(ecosystem, ":")
	return base, release
}

// Key returns the name of a package in the form in which names of the ecosystem
// (without its release) are equal when their bytes are. An index keeps records
// under Key of their package's name.
func Key(ecosystem, name string) string { return name }

// Agreement is whether the release of a record is that of a component.
type Agreement uint8

// The agreements. The zero value is none.
const (
	Disagrees Agreement = iota
	Perhaps             // the component's release is not known, the record has one
	Agrees
)

// Agrees says whether a record of the given ecosystem, with its release, may
// speak of the component.
func (t *Target) Agrees(recordEcosystem string) Agreement {
	base, release := Split(recordEcosystem)
	switch {
	case base != t.Ecosystem:
		return Disagrees
	case release == "" || release == t.Release:
		return Agrees
	case t.Release == "":
		return Perhaps
	}
	return Disagrees
}

// Info is an ecosystem of OSV.
type Info struct {
	Name     string   // the name of its export's folder too
	Types    []string // types of purl, with the namespace where that decides: deb/debian
	Releases bool     // records carry a release
	Ordered  bool     // versions of it can be ordered
}

// Known returns the ecosystems that OSV has, sorted by name.
func Known() []Info { return nil }
