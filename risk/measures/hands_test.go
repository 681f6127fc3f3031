// SPDX-License-Identifier: Apache-2.0

package measures_test

import (
	"fmt"
	"math/bits"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
	"github.com/kedja/kedja/risk/measures"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
)

// subs reads subcontractors as "y 1, z 0.5, w": no share is one that nobody
// stated.
func subs(text string) supplier.List[supplier.Subcontract] {
	var out supplier.List[supplier.Subcontract]
	for _, part := range strings.Split(text, ", ") {
		var s supplier.Subcontract
		var share float64
		if n, _ := fmt.Sscan(part, &s.Party, &share); n == 2 {
			s.Share = supplier.Exact(share)
		}
		out.Items = append(out.Items, s)
	}
	return out
}

// measurer joins a system to records, as of one day.
func measurer(t testing.TB, s *system.System, records ...*supplier.Supplier) *measures.Measurer {
	t.Helper()
	catalog, ds := supplier.NewCatalog(records, nil, nil, nil)
	if ds.Err() != nil {
		t.Fatal(ds)
	}
	complete, _ := s.Complete(nil)
	g, _ := risk.Build(risk.Source{System: complete, Catalog: catalog, AsOf: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)})
	control, _ := measures.Control(g)
	return measures.New(g, control)
}

// relay is a system whose alternatives are no alternatives: adro and bexo both
// let fenn do all of their work, and half of cyra's passes it.
func relay(t testing.TB) *measures.Measurer {
	stock := func(days float64) supplier.SupplyAssurance { return supplier.SupplyAssurance{StockDays: &days} }
	return measurer(t, &system.System{
		ID: "s",
		Assets: []system.Asset{
			{ID: "core", Criticality: supplier.Critical, Needs: []system.Need{{AnyOf: []string{"drive-a", "drive-b"}}}},
			{ID: "web", Criticality: supplier.Low, Needs: []system.Need{{ID: "portal"}}},
		},
		Products: []system.Product{
			{ID: "drive-a", Kind: "hardware", Supplier: "adro"}, {ID: "drive-b", Kind: "hardware", Supplier: "bexo"},
			{ID: "portal", Kind: "service", Supplier: "cyra"},
		},
	},
		&supplier.Supplier{ID: "adro", Subcontractors: subs("fenn 1"), SupplyAssurance: stock(10)},
		&supplier.Supplier{ID: "bexo", Subcontractors: subs("fenn 1"), SupplyAssurance: stock(20)},
		&supplier.Supplier{ID: "cyra", Subcontractors: subs("fenn 0.5"), SubcontractorsAll: true},
		&supplier.Supplier{ID: "fenn", SupplyAssurance: stock(5)})
}

// methodPage holds that the page says every one of the lines.
func methodPage(t *testing.T, lines ...string) {
	t.Helper()
	page, err := os.ReadFile("../../docs/method.md")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Join(strings.Fields(string(page)), " ")
	for _, line := range lines {
		if !strings.Contains(text, line) {
			t.Errorf("docs/method.md does not say %q", line)
		}
	}
}

// TestSubcontractorOfMethodPage repeats the example of docs/method.md.
func TestSubcontractorOfMethodPage(t *testing.T) {
	m := relay(t)
	var lines []string
	for _, p := range m.Resilience().SinglePoints {
		if p.By == "supplier" && p.Key == "fenn" && p.Mode != measures.NoCare {
			line := fmt.Sprintf("%s: fenn, %s", p.Asset, p.Certainty)
			if p.MattersAfter != nil {
				line += fmt.Sprintf(", stops after %g to %g days", p.MattersAfter.StopsAfterDays.Lo, p.MattersAfter.StopsAfterDays.Hi)
			}
			lines = append(lines, line)
		}
	}
	rows, _ := m.Integrity()
	for _, r := range rows {
		if r.By == "supplier" && r.Key == "fenn" {
			lines = append(lines, fmt.Sprintf("fenn, %s, reaches %d assets through %s", r.Certainty, r.Assets, strings.Join(r.Through, ", ")))
		}
	}
	slices.Sort(lines)
	want := []string{
		"core: fenn, certain, stops after 5 to 25 days",
		"fenn, certain, reaches 2 assets through adro, bexo, cyra",
		"web: fenn, possible",
	}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	methodPage(t, want...)
}

