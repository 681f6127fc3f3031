// SPDX-License-Identifier: Apache-2.0

package portfolio

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/risk"
)

// versions lists the components that are in use in several versions.
func (v *view) versions() ([]Versions, int) {
	docs := map[int32][]int32{}   // by component
	byBare := map[int32][]int32{} // components of a package URL
	inBare := make([]int32, len(v.bares))
	last := make([]int32, len(v.bares))
	for i, d := range v.docs {
		for _, p := range d.parts {
			k := v.rank[p.id]
			c := &v.comps[k]
			if !p.counted || c.bare == risk.None {
				continue
			}
			if docs[k] == nil {
				byBare[c.bare] = append(byBare[c.bare], k)
			}
			docs[k] = append(docs[k], int32(i))
			if last[c.bare] != int32(i)+1 {
				last[c.bare] = int32(i) + 1
				inBare[c.bare]++
			}
		}
	}
	out := []Versions{}
	for _, bare := range slices.Sorted(maps.Keys(byBare)) {
		found := map[string][]int32{}
		for _, k := range byBare[bare] {
			version := v.comps[k].purl.Version
			found[version] = append(found[version], docs[k]...)
		}
		if len(found) < 2 {
			continue
		}
		row := Versions{Component: v.bares[bare], N: len(found), SBOMs: int(inBare[bare])}
		for _, version := range slices.Sorted(maps.Keys(found)) {
			list := found[version]
			slices.Sort(list)
			list = slices.Compact(list)
			row.Versions = append(row.Versions, Version{Version: version, SBOMs: len(list), Files: v.names(list[:min(len(list), maxFiles)])})
		}
		slices.SortStableFunc(row.Versions, func(a, b Version) int { return cmp.Compare(b.SBOMs, a.SBOMs) })
		if !v.opts.Full {
			row.Versions = row.Versions[:min(len(row.Versions), maxFiles)]
		}
		out = append(out, row)
	}
	slices.SortStableFunc(out, func(a, b Versions) int {
		// Several versions in one SBOM alone are no matter of the portfolio.
		return cmp.Or(cmp.Compare(min(b.N, b.SBOMs), min(a.N, a.SBOMs)), cmp.Compare(b.SBOMs, a.SBOMs), cmp.Compare(b.N, a.N))
	})
	rest := 0
	if !v.opts.Full && len(out) > Keep {
		rest = len(out) - Keep
		out = out[:Keep]
	}
	return out, rest
}

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

// duplicates lists the SBOMs and records that are there more than once.
func (v *view) duplicates() []Duplicate {
	out := []Duplicate{}
	add := func(kept, why string, files []string) {
		if len(files) > 0 {
			out = append(out, Duplicate{Kept: kept, Why: why, N: len(files), Files: files[:min(len(files), maxFiles)]})
		}
	}
	gone := map[string]map[string][]string{} // by digest of what counts, by why
	for _, d := range v.sum.sortedDocuments() {
		add(d.Files[0], "digest", d.Files[1:])
		if why := v.why[d.SHA256]; why != "" {
			kept := v.of[d.SHA256]
			if gone[kept] == nil {
				gone[kept] = map[string][]string{}
			}
			gone[kept][why] = append(gone[kept][why], d.Files[0])
		}
	}
	for _, sha := range slices.Sorted(maps.Keys(gone)) {
		for _, why := range slices.Sorted(maps.Keys(gone[sha])) {
			slices.Sort(gone[sha][why])
			add(v.docs[v.at[sha]].Files[0], why, gone[sha][why])
		}
	}
	for _, u := range v.systems {
		add(u.Files[0], "record", u.Files[1:])
	}
	slices.SortStableFunc(out, func(a, b Duplicate) int {
		return cmp.Or(cmp.Compare(a.Kept, b.Kept), cmp.Compare(a.Why, b.Why))
	})
	return out
}

