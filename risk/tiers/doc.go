// SPDX-License-Identifier: Apache-2.0

// Package tiers looks below the parties that are paid: who does the work in
// the end (net), and through whose hands it passes (touch).
//
// With the subcontracted shares S (s_ij: the share of i's work that j does),
// L = (I − S)⁻¹ and the exposure e (shares that sum to 1): net is
// n = e·L·diag(1 − row sums of S), which sums to 1, and touch is
// t_j = [e·L]_j / L_jj, the share of the value that passes j at all, which is
// no share of a whole. Both are chances of a walk: start at a supplier by e,
// go on to a subcontractor by its share, stop where the rest is done. Touch
// is the chance to ever meet j, net the chance to stop there.
//
// Shares may be ranges, and a list that is not declared complete may leave
// work to anybody. The ends of net and touch are then the smallest and the
// largest chance over every completion, exact for a given exposure. Formulas
// and sources: docs/method.md, "Subcontracting".
package tiers
