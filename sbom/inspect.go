// SPDX-License-Identifier: Apache-2.0

package sbom

import "github.com/kedja/kedja/diag"

// Inspection is the summary that `kedja sbom inspect -o json` writes. Field
// names and their order are part of the contract.
type Inspection struct {
	File          string `json:"file"`
	Format        Format `json:"format"`
	SpecVersion   string `json:"specVersion"`
	Serialization string `json:"serialization"`
	Name          string `json:"name"`
	Created       string `json:"created"`
	SHA256        string `json:"sha256"`

	// Root is the reference of the described node (bom-ref, SPDXID), else its
	// name; null when the document describes nothing in particular.
	Root *string `json:"root"`

	Components   int `json:"components"`
	Services     int `json:"services"`
	Files        int `json:"files"`
	Dependencies int `json:"dependencies"`
	Contains     int `json:"contains"`
	Dangling     int `json:"dangling"`
	Cycles       int `json:"cycles"` // strongly connected components of several nodes, plus self-loops

	// How many of the components have what the name says.
	WithSupplier int `json:"withSupplier"`
	WithVersion  int `json:"withVersion"`
	WithPURL     int `json:"withPURL"`
	WithHash     int `json:"withHash"`
	WithLicense  int `json:"withLicense"`

	Completeness string `json:"completeness"` // complete | incomplete | unknown | unstated

	Diagnostics []InspectedDiagnostic `json:"diagnostics"`
}

// InspectedDiagnostic is one entry of [Inspection.Diagnostics].
type InspectedDiagnostic struct {
	Severity diag.Severity `json:"severity"`
	Code     string        `json:"code"`
	Pointer  string        `json:"pointer"`
	Line     int           `json:"line"` // 0 is unknown
	Message  string        `json:"message"`
	Remedy   string        `json:"remedy,omitempty"`
}

// Inspect counts what the document holds.
func (d *Document) Inspect() Inspection {
	in := Inspection{
		File: d.File, Format: d.Format, SpecVersion: d.SpecVersion, Serialization: d.Serialization,
		Name: d.Name, Created: d.Created, SHA256: d.SHA256,
		Dependencies: len(d.Depends), Contains: len(d.Contains), Dangling: len(d.Dangling),
		Cycles:       d.cycles(),
		Completeness: "unstated",
		Diagnostics:  make([]InspectedDiagnostic, 0, len(d.Diagnostics)),
	}
	if d.Completeness != CompletenessUnstated {
		in.Completeness = d.Completeness.String()
	}
	if d.Root != None {
		root := d.Node(d.Root)
		name := root.Ref
		if name == "" {
			name = root.Name
		}
		in.Root = &name
	}
	for _, n := range d.All() {
		in.count(n)
	}
	for _, e := range d.Diagnostics {
		in.Diagnostics = append(in.Diagnostics, InspectedDiagnostic{
			Severity: e.Severity, Code: e.Code, Pointer: e.Pointer, Line: e.Line, Message: e.Message, Remedy: e.Remedy,
		})
	}
	return in
}

func (in *Inspection) count(n *Node) {
	switch n.Kind {
	case KindService:
		in.Services++
	case KindFile:
		in.Files++
	case KindComponent:
		in.Components++
		in.WithSupplier += one(n.Supplier != nil)
		in.WithVersion += one(n.Version != "")
		in.WithPURL += one(len(n.PURLs) > 0)
		in.WithHash += one(len(n.Hashes) > 0)
		in.WithLicense += one(len(n.Licenses) > 0)
	}
}

func (d *Document) cycles() int {
	n := len(NewAdjacency(len(d.Nodes), d.Depends).Cycles())
	for _, e := range d.Depends {
		n += one(e.From == e.To)
	}
	return n
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}
