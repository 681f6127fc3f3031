// SPDX-License-Identifier: Apache-2.0

package graph

// Components numbers the strongly connected components, without the graph
// between them that [Graph.Condense] also makes and other libraries do not.
func (g *Graph) Components() (of []int32, n int) { return g.components() }
