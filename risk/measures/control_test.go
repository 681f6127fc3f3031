// SPDX-License-Identifier: Apache-2.0

package measures_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
	"github.com/kedja/kedja/risk/measures"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
)

// behind is a system whose only product comes from a, on a day of 2026, with
// the records given beside it.
func behind(t *testing.T, month time.Month, records ...*supplier.Supplier) (*risk.Graph, map[string]result.Control) {
	t.Helper()
	asOf := time.Date(2026, month, 1, 0, 0, 0, 0, time.UTC)
	catalog, ds := supplier.NewCatalog(records, nil, nil, &supplier.CatalogOptions{AsOf: asOf})
	if ds.Err() != nil {
		t.Fatal(ds)
	}
	s, _ := (&system.System{ID: "s", Products: []system.Product{{ID: "p", Kind: "system", Supplier: "a"}}}).Complete(nil)
	g, _ := risk.Build(risk.Source{System: s, Catalog: catalog, AsOf: asOf})
	control, ds := measures.Control(g)
	if ds.Err() != nil {
		t.Fatal(ds)
	}
	return g, control
}

func from(month time.Month) supplier.Date {
	return supplier.Date{Time: time.Date(2026, month, 1, 0, 0, 0, 0, time.UTC)}
}

// owned is the record of a: b holds 60 %, c 30 % with a veto; one state lost
// its seats on the board in May, another has a golden share from June on.
func owned() *supplier.Supplier {
	none := 0.0
	return &supplier.Supplier{
		ID: "a", Kind: "company", Established: "SE", UnlistedHolderMax: &none,
		Owners: supplier.List[supplier.Owner]{Items: []supplier.Owner{
			{Party: "b", Share: supplier.Exact(.6)}, {Party: "c", Share: supplier.Exact(.3), Rights: []string{supplier.RightVeto + "-budget"}},
			{Party: "d", Share: supplier.Exact(.1)},
		}},
		StateLinks: supplier.List[supplier.StateLink]{Items: []supplier.StateLink{
			{Country: "XB", Kind: supplier.RightBoard, To: from(5)}, {Country: "XA", Kind: supplier.RightGoldenShare, From: from(6)},
		}},
		Origin: supplier.Origin{File: "a.yaml", Positions: map[string]diag.Position{
			"/owners/1":     {File: "a.yaml", Line: 7, Pointer: "/owners/1"},
			"/stateLinks/0": {File: "a.yaml", Line: 11, Pointer: "/stateLinks/0"},
			"/stateLinks/1": {File: "a.yaml", Line: 12, Pointer: "/stateLinks/1"},
		}},
	}
}

// TestControlReadsRights: rights and links to states count on their days, and
// are found at the places that the files have, whatever is no longer in force.
func TestControlReadsRights(t *testing.T) {
	board := "XB by board, possible @11"
	golden := "XA by golden-share, certain @12"
	veto := "c by veto-budget, certain @7"
	for _, c := range []struct {
		month time.Month
		want  []string
	}{
		{time.April, []string{"b by joint, certain", "c by joint, certain", veto, board}},
		{time.May, []string{"b by joint, certain", "c by joint, certain", veto, board}},
		{time.June, []string{"b by joint, certain", "c by joint, certain", veto, golden}},
	} {
		_, control := behind(t, c.month, owned(), person("b"), person("c"))
		if k := control["a"]; k.Kind != "joint" || !k.Certain {
			t.Errorf("%v: %s, certain %v: the veto is not heard", c.month, k.Kind, k.Certain)
		}
		if diff := cmp.Diff(c.want, influence(control["a"])); diff != "" {
			t.Errorf("%v (-want +got):\n%s", c.month, diff)
		}
		if s := control["a"].Significant; len(s) != 2 || s[0].Holder != "b" || s[1].Holder != "c" || !s[0].Certain || !s[1].Certain {
			t.Errorf("%v: significant %+v", c.month, s)
		}
	}
}

func person(id string) *supplier.Supplier { return &supplier.Supplier{ID: id, Kind: "person"} }

func influence(c result.Control) (out []string) {
	for _, x := range c.Decisive {
		line := fmt.Sprintf("%s by %s, %s", x.Holder, x.By, map[bool]string{true: "certain", false: "possible"}[x.Certain])
		if len(line) > 6 && line[:6] == "state:" {
			line = line[6:]
		}
		for _, e := range x.Evidence {
			line += fmt.Sprintf(" @%d", e.Line)
		}
		out = append(out, line)
	}
	return out
}

