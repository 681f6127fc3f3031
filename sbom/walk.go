// SPDX-License-Identifier: Apache-2.0

package sbom

import "iter"

// Components walks the components in document order: what contract and
// measures count. The described root of a CycloneDX document is not among
// them, the described package of an SPDX document is.
func (d *Document) Components() iter.Seq2[ID, *Node] { return d.ofKind(KindComponent) }

// Services walks the services in document order.
func (d *Document) Services() iter.Seq2[ID, *Node] { return d.ofKind(KindService) }

// Files walks the files in document order.
func (d *Document) Files() iter.Seq2[ID, *Node] { return d.ofKind(KindFile) }

// All walks every node in document order.
func (d *Document) All() iter.Seq2[ID, *Node] {
	return func(yield func(ID, *Node) bool) {
		for i := range d.Nodes {
			if !yield(ID(i), &d.Nodes[i]) {
				return
			}
		}
	}
}

func (d *Document) ofKind(k Kind) iter.Seq2[ID, *Node] {
	return func(yield func(ID, *Node) bool) {
		for i := range d.Nodes {
			if d.Nodes[i].Kind == k && !yield(ID(i), &d.Nodes[i]) {
				return
			}
		}
	}
}

// Adjacency is a list of edges grouped by their start (compressed sparse
// rows). It is immutable and safe for concurrent use.
type Adjacency struct {
	offsets []int32
	targets []ID
}

// NewAdjacency groups edges between n nodes by From, in the order of the
// list. Edges with an end outside 0…n-1 are left out.
func NewAdjacency(n int, edges []Edge) *Adjacency {
	a := &Adjacency{offsets: make([]int32, n+1)}
	inside := func(e Edge) bool {
		return e.From >= 0 && int(e.From) < n && e.To >= 0 && int(e.To) < n
	}
	for _, e := range edges {
		if inside(e) {
			a.offsets[e.From+1]++
		}
	}
	for i := range n {
		a.offsets[i+1] += a.offsets[i]
	}
	a.targets = make([]ID, a.offsets[n])
	next := append([]int32(nil), a.offsets[:n]...)
	for _, e := range edges {
		if inside(e) {
			a.targets[next[e.From]] = e.To
			next[e.From]++
		}
	}
	return a
}

// Out returns where the edges of the node lead. The slice must not be changed.
func (a *Adjacency) Out(id ID) []ID { return a.targets[a.offsets[id]:a.offsets[id+1]] }

// Len returns the number of nodes.
func (a *Adjacency) Len() int { return len(a.offsets) - 1 }

// Cycles returns the strongly connected components of more than one node,
// each sorted, in order of their smallest node. Self-loops are not among
// them. (Tarjan 1972, with an explicit stack: depth is not a limit.)
func (a *Adjacency) Cycles() [][]ID {
	t := newTarjan(a)
	for v := range a.Len() {
		if t.index[v] == 0 {
			t.visit(ID(v))
		}
	}
	sortGroups(t.groups)
	return t.groups
}
