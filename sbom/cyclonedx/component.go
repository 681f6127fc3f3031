// SPDX-License-Identifier: Apache-2.0

package cyclonedx

import (
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
	n := r.Doc.Nodes[id]
	n.Parent, n.List, n.Index = parent, list, index
	if list == sbom.ListMetadata {
		n.Kind = sbom.KindRoot
	}
	c := component{node: &n, ref: scan.NoRef}
	children := int32(0)
	for r.Member() {
		switch string(r.Name()) {
		case "bom-ref":
			c.ref = r.ref(id)
			n.Ref = r.RefName(c.ref)
		case "components":
			children = r.components(id, children)
		default:
			r.field(&c)
		}
	}
	r.required(&c, start)
	if parent != sbom.None {
		r.Doc.Contains = append(r.Doc.Contains, sbom.Edge{From: parent, To: id})
	}
	r.Doc.Nodes[id] = n
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
		n.Licenses = r.licenses(n.Licenses)
	case "scope":
		n.Scope = r.scope()
	case "externalReferences":
		r.references(n)
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
			n.Authors = append(n.Authors, sbom.Party{Name: p})
		}
	case "authors":
		n.Authors = r.contacts(n.Authors, sbom.PartyPerson)
	default:
		r.checkedField(c)
	}
}

// checkedField handles the fields that are read only to be checked, and those
// that are not read.
func (r *reader) checkedField(c *component) {
	switch string(r.Name()) {
	case "isExternal":
		c.node.External, _ = r.Bool()
	case "versionRange":
		c.versionRange = r.Str() != ""
	case "pedigree":
		r.pedigree()
	case "releaseNotes":
		r.releaseNotes()
	case "swid":
		r.swid()
	case "evidence":
		r.evidence()
	case "mime-type", "description", "copyright", "modified", "properties", "signature", "modelCard", "data",
		"cryptoProperties", "tags", "omniborId", "swhid", "patentAssertions":
	default:
		r.unknown("a component")
	}
}

// required checks what a component must have, when it has been read.
func (r *reader) required(c *component, start int32) {
	n := c.node
	if n.Name == "" {
		what := "missing"
		if c.hasName {
			what = "empty"
		}
		r.NoteFrom(start, diag.Warning, "cyclonedx/name", "give the component its name", "the component's name is %s", what)
	}
	if n.Type == "" {
		r.NoteFrom(start, diag.Warning, "cyclonedx/type", "state the component's type", "the component's type is missing")
	}
	if !c.hasVersion && r.version <= 3 {
		r.NoteFrom(start, diag.Info, "cyclonedx/version-missing", "state the component's version",
			"the component has no version, which 1.%d requires", r.version)
	}
	if c.versionRange && !n.External {
		r.NoteFrom(start, diag.Warning, "cyclonedx/version-range", "set isExternal, or state the version",
			"versionRange is for components with isExternal only")
	}
	if c.versionRange && n.Version != "" {
		r.NoteFrom(start, diag.Warning, "cyclonedx/version-range", "state one of the two",
			"the component has both version and versionRange; the version counts")
	}
}

// typeSince returns the minor version that brought a component type, or -1.
func typeSince(t []byte) int {
	switch string(t) {
	case "library", "application", "framework", "container", "operating-system", "device", "firmware", "file":
		return 2
	case "platform", "device-driver", "machine-learning-model", "data":
		return 5
	case "cryptographic-asset":
		return 6
	}
	return -1
}

func (r *reader) componentType() string {
	t := r.Bytes()
	switch since := typeSince(t); {
	case len(t) == 0:
		return ""
	case since < 0:
		r.Note(diag.Warning, "cyclonedx/type", "use a type of the specification", "%q is no type of component; it is kept as stated", t)
	case since > r.version:
		r.Note(diag.Info, "cyclonedx/type", "", "the type %q came with version 1.%d, the document is 1.%d", t, since, r.version)
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

func (r *reader) purl(n *sbom.Node) {
	if p := r.Str(); p != "" {
		if why := scan.PURLProblem(p); why != "" {
			r.Note(diag.Warning, "sbom/purl", "correct the package URL", "%q is no package URL: %s; it is kept as stated", p, why)
		}
		n.PURLs = r.AppendList(n.PURLs, p)
	}
}

func (r *reader) cpe(n *sbom.Node) {
	if c := r.Str(); c != "" {
		if !scan.CPEValid(c) {
			r.Note(diag.Warning, "sbom/cpe", "correct the CPE", "%q is no CPE; it is kept as stated", c)
		}
		n.CPEs = r.AppendList(n.CPEs, c)
	}
}
