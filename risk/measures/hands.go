// SPDX-License-Identifier: Apache-2.0

package measures

import (
	"math"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
	"github.com/kedja/kedja/risk/tiers"
)

// Hand is a party that the work of a party rests on: itself, or one below it
// that it subcontracts to, directly or not.
type Hand struct {
	Party int32 // index into the graph's parties; risk.None where nobody is known
	Below bool  // a subcontractor; else the party itself
	// Hold is how surely the party's work falls with this one's: Certain where
	// the whole of it passes there, else Possible, since a part may be what
	// nothing works without.
	Hold Hold
	// Some says that a part of the work surely passes there.
	Some bool
}

// subcontracts is who works for whom below the suppliers, where anybody
// states it.
type subcontracts struct {
	below map[int32][]Hand // by party, itself not included
	above map[int32][]Hand // the same turned round: for whom it works
	cut   bool             // some are left out
}

// newSubcontracts looks below the parties that stand behind something.
func newSubcontracts(m *Measurer) subcontracts {
	var s subcontracts
	var from []int32
	for i := range m.g.Parties {
		p := &m.g.Parties[i]
		if p.Record != nil && len(p.Record.Subcontractors.Items) > 0 && (p.Direct() || len(p.Components) > 0) {
			from = append(from, int32(i))
		}
	}
	if len(from) == 0 {
		return s
	}
	s.below, s.above = map[int32][]Hand{}, map[int32][]Hand{}
	hands := tiers.NewHands(m.subcontracting())
	for _, i := range from {
		list, ok := hands.Of(m.g.Parties[i].ID)
		s.cut = s.cut || !ok
		for _, h := range list {
			k := m.g.Party(h.Party)
			if k == risk.None || k == i {
				continue
			}
			hand := Hand{Party: k, Below: true, Hold: Possible, Some: h.Some}
			if h.All {
				hand.Hold = Certain
			}
			s.below[i] = append(s.below[i], hand)
			hand.Party = i
			s.above[k] = append(s.above[k], hand)
		}
	}
	return s
}

// Hands lists whom the work of the party rests on, itself first.
func (m *Measurer) Hands(party int32) []Hand {
	self := []Hand{{Party: party, Hold: Certain, Some: true}}
	if len(m.hands.below[party]) == 0 {
		return self
	}
	return append(self, m.hands.below[party]...)
}

// Principals lists for whom the party works, directly or not: parties that
// stand behind something of the system.
func (m *Measurer) Principals(party int32) []Hand { return m.hands.above[party] }

// Missed is after how many days the deliveries of the party are missed once
// the hand is lost: after the stock of the party itself; or of a subcontractor
// after its own stock at the earliest, and at the latest when the stocks of
// all on the way are used up one after the other.
func (m *Measurer) Missed(party int32, h Hand) result.Interval {
	own := m.stock(h.Party, NoSupply)
	if !h.Below {
		return own
	}
	out := result.Interval{Lo: own.Lo}
	for _, x := range m.Hands(party) {
		out.Hi += m.stock(x.Party, NoSupply).Hi
		if math.IsInf(out.Hi, 1) {
			break
		}
	}
	return out
}
