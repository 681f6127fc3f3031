// SPDX-License-Identifier: Apache-2.0

package ownership

import (
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/result"
)

// analysis is who controls whom, surely and possibly.
type analysis struct {
	g         *graph
	certainBy [][]int32 // by party: those that surely control it, rising
	possible  [][]int32 // by party: those that possibly do, by stated votes or beyond what anybody may
	open      []bool    // by party: an unknown holder possibly controls it
	halfBy    [][]int32 // by party: those that hold exactly half, with what they control
	nearly    [][]int32 // by party: those that possibly hold exactly half and no more
	sharing   [][]int32 // by party: those that possibly hold half of it or more by stated votes
	openHalf  []bool    // by party: an unknown holder possibly does
	blocks    [][]block // by party: the certain blocks of votes, where the turnout matters
	sure      *coalition
	ranks     map[int32]map[int32]int
	turnout   float64
	cut       bool // there is more than can be followed
}

// maxFollowed is how many pairs of a holder and a party below it are followed:
// chains of tens of thousands of parties, which no real network has, would
// take for ever.
const maxFollowed = 20_000_000

type block struct {
	holder int32
	votes  float64
}

func analyse(g *graph, turnout *float64) *analysis {
	n := len(g.nodes)
	a := &analysis{
		g: g, certainBy: make([][]int32, n), possible: make([][]int32, n),
		halfBy: make([][]int32, n), nearly: make([][]int32, n), sharing: make([][]int32, n), openHalf: make([]bool, n),
		ranks: map[int32]map[int32]int{},
	}
	if turnout != nil && *turnout > 0 {
		a.turnout, a.blocks = *turnout, make([][]block, n)
	}
	sure, may, free := newCoalition(g, certain), newCoalition(g, stated), newCoalition(g, anyone)
	a.sure = sure
	a.open = free.base()
	for j := range a.openHalf {
		a.openHalf[j] = atLeastHalf(free.votes(int32(j)))
	}
	followed := 0
	for i := range int32(n) {
		if len(g.out[i]) == 0 {
			continue
		}
		if followed += len(sure.dirty) + len(may.dirty) + len(free.dirty); followed > maxFollowed {
			a.cut = true
			clear(a.certainBy) // half of an answer is none
			return a
		}
		sure.from(i)
		a.record(i, sure)
		may.from(i)
		for _, j := range may.order {
			a.possible[j] = append(a.possible[j], i)
		}
		free.from(i)
		for _, j := range free.order {
			if k := len(a.possible[j]); k == 0 || a.possible[j][k-1] != i {
				a.possible[j] = append(a.possible[j], i)
			}
		}
		for _, j := range may.dirty {
			if j != i && !a.g.nodes[j].root && atLeastHalf(may.votes(j)) {
				a.sharing[j] = append(a.sharing[j], i)
			}
		}
		for _, j := range free.dirty {
			if j != i && !free.controlled[j] && atLeastHalf(free.votes(j)) {
				a.nearly[j] = append(a.nearly[j], i)
			}
		}
	}
	return a
}

func atLeastHalf(x float64) bool { return x >= .5-noise }

// record keeps what one coalition surely controls and what it nearly does.
func (a *analysis) record(i int32, sure *coalition) {
	for _, j := range sure.order {
		a.certainBy[j] = append(a.certainBy[j], i)
	}
	for _, j := range sure.dirty {
		if sure.controlled[j] || j == i {
			continue
		}
		if atLeastHalf(sure.votes(j)) && sure.hi[j] <= .5+noise {
			a.halfBy[j] = append(a.halfBy[j], i)
		}
		if a.blocks != nil && sure.lo[j] > 0 {
			a.blocks[j] = append(a.blocks[j], block{i, sure.lo[j]})
		}
	}
}

func has(list []int32, x int32) bool {
	_, ok := slices.BinarySearch(list, x)
	return ok
}

// ultimate reports whether nobody surely controls the party but those that
// it surely controls in turn.
func (a *analysis) ultimate(t int32) bool {
	return !slices.ContainsFunc(a.certainBy[t], func(k int32) bool { return !has(a.certainBy[k], t) })
}

// tops keeps the ultimate ones of a list.
func (a *analysis) tops(list []int32) []int32 {
	var out []int32
	for _, t := range list {
		if a.ultimate(t) {
			out = append(out, t)
		}
	}
	return out
}

// others is the stated holders that possibly control the party, or hold half
// of it, and possibly are ultimate: whoever surely controls one may itself be under it.
func (a *analysis) others(j int32) []int32 {
	var out []int32
	for _, i := range merge(a.possible[j], a.sharing[j]) {
		under := slices.ContainsFunc(a.certainBy[i], func(k int32) bool { return !has(a.possible[k], i) })
		if i != j && !under {
			out = append(out, i)
		}
	}
	return out
}

// topOf is the ultimate certain controllers of a party, itself where there
// is none.
func (a *analysis) topOf(i int32) []int32 {
	if t := a.tops(a.certainBy[i]); len(t) > 0 {
		return t
	}
	return []int32{i}
}

// settled reports whether nobody outside the group possibly controls any of
// it.
func (a *analysis) settled(group []int32) bool {
	for _, t := range group {
		if a.open[t] || slices.ContainsFunc(a.possible[t], func(k int32) bool { return !has(group, k) }) {
			return false
		}
	}
	return true
}

// verdict is who controls a party.
type verdict struct {
	kind        string
	certain     bool
	controllers []int32 // rising
	seats       []int32 // those in whose countries it is controlled
}

