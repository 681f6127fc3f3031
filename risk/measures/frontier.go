// SPDX-License-Identifier: Apache-2.0

package measures

import (
	"slices"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
)

// frontiers counts, for every party at once, the components of a scope that
// leaving it would touch. Components depend on parties by way of the
// components that these stand behind; "open" are those that nobody is known to
// stand behind, which may be anybody's.
type frontiers struct {
	own     []int // by party
	open    int   // components that are open
	on      []int // others that depend on the party
	onKnown []int // of these, those that somebody is known to stand behind
	// Those that depend on an open one: known ones, all, and by party its own.
	onOpenKnown, onOpen int
	onOpenOwn           []int
	// Others that depend on the party and on no open one: known ones, all.
	onlyKnown, only []int
}

// frontiersOf counts in one walk over the dependencies of the scope.
func (m *Measurer) frontiersOf(s *scope) *frontiers {
	n := len(m.g.Parties)
	f := &frontiers{own: make([]int, n), on: make([]int, n), onKnown: make([]int, n), onOpenOwn: make([]int, n), onlyKnown: make([]int, n), only: make([]int, n)}
	var parties []int32 // that one component depends on
	for _, k := range s.components {
		whose := m.g.Components[k].Party
		if whose == risk.None {
			f.open++
		} else {
			f.own[whose]++
		}
		parties = parties[:0]
		open := false
		for _, t := range m.g.Depends(m.g.ComponentNode(k)) {
			if c := m.g.ComponentIndex(risk.Node(t)); c != risk.None {
				if p := m.g.Components[c].Party; p == risk.None {
					open = true
				} else if !slices.Contains(parties, p) {
					parties = append(parties, p)
				}
			}
		}
		f.count(whose, parties, open)
	}
	return f
}

// count takes one component: whose it is, and on whom it depends.
func (f *frontiers) count(whose int32, parties []int32, open bool) {
	if open {
		f.onOpen++
		if whose != risk.None {
			f.onOpenKnown++
			f.onOpenOwn[whose]++
		}
	}
	for _, p := range parties {
		if p == whose {
			continue
		}
		f.on[p]++
		if whose != risk.None {
			f.onKnown[p]++
		}
		if !open {
			f.only[p]++
			if whose != risk.None {
				f.onlyKnown[p]++
			}
		}
	}
}

// of counts the party's components of the scope and the others that directly
// depend on them. The upper ends count open ones as the party's.
func (f *frontiers) of(party int32) (own, direct result.Interval) {
	ends := func(lo, hi int) result.Interval { return result.Interval{Lo: float64(lo), Hi: float64(max(lo, hi))} }
	return ends(f.own[party], f.own[party]+f.open), ends(f.on[party], f.onOpenKnown-f.onOpenOwn[party]+f.onlyKnown[party])
}

// rework bounds how many components of others directly depend on the party's.
// One that is open may be the party's itself, which takes it off the count, or
// not, and others may depend on it.
func (f *frontiers) rework(party int32) result.Interval {
	return result.Interval{Lo: float64(f.onKnown[party]), Hi: float64(f.onOpen - f.onOpenOwn[party] + f.only[party])}
}
