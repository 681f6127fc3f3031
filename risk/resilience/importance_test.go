// SPDX-License-Identifier: Apache-2.0

package resilience_test

import (
	"fmt"
	"math"
	"math/bits"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk/resilience"
)

// truth is the failure of one asset by plain enumeration of the keys.
type truth struct {
	n    int
	p    []float64
	down []bool // by set of lost keys
}

func (w truth) chance(set uint) float64 {
	out := 1.0
	for i, p := range w.p {
		if set>>i&1 == 1 {
			out *= p
		} else {
			out *= 1 - p
		}
	}
	return out
}

// sum is the probability of the sets.
func (w truth) sum(in func(set uint) bool) float64 {
	out := 0.0
	for set := range uint(1) << w.n {
		if in(set) {
			out += w.chance(set)
		}
	}
	return out
}

func (w truth) fails(set uint) bool { return w.down[set] }

// union is the sets in which one of the cuts has happened.
func union(cuts []uint) func(set uint) bool {
	return func(set uint) bool {
		return slices.ContainsFunc(cuts, func(c uint) bool { return set&c == c })
	}
}

// birnbaum is P(fail | lost) − P(fail | kept).
func (w truth) birnbaum(i int, fails func(set uint) bool) float64 {
	given := w
	given.p = slices.Clone(w.p)
	given.p[i] = 1
	lost := given.sum(fails)
	given.p[i] = 0
	return lost - given.sum(fails)
}

const tiny = 1e-12

func holds(v result.Interval, x float64) bool { return v.Lo-tiny <= x && x <= v.Hi+tiny }

func equals(a, b float64) bool { return math.Abs(a-b) <= tiny }

