// SPDX-License-Identifier: Apache-2.0

package graph

import (
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
// included. Within the budget the count is exact: blocks of 256 bits, one bit
// per node, are pushed along the edges of the condensation. Beyond it, the
// count is estimated by sketches whose hash seed is fixed: the same graph
// always gives the same estimates, and no node less than one that leads to it.
func (g *Graph) Ancestors(o ReachOptions) Reach {
	c := g.condense()
	r := Reach{Exact: true}
	if o.Budget == 0 {
		o.Budget = DefaultBudget
	}
	if total, ok := c.push(o.Budget); ok {
		r.Counts = make([]int64, g.Len())
		for v, k := range c.Of {
			r.Counts[v] = int64(total[k])
		}
		return r
	}
	if r.Exact = false; o.ExactOnly {
		return r
	}
	c.DAG.in = c.DAG.out.transposed()
	total, off := c.sketch(o.Precision)
	r.Error, r.Counts = off, make([]int64, g.Len())
	for v, k := range c.Of {
		r.Counts[v] = total[k]
	}
	return r
}

// Descendants counts, for every node, how many nodes it leads to, itself
// included: the [Graph.Ancestors] in the reversed graph.
func (g *Graph) Descendants(o ReachOptions) Reach { return g.Reverse().Ancestors(o) }

// blockWords is how many 64-bit words are pushed at once; four measured best
// against cache misses.
const blockWords = 4

type block [blockWords]uint64

// push counts the ancestors of every component exactly, in nodes, or reports
// that it takes more work than the budget. Whether it does depends on the sum
// over all blocks alone, and not on which worker was first.
func (c *Condensation) push(budget int64) (total []int32, ok bool) {
	if budget < 0 {
		return nil, false
	}
	n := len(c.Size)
	total = make([]int32, n)
	var sources []int32 // a component that leads nowhere counts for itself alone
	for k, s := range c.Size {
		if len(c.DAG.out.row(int32(k))) == 0 {
			total[k] = s
		} else {
			sources = append(sources, int32(k))
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
			p = &pusher{c: c, mask: make([]block, n), touched: make([]uint64, n/64+1), total: make([]int32, n)}
			pushers[worker] = p
		}
		work.Add(p.push(sources[b*width : min(len(sources), (b+1)*width)]))
	})
	if work.Load() > budget {
		return nil, false
	}
	for _, p := range pushers {
		if p == nil {
			continue
		}
		for k, t := range p.total {
			total[k] += t
		}
	}
	return total, true
}

// pusher is the memory of one worker. Between two blocks mask and touched
// are all zero.
type pusher struct {
	c       *Condensation
	mask    []block  // component → which of the sources lead to it
	touched []uint64 // one bit per component: its mask is not zero
	total   []int32
	planes  []block // bit i of (size − 1) of every source
}

// push adds what a block of sources, in rising order, contributes to total,
// and returns the words of work.
func (p *pusher) push(sources []int32) (work int64) {
	p.planes = p.planes[:0]
	for i, s := range sources {
		p.mask[s][i/64] |= 1 << (i % 64)
		p.touched[s/64] |= 1 << (s % 64)
		for bit, x := 0, p.c.Size[s]-1; x > 0; bit, x = bit+1, x>>1 {
			if bit == len(p.planes) {
				p.planes = append(p.planes, block{})
			}
			p.planes[bit][i/64] |= uint64(x&1) << (i % 64)
		}
	}
	off, to := p.c.DAG.out.off, p.c.DAG.out.to
	first, last := sources[0]/64, sources[len(sources)-1]/64
	for w := first; w <= last; w++ {
		// Edges lead to larger numbers only, at times within the word.
		for p.touched[w] != 0 {
			k := w*64 + int32(bits.TrailingZeros64(p.touched[w]))
			p.touched[w] &= p.touched[w] - 1
			m := p.mask[k]
			p.mask[k] = block{}
			p.total[k] += int32(p.count(&m))
			row := to[off[k]:off[k+1]]
			for _, t := range row {
				d := &p.mask[t]
				d[0] |= m[0]
				d[1] |= m[1]
				d[2] |= m[2]
				d[3] |= m[3]
				p.touched[t/64] |= 1 << (t % 64)
			}
			if len(row) > 0 {
				last = max(last, row[len(row)-1]/64)
				work += int64(len(row)) * blockWords
			}
		}
	}
	return work + int64(last-first+1)
}

// count is how many nodes the sources of the mask stand for.
func (p *pusher) count(m *block) int64 {
	n := bits.OnesCount64(m[0]) + bits.OnesCount64(m[1]) + bits.OnesCount64(m[2]) + bits.OnesCount64(m[3])
	for i := range p.planes {
		s := &p.planes[i]
		n += (bits.OnesCount64(m[0]&s[0]) + bits.OnesCount64(m[1]&s[1]) + bits.OnesCount64(m[2]&s[2]) + bits.OnesCount64(m[3]&s[3])) << i
	}
	return int64(n)
}
