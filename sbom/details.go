// SPDX-License-Identifier: Apache-2.0

package sbom

// Unknown is a set of fields of which a document says that their value is not
// known (NOASSERTION in SPDX 2), which is more than to say nothing.
type Unknown uint16

// The fields that SPDX 2 can say it of. A field that has a value is not in the
// set.
const (
	UnknownSupplier Unknown = 1 << iota
	UnknownOriginator
	UnknownVersion
	UnknownDeclared  // the licence that the maker declares
	UnknownConcluded // the licence that the author of the SBOM concluded
	UnknownCopyright
	UnknownDownload // DownloadURL
)

// MarkUnknown adds fields to those stated not to be known, and takes out those
// that have a value.
func (n *Node) MarkUnknown(fields Unknown) {
	n.Unknown |= fields
	if n.Unknown == 0 {
		return
	}
	for _, f := range [...]struct {
		field Unknown
		known bool
	}{
		{UnknownSupplier, n.Supplier != nil}, {UnknownOriginator, n.Originator != nil}, {UnknownVersion, n.Version != ""},
		{UnknownDeclared, n.Declared != 0}, {UnknownConcluded, n.Concluded != 0},
		{UnknownCopyright, n.Copyright != ""}, {UnknownDownload, n.DownloadURL != ""},
	} {
		if f.known {
			n.Unknown &^= f.field
		}
	}
}

// Details is what only some kinds of node have.
type Details struct {
	Identifiers []Identifier // SWID tag, SWHID, OmniBOR, other identifiers of the thing itself
	Properties  []Property   // of the namespaces cdx: and bsi:, such as cdx:device:quantity, bsi:component:filename, and those of kedja-scan
	Pedigree    *Pedigree
	Service     *Service
	Crypto      *Crypto
	Model       *Model
	Evidence    []Evidence // how the producer knows that the component is there

	// SourceInfo is what the document says of where the thing comes from (SPDX
	// sourceInfo).
	SourceInfo string
	Comment    string

	// ReleasedAt, BuiltAt and ValidUntil are dates as stated; ValidUntil is the
	// end of support.
	ReleasedAt, BuiltAt, ValidUntil string

	// SupportLevels are what the supplier says of support (SPDX 3
	// supportLevel): support, limitedSupport, noSupport, endOfSupport …
	SupportLevels []string

	// Purposes are what the thing is for beyond [Node.Type] (SPDX 3
	// additionalPurpose), in the same spelling.
	Purposes []string

	Pointer string // of a node in [ListInline]
}

// Identifier is one name of a thing in a scheme: swid, swhid, gitoid, lei …
type Identifier struct{ Scheme, Value string }

// The properties with which kedja-scan says of a component what a scanner could
// tell of its vulnerabilities.
const (
	// PropertyLookup is "checked", or "unknown" and the reason as package vuln
	// has it, parted by a space.
	PropertyLookup = "kedja:lookup"
	// PropertyFixed is a vulnerability and the smallest version known that
	// clears it for this component, parted by a space. There may be several.
	PropertyFixed = "kedja:lookup:fixed"
	// PropertyPossible is a vulnerability of which it cannot be told whether
	// the component has it, and the reason, parted by a space.
	PropertyPossible = "kedja:lookup:possible"
)

// Property is a name and value of a namespace.
type Property struct{ Name, Value string }

// ExternalReference leads to something about a node, a service or the document.
type ExternalReference struct {
	Type   string // CycloneDX spelling: vcs, website, distribution, bom, advisories …
	URL    string // may be a BOM-Link, urn:cdx:…
	Detail *ReferenceDetail
}

// ReferenceDetail is what few references have.
type ReferenceDetail struct {
	Comment string
	Hashes  []Hash
}

// Pedigree says what a component was made from and how it was changed.
type Pedigree struct {
	Ancestors, Descendants, Variants []Relative
	Commits                          []Commit
	Patches                          int      // how many are listed
	Modified                         Tristate // whether it differs from what it was made from
	Notes                            string
}

// Relative is a component that another one was made from, or the reverse.
type Relative struct{ Group, Name, Version, PURL string }

// Commit is a change in a version control system.
type Commit struct{ UID, URL string }

// Tristate is a boolean that may not have been stated.
type Tristate uint8

// The values of a [Tristate].
const (
	Unstated Tristate = iota
	False
	True
)

// TristateOf turns a stated boolean into a Tristate.
func TristateOf(b bool) Tristate {
	if b {
		return True
	}
	return False
}

// Service is what documents say of a service beyond its provider.
type Service struct {
	Endpoints     []string
	Authenticated Tristate
	CrossesTrust  Tristate // x-trust-boundary: using it crosses a trust boundary
	TrustZone     string
	Data          []DataFlow
}

