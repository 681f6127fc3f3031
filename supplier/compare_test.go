// SPDX-License-Identifier: Apache-2.0

package supplier

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// Each feature by itself, with the score it leaves.
func TestCompareFeatures(t *testing.T) {
	for _, c := range []struct {
		a, b    string
		feature string
		score   float64
		same    bool
	}{
		{"Acme Inc.", "ACME, LLC", "name", 1, true},
		{"Acme AB", "Acme Ltd", "legal form", 0.6, false},
		{"Acme AG", "Acme SE", "legal form", 0.88, false},
		{"Acme GmbH", "Acme GmbH & Co. KG", "legal form", 0.8, false},
		{"Příklad s.r.o.", "Priklad", "transliteration", 0.96, false},
		{"Пример", "Primer", "transliteration", 0.96, false},
		{"Teräs Oy", "Teras Oy", "transliteration", 0.96, false},
		{"Red Barn", "RedBarn", "spacing", 0.95, false},
		{"Doe, Jane", "Jane Doe", "order", 0.92, false},
		{`Jane "JD" Doe`, "Jane Doe", "transliteration", 0.96, false},
		{"Bolt by Acme", "Acme", "brand", 0.9, false},
		{"Acme Product Security", "Acme", "department", 0.9, false},
		{"Acme.io", "Acme", "domain name", 0.9, false},
		{"Ada B. Cole", "Ada Cole", "initial", 0.9, false},
		{"Northern Light Works", "NLW", "initials", 0.86, false},
		{"Red Barn", "RB", "initials", 0.8, false},
		{"The Acme Project", "Acme", "collective words", 0.96, false},
		{"Acme Project", "Acme Ltd", "community", 0.66, false},
		{"Acme Systems", "Acme", "kind of business", 0.86, false},
		{"Acme Consulting", "Acme", "line of business", 0.75, false},
		{"Acme Foundation", "Acme", "role", 0.7, false},
		{"Acme Deutschland", "Acme", "place", 0.65, false},
		{"Acme Rockets", "Acme", "words", 0.6, false},
		{"Acme Holdings 1", "Acme Holdings 2", "number", 0, false},
		{"Acme1", "Acme2", "number", 0.5, false},
		{"Teliqon", "Telikon", "spelling", 0.75, false},
		{"Acme", "Bolt", "words", 0, false},
		{"Acme", "NOASSERTION", "no name", 0, false},
	} {
		got := CompareNames(c.a, c.b)
		has := slices.ContainsFunc(got.Features, func(f Feature) bool { return f.Name == c.feature })
		if !has || got.Score != c.score || got.Same != c.same {
			t.Errorf("%q and %q: %.2f, same %v, %v; want %.2f, same %v with %s", c.a, c.b, got.Score, got.Same, got.Features, c.score, c.same, c.feature)
		}
	}
}

// What is stated beside the names counts too.
func TestCompareContext(t *testing.T) {
	base := Compare(Named{Name: "Acme Consulting"}, Named{Name: "Acme"}).Score
	for _, c := range []struct {
		name string
		a, b Named
		want float64
	}{
		{"the same address", Named{Name: "Acme Consulting", Emails: []string{"INFO@acme.example"}}, Named{Name: "Acme <info@acme.example>"}, base + 0.1},
		{"the same domain", Named{Name: "Acme Consulting", Domains: []string{"acme.example"}}, Named{Name: "Acme", Emails: []string{"x@acme.example"}}, base + 0.05},
		{"mail for everybody", Named{Name: "Acme Consulting", Emails: []string{"a@gmail.com"}}, Named{Name: "Acme", Emails: []string{"b@gmail.com"}}, base},
		{"two countries", Named{Name: "Acme Consulting", Country: "XA"}, Named{Name: "Acme", Country: "XB"}, base - 0.3},
		{"a namespace", Named{Name: "Acme Consulting"}, Named{Name: "acme", Namespace: true}, base - 0.2},
		{"a person", Named{Name: "Acme Consulting", Person: true}, Named{Name: "Acme"}, base - 0.6},
	} {
		if got := Compare(c.a, c.b).Score; got < c.want-1e-9 || got > c.want+1e-9 {
			t.Errorf("%s: %.2f, want %.2f", c.name, got, c.want)
		}
	}
	if Compare(Named{Name: "Acme", Person: true}, Named{Name: "Acme"}).Same {
		t.Error("a person and a firm of one name are taken for one party")
	}
	if c := Compare(Named{Name: "acme", Namespace: true}, Named{Name: "Acme"}); c.Same || c.Score != 0.8 {
		t.Errorf("a namespace and a firm of one name: %+v", c)
	}
}