// files says what became of every file, by name.
func (v *view) files() []File {
	out := []File{}
	users := map[string][]string{} // by digest
	for _, u := range v.systems {
		for _, f := range u.Files {
			out = append(out, File{File: f, Status: "system"})
		}
		for i := range u.Products {
			if sha := u.Products[i].Document; sha != "" {
				users[sha] = append(users[sha], u.ID)
			}
		}
	}
	for _, d := range v.sum.sortedDocuments() {
		slices.Sort(users[d.SHA256])
		row := File{File: d.Files[0], Status: "counted", About: d.about(v)}
		row.About.Systems = slices.Compact(users[d.SHA256])
		if d.Cut {
			row.Status = "cut"
		}
		switch v.why[d.SHA256] {
		case "revision":
			row.Status, row.Of = "superseded", v.docs[v.at[d.SHA256]].Files[0]
		case "form":
			row.Status, row.Of = "duplicate", v.docs[v.at[d.SHA256]].Files[0]
		}
		out = append(out, row)
		for _, f := range d.Files[1:] {
			out = append(out, File{File: f, Status: "duplicate", Of: d.Files[0]})
		}
	}
	for f := range v.sum.failures {
		status := "unreadable"
		if f.Skipped {
			status = "skipped"
		}
		out = append(out, File{File: f.File, Status: status})
	}
	slices.SortFunc(out, func(a, b File) int { return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Status, b.Status)) })
	return slices.CompactFunc(out, func(a, b File) bool { return a.File == b.File && a.Status == b.Status })
}

func (d *document) about(v *view) *About {
	a := &About{
		SHA256: d.SHA256, Format: d.Format, SpecVersion: d.SpecVersion, Name: d.Name, Version: d.Version, Created: d.Created,
		Components: d.Components, Dependencies: d.Dependencies, WithSupplier: d.WithSupplier, WithVersion: d.WithVersion, WithPURL: d.WithPURL,
		WithHash: d.WithHash, WithLicense: d.WithLicense, Completeness: d.Completeness, Errors: d.Errors, Warnings: d.Warnings,
	}
	for _, p := range d.parts {
		if p.counted && v.sum.from.values[p.from].Party != "" {
			a.Attributed++
		}
	}
	return a
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

// counts says how much the portfolio is.
func (v *view) counts(entities []scope) Counts {
	c := Counts{SBOMs: len(v.docs), Systems: len(v.systems), Entities: len(entities)}
	for _, d := range v.sum.documents {
		c.Files += len(d.Files)
		c.Duplicates += len(d.Files) - 1
		switch v.why[d.SHA256] {
		case "revision":
			c.Superseded++
		case "form":
			c.Duplicates++
		}
	}
	gone := map[string]bool{}
	for f := range v.sum.failures {
		if !gone[f.File] {
			gone[f.File] = true
			c.Files++
			c.Skipped += flag(f.Skipped)
			c.Unreadable += flag(!f.Skipped)
		}
	}
	used := map[int32]bool{}
	for _, u := range v.systems {
		c.Files += len(u.Files)
		c.Nameless += flag(u.Entity == "")
		for i := range u.Products {
			if k, ok := v.at[u.Products[i].Document]; ok {
				used[k] = true
			}
		}
	}
	c.Outside = len(v.docs) - len(used)
	parties := map[int32]bool{}
	for i := range v.comps {
		x := &v.comps[i]
		if !x.counted {
			continue
		}
		c.Components++
		c.Attributed += flag(x.party != risk.None)
		c.Unidentified += flag(!x.hasPURL)
		if x.party != risk.None {
			parties[x.party] = true
		}
	}
	for _, d := range v.docs {
		if k := v.party(d.Root.Party); k != risk.None {
			parties[k] = true
		}
		for _, p := range d.parts {
			c.Listings += flag(p.counted)
		}
	}
	for _, u := range v.systems {
		for i := range u.Products {
			if k := v.party(v.productParty(&u.Products[i])); k != risk.None {
				parties[k] = true
			}
		}
		for _, id := range u.Deals {
			parties[v.partyOf[id]] = true
		}
	}
	c.Parties = len(parties)
	return c
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

// markings in rising order: the strictest of what a result rests on is the
// result's own.
var markings = [...]string{"CLEAR", "GREEN", "AMBER", "AMBER_AND_STRICT", "RED"}

func (v *view) tlp() string {
	best := -1
	mark := func(tlp string) {
		best = max(best, slices.Index(markings[:], strings.ToUpper(strings.ReplaceAll(tlp, "+STRICT", "_AND_STRICT"))))
	}
	for _, tlp := range v.opts.TLP {
		mark(tlp)
	}
	for _, d := range v.docs {
		mark(d.TLP)
	}
	for _, u := range v.systems {
		mark(u.TLP)
	}
	if best < 0 {
		return ""
	}
	return markings[best]
}
