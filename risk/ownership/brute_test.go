// SPDX-License-Identifier: Apache-2.0

package ownership_test

import (
	"math/bits"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk/ownership"
)

// The brute force settles control by the definition alone, in whole
// hundredths: 26 and 26 are a majority of two minorities, 50 is none, 51 is.
var bruteShares = []int{0, 26, 50, 51}

// world is one completion: votes[j][i] is what i holds of j, and votes[j][j]
// are its own shares, which nobody votes. Sets of parties are bit masks.
type world struct {
	votes [][]int
	roots uint
}

// controlled is the parties that the coalition of i controls.
func (w *world) controlled(i int) uint {
	var under uint
	for {
		next := under
		for j := range w.votes {
			if w.roots>>j&1 == 0 && 2*w.held(1<<i|under, j) > 100-w.votes[j][j] {
				next |= 1 << j
			}
		}
		if next == under {
			return under
		}
		under = next
	}
}

func (w *world) held(members uint, j int) (sum int) {
	for i, v := range w.votes[j] {
		if i != j && members>>i&1 == 1 {
			sum += v
		}
	}
	return sum
}

// verdict is the kind of control of a party and its ultimate controllers.
type verdict struct {
	kind        string
	controllers uint
}

// settle decides every party of one completion by the definition.
func (w *world) settle() []verdict {
	n := len(w.votes)
	under := make([]uint, n)
	by := make([]uint, n)
	for i := range n {
		under[i] = w.controlled(i)
		for j := range n {
			by[j] |= under[i] >> j & 1 << i
		}
	}
	ultimate := func(i int) bool { return by[i]&^under[i] == 0 }
	out := make([]verdict, n)
	for j := range n {
		var tops, halves uint
		for i := range n {
			switch {
			case !ultimate(i) || i == j && under[j]>>j&1 == 0:
			case under[i]>>j&1 == 1:
				tops |= 1 << i
			case 2*w.held(1<<i|under[i], j) == 100-w.votes[j][j]:
				halves |= 1 << i
			}
		}
		switch {
		case w.roots>>j&1 == 1:
			out[j] = verdict{ownership.Sole, 1 << j}
		case bits.OnesCount(tops) > 1:
			out[j] = verdict{ownership.Circular, tops}
		case tops != 0:
			out[j] = verdict{ownership.Sole, tops}
		case halves != 0:
			out[j] = verdict{ownership.Joint, halves}
		default:
			out[j] = verdict{ownership.Dispersed, 1 << j}
		}
	}
	return out
}

func bruteName(i int) string { return string(rune('a' + i)) }

func bruteNames(set uint) []string {
	var out []string
	for i := range bits.Len(set) {
		if set>>i&1 == 1 {
			out = append(out, bruteName(i))
		}
	}
	return out
}

func hundredths(lo, hi int) result.Interval {
	return result.Interval{Lo: float64(lo) / 100, Hi: float64(hi) / 100}
}

// columns lists the ways in which n parties can hold the votes of party j,
// with its own shares among them or without.
func columns(n, j int, own bool) [][]int {
	out := [][]int{make([]int, n)}
	for i := range n {
		if i == j && !own {
			continue
		}
		var next [][]int
		for _, c := range out {
			for _, v := range bruteShares {
				d := slices.Clone(c)
				d[i] = v
				next = append(next, d)
			}
		}
		out = next
	}
	return slices.DeleteFunc(out, func(c []int) bool { return total(c) > 100 })
}

func total(c []int) (sum int) {
	for _, v := range c {
		sum += v
	}
	return sum
}

// canonical reports whether no renaming of the parties gives a smaller
// matrix, so that each network is tried once.
func canonical(votes [][]int, perms [][]int) bool {
	n := len(votes)
	for _, p := range perms {
	compare:
		for j := range n {
			for i := range n {
				switch x, y := votes[p[j]][p[i]], votes[j][i]; {
				case x < y:
					return false
				case x > y:
					break compare
				}
			}
		}
	}
	return true
}

func permutations(n int) [][]int {
	if n == 0 {
		return [][]int{{}}
	}
	var out [][]int
	for _, p := range permutations(n - 1) {
		for at := range n {
			out = append(out, slices.Insert(slices.Clone(p), at, n-1))
		}
	}
	return out
}

