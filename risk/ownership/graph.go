// SPDX-License-Identifier: Apache-2.0

package ownership

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/supplier"
)

// graph is the parties in the order of their ids, with their holders.
type graph struct {
	nodes []node
	out   [][]ref // by holder: the parties it holds votes of
}

type node struct {
	id       string
	country  string // of a controller: a state's own, else where it is established
	root     bool   // nobody controls it by its nature
	unlisted float64
	voted    bool    // some holder's votes are stated, not assumed
	holders  []stake // by holder
	lo, hi   float64 // sums of the holders' votes
}

// stake is one holder's votes in a party.
type stake struct {
	holder int32
	lo, hi float64
	veto   bool
	stated result.Interval // as written
	at     result.Evidence
}

// personPrefix begins the id of a natural person without a record
// ([supplier.PersonID]).
const personPrefix = "person:"

type ref struct{ party, stake int32 }

// noise is what sums of votes may be off by: exactly half, written in
// decimals, is never more than half.
const noise = 1e-12

func moreThanHalf(x float64) bool { return x > .5+noise }

func build(in Input, diags *diag.List) *graph {
	g := &graph{}
	at := g.add(in)
	own := make([]result.Interval, len(g.nodes))
	holdings := slices.Clone(in.Holdings)
	slices.SortStableFunc(holdings, func(x, y Holding) int {
		return cmp.Or(cmp.Compare(x.Party, y.Party), cmp.Compare(x.Holder, y.Holder),
			cmp.Compare(x.Votes.Lo, y.Votes.Lo), cmp.Compare(x.Votes.Hi, y.Votes.Hi),
			cmp.Compare(x.At.File, y.At.File), cmp.Compare(x.At.Line, y.At.Line), cmp.Compare(x.At.Pointer, y.At.Pointer))
	})
	for _, h := range holdings {
		j, i := at[h.Party], at[h.Holder]
		v := unit(h.Votes)
		if i == j {
			own[j] = result.Interval{Lo: own[j].Lo + v.Lo, Hi: own[j].Hi + v.Hi}
			continue
		}
		g.nodes[j].voted = g.nodes[j].voted || !h.Assumed
		g.nodes[j].hold(i, v, h)
	}
	g.close(own, diags)
	return g
}

// close finishes the nodes once all holdings are in; own are the parties'
// shares in themselves.
func (g *graph) close(own []result.Interval, diags *diag.List) {
	for j := range g.nodes {
		g.nodes[j].exercisable(own[j])
		g.nodes[j].check(diags)
		for s, st := range g.nodes[j].holders {
			g.out[st.holder] = append(g.out[st.holder], ref{int32(j), int32(s)})
		}
	}
}

// add makes the nodes and returns their index by id.
func (g *graph) add(in Input) map[string]int32 {
	parties := map[string]Party{}
	for _, h := range in.Holdings {
		for _, id := range []string{h.Holder, h.Party} {
			parties[id] = Party{ID: id}
		}
	}
	for _, p := range in.Parties {
		parties[p.ID] = p
	}
	ids := make([]string, 0, len(parties))
	for id := range parties {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	at := make(map[string]int32, len(ids))
	for i, id := range ids {
		at[id] = int32(i)
		g.nodes = append(g.nodes, newNode(parties[id]))
	}
	g.out = make([][]ref, len(ids))
	return at
}

func newNode(p Party) node {
	n := node{id: p.ID, country: p.Established, unlisted: 1}
	if p.UnlistedMax != nil {
		n.unlisted = math.Min(math.Max(*p.UnlistedMax, 0), 1)
	}
	if p.NoOwners {
		n.unlisted = 0
	}
	switch p.Kind {
	case "person", "foundation", "state":
		n.root = true
	}
	if p.Kind == "" && strings.HasPrefix(p.ID, personPrefix) {
		n.root = true
	}
	if code, ok := strings.CutPrefix(p.ID, StatePrefix); ok {
		n.root, n.country = true, code
	}
	return n
}

// unit makes any interval one within 0..1; what is no number is unknown.
func unit(v result.Interval) result.Interval {
	if !(v.Lo >= 0) {
		v.Lo = 0
	}
	if !(v.Hi <= 1) {
		v.Hi = 1
	}
	return result.Interval{Lo: math.Min(v.Lo, 1), Hi: math.Max(v.Hi, math.Min(v.Lo, 1))}
}

// hold adds a stake; several of one holder add up.
func (n *node) hold(holder int32, v result.Interval, h Holding) {
	veto := slices.ContainsFunc(h.Rights, supplier.IsVeto)
	if k := len(n.holders) - 1; k >= 0 && n.holders[k].holder == holder {
		s := &n.holders[k]
		s.lo, s.hi, s.veto = s.lo+v.Lo, math.Min(s.hi+v.Hi, 1), s.veto || veto
		s.stated = result.Interval{Lo: s.lo, Hi: s.hi}
		return
	}
	n.holders = append(n.holders, stake{holder, v.Lo, v.Hi, veto, v, h.At})
}

// exercisable leaves a party's own shares out: nobody votes them, so every
// other vote weighs more.
func (n *node) exercisable(own result.Interval) {
	if own.Hi > 0 {
		scale := func(x, own float64) float64 {
			if own >= 1 {
				return math.Min(1, math.Ceil(x)) // all or nothing may be left to vote
			}
			return math.Min(1, x/(1-own))
		}
		for i := range n.holders {
			n.holders[i].lo = scale(n.holders[i].lo, math.Min(own.Lo, 1-noise))
			n.holders[i].hi = scale(n.holders[i].hi, own.Hi)
		}
		n.unlisted = scale(n.unlisted, own.Hi)
	}
	n.sum()
	if n.lo <= 1 {
		n.tighten()
		n.sum()
	}
}

func (n *node) sum() {
	n.lo, n.hi = 0, 0
	for _, s := range n.holders {
		n.lo, n.hi = n.lo+s.lo, n.hi+s.hi
	}
}

// complete reports whether the listed holders have all votes between them.
func (n *node) complete() bool { return n.unlisted == 0 && n.hi >= 1-noise }

// tighten takes away what no completion can have: a holder has at most what
// the others leave, and with a complete list at least that.
func (n *node) tighten() {
	complete, lo, hi := n.complete(), n.lo, n.hi
	for i := range n.holders {
		s := &n.holders[i]
		most := 1 - (lo - s.lo)
		if complete {
			s.lo = math.Max(s.lo, 1-(hi-s.hi))
		}
		s.hi = math.Max(s.lo, math.Min(s.hi, most))
	}
}

// check reports holdings that add up to more than the whole. What is wrong
// about them is not known, so any holder may then have any part.
func (n *node) check(diags *diag.List) {
	if n.lo <= 1+1e-9 {
		return
	}
	what := "votes stated for " + n.id
	if !n.voted {
		what = "shares stated for " + n.id + ", taken for its votes,"
	}
	diags.Add(diag.Diagnostic{
		Severity: diag.Warning, Code: "ownership/over-whole", Position: position(n.holders[0].at),
		Message: "the " + what + " add up to more than the whole, so that its control is not established",
		Remedy:  "correct the owners' shares or votes; write a range where they are not known exactly",
	})
	n.lo, n.hi, n.unlisted = 0, 0, 1
	for i := range n.holders {
		n.holders[i].lo, n.holders[i].hi = 0, 1
		n.hi++
	}
}

func position(e result.Evidence) diag.Position {
	return diag.Position{File: e.File, Pointer: e.Pointer, Line: e.Line}
}
