// SPDX-License-Identifier: Apache-2.0

package read

import (
	"io"
	"os"
	"path/filepath"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/outline"
)

// Names reads the SBOM in a file for those who only ask what its components
// are called: file, digest, format and version of the document, its name and
// what it describes, and of each component kind, reference, group, name,
// version, first package URL and CPE, scope and place. Of anything else a
// document may have nothing, and of diagnostics none: that saves most of the
// time that [File] takes for CycloneDX JSON.
//
// A document of another format is read whole, and so is one with defects or
// with vulnerabilities of its own; partial reports which it is. Errors are
// those of [File].
func Names(path string, opts *Options) (doc *sbom.Document, list diag.List, partial bool, err error) {
	if doc := names(path, opts); doc != nil {
		return doc, nil, true, nil
	}
	doc, list, err = File(path, opts)
	return doc, list, false, err
}

// names returns nil for what has to be read whole.
func names(path string, opts *Options) *sbom.Document {
	if opts != nil && (opts.Schema || opts.limits() != sbom.Limits{}.WithDefaults()) {
		return nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return nil
	}
	head := make([]byte, min(headBytes, info.Size()))
	if _, err := io.ReadFull(f, head); err != nil {
		return nil
	}
	if format := newSample(head, int64(len(head)) == info.Size()).format(); format == nil || format.name != cyclonedxJSON {
		return nil
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return nil
	}
	doc := &sbom.Document{File: filepath.ToSlash(path), Format: sbom.CycloneDX, Serialization: "json"}
	doc.Nodes = make([]sbom.Node, 0, info.Size()/1100)
	o, ok := outline.Read(f, info.Size(), func(list []outline.Component) {
		for i := range list {
			doc.Nodes = append(doc.Nodes, node(&list[i]))
		}
	})
	if !ok {
		return nil
	}
	doc.SpecVersion, doc.SHA256, doc.Size, doc.Root = o.SpecVersion, o.SHA256, o.Size, o.Root
	if doc.Root != sbom.None {
		doc.Name = doc.Node(doc.Root).Name
	}
	return doc
}

func node(c *outline.Component) sbom.Node {
	n := sbom.Node{Ref: c.Ref, Group: c.Group, Name: c.Name, Version: c.Version, Scope: c.Scope,
		Parent: c.Parent, List: c.List, Index: c.Index, Line: c.Line}
	if c.List == sbom.ListMetadata {
		n.Kind = sbom.KindRoot
	}
	if c.PURL != "" {
		n.PURLs = []string{c.PURL}
	}
	if c.CPE != "" {
		n.CPEs = []string{c.CPE}
	}
	return n
}
