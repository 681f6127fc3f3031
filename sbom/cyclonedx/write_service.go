// SPDX-License-Identifier: Apache-2.0

package cyclonedx

import (
	cdx "github.com/CycloneDX/cyclonedx-go"

	"github.com/kedja/kedja/sbom"
)

func (w *encoder) services(ids []sbom.ID) []cdx.Service {
	out := make([]cdx.Service, 0, len(ids))
	for _, id := range ids {
		out = append(out, w.service(id))
	}
	return out
}

// service writes a service with all that stand within it.
func (w *encoder) service(id sbom.ID) cdx.Service {
	n := w.doc.Node(id)
	s := cdx.Service{
		BOMRef: w.refs[id], Provider: w.organization(id, n.Provider), Group: n.Group, Name: w.nodeName(id, n), Version: n.Version,
		Description: n.Description, Licenses: w.licenses(id, n.Licenses, n.Declared, n.Concluded),
		ExternalReferences: some(w.references(id, n.References, n.DownloadURL)),
	}
	w.unserved(id, n)
	if d := n.More; d != nil {
		var props []cdx.Property
		for _, p := range d.Properties {
			props = append(props, cdx.Property{Name: p.Name, Value: p.Value})
		}
		if d.Comment != "" {
			w.property(&props, id, "comments on services", "kedja:comment", d.Comment)
		}
		s.Properties = some(props)
		w.serviceDetails(id, d.Service, &s)
	}
	if below := w.tree.below.Out(id); len(below) > 0 {
		s.Services = some(w.services(below))
	}
	return s
}

// unserved notes what a service can be said to have in other formats only.
func (w *encoder) unserved(id sbom.ID, n *sbom.Node) {
	if n.Supplier != nil || n.Manufacturer != nil || n.Originator != nil || n.Publisher != "" || len(n.Authors) > 0 {
		w.log.Lost(id, "suppliers, makers and authors of services", "CycloneDX has their provider only")
	}
	if len(n.PURLs)+len(n.CPEs)+len(n.Hashes)+len(n.Origins) > 0 || n.Scope != sbom.ScopeUnstated || n.Copyright != "" {
		w.log.Lost(id, "facts of components on services", "")
	}
}

func (w *encoder) serviceDetails(id sbom.ID, d *sbom.Service, s *cdx.Service) {
	if d == nil {
		return
	}
	s.Endpoints = some(w.addresses(id, d.Endpoints))
	s.Authenticated = tristate(d.Authenticated)
	s.CrossesTrustBoundary = tristate(d.CrossesTrust)
	if w.opts.XML && d.TrustZone != "" {
		s.BOMRef += markZone + d.TrustZone
	} else {
		s.TrustZone = d.TrustZone
	}
	var data []cdx.DataClassification
	for _, f := range d.Data {
		flow := f.Flow
		switch flow {
		case "inbound", "outbound", "bi-directional", "unknown":
		default:
			w.log.Invented(id, "directions of data flows", "it is unknown")
			flow = "unknown"
		}
		data = append(data, cdx.DataClassification{
			Flow: cdx.DataFlow(flow), Classification: f.Classification, Name: f.Name, Description: f.Description,
			Source: some(w.addresses(id, f.Sources)), Destination: some(w.addresses(id, f.Destination)),
		})
	}
	s.Data = some(data)
}

func tristate(t sbom.Tristate) *bool {
	switch t {
	case sbom.True:
		return cdx.Bool(true)
	case sbom.False:
		return cdx.Bool(false)
	}
	return nil
}
