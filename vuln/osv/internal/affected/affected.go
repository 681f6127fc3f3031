// SPDX-License-Identifier: Apache-2.0

// Package affected says whether a version is among those that an OSV record
// names: ranges of versions in the order of an ecosystem, and lists.
package affected

// Package is what one record says of one package (an entry of affected in the
// OSV schema).
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