// control decides the kind for one party.
func (a *analysis) control(j int32) verdict {
	if a.g.nodes[j].root {
		return settledOn(Sole, true, []int32{j})
	}
	if a.cut {
		return settledOn(NotEstablished, false, nil)
	}
	tops := a.tops(a.certainBy[j])
	vetoes := a.vetoes(j, tops)
	halves := a.tops(a.halfBy[j])
	others := a.others(j)
	switch {
	case len(tops) > 1:
		return a.named(Circular, tops, others)
	case len(tops) == 1 && len(vetoes) == 0:
		return a.jointAbove(a.named(Sole, tops, others), j, tops[0])
	case len(tops) == 1:
		return a.named(Joint, merge(tops, vetoes), others)
	case len(halves) > 0:
		v := a.named(Joint, merge(halves, vetoes), nil)
		// Two blocks that stay apart; else the half may grow.
		apart := slices.ContainsFunc(halves, func(t int32) bool { return !has(a.circle(halves[0]), t) })
		if v.certain && apart && !a.open[j] && len(a.possible[j]) == 0 {
			return v
		}
		return settledOn(Joint, false, merge(merge(halves, vetoes), others))
	case len(vetoes) > 0:
		return settledOn(Joint, false, merge(vetoes, others))
	}
	if t := a.inPractice(j); len(t) > 0 {
		return settledOn(DeFacto, false, t)
	}
	if a.open[j] || len(a.possible[j]) > 0 {
		return settledOn(NotEstablished, false, others)
	}
	nearly := slices.DeleteFunc(slices.Clone(a.nearly[j]), func(i int32) bool { return has(a.certainBy[i], j) }) // its own subsidiaries
	if a.openHalf[j] || len(nearly) > 0 {                                                                        // control may be joint
		return settledOn(NotEstablished, false, merge(a.tops(nearly), others))
	}
	return settledOn(Dispersed, true, []int32{j})
}

// inPractice is who holds more than half of the votes that are usually cast,
// nobody where two who are apart do.
func (a *analysis) inPractice(j int32) []int32 {
	if a.blocks == nil {
		return nil
	}
	var out []int32
	for _, b := range a.blocks[j] {
		if !moreThanHalf(b.votes / a.turnout) {
			continue
		}
		top := a.topOf(b.holder)
		if out != nil && !slices.Equal(out, top) {
			return nil
		}
		out = top
	}
	return out
}

// jointAbove opens the country of control where the one controller is itself
// jointly controlled: it is that of those who share it, not where the company
// between is established. The controller stays: nobody above decides alone.
func (a *analysis) jointAbove(v verdict, j, top int32) verdict {
	if top == j {
		return v
	}
	if up := a.control(top); up.kind == Joint {
		v.seats = up.seats
	}
	return v
}

// named is a result with sure controllers; where somebody else may control
// these, it is not certain and names those others too.
func (a *analysis) named(kind string, controllers, others []int32) verdict {
	for _, t := range controllers {
		if !a.settled(a.circle(t)) {
			return settledOn(kind, false, merge(controllers, others))
		}
	}
	return settledOn(kind, true, controllers)
}

// settledOn is a verdict with the countries of its controllers.
func settledOn(kind string, certain bool, controllers []int32) verdict {
	return verdict{kind, certain, controllers, controllers}
}

// circle is the party with those that it controls and is controlled by.
func (a *analysis) circle(t int32) []int32 {
	group := []int32{t}
	for _, k := range a.certainBy[t] {
		if has(a.certainBy[k], t) {
			group = append(group, k)
		}
	}
	slices.Sort(group)
	return slices.Compact(group)
}

// vetoes is the ultimate holders of documented vetoes, less the controllers.
func (a *analysis) vetoes(j int32, tops []int32) []int32 {
	var out []int32
	for _, s := range a.g.nodes[j].holders {
		if s.veto {
			out = merge(out, a.topOf(s.holder))
		}
	}
	return slices.DeleteFunc(out, func(i int32) bool { return has(tops, i) || i == j })
}

func merge(x, y []int32) []int32 {
	out := append(slices.Clone(x), y...)
	slices.Sort(out)
	return slices.Compact(out)
}

// result is the verdict on a party in the form of results, with its path.
func (a *analysis) result(j int32, v verdict) result.Control {
	c := result.Control{Party: a.g.nodes[j].id, Kind: v.kind, Certain: v.certain}
	for _, t := range v.controllers {
		c.Controllers = append(c.Controllers, a.g.nodes[t].id)
	}
	for _, t := range v.seats {
		if country := a.g.nodes[t].country; country != "" {
			c.Countries = append(c.Countries, country)
		}
	}
	slices.Sort(c.Countries)
	c.Countries = slices.Compact(c.Countries)
	c.Path = a.path(j, v.kind, v.controllers)
	return c
}

// reportCycles warns once of every circle of controllers.
func (a *analysis) reportCycles(diags *diag.List) {
	if a.cut {
		diags.Warnf("ownership/too-deep", diag.Position{}, "control is not established for %d parties: their chains of holdings are too long to follow", len(a.g.nodes))
		return
	}
	for j := range int32(len(a.g.nodes)) {
		if !has(a.certainBy[j], j) {
			continue
		}
		group := a.circle(j)
		if group[0] != j {
			continue
		}
		var ids []string
		for _, t := range group {
			ids = append(ids, a.g.nodes[t].id)
		}
		diags.Add(diag.Diagnostic{
			Severity: diag.Warning, Code: "ownership/cycle", Position: position(a.g.nodes[j].holders[0].at),
			Message: strings.Join(ids, ", ") + " control one another in a circle: nobody outside it decides",
			Remedy:  "check the owners of these parties; a holder outside the circle may be missing",
		})
	}
}
