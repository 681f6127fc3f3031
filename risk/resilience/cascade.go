// SPDX-License-Identifier: Apache-2.0

package resilience

import (
	"fmt"
	"math"
)

// Converged is the largest change of any loss in the last round of a
// cascade: below it the rounds end.
const Converged = 1e-9

// maxRounds ends a cascade through loops that pass all but a trifle on.
const maxRounds = 100_000

// Input is what a node of a cascade takes from another.
type Input struct {
	From int // index of the node it comes from
	// Weight is the part of the node's output that rests on an input that is
	// not essential, 0..1. Those of one node add up to at most 1.
	Weight float64
	// Essential says that nothing works without the input: its loss is passed
	// on whole, whatever the weight.
	Essential bool
	// Substitution is the part of the input that another source makes good,
	// 0..1.
	Substitution float64
}

// Cascade is the way a loss took through the nodes.
type Cascade struct {
	Loss   []float64 // by node, 0..1
	Rounds int       // until nothing changed by Converged or more
	// Settled is false where the rounds ended before that: the losses are
	// then lower bounds.
	Settled bool
}

// Spread works out the loss of every node after a shock:
//
//	loss_j = max(shock_j,
//	             max over essential i of (1 − sub_ji)·loss_i,
//	             Σ over other i of w_ji·(1 − sub_ji)·loss_i)
//
// in rounds upwards from loss = shock, until no loss changes by [Converged].
// The losses never fall from round to round and never exceed 1, so that the
// limit is the least solution at or above the shock. inputs[j] is what node j
// takes; shock[j] is what it loses by itself, 0..1.
//
// Essential inputs follow the pessimistic case of Pichler et al., Forecasting
// the propagation of pandemic shocks with a dynamic input-output model
// (2022); the weighted sum is Leontief's.
func Spread(inputs [][]Input, shock []float64) (Cascade, error) {
	if err := checkCascade(inputs, shock); err != nil {
		return Cascade{}, err
	}
	loss := make([]float64, len(shock))
	copy(loss, shock)
	next := make([]float64, len(shock))
	for round := 1; round <= maxRounds; round++ {
		change := 0.0
		for j := range loss {
			next[j] = max(loss[j], min(1, received(inputs[j], loss)))
			change = max(change, next[j]-loss[j])
		}
		loss, next = next, loss
		if change < Converged {
			return Cascade{loss, round, true}, nil
		}
	}
	return Cascade{Loss: loss, Rounds: maxRounds}, nil
}

// received is the loss that the inputs hand on.
func received(inputs []Input, loss []float64) float64 {
	worst, sum := 0.0, 0.0
	for _, in := range inputs {
		left := (1 - in.Substitution) * loss[in.From]
		if in.Essential {
			worst = max(worst, left)
		} else {
			sum += in.Weight * left
		}
	}
	return max(worst, sum)
}

func checkCascade(inputs [][]Input, shock []float64) error {
	if len(inputs) != len(shock) {
		return fmt.Errorf("%d nodes have inputs and %d have a shock: give both for each node", len(inputs), len(shock))
	}
	for j := range shock {
		if !isShare(shock[j]) {
			return fmt.Errorf("node %d: the shock %v is not between 0 and 1", j, shock[j])
		}
		sum := 0.0
		for i, in := range inputs[j] {
			switch {
			case in.From < 0 || in.From >= len(shock):
				return fmt.Errorf("node %d, input %d: there is no node %d", j, i, in.From)
			case !isShare(in.Substitution):
				return fmt.Errorf("node %d, input %d: the substitution %v is not between 0 and 1", j, i, in.Substitution)
			case !in.Essential && !isShare(in.Weight):
				return fmt.Errorf("node %d, input %d: the weight %v is not between 0 and 1", j, i, in.Weight)
			}
			if !in.Essential {
				sum += in.Weight
			}
		}
		if sum > 1+1e-9 {
			return fmt.Errorf("node %d: the weights of its inputs add up to %v; they are parts of a whole and must not exceed 1", j, sum)
		}
	}
	return nil
}

// isShare is false of NaN too.
func isShare(x float64) bool { return x >= 0 && x <= 1 && !math.IsNaN(x) }
