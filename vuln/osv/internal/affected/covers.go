// SPDX-License-Identifier: Apache-2.0

package affected

import (
	"slices"
	"strings"

	"github.com/kedja/kedja/vuln"
	"github.com/kedja/kedja/vuln/internal/version"
)

// Covers says whether the version is affected. The reason is empty unless the
// outcome is Unknown: vuln.NoVersion, vuln.BadVersion, vuln.CommitsOnly, or
// vuln.Unreadable for a range of a type that is not known.
//
// An entry with neither ranges nor versions covers nothing.
func (p *Package) Covers(v *version.Version) (Outcome, vuln.Reason) {
	if p.lists(v.Text()) {
		return Yes, ""
	}
	outcome, reason := No, vuln.Reason("")
	commits, versions := false, len(p.Versions) > 0 // what the entry names
	for i := range p.Ranges {
		r := &p.Ranges[i]
		switch r.Type {
		case GitRange:
			commits = true
			continue
		case SemVerRange, EcosystemRange:
			versions = true
		default:
			outcome, reason = Unknown, vuln.Unreadable
			continue
		}
		switch o, why := p.inRange(r, v); o {
		case Yes:
			return Yes, ""
		case Unknown:
			outcome, reason = Unknown, why
		}
	}
	switch {
	case outcome == Unknown:
		return Unknown, reason
	case commits && (!versions || isCommit(v.Text())):
		return Unknown, vuln.CommitsOnly
	case versions && v.Text() == "":
		return Unknown, vuln.NoVersion
	}
	return No, ""
}

// lists says whether the version is in the list of exact ones. Tags have a v
// where versions have none; as osv-scanner does, that is overlooked.
func (p *Package) lists(text string) bool {
	if text == "" {
		return false
	}
	text = plainTag(text)
	for _, listed := range p.Versions {
		if len(listed)-len(text) < 2 && plainTag(listed) == text {
			return true
		}
	}
	return false
}

func plainTag(text string) string { return strings.TrimPrefix(text, "v") }

// isCommit says whether a version is the name of a commit: SHA-1 or SHA-256.
func isCommit(text string) bool {
	return (len(text) == 40 || len(text) == 64) && strings.Trim(text, "0123456789abcdefABCDEF") == ""
}

func (p *Package) inRange(r *Range, v *version.Version) (Outcome, vuln.Reason) {
	if r.coversAll() {
		return Yes, ""
	}
	if v.Text() == "" {
		return Unknown, vuln.NoVersion
	}
	if !v.HasOrder() {
		// The schema wants every version listed where no order is known.
		if r.Type == EcosystemRange && len(p.Versions) > 0 {
			return No, ""
		}
		v = r.order(v)
	}
	if v.Err() != nil {
		return Unknown, vuln.BadVersion
	}
	events := r.Events
	if !r.Sorted {
		events = slices.Clone(events)
		if !sortEvents(events, v) {
			return Unknown, vuln.BadVersion
		}
	}
	in, err := within(events, v)
	switch {
	case err != nil:
		return Unknown, vuln.BadVersion
	case in:
		return Yes, ""
	}
	return No, ""
}

// coversAll says whether the range begins at "0" and nothing ends it.
func (r *Range) coversAll() bool {
	for i := range r.Events {
		if !r.Events[i].first() && r.Events[i].Kind != OtherEvent {
			return false
		}
	}
	return len(r.Events) > 0 && slices.ContainsFunc(r.Events, func(e Event) bool { return e.first() })
}

// within evaluates events that are in order. The last event that the version
// has passed says whether it is affected; it is found from the end. A version
// has passed an introduction or a fix that it equals, but not the last affected
// version that it equals. Where there are limits, it must be below the greatest.
func within(events []Event, v *version.Version) (bool, error) {
	limited, below := false, false
	for i := len(events) - 1; i >= 0; i-- {
		e := &events[i]
		n := 1 // where v is to the event
		switch {
		case e.Kind == OtherEvent:
			continue
		case e.last():
			n = -1
		case !e.first():
			var err error
			if n, err = v.Compare(e.Version); err != nil {
				return false, err
			}
		}
		switch {
		case e.Kind == Limit:
			limited, below = true, below || n < 0
		case n < 0, n == 0 && e.Kind == LastAffected:
		case e.Kind != Introduced:
			return false, nil
		default:
			limited = limited || slices.ContainsFunc(events[:i], func(e Event) bool { return e.Kind == Limit })
			return below || !limited, nil
		}
	}
	return false, nil
}
