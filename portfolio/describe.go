// SPDX-License-Identifier: Apache-2.0

package portfolio

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/kedja/kedja/risk"
)

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
		row := File{File: d.Files[0], Status: "counted", SBOM: d.about(v)}
		row.SBOM.Systems = slices.Compact(users[d.SHA256])
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