// DataFlow is data that goes to or comes from a service.
type DataFlow struct {
	Flow                 string // inbound | outbound | bi-directional | unknown
	Classification       string
	Name, Description    string
	Sources, Destination []string // references or addresses
}

// Crypto is a cryptographic asset.
type Crypto struct {
	AssetType string // algorithm | certificate | protocol | related-crypto-material
	Primitive string // of an algorithm: ae, signature, hash …
	Parameter string // parameterSetIdentifier, key size, protocol version
	OID       string

	// QuantumLevel is the NIST quantum security level, 0 to 6; -1 is unstated.
	QuantumLevel int8
	NotAfter     string // end of a certificate, as stated
}

// Model is a machine-learning model.
type Model struct {
	Task, Architecture string
	Datasets           []string // references or names of the data it was trained on
}

// Evidence is one identification of a component by the producer's tools.
type Evidence struct {
	Field      string  // purl, name, hash …
	Confidence float64 // 0 to 1; -1 is unstated
	Methods    []string
}

// ExternalDocument is another document that this one names.
type ExternalDocument struct {
	Ref    string // DocumentRef-…; "" for a BOM-Link
	URI    string // namespace, or urn:cdx:serial/version
	Hashes []Hash
}

// OutsideEdge is a relation to an element of another document.
type OutsideEdge struct {
	From     ID
	To       string // DocumentRef-x:SPDXRef-y, urn:cdx:serial/version#ref or a URI, as written
	Type     string // as in [Relation]; "dependsOn" and "contains" for those of [Document.Depends] and [Document.Contains]
	Reversed bool   // the outside element is the start of the relation
	Scope    Scope
	Pointer  string
	Line     int
}

// Relation is a relation of a kind the model gives no meaning to. Type is the
// name of SPDX 3 whatever the dialect: generates, hasVariant, patchedBy,
// usesTool, provides …; with an SPDX 2 type that has no such name, that type.
type Relation struct {
	Type     string
	From, To ID
	Scope    Scope // when it holds: a tool that is used to build, to develop, to test
}

// Annotation is a remark about nodes or about the document.
type Annotation struct {
	Subjects  []ID // empty: the document as a whole
	Annotator string
	Time      string // as stated
	Type      string // review | other, where stated
	Text      string
}

// Vulnerability is an embedded advisory with what the document says of it.
type Vulnerability struct {
	ID       string
	Source   string  // who publishes it, name or address
	Aliases  []Alias // the same vulnerability in other databases
	Severity string  // none | info | low | medium | high | critical | unknown; the highest rating stated
	Ratings  []Rating
	CWEs     []int

	State         string // analysis.state: exploitable, not_affected, resolved …
	Justification string
	Responses     []string
	Detail        string // of the analysis
	FirstIssued   string // of the analysis, as stated
	LastUpdated   string

	Description, Recommendation string
	Published, Updated          string
	Affects                     []ID
	AffectsOutside              []string // elements of other documents, as written: urn:cdx:serial/version#ref, or a package URL
	Limits                      []Limit  // to versions of what it affects, in the order stated

	Index int32 // in the document's list of vulnerabilities
	Line  int32
}

// Alias is what a database calls a vulnerability.
type Alias struct {
	ID     string
	Source string // name or address
}

// Limit says of one version, or of a range of versions, of what a vulnerability
// affects whether it is affected.
type Limit struct {
	Of      ID     // one of Affects; None: Outside says of what
	Outside string // one of AffectsOutside
	Version string
	Range   string // in the notation vers; where Version is empty
	Status  string // affected | unaffected | unknown; empty is affected
}

// Rating is one assessment of a vulnerability's severity.
type Rating struct {
	Source, Method, Severity, Vector string

	// Score is as stated, HasScore whether it was.
	Score    float64
	HasScore bool
}

// DeclaredLicenses returns the licences stated as declared by the maker.
func (n *Node) DeclaredLicenses() []string { return pick(n.Licenses, n.Declared) }

// ConcludedLicenses returns the licences that the author of the SBOM concluded.
func (n *Node) ConcludedLicenses() []string { return pick(n.Licenses, n.Concluded) }

func pick(list []string, bits uint16) []string {
	var out []string
	for i, l := range list {
		if i < 16 && bits&(1<<i) != 0 {
			out = append(out, l)
		}
	}
	return out
}

// Detail returns the node's details, made when it has none.
func (n *Node) Detail() *Details {
	if n.More == nil {
		n.More = new(Details)
	}
	return n.More
}
