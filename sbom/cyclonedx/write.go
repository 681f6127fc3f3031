// SPDX-License-Identifier: Apache-2.0

package cyclonedx

import (
	"fmt"
	"io"
	"regexp"
	"strings"

	cdx "github.com/CycloneDX/cyclonedx-go"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/loss"
	"github.com/kedja/kedja/sbom/internal/scan"
)

// WriteOptions are the settings of [Write]. The zero value writes JSON of
// version 1.6.
type WriteOptions struct {
	Version string // "1.6", which "" means, or "1.7"
	XML     bool   // instead of JSON

	// ToolVersion is the version of kedja, which is named among the tools that
	// made the document.
	ToolVersion string

	// Flat lists every component at the top level, for programs that do not
	// look into components. Containment is lost then.
	Flat bool
}

// Write writes the document as CycloneDX, whatever it was read from. The list
// holds one diagnostic for each kind of thing that is lost (convert/lost),
// written in another form (convert/changed) or made up because CycloneDX
// demands it (convert/invented), with the count and the first places, and what
// the reader had to leave out. An error means that nothing of use was written.
//
// Equal documents give equal bytes. The serial number is the source's where
// that is a UUID, else one made from the digest of the source. What is of a
// type that CycloneDX does not have is a library; what has no place is kept as
// a property whose name begins with kedja: where a person may want it.
//
// A component stands within another one where the source has it so, or where
// the source says that the other contains it and no second one does;
// of several containers the first counts.
func Write(w io.Writer, doc *sbom.Document, opts WriteOptions) (diag.List, error) {
	out, err := newEncoder(doc, opts)
	if err != nil {
		return nil, err
	}
	if err := encode(w, out.bom(), opts.XML); err != nil {
		return nil, fmt.Errorf("writing CycloneDX: %w", err)
	}
	return out.log.List(), nil
}

func encode(w io.Writer, bom *cdx.BOM, xml bool) error {
	if !xml {
		return cdx.NewBOMEncoder(w, cdx.BOMFileFormatJSON).SetPretty(true).SetEscapeHTML(false).Encode(bom)
	}
	m := &mender{w: w}
	if err := cdx.NewBOMEncoder(m, cdx.BOMFileFormatXML).SetPretty(true).Encode(bom); err != nil {
		return err
	}
	return m.Close()
}

// encoder turns one document into the vocabulary of cyclonedx-go.
type encoder struct {
	doc   *sbom.Document
	log   *loss.Log
	opts  WriteOptions
	minor int // of the version 1.x
	tree  tree
	refs  []string        // bom-ref of each node; "" is none
	taken map[string]bool // every bom-ref that is used

	numbers map[string]int // how many references were made from a base
	demands []demand       // of each node
}

func newEncoder(doc *sbom.Document, opts WriteOptions) (*encoder, error) {
	w := &encoder{doc: doc, opts: opts, taken: map[string]bool{}, numbers: map[string]int{}}
	switch opts.Version {
	case "", "1.6":
		w.minor = 6
	case "1.7":
		w.minor = 7
	default:
		return nil, fmt.Errorf("CycloneDX %q is not written: use 1.6 or 1.7", opts.Version)
	}
	w.log = loss.New(doc, w.target())
	w.demands = demands(doc)
	w.tree = w.plant()
	w.name()
	return w, nil
}

func (w *encoder) target() string { return fmt.Sprintf("CycloneDX 1.%d", w.minor) }

func (w *encoder) bom() *cdx.BOM {
	bom := cdx.NewBOM() // of the newest version
	if w.minor == 6 {
		bom.SpecVersion = cdx.SpecVersion1_6
		bom.JSONSchema = "http://cyclonedx.org/schema/bom-1.6.schema.json"
		bom.XMLNS = "http://cyclonedx.org/schema/bom/1.6"
	}
	bom.SerialNumber = w.serialNumber()
	bom.Version = max(w.doc.Revision, 1)
	bom.Metadata = w.metadata()
	bom.Components = some(w.components(w.tree.tops))
	bom.Services = some(w.services(w.tree.services))
	bom.ExternalReferences = some(w.documentReferences())
	bom.Dependencies = some(w.dependencies())
	bom.Compositions = some(w.compositions())
	bom.Vulnerabilities = some(w.vulnerabilities())
	bom.Annotations = some(w.annotations())
	if n := len(w.doc.Dangling); n > 0 {
		for range n {
			w.log.Lost(sbom.None, "references to elements that the document lacks", "they lead nowhere")
		}
	}
	return bom
}

// some returns nil for an empty list, which is then not written at all.
func some[T any](list []T) *[]T {
	if len(list) == 0 {
		return nil
	}
	return &list
}

