// SPDX-License-Identifier: Apache-2.0

package resilience

import (
	"encoding/binary"
	"slices"
)

// Bounds of the work, in cuts looked at: of one diagram and of all those of a
// system. Past them the probability is bounded instead.
const (
	diagramWork = 1 << 20
	systemWork  = 1 << 23
)

// diagram decides, class by class, whether one of the cuts of a family has
// happened: a binary decision diagram (Bryant 1986) in levels, without
// skipping any. What is left to decide after some classes is the family of
// cuts that can still happen, without the classes that were lost; equal
// families are one node.
type diagram struct {
	classes []int32 // decided at each level
	levels  [][]decision
}

// decision leads to nodes of the next level; happened and never end it.
type decision struct{ lost, kept int32 }

const (
	happened int32 = -1
	never    int32 = -2
)

// newDiagram reports false when the family is too large to be decided. What
// it looks at is taken off the budget.
func newDiagram(f family, budget *int) (*diagram, bool) {
	d := &diagram{classes: decisionOrder(f)}
	place := map[int32]int32{}
	for i, class := range d.classes {
		place[class] = int32(i)
	}
	start := make([]cut, len(f))
	for i, c := range f {
		start[i] = c.renamed(place)
	}
	level := []family{minimal(start)}
	work := 0
	for i := range d.classes {
		b := levelBuilder{at: map[string]int32{}}
		decisions := make([]decision, len(level))
		for j, g := range level {
			work += len(g)
			lost, kept := g.decide(int32(i))
			decisions[j] = decision{b.node(lost), b.node(kept)}
		}
		d.levels = append(d.levels, decisions)
		level = b.families
		if work > min(diagramWork, *budget) {
			*budget -= work
			return nil, false
		}
	}
	*budget -= work
	return d, true
}

// levelBuilder numbers the families of one level.
type levelBuilder struct {
	at       map[string]int32
	families []family
}

func (b *levelBuilder) node(f family) int32 {
	if f.alwaysFails() {
		return happened
	}
	if len(f) == 0 {
		return never
	}
	key := make([]byte, 0, len(f)*(1+4*MaxCutSize))
	for _, c := range f {
		key = append(key, byte(c.n))
		for _, k := range c.k[:c.n] {
			key = binary.LittleEndian.AppendUint32(key, uint32(k))
		}
	}
	i, ok := b.at[string(key)]
	if !ok {
		i = int32(len(b.families))
		b.at[string(key)] = i
		b.families = append(b.families, f)
	}
	return i
}

// decide gives what is left of the family when the class is lost, and when it
// is kept; the class is the smallest that is still open.
func (f family) decide(class int32) (lost, kept family) {
	var shorter []cut
	for _, c := range f {
		if c.k[0] != class {
			kept = append(kept, c)
			continue
		}
		rest := cut{n: c.n - 1}
		copy(rest.k[:], c.k[1:c.n])
		shorter = append(shorter, rest)
	}
	if len(shorter) == 0 {
		return kept, kept
	}
	return minimal(append(shorter, kept...)), kept
}

// renamed gives the classes of the cut other numbers.
func (c cut) renamed(to map[int32]int32) cut {
	for i := range c.n {
		c.k[i] = to[c.k[i]]
	}
	slices.Sort(c.k[:c.n])
	return c
}

// decisionOrder lists the classes of the family so that those of one cut
// stand close together, which keeps the levels narrow: next is always the
// class with most cuts that others have begun, then with most cuts.
func decisionOrder(f family) []int32 {
	holds := map[int32][]int32{} // class → cuts
	var open []int32
	for i, c := range f {
		for _, k := range c.k[:c.n] {
			if holds[k] == nil {
				open = append(open, k)
			}
			holds[k] = append(holds[k], int32(i))
		}
	}
	slices.Sort(open)
	begun := make([]bool, len(f))
	score := map[int32]int{}
	var out []int32
	for len(open) > 0 {
		best := 0
		for i, k := range open {
			if b := open[best]; score[k] > score[b] || score[k] == score[b] && len(holds[k]) > len(holds[b]) {
				best = i
			}
		}
		class := open[best]
		out = append(out, class)
		open = slices.Delete(open, best, best+1)
		for _, i := range holds[class] {
			if begun[i] {
				continue
			}
			begun[i] = true
			for _, k := range f[i].k[:f[i].n] {
				score[k]++
			}
		}
	}
	return out
}
