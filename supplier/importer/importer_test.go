// SPDX-License-Identifier: Apache-2.0

package importer_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/load"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/supplier/importer"
)

func text(name, s string) importer.File {
	return importer.File{Name: name, Reader: strings.NewReader(s)}
}

// TestEachJSONReadsEveryForm gives the same two records in all the forms in
// which data sets are published.
func TestEachJSONReadsEveryForm(t *testing.T) {
	for _, tc := range []struct {
		name, in string
		wrappers []string
		want     []string // line, pointer and value of n
		says     string   // a code, "" for nothing
	}{
		{"list", "[{\"n\":1},\n {\"n\":2}]", nil, []string{"1 /0 1", "2 /1 2"}, ""},
		{"byte order mark", "\ufeff[{\"n\":1}]", nil, []string{"1 /0 1"}, ""},
		{"lines", "{\"n\":1}\n\n{\"n\":2}\n", nil, []string{"1  1", "3  2"}, ""},
		{"lines after blank ones", "\n\n{\"n\":1}\n{\"n\":2}", nil, []string{"3  1", "4  2"}, ""},
		{"a broken line", "{\"n\":1}\n{\"n\":\n{\"n\":2}\n", nil, []string{"1  1", "3  2"}, "import/syntax"},
		{"one object over lines", "{\n \"n\": 1\n}", nil, []string{"1  1"}, ""},
		{"objects one after the other", "{\n\"n\":1}\n{\n\"n\":2}", nil, []string{"1  1", "3 #1 2"}, ""},
		{"an object around a list", "{\"meta\":{\"n\":9},\n\"data\":[{\"n\":1},\n{\"n\":2}]}", []string{"data"}, []string{"2 /data/0 1", "3 /data/1 2"}, ""},
		{"an object around one", `{"data":{"n":1},"links":{}}`, []string{"data"}, []string{"1 /data 1"}, ""},
		{"an object around nothing known", `{"n":1}`, []string{"data"}, []string{"1  1"}, ""},
		{"cut off", "[{\"n\":1},\n{\"n\":", nil, []string{"1 /0 1"}, "import/truncated"},
		{"wrong inside", "[{\"n\":1},\n{\"n\"}]", nil, []string{"1 /0 1"}, "import/syntax"},
		{"no object", `[1, {"n":1}, null]`, nil, []string{"1 /1 1"}, "import/not-an-object"},
		{"empty", "  \n", nil, nil, "import/empty"},
		{"nothing but a number", `17`, nil, nil, "import/not-an-object"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var got []string
			var list diag.List
			err := importer.EachJSON(text("f.json", tc.in), tc.wrappers, list.Add, func(at diag.Position, raw json.RawMessage) error {
				var v struct{ N int }
				if err := json.Unmarshal(raw, &v); err != nil {
					return err
				}
				got = append(got, fmt.Sprintf("%d %s %d", at.Line, at.Pointer, v.N))
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("records (-want +got):\n%s", diff)
			}
			if tc.says == "" && len(list) > 0 || tc.says != "" && !list.Has(tc.says) {
				t.Errorf("said %v, want %q", list, tc.says)
			}
		})
	}
}

// TestEachJSONStops holds that the function decides when it is enough, and
// that its errors and the reader's come back.
func TestEachJSONStops(t *testing.T) {
	for _, in := range []string{`[{},{},{}]`, "{}\n{}\n{}"} {
		for _, tc := range []struct{ give, want error }{{importer.ErrStop, nil}, {io.ErrClosedPipe, io.ErrClosedPipe}} {
			n := 0
			err := importer.EachJSON(text("f", in), nil, func(diag.Diagnostic) {}, func(diag.Position, json.RawMessage) error {
				n++
				return tc.give
			})
			if !errors.Is(err, tc.want) || n != 1 {
				t.Errorf("%q: after %d records the error is %v, want %v", in, n, err, tc.want)
			}
		}
	}
	broken := importer.File{Name: "f", Reader: io.MultiReader(strings.NewReader(`[{},`), failing{})}
	if err := importer.EachJSON(broken, nil, func(diag.Diagnostic) {}, func(diag.Position, json.RawMessage) error { return nil }); !errors.Is(err, io.ErrNoProgress) {
		t.Errorf("the reader's error is lost: %v", err)
	}
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, io.ErrNoProgress }

