// SPDX-License-Identifier: Apache-2.0

package portfolio_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/kedja/kedja/portfolio"
	"github.com/kedja/kedja/sbom/read"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
)

func reader(t rapid.TB) portfolio.Reader {
	t.Helper()
	zero := 0.0
	held := func(id string) *supplier.Supplier {
		return &supplier.Supplier{ID: id, Name: id, Established: "XA", UnlistedHolderMax: &zero, Owners: supplier.List[supplier.Owner]{Items: []supplier.Owner{{Party: "o", Share: supplier.Exact(0.8)}}}}
	}
	catalog, ds := supplier.NewCatalog([]*supplier.Supplier{held("a"), held("b"), {ID: "o", Name: "o", Kind: "foundation", Established: "XB"}}, nil, nil, &supplier.CatalogOptions{AsOf: asOf})
	if ds.Err() != nil {
		t.Fatal(ds)
	}
	return portfolio.Reader{Catalog: catalog, AsOf: asOf}
}

func summarize(t rapid.TB, name, text string) *portfolio.Summary {
	t.Helper()
	doc, _, err := read.Bytes(name, []byte(text), nil)
	if err != nil {
		t.Fatal(err)
	}
	return reader(t).Summarize(doc)
}

func measured(t rapid.TB, s *portfolio.Summary) *portfolio.Result {
	t.Helper()
	return s.Measure(portfolio.Measure{Catalog: reader(t).Catalog, AsOf: asOf, Full: true})
}

func bytesOf(t rapid.TB, s *portfolio.Summary) string {
	t.Helper()
	data, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// drawBOM draws a small document over names that all documents share. What
// begins with own is in no other.
func drawBOM(t *rapid.T, n int, own string) string {
	var libs []lib
	names := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"p", "q", "r", "s", "t"}), 1, 5, rapid.ID).Draw(t, "names")
	for i, name := range names {
		l := lib{name: own + name, version: rapid.SampledFrom([]string{"1", "2"}).Draw(t, "version"), supplier: rapid.SampledFrom([]string{"", own + "a", own + "b", own + "c"}).Draw(t, "supplier")}
		if i > 0 && rapid.Bool().Draw(t, "needed") {
			libs[i-1].needs = []string{l.name}
		}
		libs = append(libs, l)
	}
	return bom(fmt.Sprint(own, "product", n), serial(n), 1, []string{libs[0].name}, libs...)
}

func merged(list ...*portfolio.Summary) *portfolio.Summary {
	out := portfolio.NewSummary()
	for _, s := range list {
		out.Merge(s)
	}
	return out
}

// Summaries merge in any order and grouping to the same value, and twice is
// once.
func TestMergeLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var parts []*portfolio.Summary
		for i := range rapid.IntRange(1, 6).Draw(t, "documents") {
			parts = append(parts, summarize(t, fmt.Sprint(i, ".json"), drawBOM(t, i, "")))
		}
		failed := portfolio.NewSummary()
		failed.Fail(portfolio.Failure{Skipped: true})
		parts = append(parts, failed, parts[0])
		want := bytesOf(t, merged(parts...))
		order := rapid.Permutation(parts).Draw(t, "order")
		cut := rapid.IntRange(0, len(order)).Draw(t, "cut")
		if got := bytesOf(t, merged(merged(order[:cut]...), merged(order[cut:]...))); got != want {
			t.Fatalf("merged in another order:\n%s\nwant\n%s", got, want)
		}
		whole := merged(order...)
		whole.Merge(whole)
		if got := bytesOf(t, whole); got != want {
			t.Fatalf("merged with itself:\n%s\nwant\n%s", got, want)
		}
		back := &portfolio.Summary{}
		if err := json.Unmarshal([]byte(want), back); err != nil {
			t.Fatal(err)
		}
		if got := bytesOf(t, back); got != want {
			t.Fatalf("read back:\n%s\nwant\n%s", got, want)
		}
		if diff := cmp.Diff(measured(t, whole), measured(t, back)); diff != "" {
			t.Fatalf("measures of what was read back (-want +got)\n%s", diff)
		}
	})
}

