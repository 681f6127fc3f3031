// SPDX-License-Identifier: Apache-2.0

package ownership_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk/ownership"
)

// The tests write networks as text, one line a party:
//
//	teliqon SE < qanta 0.62, vantar 0.1-0.2 veto; rest 0.05
//	qanta < ; rest 0          no stated holder, a complete list
//	fond foundation NO        a foundation established in NO
//	ostbit XB                 nothing known of its owners
func parse(t testing.TB, text string) ownership.Input {
	t.Helper()
	var in ownership.Input
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		head, tail, _ := strings.Cut(line, "<")
		holders, rest, bounded := strings.Cut(tail, "; rest")
		words := strings.Fields(head)
		p := ownership.Party{ID: words[0]}
		for _, w := range words[1:] {
			if strings.ToUpper(w) == w {
				p.Established = w
			} else {
				p.Kind = w
			}
		}
		if bounded {
			p.UnlistedMax = new(decimal(t, rest))
		}
		for h := range strings.SplitSeq(holders, ",") {
			f := strings.Fields(h)
			if len(f) == 0 {
				continue
			}
			lo, hi, ranged := strings.Cut(f[1], "-")
			v := result.Exactly(decimal(t, lo))
			if ranged {
				v.Hi = decimal(t, hi)
			}
			in.Holdings = append(in.Holdings, ownership.Holding{
				Holder: f[0], Party: p.ID, Share: v, Votes: v, Rights: f[2:],
				At: result.Evidence{File: "suppliers.yaml", Line: i + 1},
			})
		}
		in.Parties = append(in.Parties, p)
	}
	return in
}

func decimal(t testing.TB, s string) (x float64) {
	t.Helper()
	if _, err := fmt.Sscan(s, &x); err != nil {
		t.Fatalf("%q: %v", s, err)
	}
	return x
}

// line is a result in one line: kind, certainty, controllers, countries.
func line(c result.Control) string {
	certainty := "possible"
	if c.Certain {
		certainty = "certain"
	}
	return strings.TrimSpace(fmt.Sprintf("%s %s [%s] %s", c.Kind, certainty, strings.Join(c.Controllers, " "), strings.Join(c.Countries, " ")))
}

func of(t testing.TB, cs []result.Control, party string) result.Control {
	t.Helper()
	for _, c := range cs {
		if c.Party == party {
			return c
		}
	}
	t.Fatalf("no control of %s", party)
	return result.Control{}
}

