// SPDX-License-Identifier: Apache-2.0

// Package outline reads of a CycloneDX JSON document what its components are
// called, and passes over everything else without making anything of it. That
// is several times faster than reading the document.
//
// What is passed over is held to the grammar of JSON all the same. A document
// of which a reader would have more to say than this package can tell, because
// it is damaged, ambiguous or near a limit, is refused: [Read] reports that,
// and the reader of the format is to be asked.
package outline

import (
	"io"
	"strconv"

	"github.com/kedja/kedja/sbom"
)

// Component is what a component of a document is called, and where it stands.
type Component struct {
	Ref, Group, Name, Version string
	PURL, CPE                 string
	Scope                     sbom.Scope
	List                      sbom.List // ListComponents, or ListMetadata for what the document describes
	In                        string    // pointer of the component that it is in; empty: of the document
	Index                     int32     // in the list
	Line                      int32     // from 1
}

// Pointer is the JSON pointer of the component.
func (c *Component) Pointer() string {
	if c.List == sbom.ListMetadata {
		return "/metadata/component"
	}
	return c.In + "/components/" + strconv.Itoa(int(c.Index))
}

// Document is what is read of the document itself.
type Document struct {
	SpecVersion string
	Name        string // of what it describes
	SHA256      string // of all bytes
	Size        int64
}

// BatchSize is how many components are handed over at once, or some more where
// the last has others in it.
const BatchSize = 512

// Read reads a document to its end. It calls each with the components in
// the order of the text; the slice is the callee's to keep. The size is that of the input, roughly.
//
// ok is false where the document is not for this package: what was handed over
// then is worth nothing. It is for documents within the default limits of
// [sbom.Limits].
func Read(in io.Reader, size int64, each func([]Component) []Component) (doc Document, ok bool) {
	s := newScanner(in, size, each)
	ok = s.document()
	sum, n, whole := s.blocks.end(ok)
	if !ok || !whole || n > sbom.DefaultMaxBytes {
		return Document{}, false
	}
	s.doc.SHA256, s.doc.Size = sum, n
	return s.doc, true
}
