// SPDX-License-Identifier: Apache-2.0

package ownership

import (
	"cmp"
	"math"
	"slices"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/supplier"
)

// Rights that confer decisive influence wherever they are documented, as
// records name them; a veto may say over what ([supplier.IsVeto]).
const (
	BoardMajority   = supplier.RightBoardMajority
	Veto            = supplier.RightVeto
	GoldenShare     = supplier.RightGoldenShare
	ControlContract = supplier.RightControlContract
)

// Influence is somebody's decisive influence on a party.
type Influence struct {
	Party  string `json:"party"`
	Holder string `json:"holder"`
	// By is a kind of control (sole, joint, circular, deFacto,
	// notEstablished) or the right.
	By string `json:"by"`
	// Through is the holder of the right where Holder controls that one.
	Through string `json:"through,omitempty"`
	// Certain says that there is decisive influence, whoever may control the
	// holder in turn; otherwise there may be: control is only possible, or the
	// right need not reach so far, as seats on a board without its majority.
	Certain bool            `json:"certain"`
	At      result.Evidence `json:"at,omitzero"` // where the right is stated
	Source  string          `json:"source,omitempty"`
}

// Decisive lists who has, or may have, decisive influence on each party: by
// control, ultimate or between, and by documented rights, of holders or beside holdings, with those
// who surely control the holder of a right. Sorted by party, holder and means.
// Source: Regulation (EC) 139/2004, art. 3(2), under which rights and
// contracts count as shares do.
func Decisive(in Input) []Influence {
	out, _ := decisive(in, math.MaxInt)
	return out
}

// decisive does so while control gives at most so many rows.
func decisive(in Input, limit int) (out []Influence, all bool) {
	var unused diag.List // Control reports what is wrong
	in.Holdings = slices.Clone(in.Holdings)
	for _, r := range in.Rights { // so that both parties are there
		in.Holdings = append(in.Holdings, Holding{Holder: r.Holder, Party: r.Party})
	}
	g := build(in, &unused)
	a := analyse(g, in.Turnout)
	at := make(map[string]int32, len(g.nodes))
	for j := range g.nodes {
		at[g.nodes[j].id] = int32(j)
		v := a.control(int32(j))
		for _, t := range v.controllers {
			if t != int32(j) {
				out = append(out, Influence{Party: g.nodes[j].id, Holder: g.nodes[t].id, By: v.kind, Certain: v.certain || has(a.certainBy[j], t)})
			}
		}
		for _, t := range a.certainBy[j] { // those between it and the ultimate ones
			if t != int32(j) && !has(v.controllers, t) {
				out = append(out, Influence{Party: g.nodes[j].id, Holder: g.nodes[t].id, By: Sole, Certain: true})
			}
		}
		if len(out) > limit {
			return nil, false
		}
	}
	right := func(r Right) {
		x := Influence{Party: r.Party, Holder: r.Holder, By: r.Kind, Certain: supplier.IsDecisive(r.Kind), At: r.At, Source: r.Source}
		out = append(out, x)
		for _, t := range a.topOf(at[r.Holder]) {
			if id := g.nodes[t].id; id != r.Holder && id != r.Party {
				x.Holder, x.Through = id, r.Holder
				out = append(out, x)
			}
		}
	}
	for _, r := range in.Rights {
		right(r)
	}
	for _, h := range in.Holdings {
		for _, kind := range h.Rights {
			right(Right{h.Holder, h.Party, kind, h.At, h.Source})
		}
	}
	slices.SortFunc(out, func(x, y Influence) int {
		return cmp.Or(cmp.Compare(x.Party, y.Party), cmp.Compare(x.Holder, y.Holder), cmp.Compare(x.By, y.By), cmp.Compare(x.Through, y.Through),
			cmp.Compare(x.At.File, y.At.File), cmp.Compare(x.At.Line, y.At.Line), cmp.Compare(x.At.Pointer, y.At.Pointer))
	})
	return slices.Compact(out), true
}
