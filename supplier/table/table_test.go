// SPDX-License-Identifier: Apache-2.0

package table_test

import (
	"bytes"
	"encoding/csv"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/kedja/kedja/supplier/importer"
	"github.com/kedja/kedja/supplier/internal/story"
	"github.com/kedja/kedja/supplier/table"
)

var update = flag.Bool("update", false, "write the expected records anew; read the difference")

func bytesOf(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func mapping(t testing.TB) *table.Mapping {
	t.Helper()
	m, list, err := table.ReadMapping("vendors.map.yaml", bytesOf(t, "testdata/vendors.map.yaml"))
	if err != nil || len(list) > 0 {
		t.Fatal(err, list)
	}
	return m
}

// TestStory imports the vendor list and compares records, counts and
// diagnostics with what stands beside it.
func TestStory(t *testing.T) {
	r, err := table.Read([]importer.File{{Name: "vendors.csv", Reader: bytes.NewReader(bytesOf(t, "testdata/vendors.csv"))}}, mapping(t), nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := story.Compare(t, "testdata/vendors.want", *update, r); strings.Contains(got, "Ada") {
		t.Error("the name of a person is in the records")
	}
}

func TestCountEqualsANaiveCount(t *testing.T) {
	data := bytesOf(t, "testdata/vendors.csv")
	_, rest, _ := bytes.Cut(data, []byte("\n"))
	c := csv.NewReader(bytes.NewReader(rest))
	c.Comma = ';'
	rows, err := c.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	r, err := table.Read([]importer.File{{Name: "vendors.csv", Reader: bytes.NewReader(data)}}, mapping(t), nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := r.CountOf(table.Rows).Read; got != len(rows)-1 {
		t.Errorf("%d rows were read, but there are %d", got, len(rows)-1)
	}
}

// TestMappingsAreReadStrictly shows what a mistake in a mapping says.
func TestMappingsAreReadStrictly(t *testing.T) {
	const head = "apiVersion: kedja/v1\nkind: TableMapping\nid: Nr\n"
	for _, tc := range []struct{ text, says string }{
		{head + "fields: {nmae: Name}", "m.yaml:4:16 /fields/nmae: supplier records have no field nmae that a table can fill; did you mean name? [table/field]"},
		{head + "fields: {owners/colour: Name}", "supplier records have no field owners/colour"},
		{head + "fields: {name: {split: x}}", "a field has a column, or a value for all rows"},
		{head + "fields: {name: {column: a, value: b}}", "a field has a column, or a value for all rows"},
		{head + "fields: {name: Name}\nseparator: ab", "the separator \"ab\" is not one character, or tab"},
		{head + "fields: {name: Name}\ndates: D/M", "does not say how days are written"},
		{head + "fields: {name: Name}\nskip: -1", "-1 lines cannot be skipped"},
		{head + "fields: {name: Name}\ncolour: red", "has no field \"colour\""},
		{"apiVersion: kedja/v1\nkind: TableMapping\nfields: {name: Name}", "lacks the field id"},
		{head + "fields: {name: Name}\n---\nkind: TableMapping\nid: Nr\nfields: {name: Name}", "the file holds 2 mappings, not one"},
	} {
		m, list, err := table.ReadMapping("m.yaml", []byte(tc.text))
		if err != nil || m != nil {
			t.Errorf("%q: %v, %v", tc.text, m, err)
		}
		if !strings.Contains(list.Error(), tc.says) {
			t.Errorf("%q says\n%v\nwant %s", tc.text, list, tc.says)
		}
	}
}

// TestEveryPathCanBeFilled imports a table that has every field that a
// mapping may name.
func TestEveryPathCanBeFilled(t *testing.T) {
	values := map[string]string{
		"partyKind": "company", "established": "XA", "headquarters": "XA", "foundingDate": "2001-02-03", "dissolutionDate": "2020-02-03", "asOf": "2026-01-01",
		"confidence": "high", "tlp": "GREEN", "unlistedHolderMax": "0.05", "identifiers/lei": "XX00TELIQON000000077", "identifiers/duns": "123456789", "identifiers/vat": "SE556677889901",
		"match/purl": "pkg:npm/x/*", "practices/cvdPolicy": "yes", "practices/psirt": "no", "practices/sbomProvided": "1", "practices/supportYears": "5", "supplyAssurance/stockDays": "40", "supplyAssurance/endOfSale": "2030-01-01",
		"sites/kind": "support", "stateLinks/kind": "subsidy", "designations/status": "cleared", "designations/regime": "national:XA",
	}
	m := &table.Mapping{ID: table.Field{Value: "x"}, Fields: map[string]table.Field{}}
	for _, path := range table.Paths() {
		v := values[path]
		if v == "" {
			switch _, name, _ := strings.Cut(path, "/"); name {
			case "country":
				v = "XB"
			case "share", "votes":
				v = "0.25"
			case "from", "validFrom":
				v = "2020-01-01"
			case "to", "validTo":
				v = "2030-01-01"
			default:
				v = "some " + name
			}
		}
		m.Fields[path] = table.Field{Column: path}
		values[path] = v
	}
	if list := m.Check(); len(list) > 0 {
		t.Fatal(list)
	}
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	var line []string
	for _, path := range table.Paths() {
		line = append(line, values[path])
	}
	if err := w.WriteAll([][]string{table.Paths(), line}); err != nil {
		t.Fatal(err)
	}
	r, err := table.Read([]importer.File{{Name: "all.csv", Reader: &b}}, m, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Diagnostics) > 0 {
		t.Errorf("something was not taken over: %v", r.Diagnostics)
	}
	s := r.Supplier("x")
	for what, n := range map[string]int{
		"owners": len(s.Owners.Items), "sites": len(s.Sites.Items), "subcontractors": len(s.Subcontractors.Items), "relations": len(s.Relations.Items),
		"stateLinks": len(s.StateLinks.Items), "certificates": len(s.Certificates.Items), "designations": len(s.Designations.Items),
		"identifiers": len(s.Identifiers) - 2, "match": len(s.Match.PURL),
	} {
		if n != 1 {
			t.Errorf("%d entries of %s, want 1", n, what)
		}
	}
	if errs := s.Check().Errors(); len(errs) > 0 {
		t.Error(errs)
	}
}

func FuzzRead(f *testing.F) {
	data := bytesOf(f, "testdata/vendors.csv")
	m := mapping(f)
	f.Add(data)
	for line := range bytes.Lines(data) {
		f.Add(append([]byte("x\nNr;Namn;Org.nr;Land;Säte;PSIRT;Supportår;Ägare;Ägarandel;Ägare från;Tillverkning;Andel;Tidigare namn\n"), line...))
	}
	f.Add([]byte("\nNr;;;;;;;;ÄgAre\n0;;;;;;;;state:00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := table.Read([]importer.File{{Name: "f", Reader: bytes.NewReader(data)}}, m, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range r.Suppliers {
			if errs := s.Check().Errors(); len(errs) > 0 {
				t.Errorf("a record is wrong in itself: %v", errs)
			}
		}
	})
}

func FuzzReadMapping(f *testing.F) {
	f.Add(bytesOf(f, "testdata/vendors.map.yaml"))
	f.Add([]byte("kind: TableMapping\nid: {value: x}\nfields: {a/b: {column: c, map: {d: e}}}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, list, err := table.ReadMapping("m", data)
		if err == nil && m == nil && list.Err() == nil {
			t.Error("no mapping, and nobody says why")
		}
	})
}

func Example() {
	m, list, err := table.ReadMapping("vendors.map.yaml", []byte(`apiVersion: kedja/v1
kind: TableMapping
id: Number
fields:
  name: Vendor
  headquarters: {column: Country, map: {Exland: XA}}
`))
	if err != nil || len(list) > 0 {
		fmt.Println(err, list)
		return
	}
	r, err := table.Read([]importer.File{{Name: "vendors.csv", Reader: strings.NewReader("Number,Vendor,Country\n7,Teliqon AB,Exland\n")}}, m, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range r.Suppliers {
		fmt.Println(s.ID, s.Name, s.Headquarters)
	}
	// Output: 7 Teliqon AB XA
}

// TestNumbersOfTheOtherHabit: a number written by the other habit is left out,
// never read as another number.
func TestNumbersOfTheOtherHabit(t *testing.T) {
	for _, c := range []struct {
		comma bool
		text  string
		want  float64 // -1 is unknown
	}{
		{true, "2,5", 2.5}, {true, "1.234,5", 1234.5}, {true, "2.5", -1}, {true, "0.400", -1}, {true, "1.234.567", 1234567}, {true, "1.23.456", -1},
		{false, "2.5", 2.5}, {false, "1,234.5", 1234.5}, {false, "2,5", -1}, {false, "1,234,56", -1}, {false, "1 234.5", 1234.5}, {false, "1.2,345", -1},
	} {
		m := &table.Mapping{Fields: map[string]table.Field{"name": {Column: "N"}, "practices/supportYears": {Column: "Y"}, "owners/party": {Value: "b"}, "owners/share": {Column: "Y", Percent: true}}, Separator: ";", DecimalComma: c.comma}
		m.ID.Column = "N"
		r, err := table.Read([]importer.File{{Name: "v.csv", Reader: strings.NewReader("N;Y\na;" + c.text + "\n")}}, m, nil)
		if err != nil {
			t.Fatal(err)
		}
		s := r.Suppliers[0]
		got, share := -1.0, -1.0
		if y := s.Practices.SupportYears; y != nil {
			got = *y
		}
		if o := s.Owners.Items; len(o) == 1 && o[0].Share != nil {
			share = o[0].Share.Lo
		}
		if got != c.want || c.want < 0 && (share >= 0 || !r.Diagnostics.Has("table/value")) || c.want == 2.5 && share != 0.025 {
			t.Errorf("%q, comma %v: %g and a share of %g, want %g: %v", c.text, c.comma, got, share, c.want, r.Diagnostics)
		}
	}
}

// TestEndThatCannotBeRead: a certificate whose end nobody can read is not
// one without an end.
func TestEndThatCannotBeRead(t *testing.T) {
	m := &table.Mapping{Fields: map[string]table.Field{"name": {Column: "N"}, "certificates/scheme": {Value: "EUCC"}, "certificates/validTo": {Column: "T"}}, Separator: ";"}
	m.ID.Column = "N"
	r, err := table.Read([]importer.File{{Name: "v.csv", Reader: strings.NewReader("N;T\na;01/02/2026\nb;2026-02-01\n")}}, m, nil)
	if err != nil {
		t.Fatal(err)
	}
	if a := r.Supplier("a"); len(a.Certificates.Items) > 0 || !r.Diagnostics.Has("table/entry") {
		t.Errorf("%+v, %v", a.Certificates, r.Diagnostics)
	}
	if b := r.Supplier("b"); len(b.Certificates.Items) != 1 || b.Certificates.Items[0].ValidTo.String() != "2026-02-01" {
		t.Errorf("%+v", b.Certificates)
	}
}
