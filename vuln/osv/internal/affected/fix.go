// SPDX-License-Identifier: Apache-2.0

package affected

import (
	"slices"

	"github.com/kedja/kedja/vuln/internal/version"
)

// Fix returns the smallest version that comes after v, that a range names as
// fixed, and that the package entry does not cover; empty: none is known.
//
// It goes once through the events after v, of all ranges in their order, and
// keeps in which ranges it is: to ask Covers for each fix takes the square of
// their number.
func (p *Package) Fix(v *version.Version) string {
	if fix, ok := p.onlyFix(v); ok {
		return fix
	}
	s := sweep{order: p.fixOrder(v), all: v.HasOrder()}
	if s.order == nil {
		return ""
	}
	for i := range p.Ranges {
		r := &p.Ranges[i]
		switch r.Type {
		case GitRange:
			s.commits = true
			continue
		case OtherRange:
			return "" // which may cover every fix
		}
		if !s.add(r) {
			return ""
		}
	}
	slices.SortStableFunc(s.ahead, func(a, b step) int {
		n, err := a.version.Compare(b.version.Text())
		s.failed = s.failed || err != nil
		return n
	})
	fix := s.run(p)
	if fix == nil || s.failed {
		return ""
	}
	// Where an order runs in circles, what was gone through need not be what
	// Covers finds.
	if o, _ := p.Covers(fix); o != No {
		return ""
	}
	return fix.Text()
}

// onlyFix is [Package.Fix] of what most entries are: one range, from a version
// to its fix. ok is false for others, and where it takes more to tell.
func (p *Package) onlyFix(v *version.Version) (fix string, ok bool) {
	if len(p.Ranges) != 1 || !v.HasOrder() || v.Err() != nil {
		return "", false
	}
	r := &p.Ranges[0]
	if r.Type != SemVerRange && r.Type != EcosystemRange || !r.Sorted || len(r.Events) != 2 ||
		r.Events[0].Kind != Introduced || r.Events[1].Kind != Fixed {
		return "", false
	}
	at := v.With(r.Events[1].Version)
	if n, err := at.Compare(v.Text()); err != nil || n <= 0 {
		return "", false
	}
	if o, _ := p.Covers(&at); o != No {
		return "", false
	}
	return at.Text(), true
}

// fixOrder is v in the order in which fixes are looked for; nil: none can be
// found. It is that of v; where its ecosystem has none, that of the ranges that
// bring one.
func (p *Package) fixOrder(v *version.Version) *version.Version {
	for i := range p.Ranges {
		if r := &p.Ranges[i]; r.Type == SemVerRange || r.Type == EcosystemRange {
			if from := r.order(v); from.Err() == nil {
				return from
			}
		}
	}
	return nil
}

// sweep goes through the events after a version.
type sweep struct {
	order   *version.Version
	all     bool // the order is that of the ecosystem, hence also of its ranges
	ahead   []step
	ranges  []spot
	inside  int             // of how many ranges it is within
	commits bool            // the entry has ranges of commits
	asked   int             // how often the list of versions was gone through
	listed  map[string]bool // it, once it was often
	failed  bool            // a comparison did
}

// step is an event of a range.
type step struct {
	version version.Version
	kind    EventKind
	named   bool // it is a fix that v can be compared with
	at      int  // in ranges
}

// spot is where the sweep is in a range.
type spot struct {
	on      bool // the last event that was passed is an introduction
	limited bool
	below   int // limits that are ahead
}

func (p spot) inside() bool { return p.on && (!p.limited || p.below > 0) }

// add takes the events of a range that are after the version, and where the
// version is in it. It returns false where no fix can be outside it: because
// nothing ends it, or because it cannot be evaluated.
func (s *sweep) add(r *Range) bool {
	if r.coversAll() {
		return false
	}
	events := r.Events
	if !r.Sorted {
		events = slices.Clone(events)
		if !sortEvents(events, s.order) {
			return false
		}
	}
	here, at, first := spot{}, len(s.ranges), len(s.ahead)
	decided := false // whether the last event before is known
	for i := len(events) - 1; i >= 0; i-- {
		e := &events[i]
		if e.Kind == OtherEvent {
			continue
		}
		here.limited = here.limited || e.Kind == Limit
		switch {
		case decided:
		case e.last():
			here.below++
		case e.first():
			here.on, decided = true, true
		default:
			other := s.order.With(e.Version)
			n, err := other.Compare(s.order.Text())
			switch {
			case err != nil:
				return false
			case n > 0:
				named := e.Kind == Fixed && (s.all || r.Type == SemVerRange)
				if s.ahead = append(s.ahead, step{other, e.Kind, named, at}); e.Kind == Limit {
					here.below++
				}
			case e.Kind != Limit:
				here.on, decided = e.Kind == Introduced, true
			}
		}
	}
	slices.Reverse(s.ahead[first:])
	s.ranges = append(s.ranges, here)
	if here.inside() {
		s.inside++
	}
	return true
}

// move passes an event.
func (s *sweep) move(e *step) {
	here := &s.ranges[e.at]
	if here.inside() {
		s.inside--
	}
	if e.kind == Limit {
		here.below--
	} else {
		here.on = e.kind == Introduced
	}
	if here.inside() {
		s.inside++
	}
}

// run returns the first fix that no range and no list covers; nil: there is none.
func (s *sweep) run(p *Package) *version.Version {
	for rest := s.ahead; len(rest) > 0; {
		n := 1
		for n < len(rest) && s.same(&rest[0], &rest[n]) {
			n++
		}
		// The last affected version is affected: it is passed after the fixes
		// that are equal to it.
		for i := range rest[:n] {
			if rest[i].kind != LastAffected {
				s.move(&rest[i])
			}
		}
		for i := range rest[:n] {
			text := rest[i].version.Text()
			if s.inside == 0 && rest[i].named && !s.lists(p, text) && !(s.commits && isCommit(text)) {
				return &rest[i].version
			}
		}
		s.settle(rest[:n])
		rest = rest[n:]
	}
	return nil
}

// lists is Package.lists for many versions.
func (s *sweep) lists(p *Package, text string) bool {
	const often = 8
	if s.asked++; s.asked <= often {
		return p.lists(text)
	}
	if s.listed == nil {
		s.listed = make(map[string]bool, len(p.Versions))
		for _, one := range p.Versions {
			s.listed[plainTag(one)] = true
		}
	}
	return s.listed[plainTag(text)]
}

// settle leaves every range where the last of its events at one version puts it.
func (s *sweep) settle(group []step) {
	for i := range group {
		if group[i].kind != Limit {
			s.move(&group[i])
		}
	}
}

func (s *sweep) same(a, b *step) bool {
	n, err := a.version.Compare(b.version.Text())
	s.failed = s.failed || err != nil
	return n == 0
}
