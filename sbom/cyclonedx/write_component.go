// SPDX-License-Identifier: Apache-2.0

package cyclonedx

import (
	"slices"
	"strings"

	cdx "github.com/CycloneDX/cyclonedx-go"

	"github.com/kedja/kedja/sbom"
)

func (w *encoder) components(ids []sbom.ID) []cdx.Component {
	out := make([]cdx.Component, 0, len(ids))
	for _, id := range ids {
		out = append(out, w.component(id))
	}
	return out
}

// component writes a node with all that stands within it.
func (w *encoder) component(id sbom.ID) cdx.Component {
	n := w.doc.Node(id)
	c := cdx.Component{
		BOMRef: w.refs[id], Type: w.componentType(id, n), Group: n.Group, Name: w.nodeName(id, n), Version: n.Version,
		Description: n.Description, Copyright: n.Copyright, Scope: w.scope(id, n),
		Hashes: some(w.hashes(id, n.Hashes)), Licenses: w.licenses(id, n.Licenses, n.Declared, n.Concluded),
		ExternalReferences: some(w.references(id, n.References, n.DownloadURL)),
	}
	w.parties(id, n, &c)
	var props []cdx.Property
	w.identity(id, n, &c, &props)
	w.external(id, n, &c)
	w.details(id, n, &c, &props)
	w.origins(id, n, &props)
	c.Properties = some(props)
	if n.Unknown&^sbom.UnknownDownload != 0 { // SPDX 2 demands the place of download of every package
		w.log.Lost(id, "statements that a value is not known (NOASSERTION)", w.target()+" leaves out what is not known")
	}
	if w.opts.XML {
		w.unwritable(id, n.Group, n.Name, n.Version, n.Description, n.Copyright)
	}
	if below := w.tree.below.Out(id); len(below) > 0 {
		c.Components = some(w.components(below))
	}
	return c
}

func (w *encoder) nodeName(id sbom.ID, n *sbom.Node) string {
	if n.Name == "" {
		w.log.Invented(id, "names of components", "the name is empty")
	}
	return n.Name
}

// componentTypes are the types of components of 1.6 and 1.7.
var componentTypes = []string{"application", "framework", "library", "container", "platform", "operating-system", "device",
	"device-driver", "firmware", "file", "machine-learning-model", "data", "cryptographic-asset"}

// otherTypes are the purposes of SPDX 2 and 3 that CycloneDX has under another
// name.
var otherTypes = map[string]cdx.ComponentType{
	"operatingsystem": cdx.ComponentTypeOS,
	"devicedriver":    cdx.ComponentTypeDeviceDriver,
	"model":           cdx.ComponentTypeMachineLearningModel,
	"dataset":         cdx.ComponentTypeData,
	"executable":      cdx.ComponentTypeApplication,
	"install":         cdx.ComponentTypeApplication,
	"module":          cdx.ComponentTypeLibrary,
	"source":          cdx.ComponentTypeLibrary,
}

func (w *encoder) componentType(id sbom.ID, n *sbom.Node) cdx.ComponentType {
	if n.Kind == sbom.KindFile {
		if n.Type != "" && n.Type != "file" {
			w.log.Lost(id, "types of files", "the component is a file")
		}
		return cdx.ComponentTypeFile
	}
	if slices.Contains(componentTypes, n.Type) {
		return cdx.ComponentType(n.Type)
	}
	if t, ok := otherTypes[n.Type]; ok {
		w.log.Changed(id, "types of components", "CycloneDX has fewer; an installer is an application, a module or source a library")
		return t
	}
	if n.Type != "" {
		w.log.Lost(id, "types of components", w.target()+" has no such type; they are libraries")
	} else {
		w.log.Invented(id, "types of components", "they are libraries")
	}
	return cdx.ComponentTypeLibrary
}

