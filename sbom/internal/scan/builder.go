// SPDX-License-Identifier: Apache-2.0

package scan

import (
	"fmt"
	"io"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
)

// Builder makes a document from what a dialect's reader finds, in whatever
// order the file has it: references are numbered as they are met and resolved
// at the end.
type Builder struct {
	*Scanner
	Doc *sbom.Document

	refs    refTable
	names   []string  // of each Ref
	targets []sbom.ID // of each Ref: a node, unbound or other
	links   column[link]
	nodes   column[sbom.Node] // until Flatten
	details Slab[sbom.Details]
}

// Ref numbers a reference string (bom-ref, SPDXID) of one document.
type Ref int32

// NoRef is the absent reference.
const NoRef Ref = -1

const (
	unbound sbom.ID = -1 - iota
	other           // the document holds it, but it is no node
	outside         // it is said to be in another document
)

// Link says what a link between two references means.
type Link uint8

// The kinds of link.
const (
	Depends   Link = iota
	Contains       // containment
	Describes      // the document describes To
	Mentions       // only has to exist
)

type link struct {
	from, to    Ref
	entry, item int32
	line        int32
	list, field Name
	kind        Link
	scope       sbom.Scope
}

// Path is where a link stands, kept small and made a pointer only when the
// link leads nowhere: /list/entry, /list/entry/field or
// /list/entry/field/item. NoName and a negative item are left out.
type Path struct {
	Line        int32 // of the text that has the reference
	Entry, Item int32
	List, Field Name
}

// Name is a member's name in a [Path], numbered because a large document has
// millions of paths.
type Name uint8

// The names that paths are made of.
const (
	NoName Name = iota
	NameDependencies
	NameRef
	NameDependsOn
	NameCompositions
	NameAssemblies
	NameVulnerabilities
	NameAffects
	NameDocumentDescribes
	NamePackages
	NameHasFiles
	NameRelationships
)

var pathNames = [...]string{"", "dependencies", "ref", "dependsOn", "compositions", "assemblies",
	"vulnerabilities", "affects", "documentDescribes", "packages", "hasFiles", "relationships"}

func (n Name) String() string { return pathNames[n] }

// At returns a path at the place of the last value.
func (b *Builder) At(list Name, entry int32, field Name, item int32) Path {
	return Path{List: list, Entry: entry, Field: field, Item: item, Line: b.line}
}

// How many bytes of text a node and a link take in compact documents, roughly:
// tables made for that many hardly move while they grow.
const (
	bytesPerNode = 1100
	bytesPerLink = 220
)

// NewBuilder returns a builder for an empty document.
func NewBuilder(src *Source, tokens Tokens, opts Options) *Builder {
	b := &Builder{Scanner: New(src, tokens, opts)}
	b.refs.init(int(src.Hint / bytesPerNode))
	b.links = newColumn[link](int(src.Hint / bytesPerLink))
	b.nodes = newColumn[sbom.Node](int(src.Hint / bytesPerNode))
	b.Doc = &sbom.Document{File: opts.File, Root: sbom.None}
	return b
}

// FromJSON returns a builder for the document in a JSON text.
func FromJSON(r io.Reader, opts Options) *Builder {
	src := Open(r, opts.Limits)
	return NewBuilder(src, JSON(src), opts)
}

// NewNode adds a node and returns its ID.
func (b *Builder) NewNode() sbom.ID {
	if b.nodes.n >= b.limits.Nodes {
		b.Limit("number of components", b.limits.Nodes)
	}
	b.nodes.add(sbom.Node{Parent: sbom.None, Line: b.Line()})
	return sbom.ID(b.nodes.n - 1)
}

// Node returns the node with the ID. It stays where it is until [Builder.Finish],
// which is when the document gets its nodes.
func (b *Builder) Node(id sbom.ID) *sbom.Node { return b.nodes.at(int(id)) }

// Len returns how many nodes there are.
func (b *Builder) Len() int { return b.nodes.n }

// Ref numbers a reference. Empty bytes are NoRef.
func (b *Builder) Ref(name []byte) Ref {
	if len(name) == 0 {
		return NoRef
	}
	r, known := b.refs.find(name)
	if known {
		return r
	}
	b.names = append(b.names, b.Keep(name))
	b.targets = append(b.targets, unbound)
	return r
}

