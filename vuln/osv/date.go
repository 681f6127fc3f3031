// SPDX-License-Identifier: Apache-2.0

package osv

import (
	"context"
	"slices"
	"time"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/vuln"
)

// dayOf is the day of a date of a record, YYYY-MM-DD in UTC; empty where it is
// no date. Days are what is compared with the day of an assessment, as for
// lists.
func dayOf(text string) string {
	const day = len(time.DateOnly)
	for _, layout := range []string{time.RFC3339Nano, time.DateOnly} {
		if t, err := time.Parse(layout, text); err == nil {
			return t.UTC().Format(time.DateOnly)
		}
	}
	if len(text) > day && (text[day] == 'T' || text[day] == ' ') {
		return dayOf(text[:day]) // of a time without its zone
	}
	return ""
}

// plainDay is dayOf for what nearly all dates of records are, 2026-01-31T08:00:00Z,
// without reading more of them than the day.
func plainDay(text string) string {
	const day = len(time.DateOnly)
	if n := len(text); n > day && text[day] == 'T' && text[n-1] == 'Z' && text[4] == '-' && text[7] == '-' {
		return text[:day]
	}
	return dayOf(text)
}

// At returns the index as it answers for an assessment of a day: records that
// were published later are left out and counted ([vuln.Answer]), those that
// were withdrawn later count. What a record said before it was last modified is
// not kept.
func (x *Index) At(t time.Time) vuln.Source { return &past{x, t.UTC().Format(time.DateOnly)} }

// past is an index as of a day.
type past struct {
	*Index
	day string
}

// Match is that of the index, as of the day.
func (p *past) Match(ctx context.Context, queries []vuln.Query) ([]vuln.Answer, diag.List, error) {
	return p.match(ctx, queries, p.day)
}

// Session is that of the index, as of the day.
func (p *past) Session() vuln.Session { return &session{newMatcher(p.Index, p.day)} }

// counted reports whether a record that names a component counts. Without a day
// all do that were not withdrawn.
func (w *matcher) counted(record uint32) bool {
	at, ok := fixed(w.index.sections[sectionStarts], record)
	records := w.index.sections[sectionRecords]
	if !ok || uint64(at) >= uint64(len(records)) {
		return true // it is found to be damaged when it is read
	}
	c := cursor{rest: records[at:]}
	c.uvarint() // the ID
	published := c.view()
	c.view() // modified
	withdrawn := c.view()
	switch {
	case withdrawn != "" && (w.day == "" || plainDay(withdrawn) <= w.day):
		return false
	case w.day == "" || plainDay(published) <= w.day:
		return true
	case withdrawn == "" && !slices.Contains(w.later, record):
		w.later = append(w.later, record)
	}
	return false
}