// TestEveryExactNetwork tries all networks of three companies, own shares
// included, and of four, with complete lists of exact votes, up to renaming.
func TestEveryExactNetwork(t *testing.T) {
	t.Parallel()
	for n := 3; n <= 4; n++ {
		perms := permutations(n)
		ways := make([][][]int, n)
		for j := range ways {
			ways[j] = columns(n, j, n == 3)
		}
		tried := 0
		votes := make([][]int, n)
		var visit func(j int)
		visit = func(j int) {
			if j == n {
				if canonical(votes, perms) {
					tried++
					checkExact(t, votes)
				}
				return
			}
			for _, c := range ways[j] {
				votes[j] = c
				visit(j + 1)
			}
		}
		visit(0)
		if tried < 4000 {
			t.Fatalf("only %d networks of %d parties: the enumeration is broken", tried, n)
		}
	}
}

// TestRandomExactNetworks tries 100 000 networks of five companies, own
// shares included.
func TestRandomExactNetworks(t *testing.T) {
	t.Parallel()
	const n = 5
	rng := rand.New(rand.NewPCG(5, 100_000))
	var ways [n][][]int
	for j := range ways {
		ways[j] = columns(n, j, true)
	}
	kinds := map[string]int{}
	votes := make([][]int, n)
	for range 100_000 {
		for j := range votes {
			votes[j] = ways[j][rng.IntN(len(ways[j]))]
		}
		checkExact(t, votes)
		for _, v := range (&world{votes: votes}).settle() {
			kinds[v.kind]++
		}
	}
	for _, kind := range []string{ownership.Sole, ownership.Joint, ownership.Circular, ownership.Dispersed} {
		if kinds[kind] < 1000 {
			t.Errorf("only %d parties end in %s: the networks are too much alike", kinds[kind], kind)
		}
	}
}

func checkExact(t *testing.T, votes [][]int) {
	t.Helper()
	var in ownership.Input
	for j := range votes {
		in.Parties = append(in.Parties, ownership.Party{ID: bruteName(j), UnlistedMax: new(0.0)})
		for i, v := range votes[j] {
			if v > 0 {
				x := hundredths(v, v)
				in.Holdings = append(in.Holdings, ownership.Holding{Holder: bruteName(i), Party: bruteName(j), Share: x, Votes: x})
			}
		}
	}
	got, _ := ownership.Control(in)
	for j, want := range (&world{votes: votes}).settle() {
		c := got[j]
		if c.Kind != want.kind || !slices.Equal(c.Controllers, bruteNames(want.controllers)) {
			t.Errorf("votes %v: %s is %s, by definition %s %v", votes, c.Party, line(c), want.kind, bruteNames(want.controllers))
		}
		// One half is joint with nobody in particular, so it is not certain.
		if want.kind != ownership.Joint && !c.Certain {
			t.Errorf("votes %v: %s is %s although all is known", votes, c.Party, line(c))
		}
	}
	if t.Failed() {
		t.FailNow()
	}
}

// claim is what is recorded of one party in the test of ranges.
type claim struct {
	lo, hi []int // by holder
	most   int   // of one unlisted holder; 100 is unknown
}

// claims are the ways to record one or two holders with ranges.
func claims(n int, holders []int, unlisted []int) []claim {
	out := []claim{{make([]int, n), make([]int, n), 0}}
	for _, h := range holders {
		var next []claim
		for _, c := range out {
			for _, lo := range bruteShares {
				for _, hi := range bruteShares {
					if lo <= hi {
						d := claim{slices.Clone(c.lo), slices.Clone(c.hi), 0}
						d.lo[h], d.hi[h] = lo, hi
						next = append(next, d)
					}
				}
			}
		}
		out = next
	}
	var all []claim
	for _, c := range out {
		for _, m := range unlisted {
			if total(c.lo) <= 100 {
				all = append(all, claim{c.lo, c.hi, m})
			}
		}
	}
	return all
}