// Copies of one System record that found its SBOM in one place and not in the
// other are one system, which has it.
func TestMergeOfOneSystem(t *testing.T) {
	zero := 0.0
	write := func(file string, documents map[string]string) *portfolio.Summary {
		s := &system.System{ID: "works", Entity: system.Entity{ID: "e"}, Products: []system.Product{{ID: "p", Kind: "software", Spend: supplier.Exact(zero)}}}
		s.File = file
		out, ds := reader(t).SummarizeSystem(s, "digest", documents)
		if ds.Err() != nil {
			t.Fatal(ds)
		}
		return out
	}
	doc := summarize(t, "a.json", bom("a", serial(1), 1, []string{"x"}, lib{"x", "1", "b", nil}))
	sha := measured(t, doc).Files[0].SBOM.SHA256
	with, without := write("x/system.yaml", map[string]string{"p": sha}), write("y/system.yaml", nil)
	want := bytesOf(t, merged(with, without, doc))
	if got := bytesOf(t, merged(doc, without, with)); got != want {
		t.Errorf("in another order:\n%s\nwant\n%s", got, want)
	}
	r := measured(t, merged(without, with, doc))
	if r.Counts.Systems != 1 || len(r.Entities) != 1 || r.Entities[0].SBOMs != 1 || r.Counts.Outside != 0 || len(r.Duplicates) != 1 || r.Duplicates[0].Why != "record" {
		t.Errorf("counts %+v, entities %+v, duplicates %+v", r.Counts, r.Entities, r.Duplicates)
	}
}

// Two portfolios that have nothing in common add up.
func TestDisjointPortfoliosAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		side := func(own string, base int) *portfolio.Summary {
			s := portfolio.NewSummary()
			for i := range rapid.IntRange(1, 4).Draw(t, "documents") {
				s.Merge(summarize(t, fmt.Sprint(own, i, ".json"), drawBOM(t, base+i, own)))
			}
			return s
		}
		left, right := side("x", 10), side("y", 20)
		both := measured(t, merged(left, right))
		a, b := measured(t, left), measured(t, right)
		sum := a.Counts
		for _, f := range []struct{ to, from *int }{
			{&sum.Files, &b.Counts.Files}, {&sum.SBOMs, &b.Counts.SBOMs}, {&sum.Duplicates, &b.Counts.Duplicates}, {&sum.Outside, &b.Counts.Outside},
			{&sum.Listings, &b.Counts.Listings}, {&sum.Components, &b.Counts.Components}, {&sum.Attributed, &b.Counts.Attributed},
			{&sum.Unidentified, &b.Counts.Unidentified}, {&sum.Parties, &b.Counts.Parties},
		} {
			*f.to += *f.from
		}
		if diff := cmp.Diff(sum, both.Counts); diff != "" {
			t.Fatalf("counts (-sum +union)\n%s", diff)
		}
		rows := map[string][2]float64{}
		for _, r := range []*portfolio.Result{a, b} {
			for _, d := range r.Dependence {
				rows[d.By+" "+d.Key] = [2]float64{d.SBOMs.Any.Lo, d.SBOMs.Direct.Lo}
			}
		}
		for _, d := range both.Dependence {
			if got := [2]float64{d.SBOMs.Any.Lo, d.SBOMs.Direct.Lo}; got != rows[d.By+" "+d.Key] {
				t.Fatalf("%s %s: %v in the union, %v alone", d.By, d.Key, got, rows[d.By+" "+d.Key])
			}
		}
		if len(both.Dependence) != len(rows) {
			t.Fatalf("%d rows in the union, %d alone", len(both.Dependence), len(rows))
		}
	})
}

