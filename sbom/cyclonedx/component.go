// SPDX-License-Identifier: Apache-2.0

package cyclonedx

import (
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/scan"
)

// components reads a list of components below parent, numbering from index,
// and returns the next number.
func (r *reader) components(parent sbom.ID, index int32) int32 {
	if !r.Array() {
		return index
	}
	for ; r.Element(); index++ {
		r.component(parent, sbom.ListComponents, index)
	}
	return index
}

// component reads one component. What is no object still holds its number.
func (r *reader) component(parent sbom.ID, list sbom.List, index int32) sbom.ID {
	if !r.Object() {
		return sbom.None
	}
	start := r.Line()
	id := r.NewNode()
	n := r.Node(id)
	n.Parent, n.List, n.Index = parent, list, index
	if list == sbom.ListMetadata {
		n.Kind = sbom.KindRoot
	}
	c := component{node: n, ref: scan.NoRef}
	children := int32(0)
	for r.Member() {
		switch string(r.Name()) {
		case "bom-ref":
			c.ref = r.ref(id)
			n.Ref = r.RefName(c.ref)
		case "components":
			children = r.components(id, children)
		case "parties":
			r.parties(n, id)
		case "externalReferences":
			n.References = r.references(n.References, n, id)
		default:
			r.field(&c)
		}
	}
	r.required(&c, start)
	if parent != sbom.None {
		r.Doc.Contains = append(r.Doc.Contains, sbom.Edge{From: parent, To: id})
	}
	return id
}

// component is what is known of a component while it is read.
type component struct {
	node         *sbom.Node
	ref          scan.Ref
	versionRange bool
	hasName      bool
	hasVersion   bool
}

// ref reads a bom-ref and binds it to the node.
func (r *reader) ref(id sbom.ID) scan.Ref {
	ref := r.Ref(r.Bytes())
	r.Bind(ref, id)
	return ref
}

func (r *reader) field(c *component) {
	n := c.node
	switch string(r.Name()) {
	case "type":
		n.Type = r.componentType()
	case "name":
		c.hasName = true
		n.Name = r.Str()
	case "version":
		c.hasVersion = true
		n.Version = r.Str()
	case "group":
		n.Group = r.Intern()
	case "purl":
		r.purl(n)
	case "cpe":
		r.cpe(n)
	case "hashes":
		n.Hashes = r.hashList(n.Hashes)
	case "licenses":
		r.nodeLicenses(n)
	case "scope":
		n.Scope = r.scope()
	case "description":
		n.Description = r.Prose(r.Keep)
	case "copyright":
		n.Copyright = r.Prose(r.InternBytes)
	case "properties":
		r.properties(n)
	default:
		r.partyField(c)
	}
}

func (r *reader) partyField(c *component) {
	n := c.node
	switch string(r.Name()) {
	case "supplier":
		n.Supplier = r.organization()
	case "manufacturer":
		n.Manufacturer = r.organization()
	case "publisher":
		n.Publisher = r.nameOf()
	case "author":
		if p := r.nameOf(); p != "" {
			n.Authors = r.partySlab.Append(n.Authors, sbom.Party{Name: p})
		}
	case "authors":
		n.Authors = r.contacts(n.Authors, sbom.PartyPerson)
	default:
		r.rareField(c)
	}
}

// rareField handles the fields that few components have.
func (r *reader) rareField(c *component) {
	n := c.node
	switch string(r.Name()) {
	case "isExternal":
		n.External, _ = r.Bool()
	case "versionRange":
		c.versionRange = len(r.Bytes()) > 0
		r.drop("versionRange")
	case "modified":
		if modified, ok := r.Bool(); ok {
			r.pedigreeOf(n).Modified = sbom.TristateOf(modified)
		}
	case "pedigree":
		r.pedigree(n)
	case "swid":
		r.swid(n)
	case "swhid":
		r.identifiers(n, "swhid")
	case "omniborId":
		r.identifiers(n, "omniborId")
	case "identifiers":
		r.identities(n)
	case "evidence":
		r.evidence(n)
	case "cryptoProperties":
		r.crypto(n)
	case "modelCard":
		r.modelCard(n)
	case "origins":
		r.origins(n)
	case "releaseNotes":
		r.releaseNotes(n)
	default:
		r.unread()
	}
}

