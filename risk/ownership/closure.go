// SPDX-License-Identifier: Apache-2.0

package ownership

import "slices"

// mode is how a coalition's votes are counted.
type mode uint8

const (
	// certain: more than half under every completion.
	certain mode = iota
	// stated: more than half under some completion, by stated votes.
	stated
	// anyone: more than half under some completion, with as many unlisted
	// votes as one holder can have.
	anyone
)

// coalition grows from its first member by the parties it controls: the
// least fixed point of "controls with what it controls". It starts from a
// base, the parties that are members for every start, and returns to it.
type coalition struct {
	g    *graph
	mode mode

	lo, hi     []float64 // votes that members hold, by party
	member     []bool
	controlled []bool
	order      []int32 // parties in the order in which they came under control

	dirty []int32 // parties whose entries may differ from the base
	start entries // the base
}

// entries is the state of a coalition, by party.
type entries struct {
	lo, hi             []float64
	member, controlled []bool
	dirty              []bool
}

func newCoalition(g *graph, m mode) *coalition {
	n := len(g.nodes)
	return &coalition{
		g: g, mode: m,
		lo: make([]float64, n), hi: make([]float64, n),
		member: make([]bool, n), controlled: make([]bool, n),
		start: entries{dirty: make([]bool, n)},
	}
}

// seal takes what there is as the base.
func (c *coalition) seal() {
	c.start = entries{slices.Clone(c.lo), slices.Clone(c.hi), slices.Clone(c.member), slices.Clone(c.controlled), c.start.dirty}
	c.clean()
}

func (c *coalition) clean() {
	for _, j := range c.dirty {
		c.start.dirty[j] = false
	}
	c.dirty, c.order = c.dirty[:0], c.order[:0]
}

// base makes the parties that even an unknown holder possibly controls
// members for every start; it lists them.
func (c *coalition) base() []bool {
	var queue []int32
	for j := range c.g.nodes {
		if c.controls(int32(j)) {
			c.controlled[j], c.member[j] = true, true
			queue = append(queue, int32(j))
		}
	}
	c.grow(queue)
	c.seal()
	return slices.Clone(c.controlled)
}

// from grows the coalition of one party, beyond the base, until the next
// call.
func (c *coalition) from(i int32) {
	if c.start.lo == nil {
		c.seal()
	}
	for _, j := range c.dirty {
		c.lo[j], c.hi[j], c.member[j], c.controlled[j] = c.start.lo[j], c.start.hi[j], c.start.member[j], c.start.controlled[j]
	}
	c.clean()
	if c.member[i] {
		return // it adds nothing to the base
	}
	c.save(i)
	c.member[i] = true
	c.grow([]int32{i})
}

func (c *coalition) save(j int32) {
	if !c.start.dirty[j] {
		c.start.dirty[j] = true
		c.dirty = append(c.dirty, j)
	}
}

func (c *coalition) grow(queue []int32) {
	for len(queue) > 0 {
		h := queue[0]
		queue = queue[1:]
		for _, r := range c.g.out[h] {
			c.save(r.party)
			s := c.g.nodes[r.party].holders[r.stake]
			c.lo[r.party] += s.lo
			c.hi[r.party] += s.hi
			if c.controlled[r.party] || !c.controls(r.party) {
				continue
			}
			c.controlled[r.party] = true
			c.order = append(c.order, r.party)
			if !c.member[r.party] {
				c.member[r.party] = true
				queue = append(queue, r.party)
			}
		}
	}
}

// controls reports whether the members now hold more than half of the
// party's votes.
func (c *coalition) controls(j int32) bool {
	return !c.g.nodes[j].root && moreThanHalf(c.votes(j))
}

// votes is what the members have of the party's votes, counted by the mode.
func (c *coalition) votes(j int32) float64 {
	n := &c.g.nodes[j]
	most := 1 - (n.lo - c.lo[j]) // what the others leave
	switch c.mode {
	case certain:
		if n.complete() { // the members have what the others cannot have
			return max(c.lo[j], 1-(n.hi-c.hi[j]))
		}
		return c.lo[j]
	case stated:
		return min(c.hi[j], most)
	default:
		return min(c.hi[j]+n.unlisted, most)
	}
}