// RefName returns the reference as written.
func (b *Builder) RefName(r Ref) string {
	if r == NoRef {
		return ""
	}
	return b.names[r]
}

// Bind says that the reference names the node. A reference that is taken
// stays with the first node that has it, with a diagnostic.
func (b *Builder) Bind(r Ref, id sbom.ID) {
	if r == NoRef {
		return
	}
	taken := b.targets[r]
	if taken < 0 {
		b.targets[r] = id
	}
	if taken != unbound {
		b.Note(diag.Warning, "sbom/duplicate-ref", "give every element a reference of its own",
			"the reference %q is already taken; references lead to the first element that has it", b.names[r])
	}
}

// BindOther says that the document holds what the reference names, but as
// something that is no node.
func (b *Builder) BindOther(r Ref) {
	if r != NoRef && b.targets[r] == unbound {
		b.targets[r] = other
	}
}

// BindOutside says that the reference names something of another document.
func (b *Builder) BindOutside(r Ref) {
	if r != NoRef && b.targets[r] == unbound {
		b.targets[r] = outside
	}
}

// Link records a link. Either end may be NoRef.
func (b *Builder) Link(kind Link, from, to Ref, scope sbom.Scope, at Path) {
	if b.links.n >= b.limits.Edges {
		b.Limit("number of references", b.limits.Edges)
		return
	}
	b.links.add(link{from: from, to: to, kind: kind, scope: scope,
		entry: at.Entry, item: at.Item, line: at.Line, list: at.List, field: at.Field})
}

// Lookup returns the node of a reference, or None. It is for use after the
// whole text has been read.
func (b *Builder) Lookup(r Ref) sbom.ID {
	if r == NoRef || b.targets[r] < 0 {
		return sbom.None
	}
	return b.targets[r]
}

// AppendList adds a string to a list that this method began.
func (b *Builder) AppendList(list []string, s string) []string { return b.lists.Append(list, s) }

// Finish ends the reading, resolves the references and returns the document.
// An error means that the input could not be read to its end, that a limit was
// reached or that nothing could be made of it.
func (b *Builder) Finish() (*sbom.Document, diag.List, error) {
	b.Trailing()
	if b.src.Encoding != "" {
		b.NoteAt(diag.Info, diag.Position{File: b.File}, "sbom/encoding", "",
			"the file is %s and was decoded", b.src.Encoding)
	}
	if b.ahead != nil {
		b.ahead.end()
	}
	b.Doc.SHA256, b.Doc.Size = b.src.Close(b.limited || b.broken != nil)
	if b.broken != nil {
		return nil, b.Notes.Finish(b.File), fmt.Errorf("%s: %w", b.File, b.broken)
	}
	b.Doc.Nodes = b.nodes.flat()
	failure, limit := b.Failure()
	if failure != nil && (limit || (len(b.Doc.Nodes) == 0 && b.Doc.SpecVersion == "")) {
		return nil, b.Notes.Finish(b.File), *failure
	}
	if failure != nil {
		b.Doc.Cut = true
		b.Add(*failure)
	}
	b.resolve()
	b.thin()
	if b.Doc.Name == "" && b.Doc.Root != sbom.None {
		b.Doc.Name = b.Doc.Node(b.Doc.Root).Name
	}
	b.Doc.Diagnostics = b.Notes.Finish(b.File)
	return b.Doc, b.Doc.Diagnostics, nil
}

// thin says when the document holds too little for most questions: that a
// list is empty must never look like a clean result.
func (b *Builder) thin() {
	n, artifacts := 0, 0
	for _, node := range b.Doc.All() {
		switch node.Kind {
		case sbom.KindComponent:
			n++
		case sbom.KindArtifact:
			artifacts++
		}
	}
	switch at := (diag.Position{File: b.File}); {
	case n == 0 && artifacts > 0:
		b.NoteAt(diag.Warning, at, "sbom/no-components", "list the software as packages",
			"the document lists no component, but models or data sets, %d of them", artifacts)
	case n == 0:
		b.NoteAt(diag.Warning, at, "sbom/no-components", "check that the generator found what it was to describe",
			"the document lists no component")
	case n > 1 && len(b.Doc.Depends) == 0:
		b.NoteAt(diag.Warning, at, "sbom/no-dependencies", "have the generator write dependency relations",
			"the document lists %d components and no dependency between them; what rests on what is not known", n)
	}
}
