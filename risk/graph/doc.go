// SPDX-License-Identifier: Apache-2.0

// Package graph holds immutable directed graphs of up to 2³¹−2 nodes in
// compressed sparse rows, and the classic algorithms over them: strongly
// connected components, topological order, dominators, reach of all nodes,
// betweenness, PageRank, articulation points and shortest cycles.
//
// Nodes are the numbers 0 … Len()−1. A graph takes 4 bytes per edge and node
// in each direction. Every function is safe for concurrent use, gives the
// same result to the last bit at any GOMAXPROCS, and uses no recursion, so
// that the depth of a graph is limited by memory alone. What is costly in
// parts that do not depend on each other uses every processor.
//
// Self-loops are kept: they are edges of [Graph.Out] and [Graph.In], make a
// graph cyclic and count in PageRank, as networkx does; dominators, reach,
// betweenness and articulation points do not change with them. Parallel
// edges are merged into one.
package graph
