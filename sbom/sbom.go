// SPDX-License-Identifier: Apache-2.0

// Package sbom is the one normal model of a software bill of materials, to
// which every dialect is read: CycloneDX in sbom/cyclonedx, SPDX in
// sbom/spdx, detection in sbom/read.
//
// A [Document] is a flat table of nodes (the described root, components,
// services, files) with int32 references between them. It keeps what risk
// assessment needs and the place of every node in its source; what a dialect
// says beyond that is named in a diagnostic.
package sbom

import "github.com/kedja/kedja/diag"

// Format names an SBOM standard.
type Format string

// The standards that are read.
const (
	CycloneDX Format = "CycloneDX"
	SPDX      Format = "SPDX"
)

// ID refers to a node of one document: an index into [Document.Nodes].
type ID int32

// None is the reference to no node.
const None ID = -1

// Document is one SBOM. It is read-only once a reader has returned it.
type Document struct {
	File   string // as the caller named it
	SHA256 string // lower-case hex of the bytes as read
	Size   int64  // bytes as read
	Base   string // JSON pointer of the SBOM in its file, where an envelope is around it; else ""
	Cut    bool   // the text ends or breaks off before its end: what the rest says is not known

	Format        Format
	SpecVersion   string // "1.6", "2.3"; as stated
	Serialization string // json | xml | tag-value | rdf | yaml | json-ld

	Name       string // document name, else the root's name
	Identifier string // serialNumber, documentNamespace
	Revision   int    // which state of the document with the identifier it is (CycloneDX version), from 1; 0 is not stated
	Created    string // as stated, normally RFC 3339
	TLP        string // CLEAR … RED; "" is not stated

	Authors      []Party  // who made the SBOM
	Tools        []string // what made the SBOM: "name version"
	Supplier     *Party   // who supplied what the SBOM describes
	Manufacturer *Party   // who made the SBOM (CycloneDX 1.6 metadata.manufacturer)
	Lifecycles   []string // build, pre-build …; the generation context
	Licenses     []string // of the SBOM itself (CycloneDX metadata.licenses, SPDX dataLicense)
	Comment      string   // what the author says of the document

	// References lead from the document as a whole to something else.
	References []ExternalReference

	Root  ID     // the described node, or None
	Nodes []Node // in document order

	Depends  []Edge // real dependency, distinct (From, To), in document order
	Contains []Edge // containment, distinct; CycloneDX nesting included

	// Relations are the other relations between two nodes, of every kind that
	// the model does not give a meaning to, in document order.
	Relations []Relation

	// Dangling lists distinct references to something the document lacks.
	Dangling []Reference

	// Documents lists the other documents that this one refers to, and
	// Outside the relations that lead into them.
	Documents []ExternalDocument
	Outside   []OutsideEdge

	Annotations []Annotation // remarks with their authors

	// Completeness of the document's inventory as a whole.
	Completeness Completeness

	Vulnerabilities []Vulnerability // embedded ones, with their VEX state
	Diagnostics     diag.List       // sorted
}

// Kind says what a node is.
type Kind uint8

// The kinds of node. In CycloneDX the described metadata.component is Root;
// in SPDX 2 the described package is a Component like any other.
const (
	KindComponent Kind = iota
	KindRoot
	KindService
	KindFile
	KindArtifact // SPDX 3: a model or data set; assessed like a component, not counted as one
)

