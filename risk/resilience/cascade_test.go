// SPDX-License-Identifier: Apache-2.0

package resilience_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/kedja/kedja/risk/resilience"
)

// chain draws a cascade of up to seven nodes, loops included; weights leave
// some room, so that the rounds end soon.
func chain(t *rapid.T) ([][]resilience.Input, []float64) {
	part := rapid.Float64Range(0, 1)
	n := rapid.IntRange(1, 7).Draw(t, "nodes")
	inputs, shock := make([][]resilience.Input, n), make([]float64, n)
	for j := range n {
		shock[j] = part.Draw(t, "shock") * float64(rapid.IntRange(0, 1).Draw(t, "hit"))
		left := 0.95
		for range rapid.IntRange(0, 3).Draw(t, "inputs") {
			in := resilience.Input{From: rapid.IntRange(0, n-1).Draw(t, "from"), Essential: rapid.Bool().Draw(t, "essential"), Substitution: part.Draw(t, "substitution")}
			if !in.Essential {
				in.Weight = left * part.Draw(t, "weight")
				left -= in.Weight
			}
			inputs[j] = append(inputs[j], in)
		}
	}
	return inputs, shock
}

func spread(t interface{ Fatal(...any) }, inputs [][]resilience.Input, shock []float64) resilience.Cascade {
	c, err := resilience.Spread(inputs, shock)
	if err != nil || !c.Settled {
		t.Fatal(c, err)
	}
	return c
}

// formula is the right side of the definition.
func formula(inputs []resilience.Input, shock float64, loss []float64) float64 {
	sum, out := 0.0, shock
	for _, in := range inputs {
		if in.Essential {
			out = math.Max(out, (1-in.Substitution)*loss[in.From])
		} else {
			sum += in.Weight * (1 - in.Substitution) * loss[in.From]
		}
	}
	return math.Max(out, sum)
}

// TestCascadeSolvesTheFormula: the losses are a solution, bounded by 0 and 1
// and by the shock from below.
func TestCascadeSolvesTheFormula(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		inputs, shock := chain(t)
		c := spread(t, inputs, shock)
		for j, loss := range c.Loss {
			if loss < shock[j] || loss > 1 {
				t.Fatalf("loss %v of node %d with shock %v", loss, j, shock[j])
			}
			if want := formula(inputs[j], shock[j], c.Loss); math.Abs(loss-want) > 1e-8 {
				t.Fatalf("node %d: loss %v, formula %v", j, loss, want)
			}
		}
	})
}

// TestCascadeIsTheLeastSolution: no solution at or above the shock lies below.
// Any u with formula(u) ≤ u does not; those found by going down from 1 are
// such, whatever the round they are stopped in.
func TestCascadeIsTheLeastSolution(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		inputs, shock := chain(t)
		c := spread(t, inputs, shock)
		u := slices.Repeat([]float64{1}, len(shock))
		for range rapid.IntRange(1, 200).Draw(t, "rounds") {
			next := make([]float64, len(u))
			for j := range u {
				next[j] = formula(inputs[j], shock[j], u)
			}
			u = next
		}
		for j := range u {
			if c.Loss[j] > u[j]+1e-12 {
				t.Fatalf("node %d: loss %v above a solution %v", j, c.Loss[j], u[j])
			}
		}
	})
}

// TestCascadeIsMonotone: a larger shock never lowers a loss, a better
// substitute never raises one.
func TestCascadeIsMonotone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		inputs, shock := chain(t)
		before := spread(t, inputs, shock)
		part := rapid.Float64Range(0, 1)
		j := rapid.IntRange(0, len(shock)-1).Draw(t, "node")
		worse := slices.Clone(shock)
		worse[j] += (1 - worse[j]) * part.Draw(t, "more")
		for i, loss := range spread(t, inputs, worse).Loss {
			if loss < before.Loss[i]-1e-7 {
				t.Fatalf("a larger shock on %d lowers the loss of %d from %v to %v", j, i, before.Loss[i], loss)
			}
		}
		if len(inputs[j]) == 0 {
			return
		}
		inputs[j] = slices.Clone(inputs[j])
		k := rapid.IntRange(0, len(inputs[j])-1).Draw(t, "input")
		inputs[j][k].Substitution += (1 - inputs[j][k].Substitution) * part.Draw(t, "better")
		for i, loss := range spread(t, inputs, shock).Loss {
			if loss > before.Loss[i]+1e-7 {
				t.Fatalf("a substitute at %d raises the loss of %d from %v to %v", j, i, before.Loss[i], loss)
			}
		}
	})
}

