// SPDX-License-Identifier: Apache-2.0

// Package listed reads what others say of how vulnerabilities are used: lists
// of those known to be exploited, and the scores of EPSS, the probability that
// one is exploited in the next 30 days. All come from files that the user has.
//
// What a file is, its content says, compressed by gzip or not:
//
//   - CISA's catalog of known exploited vulnerabilities (KEV), JSON or CSV, by
//     the schema beside it.
//   - The EU KEV of the CSIRTs network and ENISA (eukev.json of
//     github.com/enisaeu/CNW), by its schema version 1, and the table that it
//     was before.
//   - Answers of ENISA's EUVD to a search for exploited vulnerabilities: a list
//     of records or an object with items. Its documentation is a web
//     application; of the records only id, aliases and exploitedSince are read,
//     as published answers have them.
//   - A table (CSV) whose heading names a column of CVE ids, for lists of one's
//     own. Columns for the date and the rest are optional.
//   - EPSS tables (CSV) with the columns cve, epss and percentile, and the line
//     "#model_version:…,score_date:…" above them, as first.org publishes them.
//
// [Read] gives one file, [Join] puts several together, [Lists.Lookup] asks them
// as of a day: what was listed later does not count.
package listed

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/vuln"
)

// The formats of files.
const (
	CISA  = "cisa-kev"
	EU    = "eu-kev"
	EUVD  = "euvd"
	Table = "csv"
	EPSS  = "epss"
)

// Entry is one vulnerability on a list of exploited ones.
type Entry struct {
	ID      string   // as listed: a CVE where there is one
	Aliases []string // what else the list calls it, sorted
	List    string   // cisa-kev, eu-kev, euvd; a table's file name without its ending
	Name    string   // in words, as the list has it; may be empty

	// DateAdded is the day that the vulnerability was listed, YYYY-MM-DD; the
	// day that exploitation was reported where the list states only that.
	// Empty: not stated, and the entry counts at any time.
	DateAdded string
	DueDate   string // YYYY-MM-DD until which the list's author wants it fixed; may be empty
	// Ransomware says whether it is known to be used to extort; nil: not stated.
	// CISA's Unknown is no statement that it is not.
	Ransomware *bool
	Notes      string
	Where      diag.Position
}

// Score is what EPSS says of one vulnerability.
type Score struct {
	CVE        string
	Score      float64  // probability of exploitation in the next 30 days, 0 to 1
	Percentile *float64 // the share of all vulnerabilities that have no higher score, 0 to 1; nil: not stated
	Date       string   // of the scores, YYYY-MM-DD; empty: not stated
	Model      string   // version of the model as the file has it
	Where      diag.Position
}

// File is what one file holds. It does not change.
type File struct {
	name, sha256 string
	format       string
	list         string
	released     string // YYYY-MM-DD, of the whole file
	entries      []Entry
	distinct     int // vulnerabilities of entries
	lost         int // entries that could not be read, and so may be any
	epss         *scores
}

// Format returns what the file is: CISA, EU, EUVD, Table or EPSS.
func (f *File) Format() string { return f.format }

// Len returns how many vulnerabilities the file has.
func (f *File) Len() int {
	if f.epss != nil {
		return len(f.epss.row)
	}
	return f.distinct
}

// Entries returns what a list has in its order, also where it has one
// vulnerability several times; none for EPSS.
func (f *File) Entries() []Entry { return slices.Clone(f.entries) }

// Origin says what the file is, for results to repeat. It was created when it
// says, else when its newest entry was added.
func (f *File) Origin() vuln.Origin {
	created := f.released
	if created == "" {
		for _, e := range f.entries {
			created = max(created, e.DateAdded)
		}
	}
	return vuln.Origin{File: f.name, SHA256: f.sha256, Format: f.format, Created: created}
}

// Lists are files put together. The value is safe for concurrent use.
type Lists struct {
	files []*File
	byID  map[string][]rows // in upper case
	epss  []*File

	lossy  bool   // an entry of a list could not be read
	asked  bool   // some list has entries
	newest string // YYYY-MM-DD: of the newest of these; empty: the day of one is not stated
}

// Join puts files together, in any order.
func Join(files ...*File) *Lists {
	l := &Lists{byID: map[string][]rows{}}
	for _, f := range files {
		if f == nil {
			continue
		}
		l.files = append(l.files, f)
		if f.epss != nil {
			l.epss = append(l.epss, f)
		} else {
			l.weigh(f)
		}
		for _, r := range f.rows() {
			for _, name := range r.names() {
				l.byID[name] = append(l.byID[name], r)
			}
		}
	}
	for _, list := range l.byID {
		slices.SortStableFunc(list, func(a, b rows) int { return compareEntries(a[0], b[0]) })
	}
	slices.SortStableFunc(l.files, func(a, b *File) int {
		return cmp.Or(cmp.Compare(a.name, b.name), cmp.Compare(a.sha256, b.sha256))
	})
	slices.SortStableFunc(l.epss, func(a, b *File) int {
		return cmp.Or(cmp.Compare(a.released, b.released), cmp.Compare(a.name, b.name))
	})
	return l
}

func compareEntries(a, b Entry) int {
	return cmp.Or(cmp.Compare(a.DateAdded, b.DateAdded), cmp.Compare(a.List, b.List), a.Where.Compare(b.Where), cmp.Compare(a.ID, b.ID))
}