// Node is one thing the document lists.
type Node struct {
	Kind Kind
	Ref  string // bom-ref, SPDXID; "" when the document gave none
	Type string // CycloneDX type or SPDX primaryPackagePurpose, lower case: library, application, device, firmware …

	Group, Name, Version string

	PURLs    []string // as stated, valid or not; the first is the main one
	CPEs     []string
	Hashes   []Hash
	Licenses []string // SPDX expressions, identifiers or names, as stated
	Scope    Scope

	// Declared and Concluded say what is stated of how a licence was found:
	// bit i is set when Licenses[i] is the one that the maker declares, or that
	// the author of the SBOM concluded. See [Node.DeclaredLicenses].
	Declared, Concluded uint16

	// Unknown are the fields that the document states not to be known.
	Unknown Unknown

	Supplier     *Party // who supplies it (distributor)
	Manufacturer *Party // who makes it
	Originator   *Party // where it comes from (SPDX originator)
	Publisher    string
	Authors      []Party
	Provider     *Party // services: who runs it

	Origins []string // ISO 3166-1 alpha-2 places of manufacture, where stated

	Completeness Completeness // of the node's own dependencies
	Assembly     Completeness // of what the node contains
	External     bool         // described elsewhere (CycloneDX 1.7 isExternal)
	DownloadURL  string       // distribution or download location, where stated

	Description string
	Copyright   string
	References  []ExternalReference
	More        *Details // what only some kinds of node have; nil is none of it

	Parent ID    // node that contains it in the text, None at the top
	List   List  // which list of the source it stands in
	Index  int32 // index in that list
	Line   int32 // line of its first byte in the source, from 1; 0 unknown
}

// List names the list of the source that a node stands in; with Parent and
// Index it gives the JSON pointer.
type List uint8

// The lists of CycloneDX and SPDX 2 JSON documents.
const (
	ListComponents List = iota // /components, or nested below the parent
	ListMetadata               // /metadata/component
	ListServices               // /services
	ListPackages               // /packages
	ListFiles                  // /files
	ListGraph                  // /@graph (SPDX 3)
	ListTop                    // the document is the list
	ListWhole                  // the document is the node
	ListInline                 // where Details.Pointer says (SPDX 3: within another element)
)

// Hash is one digest. Alg is in CycloneDX spelling: SHA-256.
type Hash struct{ Alg, Value string }

// PartyKind says what a named party is, as far as the document does.
type PartyKind uint8

// The kinds of party.
const (
	PartyUnknown PartyKind = iota
	PartyOrganization
	PartyPerson
	PartyTool
)

// Party is a supplier, maker, author as the document names it.
type Party struct {
	Kind    PartyKind
	Name    string
	Email   string
	URLs    []string
	Country string // address.country (CycloneDX 1.6), as stated
	More    *PartyDetails
}

// PartyDetails is what documents rarely say of a party.
type PartyDetails struct {
	Ref      string // bom-ref, spdxId
	Address  Address
	Contacts []Contact // beyond the address in [Party.Email]

	// Identifiers are what else the party is known by (SPDX 3
	// externalIdentifier): the scheme and the value.
	Identifiers []Identifier
}

// Address is a postal address as stated; the country is in [Party.Country].
type Address struct {
	Region, Locality, PostOfficeBox, PostalCode, Street string
}

// Contact is a person or desk to turn to.
type Contact struct{ Name, Email, Phone string }

// Scope says when a component is needed.
type Scope uint8

// The scopes. Unstated is not the same as required.
const (
	ScopeUnstated Scope = iota
	ScopeRequired
	ScopeOptional
	ScopeExcluded
	ScopeRuntime
	ScopeProvided
	ScopeBuild
	ScopeDev
	ScopeTest
)

var scopeNames = [...]string{"", "required", "optional", "excluded", "runtime", "provided", "build", "dev", "test"}

func (s Scope) String() string {
	if int(s) < len(scopeNames) {
		return scopeNames[s]
	}
	return "scope?"
}

// Completeness says what the document claims about what it lists.
type Completeness uint8

// The claims. Unstated: nothing said.
const (
	CompletenessUnstated Completeness = iota
	Complete
	Incomplete // known to be incomplete, fully or in part
	CompletenessUnknown
)

var completenessNames = [...]string{"", "complete", "incomplete", "unknown"}

func (c Completeness) String() string {
	if int(c) < len(completenessNames) {
		return completenessNames[c]
	}
	return "completeness?"
}

// Edge is a relation between two nodes of the document: From depends on, or
// contains, To.
type Edge struct {
	From, To ID
	Scope    Scope // of this relation (SPDX DEV_DEPENDENCY_OF …)
}

// Reference is a reference that leads nowhere.
type Reference struct {
	From, To string // as written
	Pointer  string
	Line     int
}

// Node returns the node with the ID. It must not be None.
func (d *Document) Node(id ID) *Node { return &d.Nodes[id] }
