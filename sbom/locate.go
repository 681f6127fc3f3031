// SPDX-License-Identifier: Apache-2.0

package sbom

import (
	"slices"
	"strconv"
	"strings"

	"github.com/kedja/kedja/diag"
)

// Pointer returns the JSON pointer (RFC 6901) of the node in its source:
// "/metadata/component", "/components/3/components/0", "/packages/2". It is ""
// for [None]. Documents in other serializations have the pointer that the
// same content would have in JSON.
func (d *Document) Pointer(id ID) string {
	var steps []string
	// A reader makes every parent before its children, so the walk ends; the
	// bound keeps a hand-made document with a loop from hanging.
	for n := 0; id != None && n <= len(d.Nodes); n++ {
		node := &d.Nodes[id]
		steps = append(steps, step(node))
		id = node.Parent
	}
	slices.Reverse(steps)
	if len(steps) > 0 && d.Base != "" {
		steps = append([]string{d.Base}, steps...)
	}
	return strings.Join(steps, "")
}

func step(n *Node) string {
	index := "/" + strconv.Itoa(int(n.Index))
	switch n.List {
	case ListMetadata:
		return "/metadata/component"
	case ListServices:
		return "/services" + index
	case ListPackages:
		return "/packages" + index
	case ListFiles:
		return "/files" + index
	case ListGraph:
		return "/@graph" + index
	case ListTop:
		return index
	case ListWhole:
		return ""
	case ListInline:
		if n.More == nil {
			return ""
		}
		return n.More.Pointer
	default:
		return "/components" + index
	}
}

// VulnerabilityAt returns where a vulnerability stands that the document
// carries. SPDX 3 spreads it over several elements; there it is the line alone.
func (d *Document) VulnerabilityAt(v *Vulnerability) diag.Position {
	p := diag.Position{File: d.File, Line: int(v.Line)}
	if d.Format == CycloneDX {
		p.Pointer = d.Base + "/vulnerabilities/" + strconv.Itoa(int(v.Index))
	}
	return p
}

// Position returns where the node stands: file, pointer and line.
func (d *Document) Position(id ID) diag.Position {
	p := diag.Position{File: d.File}
	if id != None {
		p.Pointer, p.Line = d.Pointer(id), int(d.Nodes[id].Line)
	}
	return p
}