func TestEachRowFindsColumnsAndPlaces(t *testing.T) {
	in := "list of vendors\nId;Name;\"Note; long\"\n1;A;\n\n2;\"two\nlines\";x;too much\n3;\"bad\" quote;y\n4;D\n"
	var got []string
	var list diag.List
	err := importer.EachRow(text("v.csv", in), importer.CSVOptions{Skip: 1}, list.Add, func(r *importer.Row) error {
		got = append(got, fmt.Sprintf("%d line %d: %s|%s|%s", r.Number, r.At.Line, r.Get("ID"), r.Get("name"), r.Get("note; long")))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"1 line 3: 1|A|", "2 line 5: 2|two lines|x", "3 line 8: 4|D|"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	for _, code := range []string{"import/columns", "import/syntax"} {
		if !list.Has(code) {
			t.Errorf("nothing says %s: %v", code, list)
		}
	}
}

func TestParsePercent(t *testing.T) {
	for in, want := range map[string]*supplier.Range{
		"25":       {Lo: .25, Hi: .25},
		"33.3 %":   {Lo: .333, Hi: .333},
		"12,5%":    {Lo: .125, Hi: .125},
		"25-50":    {Lo: .25, Hi: .5},
		"25 – 50%": {Lo: .25, Hi: .5},
		">50":      {Lo: .5 + importer.Exclusive, Hi: 1},
		">= 75":    {Lo: .75, Hi: 1},
		"<25":      {Lo: 0, Hi: .25 - importer.Exclusive},
		"≤10":      {Lo: 0, Hi: .1},
		"1e1":      {Lo: .1, Hi: .1},
		"":         nil, "many": nil, "101": nil, "-5": nil, "50-25": nil, "NaN": nil, "0x10": nil, "1e999999999": nil,
	} {
		got, err := importer.ParsePercent(in)
		if (err != nil) != (want == nil) {
			t.Errorf("%q: error %v, want range %v", in, err, want)
			continue
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", in, diff)
		}
	}
}

func TestSafeIDKeepsDifferentThingsApart(t *testing.T) {
	if got := importer.SafeID("gb-coh", "0123"); got != "gb-coh:0123" {
		t.Errorf("a safe id was changed to %s", got)
	}
	seen := map[string]string{}
	for _, in := range []string{"a b", "a-b", "a/b", "a\nb", "ä", "ö", strings.Repeat("x", 200), strings.Repeat("x", 201)} {
		id := importer.SafeID("t", in)
		if other, ok := seen[id]; ok {
			t.Errorf("%q and %q are both %s", in, other, id)
		}
		seen[id] = in
		if strings.ContainsAny(id, " /\n\\") || len(id) > 140 {
			t.Errorf("%q is not safe", id)
		}
	}
}

// TestHoldingsBecomeStretches brings together what several statements say of
// one holder.
func TestHoldingsBecomeStretches(t *testing.T) {
	day := func(s string) supplier.Date {
		if s == "" {
			return supplier.Date{}
		}
		d, ok := importer.Date(s)
		if !ok {
			t.Fatal(s)
		}
		return d
	}
	exact := supplier.Exact
	for _, tc := range []struct {
		name string
		in   []importer.Holding
		want string
	}{
		{"shares and votes from different days", []importer.Holding{
			{Party: "p", Share: exact(.6), From: day("2016-01-01")},
			{Party: "p", Votes: exact(.7), From: day("2018-01-01")},
		}, "p 2016-01-01..2017-12-31 share 0.6 | p 2018-01-01.. share 0.6 votes 0.7"},
		{"the same said twice", []importer.Holding{{Party: "p", Share: exact(.6)}, {Party: "p", Share: exact(.6)}}, "p .. share 0.6"},
		{"two that differ", []importer.Holding{{Party: "p", Share: exact(.6)}, {Party: "p", Share: exact(.4)}}, "p .. share 0.4-0.6"},
		{"one after the other", []importer.Holding{
			{Party: "p", Share: exact(.5), To: day("2020-12-31")}, {Party: "p", Share: exact(.5), From: day("2021-01-01")},
		}, "p .. share 0.5"},
		{"a gap", []importer.Holding{
			{Party: "p", Share: exact(.5), From: day("2019-01-01"), To: day("2019-12-31")}, {Party: "p", Share: exact(.5), From: day("2021-01-01")},
		}, "p 2019-01-01..2019-12-31 share 0.5 | p 2021-01-01.. share 0.5"},
		{"more than the whole", []importer.Holding{{Party: "p", Share: exact(.8)}, {Party: "q", Share: exact(.7)}}, "p .. share 0-0.8 | q .. share 0-0.7"},
		{"more than the whole because some are indirect", []importer.Holding{
			{Party: "p", Share: exact(1)}, {Party: "q", Share: exact(1), Vague: true},
		}, "p .. share 1; indirectOwner q shares 100 %"},
		{"of unknown size", []importer.Holding{{Party: "p"}}, "p .."},
		{"ends before it begins", []importer.Holding{{Party: "p", From: day("2022-01-01"), To: day("2021-01-01")}}, "p ..2021-01-01"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := importer.NewBuilder(nil)
			for _, h := range tc.in {
				b.Hold(b.Party("x"), h)
			}
			s := b.Result().Supplier("x")
			var parts []string
			for _, o := range s.Owners.Items {
				line := fmt.Sprintf("%s %s..%s", o.Party, o.From, o.To)
				for what, r := range map[string]*supplier.Range{" share ": o.Share} {
					line += write(what, r)
				}
				parts = append(parts, line+write(" votes ", o.Votes))
			}
			got := strings.Join(parts, " | ")
			for _, r := range s.Relations.Items {
				got += "; " + r.Kind + " " + r.Party + " " + r.Note
			}
			if got != tc.want {
				t.Errorf("got  %s\nwant %s", got, tc.want)
			}
		})
	}
}

func write(what string, r *supplier.Range) string {
	switch {
	case r == nil:
		return ""
	case r.Lo == r.Hi:
		return what + fmt.Sprint(r.Lo)
	}
	return fmt.Sprintf("%s%g-%g", what, r.Lo, r.Hi)
}

func TestTwoPartiesWithOneNameStayApart(t *testing.T) {
	b := importer.NewBuilder(nil)
	for _, id := range []string{"a", "b"} {
		s := b.Party(id)
		s.Name = "Teliqon AB"
		s.Aliases = []string{"Teliqon", "TLQ " + id}
	}
	r := b.Result()
	_, list := supplier.NewCatalog(r.Suppliers, nil, nil, nil)
	if len(list) > 0 {
		t.Errorf("the records cannot be told apart: %v", list)
	}
	a := r.Supplier("a")
	if a.Name != "Teliqon AB (a)" || len(a.Aliases) != 1 {
		t.Errorf("the names are %q and %q", a.Name, a.Aliases)
	}
	if !r.Diagnostics.Has("import/same-name") {
		t.Errorf("nobody says so: %v", r.Diagnostics)
	}
}

// A name that one place calls a person's and another an organisation's is a
// person's, if the address is one.
func TestPersonsCalledOrganizations(t *testing.T) {
	party := func(kind sbom.PartyKind, email string) sbom.Node {
		return sbom.Node{Supplier: &sbom.Party{Kind: kind, Name: "Jane Doe", Email: email}}
	}
	for email, want := range map[string]int{"jane@mail.example": 0, "info@doe.example": 1} {
		doc := &sbom.Document{File: "x.spdx", Root: sbom.None, Nodes: []sbom.Node{party(sbom.PartyOrganization, email), party(sbom.PartyPerson, "jane@mail.example")}}
		if r := importer.Documents([]*sbom.Document{doc}, nil); len(r.Suppliers) != want {
			t.Errorf("%s: %d records, want %d", email, len(r.Suppliers), want)
		}
	}
}

func TestOneNumberInTwoSpellings(t *testing.T) {
	b := importer.NewBuilder(nil)
	s := b.Party("a")
	for _, n := range []string{"01-234-5678", "012345678", "01 234 5678"} {
		b.Identify(s, "duns", n, "", diag.Position{})
	}
	if r := b.Result(); len(r.Diagnostics) > 0 || s.Identifiers["duns"] != "01-234-5678" {
		t.Errorf("%v, %v", r.Diagnostics, s.Identifiers)
	}
	b.Identify(s, "duns", "012345679", "", diag.Position{})
	if r := b.Result(); !r.Diagnostics.Has("import/conflict") {
		t.Errorf("another number is no conflict: %v", r.Diagnostics)
	}
}

// Two companies of a group are told apart by their legal forms: both keep
// their names, by which components are given to them.
func TestSistersKeepTheirNames(t *testing.T) {
	b := importer.NewBuilder(nil)
	for id, name := range map[string]string{"a": "Teliqon AB", "b": "Teliqon Ltd", "c": "Teliqon GmbH"} {
		b.Party(id).Name = name
	}
	r := b.Result()
	if len(r.Diagnostics) > 0 || r.Supplier("a").Name != "Teliqon AB" || r.Supplier("b").Name != "Teliqon Ltd" {
		t.Errorf("%v, %q, %q", r.Diagnostics, r.Supplier("a").Name, r.Supplier("b").Name)
	}
	if _, list := supplier.NewCatalog(r.Suppliers, nil, nil, nil); len(list) > 0 {
		t.Errorf("the records cannot be told apart: %v", list)
	}
}

func TestWriteKeepsWhatIsThere(t *testing.T) {
	dir := t.TempDir()
	b := importer.NewBuilder(nil)
	b.Party("lei:A").Name = "One"
	b.Party("lei:a").Name = "Two"
	r := b.Result()
	names, err := importer.Write(dir, r, importer.WriteOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"suppliers/lei-A.yaml", "suppliers/lei-a-2.yaml"}; !cmp.Equal(names, want) {
		t.Errorf("wrote %v, want %v: file systems may not tell case apart", names, want)
	}
	_, err = importer.Write(dir, r, importer.WriteOptions{})
	if _, ok := errors.AsType[*importer.ExistsError](err); !ok {
		t.Errorf("a second import overwrites: %v", err)
	}
	if _, err := importer.Write(dir, r, importer.WriteOptions{Replace: true, PerFile: 2}); err != nil {
		t.Error(err)
	}
	left, err := filepath.Glob(filepath.Join(dir, "suppliers", ".*"))
	if err != nil || len(left) > 0 {
		t.Errorf("temporary files are left: %v %v", left, err)
	}
	data, err := os.ReadFile(filepath.Join(dir, "suppliers", "parties-000001.yaml"))
	if err != nil || strings.Count(string(data), "kind: Supplier") != 2 {
		t.Errorf("two records in one file: %v\n%s", err, data)
	}
}

// TestRecordsSurviveAnyText holds that what is written is what is read,
// whatever is in the texts.
func TestRecordsSurviveAnyText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.Custom(func(t *rapid.T) string { return importer.Clean(rapid.String().Draw(t, "text")) })
		s := &supplier.Supplier{
			ID: "x", Name: word.Draw(t, "name"), Aliases: rapid.SliceOfN(word.Filter(func(s string) bool { return s != "" }), 0, 3).Draw(t, "aliases"),
			Identifiers: map[string]string{"a": "0" + word.Draw(t, "identifier")},
		}
		s.Notes = map[string]string{"name": "n " + word.Draw(t, "note")}
		var b strings.Builder
		if err := importer.WriteRecord(&b, "Supplier", s); err != nil {
			t.Fatal(err)
		}
		records, list, err := load.Bytes("f.yaml", []byte(b.String()), []load.Kind{{Name: "Supplier", New: func() any { return &supplier.Supplier{} }}}, nil)
		if err != nil || len(list) > 0 || len(records) != 1 {
			t.Fatalf("%v %v\n%s", err, list, b.String())
		}
		got := records[0].Value.(*supplier.Supplier)
		got.Origin = supplier.Origin{}
		if len(s.Aliases) == 0 {
			s.Aliases = nil
		}
		if diff := cmp.Diff(s, got); diff != "" {
			t.Fatalf("(-want +got):\n%s\n%s", diff, b.String())
		}
	})
}