// TestRulesSeeWhoElseMatters: what nobody stated is absent from the input of
// rules; what is stated stands there plainly, with kind and country.
func TestRulesSeeWhoElseMatters(t *testing.T) {
	facts := func(records ...*supplier.Supplier) risk.ControlFacts {
		g, control := behind(t, time.June, records...)
		return risk.NewInputs(g, risk.Measured{Control: control}).Supplier(g.Party("a")).Supplier.Control
	}
	between := func(lo, hi float64) risk.Range { return risk.Range{Lo: lo, Hi: &hi} }
	influences := func(x ...risk.InfluenceFacts) *[]risk.InfluenceFacts {
		return new(append([]risk.InfluenceFacts{}, x...))
	}
	holdings := func(x ...risk.SignificantFacts) *[]risk.SignificantFacts {
		return new(append([]risk.SignificantFacts{}, x...))
	}
	golden := risk.InfluenceFacts{Holder: "state:XA", Kind: "state", Country: "XA", By: "golden-share", Certain: true}
	half := &supplier.Supplier{ID: "a", Owners: supplier.List[supplier.Owner]{Items: []supplier.Owner{{Party: "b", Share: supplier.Exact(.55)}}}}
	holder := &supplier.Supplier{ID: "b", Kind: "person", Established: "XC"}
	linked := &supplier.Supplier{ID: "a", StateLinks: owned().StateLinks}
	free := &supplier.Supplier{ID: "a"}
	free.Owners.SetNone()
	for _, c := range []struct {
		name        string
		records     []*supplier.Supplier
		significant *[]risk.SignificantFacts
		decisive    *[]risk.InfluenceFacts
	}{
		{"no record", nil, nil, nil},
		{"a record without owners", []*supplier.Supplier{{ID: "a"}}, nil, nil},
		{"known to have none", []*supplier.Supplier{free}, holdings(), influences()},
		{"a foundation", []*supplier.Supplier{{ID: "a", Kind: "foundation"}}, holdings(), nil},
		{"links to states alone", []*supplier.Supplier{linked}, nil, influences(golden)},
		{"an owner, and room for another", []*supplier.Supplier{half, holder},
			holdings(
				risk.SignificantFacts{Holder: "b", Kind: "person", Country: "XC", Share: between(.55, 1), Votes: between(.55, 1), Certain: true},
				risk.SignificantFacts{Share: between(0, .45), Votes: between(0, .45)}),
			influences(risk.InfluenceFacts{Holder: "b", Kind: "person", Country: "XC", By: "sole", Certain: true})},
	} {
		got := facts(c.records...)
		if got.Significant != nil {
			for i := range *got.Significant {
				tidy(&(*got.Significant)[i].Share)
				tidy(&(*got.Significant)[i].Votes)
			}
		}
		if diff := cmp.Diff(c.significant, got.Significant); diff != "" {
			t.Errorf("%s: significant (-want +got):\n%s", c.name, diff)
		}
		if diff := cmp.Diff(c.decisive, got.Decisive); diff != "" {
			t.Errorf("%s: decisive (-want +got):\n%s", c.name, diff)
		}
	}
}

// tidy rounds what sums of decimals are off by.
func tidy(r *risk.Range) { r.Lo, *r.Hi = result.Round(r.Lo), result.Round(*r.Hi) }

// TestVoteAssumptions: what stood in for votes that nobody stated is listed,
// also where it gave way to what others' statements leave.
func TestVoteAssumptions(t *testing.T) {
	r := &supplier.Supplier{ID: "a", Owners: supplier.List[supplier.Owner]{Items: []supplier.Owner{
		{Party: "e", Share: supplier.Exact(.3), Votes: supplier.Exact(.7)}, {Party: "f", Share: supplier.Exact(.5)}, {Party: "g"},
	}}}
	g, _ := behind(t, 6, r)
	var got []string
	for _, x := range measures.VoteAssumptions(g) {
		got = append(got, x.Fact+" = "+x.Value)
	}
	if diff := cmp.Diff([]string{"supplier:a/owners/f/votes = [0, 0.3]"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	r.Owners.Items[0].Votes = supplier.Exact(.5)
	if got := measures.VoteAssumptions(g); len(got) != 1 || got[0].Value != "equal to the share" {
		t.Errorf("with room for the shares: %+v", got)
	}
}
