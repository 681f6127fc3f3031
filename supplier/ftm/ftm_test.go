// SPDX-License-Identifier: Apache-2.0

package ftm_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/supplier/ftm"
	"github.com/kedja/kedja/supplier/importer"
	"github.com/kedja/kedja/supplier/internal/story"
)

var update = flag.Bool("update", false, "write the expected records anew; read the difference")

const sample = "testdata/qanta.ftm.json"

func read(t testing.TB, data []byte, o *importer.Options) *importer.Result {
	t.Helper()
	r, err := ftm.Read([]importer.File{{Name: "qanta.ftm.json", Reader: bytes.NewReader(data)}}, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func file(t testing.TB) []byte {
	t.Helper()
	data, err := os.ReadFile(sample)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestStory imports the sample and compares records, counts and diagnostics
// with what stands beside it.
func TestStory(t *testing.T) {
	story.Compare(t, sample+".want", *update, read(t, file(t), nil))
}

// TestCountsEqualANaiveCount counts schemas without the importer.
func TestCountsEqualANaiveCount(t *testing.T) {
	want := map[string]int{}
	var count func(v any)
	count = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			if schema, ok := v["schema"].(string); ok {
				want[schema]++
			}
			for _, inner := range v {
				count(inner)
			}
		case []any:
			for _, inner := range v {
				count(inner)
			}
		}
	}
	for line := range bytes.Lines(file(t)) {
		var v map[string]any
		if json.Unmarshal(line, &v) == nil {
			count(v)
		}
	}
	r := read(t, file(t), nil)
	for schema, n := range want {
		if got := r.CountOf(schema).Read; got != n {
			t.Errorf("%d entities of schema %s were read, but there are %d", got, schema, n)
		}
	}
}

// TestListingsBindWhomTheyBind holds that no listing counts for countries
// that did not make it, unless the user says so.
func TestListingsBindWhomTheyBind(t *testing.T) {
	regimes := func(o *importer.Options) string {
		var out []string
		for _, s := range read(t, file(t), o).Suppliers {
			for _, d := range s.Designations.Items {
				out = append(out, s.ID+" "+d.Regime+" "+d.Status)
			}
		}
		return strings.Join(out, "\n")
	}
	if diff := cmp.Diff("ftm:NK-nested national:XA restricted\nftm:NK-qanta list:eu_examples restricted\nlei:XX00TELIQON000000077 national:XB restricted", regimes(nil)); diff != "" {
		t.Errorf("by what the data say (-want +got):\n%s", diff)
	}
	o := &importer.Options{Regimes: map[string]string{"somebodys_list": "national:XA", "xb_export_list": "house"}}
	if diff := cmp.Diff("ftm:NK-nested national:XA restricted\nftm:NK-qanta list:eu_examples restricted\nftm:NK-qanta national:XA restricted\nlei:XX00TELIQON000000077 house restricted", regimes(o)); diff != "" {
		t.Errorf("by what the user says (-want +got):\n%s", diff)
	}
}

func TestPersonsStayUnnamed(t *testing.T) {
	for _, persons := range []bool{false, true} {
		records := story.Records(t, read(t, file(t), &importer.Options{Persons: persons}))
		if got := strings.Contains(records, "Ada Example"); got != persons {
			t.Errorf("persons %v: the name is in the records: %v", persons, got)
		}
		if strings.Contains(records, "1970") || strings.Contains(records, "Not Tied") {
			t.Error("the records hold what they need not")
		}
	}
}

func FuzzRead(f *testing.F) {
	data := file(f)
	f.Add(data)
	for line := range bytes.Lines(data) {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, s := range read(t, data, &importer.Options{Persons: true}).Suppliers {
			if errs := s.Check().Errors(); len(errs) > 0 {
				t.Errorf("a record is wrong in itself: %v", errs)
			}
		}
	})
}

func Example() {
	entities := `{"id":"a","schema":"Company","properties":{"name":["Teliqon AB"],"jurisdiction":["xa"]}}
{"id":"b","schema":"Company","properties":{"name":["Qanta"]}}
{"id":"c","schema":"Ownership","properties":{"owner":["b"],"asset":["a"],"percentage":["62"]}}`
	r, err := ftm.Read([]importer.File{{Name: "entities.ftm.json", Reader: strings.NewReader(entities)}}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, o := range r.Supplier("ftm:a").Owners.Items {
		fmt.Println(o.Party, "holds", o.Share.Lo)
	}
	// Output: ftm:b holds 0.62
}

// TestPartsOfAnEntity: an entity that comes in parts is one party, whichever
// part has the identifier that names the record.
func TestPartsOfAnEntity(t *testing.T) {
	const lei, bare, owned = `{"id":"c1","schema":"Company","properties":{"name":["Qanta AB"],"leiCode":["5493001KJTIIGC8Y1R12"]}}`,
		`{"id":"c1","schema":"Company","properties":{"jurisdiction":["xa"]}}`,
		`{"id":"o1","schema":"Ownership","properties":{"owner":["c2"],"asset":["c1"],"percentage":["60"]}}`
	const holder = `{"id":"c2","schema":"Company","properties":{"name":["Vantar Oy"]}}`
	for _, parts := range [][]string{{lei, bare, owned, holder}, {bare, owned, holder, lei}} {
		r := read(t, []byte(strings.Join(parts, "\n")), nil)
		if len(r.Suppliers) != 2 {
			t.Fatalf("%d parties, want 2", len(r.Suppliers))
		}
		for _, s := range r.Suppliers {
			if s.Name == "Qanta AB" && (s.Established != "XA" || len(s.Owners.Items) != 1 || s.Identifiers["lei"] == "") {
				t.Errorf("the parts are not joined: %+v", s)
			}
		}
	}
}

// TestListWithoutDataSet: a Sanction that names no data set is reached by the
// name of its file, and the message says so.
func TestListWithoutDataSet(t *testing.T) {
	const text = `{"id": "c1", "schema": "Company", "properties": {"name": ["Qanta"]}}
{"id": "s1", "schema": "Sanction", "properties": {"entity": ["c1"], "authority": ["Board"], "program": ["Act 1"], "startDate": ["2026-01-01"]}}
`
	r := read(t, []byte(text), nil)
	var said []string
	for _, d := range r.Diagnostics {
		if d.Code == "ftm/regime" {
			said = append(said, d.Message+"; "+d.Remedy)
		}
	}
	want := []string{"nobody says whose list it is, for the entity names no data set; the Sanction s1 against c1 was left out; say whom the list binds, as in --regime qanta.ftm.json=national:XA"}
	if diff := cmp.Diff(want, said); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	r = read(t, []byte(text), &importer.Options{Regimes: map[string]string{"qanta.ftm.json": "national:XA"}})
	if d := r.Suppliers[0].Designations.Items; len(d) != 1 || d[0].Regime != "national:XA" {
		t.Errorf("designations %+v", d)
	}
}
