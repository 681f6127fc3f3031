// SPDX-License-Identifier: Apache-2.0

package portfolio

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/kedja/kedja/diag"
)

// choose decides which SBOMs count. Those with the same bytes are one
// already. Those with one serial number (or document namespace) are one SBOM
// if they describe the same thing: of several states the newest counts, and
// of several forms of one state the one with the smallest digest. Serial
// numbers that stand on different things, or on different content in one
// state, are mistakes: both count, and that is said.
func (v *view) choose() {
	all := v.sum.sortedDocuments()
	groups := map[string][]*document{}
	for _, d := range all {
		if d.Identifier != "" {
			groups[d.Identifier+"\x00"+d.Name] = append(groups[d.Identifier+"\x00"+d.Name], d)
		}
	}
	for _, d := range all {
		if g := groups[d.Identifier+"\x00"+d.Name]; d.Identifier != "" && len(g) > 1 && g[0] == d {
			v.sameSerial(g)
		}
	}
	for _, d := range all {
		if v.why[d.SHA256] == "" {
			v.at[d.SHA256] = int32(len(v.docs))
			v.docs = append(v.docs, d)
		}
	}
	for sha, kept := range v.of {
		v.at[sha] = v.at[kept]
	}
	v.systems = v.sum.sortedSystems()
}

// sameSerial decides among documents with one serial number and one subject.
func (v *view) sameSerial(g []*document) {
	g = slices.Clone(g)
	slices.SortStableFunc(g, func(a, b *document) int {
		return cmp.Or(cmp.Compare(b.Revision, a.Revision), cmp.Compare(a.SHA256, b.SHA256))
	})
	newest := g[0]
	unlike := false
	for _, d := range g[1:] {
		switch {
		case d.Revision < newest.Revision && d.Revision > 0:
			v.of[d.SHA256], v.why[d.SHA256] = newest.SHA256, "revision"
		case d.Content == newest.Content:
			v.of[d.SHA256], v.why[d.SHA256] = newest.SHA256, "form"
		default:
			unlike = true
		}
	}
	if unlike {
		v.ds.Add(diag.Diagnostic{
			Severity: diag.Warning, Code: "portfolio/serial-reused", Position: diag.Position{File: newest.Files[0]},
			Message: fmt.Sprintf("%d SBOMs of different content have its serial number %s; each counts", len(g), newest.Identifier),
			Remedy:  "give each state of an SBOM a version, and each SBOM a serial number, of its own",
		})
	}
}