// scope writes when a component is needed: what the source says of it, else
// optional when everything that depends on it says so.
func (w *encoder) scope(id sbom.ID, n *sbom.Node) cdx.Scope {
	switch n.Scope {
	case sbom.ScopeUnstated:
		return w.edgeScope(id)
	case sbom.ScopeRequired:
		return cdx.ScopeRequired
	case sbom.ScopeOptional:
		return cdx.ScopeOptional
	case sbom.ScopeExcluded:
		return cdx.ScopeExcluded
	}
	w.log.Lost(id, "scopes of components", "CycloneDX has required, optional and excluded")
	return ""
}

// identity writes the names that the component is known by. CycloneDX has
// room for one package URL and one CPE.
func (w *encoder) identity(id sbom.ID, n *sbom.Node, c *cdx.Component, props *[]cdx.Property) {
	for i, p := range n.PURLs {
		if i == 0 {
			c.PackageURL = p
		} else {
			w.property(props, id, "second and further package URLs", furtherPURL, p)
		}
	}
	for _, p := range n.CPEs {
		switch {
		case w.opts.XML && !cpe.MatchString(p):
			w.property(props, id, "CPEs that are none by the schema of XML", furtherCPE, p)
		case c.CPE == "":
			c.CPE = p
		default:
			w.property(props, id, "second and further CPEs", furtherCPE, p)
		}
	}
	if n.More == nil {
		return
	}
	var swhids, omnibors []string
	for _, x := range n.More.Identifiers {
		switch x.Scheme {
		case "swid":
			if c.SWID == nil {
				c.SWID = &cdx.SWID{TagID: x.Value, Name: n.Name, Version: n.Version}
				continue
			}
			w.property(props, id, "second and further SWID tags", "kedja:identifier:swid", x.Value)
		case "swhid", "swh":
			swhids = append(swhids, x.Value)
		case "gitoid", "omnibor", "omniborId":
			omnibors = append(omnibors, x.Value)
		default:
			w.property(props, id, "other identifiers of components", "kedja:identifier:"+x.Scheme, x.Value)
		}
	}
	c.SWHID, c.OmniborID = some(swhids), some(omnibors)
}

func (w *encoder) external(id sbom.ID, n *sbom.Node, c *cdx.Component) {
	if !n.External {
		return
	}
	if w.minor < 7 {
		w.log.Lost(id, "marks of components that are described elsewhere", "isExternal came with CycloneDX 1.7")
		return
	}
	if w.opts.XML {
		c.Type += markExternal
	} else {
		c.IsExternal = cdx.Bool(true)
	}
}

// countryOfOrigin is the registered property for where a part was made.
const countryOfOrigin = "cdx:device:countryOfOrigin"

func (w *encoder) origins(id sbom.ID, n *sbom.Node, props *[]cdx.Property) {
	for _, country := range n.Origins {
		p := cdx.Property{Name: countryOfOrigin, Value: country}
		if !slices.Contains(*props, p) {
			*props = append(*props, p)
		}
	}
}

// algorithms are those of 1.6; 1.7 has Streebog too.
var algorithms = []string{"MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512", "SHA3-256", "SHA3-384", "SHA3-512",
	"BLAKE2b-256", "BLAKE2b-384", "BLAKE2b-512", "BLAKE3"}

// hexLengths are the lengths of digests that the schema allows.
var hexLengths = []int{32, 40, 64, 96, 128}

func (w *encoder) hashes(at sbom.ID, list []sbom.Hash) []cdx.Hash {
	var out []cdx.Hash
	for _, h := range list {
		known := slices.Contains(algorithms, h.Alg) || w.minor >= 7 && strings.HasPrefix(h.Alg, "Streebog-")
		if !known || !slices.Contains(hexLengths, len(h.Value)) {
			w.log.Lost(at, "hashes", w.target()+" does not have the algorithm or the length")
			continue
		}
		out = append(out, cdx.Hash{Algorithm: cdx.HashAlgorithm(h.Alg), Value: h.Value})
	}
	return out
}