// completions are votes that the claim allows: each range at its ends, about
// the half, and where the others' ends meet the whole; then what is left, or
// just a half, to one unlisted holder or to none. A listed holder may be
// behind an unlisted one that no record names, so it can get them too.
func (c claim) completions(j int) [][]int {
	n := len(c.lo)
	out := [][]int{make([]int, n)}
	for i := range n {
		if c.hi[i] == 0 {
			continue
		}
		values := []int{c.lo[i], c.hi[i], 49, 50, 51}
		for k := range n {
			values = append(values, 100-c.lo[k], 100-c.hi[k])
		}
		slices.Sort(values)
		var next [][]int
		for _, v := range slices.Compact(values) {
			for _, d := range out {
				if v >= c.lo[i] && v <= c.hi[i] && total(d)+v <= 100 {
					e := slices.Clone(d)
					e[i] = v
					next = append(next, e)
				}
			}
		}
		out = next
	}
	if c.most == 0 && total(c.hi) >= 100 { // a complete list adds up
		return slices.DeleteFunc(out, func(v []int) bool { return total(v) != 100 })
	}
	for _, v := range out {
		for i := range n {
			if i == j {
				continue
			}
			for _, more := range []int{26, 50, 51, 100 - total(v)} {
				if more > 0 && more <= min(c.most, 100-total(v)) {
					e := slices.Clone(v)
					e[i] += more
					out = append(out, e)
				}
			}
		}
	}
	return out
}

// TestEveryRange tries the networks of a company a, held by b and c, and b,
// held by c or a, with every range and with unlisted holders. c is a person;
// d is a stranger who holds only unlisted votes.
func TestEveryRange(t *testing.T) {
	t.Parallel()
	const n = 4
	tried := 0
	for _, a := range claims(n, []int{1, 2}, []int{0, 26, 100}) {
		for _, holder := range []int{0, 2} {
			for _, b := range claims(n, []int{holder}, []int{0, 100}) {
				checkRanges(t, []claim{a, b})
				tried++
			}
		}
	}
	if tried < 10_000 {
		t.Fatalf("only %d networks: the enumeration is broken", tried)
	}
}

func checkRanges(t *testing.T, recorded []claim) {
	t.Helper()
	var in ownership.Input
	for j, c := range recorded {
		in.Parties = append(in.Parties, ownership.Party{ID: bruteName(j), UnlistedMax: new(float64(c.most) / 100)})
		for i := range c.hi {
			if c.hi[i] > 0 {
				x := hundredths(c.lo[i], c.hi[i])
				in.Holdings = append(in.Holdings, ownership.Holding{Holder: bruteName(i), Party: bruteName(j), Share: x, Votes: x})
			}
		}
	}
	in.Parties = append(in.Parties, ownership.Party{ID: "c", Kind: "person"}, ownership.Party{ID: "d", Kind: "person"})
	got, _ := ownership.Control(in)
	var ends [2]map[verdict]bool
	for j := range ends {
		ends[j] = map[verdict]bool{}
	}
	for _, a := range recorded[0].completions(0) {
		for _, b := range recorded[1].completions(1) {
			w := &world{votes: [][]int{a, b, make([]int, 4), make([]int, 4)}, roots: 1<<2 | 1<<3}
			for j, want := range w.settle()[:2] {
				ends[j][want] = true
				if why := refutes(got[j], want, unlisted(recorded, w)); why != "" {
					t.Fatalf("%s\n%s is %s, by definition %s %v\nvotes of a and b %v\nrecorded %+v",
						why, bruteName(j), line(got[j]), want.kind, bruteNames(want.controllers), w.votes[:2], recorded)
				}
			}
		}
	}
	for j := range ends {
		checkSettled(t, got[j], ends[j], recorded)
	}
}

// checkSettled: what ends alike in every completion is certain. One half is
// joint with nobody in particular, so it is not.
func checkSettled(t *testing.T, c result.Control, ends map[verdict]bool, recorded []claim) {
	t.Helper()
	if len(ends) > 1 || c.Certain {
		return
	}
	for v := range ends {
		if v.kind != ownership.Joint {
			t.Fatalf("%s is %s, but in every completion %s %v\nrecorded %+v", c.Party, line(c), v.kind, bruteNames(v.controllers), recorded)
		}
	}
}

// unlisted reports whether the completion gives anybody votes that no record
// gives it.
func unlisted(recorded []claim, w *world) bool {
	for j, c := range recorded {
		for i, v := range w.votes[j] {
			if v > c.hi[i] {
				return true
			}
		}
	}
	return false
}

// refutes says what is wrong with a result if one completion ends in want.
func refutes(c result.Control, want verdict, unlisted bool) string {
	names := bruteNames(want.controllers)
	switch {
	case c.Certain:
		if c.Kind != want.kind || !slices.Equal(c.Controllers, names) {
			return "certain, but not so in this completion"
		}
	case c.Kind != ownership.Joint && want.kind == ownership.Sole && !unlisted:
		if !slices.Contains(c.Controllers, names[0]) {
			return "a possible controller by recorded votes is not named"
		}
	}
	return ""
}
