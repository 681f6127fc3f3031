// SPDX-License-Identifier: Apache-2.0

package scenario

import (
	"context"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/scenario/event"
)

// Plan is Run without the two assessments, for properties over many worlds.
func Plan(ctx context.Context, in *kedja.Input, s *event.Scenario, opts Options) (*Report, error) {
	_, r, err := plan(ctx, in, s, opts)
	return r, err
}

// SmallestSet and the ordering are tested against enumeration.
func SmallestSet(n int, works func([]bool) bool) (items []int, lower int, ok bool) {
	s := smallestSet(n, works)
	return s.items, s.lower, s.ok
}

// Job is the ordering problem.
type Job struct {
	N       int
	Down    func([]bool) []bool
	Weights []float64
}

func (j Job) job() *job { return &job{n: j.N, down: j.Down, weights: j.Weights} }

// Best, Greedy, Area and Bound are its parts.
func (j Job) Best(effort []float64) []int                { return j.job().best(effort) }
func (j Job) Greedy(effort []float64) []int              { return j.job().greedy(effort) }
func (j Job) Area(order []int, effort []float64) float64 { return j.job().area(order, effort) }
func (j Job) Bound(effort []float64) float64             { return j.job().bound(effort) }

var AddMonths = addMonths