func TestDocumentsNamesEachPartyOnce(t *testing.T) {
	doc := &sbom.Document{
		File: "a.json", Format: "CycloneDX", SpecVersion: "1.6", Created: "2026-02-03T04:05:06Z",
		Nodes: []sbom.Node{
			{Name: "x", Supplier: &sbom.Party{Kind: sbom.PartyOrganization, Name: "Vantar GmbH", Country: "XA"}, Manufacturer: &sbom.Party{Kind: sbom.PartyOrganization, Name: "VANTAR"}},
			{Name: "y", Supplier: &sbom.Party{Name: "NOASSERTION"}, Authors: []sbom.Party{{Name: "Jane Doe", Email: "jane@example.org"}}, Publisher: "Qanta Oy"},
		},
	}
	r := importer.Documents([]*sbom.Document{doc}, nil)
	var got []string
	for _, s := range r.Suppliers {
		got = append(got, fmt.Sprintf("%s: %s, also %v, as %v", s.ID, s.Name, s.Aliases, s.Roles))
	}
	want := []string{"qanta: Qanta Oy, also [], as [publisher]", "vantar: VANTAR, also [Vantar GmbH], as [manufacturer supplier]"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("parties (-want +got):\n%s", diff)
	}
	if s := r.Supplier("vantar"); s.Headquarters != "" || s.AsOf.String() != "2026-02-03" {
		t.Errorf("an address is no seat, and the day is the document's: %q %s", s.Headquarters, s.AsOf)
	}
	with := importer.Documents([]*sbom.Document{doc}, &importer.Options{Persons: true})
	if len(with.Suppliers) != 3 {
		t.Errorf("with persons there are %d records, want 3", len(with.Suppliers))
	}
	holds(t, with)
}

