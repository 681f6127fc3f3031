// SPDX-License-Identifier: Apache-2.0

// Package merge joins several SBOMs into one document: the graph of a whole
// system, from the documents of its parts.
//
// # Order
//
// The order in which documents are given does not matter. They are put in the
// canonical order of their identifier, SHA-256 and file name first, and
// "first" below is in that order, within a document in its own.
//
// # What is one thing
//
// Two components of two documents are the same when their main package URLs
// are, in canonical spelling, with version, qualifiers and subpath; where the
// URL has no version, the component's counts. A component without a valid
// package URL is the same as another one without, when they have the same name
// and a common digest of SHA-256 or stronger. All others are kept apart, and
// so are services and files: a path means nothing outside its document.
// [Options.By] changes the rule.
//
// What one document lists twice stays two things: the first in one document is
// joined with the first in the other, the second with the second.
//
// The described root of every document is a component like any other, but see
// [Options.Name] for the root of the whole.
//
// # References from document to document
//
// A component with an external reference of type bom that is a BOM-Link to a
// document given is that document's root, unless both have package URLs that
// differ. Relations, and what vulnerabilities affect, are followed into the
// documents given: by BOM-Link (urn:cdx:serial/version#ref), by
// DocumentRef-…:SPDXRef-… and by URI. Those that lead elsewhere stay in
// [sbom.Document.Outside]. Of several revisions of a document a BOM-Link leads
// into the one that it names; where that is not given, into another one, with a
// diagnostic.
//
// # What the joined thing says
//
// The first stated value wins, and different ones give a diagnostic with both
// values and places. Lists are united. A licence found declared or concluded in
// any document is so in the whole. A scope is as wide as its widest: required,
// runtime, unstated, provided, optional, build, dev, test, excluded; that one
// document restricts a use is no restriction on another's. A thing is external
// when every document says so. Its dependencies are complete when a document
// says so, none says otherwise and none that does not say so lists further
// ones; the whole inventory is complete when every document's is.
//
// The supplier that a document states of what it describes goes to that
// component, and a remark on a document as a whole too. Remarks and
// vulnerabilities come with what they are about; those that are equal in two
// documents come once.
//
// Edges are united; a self-loop that only comes from joining is dropped, and
// counted in a diagnostic. Every node has a reference of its own, stands in a
// flat list as in a CycloneDX document, and nesting is in the edges of
// [sbom.Document.Contains]. What describes a document and not the whole
// (identifier, digest, time of making) is kept where all documents agree, and
// stands in [Result.Inputs].
package merge

import (
	"errors"
	"fmt"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
)

// Key is the rule by which components of different documents are one.
type Key uint8

// The rules. See the package comment for the first.
const (
	// ByPURL joins equal package URLs with their versions.
	ByPURL Key = iota

	// ByPURLName joins package URLs that are equal without version and
	// qualifiers, those of one document too: a package is one thing whatever
	// its version.
	ByPURLName

	// ByNothing joins only what BOM-Links say is one.
	ByNothing
)

var keyNames = [...]string{"purl", "purl-name", "nothing"}

func (k Key) String() string {
	if int(k) < len(keyNames) {
		return keyNames[k]
	}
	return fmt.Sprintf("key(%d)", uint8(k))
}

// ParseKey returns the rule of the name: purl, purl-name or nothing.
func ParseKey(name string) (Key, error) {
	for i, n := range keyNames {
		if n == name {
			return Key(i), nil
		}
	}
	return 0, fmt.Errorf("there is no rule %q for joining components: use purl, purl-name or nothing", name)
}

// Options are the settings of [Documents]. The zero value is the default.
type Options struct {
	// Name is that of a root to put above the roots of all documents. Without
	// it, the root is that of the one document whose root no other document
	// lists as a part; when there are several such or none, there is no root.
	Name string

	// Version is that of the root called Name.
	Version string

	By Key // default ByPURL
}

// Result is the whole with where it comes from.
type Result struct {
	Document *sbom.Document

	// Inputs are the documents in canonical order, each once.
	Inputs []Input

	// Origins[id] are the places that node id of the document comes from, by
	// document and place in it. It is empty for a root that [Options.Name]
	// made.
	Origins [][]Origin

	// Diagnostics are those of the merging alone; those of the documents stand
	// beside them in Document.Diagnostics.
	Diagnostics diag.List
}

// Input is one document that went into the whole.
type Input struct {
	File        string      `json:"file"`
	SHA256      string      `json:"sha256"`
	Identifier  string      `json:"identifier"`
	Name        string      `json:"name"`
	Format      sbom.Format `json:"format"`
	SpecVersion string      `json:"specVersion"`
	Created     string      `json:"created"` // as stated

	// Revision is which state of the document it is; 0 is not stated.
	Revision int `json:"revision,omitempty"`

	// Copies are further files with the same bytes.
	Copies []string `json:"copies,omitempty"`

	// Root is the node of the whole that is the document's root, or None.
	Root sbom.ID `json:"-"`

	// Nodes[id] is the node of the whole that the document's node id became.
	Nodes []sbom.ID `json:"-"`
}

// Origin is a place that a node comes from.
type Origin struct {
	Document int    `json:"document"` // index in [Result.Inputs]
	Pointer  string `json:"pointer"`  // JSON pointer in that document
	Line     int    `json:"line"`     // 0 is unknown
	Ref      string `json:"ref"`      // bom-ref or SPDXID there
}

// maxNodes is what fits into an [sbom.ID].
const maxNodes = 1<<31 - 2

// Documents joins the documents, which it does not change, and shares their
// texts and lists. An error means that there is nothing to join or that a
// document is not one that a reader made.
func Documents(docs []*sbom.Document, opts Options) (*Result, error) {
	if int(opts.By) >= len(keyNames) {
		return nil, fmt.Errorf("there is no rule %s for joining components", opts.By)
	}
	if opts.Name == "" && opts.Version != "" {
		return nil, errors.New("a version of the whole needs a name")
	}
	m := &merger{opts: opts}
	if err := m.take(docs); err != nil {
		return nil, err
	}
	m.identify()
	m.follow()
	m.number()
	m.name()
	m.join()
	m.relate()
	m.chooseRoot()
	m.place()
	m.claim()
	m.carry()
	m.describe()
	return m.finish(), nil
}