// required checks what a component must have, when it has been read.
func (r *reader) required(c *component, start int32) {
	n := c.node
	if n.Name == "" && (c.hasName || !r.checked()) {
		what := "missing"
		if c.hasName {
			what = "empty"
		}
		r.NoteFrom(start, diag.Warning, "cyclonedx/name", "give the component its name", "the component's name is %s", what)
	}
	if n.Type == "" && !r.checked() {
		r.NoteFrom(start, diag.Warning, "cyclonedx/type", "state the component's type", "the component's type is missing")
	}
	if n.Type == "container" && n.Version != "" && !strings.ContainsAny(n.Version, "0123456789") {
		r.NoteFrom(start, diag.Warning, "sbom/moving-version", "state the digest of the image, or the release",
			"the container's version %q is a tag that can be moved; it does not say which image is meant", n.Version)
	}
	if c.versionRange && !n.External {
		r.NoteFrom(start, diag.Warning, "cyclonedx/version-range", "set isExternal, or state the version",
			"versionRange is for components with isExternal only")
	}
	if c.versionRange && c.hasVersion {
		r.NoteFrom(start, diag.Warning, "cyclonedx/version-range", "state one of the two",
			"the component has both version and versionRange; the version counts")
	}
}

// knownType reports whether any version of the specification has the type.
// The types after cryptographic-asset are of the drafts of 2.0.
func knownType(t []byte) bool {
	switch string(t) {
	case "library", "application", "framework", "container", "operating-system", "device", "firmware", "file",
		"platform", "device-driver", "machine-learning-model", "data", "cryptographic-asset",
		"component-choice", "material":
		return true
	}
	return false
}

func (r *reader) componentType() string {
	t := r.Bytes()
	if len(t) > 0 && !r.checked() && !knownType(t) {
		r.Note(diag.Warning, "cyclonedx/type", "use a type of the specification", "%q is no type of component; it is kept as stated", t)
	}
	return r.InternBytes(lower(t))
}

// lower returns t when it is lower case already, as it nearly always is.
func lower(t []byte) []byte {
	for i, c := range t {
		if c >= 'A' && c <= 'Z' {
			out := append([]byte(nil), t...)
			for ; i < len(out); i++ {
				if out[i] >= 'A' && out[i] <= 'Z' {
					out[i] += 'a' - 'A'
				}
			}
			return out
		}
	}
	return t
}

func (r *reader) scope() sbom.Scope {
	switch s := r.Bytes(); string(s) {
	case "required":
		return sbom.ScopeRequired
	case "optional":
		return sbom.ScopeOptional
	case "excluded":
		return sbom.ScopeExcluded
	case "":
	default:
		r.Note(diag.Error, "cyclonedx/scope", "use required, optional or excluded", "%q is no scope; it is not read", s)
	}
	return sbom.ScopeUnstated
}

// purl reads a package URL. Most generators make it the bom-ref too, and the
// two then share their storage.
func (r *reader) purl(n *sbom.Node) {
	b := r.Bytes()
	if len(b) == 0 {
		return
	}
	p := n.Ref
	if string(b) != p {
		p = r.Keep(b)
	}
	further := n.PURLs
	n.PURLs = nil
	r.AddPURL(n, p, r.Line())
	n.PURLs = r.after(n.PURLs, further)
}

// after puts what properties that stand before the main value gave behind it.
func (r *reader) after(list, further []string) []string {
	for _, f := range further {
		if !slices.Contains(list, f) {
			list = r.AppendList(list, f)
		}
	}
	return list
}

func (r *reader) cpe(n *sbom.Node) {
	if c := r.Str(); c != "" {
		further := n.CPEs
		n.CPEs = nil
		r.AddCPE(n, c, r.Line())
		n.CPEs = r.after(n.CPEs, further)
	}
}