func TestControl(t *testing.T) {
	tests := []struct{ name, network, want string }{
		{"nothing known is not its own controller", "a SE", "notEstablished possible []"},
		{"a person is", "a person SE", "sole certain [a] SE"},
		{"a foundation is", "a foundation NO", "sole certain [a] NO"},
		{"a state holds the majority", "a SE < state:XA 0.7", "sole certain [state:XA] XA"},
		{"a holder of which nothing is known", "a SE < b 0.6\nb XB", "sole possible [b] XB"},
		{"a holder that nobody can control", "a SE < b 0.6\nb XB <; rest 0.05", "sole certain [b] XB"},
		{"a chain of majorities", "a < b 0.51\nb < c 0.51\nc < state:XC 1", "sole certain [state:XC] XC"},
		{"exactly half is no control", "a < b 0.5, c 0.5; rest 0\nb person XB\nc person XC", "joint certain [b c] XB XC"},
		{"half, and the other half unlisted", "a < b 0.5\nb person XB", "joint possible [b] XB"},
		{"0.3 and 0.2 are exactly half", "a < b 0.1, c 0.2, d 0.2; rest 0.05\nb < p 1\nc < p 1\nd < p 1\np person XB", "joint possible [p] XB"},
		{"two minorities under one roof", "a < b 0.3, c 0.3\nb < p 1\nc < p 0.9\np person XB", "sole certain [p] XB"},
		{"a veto beside a majority", "a < b 0.6, c 0.1 veto-strategy\nb person XB\nc person XC", "joint certain [b c] XB XC"},
		{"dispersed", "a SE < b 0.1, c 0.1; rest 0.05\nb person\nc person", "dispersed certain [a] SE"},
		{"an unlisted majority may exist", "a SE < b 0.1; rest 0.6\nb person", "notEstablished possible []"},
		{"a range across the half", "a SE < b 0.4-0.6; rest 0.1\nb person XB", "notEstablished possible [b] XB"},
		{"a stated block and unlisted votes together", "a SE < b 0.4; rest 0.2\nb person XB", "notEstablished possible [b] XB"},
		{"a complete list leaves the rest to one", "a < b 0.4-0.9, c 0.1-0.2; rest 0\nb person XB\nc person XC", "sole certain [b] XB"},
		{"own shares do not vote", "a < a 0.2, b 0.45, c 0.35; rest 0\nb person XB\nc person XC", "sole certain [b] XB"},
		{"a circle of majorities", "a SE < b 0.6; rest 0.1\nb NO < a 0.6; rest 0.1", "circular certain [a b] NO SE"},
		{"below a circle", "a < b 0.8\nb < c 0.6; rest 0.1\nc < b 0.6; rest 0.1", "circular certain [b c]"},
		{"a circle of minorities controls nothing", "a SE < b 0.3; rest 0.05\nb < a 0.3; rest 0.05", "dispersed certain [a] SE"},
		{"more than the whole", "a < b 0.8, c 0.8; rest 0\nb person XB\nc person XC", "notEstablished possible [b c] XB XC"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			cs, _ := ownership.Control(parse(t, tt.network))
			if got := line(of(t, cs, "a")); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestTurnout(t *testing.T) {
	in := parse(t, "a SE < b 0.3, c 0.05; rest 0.03\nb person XB\nc person XC")
	in.Turnout = new(.5)
	cs, _ := ownership.Control(in)
	if got, want := line(of(t, cs, "a")), "deFacto possible [b] XB"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestNoOwners(t *testing.T) {
	cs, _ := ownership.Control(ownership.Input{Parties: []ownership.Party{{ID: "a", Established: "SE", NoOwners: true}}})
	if got, want := line(cs[0]), "dispersed certain [a] SE"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestPath(t *testing.T) {
	in := parse(t, "a < b 0.3, c 0.3, d 0.1\nb < p 1\nc < p 0.9\nd < p 1\np person XB")
	cs, _ := ownership.Control(in)
	at := func(n int) result.Evidence { return result.Evidence{File: "suppliers.yaml", Line: n} }
	want := []result.PathStep{
		{Holder: "p", Party: "b", Votes: result.Exactly(1), At: at(2)},
		{Holder: "p", Party: "c", Votes: result.Exactly(.9), At: at(3)},
		{Holder: "b", Party: "a", Votes: result.Exactly(.3), At: at(1)},
		{Holder: "c", Party: "a", Votes: result.Exactly(.3), At: at(1)},
	}
	if diff := cmp.Diff(want, of(t, cs, "a").Path); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestCycleIsReported(t *testing.T) {
	cs, diags := ownership.Control(parse(t, "a < b 0.6; rest 0.1\nb < c 0.6; rest 0.1\nc < a 0.6; rest 0.1"))
	if len(diags) != 1 || diags[0].Code != "ownership/cycle" || diags[0].Line != 1 || !strings.HasPrefix(diags[0].Message, "a, b, c control one another") {
		t.Errorf("diagnostics %v", diags)
	}
	if n := len(of(t, cs, "a").Path); n != 3 {
		t.Errorf("the circle is not shown whole: %v", of(t, cs, "a").Path)
	}
}

func TestOverWholeIsReported(t *testing.T) {
	_, diags := ownership.Control(parse(t, "a < b 0.8, c 0.8"))
	if !diags.Has("ownership/over-whole") {
		t.Errorf("diagnostics %v", diags)
	}
}

func TestIntegrated(t *testing.T) {
	approx := cmpopts.EquateApprox(0, 1e-9)
	tests := []struct{ name, network, owner, want string }{
		{"along a chain", "a < b 0.6; rest 0\nb < p 0.5; rest 0\np person", "p", "0.3"},
		{"over two ways", "a < b 0.6, c 0.4; rest 0\nb < p 0.5; rest 0\nc < p 0.25; rest 0\np person", "p", "0.4"},
		{"a cross-holding is not counted twice", "a < b 0.5, p 0.5; rest 0\nb < a 0.5, q 0.5; rest 0\np person\nq person", "p", "0.667"},
		{"a range", "a < b 0.2-0.4; rest 0.1\nb < p 0.5; rest 0\np person", "p", "[0.1, 0.3]"},
		{"unknown holders", "a < p 0.2\np person", "p", "[0.2, 1]"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			shares, diags := ownership.Integrated(parse(t, tt.network))
			for _, s := range shares["a"] {
				if s.Owner == tt.owner {
					if diff := cmp.Diff(tt.want, s.Share.String(), approx); diff != "" || len(diags) > 0 {
						t.Errorf("%v (-want +got):\n%s", diags, diff)
					}
					return
				}
			}
			t.Errorf("%s is no owner of a: %v", tt.owner, shares["a"])
		})
	}
}

func TestClosedGroup(t *testing.T) {
	shares, diags := ownership.Integrated(parse(t, "a < b 1\nb < a 0.4, c 0.6\nc < b 1\nd < a 0.5, p 0.5\np person"))
	if !diags.Has("ownership/closed-group") || !strings.HasPrefix(diags[0].Message, "a, b, c are owned") {
		t.Errorf("diagnostics %v", diags)
	}
	if len(shares["d"]) == 0 {
		t.Error("the rest of the network was not worked out")
	}
}

// TestMethodPage repeats the worked examples of docs/method.md.
func TestMethodPage(t *testing.T) {
	page, err := os.ReadFile("../../docs/method.md")
	if err != nil {
		t.Fatal(err)
	}
	in := parse(t, "teliqon SE < qanta 0.62, fond 0.1; rest 0.05\nqanta XB < state:XA 0.3, holm 0.25; rest 0.05\nholm XB < state:XA 1\nfond foundation NO\nfjord NO < qanta 0.45; rest 0.2")
	cs, _ := ownership.Control(in)
	shares, _ := ownership.Integrated(in)
	wants := []string{"teliqon: " + line(of(t, cs, "teliqon")), "fjord: " + line(of(t, cs, "fjord"))}
	for _, s := range shares["teliqon"] {
		if s.Owner == "state:XA" {
			wants = append(wants, "integrated share of state:XA in teliqon = "+s.Share.String())
		}
	}
	for _, s := range ownership.SignificantHoldings(in, ownership.SignificantShare) {
		if s.Party == "teliqon" && s.Certain {
			wants = append(wants, fmt.Sprintf("%s certain %v", s.Holder, s.Votes))
		}
	}
	ranges, _ := ownership.Integrated(parse(t, "j < x 0.2-0.5, z 0.1-0.4; rest 0.1\nx < i 1; rest 0\nz < i 0.5; rest 0\ni person"))
	wants = append(wants, "integrated share of i in j = "+shareOf(t, ranges["j"], "i").String())
	cross, _ := ownership.Integrated(parse(t, "a < b 0.5, p 0.5; rest 0\nb < a 0.5, q 0.5; rest 0\np person\nq person"))
	wants = append(wants, fmt.Sprintf("integrated share of p in a = %.9f", shareOf(t, cross["a"], "p").Lo),
		fmt.Sprintf("of p in b = %.9f", shareOf(t, cross["b"], "p").Hi), fmt.Sprintf("b in a = %.9f", shareOf(t, cross["a"], "b").Lo))
	three, _ := ownership.Integrated(parse(t, "a < b 0.4, p 0.6; rest 0\nb < c 0.5, q 0.5; rest 0\nc < a 0.2, b 0.3, r 0.5; rest 0\np person\nq person\nr person"))
	for _, owner := range []string{"p", "q", "r"} {
		row := "| " + owner + " |"
		for _, party := range []string{"a", "b", "c"} {
			row += fmt.Sprintf(" %.9f |", shareOf(t, three[party], owner).Lo)
		}
		wants = append(wants, row)
	}
	if len(wants) != 12 {
		t.Fatalf("wants %q", wants)
	}
	text := strings.Join(strings.Fields(string(page)), " ") // lines break anywhere
	for _, want := range wants {
		if !strings.Contains(text, want) {
			t.Errorf("docs/method.md does not say %q", want)
		}
	}
}

func shareOf(t *testing.T, list []result.IntegratedShare, owner string) result.Interval {
	t.Helper()
	for _, s := range list {
		if s.Owner == owner {
			return s.Share
		}
	}
	t.Fatalf("%s is no owner: %v", owner, list)
	return result.Interval{}
}

func ExampleControl() {
	none := 0.0
	half := result.Exactly(.62)
	controls, _ := ownership.Control(ownership.Input{
		Parties: []ownership.Party{
			{ID: "teliqon", Kind: "company", Established: "SE"},
			{ID: "qanta", Kind: "company", Established: "XB", UnlistedMax: &none},
		},
		Holdings: []ownership.Holding{
			{Holder: "qanta", Party: "teliqon", Share: half, Votes: half},
			{Holder: "state:XA", Party: "qanta", Share: result.Exactly(1), Votes: result.Exactly(1)},
		},
	})
	for _, c := range controls {
		fmt.Println(c.Party, c.Kind, c.Certain, c.Controllers, c.Countries)
	}
	// Output:
	// qanta sole true [state:XA] [XA]
	// state:XA sole true [state:XA] [XA]
	// teliqon sole true [state:XA] [XA]
}

func BenchmarkControl(b *testing.B) {
	var in ownership.Input
	for i := range 10_000 {
		in.Parties = append(in.Parties, ownership.Party{ID: fmt.Sprint("p", i)})
		if i%3 > 0 {
			v := result.Exactly(.6)
			in.Holdings = append(in.Holdings, ownership.Holding{Holder: fmt.Sprint("p", i/3), Party: fmt.Sprint("p", i), Share: v, Votes: v})
		}
	}
	for b.Loop() {
		ownership.Control(in)
	}
}

// A company under one that two share answers to both of these: its country
// of control is not where the company between is established.
func TestJointControlAboveOpensTheCountry(t *testing.T) {
	none := 0.0
	holding := func(holder, party string, votes float64) ownership.Holding {
		return ownership.Holding{Holder: holder, Party: party, Votes: result.Exactly(votes)}
	}
	rows, _ := ownership.Control(ownership.Input{
		Parties: []ownership.Party{
			{ID: "a", UnlistedMax: &none}, {ID: "b", Established: "SE", UnlistedMax: &none}, {ID: "d", Kind: "foundation", Established: "NO"},
		},
		Holdings: []ownership.Holding{holding("b", "a", 0.8), holding("state:XA", "b", 0.5), holding("d", "b", 0.5)},
	})
	for _, r := range rows {
		if r.Party == "a" && fmt.Sprint(r.Kind, r.Controllers, r.Countries) != "sole[b] [NO XA]" {
			t.Errorf("a answers to %v in %v, %s", r.Controllers, r.Countries, r.Kind)
		}
	}
}
