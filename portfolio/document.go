// SPDX-License-Identifier: Apache-2.0

package portfolio

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/risk"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
)

// Reader says how SBOMs are summed up: with which records, at which moment.
type Reader struct {
	Catalog    *supplier.Catalog
	AsOf       time.Time
	IncludeDev bool // count components that are excluded, or that only development and test need
	// ClassOf is the catalogue of key assets, for systems; nil knows none.
	ClassOf func(class string) (system.Class, bool)
}

// Summarize is the summary of one SBOM: of the graph that an assessment of it
// alone would build.
func (r Reader) Summarize(doc *sbom.Document) *Summary {
	s := NewSummary()
	implied := system.Implied([]string{doc.Name}, []string{doc.File})
	product := implied.Products[0].ID
	implied, _ = implied.Complete(nil)
	from, _ := r.Catalog.Attribute(doc)
	g, _ := risk.Build(risk.Source{
		System: implied, Implied: true, Catalog: r.Catalog, AsOf: r.AsOf, IncludeDev: r.IncludeDev,
		Documents: []risk.Document{{Product: product, SBOM: doc, Attribution: from}},
	})
	d := &document{head: headOf(doc)}
	if doc.Root != sbom.None {
		d.Root = keepAttribution(from[doc.Root])
	}
	for i := range g.Components {
		c := &g.Components[i]
		d.parts = append(d.parts, part{
			id:   s.ids.number(c.ID, strings.Clone),
			from: s.from.number(c.Attribution, keepAttribution), counted: c.Counted, excluded: c.Scope == sbom.ScopeExcluded, direct: c.Direct,
		})
		for _, to := range g.Depends(g.ComponentNode(int32(i))) {
			if k := g.ComponentIndex(risk.Node(to)); k != risk.None {
				d.edges = append(d.edges, edge{int32(i), k})
			}
		}
	}
	d.parts, d.edges = slices.Clip(d.parts), slices.Clip(d.edges)
	s.documents[d.SHA256] = d
	return s
}

// headOf copies what is kept of the document itself.
func headOf(doc *sbom.Document) head {
	in := doc.Inspect()
	h := head{
		SHA256: doc.SHA256, Files: []string{doc.File}, Format: string(in.Format), SpecVersion: in.SpecVersion, Name: in.Name,
		Identifier: doc.Identifier, Revision: doc.Revision, Created: in.Created, TLP: doc.TLP, Completeness: in.Completeness, Cut: doc.Cut,
		Content: content(doc), Components: in.Components, Services: in.Services, Dependencies: in.Dependencies,
		WithSupplier: in.WithSupplier, WithVersion: in.WithVersion, WithPURL: in.WithPURL, WithHash: in.WithHash, WithLicense: in.WithLicense,
		Remarks: remarks(doc.Diagnostics),
	}
	if doc.Root != sbom.None {
		root := doc.Node(doc.Root)
		h.Name, h.Version = cmp.Or(root.Name, h.Name), root.Version
	}
	for _, m := range h.Remarks {
		switch m.Severity {
		case diag.Error:
			h.Errors += m.Count
		case diag.Warning:
			h.Warnings += m.Count
		}
	}
	for _, p := range []*string{&h.SpecVersion, &h.Name, &h.Version, &h.Identifier, &h.Created, &h.TLP, &h.Completeness} {
		*p = strings.Clone(*p)
	}
	return h
}

// content is a digest of what the document lists, so that one SBOM in two
// formats is known again: package URLs as they are stated, else names and
// versions.
func content(doc *sbom.Document) string {
	var lines []string
	for id, n := range doc.All() {
		if n.Kind == sbom.KindFile || id == doc.Root {
			continue
		}
		line := n.Group + "\x00" + n.Name + "\x00" + n.Version
		if len(n.PURLs) > 0 {
			line = n.PURLs[0]
		}
		lines = append(lines, line)
	}
	slices.Sort(lines)
	h := sha256.New()
	for _, l := range lines {
		io.WriteString(h, l+"\n")
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// remarks folds the diagnostics of a document by their code.
func remarks(list diag.List) []remark {
	var out []remark
	at := map[string]int{}
	for _, d := range list {
		if d.Severity == diag.Info {
			continue
		}
		key := d.Code + "\x00" + d.Severity.String()
		i, ok := at[key]
		if !ok {
			i = len(out)
			at[key] = i
			out = append(out, remark{Code: strings.Clone(d.Code), Severity: d.Severity, Message: strings.Clone(d.Message)})
		}
		out[i].Count++
	}
	slices.SortFunc(out, func(a, b remark) int {
		return cmp.Or(cmp.Compare(a.Severity, b.Severity), cmp.Compare(a.Code, b.Code))
	})
	return slices.Clip(out)
}
