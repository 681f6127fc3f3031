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
	n := r.Node(id)
	n.Kind, n.Parent, n.List, n.Index = sbom.KindService, parent, sbom.ListServices, index
	children := int32(0)
	for r.Member() {
		switch string(r.Name()) {
		case "bom-ref":
			n.Ref = r.RefName(r.ref(id))
		case "services":
			children = r.services(id, children)
		case "externalReferences":
			n.References = r.references(n.References, n, id)
		case "parties":
			r.parties(n, id)
		default:
			r.serviceField(n)
		}
	}
	if n.Name == "" && !r.checked() {
		r.NoteFrom(start, diag.Warning, "cyclonedx/name", "give the service its name", "the service has no name")
	}
	if parent != sbom.None {
		r.Doc.Contains = append(r.Doc.Contains, sbom.Edge{From: parent, To: id})
	}
}

func (r *reader) serviceField(n *sbom.Node) {
	switch string(r.Name()) {
	case "name":
		n.Name = r.Intern()
	case "group":
		n.Group = r.Intern()
	case "version":
		n.Version = r.Intern()
	case "description":
		n.Description = r.Prose(r.Keep)
	case "provider":
		n.Provider = r.organization()
	case "licenses":
		r.nodeLicenses(n)
	case "properties":
		r.properties(n)
	case "releaseNotes":
		r.releaseNotes(nil)
	case "endpoints", "authenticated", "x-trust-boundary", "trustZone", "data":
		r.flowField(n)
	default:
		r.unread()
	}
}

// flowField reads what is said of where a service stands and what data goes
// there.
func (r *reader) flowField(n *sbom.Node) {
	d := r.Details(n)
	if d.Service == nil {
		d.Service = new(sbom.Service)
	}
	s := d.Service
	switch string(r.Name()) {
	case "endpoints":
		s.Endpoints = append(s.Endpoints, r.Strings()...)
	case "authenticated":
		r.tristate(&s.Authenticated)
	case "x-trust-boundary":
		r.tristate(&s.CrossesTrust)
	case "trustZone":
		s.TrustZone = r.Intern()
	case "data":
		if !r.Array() {
			return
		}
		for r.Element() {
			s.Data = append(s.Data, r.dataFlow())
		}
	}
}

func (r *reader) tristate(t *sbom.Tristate) {
	if b, ok := r.Bool(); ok {
		*t = sbom.TristateOf(b)
	}
}

// dataFlow reads one flow of data. Up to 1.4 it is direction and
// classification only.
func (r *reader) dataFlow() (f sbom.DataFlow) {
	r.object(func() {
		switch string(r.Name()) {
		case "flow":
			f.Flow = r.Intern()
			r.among("direction of data", f.Flow, "inbound", "outbound", "bi-directional", "unknown")
		case "classification":
			f.Classification = r.Intern()
		case "name":
			f.Name = r.Intern()
		case "description":
			f.Description = r.Intern()
		case "source":
			f.Sources = r.Strings()
		case "destination":
			f.Destination = r.Strings()
		default:
			r.unread()
		}
	})
	return f
}