// Renaming files changes names of files, and nothing else.
func TestRenamingChangesNamesOnly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 5).Draw(t, "documents")
		var texts []string
		for i := range n {
			texts = append(texts, drawBOM(t, i, ""))
		}
		names := rapid.Permutation([]string{"a.json", "b.json", "c.json", "d.json", "e.json"}).Draw(t, "names")
		plain, renamed := portfolio.NewSummary(), portfolio.NewSummary()
		back := []string{}
		for i, text := range texts {
			plain.Merge(summarize(t, fmt.Sprintf("%d#", i), text))
			renamed.Merge(summarize(t, names[i], text))
			back = append(back, fmt.Sprintf("%q", names[i]), fmt.Sprintf("%q", fmt.Sprintf("%d#", i)))
		}
		lines := func(r *portfolio.Result, replace *strings.Replacer) []string {
			data, err := json.MarshalIndent(r, "", "")
			if err != nil {
				t.Fatal(err)
			}
			list := strings.Split(strings.ReplaceAll(replace.Replace(string(data)), ",\n", "\n"), "\n")
			slices.Sort(list) // lists of files are in the order of their names
			return list
		}
		if diff := cmp.Diff(lines(measured(t, plain), strings.NewReplacer()), lines(measured(t, renamed), strings.NewReplacer(back...))); diff != "" {
			t.Fatalf("(-plain +renamed)\n%s", diff)
		}
	})
}

// Whoever made what nobody is known to have made: the counts contain it.
func TestOverlapContainsEveryCompletion(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		who := map[string]string{} // supplier of each component; what is not there nobody knows
		for _, name := range []string{"p", "q", "r"} {
			if s := rapid.SampledFrom([]string{"", "a", "b", "c"}).Draw(t, "supplier of "+name); s != "" {
				who[name] = s
			}
		}
		var open, closed []*portfolio.Summary
		full := map[string]string{}
		for _, name := range []string{"p", "q", "r"} {
			full[name] = who[name]
			if full[name] == "" {
				full[name] = rapid.SampledFrom([]string{"a", "b", "c", "d"}).Draw(t, "maker of "+name)
			}
		}
		for i := range rapid.IntRange(1, 3).Draw(t, "documents") {
			names := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"p", "q", "r"}), 1, 3, rapid.ID).Draw(t, "names")
			write := func(of map[string]string) *portfolio.Summary {
				var libs []lib
				for k, name := range names {
					libs = append(libs, lib{name: name, version: "1", supplier: of[name], needs: names[k+1:]})
				}
				return summarize(t, fmt.Sprint(i, ".json"), bom("product", serial(i), 1, names[:1], libs...))
			}
			open, closed = append(open, write(who)), append(closed, write(full))
		}
		before := map[string]portfolio.Overlap{}
		for _, d := range measured(t, merged(open...)).Dependence {
			before[d.By+" "+d.Key] = d.SBOMs
		}
		for _, d := range measured(t, merged(closed...)).Dependence {
			was, ok := before[d.By+" "+d.Key]
			if ok && (d.SBOMs.Any.Lo < was.Any.Lo || d.SBOMs.Any.Hi > was.Any.Hi || d.SBOMs.Direct.Lo < was.Direct.Lo || d.SBOMs.Direct.Hi > was.Direct.Hi) {
				t.Fatalf("%s %s: %v %v is not inside %v %v", d.By, d.Key, d.SBOMs.Any, d.SBOMs.Direct, was.Any, was.Direct)
			}
		}
	})
}

func FuzzSummary(f *testing.F) {
	f.Add(`{"documents":[{"sha256":"a","files":["a"],"ids":["pkg:npm/a@1","b"],"uses":[6,2],"from":[0,0],"whose":[{"Party":"p"}],"depend":[[0,1]]}],"systems":[],"failures":[]}`)
	f.Add(`{"documents":[],"systems":[{"sha256":"s","files":["s"],"id":"s","entity":"e","products":[{"id":"p","kind":"software"}],"assets":[{"id":"m","weight":0.5,"products":[0]}]}]}`)
	f.Fuzz(func(t *testing.T, text string) {
		s := &portfolio.Summary{}
		if json.Unmarshal([]byte(text), s) != nil {
			return
		}
		want := bytesOf(t, s)
		if got := bytesOf(t, merged(s, s)); got != want {
			t.Errorf("merged with itself it is %s, not %s", got, want)
		}
		measured(t, s)
	})
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(`{"kind":"Portfolio","schemaVersion":"1.0","dependence":[{"by":"supplier","key":"a"}],"dependenceRest":[{"by":"supplier","n":3}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		old, err := portfolio.Decode(data)
		if err != nil {
			return
		}
		summarize(t, "a", bom("a", serial(1), 1, nil)).Measure(portfolio.Measure{Catalog: reader(t).Catalog, AsOf: asOf, Baseline: old})
	})
}