var uuidURN = regexp.MustCompile(`^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)

func isUUID(id string) bool { return uuidURN.MatchString(id) }

func (w *encoder) serialNumber() string {
	if id := strings.ToLower(w.doc.Identifier); isUUID(id) {
		if id != w.doc.Identifier {
			w.log.Changed(sbom.None, "serial numbers", "CycloneDX has them in lower case")
		}
		return id
	}
	if w.doc.Identifier != "" {
		w.log.Changed(sbom.None, "identifiers of the document",
			"no UUID, so that the serial number is made from the digest of the source; the property kedja:identifier has the identifier")
	}
	return "urn:uuid:" + loss.UUID(w.doc, "cyclonedx")
}

func (w *encoder) metadata() *cdx.Metadata {
	d := w.doc
	m := &cdx.Metadata{Lifecycles: some(lifecycles(d.Lifecycles)), Licenses: w.licenses(sbom.None, d.Licenses, 0, 0)}
	if scan.TimeValid(d.Created) {
		m.Timestamp = d.Created
	} else if d.Created != "" {
		w.log.Lost(sbom.None, "times of creation", "it is no date and time of RFC 3339")
	}
	m.Tools = &cdx.ToolsChoice{Components: some(w.tools())}
	if d.Root != sbom.None {
		root := w.component(d.Root)
		m.Component = &root
	}
	w.makers(m)
	if d.TLP != "" && w.minor >= 7 {
		m.DistributionConstraints = &cdx.DistributionConstraints{TLP: cdx.TLPClassification(d.TLP)}
	} else if d.TLP != "" {
		w.log.Lost(sbom.None, "TLP markings of the document", "they came with CycloneDX 1.7; mark the file by other means")
	}
	m.Properties = some(w.documentProperties())
	return m
}

// makers writes who made the document. Of the authors that are organizations
// the first is the manufacturer where none is stated.
func (w *encoder) makers(m *cdx.Metadata) {
	m.Supplier = w.organization(sbom.None, w.doc.Supplier)
	manufacturer := w.doc.Manufacturer
	var authors []sbom.Party
	for i := range w.doc.Authors {
		p := &w.doc.Authors[i]
		if p.Kind == sbom.PartyOrganization && manufacturer == nil {
			manufacturer = p
			continue
		}
		authors = append(authors, *p)
	}
	m.Manufacturer = w.organization(sbom.None, manufacturer)
	m.Authors = some(w.contacts(sbom.None, authors))
}

// tools lists the tools of the source, and kedja.
func (w *encoder) tools() []cdx.Component {
	own := strings.TrimSpace("kedja " + w.opts.ToolVersion)
	var out []cdx.Component
	add := func(tool string) {
		c := cdx.Component{Type: cdx.ComponentTypeApplication, Name: tool}
		if i := strings.LastIndexByte(tool, ' '); i > 0 && strings.ContainsAny(tool[i:], "0123456789") {
			c.Name, c.Version = tool[:i], tool[i+1:]
		}
		out = append(out, c)
	}
	seen := map[string]bool{own: true}
	for _, t := range w.doc.Tools {
		if !seen[t] {
			seen[t] = true
			add(t)
		}
	}
	add(own)
	return out
}

func lifecycles(list []string) []cdx.Lifecycle {
	var out []cdx.Lifecycle
	for _, l := range list {
		switch l {
		case "design", "pre-build", "build", "post-build", "operations", "discovery", "decommission":
			out = append(out, cdx.Lifecycle{Phase: cdx.LifecyclePhase(l)})
		default:
			out = append(out, cdx.Lifecycle{Name: l})
		}
	}
	return out
}

// documentProperties keeps, for people, what CycloneDX has no place for.
func (w *encoder) documentProperties() []cdx.Property {
	var out []cdx.Property
	d := w.doc
	if d.Identifier != "" && !isUUID(strings.ToLower(d.Identifier)) {
		out = append(out, cdx.Property{Name: "kedja:identifier", Value: d.Identifier})
	}
	if root := d.Root; d.Name != "" && (root == sbom.None || d.Node(root).Name != d.Name) {
		w.property(&out, sbom.None, "names of the document", "kedja:name", d.Name)
	}
	if d.Comment != "" {
		w.property(&out, sbom.None, "comments on the document", "kedja:comment", d.Comment)
	}
	return out
}

// property keeps a value that has no place as a property, which counts as a
// loss: no other program knows it.
func (w *encoder) property(list *[]cdx.Property, at sbom.ID, what, name, value string) {
	*list = append(*list, cdx.Property{Name: name, Value: value})
	readers := "for people"
	if name == furtherPURL || name == furtherCPE {
		readers = "for people and for kedja"
	}
	w.log.Lost(at, what, w.target()+" has no place for them; the property "+name+" has them "+readers)
}
