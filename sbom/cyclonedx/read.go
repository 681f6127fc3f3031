// SPDX-License-Identifier: Apache-2.0

// Package cyclonedx reads CycloneDX bills of materials into the normal model
// of package sbom.
//
// The reader is a stream over the tokens of the file, straight into the
// model, and tolerant: a value that is not as the specification has it is
// named in a diagnostic with JSON pointer and line, and the rest is read.
// Severity says what became of it: an Error could not be used, a Warning is
// used with doubt, an Info is for the record.
package cyclonedx

import (
	"io"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/scan"
)

// Options are the settings of a reader. The zero value is fine.
type Options struct {
	File   string      // name for positions and [sbom.Document.File]
	Limits sbom.Limits // zero fields have safe defaults
}

// Read reads a CycloneDX JSON document of versions 1.2 to 1.7; other versions
// are read as far as their fields are those of 1.7, with a diagnostic. The
// list equals the document's Diagnostics. An error means that a limit was
// reached or nothing could be read; defects are diagnostics.
func Read(in io.Reader, opts Options) (*sbom.Document, diag.List, error) {
	r := &reader{Builder: scan.FromJSON(in, scan.Options{File: opts.File, Limits: opts.Limits}), version: newest}
	r.Doc.Format, r.Doc.Serialization = sbom.CycloneDX, "json"
	r.document()
	return r.finish()
}

// reader reads one document. Its methods each read one value of the format.
type reader struct {
	*scan.Builder
	version  int // minor version of the 1.x specification
	serial   string
	parties  scan.Slab[sbom.Party]
	hashes   scan.Slab[sbom.Hash]
	makers   *sbom.Party // metadata.manufacture, of the described component
	claims   []claim
	affected []affected
	hasFmt   bool
	hasVer   bool
}

// newest is the minor version whose rules hold for documents that state none
// or one that is not known.
const newest = 7

func (r *reader) document() {
	if !r.Object() {
		return
	}
	start := r.Line()
	var seen [3]int32 // components, services, dependencies read so far, should a list occur twice
	for r.Member() {
		switch string(r.Name()) {
		case "bomFormat":
			r.format()
		case "specVersion":
			r.specVersion()
		case "serialNumber":
			r.serialNumber()
		case "version":
			r.bomVersion()
		case "metadata":
			r.metadata()
		case "components":
			seen[0] = r.components(sbom.None, seen[0])
		case "services":
			seen[1] = r.services(sbom.None, seen[1])
		case "dependencies":
			seen[2] = r.dependencies(seen[2])
		case "compositions":
			r.compositions()
		case "vulnerabilities":
			r.vulnerabilities()
		case "citations":
			r.citations()
		case "annotations", "formulation", "declarations", "definitions":
			r.Note(diag.Info, "cyclonedx/not-kept", "", "the member %s is not kept: risk assessment does not use it", r.Name())
		case "$schema", "signature", "properties", "externalReferences":
		default:
			r.unknown("the document")
		}
	}
	if !r.hasFmt {
		r.NoteFrom(start, diag.Warning, "cyclonedx/bom-format", `write "bomFormat": "CycloneDX"`, "bomFormat is missing")
	}
	if !r.hasVer {
		r.NoteFrom(start, diag.Warning, "cyclonedx/spec-version", `state specVersion`, "specVersion is missing; the document is read as 1.%d", newest)
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
		r.version = 2
		r.Note(diag.Info, "cyclonedx/spec-version", "", "version %s has no JSON form; the document is read as 1.2", v)
	default:
		r.Note(diag.Warning, "cyclonedx/spec-version", "use a version from 1.2 to 1.7",
			"specVersion %q is not known; the document is read as far as its fields are those of 1.%d", v, newest)
	}
}

func (r *reader) serialNumber() {
	r.Doc.Identifier = r.Str()
	r.serial = r.Doc.Identifier
	if !isSerial(r.serial) {
		r.Note(diag.Warning, "cyclonedx/serial-number", "use urn:uuid: and an RFC 4122 UUID",
			"serialNumber %q is not a UUID URN", r.serial)
	}
}

func isSerial(s string) bool {
	const form = "urn:uuid:xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"
	if len(s) != len(form) {
		return false
	}
	for i := range len(s) {
		c := s[i] | 0x20
		if form[i] != 'x' || i < len("urn:uuid:") {
			if s[i] != form[i] {
				return false
			}
		} else if (c < 'a' || c > 'f') && (s[i] < '0' || s[i] > '9') {
			return false
		}
	}
	return true
}

// bomVersion checks the revision of the document; the model does not keep it.
func (r *reader) bomVersion() {
	k := r.Kind()
	if k == '0' {
		v, _ := r.Number()
		if strings.ContainsAny(v, ".eE-") || v == "0" {
			r.Note(diag.Warning, "cyclonedx/version", "write a whole number from 1", "version %s is not a whole number from 1", v)
		}
		return
	}
	if r.Null() {
		return
	}
	r.Note(diag.Warning, "cyclonedx/version", "write a whole number from 1", "version is not a number")
}

func (r *reader) unknown(where string) {
	r.Note(diag.Info, "cyclonedx/unknown-field", "check the spelling",
		"%s has no field %q in CycloneDX 1.%d; it is not read", where, r.Name(), r.version)
}

func (r *reader) finish() (*sbom.Document, diag.List, error) {
	r.maker()
	r.complete()
	r.affects()
	return r.Finish()
}

// maker gives metadata.manufacture, in which documents up to 1.5 named who
// made the described component, to that component.
func (r *reader) maker() {
	if root := r.Doc.Root; r.makers != nil && root != sbom.None && r.Doc.Node(root).Manufacturer == nil {
		r.Doc.Node(root).Manufacturer = r.makers
	}
}
