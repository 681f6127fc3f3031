// SPDX-License-Identifier: Apache-2.0

package risk

import (
	"gonum.org/v1/gonum/graph"
	"gonum.org/v1/gonum/graph/iterator"
	"gonum.org/v1/gonum/graph/simple"
)

// Gonum gives the graph to gonum's algorithms. Node ids are [Node] numbers;
// iteration is in their order. Note that several of gonum's algorithms are
// not reproducible from run to run; kedja's own measures do not use them.
func (g *Graph) Gonum() graph.Directed { return directed{g} }

type directed struct{ g *Graph }

func (d directed) has(id int64) bool { return id >= 0 && id < int64(d.g.Len()) }

// Node returns the node with the id, nil where the graph has none.
func (d directed) Node(id int64) graph.Node {
	if !d.has(id) {
		return nil
	}
	return simple.Node(id)
}

// Nodes returns all nodes.
func (d directed) Nodes() graph.Nodes {
	nodes := make([]graph.Node, d.g.Len())
	for i := range nodes {
		nodes[i] = simple.Node(i)
	}
	return iterator.NewOrderedNodes(nodes)
}

func ordered(row []int32) graph.Nodes {
	nodes := make([]graph.Node, len(row))
	for i, t := range row {
		nodes[i] = simple.Node(t)
	}
	return iterator.NewOrderedNodes(nodes)
}

// From returns what the node depends on.
func (d directed) From(id int64) graph.Nodes {
	if !d.has(id) {
		return graph.Empty
	}
	return ordered(d.g.Depends(Node(id)))
}

// To returns what depends on the node.
func (d directed) To(id int64) graph.Nodes {
	if !d.has(id) {
		return graph.Empty
	}
	return ordered(d.g.Dependents(Node(id)))
}

// HasEdgeFromTo reports whether u depends on v.
func (d directed) HasEdgeFromTo(u, v int64) bool {
	if !d.has(u) {
		return false
	}
	for _, t := range d.g.Depends(Node(u)) {
		if int64(t) == v {
			return true
		}
	}
	return false
}

// HasEdgeBetween reports whether either depends on the other.
func (d directed) HasEdgeBetween(x, y int64) bool {
	return d.HasEdgeFromTo(x, y) || d.HasEdgeFromTo(y, x)
}

// Edge returns the edge, nil where there is none.
func (d directed) Edge(u, v int64) graph.Edge {
	if !d.HasEdgeFromTo(u, v) {
		return nil
	}
	return simple.Edge{F: simple.Node(u), T: simple.Node(v)}
}
