// SPDX-License-Identifier: Apache-2.0

// Package concentration measures how much of a whole rests on few groups:
// the Herfindahl-Hirschman index, effective numbers, concentration ratios,
// the Gini coefficient, and the part that is hidden because suppliers that
// look separate have one controller.
//
// Two things can be unknown about an item: whose it is (an empty key, a
// lump) and how large it is (a mass with two different ends). Every measure
// is an interval that holds its value under every completion of both:
// each lump joins one group, known or new, and each mass takes one value of
// its range. The lower end of the index is exact. Its upper end is exact
// while at most [MaxExactRanges] groups have a range, and a sound outer
// bound beyond that. Formulas and sources: docs/method.md, "Concentration".
package concentration

// MaxExactRanges is the largest number of ranged groups for which the upper
// end of the index (and the lower end of the entropy number) is found by
// trying every vertex of the box of masses. With more of them the upper end
// is the bound of docs/method.md, "Concentration", which is never too low.
const MaxExactRanges = 12
