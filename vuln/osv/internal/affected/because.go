// SPDX-License-Identifier: Apache-2.0

package affected

import (
	"slices"
	"strings"

	"github.com/kedja/kedja/vuln/internal/version"
)

// Because says in words by which of the entry's ranges and lists it covers a
// version, or may: "before 2.0.0", "from 2.0.0 up to 2.3.1". The text does not
// share memory with the entry.
func (p *Package) Because(v *version.Version) string {
	if p.lists(v.Text()) {
		return "version " + v.Text() + " is listed"
	}
	var may []string
	for i := range p.Ranges {
		r := &p.Ranges[i]
		if r.Type == GitRange {
			may = append(may, "commits of "+r.Repo)
			continue
		}
		stretches := r.stretches(v)
		for _, s := range stretches {
			if o, _ := p.inRange(&s, v); o == Yes {
				return s.String()
			}
			may = append(may, s.String())
		}
	}
	if len(p.Versions) > 0 {
		may = append(may, "versions that are listed")
	}
	if more := len(may) - maxStretches; more > 0 {
		may = append(may[:maxStretches], "others")
	}
	return strings.Join(may, ", or ")
}

// maxStretches bounds how many stretches are named where none is known to cover.
const maxStretches = 4

// stretches cuts a range into pieces that begin once and end at most once. Events
// that cannot be ordered stay in the order stated.
func (r *Range) stretches(v *version.Version) []Range {
	events := r.Events
	if !r.Sorted {
		sorted := slices.Clone(events)
		by := v
		if !v.HasOrder() {
			by = r.order(v)
		}
		if by.Err() == nil && sortEvents(sorted, by) {
			events = sorted
		}
	}
	var out []Range
	for i := range events {
		switch n := len(out); {
		case events[i].Kind == Introduced && (n == 0 || len(out[n-1].Events) > 1):
			out = append(out, Range{Type: r.Type, Events: events[i : i+1 : i+1]})
		case events[i].Kind != Introduced && n > 0 && len(out[n-1].Events) == 1:
			out[n-1].Events = append(out[n-1].Events, events[i])
		}
	}
	return out
}

// String is a stretch in words.
func (r *Range) String() string {
	var parts []string
	for _, e := range r.Events {
		switch {
		case e.first():
		case e.Kind == Introduced:
			parts = append(parts, "from "+e.Version)
		case e.Kind == LastAffected:
			parts = append(parts, "up to "+e.Version)
		case e.Kind == Fixed || e.Kind == Limit:
			parts = append(parts, "before "+e.Version)
		}
	}
	if len(parts) == 0 {
		return "every version"
	}
	return strings.Join(parts, " ")
}
