// SPDX-License-Identifier: Apache-2.0

package measures_test

import (
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
	"github.com/kedja/kedja/risk/measures"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
)

// bought is one product of a drawn system: whose it is ("" nobody knows), and
// what is paid for it.
type bought struct {
	supplier string
	spend    result.Interval
}

// certainOwner of the drawn suppliers: a and b belong to o, c to itself; whose
// d and e are nobody knows.
var certainOwner = map[string]string{"a": "o", "b": "o", "c": "c"}

func drawBought(t *rapid.T, ranges bool) []bought {
	n := rapid.IntRange(1, 4).Draw(t, "products")
	out := make([]bought, n)
	for i := range out {
		lo := float64(rapid.IntRange(1, 4).Draw(t, "spend"))
		out[i] = bought{rapid.SampledFrom([]string{"", "a", "b", "c", "d", "e"}).Draw(t, "supplier"), result.Exactly(lo)}
		if ranges {
			out[i].spend.Hi += float64(rapid.IntRange(0, 2).Draw(t, "width"))
		}
	}
	return out
}

func spendRows(t *rapid.T, products []bought) []result.Concentration {
	zero := 0.0
	owned := func(id string) *supplier.Supplier {
		return &supplier.Supplier{ID: id, Name: id, UnlistedHolderMax: &zero,
			Owners: supplier.List[supplier.Owner]{Items: []supplier.Owner{{Party: "o", Share: supplier.Exact(0.8)}}}}
	}
	catalog, _ := supplier.NewCatalog([]*supplier.Supplier{
		owned("a"), owned("b"), {ID: "c", Name: "c", Kind: "foundation"}, {ID: "o", Name: "o", Kind: "foundation"},
	}, nil, nil, nil)
	s := &system.System{ID: "s"}
	for i, p := range products {
		s.Products = append(s.Products, system.Product{ID: string(rune('p' + i)), Kind: "hardware", Supplier: p.supplier, Spend: &supplier.Range{Lo: p.spend.Lo, Hi: p.spend.Hi}})
	}
	complete, _ := s.Complete(nil)
	g, _ := risk.Build(risk.Source{System: complete, Catalog: catalog, AsOf: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)})
	control, ds := measures.Control(g)
	if ds.Err() != nil {
		t.Fatal(ds)
	}
	return measures.New(g, control).Concentration(func([]int32) ([]int32, bool) { return nil, false })
}

// settle calls f with every completion: the suppliers that nobody knows, the
// owners of d, e and of suppliers not named so far, and the spend at whole
// numbers; bySupplier and byOwner are the masses.
func settle(products []bought, f func(bySupplier, byOwner map[string]float64)) {
	bySupplier := map[string]float64{}
	owners := map[string]string{}
	var names []string
	var own func(i int)
	own = func(i int) {
		if i == len(names) {
			byOwner := map[string]float64{}
			for _, s := range names {
				byOwner[owners[s]] += bySupplier[s]
			}
			f(bySupplier, byOwner)
			return
		}
		choices := []string{"o", "c", "new owner", "of " + names[i]}
		if o := certainOwner[names[i]]; o != "" {
			choices = []string{o}
		}
		for _, o := range choices {
			owners[names[i]] = o
			own(i + 1)
		}
	}
	var buy func(i int)
	buy = func(i int) {
		if i == len(products) {
			names = names[:0]
			for s, m := range bySupplier {
				if m > 0 {
					names = append(names, s)
				}
			}
			own(0)
			return
		}
		from := []string{products[i].supplier}
		if from[0] == "" {
			from = []string{"a", "b", "c", "d", "e", "new " + string(rune('0'+i))}
		}
		for m := products[i].spend.Lo; m <= products[i].spend.Hi; m++ {
			for _, s := range from {
				bySupplier[s] += m
				buy(i + 1)
				bySupplier[s] -= m
			}
		}
	}
	buy(0)
}

func indexOf(masses map[string]float64) (hhi, cr1 float64) {
	total := 0.0
	for _, m := range masses {
		total += m
	}
	for _, m := range masses {
		hhi, cr1 = hhi+m/total*m/total, math.Max(cr1, m/total)
	}
	return hhi, cr1
}

// TestOwnersSizesAndLumpsTogether: unknown suppliers, unknown owners and spend
// in ranges at once. The rows by supplier and by owner hold every completion,
// and reach their ends (the lower ends where spend is exact: with ranges these
// lie between whole numbers). Hidden concentration holds the difference of
// both over the same completion, and is never below 0.
func TestOwnersSizesAndLumpsTogether(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ranges := rapid.Bool().Draw(t, "ranges")
		products := drawBought(t, ranges)
		rows := map[string]result.Concentration{}
		for _, c := range spendRows(t, products) {
			if c.Scope == "system:s" && c.Basis == "spend" {
				rows[c.By] = c
			}
		}
		reached := map[string]*result.Interval{}
		see := func(what string, in result.Interval, x float64) {
			if x < in.Lo-1e-9 || x > in.Hi+1e-9 {
				t.Fatalf("%s %g lies outside %v of %v", what, x, in, products)
			}
			if s := reached[what]; s == nil {
				reached[what] = &result.Interval{Lo: x, Hi: x}
			} else {
				*s = s.Union(result.Exactly(x))
			}
		}
		settle(products, func(bySupplier, byOwner map[string]float64) {
			apart, largest := indexOf(bySupplier)
			owned, largestOwner := indexOf(byOwner)
			see("supplier hhi", rows["supplier"].HHI, apart)
			see("supplier cr1", rows["supplier"].CR1, largest)
			see("owner hhi", rows["owner"].HHI, owned)
			see("owner cr1", rows["owner"].CR1, largestOwner)
			see("hidden", *rows["owner"].Hidden, owned-apart)
		})
		for what, in := range map[string]result.Interval{
			"supplier hhi": rows["supplier"].HHI, "supplier cr1": rows["supplier"].CR1, "owner hhi": rows["owner"].HHI, "owner cr1": rows["owner"].CR1,
		} {
			s := reached[what]
			if math.Abs(in.Hi-s.Hi) > 1e-9 || !ranges && math.Abs(in.Lo-s.Lo) > 1e-9 {
				t.Fatalf("%s %v, reached %v of %v", what, in, *s, products)
			}
		}
		if h := rows["owner"].Hidden; h.Lo < 0 {
			t.Fatalf("hidden %v", h)
		}
	})
}

// TestRowsOfTheContract: every grouping on every basis that has a mass.
func TestRowsOfTheContract(t *testing.T) {
	rows := large(t).Concentration(func(c []int32) ([]int32, bool) { return make([]int32, len(c)), false })
	_, small := world(t)
	rows = append(rows, small.Concentration(func([]int32) ([]int32, bool) { return nil, false })...)
	has := map[string]bool{}
	for _, r := range rows {
		has[r.By+" "+r.Basis] = true
	}
	for _, basis := range []string{"count", "criticality"} {
		for _, by := range []string{"supplier", "owner", "controlCountry", "establishedCountry", "ecosystem", "component"} {
			if !has[by+" "+basis] {
				t.Errorf("no row by %s on %s", by, basis)
			}
		}
	}
	for _, basis := range []string{"spend", "declared"} {
		for _, by := range []string{"supplier", "owner", "controlCountry", "establishedCountry", "manufactureCountry"} {
			if !has[by+" "+basis] {
				t.Errorf("no row by %s on %s", by, basis)
			}
		}
	}
}
