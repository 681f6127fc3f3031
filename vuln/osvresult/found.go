// SPDX-License-Identifier: Apache-2.0

package osvresult

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/kedja/kedja/vuln"
	"github.com/kedja/kedja/vuln/internal/version"
	"github.com/kedja/kedja/vuln/severity"
)

// findings makes one vulnerability of records that are aliases of each other,
// by what they and osv-scanner's groups say.
func findings(p *scanned) []vuln.Found {
	sets := newSets()
	byID := map[string]record{}
	var ids []string
	for _, r := range p.records {
		if old, twice := byID[r.id]; !twice {
			ids = append(ids, r.id)
		} else if old.modified >= r.modified {
			continue // of two states of a record the later one counts
		}
		byID[r.id] = r
	}
	for _, id := range ids {
		for _, alias := range byID[id].aliases {
			sets.join(id, alias)
		}
	}
	for _, g := range p.groups {
		for _, id := range g.ids {
			sets.join(g.ids[0], id)
		}
		// A group that has more than one record may list aliases of each.
		for _, alias := range g.aliases {
			if len(g.ids) > 0 {
				sets.join(g.ids[0], alias)
			}
		}
	}
	slices.Sort(ids)
	members := map[string][]record{}
	var order []string
	for _, id := range ids {
		root := sets.find(id)
		if members[root] == nil {
			order = append(order, root)
		}
		members[root] = append(members[root], byID[id])
	}
	out := make([]vuln.Found, 0, len(order))
	all := sets.all()
	for _, root := range order {
		out = append(out, p.finding(members[root], all[root]))
	}
	slices.SortFunc(out, func(a, b vuln.Found) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// finding joins the records of one vulnerability; names are all it is known by.
func (p *scanned) finding(records []record, names []string) vuln.Found {
	var f vuln.Found
	for _, r := range records {
		f.Records = append(f.Records, r.id)
	}
	f.ID = bestName(f.Records, names)
	for _, name := range names {
		if name != f.ID && !slices.Contains(f.Records, name) {
			f.Aliases = append(f.Aliases, name)
		}
	}
	var vectors, words []string
	for _, r := range records {
		if f.Summary == "" {
			f.Summary = r.summary
		}
		f.Published = earliest(f.Published, r.published)
		f.Modified = max(f.Modified, r.modified)
		vectors, words = append(vectors, r.vectors...), append(words, r.words...)
		for _, e := range r.affected {
			if p.is(e.place) {
				vectors, words = append(vectors, e.vectors...), append(words, e.words...)
			}
		}
	}
	p.grade(&f, vectors, words)
	p.reach(&f)
	f.Fixed = p.fixed(records)
	return f
}

// bestName is the CVE where exactly one is known, else the smallest record.
func bestName(records, names []string) string {
	cve, many := "", false
	for _, name := range names {
		if strings.HasPrefix(name, "CVE-") {
			many = many || cve != ""
			cve = name
		}
	}
	if cve == "" || many {
		return slices.Min(records)
	}
	return cve
}

func earliest(a, b string) string {
	if a == "" || b != "" && b < a {
		return b
	}
	return a
}

// grade sets the severity: by vectors, else by the score that osv-scanner
// computed, else by the databases' words.
func (p *scanned) grade(f *vuln.Found, vectors, words []string) {
	// A vector that cannot be scored leaves the others; osv-scanner's own score
	// stands in where none is left.
	best, _ := severity.Highest(vectors...)
	if best.Vector != "" {
		f.CVSS, f.Vector = &best.Score, best.Vector
	} else {
		for _, g := range p.groups {
			score, err := strconv.ParseFloat(g.max, 64)
			if err == nil && severity.Word(score) != "" && overlap(g.ids, f.Records) && (f.CVSS == nil || score > *f.CVSS) {
				f.CVSS = &score
			}
		}
	}
	if f.CVSS != nil {
		f.Severity = severity.Word(*f.CVSS)
	} else {
		f.Severity = severity.Of(words...)
	}
}

func overlap(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

// reach takes over what a call analysis found. That a distribution calls a
// record unimportant comes with "called" set, without an analysis.
func (p *scanned) reach(f *vuln.Found) {
	var called, not []string
	for _, g := range p.groups {
		for id, a := range g.analysis {
			switch {
			case !slices.Contains(f.Records, id) || a.unimportant:
			case a.called:
				called = append(called, id)
			default:
				not = append(not, id)
			}
		}
	}
	yes, no := true, false
	switch {
	case len(called) > 0:
		f.Reachable, f.ReachableWhy = &yes, "osv-scanner's call analysis did not rule out that code named by "+names(called)+" is called"
	case len(not) > 0:
		f.Reachable, f.ReachableWhy = &no, "osv-scanner's call analysis found no call of the code named by "+names(not)
	}
}

func names(ids []string) string {
	slices.Sort(ids)
	return strings.Join(slices.Compact(ids), ", ")
}

// is reports whether an entry of a record is about the package.
func (p *scanned) is(e place) bool {
	return e.ecosystem == p.place.ecosystem && e.name == p.source && releasesAgree(e.release, p.place.release)
}

// fixed is the version that clears every record of a vulnerability: of each the
// smallest that comes after the package's, and of these the largest. There is
// none where the ecosystem cannot order the versions.
func (p *scanned) fixed(records []record) string {
	at := version.Of(p.place.ecosystem, p.version)
	// after is whether a comes after b; not where that cannot be told.
	after := func(a, b string) bool {
		v := at.With(a)
		order, err := v.Compare(b)
		return err == nil && order > 0
	}
	best := ""
	for _, r := range records {
		own := ""
		for _, e := range r.affected {
			if !p.is(e.place) {
				continue
			}
			for _, v := range e.fixed {
				if after(v, p.version) && (own == "" || after(own, v)) {
					own = v
				}
			}
		}
		if own != "" && (best == "" || after(own, best)) {
			best = own
		}
	}
	return best
}
