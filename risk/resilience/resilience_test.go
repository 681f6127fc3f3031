// SPDX-License-Identifier: Apache-2.0

package resilience_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/risk/resilience"
)

// The tests write systems as text: one line per asset or leaf, in order.
//
//	core: amf & (udm-a | udm-b) & 2 of (e1, e2, e3)
//	amf = teliqon            surely taken by teliqon
//	udm-a = ostbit ? vantar  surely by ostbit, possibly by vantar
//	e1 = *                   nobody knows by whom
func parse(t testing.TB, text string) *resilience.System {
	t.Helper()
	s := &resilience.System{}
	assets, leaves := map[string]int{}, map[string]int{}
	var needs []string
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if name, rest, ok := strings.Cut(line, ":"); ok {
			assets[name] = len(s.Assets)
			s.Assets = append(s.Assets, resilience.Asset{ID: name})
			needs = append(needs, rest)
		} else if name, rest, ok := strings.Cut(line, " ="); ok {
			certain, possible, _ := strings.Cut(rest, "?")
			leaf := resilience.Leaf{ID: name, Certain: strings.Fields(certain), Possible: strings.Fields(possible)}
			if strings.Contains(rest, "*") {
				leaf.AnyKey = true
				leaf.Certain = strings.Fields(strings.ReplaceAll(certain, "*", ""))
			}
			leaves[name] = len(s.Leaves)
			s.Leaves = append(s.Leaves, leaf)
		}
	}
	member := func(name string) resilience.Member {
		if i, ok := assets[name]; ok {
			return resilience.OfAsset(i)
		}
		i, ok := leaves[name]
		if !ok {
			t.Fatalf("%q is neither asset nor leaf", name)
		}
		return resilience.OfLeaf(i)
	}
	for a, text := range needs {
		for part := range strings.SplitSeq(text, "&") {
			part = strings.Trim(part, " ()")
			if part == "" {
				continue
			}
			g := resilience.Group{K: 1}
			sep := "|"
			if before, rest, ok := strings.Cut(part, " of ("); ok {
				fmt.Sscan(before, &g.K)
				part, sep = rest, ","
			}
			for name := range strings.SplitSeq(part, sep) {
				g.Members = append(g.Members, member(strings.TrimSpace(name)))
			}
			s.Assets[a].Groups = append(s.Assets[a].Groups, g)
		}
	}
	return s
}

func show(s *resilience.System, cuts []resilience.Cut) []string {
	out := []string{}
	for _, c := range cuts {
		certainty := "possible"
		if c.Certain {
			certainty = "certain"
		}
		out = append(out, fmt.Sprintf("%s: %s, %s", s.Assets[c.Asset].ID, strings.Join(c.Keys, " "), certainty))
	}
	return out
}

func TestCutSets(t *testing.T) {
	tests := []struct {
		name, system string
		want         []string
	}{
		{"everything is a single point", "a: x & y\nx = p\ny = q", []string{"a: p, certain", "a: q, certain"}},
		{"an alternative makes a pair", "a: x | y\nx = p\ny = q", []string{"a: p q, certain"}},
		{"a common cause makes it a single point again", "a: x | y\nx = p\ny = p", []string{"a: p, certain"}},
		{"two of three fail with any two", "a: 2 of (x, y, z)\nx = p\ny = q\nz = r", []string{"a: p q, certain", "a: p r, certain", "a: q r, certain"}},
		{"assets pass their cuts on", "a: b & x\nb: y | z\nx = p\ny = q\nz = r", []string{"a: p, certain", "a: q r, certain", "b: q r, certain"}},
		{"a loop keeps itself up until something fails", "a: b & x\nb: a\nx = p", []string{"a: p, certain", "b: p, certain"}},
		{"four alternatives have no set of three", "a: w | x | y | z\nw = p\nx = q\ny = r\nz = s", []string{}},
		{"an owner that is only possible", "a: x\nx = ? p", []string{"a: p, possible"}},
		{"a possible single and a certain pair", "a: x | y\nx = p\ny = q ? p", []string{"a: p, possible", "a: p q, certain"}},
		{"nobody knows: one row, not one a key", "a: x\nb: y\nx = *\ny = p", []string{"a: unlisted, possible", "b: p, certain"}},
		{"a known key may stand behind the unknown one too", "a: x | y\nx = *\ny = p", []string{"a: p, possible"}},
		{"a stated possibility beside the unknown", "a: x | y\nb: y\nx = * ? p\ny = p ? q", []string{"a: p, possible", "a: q, possible", "b: p, certain", "b: q, possible"}},
		{"an asset that never works is in no cut", "a: 3 of (x, y)\nx = p\ny = q", []string{}},
		{"an asset without needs cannot be stopped", "a:\nb: a", []string{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := parse(t, tt.system)
			cuts, truncated := s.CutSets(3, 0)
			if diff := cmp.Diff(tt.want, show(s, cuts)); diff != "" || truncated {
				t.Errorf("truncated %v (-want +got):\n%s", truncated, diff)
			}
		})
	}
}

func TestLimit(t *testing.T) {
	s := parse(t, "a: x | y\nb: z\nx = p1 p2 p3\ny = q1 q2 q3\nz = r")
	cuts, truncated := s.CutSets(3, 4)
	if len(cuts) != 4 || !truncated {
		t.Errorf("%d cuts, truncated %v: want 4, true", len(cuts), truncated)
	}
	if got := show(s, cuts)[3]; got != "b: r, certain" {
		t.Errorf("the single point of b was cut off: %v", show(s, cuts))
	}
}

