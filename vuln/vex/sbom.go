// SPDX-License-Identifier: Apache-2.0

package vex

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
)

// FromSBOM returns the statements that an SBOM holds: the analyses of its
// vulnerabilities in CycloneDX, the VEX relationships in SPDX 3. They are
// about the components as parts of what the SBOM describes, and are made by
// who supplied the SBOM. Vulnerabilities that are listed without an analysis
// are no statements, unless the very version of a component is listed as
// unaffected; one that affects nothing applies to nothing.
func FromSBOM(bom *sbom.Document) (*Document, diag.List) {
	d := &Document{Format: CycloneDX, SpecVersion: bom.SpecVersion, ID: bom.Identifier, File: bom.File, Cut: bom.Cut, Author: authorOf(bom)}
	if bom.Format == sbom.SPDX {
		d.Format = SPDX
	}
	if bom.Revision > 0 {
		d.Version = strconv.Itoa(bom.Revision)
	}
	var list diag.List
	note := func(s diag.Severity, code string, at diag.Position, remedy, format string, args ...any) {
		list.Add(diag.Diagnostic{Severity: s, Code: code, Position: at, Message: fmt.Sprintf(format, args...), Remedy: remedy})
	}
	if t, _, ok := parseTime(bom.Created); ok {
		d.Timestamp = t
	}
	for i := range bom.Vulnerabilities {
		v := &bom.Vulnerabilities[i]
		var s Statement
		if v.State != "" || v.Justification != "" || len(v.Responses) > 0 || v.Detail != "" {
			s = statementOf(bom, v)
		} else if spared := unaffected(bom, v); len(spared) > 0 {
			of := *v
			of.State, of.Detail, of.Affects, of.AffectsOutside = "not_affected", "its version is listed as unaffected", spared, nil
			s = statementOf(bom, &of)
		} else {
			continue
		}
		s.Timestamp = d.Timestamp
		s.date(v)
		settle(&s, d, note)
		d.Statements = append(d.Statements, s)
	}
	about(d, note)
	list.Sort()
	return d, list
}

// unaffected are the components, listed with a vulnerability, whose very version
// is listed as unaffected. Where any other entry about the component could speak
// of that version, too, nothing is settled.
func unaffected(bom *sbom.Document, v *sbom.Vulnerability) []sbom.ID {
	var out []sbom.ID
	for _, id := range v.Affects {
		version := bom.Node(id).Version
		spared, open := false, false
		for _, l := range v.Limits {
			clear := fold(l.Status) == "unaffected"
			switch {
			case l.Of != id:
			case clear:
				spared = spared || version != "" && l.Version == version
			default:
				open = open || l.Version == "" || l.Version == version
			}
		}
		if spared && !open {
			out = append(out, id)
		}
	}
	return out
}

// authorOf returns who answers for an SBOM: who supplied it, else who made it,
// else who wrote it.
func authorOf(bom *sbom.Document) string {
	parties := []*sbom.Party{bom.Supplier, bom.Manufacturer}
	for i := range bom.Authors {
		parties = append(parties, &bom.Authors[i])
	}
	if bom.Root != sbom.None {
		root := bom.Node(bom.Root)
		parties = append(parties, root.Supplier, root.Manufacturer)
	}
	for _, p := range parties {
		if p != nil && p.Name != "" {
			return p.Name
		}
	}
	return ""
}

func statementOf(bom *sbom.Document, v *sbom.Vulnerability) Statement {
	s := Statement{
		Vulnerability: Vulnerability{ID: v.ID, Aliases: aliasesOf(v)}, Stated: v.State, StatedJustification: v.Justification,
		Action: cmp.Or(v.Recommendation, strings.Join(v.Responses, ", ")),
		Position: diag.Position{File: bom.File, Line: int(v.Line),
			Pointer: bom.Base + "/vulnerabilities/" + strconv.Itoa(int(v.Index))},
	}
	if bom.Format == sbom.SPDX || bom.Serialization != "json" {
		s.Position.Pointer = ""
	}
	status, _ := statusOf(CycloneDX, v.State)
	if status == NotAffected {
		s.Impact = v.Detail
	} else {
		s.Notes = v.Detail
	}
	limits := map[sbom.Limit][]sbom.Limit{} // by what they are of
	for _, l := range v.Limits {
		of := sbom.Limit{Of: l.Of, Outside: l.Outside}
		limits[of] = append(limits[of], l)
	}
	for _, id := range v.Affects {
		s.Products = append(s.Products, limited(productOf(bom, id), status, limits[sbom.Limit{Of: id}])...)
	}
	for _, link := range v.AffectsOutside {
		s.Products = append(s.Products, limited(named(link), status, limits[sbom.Limit{Of: sbom.None, Outside: link}])...)
	}
	return s
}

// productOf returns a component as part of what the SBOM describes. Where it
// does not say what that is, nothing tells whether the component of another
// SBOM is meant.
func productOf(bom *sbom.Document, id sbom.ID) Product {
	part := elementOf(bom, id)
	if id == bom.Root {
		return part
	}
	whole := Product{Name: bom.Name}
	if bom.Root != sbom.None {
		whole = elementOf(bom, bom.Root)
	}
	whole.Subcomponents = []Product{part}
	return whole
}

func elementOf(bom *sbom.Document, id sbom.ID) Product {
	n := bom.Node(id)
	p := Product{Name: n.Name, Ref: n.Ref, PURLs: n.PURLs, CPEs: n.CPEs,
		Version: n.Version, Serial: serialOf(bom.Identifier), Revision: bom.Revision, SHA256: bom.SHA256}
	for _, h := range n.Hashes {
		p.addHash(h.Alg, h.Value)
	}
	return p
}
