// SPDX-License-Identifier: Apache-2.0

package resilience_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/kedja/kedja/risk/resilience"
)

// plainBlast follows the definition: it adds what depends on something that
// is reached, until nothing is added.
func plainBlast(depends [][]int, source []int, counted, listed func(int) bool) resilience.Blast {
	reached := map[int]bool{}
	for _, v := range source {
		reached[v] = true
	}
	for changed := true; changed; {
		changed = false
		for v, row := range depends {
			if !reached[v] && slices.ContainsFunc(row, func(t int) bool { return reached[t] }) {
				reached[v], changed = true, true
			}
		}
	}
	var out resilience.Blast
	for v := range depends {
		if reached[v] && counted(v) {
			out.Counted++
		}
		if reached[v] && listed(v) {
			out.Listed = append(out.Listed, v)
		}
	}
	return out
}

func TestBlastsByEnumeration(t *testing.T) {
	r := rand.New(rand.NewPCG(41, 2026))
	for i := range 80 {
		n := 1 + r.IntN(40)
		depends := make([][]int, n)
		for range r.IntN(3 * n) { // loops included
			v := r.IntN(n)
			depends[v] = append(depends[v], r.IntN(n))
		}
		sources := make([][]int, r.IntN(600)) // several blocks
		for k := range sources {
			for range r.IntN(3) {
				sources[k] = append(sources[k], r.IntN(n))
			}
		}
		counted, listed := func(v int) bool { return v%3 != 0 }, func(v int) bool { return v%5 == 0 }
		var want []resilience.Blast
		for _, source := range sources {
			want = append(want, plainBlast(depends, source, counted, listed))
		}
		got := resilience.Blasts(depends, sources, counted, listed)
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("graph %d %v (-enumerated +got):\n%s", i, depends, diff)
		}
	}
}

// TestBlastGrowsWithAlternatives: one more dependency, an alternative say,
// never makes the reach smaller.
func TestBlastGrowsWithAlternatives(t *testing.T) {
	r := rand.New(rand.NewPCG(43, 2026))
	all := func(int) bool { return true }
	for range 300 {
		n := 2 + r.IntN(12)
		depends, sources := make([][]int, n), make([][]int, n)
		for v := range n {
			depends[v], sources[v] = []int{r.IntN(n)}, []int{v}
		}
		before := resilience.Blasts(depends, sources, all, all)
		v := r.IntN(n)
		depends[v] = append(depends[v], r.IntN(n))
		for i, b := range resilience.Blasts(depends, sources, all, all) {
			if b.Counted < before[i].Counted {
				t.Fatalf("%v: source %d reaches %d, before %d", depends, i, b.Counted, before[i].Counted)
			}
		}
	}
}

func TestBlastsOfWhatIsNotThere(t *testing.T) {
	all := func(int) bool { return true }
	depends := [][]int{{7, 1, -1}, nil}
	got := resilience.Blasts(depends, [][]int{{1, 9, -3}, nil}, all, all)
	if diff := cmp.Diff([]resilience.Blast{{Counted: 2, Listed: []int{0, 1}}, {}}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]int{7, 1, -1}, depends[0]); diff != "" {
		t.Errorf("the caller's edges changed:\n%s", diff)
	}
	if got := resilience.Blasts(nil, [][]int{{0}}, all, all); len(got) != 1 || got[0].Counted != 0 {
		t.Errorf("no graph: %+v", got)
	}
}

// ExampleBlasts is the worked example of docs/method.md.
func ExampleBlasts() {
	const core, web, amf, portal, log, crypto = 0, 1, 2, 3, 4, 5
	depends := [][]int{
		core:   {amf},
		web:    {portal},
		amf:    {log, crypto},
		portal: {log},
		log:    {},
		crypto: {},
	}
	sources := [][]int{
		{crypto}, // a maintainer of the one library
		{log},    // a maintainer of the other
		{portal}, // remote maintenance of the portal
	}
	isAsset := func(v int) bool { return v <= web }
	isComponent := func(v int) bool { return v >= log }
	for _, b := range resilience.Blasts(depends, sources, isComponent, isAsset) {
		fmt.Println(len(b.Listed), "assets,", b.Counted, "components")
	}
	// Output:
	// 1 assets, 1 components
	// 2 assets, 1 components
	// 1 assets, 0 components
}

func BenchmarkBlasts(b *testing.B) {
	const n, sources = 60_000, 5_000
	r := rand.New(rand.NewPCG(1, 1))
	depends, from := make([][]int, n), make([][]int, sources)
	for v := range depends {
		for range 5 {
			if t := v + 1 + r.IntN(n); t < n {
				depends[v] = append(depends[v], t)
			}
		}
		s := r.IntN(sources)
		from[s] = append(from[s], v)
	}
	for b.Loop() {
		resilience.Blasts(depends, from, func(v int) bool { return v >= 300 }, func(v int) bool { return v < 300 })
	}
}