// TestCascadeWithoutLoops compares with recursion, which needs no rounds.
func TestCascadeWithoutLoops(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		inputs, shock := chain(t)
		for j := range inputs {
			inputs[j] = slices.DeleteFunc(inputs[j], func(in resilience.Input) bool { return in.From >= j })
		}
		want := make([]float64, len(shock))
		for j := range want {
			want[j] = formula(inputs[j], shock[j], want)
		}
		c := spread(t, inputs, shock)
		for j := range want {
			// A loss below what counts as a change is not passed on, once a node.
			if math.Abs(want[j]-c.Loss[j]) > resilience.Converged*float64(len(want)) {
				t.Fatalf("node %d: %v, want %v", j, c.Loss[j], want[j])
			}
		}
		if c.Rounds > len(shock)+1 {
			t.Fatalf("%d rounds for %d nodes without a loop", c.Rounds, len(shock))
		}
	})
}

// TestCascadeLoop: two nodes that hand half of their loss to one another; the
// linear system gives x = 1, y = x/2.
func TestCascadeLoop(t *testing.T) {
	half := func(from int) []resilience.Input { return []resilience.Input{{From: from, Weight: 0.5}} }
	c := spread(t, [][]resilience.Input{half(1), half(0)}, []float64{1, 0})
	if math.Abs(c.Loss[1]-0.5) > 1e-9 {
		t.Errorf("losses %v, want 1 and 0.5", c.Loss)
	}
	// A node that rests on itself by 0.8 and on a lost one by 0.2 loses all.
	c = spread(t, [][]resilience.Input{{}, {{From: 1, Weight: 0.8}, {From: 0, Weight: 0.2}}}, []float64{1, 0})
	if math.Abs(c.Loss[1]-1) > 1e-8 || c.Rounds < 50 {
		t.Errorf("losses %v in %d rounds, want 1 and 1 after many", c.Loss, c.Rounds)
	}
}

func TestCascadeRejects(t *testing.T) {
	in := func(x ...resilience.Input) [][]resilience.Input { return [][]resilience.Input{x, nil} }
	for _, c := range []struct {
		want   string
		inputs [][]resilience.Input
		shock  []float64
	}{
		{"1 nodes have inputs and 2 have a shock", [][]resilience.Input{nil}, []float64{0, 0}},
		{"node 1: the shock 1.5", in(), []float64{0, 1.5}},
		{"node 0: the shock NaN", in(), []float64{math.NaN(), 0}},
		{"there is no node 2", in(resilience.Input{From: 2}), []float64{0, 0}},
		{"the substitution -1", in(resilience.Input{From: 1, Substitution: -1}), []float64{0, 0}},
		{"the weight 2", in(resilience.Input{From: 1, Weight: 2}), []float64{0, 0}},
		{"add up to 1.2", in(resilience.Input{From: 1, Weight: 0.6}, resilience.Input{From: 1, Weight: 0.6}), []float64{0, 0}},
	} {
		if _, err := resilience.Spread(c.inputs, c.shock); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("error %v, want %q", err, c.want)
		}
	}
}

// ExampleSpread is the worked example of docs/method.md.
func ExampleSpread() {
	// 0 foundry, 1 chip maker, 2 radio maker, 3 network.
	inputs := [][]resilience.Input{
		{},
		{{From: 0, Essential: true, Substitution: 0.25}},
		{{From: 1, Weight: 0.6, Substitution: 0.5}, {From: 3, Weight: 0.1}},
		{{From: 2, Weight: 0.4}},
	}
	c, err := resilience.Spread(inputs, []float64{0.8, 0, 0, 0})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.4f in %d rounds\n", c.Loss, c.Rounds)
	// Output:
	// [0.8000 0.6000 0.1875 0.0750] in 14 rounds
}
