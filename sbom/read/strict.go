// SPDX-License-Identifier: Apache-2.0

package read

import (
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/cyclonedx"
)

// aboutContents are the codes of diagnostics about what a document says, not
// about how: no standard forbids them.
var aboutContents = []string{"sbom/no-components", "sbom/no-dependencies", "sbom/dangling-reference",
	"sbom/weak-hash", "sbom/moving-version", "sbom/url", "sbom/country", "sbom/license-id"}

// Strict makes errors of the diagnostics that say that the document does not
// follow its format: the published schema of CycloneDX, for which it must have
// been read with [Options].Schema, or the rules of SPDX. The document keeps
// them, and is otherwise as it was.
func Strict(doc *sbom.Document) {
	for i := range doc.Diagnostics {
		if d := &doc.Diagnostics[i]; violates(doc.Format, *d) {
			d.Severity = diag.Error
		}
	}
	doc.Diagnostics.Sort()
}

func violates(format sbom.Format, d diag.Diagnostic) bool {
	if format == sbom.CycloneDX && cyclonedx.Violates(d.Code) {
		return true
	}
	if d.Severity == diag.Info {
		return false
	}
	if format == sbom.CycloneDX {
		return strings.HasPrefix(d.Code, "xml/") || d.Code == "sbom/duplicate-ref" || d.Code == "sbom/invalid-utf8"
	}
	return !slices.Contains(aboutContents, d.Code)
}