// TestSubcontractorsCountInTheScore: the loss of a subcontractor that supplies
// something itself takes what its principals give, too.
func TestSubcontractorsCountInTheScore(t *testing.T) {
	m := measurer(t, &system.System{
		ID:       "s",
		Assets:   []system.Asset{{ID: "core", Criticality: supplier.Critical, Needs: []system.Need{{ID: "p"}}}, {ID: "lab", Criticality: supplier.Low, Needs: []system.Need{{ID: "q"}}}},
		Products: []system.Product{{ID: "p", Kind: "service", Supplier: "x"}, {ID: "q", Kind: "service", Supplier: "y"}},
	}, &supplier.Supplier{ID: "x", Subcontractors: subs("y 0.5"), SubcontractorsAll: true}, &supplier.Supplier{ID: "y"})
	for _, e := range m.Exposures(nil, nil) {
		if e.Subject != "supplier:y" {
			continue
		}
		// Its own service stops the lab, worth 0.25; perhaps the core, worth 1, too.
		if got := e.Impact["availability"]; got != (result.Interval{Lo: 0.25, Hi: 1}) {
			t.Errorf("availability %v", got)
		}
		// Half of x's work surely passes it.
		if got := e.Impact["integrity"]; got != result.Exactly(1) {
			t.Errorf("integrity %v", got)
		}
	}
}

// chainShop is a random system of up to five parties without a SBOM: who supplies what,
// and what part of whose work passes whom, in halves; −1 is not stated.
type chainShop struct {
	parties int
	party   []int    // by product
	kind    []string // by product
	anyOf   [][]int  // groups of the one asset, of products
	share   [][]float64
}

func randomChainShop(r *rand.Rand) *chainShop {
	s := &chainShop{parties: 2 + r.IntN(4)}
	for range 1 + r.IntN(5) {
		s.party = append(s.party, r.IntN(s.parties))
		s.kind = append(s.kind, []string{"service", "hardware"}[r.IntN(2)])
	}
	for range 1 + r.IntN(2) {
		var group []int
		for p := range s.party {
			if r.IntN(2) == 0 {
				group = append(group, p)
			}
		}
		if len(group) > 0 {
			s.anyOf = append(s.anyOf, group)
		}
	}
	if len(s.anyOf) == 0 {
		s.anyOf = [][]int{{0}}
	}
	s.share = make([][]float64, s.parties)
	for i := range s.share {
		s.share[i] = make([]float64, s.parties)
		left := 1.0
		for j := i + 1; j < s.parties; j++ { // to later ones: no loops
			switch x := float64(r.IntN(3)) / 2; {
			case r.IntN(2) == 0:
			case x == 0 && left > 0:
				s.share[i][j] = -1
			case x <= left:
				s.share[i][j] = x
				left -= x
			}
		}
	}
	return s
}

func (s *chainShop) measurer(t *testing.T) *measures.Measurer {
	name := func(i int) string { return string(rune('a' + i)) }
	out := &system.System{ID: "s"}
	asset := system.Asset{ID: "asset"}
	for p := range s.party {
		out.Products = append(out.Products, system.Product{ID: fmt.Sprint("p", p), Kind: s.kind[p], Supplier: name(s.party[p])})
	}
	for _, g := range s.anyOf {
		n := system.Need{}
		for _, p := range g {
			n.AnyOf = append(n.AnyOf, fmt.Sprint("p", p))
		}
		if len(g) == 1 {
			n = system.Need{ID: n.AnyOf[0]}
		}
		asset.Needs = append(asset.Needs, n)
	}
	out.Assets = append(out.Assets, asset)
	var records []*supplier.Supplier
	for i, row := range s.share {
		record := &supplier.Supplier{ID: name(i), SubcontractorsAll: true}
		for j, x := range row {
			sub := supplier.Subcontract{Party: name(j)}
			if x > 0 {
				sub.Share = supplier.Exact(x)
			}
			if x != 0 {
				record.Subcontractors.Items = append(record.Subcontractors.Items, sub)
			}
		}
		record.Subcontractors.None = len(record.Subcontractors.Items) == 0
		if record.Subcontractors.None {
			record.SubcontractorsAll = false
		}
		records = append(records, record)
	}
	return measurer(t, out, records...)
}

// falls reports whether the work of the party falls with the other: surely, if
// no way past it leads to anybody who may do some of the work; possibly, if any
// way leads to it. A share that nobody stated is at most what the others leave.
func (s *chainShop) falls(party, gone int, surely bool) bool {
	if party == gone {
		return true
	}
	own := 1.0
	for _, x := range s.share[party] {
		own -= max(x, 0)
	}
	all := own <= 0
	for to, x := range s.share[party] {
		if x > 0 || x < 0 && own > 0 {
			falls := s.falls(to, gone, surely)
			all = all && falls
			if falls && !surely {
				return true
			}
		}
	}
	return surely && all
}

