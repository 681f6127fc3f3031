// SPDX-License-Identifier: Apache-2.0

// Package affected says whether a version is among those that an OSV record
// names: ranges of versions in the order of an ecosystem, and lists.
package affected

import (
	"github.com/kedja/kedja/vuln"
	"github.com/kedja/kedja/vuln/osv/internal/version"
)

// Package is what one record says of one package (an entry of affected in the
// OSV schema). Its slices are only read; a caller may fill one Package again
// and again.
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

// Arrange puts the events of every range in order, once, so that Covers and
// Fix need not. It changes the slices in place. A range with a version that
// cannot be ordered stays as it is.
func (p *Package) Arrange(ecosystem string) {}

// Covers says whether the version is affected. The reason is empty unless the
// outcome is Unknown: vuln.NoVersion, vuln.BadVersion or vuln.CommitsOnly.
func (p *Package) Covers(v *version.Version) (Outcome, vuln.Reason) {
	return Unknown, vuln.BadVersion
}

// Fix returns the smallest version that comes after v, that a range names as
// fixed, and that the package entry does not cover; empty: none is known.
func (p *Package) Fix(v *version.Version) string { return "" }
