// SPDX-License-Identifier: Apache-2.0

package read

import (
	"io"
	"os"
	"path/filepath"

	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/outline"
)

// Named is what a component is called, and where it stands: reference, group,
// name, version, first package URL and CPE, scope, list and pointer.
type Named = outline.Component

// Names reads what the components in a CycloneDX JSON file are called, in a
// small part of the time that [File] takes. It hands them over in the order of
// the text, and what the document describes among them; a slice is the callee's
// to keep, which returns one that nobody needs any more, or nil. The document that it returns has no more than file,
// digest, size, format, version and name.
//
// ok is false where the file has to be read whole: it cannot be opened, is no
// regular file, is of another format, has defects, or vulnerabilities of its
// own. What was handed over is worth nothing then, and File tells the reason.
func Names(path string, opts *Options, each func([]Named) []Named) (doc *sbom.Document, ok bool) {
	if opts != nil && (opts.Schema || opts.limits() != sbom.Limits{}.WithDefaults()) {
		return nil, false
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, false
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return nil, false
	}
	head := make([]byte, min(headBytes, info.Size()))
	if _, err := io.ReadFull(f, head); err != nil {
		return nil, false
	}
	if format := newSample(head, int64(len(head)) == info.Size()).format(); format == nil || format.name != cyclonedxJSON {
		return nil, false
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return nil, false
	}
	o, ok := outline.Read(f, info.Size(), each)
	if !ok {
		return nil, false
	}
	return &sbom.Document{File: filepath.ToSlash(path), Format: sbom.CycloneDX, Serialization: "json", Root: sbom.None,
		SpecVersion: o.SpecVersion, Name: o.Name, SHA256: o.SHA256, Size: o.Size}, true
}
