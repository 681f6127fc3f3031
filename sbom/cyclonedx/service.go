// SPDX-License-Identifier: Apache-2.0

package cyclonedx

import (
	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
)

// services reads a list of services below parent, numbering from index, and
// returns the next number.
func (r *reader) services(parent sbom.ID, index int32) int32 {
	if !r.Array() {
		return index
	}
	for ; r.Element(); index++ {
		r.service(parent, index)
	}
	return index
}

func (r *reader) service(parent sbom.ID, index int32) {
	if !r.Object() {
		return
	}
	start := r.Line()
	id := r.NewNode()
	n := r.Doc.Nodes[id]
	n.Kind, n.Parent, n.List, n.Index = sbom.KindService, parent, sbom.ListServices, index
	children := int32(0)
	for r.Member() {
		switch string(r.Name()) {
		case "bom-ref":
			n.Ref = r.RefName(r.ref(id))
		case "services":
			children = r.services(id, children)
		default:
			r.serviceField(&n)
		}
	}
	if n.Name == "" {
		r.NoteFrom(start, diag.Warning, "cyclonedx/name", "give the service its name", "the service has no name")
	}
	if parent != sbom.None {
		r.Doc.Contains = append(r.Doc.Contains, sbom.Edge{From: parent, To: id})
	}
	r.Doc.Nodes[id] = n
}

func (r *reader) serviceField(n *sbom.Node) {
	switch string(r.Name()) {
	case "name":
		n.Name = r.Intern()
	case "group":
		n.Group = r.Intern()
	case "version":
		n.Version = r.Intern()
	case "provider":
		n.Provider = r.organization()
	case "licenses":
		n.Licenses = r.licenses(n.Licenses)
	case "externalReferences":
		r.references(n)
	case "releaseNotes":
		r.releaseNotes()
	case "data":
		r.dataFlows()
	case "authenticated", "x-trust-boundary":
		r.Bool()
	case "description", "endpoints", "properties", "tags", "trustZone", "signature", "patentAssertions":
	default:
		r.unknown("a service")
	}
}

func (r *reader) dataFlows() {
	if !r.Array() {
		return
	}
	for r.Element() {
		if !r.Object() {
			continue
		}
		for r.Member() {
			if string(r.Name()) == "flow" {
				r.oneOf("direction of data", "inbound", "outbound", "bi-directional", "unknown")
			}
		}
	}
}
