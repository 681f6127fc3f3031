// SPDX-License-Identifier: Apache-2.0

package ownership_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk/ownership"
)

// registerOf enters an input into a register.
func registerOf(in ownership.Input) *ownership.Register {
	r := ownership.NewRegister(0, 0)
	for _, p := range in.Parties {
		r.Add(p)
	}
	for _, h := range in.Holdings {
		r.Hold(r.Number(h.Holder), r.Number(h.Party), h.Votes)
	}
	return r
}

// answers are the results of a register in the form of [ownership.Control],
// without paths.
func answers(r *ownership.Register, turnout *float64) []result.Control {
	v, _ := r.Control(turnout)
	var out []result.Control
	for n := range int32(r.Len()) {
		x := v.Of(n)
		c := result.Control{Party: r.ID(n), Kind: x.Kind, Certain: x.Certain, Countries: x.Countries}
		for _, k := range x.Controllers {
			c.Controllers = append(c.Controllers, r.ID(k))
		}
		slices.Sort(c.Controllers)
		out = append(out, c)
	}
	slices.SortFunc(out, func(x, y result.Control) int { return compareText(x.Party, y.Party) })
	return out
}

func compareText(x, y string) int {
	if x < y {
		return -1
	}
	return 1
}

// TestRegisterAnswersAsControl: the compact form says what the plain one says.
func TestRegisterAnswersAsControl(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := smallNetwork(t)
		if rapid.Bool().Draw(t, "turnout stated") {
			in.Turnout = new(rapid.SampledFrom([]float64{.4, .8}).Draw(t, "turnout"))
		}
		want, _ := ownership.Control(in)
		for i := range want {
			want[i].Path = nil
		}
		if diff := cmp.Diff(want, answers(registerOf(in), in.Turnout)); diff != "" {
			t.Fatalf("(-Control +Register):\n%s", diff)
		}
	})
}

// TestAboveDecides: the part above a party says of it what the whole says.
func TestAboveDecides(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := smallNetwork(t)
		whole, _ := ownership.Control(in)
		shares, _ := ownership.Integrated(in)
		r := registerOf(in)
		for _, want := range whole {
			for from, part := range map[string]ownership.Input{"input": ownership.Above(in, want.Party), "register": r.Above(number(t, r, want.Party))} {
				got, _ := ownership.Control(part)
				if diff := cmp.Diff(want, of2(got, want.Party)); diff != "" {
					t.Fatalf("%s: (-whole +part):\n%s", from, diff)
				}
			}
			mine, _ := ownership.IntegratedIn(in, want.Party)
			if diff := cmp.Diff(shares[want.Party], mine); diff != "" {
				t.Fatalf("integrated shares in %s (-whole +part):\n%s", want.Party, diff)
			}
		}
	})
}

func number(t *rapid.T, r *ownership.Register, id string) int32 {
	n, ok := r.Find(id)
	if !ok {
		t.Fatalf("the register does not find %s", id)
	}
	return n
}

func TestRegisterFindsItsParties(t *testing.T) {
	r := ownership.NewRegister(0, 0)
	for i := range 1000 { // more than any first table holds
		if n := r.Number(fmt.Sprint("p", i)); int(n) != i {
			t.Fatalf("p%d has number %d", i, n)
		}
	}
	for i := range 1000 {
		if n, ok := r.Find(fmt.Sprint("p", i)); !ok || int(n) != i || r.ID(n) != fmt.Sprint("p", i) {
			t.Fatalf("p%d is found as %d, %v", i, n, ok)
		}
	}
	if n, ok := r.Find("q"); ok {
		t.Errorf("q is found as %d", n)
	}
}

// TestTop: the ultimate stated parent is known even where it is not known
// who controls that one.
func TestTop(t *testing.T) {
	r := registerOf(parse(t, "a < b 0.6\nb < c 0.6\nx < y 0.6\ny < z 0.6\nz < y 0.6\nfree"))
	v, diags := r.Control(nil)
	if !diags.Has("ownership/cycle") {
		t.Errorf("the circle of y and z is not reported: %v", diags)
	}
	for party, want := range map[string]string{"a": "c", "b": "c", "c": "c", "x": "y", "z": "y", "free": "free"} {
		n, _ := r.Find(party)
		if got := r.ID(v.Top(n)); got != want {
			t.Errorf("the top of %s is %s, want %s", party, got, want)
		}
	}
}

func ExampleRegister() {
	r := ownership.NewRegister(3, 2)
	top := r.Add(ownership.Party{ID: "holm", Established: "XB", NoOwners: true})
	middle, child := r.Number("qanta"), r.Number("teliqon")
	r.Hold(top, middle, ownership.Majority())
	r.Hold(middle, child, result.Exactly(.62))
	verdicts, _ := r.Control(nil)
	v := verdicts.Of(child)
	fmt.Println(v.Kind, v.Certain, r.ID(v.Controllers[0]), v.Countries, r.ID(verdicts.Top(child)))
	// Output: sole true holm [XB] holm
}

// TestTooDeep: chains that would take for ever are not followed, and nothing is
// claimed of them.
func TestTooDeep(t *testing.T) {
	if testing.Short() {
		t.Skip("short: follows twenty million pairs")
	}
	r := ownership.NewRegister(0, 0)
	const n = 5_000
	for i := range n {
		r.Hold(r.Number(fmt.Sprint("p", i+1)), r.Number(fmt.Sprint("p", i)), ownership.Majority())
	}
	v, diags := r.Control(nil)
	if !diags.Has("ownership/too-deep") {
		t.Errorf("diagnostics %v", diags)
	}
	if x := v.Of(0); x.Kind != ownership.NotEstablished || x.Certain || len(x.Controllers) > 0 {
		t.Errorf("p0 is %+v", x)
	}
}
