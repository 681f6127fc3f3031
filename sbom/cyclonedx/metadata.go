// SPDX-License-Identifier: Apache-2.0

package cyclonedx

import (
	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/scan"
)

func (r *reader) metadata() {
	if !r.Object() {
		return
	}
	d := r.Doc
	for r.Member() {
		switch string(r.Name()) {
		case "timestamp":
			r.timestamp()
		case "component":
			r.described()
		case "tools":
			r.tools()
		case "authors":
			d.Authors = r.contacts(d.Authors, sbom.PartyPerson)
		case "supplier":
			d.Supplier = r.organization()
		case "manufacturer":
			d.Manufacturer = r.organization()
		case "manufacture":
			r.manufacture()
		case "lifecycles":
			r.lifecycles()
		case "distributionConstraints":
			r.distribution()
		case "licenses":
			r.licenses(func(license, _ string) { d.Licenses = append(d.Licenses, license) })
		default:
			r.unread()
		}
	}
}

func (r *reader) timestamp() {
	r.Doc.Created = r.Str()
	if t := r.Doc.Created; !scan.TimeValid(t) {
		r.Note(diag.Warning, "cyclonedx/timestamp", "write an RFC 3339 time such as 2026-03-01T12:00:00Z", "%q is no date and time; it is kept as stated", t)
	}
}

func (r *reader) described() {
	root := r.component(sbom.None, sbom.ListMetadata, 0)
	if root != sbom.None && r.Doc.Root == sbom.None {
		r.Doc.Root = root
	}
}

func (r *reader) manufacture() {
	r.makers = r.organization()
	if r.version >= 6 {
		r.Note(diag.Info, "cyclonedx/deprecated", "use component.manufacturer",
			"metadata.manufacture is deprecated since 1.6; it is taken as the maker of the described component")
	}
}

// tools reads the tools that made the document: a list up to 1.4, an object of
// components and services from 1.5. Both are taken in every version, as
// generators mix them.
func (r *reader) tools() {
	if r.Kind() == '[' {
		r.toolList()
		if r.version >= 5 && r.Doc.Serialization != "protobuf" {
			r.Note(diag.Info, "cyclonedx/deprecated", "write tools.components", "tools as a list is deprecated since 1.5")
		}
		return
	}
	if !r.Object() {
		return
	}
	if r.version < 5 {
		r.Note(diag.Warning, "cyclonedx/tools", "write a list", "tools as an object came with 1.5, the document is 1.%d", r.version)
	}
	for r.Member() {
		switch string(r.Name()) {
		case "components", "services":
			r.toolList()
		default:
			r.unread()
		}
	}
}

func (r *reader) toolList() {
	if !r.Array() {
		return
	}
	for r.Element() {
		if t := r.tool(); t != "" {
			r.Doc.Tools = append(r.Doc.Tools, t)
		}
	}
}

func (r *reader) tool() string {
	if r.Kind() == '"' {
		return r.Str()
	}
	if !r.Object() {
		return ""
	}
	var name, version string
	for r.Member() {
		switch string(r.Name()) {
		case "name":
			name = r.Str()
		case "version":
			version = r.Str()
		case "components", "services": // the form of Protocol Buffers
			r.toolList()
		case "type":
		case "bom-ref":
			r.otherRef()
		default:
			r.unread()
		}
	}
	if name != "" && version != "" {
		return name + " " + version
	}
	return name
}

func (r *reader) lifecycles() {
	if !r.Array() {
		return
	}
	for r.Element() {
		if !r.Object() {
			continue
		}
		for r.Member() {
			switch string(r.Name()) {
			case "phase", "name":
				if s := r.Str(); s != "" {
					r.Doc.Lifecycles = append(r.Doc.Lifecycles, s)
				}
			default:
				r.unread()
			}
		}
	}
}

func (r *reader) distribution() {
	if !r.Object() {
		return
	}
	for r.Member() {
		if string(r.Name()) != "tlp" {
			r.unread()
			continue
		}
		switch tlp := r.Str(); tlp {
		case "CLEAR", "GREEN", "AMBER", "AMBER_AND_STRICT", "RED":
			r.Doc.TLP = tlp
		default:
			// Whoever marked the document wanted it held back: the strictest
			// marking is the only safe reading.
			r.Doc.TLP = "RED"
			r.Note(diag.Warning, "cyclonedx/tlp", "use CLEAR, GREEN, AMBER, AMBER_AND_STRICT or RED",
				"%q is no TLP marking; the document is treated as RED", tlp)
		}
	}
}
