// SPDX-License-Identifier: Apache-2.0

package resilience

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/kedja/kedja/result"
)

// Failure is how likely an asset is to stop, and what each key has to do
// with it.
type Failure struct {
	Asset int
	// P contains the probability that the asset stops: from that of the
	// certain cut sets listed, to that of the possible ones or of more lost
	// keys than a listed set has.
	P result.Interval
	// Bounded says that the cut sets are too many for their probability to be
	// exact: P is bounded more widely, and Keys is empty.
	Bounded bool
	Keys    []Importance // those that can matter at all, rising by key
}

// Importance is what one key has to do with the failure of an asset.
type Importance struct {
	Key string
	P   float64 // that the key is lost, as given
	// Birnbaum is ∂P/∂p: the probability that the asset stops with the key
	// and works without its loss, all others as they may be.
	Birnbaum result.Interval
	// FussellVesely is the part of the failures in which a minimal cut set
	// that holds the key has happened: P(union of those sets)/P(fail). Nil
	// where the asset cannot fail.
	FussellVesely *result.Interval
}

// Importance works out the probability of failure of every asset that works,
// and the importance of each key, where key is lost with probability p(key),
// independently of all others. Keys that are lost together, as the suppliers
// of one owner are with the owner, are not independent: the loss of the owner
// is an event of its own and belongs in a system keyed by owner.
//
// Cut sets of more than [MaxCutSize] keys are not listed. What they may add is
// between nothing and the case that every larger set of lost keys stops the
// asset, hence intervals: P ∈ [P(∪ listed), P(∪ listed) + P(no listed cut and
// ≥ 4 keys lost)]. The probability of the union is exact (binary decision
// diagram), up to a bound on the work; see [Failure].Bounded. Leaves with
// AnyKey or possible keys widen the intervals.
//
// Sources: Birnbaum (1969); Fussell (1975); Vesely et al., Fault Tree
// Handbook, NUREG-0492 (1981).
func (s *System) Importance(p func(key string) float64) ([]Failure, error) {
	w := newWriter(s, MaxCutSize, DefaultLimit)
	e := &estimator{w: w, x: s.index(), complete: MaxCutSize, budget: systemWork}
	if w.truncated {
		e.complete = 1 // single points are always all found
	}
	for _, c := range w.classes {
		probabilities := make([]float64, len(c.keys))
		for i, key := range c.keys {
			x := p(key)
			if !isShare(x) {
				return nil, fmt.Errorf("the probability %v that %s is lost is not between 0 and 1", x, key)
			}
			probabilities[i] = x
		}
		events := make([]chance, len(probabilities))
		for i, x := range probabilities {
			events[i] = event(x)
		}
		others, all := leaveOneOut(events)
		e.keys = append(e.keys, keyChances{probabilities, others, all})
	}
	var out []Failure
	for a := range s.Assets {
		if w.sound[a] {
			out = append(out, e.asset(a))
		}
	}
	return out, nil
}

// keyChances is the keys of one class.
type keyChances struct {
	p      []float64
	others []chance
	all    chance
}

type estimator struct {
	w        *writer
	x        *index
	keys     []keyChances // by class
	complete int          // cuts up to this size are all known
	budget   int          // of work for diagrams
}

// asset works with the surely and the possibly failing structure, lo and hi.
func (e *estimator) asset(a int) Failure {
	classes := e.relevant(a)
	sure, may := e.w.certain[a], e.w.possible[a]
	lo, ok := e.view(sure, classes)
	known := slices.Equal(sure, may)
	hi := lo
	if ok && !known {
		hi, ok = e.view(may, classes)
	}
	if !ok {
		return Failure{Asset: a, P: e.bounds(sure, may, classes), Bounded: true}
	}
	l, h := lo.total(), hi.total()
	out := Failure{Asset: a, P: share(l.fails, h.fails+h.holds.from(e.complete+1))}
	for _, class := range classes {
		var with split // what the cuts with the class come to, given its loss
		ok := false
		if known {
			with, ok = lo.cutsWith(class, sure, classes)
		}
		for i, key := range e.w.classes[class].keys {
			one, zero := lo.key(class, i)
			oneHi, zeroHi := hi.key(class, i)
			m := Importance{Key: key, P: e.keys[class].p[i]}
			m.Birnbaum = share(
				one.fails+one.holds.from(e.complete+1)-zeroHi.fails-zeroHi.holds.from(e.complete+1),
				oneHi.fails+oneHi.holds.from(e.complete)-zero.fails)
			if m.Birnbaum.Hi == 0 {
				continue
			}
			switch {
			case out.P.Hi <= 0:
			case known && ok:
				m.FussellVesely = e.fussell(m.P, one, zero, with.mix(e.keys[class].others[i]))
			default:
				hits := m.P * (oneHi.fails + oneHi.holds.from(e.complete))
				v := share(ratio(m.P*m.Birnbaum.Lo, out.P.Hi), ratio(hits, (1-m.P)*zero.fails+hits))
				m.FussellVesely = &v
			}
			out.Keys = append(out.Keys, m)
		}
	}
	slices.SortFunc(out.Keys, func(x, y Importance) int { return cmp.Compare(x.Key, y.Key) })
	return out
}

