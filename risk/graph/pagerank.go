// SPDX-License-Identifier: Apache-2.0

package graph

import "math"

const (
	defaultDamping  = 0.85
	defaultResidual = 1e-9
	// leastResidual is about what rounding leaves over of a sum of 1.
	leastResidual = 1e-14
	// rankBlock is how many nodes are summed up together; sums go by blocks,
	// so that they do not depend on who computes them.
	rankBlock = 1 << 12
)

// PageRankOptions says how PageRank is computed.
type PageRankOptions struct {
	// Damping is the chance to follow an edge, above 0 and below 1; everything
	// else is 0.85.
	Damping float64
	// Residual is the sum of absolute changes of a round below which the
	// iteration ends; 0 is 1e-9, and less than 1e-14 is 1e-14. The result is
	// then within Residual·Damping/(1−Damping) of the limit in that norm.
	Residual float64
}

// PageRank returns the rank of every node, above 0 with sum 1, and how many
// rounds it took (Page, Brin, Motwani and Winograd 1999). From a node without
// out-edges every node is next with equal chance, as in networkx.
func (g *Graph) PageRank(o PageRankOptions) (rank []float64, iterations int) {
	n := g.Len()
	if n == 0 {
		return nil, 0
	}
	if !(o.Damping > 0 && o.Damping < 1) {
		o.Damping = defaultDamping
	}
	if !(o.Residual > 0) {
		o.Residual = defaultResidual
	}
	o.Residual = max(o.Residual, leastResidual)
	p := ranking{g: g, damping: o.Damping, rank: make([]float64, n), given: make([]float64, n), next: make([]float64, n)}
	for v := range p.rank {
		p.rank[v] = 1 / float64(n)
	}
	p.give()
	// Each round changes less than damping times what the last one did, the
	// first at most 2; rounding may hold it above the residual.
	most := 2 + int(math.Ceil(math.Log(o.Residual/2)/math.Log(o.Damping)))
	for iterations < most {
		iterations++
		if p.round() < o.Residual {
			break
		}
	}
	return p.rank, iterations
}

// ranking is the state of the iteration: given is what a node gives each of
// those it leads to, dangling what those without out-edges hold.
type ranking struct {
	g                 *Graph
	damping, dangling float64
	rank, given, next []float64
	parts             []rankPart
}

// rankPart is what a block of nodes adds to the sums.
type rankPart struct{ change, dangling float64 }

// give sets up the first round.
func (p *ranking) give() {
	p.parts = make([]rankPart, (len(p.rank)+rankBlock-1)/rankBlock)
	for v, x := range p.rank {
		if d := len(p.g.out.row(int32(v))); d > 0 {
			p.given[v] = x / float64(d)
		} else {
			p.dangling += x
		}
	}
}

// round computes every rank from the last ones and returns the sum of the
// absolute changes.
func (p *ranking) round() (change float64) {
	n := len(p.rank)
	base := (1 - p.damping + p.damping*p.dangling) / float64(n)
	out, in := p.g.out.off, &p.g.in
	each(len(p.parts), func(_, b int) {
		part := rankPart{}
		for v := b * rankBlock; v < min(n, (b+1)*rankBlock); v++ {
			sum := 0.0
			for _, u := range in.to[in.off[v]:in.off[v+1]] {
				sum += p.given[u]
			}
			x := base + p.damping*sum
			part.change += math.Abs(x - p.rank[v])
			p.rank[v] = x
			if d := out[v+1] - out[v]; d > 0 {
				p.next[v] = x / float64(d)
			} else {
				part.dangling += x
			}
		}
		p.parts[b] = part
	})
	p.given, p.next = p.next, p.given
	p.dangling = 0
	for _, part := range p.parts {
		change += part.change
		p.dangling += part.dangling
	}
	return change
}