func TestBroken(t *testing.T) {
	s := parse(t, "a: 3 of (x, y)\nb: a\nc: x\nx = p\ny = q")
	s.Assets[2].Groups = append(s.Assets[2].Groups, resilience.Group{K: 1, Members: []resilience.Member{{Asset: 7, Leaf: -1}, {Asset: -1, Leaf: -1}}})
	if diff := cmp.Diff([]int{0, 1, 2}, s.Broken()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestClasses(t *testing.T) {
	s := parse(t, `a: x | y
		b: y
		c: z
		x = k1 k2 k3
		y = k1 k2 k4 ? k3
		z = *`)
	want := []resilience.Class{
		{Leaves: []string{"x", "y"}, Keys: []string{"k1", "k2"}, Assets: []int{0, 1}, Certain: true},
		{Leaves: []string{"y"}, Keys: []string{"k4"}, Assets: []int{1}, Certain: true},
		{Leaves: []string{"x", "y"}, Keys: []string{"k3"}, Assets: []int{0, 1}},
		{Leaves: []string{"z"}, Keys: []string{resilience.Unlisted}, Assets: []int{2}},
	}
	if diff := cmp.Diff(want, s.Classes()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestRestartable(t *testing.T) {
	tests := []struct {
		name, system, removed string
		want                  []resilience.Loop
	}{
		{"nothing is lost", "a: b | x\nb: a\nx = p", "", nil},
		{"the start of a loop is lost", "a: b | x\nb: a\nx = p", "x", []resilience.Loop{{0, []int{0, 1}}, {1, []int{0, 1}}}},
		{"what needs the loop is listed with it", "a: b | x\nb: a\nc: a\nx = p", "x", []resilience.Loop{{0, []int{0, 1}}, {1, []int{0, 1}}, {2, []int{0, 1}}}},
		{"all-of loops start together", "a: b & x\nb: a\nx = p", "", nil},
		{"what has stopped is no finding", "a: b | x\nb: a & x\nx = p", "x", nil},
		{"an asset that is its own alternative", "a: a | x\nx = p", "x", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := parse(t, tt.system)
			got := s.Restartable(func(l int) bool { return s.Leaves[l].ID == tt.removed })
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestMethodPage repeats the worked example of docs/method.md.
func TestMethodPage(t *testing.T) {
	page, err := os.ReadFile("../../docs/method.md")
	if err != nil {
		t.Fatal(err)
	}
	s := parse(t, "core: amf & udm-a | udm-b & 2 of (edge-1, edge-2, edge-3)\namf = teliqon\nudm-a = ostbit\nudm-b = vantar\nedge-1 = ostbit\nedge-2 = vantar\nedge-3 = *")
	cuts, _ := s.CutSets(3, 0)
	for _, line := range show(s, cuts) {
		if !strings.Contains(string(page), line) {
			t.Errorf("docs/method.md does not say %q", line)
		}
	}
	if len(cuts) != 4 {
		t.Errorf("cuts %q", show(s, cuts))
	}
}

func ExampleSystem_CutSets() {
	s := resilience.System{
		Assets: []resilience.Asset{{ID: "core", Groups: []resilience.Group{
			{K: 1, Members: []resilience.Member{resilience.OfLeaf(0)}},
			{K: 1, Members: []resilience.Member{resilience.OfLeaf(1), resilience.OfLeaf(2)}},
		}}},
		Leaves: []resilience.Leaf{
			{ID: "amf", Certain: []string{"teliqon"}},
			{ID: "udm-a", Certain: []string{"ostbit"}},
			{ID: "udm-b", Certain: []string{"vantar"}},
		},
	}
	cuts, _ := s.CutSets(3, 0)
	for _, c := range cuts {
		fmt.Println(s.Assets[c.Asset].ID, "stops without", c.Keys)
	}
	// Output:
	// core stops without [teliqon]
	// core stops without [ostbit vantar]
}

func BenchmarkClasses(b *testing.B) {
	s := &resilience.System{}
	for l := range 40 {
		leaf := resilience.Leaf{ID: fmt.Sprint("product-", l)}
		for k := range 10_000 {
			if (k*7+l)%11 == 0 {
				leaf.Certain = append(leaf.Certain, fmt.Sprint("component-", k))
			}
		}
		s.Leaves = append(s.Leaves, leaf)
	}
	for a := range 20 {
		s.Assets = append(s.Assets, resilience.Asset{ID: fmt.Sprint("asset-", a), Groups: []resilience.Group{
			{K: 1, Members: []resilience.Member{resilience.OfLeaf(2 * a), resilience.OfLeaf(2*a + 1)}},
		}})
	}
	for b.Loop() {
		s.Classes()
	}
}

func BenchmarkCutSets(b *testing.B) {
	s := &resilience.System{}
	for l := range 200 {
		s.Leaves = append(s.Leaves, resilience.Leaf{ID: fmt.Sprint("p", l), Certain: []string{fmt.Sprint("s", l%60)}})
	}
	for a := range 40 {
		var g []resilience.Member
		for m := range 5 {
			g = append(g, resilience.OfLeaf(5*a+m))
		}
		s.Assets = append(s.Assets, resilience.Asset{ID: fmt.Sprint("a", a), Groups: []resilience.Group{{K: 3, Members: g}, {K: 1, Members: []resilience.Member{resilience.OfAsset((a + 1) % 40), resilience.OfAsset((a + 7) % 40)}}}})
	}
	for b.Loop() {
		s.CutSets(3, 0)
	}
}