func FuzzEachJSON(f *testing.F) {
	for _, s := range []string{`[{"a":1}]`, "{}\n{}", `{"data":[{}]}`, "{\n}", "[", "{\"a\":\n", "\ufeff{}", "[1,2]", `{"data":{}}x`} {
		f.Add(s, true)
		f.Add(s, false)
	}
	f.Fuzz(func(t *testing.T, s string, wrapped bool) {
		var wrappers []string
		if wrapped {
			wrappers = []string{"data"}
		}
		err := importer.EachJSON(text("f", s), wrappers, func(diag.Diagnostic) {}, func(at diag.Position, raw json.RawMessage) error {
			if !json.Valid(raw) {
				t.Errorf("a record that is no JSON: %q", raw)
			}
			if at.Line < 1 || at.Line > strings.Count(s, "\n")+1 {
				t.Errorf("line %d of %d", at.Line, strings.Count(s, "\n")+1)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	})
}

func FuzzParsePercent(f *testing.F) {
	for _, s := range []string{"25", ">50", "25-50", "1e2", "12,5 %", "<=0"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r, err := importer.ParsePercent(s)
		if err == nil && !(r.Lo >= 0 && r.Lo <= r.Hi && r.Hi <= 1) {
			t.Errorf("%q is %v", s, *r)
		}
	})
}

func ExampleWriteRecord() {
	s := &supplier.Supplier{ID: "lei:XX00TELIQON000000077", Name: "Teliqon AB", Established: "XA"}
	s.Owners.Items = []supplier.Owner{{Party: "qanta", Share: &supplier.Range{Lo: .25, Hi: .5}}}
	if err := importer.WriteRecord(os.Stdout, "Supplier", s); err != nil {
		fmt.Println(err)
	}
	// Output:
	// ---
	// apiVersion: kedja/v1
	// kind: Supplier
	// id: "lei:XX00TELIQON000000077"
	// name: Teliqon AB
	// established: XA
	// owners:
	//   - party: qanta
	//     share: [0.25, 0.5]
}

func ExampleParsePercent() {
	for _, s := range []string{"12,5 %", "25-50", "> 75"} {
		r, err := importer.ParsePercent(s)
		fmt.Printf("%.3f %.3f %v\n", r.Lo, r.Hi, err)
	}
	// Output:
	// 0.125 0.125 <nil>
	// 0.250 0.500 <nil>
	// 0.750 1.000 <nil>
}