// TestSubcontractedCutSetsByEnumeration compares the cut sets of 2 000 random
// systems whose suppliers subcontract with every set of parties. Each key by
// itself is sure to take a product or not; a set that takes it only together,
// as two that do a half each, is none of its certain cuts.
func TestSubcontractedCutSetsByEnumeration(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 2026))
	below, joint := 0, 0
	for i := range 2000 {
		s := randomChainShop(r)
		got := map[string]bool{}
		for _, c := range s.measurer(t).Resilience().CutSets {
			if c.By == "supplier" {
				got[fmt.Sprint(c.Mode, c.Keys, c.Certainty)] = true
			}
		}
		want := map[string]bool{}
		for _, mode := range []string{measures.Stop, measures.NoSupply, measures.All} {
			for cut, certainty := range s.cuts(func(gone uint, surely bool) bool { return s.takes(gone, mode, surely) }) {
				of := func(mode, certainty string) bool { return want[fmt.Sprint(mode, cutNames(cut), certainty)] }
				if mode == measures.All && (of(measures.Stop, "certain") || of(measures.NoSupply, "certain") || of(measures.Stop, certainty) || of(measures.NoSupply, certainty)) {
					continue // a single mode has it
				}
				joint += map[string]int{measures.All: 1}[mode]
				want[fmt.Sprint(mode, cutNames(cut), certainty)] = true
				if bits.OnesCount(cut) == 1 && !slices.Contains(s.party, bits.TrailingZeros(cut)) {
					below++
				}
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("system %d, %+v (-enumerated +got):\n%s", i, s, diff)
		}
	}
	if below < 100 || joint < 100 {
		t.Errorf("only %d single points who supply nothing themselves, %d sets of both modes", below, joint)
	}
}

// takes reports whether the asset stops where each party of the set is lost:
// what falls with one of them falls.
func (s *chainShop) takes(gone uint, mode string, surely bool) bool {
	return slices.ContainsFunc(s.anyOf, func(group []int) bool {
		return !slices.ContainsFunc(group, func(p int) bool {
			hit := mode != measures.NoSupply && s.kind[p] == "service" || mode != measures.Stop && s.kind[p] == "hardware"
			for set := gone; hit && set != 0; set &= set - 1 {
				if s.falls(s.party[p], bits.TrailingZeros(set), surely) {
					return false
				}
			}
			return true
		})
	})
}

// cuts lists the minimal sets of up to three that stop the asset: the certain
// ones, and the possible ones that are not certain.
func (s *chainShop) cuts(stops func(gone uint, surely bool) bool) map[uint]string {
	out := map[uint]string{}
	for _, surely := range []bool{false, true} {
		for gone := range uint(1) << s.parties {
			minimal := gone != 0 && bits.OnesCount(gone) <= 3 && stops(gone, surely)
			for rest := gone; minimal && rest != 0; rest &= rest - 1 {
				minimal = !stops(gone&^(rest&-rest), surely)
			}
			if minimal {
				out[gone] = map[bool]string{false: "possible", true: "certain"}[surely]
			}
		}
	}
	return out
}

func cutNames(set uint) []string {
	var out []string
	for ; set != 0; set &= set - 1 {
		out = append(out, string(rune('a'+bits.TrailingZeros(set))))
	}
	return out
}

// TestUnknownSupplierBesideSharedControl: nobody is known to supply p. That two
// share control of who maintains it does not make this known.
func TestUnknownSupplierBesideSharedControl(t *testing.T) {
	half := func(id string) supplier.Owner { return supplier.Owner{Party: id, Share: supplier.Exact(0.5)} }
	m := measurer(t, &system.System{
		ID:       "s",
		Assets:   []system.Asset{{ID: "core", Needs: []system.Need{{ID: "p"}}}},
		Products: []system.Product{{ID: "p", Kind: "service", Services: []system.Service{{Party: "joint", Kind: "managed-service"}}}},
	},
		&supplier.Supplier{ID: "joint", UnlistedHolderMax: new(0.0), Owners: supplier.List[supplier.Owner]{Items: []supplier.Owner{half("h"), half("k")}}},
		&supplier.Supplier{ID: "h", Kind: "foundation"}, &supplier.Supplier{ID: "k", Kind: "foundation"})
	if !slices.ContainsFunc(m.Resilience().SinglePoints, func(p result.SinglePoint) bool {
		return p.By == "owner" && p.Mode == measures.Stop && p.Key == "unlisted"
	}) {
		t.Error("nobody unnamed is said to be able to stop core")
	}
}