// TestImportanceByEnumeration compares with every set of lost keys: the
// intervals hold the truth; the ends of P are those of the definition, and
// where fewer than four suppliers matter the numbers are exact.
func TestImportanceByEnumeration(t *testing.T) {
	r := rand.New(rand.NewPCG(17, 2026))
	exact, wide := 0, 0
	for i := range 1500 {
		s := randomShop(r, 9)
		p := make([]float64, s.suppliers)
		for k := range p {
			p[k] = []float64{r.Float64(), 0.1 * r.Float64(), 1e-6, 0, 1}[min(r.IntN(12), 4)]
			if p[k] == 1 || p[k] == 0 {
				p[k] = 0.3
			}
			if r.IntN(30) == 0 {
				p[k] = float64(r.IntN(2))
			}
		}
		name := numbered("s")
		rows, err := s.system(name).Importance(func(key string) float64 {
			var k int
			fmt.Sscanf(key, "s%d", &k)
			return p[k]
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			w := truth{s.suppliers, p, make([]bool, 1<<s.suppliers)}
			for set := range w.down {
				w.down[set] = s.works(uint(set))>>row.Asset&1 == 0
			}
			if problem := w.compare(row, name, s.relevant(row.Asset)); problem != "" {
				t.Fatalf("system %d, asset %d, p %v: %s\n%+v", i, row.Asset, p, problem, s)
			}
			exact += bool2int(row.P.Exact())
			wide += bool2int(row.P.Hi-row.P.Lo > 1e-9)
		}
	}
	if exact < 1000 || wide < 100 {
		t.Errorf("%d exact, %d wide: too few of one kind", exact, wide)
	}
}

// relevant is the suppliers behind what the asset needs, through others too.
func (s *shop) relevant(asset int) uint {
	out, assets := uint(0), uint(1)<<asset
	for range s.assets {
		for _, a := range members(assets) {
			for _, d := range s.assets[a] {
				assets |= d.assets
				for _, l := range members(d.leaves) {
					out |= s.behind[l]
				}
			}
		}
	}
	return out
}

func (w truth) compare(row resilience.Failure, name func(int) string, relevant uint) string {
	listed := minimalSets(w.n, 3, w.fails)
	all := minimalSets(w.n, w.n, w.fails)
	some := union(listed)
	pFail := w.sum(w.fails)
	lo, rest := w.sum(some), w.sum(func(set uint) bool { return !some(set) && bits.OnesCount(set&relevant) >= 4 })
	if row.Bounded || !equals(row.P.Lo, lo) || !equals(row.P.Hi, lo+rest) || !holds(row.P, pFail) {
		return fmt.Sprintf("P %+v bounded %v, want [%v, %v] around %v", row.P, row.Bounded, lo, lo+rest, pFail)
	}
	for i := range w.n {
		b := w.birnbaum(i, w.fails)
		at := slices.IndexFunc(row.Keys, func(m resilience.Importance) bool { return m.Key == name(i) })
		if at < 0 {
			if b > tiny {
				return fmt.Sprintf("%s is missing, with Birnbaum %v", name(i), b)
			}
			continue
		}
		m := row.Keys[at]
		if problem := w.birnbaumEnds(m, i, some, relevant); problem != "" || !holds(m.Birnbaum, b) {
			return fmt.Sprintf("%s: Birnbaum %v outside of %+v; %s", name(i), b, m.Birnbaum, problem)
		}
		with := slices.DeleteFunc(slices.Clone(all), func(c uint) bool { return c>>i&1 == 0 })
		if pFail == 0 {
			if m.FussellVesely != nil && !holds(*m.FussellVesely, 0) {
				return "a share of failures that do not happen"
			}
			continue
		}
		fv := w.sum(union(with)) / pFail
		if m.FussellVesely == nil || !holds(*m.FussellVesely, fv) {
			return fmt.Sprintf("%s: Fussell-Vesely %v outside of %+v", name(i), fv, m.FussellVesely)
		}
		if bits.OnesCount(relevant) <= 3 && !(m.FussellVesely.Hi-m.FussellVesely.Lo < 1e-9) {
			return fmt.Sprintf("%s: all cuts are listed and Fussell-Vesely is %+v", name(i), m.FussellVesely)
		}
	}
	return ""
}

// birnbaumEnds checks that both ends are reached by a system with the same
// listed cuts: one in which every four others stop the asset, and one in which
// the key together with every three others does.
func (w truth) birnbaumEnds(m resilience.Importance, i int, some func(uint) bool, relevant uint) string {
	others := func(set uint) int { return bits.OnesCount(set & relevant &^ (1 << i)) }
	least := w.birnbaum(i, func(set uint) bool { return some(set) || others(set) >= 4 })
	most := w.birnbaum(i, func(set uint) bool { return some(set) || set>>i&1 == 1 && others(set) >= 3 })
	if !equals(m.Birnbaum.Lo, least) || !equals(m.Birnbaum.Hi, most) {
		return fmt.Sprintf("want the ends [%v, %v]", least, most)
	}
	return ""
}

// TestImportanceOfUnknownSuppliers: with leaves that nobody is known to stand
// behind, the intervals hold what comes of every state of those leaves.
func TestImportanceOfUnknownSuppliers(t *testing.T) {
	r := rand.New(rand.NewPCG(23, 2026))
	for i := range 500 {
		s := randomShop(r, 5)
		system := s.system(numbered("s"))
		open := uint(0)
		for l := range system.Leaves {
			if r.IntN(3) == 0 {
				system.Leaves[l].AnyKey = true
				open |= 1 << l
			}
		}
		p := make([]float64, s.suppliers)
		for k := range p {
			p[k] = r.Float64()
		}
		rows, err := system.Importance(func(key string) float64 {
			var k int
			fmt.Sscanf(key, "s%d", &k)
			return p[k]
		})
		if err != nil {
			t.Fatal(err)
		}
		for gone := range uint(1) << len(s.behind) {
			if gone&^open != 0 {
				continue
			}
			for _, row := range rows {
				w := truth{s.suppliers, p, make([]bool, 1<<s.suppliers)}
				for set := range w.down {
					w.down[set] = s.worksOn(s.standing(uint(set))&^gone)>>row.Asset&1 == 0
				}
				if x := w.sum(w.fails); !holds(row.P, x) {
					t.Fatalf("system %d, asset %d without %b: P %v outside of %v", i, row.Asset, gone, x, row.P)
				}
				for _, m := range row.Keys {
					var k int
					fmt.Sscanf(m.Key, "s%d", &k)
					if b := w.birnbaum(k, w.fails); !holds(m.Birnbaum, b) {
						t.Fatalf("system %d, asset %d without %b: Birnbaum of %s %v outside of %v", i, row.Asset, gone, m.Key, b, m.Birnbaum)
					}
					all := minimalSets(w.n, w.n, w.fails)
					with := slices.DeleteFunc(all, func(c uint) bool { return c>>k&1 == 0 })
					if x := w.sum(w.fails); x > 0 && !holds(*m.FussellVesely, w.sum(union(with))/x) {
						t.Fatalf("system %d, asset %d without %b: Fussell-Vesely of %s outside of %v", i, row.Asset, gone, m.Key, *m.FussellVesely)
					}
				}
			}
		}
	}
}

// standing is the leaves that none of the suppliers takes.
func (s *shop) standing(gone uint) uint {
	up := uint(0)
	for l, set := range s.behind {
		if set&gone == 0 {
			up |= 1 << l
		}
	}
	return up
}

// TestImportanceOfManyCuts: all triples of thirty have a closed form.
func TestImportanceOfManyCuts(t *testing.T) {
	const n, p = 30, 0.01
	s := &resilience.System{Assets: []resilience.Asset{{ID: "a", Groups: []resilience.Group{{K: n - 2}}}}}
	for l := range n {
		s.Leaves = append(s.Leaves, resilience.Leaf{ID: fmt.Sprint(l), Certain: []string{numbered("s")(l)}})
		s.Assets[0].Groups[0].Members = append(s.Assets[0].Groups[0].Members, resilience.OfLeaf(l))
	}
	rows, err := s.Importance(func(string) float64 { return p })
	if err != nil || len(rows) != 1 {
		t.Fatal(rows, err)
	}
	want, binomial := 1.0, 1.0
	for k := range 3 {
		want -= binomial * math.Pow(p, float64(k)) * math.Pow(1-p, float64(n-k))
		binomial *= float64(n-k) / float64(k+1)
	}
	if rows[0].Bounded || !rows[0].P.Exact() || !equals(rows[0].P.Lo, want) {
		t.Errorf("P %v bounded %v, want %v", rows[0].P, rows[0].Bounded, want)
	}
}

// TestImportancePastTheBound: triples of 48 suppliers without any order to
// them are too much for a diagram; the bounds hold what sampling finds.
func TestImportancePastTheBound(t *testing.T) {
	const n, triples, p, samples = 48, 600, 0.05, 100_000
	r := rand.New(rand.NewPCG(31, 2026))
	s := &resilience.System{Assets: []resilience.Asset{{ID: "a"}}}
	for l := range n {
		s.Leaves = append(s.Leaves, resilience.Leaf{ID: fmt.Sprint(l), Certain: []string{numbered("s")(l)}})
	}
	var sets []uint
	for range triples {
		g, set := resilience.Group{K: 1}, uint(0)
		for _, l := range r.Perm(n)[:3] {
			g.Members = append(g.Members, resilience.OfLeaf(l))
			set |= 1 << l
		}
		s.Assets[0].Groups = append(s.Assets[0].Groups, g)
		sets = append(sets, set)
	}
	rows, err := s.Importance(func(string) float64 { return p })
	if err != nil || len(rows) != 1 {
		t.Fatal(rows, err)
	}
	hit, some := 0, union(sets)
	for range samples {
		lost := uint(0)
		for l := range n {
			if r.Float64() < p {
				lost |= 1 << l
			}
		}
		hit += bool2int(some(lost))
	}
	found := float64(hit) / samples // standard deviation below 0.0016
	if v := rows[0].P; !rows[0].Bounded || v.Lo > found+0.01 || v.Hi < found-0.01 || v.Hi >= 1 {
		t.Errorf("P %v bounded %v, sampled %v", v, rows[0].Bounded, found)
	}
}

func TestImportanceRejectsWhatIsNoProbability(t *testing.T) {
	s := parse(t, "a: x\nx = p")
	for _, p := range []float64{-0.1, 1.1, math.NaN(), math.Inf(1)} {
		if _, err := s.Importance(func(string) float64 { return p }); err == nil || !strings.Contains(err.Error(), "that p is lost") {
			t.Errorf("%v: error %v", p, err)
		}
	}
}

// ExampleSystem_Importance is the worked example of docs/method.md.
func ExampleSystem_Importance() {
	group := func(k int, leaves ...int) resilience.Group {
		g := resilience.Group{K: k}
		for _, l := range leaves {
			g.Members = append(g.Members, resilience.OfLeaf(l))
		}
		return g
	}
	s := resilience.System{
		Assets: []resilience.Asset{
			{ID: "line", Groups: []resilience.Group{group(1, 0), group(1, 1, 2)}},
			{ID: "hall", Groups: []resilience.Group{group(1, 0, 1, 2, 3)}},
		},
		Leaves: []resilience.Leaf{
			{ID: "drive", Certain: []string{"adro"}},
			{ID: "valve-a", Certain: []string{"bexo"}},
			{ID: "valve-b", Certain: []string{"cyra"}},
			{ID: "lamp", Certain: []string{"dolm"}},
		},
	}
	failures, err := s.Importance(func(string) float64 { return 0.1 })
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range failures {
		fmt.Println(s.Assets[f.Asset].ID, "fails with", f.P)
	}
	for _, k := range failures[0].Keys {
		fmt.Println(k.Key, k.Birnbaum, k.FussellVesely)
	}
	// Output:
	// line fails with 0.109
	// hall fails with [0, 0.0001]
	// adro 0.99 0.917
	// bexo 0.09 0.0917
	// cyra 0.09 0.0917
}

// TestMethodPageNumbers: the page says what the examples print.
func TestMethodPageNumbers(t *testing.T) {
	page, err := os.ReadFile("../../docs/method.md")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Join(strings.Fields(string(page)), " ")
	for _, want := range []string{
		"0.9·(1 − 0.01) = 0.109", "adro 0.99, bexo and cyra 0.9·0.1 = 0.09", "0.1/0.109 = 0.917", "0.01/0.109 = 0.0917", "P ∈ [0, 0.0001]",
		"crypto could reach 1 asset; whoever maintains log 2 assets;", "r = 0.18/0.96 = 0.1875 and n = 0.075. It takes 14 rounds",
		"*matters after 43 days*", "*matter after 13 days or later*",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("docs/method.md does not say %q", want)
		}
	}
}