// Whatever the names: the comparison is symmetric, the score is in 0..1, a
// name is the same as itself, and what is taken is what folds to one form.
func TestCompareProperties(t *testing.T) {
	word := rapid.SampledFrom([]string{"Acme", "acme", "Böx", "Box", "The", "Inc.", "GmbH", "& Co. KG", "Ltd", "S.p.A.", "Foundation", "Team", "2", "II", "UK", "(BX)", "<a@b.example>", "株式会社", "ООО", "Пример", "and", "'", "\"q\"", "by", "", "NOASSERTION", "\xff"})
	name := rapid.Custom(func(t *rapid.T) string { return strings.Join(rapid.SliceOfN(word, 0, 5).Draw(t, "words"), " ") })
	rapid.Check(t, func(t *rapid.T) {
		a, b := name.Draw(t, "a"), name.Draw(t, "b")
		ab, ba := CompareNames(a, b), CompareNames(b, a)
		if diff := cmp.Diff(ab, ba); diff != "" {
			t.Fatalf("not symmetric: %s", diff)
		}
		if ab.Score < 0 || ab.Score > 1 {
			t.Fatalf("score %g", ab.Score)
		}
		if ab.Same != SameName(a, b) && !(department(mustWords(a)) > 0 || department(mustWords(b)) > 0) {
			t.Fatalf("compared as same %v, taken %v", ab.Same, SameName(a, b))
		}
		if FoldName(a) != "" && !CompareNames(a, a).Same {
			t.Fatalf("%q is not the same as itself", a)
		}
		if ab.Same && FoldName(a) != FoldName(b) {
			t.Fatal("taken, though they fold to two forms")
		}
	})
}

func mustWords(s string) []string { words, _ := foldParts(s); return words }

func TestPropose(t *testing.T) {
	c := world(t)
	stated := []Stated{
		{ID: "name:teliqon networks", Named: Named{Name: "Teliqon Networks"}},
		{ID: "name:ost bit", Named: Named{Name: "Ost Bit"}},
		{ID: "name:ostbit", Named: Named{Name: "Ostbit GmbH"}},
		{ID: "name:else", Named: Named{Name: "Else"}},
		{ID: "name:", Named: Named{Name: "NOASSERTION"}},
		{ID: "person:00", Named: Named{Name: "Vantar"}},
	}
	type row struct {
		party, other string
		recorded     bool
	}
	rows := func(ps []Proposal) (out []row) {
		for _, p := range ps {
			out = append(out, row{p.Party, p.Other, p.Recorded})
		}
		return out
	}
	records := []row{{"name:teliqon networks", "teliqon", true}}
	if diff := cmp.Diff(records, rows(c.Propose(stated, false)), cmp.AllowUnexported(row{})); diff != "" {
		t.Errorf("with records: %s", diff)
	}
	all := append([]row{{"name:ost bit", "name:ostbit", false}}, records...)
	slices.Reverse(stated) // the order of arguments changes nothing
	if diff := cmp.Diff(all, rows(c.Propose(stated, true)), cmp.AllowUnexported(row{})); diff != "" {
		t.Errorf("with each other too: %s", diff)
	}
}

func TestLegalFormTable(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range legalForms {
		if got := strings.Join(splitWords(umlauts.Replace(f.words)), " "); got != f.words || seen[f.words] {
			t.Errorf("%q is written %q, or twice", f.words, got)
		}
		seen[f.words] = true
		if f.elf != "" && len(f.elf) != 4 {
			t.Errorf("%q: %q is no code of ISO 20275", f.words, f.elf)
		}
		if f.kind != "" && f.countries == "" {
			t.Errorf("%q has no country", f.words)
		}
		for cc := range strings.FieldsSeq(f.countries) {
			if !ValidCountry(cc) {
				t.Errorf("%q: there is no country %s", f.words, cc)
			}
		}
	}
}

// A string that is no name costs no more than its length.
func TestTextIsNoName(t *testing.T) {
	for _, part := range []string{"()", "(", "a.", "x ", "<a@b>", "Inc ", "ü ", "株式会社", `"`} {
		text := strings.Repeat(part, 1<<17)
		CompareNames(text, text+"x")
		CompareNames(text, "Acme")
	}
}

// A word in two lists would mean one or the other by chance.
func TestWordsHaveOneClass(t *testing.T) {
	seen := map[string]bool{}
	for _, w := range slices.Concat(joiningWords, collectiveWords, roleWords, shortenedWords, unitWords, placeWords) {
		if seen[w] || len(latinWords([]string{w})[0]) != len(w) {
			t.Errorf("%q is listed twice, or not in Latin letters", w)
		}
		seen[w] = true
	}
}

func FuzzFoldName(f *testing.F) {
	for _, s := range []string{"Acme, Inc.", "Ünï & Co. KG (publ)", "a <b@c> (d", "株式会社", "S.p.A.", "\xff\xfe", "", "(((", "ООО «Пример»", "The the"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if c := CompareNames(s, s); c.Score != 1 && FoldName(s) != "" {
			t.Errorf("%q compared with itself: %v", s, c)
		}
	})
}

func ExampleCompareNames() {
	for _, other := range []string{"TELIQON, Aktiebolag", "Teliqon Deutschland GmbH", "Teliqon Foundation"} {
		c := CompareNames("Teliqon AB", other)
		fmt.Printf("%s: same %v, %.2f, %s\n", other, c.Same, c.Score, c.Features[0].Name)
	}
	// Output:
	// TELIQON, Aktiebolag: same true, 1.00, name
	// Teliqon Deutschland GmbH: same false, 0.25, legal form
	// Teliqon Foundation: same false, 0.70, role
}

func ExampleSameName() {
	fmt.Println(SameName("Ostbit GmbH", "OSTBIT Gesellschaft mit beschränkter Haftung"), SameName("Ostbit GmbH", "Ostbit Ltd"))
	// Output: true false
}
