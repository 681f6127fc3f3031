// SPDX-License-Identifier: Apache-2.0

package ownership

import (
	"slices"

	"github.com/kedja/kedja/diag"
)

// Verdict is who controls one party of a [Register].
type Verdict struct {
	Kind        string
	Certain     bool
	Controllers []int32  // numbers, rising; as result.Control
	Countries   []string // of control, sorted
}

// Verdicts is who controls each party of a [Register].
type Verdicts struct {
	r    *Register
	at   []int32 // index in list by number, plus 1; 0 holds nothing and nobody holds it
	list []verdict
	top  []int32 // by index: number of the ultimate stated parent
	to   []int32 // numbers by index
}

// Control says of every party who controls it. The turnout is that of
// [Input]. The warnings are those of [Control].
func (r *Register) Control(turnout *float64) (*Verdicts, diag.List) {
	var diags diag.List
	g, numbers, at := r.graph(&diags)
	a := analyse(g, turnout)
	v := &Verdicts{r: r, at: at, to: numbers, list: make([]verdict, len(numbers)), top: make([]int32, len(numbers))}
	for j := range numbers {
		v.list[j] = a.control(int32(j))
		v.top[j] = numbers[slices.Min(a.topOf(int32(j)))]
	}
	a.reportCycles(&diags)
	diags.Sort()
	return v, diags
}

// Of is the verdict on the party.
func (v *Verdicts) Of(n int32) Verdict {
	if v.at[n] == 0 {
		return v.alone(n)
	}
	x := v.list[v.at[n]-1]
	out := Verdict{Kind: x.kind, Certain: x.certain}
	for _, t := range x.controllers {
		out.Controllers = append(out.Controllers, v.to[t])
	}
	for _, t := range x.seats {
		if country := newNode(v.r.party(v.to[t])).country; country != "" {
			out.Countries = append(out.Countries, country)
		}
	}
	slices.Sort(out.Countries)
	out.Countries = slices.Compact(out.Countries)
	return out
}

// alone is the verdict on a party without stated holders and holdings.
func (v *Verdicts) alone(n int32) Verdict {
	x := newNode(v.r.party(n))
	out := Verdict{Kind: NotEstablished}
	switch {
	case x.root:
		out.Kind, out.Certain = Sole, true
	case !atLeastHalf(x.unlisted):
		out.Kind, out.Certain = Dispersed, true
	default:
		return out
	}
	out.Controllers = []int32{n}
	if x.country != "" {
		out.Countries = []string{x.country}
	}
	return out
}

// Top is the ultimate stated parent of the party: the end of the chain of
// those that surely control it by what is recorded, whoever may in turn
// control that one; the party itself where nobody surely does, and in a circle
// its member with the smallest number.
func (v *Verdicts) Top(n int32) int32 {
	if v.at[n] == 0 {
		return n
	}
	return v.top[v.at[n]-1]
}
