// SPDX-License-Identifier: Apache-2.0

package osv

import (
	"cmp"
	"slices"
	"strings"

	"github.com/kedja/kedja/vuln"
	"github.com/kedja/kedja/vuln/internal/alias"
	"github.com/kedja/kedja/vuln/internal/version"
	"github.com/kedja/kedja/vuln/osv/internal/affected"
	"github.com/kedja/kedja/vuln/severity"
)

// named is a record that a component was found in, with its entries.
type named struct {
	head
	names []string // all that it is known by
	hits  []hit
}

// group makes vulnerabilities of the hits: records that share a name are one,
// see [alias.Groups]. Names are a record's ID, its aliases, those that other
// records give it, and what it is about (upstream). osv-scanner goes further and
// makes one group of all CVEs that a notice covers.
func (w *matcher) group() ([]vuln.Found, error) {
	if len(w.hits) == 0 {
		return nil, nil
	}
	records, err := w.named()
	if err != nil {
		return nil, err
	}
	if len(records) == 1 {
		return []vuln.Found{w.found(records)}, nil
	}
	names := make([][]string, len(records))
	for i := range records {
		names[i] = records[i].names
	}
	lead := alias.Groups(names)
	groups := make([][]named, len(records))
	for i := range records {
		groups[lead[i]] = append(groups[lead[i]], records[i])
	}
	var out []vuln.Found
	for _, g := range groups {
		if len(g) > 0 {
			out = append(out, w.found(g))
		}
	}
	slices.SortFunc(out, func(a, b vuln.Found) int {
		return cmp.Or(cmp.Compare(a.ID, b.ID), slices.Compare(a.Records, b.Records))
	})
	return out, nil
}

// named reads the records of the hits.
func (w *matcher) named() ([]named, error) {
	slices.SortStableFunc(w.hits, func(a, b hit) int { return cmp.Compare(a.record, b.record) })
	var out []named
	for from, to := 0, 0; from < len(w.hits); from = to {
		record := w.hits[from].record
		for to < len(w.hits) && w.hits[to].record == record {
			to++
		}
		head, c := w.index.record(record)
		if c.bad {
			return nil, errDamaged
		}
		names := slices.Concat([]string{head.id}, head.aliases, head.known, head.upstream)
		out = append(out, named{head: head, names: names, hits: w.hits[from:to:to]})
	}
	return out, nil
}

// found describes one vulnerability.
func (w *matcher) found(group []named) vuln.Found {
	f := vuln.Found{Possible: true}
	var names, vectors, words []string
	var hits []hit
	for i := range group {
		rec := &group[i]
		f.Records = append(f.Records, strings.Clone(rec.id))
		names = append(names, rec.names...)
		hits = append(hits, rec.hits...)
		if at := instant(rec.published); !at.IsZero() && (f.Published == "" || at.Before(instant(f.Published))) {
			f.Published = rec.published
		}
		if at := instant(rec.modified); !at.IsZero() && at.After(instant(f.Modified)) {
			f.Modified = rec.modified
		}
		w.rate(rec, &vectors, &words)
	}
	for _, h := range hits {
		if h.reason == "" {
			f.Possible, f.Reason = false, ""
			break
		}
		f.Reason = cmp.Or(f.Reason, h.reason)
	}
	f.Records = sorted(f.Records)
	names = sorted(names)
	f.ID = bestName(names, f.Records)
	f.Aliases = others(names, f.ID, f.Records)
	f.Summary = summary(group, f.ID)
	f.Severity = severity.Of(words...)
	// An error names vectors that cannot be scored; the others count, and
	// without any the score stays unknown.
	if best := w.highest(vectors); best.Vector != "" {
		f.CVSS, f.Vector, f.Severity = &best.Score, strings.Clone(best.Vector), severity.Word(best.Score)
	}
	f.Fixed = w.fixed(hits)
	f.Matched = w.matched(group, f.Possible)
	return f
}

