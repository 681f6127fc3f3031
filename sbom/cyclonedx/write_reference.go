// SPDX-License-Identifier: Apache-2.0

package cyclonedx

import (
	"slices"

	cdx "github.com/CycloneDX/cyclonedx-go"

	"github.com/kedja/kedja/sbom"
)

// referenceTypes are the types of external references of 1.6, and with the
// last four of 1.7.
var referenceTypes = []string{
	"vcs", "issue-tracker", "website", "advisories", "bom", "mailing-list", "social", "chat", "documentation", "support",
	"source-distribution", "distribution", "distribution-intake", "license", "build-meta", "build-system", "release-notes",
	"security-contact", "model-card", "log", "configuration", "evidence", "formulation", "attestation", "threat-model",
	"adversary-model", "risk-assessment", "vulnerability-assertion", "exploitability-statement", "pentest-report",
	"static-analysis-report", "dynamic-analysis-report", "runtime-analysis-report", "component-analysis-report",
	"maturity-report", "certification-report", "codified-infrastructure", "quality-metrics", "poam",
	"electronic-signature", "digital-signature", "rfc-9116", "other",
	"patent", "patent-family", "patent-assertion", "citation",
}

const newReferenceTypes = 4 // at the end of the list

func (w *encoder) referenceType(at sbom.ID, t string) cdx.ExternalReferenceType {
	known := referenceTypes
	if w.minor < 7 {
		known = known[:len(known)-newReferenceTypes]
	}
	if slices.Contains(known, t) {
		return cdx.ExternalReferenceType(t)
	}
	w.log.Changed(at, "types of external references", w.target()+" does not have them; they are of type other")
	return cdx.ERTypeOther
}

// references writes external references; where the thing is to be had is one
// of them.
func (w *encoder) references(at sbom.ID, list []sbom.ExternalReference, download string) []cdx.ExternalReference {
	var out []cdx.ExternalReference
	found := download == ""
	for _, r := range list {
		found = found || r.Type == "distribution" && r.URL == download
		ref := cdx.ExternalReference{Type: w.referenceType(at, r.Type), URL: w.address(at, r.URL)}
		if r.Detail != nil {
			ref.Comment = r.Detail.Comment
			ref.Hashes = some(w.hashes(at, r.Detail.Hashes))
		}
		out = append(out, ref)
	}
	if !found {
		out = append(out, cdx.ExternalReference{Type: cdx.ERTypeDistribution, URL: w.address(at, download)})
	}
	return out
}

// documentReferences writes the references of the document, and the documents
// that SPDX names beforehand.
func (w *encoder) documentReferences() []cdx.ExternalReference {
	out := w.references(sbom.None, w.doc.References, "")
	for _, d := range w.doc.Documents {
		if d.Ref == "" {
			continue // a BOM-Link, which stands where it is used
		}
		ref := cdx.ExternalReference{Type: cdx.ERTypeBOM, URL: w.address(sbom.None, d.URI), Comment: d.Ref, Hashes: some(w.hashes(sbom.None, d.Hashes))}
		out = append(out, ref)
		w.log.Changed(sbom.None, "names of other documents", "they are external references of type bom")
	}
	return out
}
