// SPDX-License-Identifier: Apache-2.0

package portfolio

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
)

// quality adds up what the SBOMs say of their components.
func (v *view) quality() Quality {
	var q Quality
	fields := []struct {
		name string
		of   func(*document) int
	}{
		{"supplier", func(d *document) int { return d.WithSupplier }},
		{"version", func(d *document) int { return d.WithVersion }},
		{"purl", func(d *document) int { return d.WithPURL }},
		{"hash", func(d *document) int { return d.WithHash }},
		{"licence", func(d *document) int { return d.WithLicense }},
	}
	completeness, formats := map[string]int{}, map[string]int{}
	for _, d := range v.docs {
		q.Components += d.Components
		q.NoEdges += flag(d.Dependencies == 0)
		q.Empty += flag(d.Components == 0)
		completeness[d.Completeness]++
		formats[strings.TrimSpace(d.Format+" "+d.SpecVersion)]++
	}
	for _, f := range fields {
		row := Field{Name: f.name}
		for _, d := range v.docs {
			n := f.of(d)
			row.N += n
			if d.Components > 0 {
				row.All += flag(n >= d.Components)
				row.None += flag(n == 0)
			}
		}
		if q.Components > 0 {
			share := float64(row.N) / float64(q.Components)
			row.Share = &share
		}
		q.Fields = append(q.Fields, row)
	}
	q.Completeness, q.Formats = tallied(completeness), tallied(formats)
	return q
}

func tallied(m map[string]int) []Tally {
	out := []Tally{}
	for _, k := range slices.Sorted(maps.Keys(m)) {
		out = append(out, Tally{k, m[k]})
	}
	slices.SortStableFunc(out, func(a, b Tally) int { return cmp.Compare(b.N, a.N) })
	return out
}

// remarks folds what is wrong in the SBOMs that count by kind.
func (v *view) remarks() []Remark {
	type key struct {
		severity diag.Severity
		code     string
	}
	by := map[key]*Remark{}
	for _, d := range v.docs {
		for _, m := range d.Remarks {
			k := key{m.Severity, m.Code}
			r := by[k]
			if r == nil {
				r = &Remark{Severity: m.Severity, Code: m.Code, Example: m.Message}
				by[k] = r
			}
			r.Count += m.Count
			if r.SBOMs++; len(r.Files) < maxFiles {
				r.Files = append(r.Files, d.Files[0])
			}
		}
	}
	out := []Remark{}
	for _, r := range by {
		slices.Sort(r.Files)
		out = append(out, *r)
	}
	slices.SortFunc(out, func(a, b Remark) int {
		return cmp.Or(cmp.Compare(a.Severity, b.Severity), cmp.Compare(b.SBOMs, a.SBOMs), cmp.Compare(a.Code, b.Code))
	})
	return out
}

// cut says which SBOMs break off before their end: what the rest says nobody
// knows.
func (v *view) cut() {
	for _, d := range v.docs {
		if !d.Cut {
			continue
		}
		why := "it breaks off before its end"
		for _, m := range d.Remarks {
			if m.Severity == diag.Error {
				why = m.Message
				break
			}
		}
		v.ds.Add(diag.Diagnostic{
			Severity: diag.Error, Code: "portfolio/cut", Position: diag.Position{File: d.Files[0]},
			Message: why + "; what comes before counts", Remedy: "get the complete file from its producer",
		})
	}
}
