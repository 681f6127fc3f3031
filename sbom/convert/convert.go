// SPDX-License-Identifier: Apache-2.0

// Package convert writes SBOMs in another format, with a list of what was lost
// on the way.
//
// What is written is what the normal model of package sbom holds: what the
// reader of the source had to leave out is part of the list.
//
// To CycloneDX 1.6 and 1.7 ([cyclonedx.Write]): the described node is
// metadata.component, files are components of type file, what is contained
// once stands within what contains it. An originator is the manufacturer, or an
// author where it is a person. A dependency's scope is the component's where all
// that need it agree that it is optional. Package URLs, CPEs and names beyond
// the one that there is room for, and what only SPDX has, are properties whose
// names begin with kedja: and count as lost.
//
// To SPDX 2.3 ([spdx.Write]): components are packages; services, data flows and
// what is said of vulnerabilities but the address of an advisory are lost. The
// manufacturer, else the first author, is the originator. Licences that are no
// expressions become LicenseRef- with their name. NOASSERTION stands only where
// SPDX demands a value. That dependencies are complete is NONE where there are
// none, that they are not known is NOASSERTION.
//
// A document of what both formats can say comes back equal from either, but
// for references: identifiers of SPDX have fewer characters.
package convert

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/cyclonedx"
	"github.com/kedja/kedja/sbom/spdx"
)

// Options are the settings of [To]. nil means the defaults.
type Options struct {
	// ToolVersion is the version of kedja, which is named among the tools that
	// made the document; "" names kedja alone.
	ToolVersion string

	// Flat lists every component of a CycloneDX document at the top level, for
	// programs that do not look into components. Containment is lost then.
	Flat bool
}

// target is one format that is written.
type target struct {
	name  string
	write func(io.Writer, *sbom.Document, Options) (diag.List, error)
}

func targets() []target {
	return []target{
		{"cyclonedx-1.6-json", cycloneDX("1.6", false)},
		{"cyclonedx-1.6-xml", cycloneDX("1.6", true)},
		{"cyclonedx-1.7-json", cycloneDX("1.7", false)},
		{"cyclonedx-1.7-xml", cycloneDX("1.7", true)},
		{"spdx-2.3-json", func(w io.Writer, doc *sbom.Document, o Options) (diag.List, error) {
			return spdx.Write(w, doc, spdx.WriteOptions{ToolVersion: o.ToolVersion})
		}},
	}
}

func cycloneDX(version string, xml bool) func(io.Writer, *sbom.Document, Options) (diag.List, error) {
	return func(w io.Writer, doc *sbom.Document, o Options) (diag.List, error) {
		return cyclonedx.Write(w, doc, cyclonedx.WriteOptions{Version: version, XML: xml, ToolVersion: o.ToolVersion, Flat: o.Flat})
	}
}

// Targets returns the names of the formats that are written, sorted.
func Targets() []string {
	var out []string
	for _, t := range targets() {
		out = append(out, t.name)
	}
	slices.Sort(out)
	return out
}

// To writes the document as the target, one of [Targets]. The list holds one
// diagnostic for each kind of thing that is lost (convert/lost), written in
// another form (convert/changed) or made up because the target demands it
// (convert/invented), with the count and the first places, and what the reader
// of the source had to leave out. Equal documents give equal bytes.
//
// An error means that nothing of use was written: the target is not known, or
// w failed.
func To(w io.Writer, doc *sbom.Document, name string, opts *Options) (diag.List, error) {
	if opts == nil {
		opts = &Options{}
	}
	for _, t := range targets() {
		if t.name == name {
			return t.write(w, doc, *opts)
		}
	}
	return nil, diag.Diagnostic{Code: "convert/target", Message: fmt.Sprintf("%q is not a format that is written", name),
		Remedy: "use one of " + strings.Join(Targets(), ", ")}
}
