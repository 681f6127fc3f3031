// SPDX-License-Identifier: Apache-2.0

package affected

import (
	"slices"

	"github.com/kedja/kedja/vuln/internal/version"
)

// Arrange puts the events of every range in order, once, so that Covers and
// Fix need not. It changes the slices in place and marks what it has sorted. A
// range with a version that cannot be ordered stays as it is: Covers answers
// Unknown for it.
func (p *Package) Arrange(ecosystem string) {
	probe := version.Of(ecosystem, "0")
	for i := range p.Ranges {
		r := &p.Ranges[i]
		if r.Type != SemVerRange && r.Type != EcosystemRange {
			continue
		}
		order := r.order(&probe)
		events := slices.Clone(r.Events)
		if sortEvents(events, order) {
			copy(r.Events, events)
			r.Sorted = true
		}
	}
}

// order returns a version that has the order of the range: that of the
// ecosystem, also in ranges of the type SEMVER, as osv-scanner has it; where
// the ecosystem has none, that of semantic versioning in ranges of that type.
func (r *Range) order(v *version.Version) *version.Version {
	if v.HasOrder() || r.Type != SemVerRange {
		return v
	}
	w := version.SemVer(v.Text())
	return &w
}

// sortEvents sorts by version; what is at the same version keeps its order, and
// the introduction at "0" is before everything. ok is false where a version
// cannot be ordered; then the order of the events means nothing.
func sortEvents(events []Event, order *version.Version) (ok bool) {
	if !order.HasOrder() {
		return false
	}
	ok = true
	for i := range events {
		if !events[i].first() && !events[i].last() && events[i].Kind != OtherEvent {
			v := order.With(events[i].Version)
			ok = ok && v.Err() == nil
		}
	}
	if !ok {
		return false
	}
	slices.SortStableFunc(events, func(a, b Event) int {
		switch {
		case a.first() && b.first(), a.last() && b.last(), a.Kind == OtherEvent && b.Kind == OtherEvent:
			return 0
		case a.first(), b.last(), a.Kind == OtherEvent:
			return -1
		case b.first(), a.last(), b.Kind == OtherEvent:
			return 1
		}
		v := order.With(a.Version)
		n, err := v.Compare(b.Version)
		ok = ok && err == nil
		return n
	})
	return ok
}

// first says whether the event is before every version.
func (e *Event) first() bool { return e.Kind == Introduced && e.Version == "0" }

// last says whether the event is after every version.
func (e *Event) last() bool { return e.Kind == Limit && e.Version == "*" }