// Origins names the files that answers rest on, sorted by name.
func (l *Lists) Origins() []vuln.Origin {
	out := make([]vuln.Origin, len(l.files))
	for i, f := range l.files {
		out[i] = f.Origin()
	}
	return out
}

// Empty reports whether there is no file: then nobody was asked, and that
// nothing is listed says nothing.
func (l *Lists) Empty() (exploited, epss bool) {
	return len(l.files) == len(l.epss), len(l.epss) == 0
}

// Result is what the lists say of one vulnerability.
type Result struct {
	// Exploited are the entries that list it, the earliest first.
	Exploited []Entry
	EPSS      *Score // nil: no file has a score
}

// Lookup asks for a vulnerability by all its names. Entries that were added
// after the day of asOf do not count; of those that one file has of one
// vulnerability, the first does, with what the others that count add. Of several EPSS files that have a score
// the newest one that is not after asOf counts, else the oldest; of several
// names the highest score.
func (l *Lists) Lookup(asOf time.Time, ids ...string) Result {
	day := asOf.UTC().Format(time.DateOnly)
	var r Result
	seen := map[diag.Position]bool{}
	for _, id := range ids {
		name := strings.ToUpper(strings.TrimSpace(id))
		for _, all := range l.byID[name] {
			e, ok := all.asOf(day, name)
			if !ok || seen[e.Where] {
				continue
			}
			seen[e.Where] = true
			r.Exploited = append(r.Exploited, e)
		}
		if s, ok := l.score(day, id); ok && (r.EPSS == nil || s.Score > r.EPSS.Score) {
			r.EPSS = &s
		}
	}
	slices.SortStableFunc(r.Exploited, compareEntries)
	return r
}

// Apply writes what the lists say as of a day into a vulnerability, asked for by
// all its names. That it is on none of them says that nobody knows it to be
// exploited only where they can tell, see [vuln.Listing].
func (l *Lists) Apply(k *vuln.Known, asOf time.Time) {
	k.Exploited = vuln.Listing{Asked: l.canTell(k.Published)}
	r := l.Lookup(asOf, slices.Concat([]string{k.ID}, k.Records, k.Aliases)...)
	for _, e := range r.Exploited {
		k.Exploited.On = append(k.Exploited.On, vuln.ListEntry{
			List: e.List, ID: e.ID, Added: e.DateAdded, Due: e.DueDate, Ransomware: e.Ransomware, At: e.Where})
	}
	slices.SortStableFunc(k.Exploited.On, func(a, b vuln.ListEntry) int {
		return cmp.Or(cmp.Compare(a.List, b.List), cmp.Compare(a.Added, b.Added), a.At.Compare(b.At))
	})
	k.Likely = nil
	if s := r.EPSS; s != nil {
		k.Likely = &vuln.Forecast{Probability: s.Score, Percentile: s.Percentile, Date: s.Date, At: s.Where}
	}
}

// current is the newest EPSS file that is not after the day; nil: there is none.
func (l *Lists) current(day string) *File {
	var best *File
	for _, f := range l.epss { // the oldest first
		if f.released <= day {
			best = f
		}
	}
	return best
}

func (l *Lists) score(day, id string) (best Score, ok bool) {
	for _, f := range l.epss { // the oldest first
		if ok && f.released > day {
			break
		}
		if s, found := f.score(id); found {
			best, ok = s, true
		}
	}
	return best, ok
}

// horizon is how far EPSS looks ahead: scores are of exploitation within 30 days
// (first.org/epss).
const horizon = 30 * 24 * time.Hour

// Check says what the files have that fits the day of asOf badly: scores of a
// later day, or of so long ago that they say nothing of it, lists of so long ago
// that they lack what is exploited since, and entries that
// were added later and do not count.
func (l *Lists) Check(asOf time.Time) diag.List {
	day := asOf.UTC().Format(time.DateOnly)
	oldest := asOf.UTC().Add(-horizon).Format(time.DateOnly)
	var list diag.List
	for _, f := range l.files {
		at := diag.Position{File: f.name}
		if f.epss != nil {
			at.Line = 1
			d := diag.Diagnostic{Severity: diag.Warning, Position: at, Remedy: "give the EPSS file of that day"}
			switch {
			case f.released > day:
				d.Code, d.Message = "listed/epss-from-later", "the scores are of "+f.released+", after "+day+", the day of the assessment"
				list.Add(d)
			case f.released != "" && f.released < oldest && f == l.current(day):
				d.Code, d.Message = "listed/epss-old", "the scores are of "+f.released+" and look 30 days ahead; the assessment is of "+day
				list.Add(d)
			}
			continue
		}
		if made := f.day(); made != "" && made < oldest {
			list.Add(diag.Diagnostic{Severity: diag.Warning, Code: "listed/old", Position: at, Remedy: "give the list of that day",
				Message: "the list is of " + made + ", and the assessment of " + day + ": it does not name what has come to be exploited since"})
		}
		later := 0
		for _, e := range f.entries {
			if e.DateAdded > day {
				later++
			}
		}
		if later > 0 {
			list.Infof("listed/added-later", at, "%d of %d entries were added after %s, the day of the assessment, and do not count", later, len(f.entries), day)
		}
	}
	list.Sort()
	return list
}
