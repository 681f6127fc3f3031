// SPDX-License-Identifier: Apache-2.0

package graph

import (
	"math"
	"math/bits"
	"sync/atomic"
)

// DefaultBudget is the work that an exact count of reach may take, see
// [ReachOptions]: five to fifteen seconds of one core, as memory allows.
const DefaultBudget = 4 << 30

// ReachOptions says how far to go for an exact count.
type ReachOptions struct {
	// Budget is the most work for an exact count, in 64-bit words passed along
	// edges. The work needed depends on the graph alone, at worst a word for
	// every edge and 64 nodes. 0 is [DefaultBudget], below 0 goes straight to
	// the estimate.
	Budget int64
	// ExactOnly leaves out the estimate: beyond the budget Counts is nil.
	ExactOnly bool
	// Precision is the base-2 logarithm of the registers per sketch, 6 to 16;
	// 0 is 10. The relative standard error of an estimate is 1.04 / √2^Precision,
	// 3.25 % by default.
	Precision int
}

// Reach is a number per node. Exact says whether the numbers are counted or
// estimated; Error is the relative standard error of an estimate, 0 where
// exact: about two thirds of the estimates are off by less, and nineteen of
// twenty by less than double.
type Reach struct {
	Counts []int64
	Exact  bool
	Error  float64
}

// Ancestors counts, for every node, how many nodes lead to it, itself
// included. Within the budget the count is exact: blocks of 192 bits, one bit
// per node, are pushed along the edges of the condensation. Beyond it, the
// count is estimated by sketches whose hash seed is fixed: the same graph
// always gives the same estimates, and no node less than one that leads to it.
func (g *Graph) Ancestors(o ReachOptions) Reach {
	r := Reach{Counts: make([]int64, g.Len()), Exact: true}
	if o.Budget == 0 {
		o.Budget = DefaultBudget
	}
	if o.Budget > 0 && g.trees(r.Counts).push(o.Budget, r.Counts) {
		return r
	}
	if r.Exact = false; o.ExactOnly {
		r.Counts = nil
		return r
	}
	c := g.Condense()
	total, off := c.sketch(o.Precision)
	r.Error = off
	for v, k := range c.Of {
		r.Counts[v] = total[k]
	}
	return r
}

// Descendants counts, for every node, how many nodes it leads to, itself
// included: the [Graph.Ancestors] in the reversed graph.
func (g *Graph) Descendants(o ReachOptions) Reach { return g.Reverse().Ancestors(o) }

// blockWords is how many 64-bit words are pushed at once. Of two, three and
// four three measured best, against cache misses and in memory.
const blockWords = 3

type block [blockWords]uint64

// push adds to counts, for every node, how many nodes of other trees lead to
// its own, or reports that it takes more work than the budget. Whether it does
// depends on the sum over all blocks alone, and not on which worker was first.
func (t *trees) push(budget int64, counts []int64) bool {
	sources := t.spare[0][:0] // what leads to no other tree needs no push
	for x, end := range t.end {
		if t.out.off[x] < t.out.off[end] {
			sources = append(sources, int32(x))
		}
	}
	const width = 64 * blockWords
	blocks := (len(sources) + width - 1) / width
	pushers := make([]*pusher, workers(blocks))
	var work atomic.Int64
	each(blocks, func(worker, b int) {
		if work.Load() > budget {
			return
		}
		p := pushers[worker]
		if p == nil {
			p = t.pusher(worker)
			pushers[worker] = p
		}
		work.Add(p.push(sources[b*width : min(len(sources), (b+1)*width)]))
	})
	if work.Load() > budget {
		return false
	}
	for _, p := range pushers {
		if p == nil {
			continue
		}
		for v, k := range t.of {
			counts[v] += int64(p.total[k])
		}
	}
	return true
}

// pusher is the memory of one worker. Between two blocks mask and touched
// are all zero.
type pusher struct {
	*trees
	mask    []block  // tree → which of the sources lead to it
	touched []uint64 // one bit per tree: its mask is not zero
	total   []int32  // tree → nodes of other trees that lead to it
	planes  []block  // bit i of (size − 1) of every source
	open    []opened
}

// pusher makes the memory of a worker, of what is spare as far as that goes.
func (t *trees) pusher(worker int) *pusher {
	n := len(t.start) - 1
	p := &pusher{trees: t, mask: make([]block, n), touched: make([]uint64, n/64+1)}
	if spare := t.spare[1:]; worker < len(spare) {
		p.total = spare[worker][:n]
		clear(p.total)
	} else {
		p.total = make([]int32, n)
	}
	return p
}

// opened is a branch of a tree by its end, and which of the sources is at
// its beginning.
type opened struct {
	end    int32
	source int
}

// push adds what a block of sources, in rising order, contributes to total,
// and returns the words of work.
func (p *pusher) push(sources []int32) (work int64) {
	work = p.begin(sources)
	for w := range p.touched {
		// Edges lead to later trees only, at times within the word.
		for p.touched[w] != 0 {
			k := w*64 + bits.TrailingZeros64(p.touched[w])
			p.touched[w] &= p.touched[w] - 1
			m := p.mask[k]
			p.mask[k] = block{}
			p.total[k] += int32(p.count(&m))
			work += p.pass(&m, p.start[k], p.start[k+1])
		}
	}
	return work + int64(len(p.touched))
}

// begin passes every source on from the branch that begins there. Branches
// are within each other or apart, so that one way along all of them will do.
func (p *pusher) begin(sources []int32) (work int64) {
	p.planes, p.open = p.planes[:0], p.open[:0]
	var m block // the sources whose branches are open
	at := int32(0)
	to := func(next int32) {
		for len(p.open) > 0 {
			last := p.open[len(p.open)-1]
			end := min(next, last.end)
			work += p.pass(&m, at, end)
			if at = end; end < last.end {
				return
			}
			p.open = p.open[:len(p.open)-1]
			m[last.source/64] &^= 1 << (last.source % 64)
		}
	}
	for i, s := range sources {
		to(s)
		at = s
		p.open = append(p.open, opened{p.end[s], i})
		m[i/64] |= 1 << (i % 64)
		if p.size != nil {
			p.weigh(i, p.size[s]-1)
		}
	}
	to(math.MaxInt32)
	return work
}

// weigh notes how many more nodes than one a source stands for.
func (p *pusher) weigh(source int, more int32) {
	for bit := 0; more > 0; bit, more = bit+1, more>>1 {
		if bit == len(p.planes) {
			p.planes = append(p.planes, block{})
		}
		p.planes[bit][source/64] |= uint64(more&1) << (source % 64)
	}
}

// pass adds m to the masks of all trees that the numbers from begin to end
// lead to, and returns the words of work.
func (p *pusher) pass(m *block, begin, end int32) (work int64) {
	row := p.out.to[p.out.off[begin]:p.out.off[end]]
	for _, t := range row {
		d := &p.mask[t]
		d[0] |= m[0]
		d[1] |= m[1]
		d[2] |= m[2]
		p.touched[t/64] |= 1 << (t % 64)
	}
	return int64(len(row)) * blockWords
}

// count is how many nodes the sources of the mask stand for.
func (p *pusher) count(m *block) int64 {
	n := bits.OnesCount64(m[0]) + bits.OnesCount64(m[1]) + bits.OnesCount64(m[2])
	for i := range p.planes {
		s := &p.planes[i]
		n += (bits.OnesCount64(m[0]&s[0]) + bits.OnesCount64(m[1]&s[1]) + bits.OnesCount64(m[2]&s[2])) << i
	}
	return int64(n)
}