// matched says by what the records cover the version: the entries that do, or
// where none does those that may.
func (w *matcher) matched(group []named, possible bool) []vuln.Match {
	var out []vuln.Match
	for i := range group {
		for _, h := range group[i].hits {
			if h.reason != "" && !possible {
				continue
			}
			e := &w.entries[h.entry]
			out = append(out, vuln.Match{Record: strings.Clone(group[i].id), Package: strings.TrimSpace(e.ecosystem + " " + e.name), Versions: e.Because(h.version)})
		}
	}
	slices.SortFunc(out, vuln.Match.Compare)
	return slices.Compact(out)
}

// rate gathers what a record says of the severity: for the package where it
// does, else at all.
func (w *matcher) rate(rec *named, vectors, words *[]string) {
	for _, h := range rec.hits {
		e := &w.entries[h.entry]
		list := e.severities
		if len(list) == 0 {
			list = rec.severities
		}
		for _, r := range list {
			if strings.HasPrefix(r.kind, "CVSS") {
				*vectors = append(*vectors, r.score)
			} else {
				*words = append(*words, r.score)
			}
		}
		*words = append(*words, cmp.Or(e.word, rec.word))
	}
}

// maxRated bounds the vectors of which the rating is kept.
const maxRated = 1 << 12

// highest is the rating of vectors. Of a single one, as most records have, it
// is kept: few vectors are those of very many records.
func (w *matcher) highest(vectors []string) severity.Rating {
	if len(vectors) == 1 {
		if best, known := w.rated[vectors[0]]; known {
			return best
		}
	}
	best, _ := severity.Highest(vectors...)
	if len(vectors) == 1 && len(w.rated) < maxRated {
		w.rated[strings.Clone(vectors[0])] = best
	}
	return best
}

func sorted(list []string) []string {
	slices.Sort(list)
	return slices.Compact(list)
}

// bestName is the only CVE among the names, else the smallest ID of a record.
func bestName(names, records []string) string {
	best := ""
	for _, name := range names {
		if !strings.HasPrefix(name, "CVE-") {
			continue
		}
		if best != "" {
			return records[0]
		}
		best = name
	}
	return strings.Clone(cmp.Or(best, records[0]))
}

// others are the names that are neither the ID nor a record.
func others(names []string, id string, records []string) []string {
	var out []string
	for _, name := range names {
		if _, isRecord := slices.BinarySearch(records, name); name != id && !isRecord {
			out = append(out, strings.Clone(name))
		}
	}
	return out
}

// summary is that of the record of the given ID, else the first there is.
func summary(group []named, id string) string {
	out := ""
	for i := range group {
		if group[i].id == id && group[i].summary != "" {
			return group[i].summary
		}
		out = cmp.Or(out, group[i].summary)
	}
	return out
}

// maxSteps bounds the search for a version that clears all entries.
const maxSteps = 1000

// fixed is the smallest version that a record names as fixed and that none of
// the entries covers. Every version up to the end of the range that covers the
// current one is affected, so the search goes from end to end.
func (w *matcher) fixed(hits []hit) string {
	v := hits[0].version
	if v.Text() == "" || v.Err() != nil {
		return ""
	}
	at := *v
	for step := range maxSteps {
		next, covered := "", false
		for _, h := range hits {
			e := &w.entries[h.entry]
			if step == 0 && h.reason == "" {
				// It covers the version, else there were no hit.
			} else if outcome, _ := e.Covers(&at); outcome != affected.Yes {
				continue
			}
			covered = true
			fix := e.Fix(&at)
			if fix == "" {
				return ""
			}
			if next == "" || after(&at, fix, next) {
				next = fix
			}
		}
		if !covered {
			if at.Text() == v.Text() {
				return ""
			}
			return strings.Clone(at.Text())
		}
		if len(hits) == 1 {
			return strings.Clone(next) // which is not covered, by what Fix is
		}
		at = v.With(next)
	}
	return ""
}

// after says whether a comes after b in the order of v.
func after(v *version.Version, a, b string) bool {
	first := v.With(a)
	order, err := first.Compare(b)
	return err == nil && order > 0
}
