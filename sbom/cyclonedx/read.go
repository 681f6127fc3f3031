// SPDX-License-Identifier: Apache-2.0

// Package cyclonedx reads CycloneDX bills of materials into the normal model
// of package sbom: JSON, XML and both forms of Protocol Buffers.
//
// The reader is a stream over the tokens of the file, straight into the
// model, and tolerant: a value that is not as the specification has it is
// named in a diagnostic with JSON pointer and line, and the rest is read.
// Severity says what became of it: an Error could not be used, a Warning is
// used with doubt, an Info is for the record. What the model has no room for
// is named once for each name, with a count.
//
// On request the tokens are checked against the published schema of the
// version that the document states, also where the reader passes over them;
// [Violates] tells those diagnostics from others.
package cyclonedx

import (
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/scan"
)

// Options are the settings of a reader. The zero value is fine.
type Options struct {
	File   string      // name for positions and [sbom.Document.File]
	Limits sbom.Limits // zero fields have safe defaults

	// Schema compares the document with the published schema of the version
	// that it states, for a diagnostic of each difference; see [Violates]. What
	// is read is the same with and without.
	Schema bool

	// Brief leaves out texts that only people read: descriptions and copyright
	// notices of components. All else is read as ever.
	Brief bool
}

// Read reads a CycloneDX JSON document of versions 1.2 to 1.7; other versions
// are read as far as their fields are those of 1.7, with a diagnostic. The
// list equals the document's Diagnostics. An error means that a limit was
// reached or nothing could be read; defects are diagnostics.
func Read(in io.Reader, opts Options) (*sbom.Document, diag.List, error) {
	src := scan.Open(in, opts.Limits)
	return read(src, scan.JSON(src), opts, "json")
}

// read reads a document of any serialization from its tokens.
func read(src *scan.Source, tokens scan.Tokens, opts Options, serialization string) (*sbom.Document, diag.List, error) {
	var check *checker
	if opts.Schema {
		check = newChecker(tokens)
		tokens = check
	}
	b := scan.NewBuilder(src, tokens, scan.Options{File: opts.File, Limits: opts.Limits, Syntax: serialization, Brief: opts.Brief})
	r := newReader(b, serialization)
	r.check = check
	r.document()
	return r.finish()
}

// reader reads one document. Its methods each read one value of the format.
type reader struct {
	*scan.Builder
	version int      // minor version of the 1.x specification
	unknown bool     // the document states a version without a schema
	check   *checker // nil without [Options.Schema]
	serial  string

	partySlab    scan.Slab[sbom.Party]
	hashes       scan.Slab[sbom.Hash]
	refSlab      scan.Slab[sbom.ExternalReference]
	refDetails   scan.Slab[sbom.ReferenceDetail]
	propertySlab scan.Slab[sbom.Property]
	evidences    scan.Slab[sbom.Evidence]

	partiesMet  map[partyKey]*sbom.Party
	urlLists    map[string][]string // lists of one address, by it
	scratch     []string
	licenseIDs  map[string]scan.Status // of the licences met so far
	expressions map[string]string      // why each is none, "" when it is one

	makers     *sbom.Party // metadata.manufacture, of the described component
	claims     []claim
	affected   []affected
	remarks    []remark
	provisions []provision
	outside    []outside
	documents  map[string]int // index in Document.Documents by URI
	early      []early        // of the dependency being read
	named      []actor        // parties by reference
	actors     map[string]actor

	dropped map[string]*drop
	hasFmt  bool
	hasVer  bool
}

func newReader(b *scan.Builder, serialization string) *reader {
	r := &reader{
		Builder: b, version: newest,
		partiesMet: make(map[partyKey]*sbom.Party), urlLists: make(map[string][]string),
		licenseIDs: make(map[string]scan.Status), expressions: make(map[string]string),
		documents: make(map[string]int), actors: make(map[string]actor), dropped: make(map[string]*drop),
	}
	r.Doc.Format, r.Doc.Serialization = sbom.CycloneDX, serialization
	return r
}

// newest is the minor version whose rules hold for documents that state none
// or one that is not known.
const newest = 7

// seen counts what was read of each list so far, should one occur twice.
type seen struct{ components, services, dependencies, compositions, vulnerabilities int32 }

