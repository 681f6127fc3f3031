// SPDX-License-Identifier: Apache-2.0

package resilience

// manyEvents is the number of lost keys from which on they are no longer told
// apart: one more than the largest cut set.
const manyEvents = MaxCutSize + 1

// chance is probabilities by the number of lost keys; the last is "that many
// or more".
type chance [manyEvents + 1]float64

// one is the chance of no key, hence none lost.
func one() chance { return chance{1} }

// event is the chance of one key that is lost with probability p.
func event(p float64) chance { return chance{1 - p, p} }

// times adds up the numbers of two independent sets of keys.
func (c chance) times(d chance) chance {
	var out chance
	for i, x := range c {
		for j, y := range d {
			out[min(i+j, manyEvents)] += x * y
		}
	}
	return out
}

func (c chance) plus(d chance) chance {
	for i, x := range d {
		c[i] += x
	}
	return c
}

// from sums the chances of n or more lost keys.
func (c chance) from(n int) float64 {
	sum := 0.0
	for i := n; i <= manyEvents; i++ {
		sum += c[i]
	}
	return sum
}

// leaveOneOut gives for every set of keys the chance of all others, and that of all.
func leaveOneOut(of []chance) (others []chance, all chance) {
	others = make([]chance, len(of))
	all = one()
	for i, c := range of {
		others[i] = all
		all = all.times(c)
	}
	after := one()
	for i := len(of) - 1; i >= 0; i-- {
		others[i] = others[i].times(after)
		after = of[i].times(after)
	}
	return others, all
}

// weight is what a class of keys adds: kept, none of them is lost; lost, one
// at least, with how many.
type weight struct {
	kept float64
	lost chance
}

func weigh(all chance) weight {
	w := weight{all[0], all}
	w.lost[0] = 0
	return w
}

// split is what may come of a family: its probability to happen, and the
// chance that it does not, by the number of lost keys.
type split struct {
	fails float64
	holds chance
}

// mix is w·s for a number of lost keys of its own, and what it leads to.
func (s split) mix(w chance) split {
	sum := 0.0
	for _, x := range w {
		sum += x
	}
	return split{sum * s.fails, s.holds.times(w)}
}

func (s split) plus(t split) split {
	return split{s.fails + t.fails, s.holds.plus(t.holds)}
}

// weighed is a diagram with the chances of its classes worked through.
type weighed struct {
	d      *diagram
	weight []weight
	below  [][]split // by level and node: what may still come
	reach  [][]chance
	before []float64 // by level: the probability that a cut happened already
	done   []chance  // by level: the chance that no cut can happen any more
	tail   []chance  // by level: the chance of the classes below it
}

// weigh works the diagram through, first is the chance of the keys that no
// cut of the family holds.
func (d *diagram) weigh(weightOf func(class int32) weight, first chance) *weighed {
	w := &weighed{d: d}
	for _, class := range d.classes {
		w.weight = append(w.weight, weightOf(class))
	}
	n := len(d.levels)
	w.below, w.reach = make([][]split, n), make([][]chance, n)
	w.before, w.done, w.tail = make([]float64, n+1), make([]chance, n+1), make([]chance, n)
	tail := one()
	for i := n - 1; i >= 0; i-- {
		w.tail[i] = tail
		w.below[i] = make([]split, len(d.levels[i]))
		for j, node := range d.levels[i] {
			lost, kept := w.after(i, node.lost, tail), w.after(i, node.kept, tail)
			w.below[i][j] = lost.mix(w.weight[i].lost).plus(kept.mix(chance{w.weight[i].kept}))
		}
		tail = tail.times(w.weight[i].any())
	}
	w.forward(first)
	return w
}

// any is the chance of the class, lost or kept.
func (w weight) any() chance {
	c := w.lost
	c[0] = w.kept
	return c
}

// after is what may come of a node of the level below; tail is the chance of
// the classes further down.
func (w *weighed) after(level int, node int32, tail chance) split {
	switch node {
	case happened:
		return split{fails: 1}
	case never:
		return split{holds: tail}
	}
	return w.below[level+1][node]
}

// forward works out how the nodes are reached.
func (w *weighed) forward(first chance) {
	n := len(w.d.levels)
	for i := range n {
		w.reach[i] = make([]chance, len(w.d.levels[i]))
	}
	if n == 0 {
		w.done[0] = first
		return
	}
	w.reach[0][0] = first
	for i, level := range w.d.levels {
		w.before[i+1] += w.before[i]
		w.done[i+1] = w.done[i+1].plus(w.done[i].times(w.weight[i].any()))
		for j, node := range level {
			w.step(i+1, node.lost, w.reach[i][j].times(w.weight[i].lost))
			w.step(i+1, node.kept, w.reach[i][j].times(chance{w.weight[i].kept}))
		}
	}
}

func (w *weighed) step(level int, node int32, c chance) {
	switch node {
	case happened:
		w.before[level] += c.from(0)
	case never:
		w.done[level] = w.done[level].plus(c)
	default:
		w.reach[level][node] = w.reach[level][node].plus(c)
	}
}

// total is what may come of the whole family.
func (w *weighed) total() split {
	n := len(w.d.levels)
	return split{w.before[n], w.done[n]}
}

// at gives, for one level, what may come when its class is lost and when it
// is kept, its own keys not counted and given as certain.
func (w *weighed) at(level int) (lost, kept split) {
	tail := w.tail[level]
	settled := split{w.before[level], w.done[level].times(tail)}
	lost, kept = settled, settled
	for j, node := range w.d.levels[level] {
		r := w.reach[level][j]
		lost = lost.plus(w.after(level, node.lost, tail).mix(r))
		kept = kept.plus(w.after(level, node.kept, tail).mix(r))
	}
	return lost, kept
}
