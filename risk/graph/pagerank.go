// SPDX-License-Identifier: Apache-2.0

package graph

import "math"

const (
	defaultDamping  = 0.85
	defaultResidual = 1e-9
	// leastResidual is about what rounding leaves over of a sum of 1.
	leastResidual = 1e-14
)

// PageRankOptions says how PageRank is computed.
type PageRankOptions struct {
	// Damping is the chance to follow an edge, above 0 and below 1; everything
	// else is 0.85.
	Damping float64
	// Residual bounds the sum of absolute changes, with ranks of sum 1, of the
	// last sweeps over all components; 0 is 1e-9, and less than 1e-14 is 1e-14.
	// The result is then within Residual·Damping/(1−Damping) of the limit in
	// that norm, but for rounding.
	Residual float64
}

// PageRank returns the rank of every node, above 0 with sum 1 (Page, Brin,
// Motwani and Winograd 1999). From a node without out-edges every node is
// next with equal chance, as in networkx.
//
// The equations are solved in place, one strongly connected component after
// the other in topological order. A node in no cycle but with itself is
// solved at once, the nodes of a larger component by sweeps over them
// (Gauss–Seidel). iterations is the largest number of sweeps that a component
// took: 1 where no cycle has two nodes, 0 where there are no nodes.
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
	of, k := g.components()
	c := Condensation{Of: of, Size: make([]int32, k)}
	for _, k := range of {
		c.Size[k]++
	}
	nodes, off := c.members()
	p := ranking{g: g, damping: o.Damping, rank: make([]float64, n), given: make([]float64, n)}
	for k := range c.Size {
		iterations = max(iterations, p.solve(nodes[off[k]:off[k+1]], o.Residual))
	}
	sum := 0.0
	for _, x := range p.rank {
		sum += x
	}
	for v := range p.rank {
		p.rank[v] /= sum
	}
	return p.rank, iterations
}

// ranking is the state of x = 1 + damping·Pᵀx. What nodes without out-edges
// give to all only scales x, and is left to the division by the sum. given is
// damping times what a node gives each of those it leads to.
type ranking struct {
	g           *Graph
	damping     float64
	rank, given []float64
}

// solve computes x of the nodes of a component, whose predecessors in others
// are done, and returns the number of sweeps.
//
// A sweep with changes of sum c leaves a residual of at most damping·c, and x
// within damping·c/(1−damping) of the solution, as the columns of damping·Pᵀ
// sum to at most damping; scaling to sum 1 can double that. Each sweep leaves
// at most damping times the residual of the last one; rounding may hold the
// changes above the limit.
func (p *ranking) solve(nodes []int32, residual float64) (sweeps int) {
	if len(nodes) == 1 {
		p.sweep(nodes)
		return 1
	}
	most := 2 + int(math.Ceil(math.Log(residual*(1-p.damping)/2)/math.Log(p.damping)))
	for sweeps < most {
		sweeps++
		if change, sum := p.sweep(nodes); change < residual/2*sum {
			break
		}
	}
	return sweeps
}

// sweep solves the equation of each node in turn, with what is known of the
// others, and returns the sum of the absolute changes and that of x.
func (p *ranking) sweep(nodes []int32) (change, sum float64) {
	out, in := p.g.out.off, &p.g.in
	for _, v := range nodes {
		x, self := 1.0, false
		for _, u := range in.to[in.off[v]:in.off[v+1]] {
			if u == v {
				self = true
				continue
			}
			x += p.given[u]
		}
		d := float64(out[v+1] - out[v])
		if self {
			x /= 1 - p.damping/d
		}
		change += math.Abs(x - p.rank[v])
		sum += x
		p.rank[v] = x
		if d > 0 {
			p.given[v] = p.damping * x / d
		}
	}
	return change, sum
}
