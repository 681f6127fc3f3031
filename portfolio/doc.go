// SPDX-License-Identifier: Apache-2.0

// Package portfolio measures very many SBOMs at once: on whom, on which
// countries and on which components they lean together, how many of them
// depend on each directly and at any tier, how concentrated that is, which
// versions are in use, and how much the SBOMs say.
//
// Each file is read once, by several workers. What is kept of it is a
// [Summary]: which components it lists, whose they are, and which need which.
// Summaries merge in any order and grouping to the same value, so that they
// can be made in many places and joined later; [Summary.Measure] makes the
// [Result] of one. Attribution, ownership and concentration are those of an
// assessment, and the rows of a portfolio of one SBOM are those of its own.
//
// Formulas, what counts as one SBOM, and limits: docs/portfolio.md.
package portfolio