// fussell bounds the share of the failures that cuts with the key have
// happened in. A cut that is not listed and holds the key adds as much to the
// part as to the whole, or more, and raises the share; one without it lowers
// the share. So the ends are: all larger sets without the key, and all with it.
func (e *estimator) fussell(p float64, one, zero, with split) *result.Interval {
	tail := e.complete + 1
	v := share(
		ratio(p*with.fails, (1-p)*(zero.fails+zero.holds.from(tail))+p*(one.fails+one.holds.from(tail))),
		ratio(p*(with.fails+with.holds.from(tail-1)), (1-p)*zero.fails+p*(one.fails+one.holds.from(tail-1))))
	return &v
}

// share keeps rounding from leaving 0..1, and from turning the ends round.
func share(lo, hi float64) result.Interval {
	lo, hi = min(max(lo, 0), 1), min(max(hi, 0), 1)
	return result.Interval{Lo: min(lo, hi), Hi: hi}
}

func ratio(part, whole float64) float64 {
	if whole <= 0 {
		return 0
	}
	return part / whole
}

// with is the cuts of the family that hold the class, without it.
func (f family) with(class int32) family {
	var out []cut
	for _, c := range f {
		if i := slices.Index(c.k[:c.n], class); i >= 0 {
			rest := cut{n: c.n - 1}
			copy(rest.k[:], slices.Delete(slices.Clone(c.k[:c.n]), i, i+1))
			out = append(out, rest)
		}
	}
	return minimal(out)
}

// relevant lists the classes that take away, or may, a leaf that the asset
// needs, itself or through other assets.
func (e *estimator) relevant(asset int) []int32 {
	leaves := make([]bool, e.x.leaves)
	seen := make([]bool, e.x.assets)
	seen[asset] = true
	for stack := []int{asset}; len(stack) > 0; {
		a := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		for _, g := range e.x.groupsOf[a] {
			for _, m := range e.x.groups[g].members {
				if m.Leaf >= 0 {
					leaves[m.Leaf] = true
				} else if !seen[m.Asset] {
					seen[m.Asset] = true
					stack = append(stack, m.Asset)
				}
			}
		}
	}
	var out []int32
	for i, c := range e.w.classes {
		if slices.ContainsFunc(c.possible, func(l int32) bool { return leaves[l] }) {
			out = append(out, int32(i))
		}
	}
	return out
}

// view is one family among the classes that matter to an asset.
type view struct {
	e      *estimator
	level  map[int32]int // of the classes in the family
	spare  map[int32]int // place of the other classes
	others []chance      // of the other classes, by place: all but that one
	root   split         // the family by itself
	held   chance        // of the classes in the family
	all    split         // with the other classes
	lost   []split       // by level
	kept   []split
}

func (e *estimator) view(f family, classes []int32) (*view, bool) {
	v := &view{e: e, level: map[int32]int{}, spare: map[int32]int{}}
	d, ok := newDiagram(f, &e.budget)
	if !ok {
		return nil, false
	}
	for i, class := range d.classes {
		v.level[class] = i
	}
	var spare []chance
	for _, class := range classes {
		if _, in := v.level[class]; !in {
			v.spare[class] = len(spare)
			spare = append(spare, e.keys[class].all)
		}
	}
	others, first := leaveOneOut(spare)
	v.others = others
	switch {
	case f.alwaysFails():
		v.root = split{fails: 1}
	case len(f) == 0:
		v.root = split{holds: one()}
	default:
		w := d.weigh(func(class int32) weight { return weigh(e.keys[class].all) }, first)
		v.root = w.below[0][0]
		v.lost, v.kept = make([]split, len(d.classes)), make([]split, len(d.classes))
		for i := range d.classes {
			v.lost[i], v.kept[i] = w.at(i)
		}
	}
	v.held = e.heldBy(f)
	v.all = v.root.mix(first)
	return v, true
}

func (v *view) total() split { return v.all }

// cutsWith is what may come of the cuts of the family that hold the class,
// once it is lost, by the number of lost keys of the other classes.
func (v *view) cutsWith(class int32, f family, classes []int32) (split, bool) {
	if place, ok := v.spare[class]; ok {
		return split{holds: v.others[place].times(v.held)}, true
	}
	with := f.with(class)
	d, ok := newDiagram(with, &v.e.budget)
	if !ok {
		return split{}, false
	}
	first := one()
	for _, c := range classes {
		if c != class && !slices.Contains(d.classes, c) {
			first = first.times(v.e.keys[c].all)
		}
	}
	if with.alwaysFails() {
		return split{fails: 1}, true
	}
	return d.weigh(func(class int32) weight { return weigh(v.e.keys[class].all) }, first).total(), true
}

// heldBy is the chance of all keys that the family holds.
func (e *estimator) heldBy(f family) chance {
	all, seen := one(), map[int32]bool{}
	for _, c := range f {
		for _, class := range c.k[:c.n] {
			if !seen[class] {
				seen[class] = true
				all = all.times(e.keys[class].all)
			}
		}
	}
	return all
}

// key gives what may come when the i-th key of the class is lost, and when it
// is kept; the number of lost keys is that of the others.
func (v *view) key(class int32, i int) (lost, kept split) {
	others := v.e.keys[class].others[i]
	if place, ok := v.spare[class]; ok {
		both := v.root.mix(v.others[place].times(others))
		return both, both
	}
	at := v.level[class]
	some := others
	some[0] = 0
	return v.lost[at].mix(others), v.lost[at].mix(some).plus(v.kept[at].mix(chance{others[0]}))
}
