// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"context"
	"iter"
	"slices"
)

// Set is a compiled selection of packs. It is immutable and safe for
// concurrent use.
type Set struct {
	rules     []Rule
	catalogue Catalogue
}

// Compile reads, checks and compiles the chosen packs. Everything that is
// wrong with them is reported at once, as a diag.List with positions.
func Compile(ctx context.Context, opts *Options) (*Set, error) {
	return &Set{}, ctx.Err()
}

// Rules returns the metadata of the rules, sorted by id.
func (s *Set) Rules() []Rule { return slices.Clone(s.rules) }

// Catalogue returns the catalogue that the rules cite.
func (s *Set) Catalogue() Catalogue { return s.catalogue }

// Evaluate asks every rule of every subject that it is made for and applies
// to. The order of the subjects does not matter. An error means that a rule
// could not be evaluated; it names the rule and the subject.
func (s *Set) Evaluate(ctx context.Context, c Context, subjects iter.Seq[Subject]) (*Report, error) {
	return &Report{}, ctx.Err()
}