func (r *reader) document() {
	if !r.Object() {
		return
	}
	start := r.Line()
	var n seen
	for r.Member() {
		switch string(r.Name()) {
		case "bomFormat", "specFormat":
			r.format()
		case "specVersion":
			r.specVersion()
		case "serialNumber":
			r.serialNumber()
		case "metadata":
			r.metadata()
		default:
			r.list(&n)
		}
	}
	if !r.hasFmt && !r.checked() {
		r.NoteFrom(start, diag.Warning, "cyclonedx/bom-format", `write "bomFormat": "CycloneDX"`, "bomFormat is missing")
	}
	if !r.hasVer && !r.checked() {
		r.NoteFrom(start, diag.Warning, "cyclonedx/spec-version", `state specVersion`, "specVersion is missing; the document is read as 1.%d", newest)
	}
}

// list reads the lists that a document is made of.
func (r *reader) list(n *seen) {
	switch string(r.Name()) {
	case "components":
		n.components = r.components(sbom.None, n.components)
	case "services":
		n.services = r.services(sbom.None, n.services)
	case "dependencies":
		n.dependencies = r.dependencies(n.dependencies)
	case "compositions":
		n.compositions = r.compositions(n.compositions)
	case "vulnerabilities":
		n.vulnerabilities = r.vulnerabilities(n.vulnerabilities)
	case "annotations":
		r.annotations()
	case "externalReferences":
		r.Doc.References = r.references(r.Doc.References, nil, sbom.None)
	case "citations":
		r.citations()
	case "version":
		r.revision()
	case "$schema":
	default:
		r.unread()
	}
}

func (r *reader) format() {
	r.hasFmt = true
	if f := r.Bytes(); string(f) != "CycloneDX" {
		r.Note(diag.Warning, "cyclonedx/bom-format", `write "bomFormat": "CycloneDX"`,
			"bomFormat is %q; the document is read as CycloneDX all the same", f)
	}
}

func (r *reader) specVersion() {
	r.hasVer = true
	r.Doc.SpecVersion = r.Str()
	switch v := r.Doc.SpecVersion; v {
	case "1.2", "1.3", "1.4", "1.5", "1.6", "1.7":
		r.version = int(v[2] - '0')
	case "1.0", "1.1":
		r.version, r.unknown = 2, true
		if r.Doc.Serialization == "json" {
			r.Note(diag.Info, "cyclonedx/spec-version", "", "version %s has no JSON form; the document is read as 1.2", v)
		}
	default:
		r.unknown = true
		if strings.HasPrefix(v, "2.") {
			r.Note(diag.Warning, "cyclonedx/spec-version", "use a version from 1.2 to 1.7",
				"version %s is a draft; the document is read as far as its fields are known", v)
			return
		}
		r.Note(diag.Warning, "cyclonedx/spec-version", "use a version from 1.2 to 1.7",
			"specVersion %q is not known; the document is read as far as its fields are those of 1.%d", v, newest)
	}
}

func (r *reader) serialNumber() {
	r.Doc.Identifier = r.Str()
	r.serial = r.Doc.Identifier
	if !isSerial(strings.ToLower(r.serial)) {
		r.Note(diag.Warning, "cyclonedx/serial-number", "use urn:uuid: and an RFC 4122 UUID",
			"serialNumber %q is not a UUID URN; it is kept as stated", r.serial)
	}
}

// revision reads which state of the document this is: a number from 1.
func (r *reader) revision() {
	text, ok := r.Number()
	if !ok {
		return
	}
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || n < 1 || n > math.MaxInt32 || n != math.Trunc(n) {
		if !r.checked() {
			r.Note(diag.Warning, "cyclonedx/version", "count the revisions of the document from 1", "%s is no revision of a document; it is not read", text)
		}
		return
	}
	r.Doc.Revision = int(n)
}

func (r *reader) finish() (*sbom.Document, diag.List, error) {
	r.maker()
	r.meet()
	r.complete()
	r.resolveAffected()
	r.annotate()
	r.provided()
	r.leaving()
	r.notKept()
	doc, list, err := r.Finish()
	if doc != nil && r.check != nil {
		doc.Diagnostics = r.check.merge(list, r.File)
		list = doc.Diagnostics
	}
	return doc, list, err
}

// checked reports whether the document is compared with a schema, which then
// names what is missing.
func (r *reader) checked() bool { return r.check != nil && !r.unknown }

// maker gives metadata.manufacture, in which documents up to 1.5 named who
// made the described component, to that component.
func (r *reader) maker() {
	if root := r.Doc.Root; r.makers != nil && root != sbom.None && r.Node(root).Manufacturer == nil {
		r.Node(root).Manufacturer = r.makers
	}
}
