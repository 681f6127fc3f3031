// SPDX-License-Identifier: Apache-2.0

package vex

import (
	"time"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
)

// Format names a dialect of VEX.
type Format string

// The dialects that are read.
const (
	OpenVEX   Format = "OpenVEX"
	CSAF      Format = "CSAF"
	CycloneDX Format = "CycloneDX"
	SPDX      Format = "SPDX"
)

// Status says how a vulnerability concerns a product.
type Status string

// The statuses, as OpenVEX spells them. The zero value is that nobody said
// anything that applies.
const (
	Unknown            Status = ""
	NotAffected        Status = "not_affected"
	Fixed              Status = "fixed"
	UnderInvestigation Status = "under_investigation"
	Affected           Status = "affected"
)

// rank orders statuses from the best to the worst.
func (s Status) rank() int {
	switch s {
	case NotAffected:
		return 1
	case Fixed:
		return 2
	case UnderInvestigation:
		return 3
	case Affected:
		return 4
	}
	return 0
}

// Justification says why a product is not affected, in the five words of the
// VEX working group.
type Justification string

// The justifications.
const (
	ComponentNotPresent         Justification = "component_not_present"
	VulnerableCodeNotPresent    Justification = "vulnerable_code_not_present"
	VulnerableCodeNotExecuted   Justification = "vulnerable_code_not_in_execute_path"
	VulnerableCodeNotControlled Justification = "vulnerable_code_cannot_be_controlled_by_adversary"
	InlineMitigationsExist      Justification = "inline_mitigations_already_exist"
)

// Document is one file of statements.
type Document struct {
	Format      Format
	SpecVersion string // as stated or derived from the context: 0.2.0, 2.1, 1.6
	ID          string // @id, tracking id, serial number
	Version     string // of the document, as stated
	Category    string // of CSAF: csaf_vex, csaf_security_advisory …
	State       string // of CSAF: draft, interim, final
	Author      string // who makes the statements; empty: not stated
	Role        string
	Timestamp   time.Time // when it was issued; zero: not stated
	LastUpdated time.Time
	File        string // as the caller named it
	Cut         bool   // the text breaks off before its end: what the rest says is not known

	Statements []Statement // in document order
}

// Statement says of products how a vulnerability concerns them.
type Statement struct {
	Vulnerability Vulnerability
	Products      []Product

	Status Status
	Stated string // the status in the word of the document

	// Justification is empty where none is stated, or a word that means none of
	// the five. StatedJustification is the word of the document.
	Justification       Justification
	StatedJustification string

	Impact string // why it is not affected, in words
	Action string // what to do, in words
	Notes  string // how the status was found

	// Author, Role and the times are the statement's, else the document's.
	// Times that are not stated are zero.
	Author, Role, Supplier string
	Timestamp, LastUpdated time.Time

	Format                      Format
	DocumentID, DocumentVersion string
	Position                    diag.Position
}

// Vulnerability is a vulnerability by its names.
type Vulnerability struct {
	ID      string
	Aliases []string // other names, sorted
}

// Product is a product, or a component of one, by the names that it is known
// by. A statement about it applies to what has one of them.
type Product struct {
	Name   string // for people; it matches nothing
	Ref    string // product id, bom-ref, IRI
	PURLs  []string
	CPEs   []string
	Hashes []sbom.Hash

	// Version and Range limit the versions that names without one stand for:
	// one version, or a range of the notation vers or in words.
	Version, Range string

	// Serial, Revision and SHA256 name the SBOM that Ref is an element of. A
	// Ref that is empty is then the SBOM as a whole.
	Serial   string
	Revision int    // 0: any
	SHA256   string // of the SBOM's file

	// Subcomponents are what the vulnerability is in: the statement then is
	// about them as parts of this product only.
	Subcomponents []Product
}

// when is the time up to which the statement knows things.
func (s *Statement) when() time.Time {
	if s.LastUpdated.After(s.Timestamp) {
		return s.LastUpdated
	}
	return s.Timestamp
}
