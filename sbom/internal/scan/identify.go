// SPDX-License-Identifier: Apache-2.0

package scan

import (
	"slices"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
)

// AddPURL keeps a package URL that stands in the line, unless the node has it.
// What is none is kept as stated, with a diagnostic.
func (b *Builder) AddPURL(n *sbom.Node, purl string, line int32) {
	if slices.Contains(n.PURLs, purl) {
		return
	}
	if why := PURLProblem(purl); why != "" {
		b.NoteFrom(line, diag.Warning, "sbom/purl", "correct the package URL", "%q is no package URL: %s; it is kept as stated", purl, why)
	}
	n.PURLs = b.AppendList(n.PURLs, purl)
}

// AddCPE keeps a CPE as [Builder.AddPURL] keeps a package URL.
func (b *Builder) AddCPE(n *sbom.Node, cpe string, line int32) {
	if slices.Contains(n.CPEs, cpe) {
		return
	}
	if !CPEValid(cpe) {
		b.NoteFrom(line, diag.Warning, "sbom/cpe", "correct the CPE", "%q is no CPE; it is kept as stated", cpe)
	}
	n.CPEs = b.AppendList(n.CPEs, cpe)
}

// Details returns the node's details, made when it has none.
func (b *Builder) Details(n *sbom.Node) *sbom.Details {
	if n.More == nil {
		n.More = &b.details.One(sbom.Details{})[0]
	}
	return n.More
}
