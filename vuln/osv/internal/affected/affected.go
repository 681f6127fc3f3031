// SPDX-License-Identifier: Apache-2.0

// Package affected says whether a version is among those that an OSV record
// names: ranges of versions in the order of an ecosystem, and lists.
//
// The rules are those of the OSV schema's section on evaluation, as osv-scanner
// v2.5.1 applies them. It differs from osv-scanner where that loses something:
//
//	what the entry has                osv-scanner                   here
//	a GIT range before other ranges   ignores the other ranges      evaluates them
//	a version that is not stated      affected                      Unknown, unless all versions are
//	a version that cannot be ordered  smallest of all, or a panic   Unknown, unless all versions are
//	an event that cannot be ordered   equal to the version          Unknown
//	an ecosystem without an order     a panic                       the list where there is one, else Unknown
//	a limit in a range of versions    ignored                       as the schema has it
//	commits only                      not affected                  Unknown
//	a range of a type unknown to us   not affected                  Unknown
//
// "Unless all versions are": a range with nothing but the introduction at "0"
// covers every version, also one that is not known. Most records of malicious
// packages are of that kind.
package affected

// Package is what one record says of one package (an entry of affected in the
// OSV schema). Covers and Fix only read its slices; a caller may fill one
// Package again and again.
type Package struct {
	Ranges   []Range
	Versions []string // exact ones, as listed
}

// RangeType is the order that the events of a range are in.
type RangeType uint8

// The types of ranges of the OSV schema. The zero value is one that the schema
// does not have.
const (
	OtherRange     RangeType = iota
	SemVerRange              // SEMVER: semantic versioning 2.0.0
	EcosystemRange           // ECOSYSTEM: as the package's ecosystem orders versions
	GitRange                 // GIT: commits of Repo
)

// Range is a list of events between which versions are affected.
type Range struct {
	Type   RangeType
	Repo   string // of GIT
	Sorted bool   // Events are in order: see [Package.Arrange]
	Events []Event
}

// EventKind is what begins or ends at a version.
type EventKind uint8

// The events of the OSV schema. The zero value is one that it does not have.
const (
	OtherEvent EventKind = iota
	Introduced
	Fixed
	LastAffected
	Limit
)

// Event is a version at which something begins or ends.
type Event struct {
	Kind    EventKind
	Version string
}

// Outcome is whether a package entry covers a version.
type Outcome uint8

// The outcomes. The zero value claims nothing.
const (
	Unknown Outcome = iota // see the reason
	No
	Yes
)

// String returns the outcome in a word.
func (o Outcome) String() string {
	return [...]string{"unknown", "no", "yes"}[o]
}
