// SPDX-License-Identifier: Apache-2.0

package gleif_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/supplier/gleif"
	"github.com/kedja/kedja/supplier/importer"
)

func read(t *testing.T, o *importer.Options, names ...string) *importer.Result {
	t.Helper()
	var files []importer.File
	for _, name := range names {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, importer.File{Name: name, Reader: bytes.NewReader(data)})
	}
	r, err := gleif.Read(files, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestFiveSyntaxesSayTheSame reads one party from each syntax.
func TestFiveSyntaxesSayTheSame(t *testing.T) {
	want := `---
apiVersion: kedja/v1
kind: Supplier
id: "lei:XX00TELIQON000000077"
name: Teliqon AB
legalName: Teliqon AB
aliases: [TLQ]
formerNames: [Teliq AB]
identifiers:
  lei: XX00TELIQON000000077
  ra000001: "0012345"
jurisdiction: XA-NO
established: XA
headquarters: XB
source: s1
asOf: 2026-01-15
sources:
  s1:
    title: "GLEIF: LEI record XX00TELIQON000000077, issued, fully corroborated, in FILE"
    date: 2026-01-15
    grade: third-party
`
	for _, name := range []string{"lei2.csv", "lei2.json", "lei2.xml", "lei2.ttl", "api.json"} {
		t.Run(name, func(t *testing.T) {
			s := read(t, nil, name).Supplier("lei:XX00TELIQON000000077")
			if s == nil {
				t.Fatal("the party is not there")
			}
			var b strings.Builder
			if err := importer.WriteRecord(&b, "Supplier", s); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, strings.ReplaceAll(b.String(), name, "FILE")); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestConsolidationIsNoOwnership reads all three files: no relationship may
// become a holding.
func TestConsolidationIsNoOwnership(t *testing.T) {
	r := read(t, nil, "lei2.csv", "rr.csv", "repex.csv")
	var got []string
	for _, s := range r.Suppliers {
		if s.Owners.Known() {
			t.Errorf("%s has owners: %v", s.ID, s.Owners.Items)
		}
		for _, x := range s.Relations.Items {
			got = append(got, fmt.Sprintf("%s %s %s %s..%s %s", s.ID, x.Kind, x.Party, x.From, x.To, x.Note))
		}
	}
	want := []string{
		"lei:XX00OSTBIT0000000070 is-best-friend-of lei:XX00QANTA00000000064 .. ",
		"lei:XX00QANTA00000000064 ultimatelyConsolidatedBy lei:XX00NORDMARK00000023 ..2025-03-01 inactive, lapsed",
		"lei:XX00TELIQON000000077 consolidatedBy lei:XX00QANTA00000000064 2019-05-01.. ",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("relations (-want +got):\n%s", diff)
	}
	counts := map[string][2]int{}
	for _, c := range r.Counts {
		counts[c.Kind] = [2]int{c.Read, c.Taken}
	}
	wantCounts := map[string][2]int{gleif.Records: {4, 3}, gleif.Relationships: {3, 3}, gleif.Exceptions: {2, 2}}
	if diff := cmp.Diff(wantCounts, counts); diff != "" {
		t.Errorf("read and taken (-want +got):\n%s", diff)
	}
	for _, code := range []string{"gleif/lei", "gleif/relationship", "gleif/inactive", "import/person"} {
		if !r.Diagnostics.Has(code) {
			t.Errorf("nothing says %s: %v", code, r.Diagnostics)
		}
	}
	note := r.Supplier("lei:XX00NORDMARK00000023").Notes["identifiers/lei"]
	if want := "no direct accounting consolidation parent is reported: natural persons; no ultimate accounting consolidation parent is reported: no known person"; note != want {
		t.Errorf("the note is %q, want %q", note, want)
	}
}

func TestSoleProprietorsArePersons(t *testing.T) {
	for _, persons := range []bool{false, true} {
		s := read(t, &importer.Options{Persons: persons}, "lei2.csv").Supplier("lei:XX00OSTBIT0000000070")
		if s.Kind != "person" || (s.Name != "") != persons {
			t.Errorf("persons %v: kind %q, name %q", persons, s.Kind, s.Name)
		}
	}
}

// TestOnlyTakesThePartiesAbove asks for one party: the files come in the
// wrong order, and the parents must be there all the same.
func TestOnlyTakesThePartiesAbove(t *testing.T) {
	r := read(t, &importer.Options{Only: []string{"lei:XX00TELIQON000000077"}}, "lei2.csv", "repex.csv", "rr.csv")
	var got []string
	for _, s := range r.Suppliers {
		got = append(got, s.ID)
	}
	want := []string{"lei:XX00NORDMARK00000023", "lei:XX00QANTA00000000064", "lei:XX00TELIQON000000077"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("parties (-want +got):\n%s", diff)
	}
	if !r.Diagnostics.Has("gleif/not-asked") {
		t.Errorf("nobody says what was left out: %v", r.Diagnostics)
	}
}

// TestOnlySaysWhoIsMissing asks for a party that no file has.
func TestOnlySaysWhoIsMissing(t *testing.T) {
	r := read(t, &importer.Options{Only: []string{"lei:XX00TELIQON000000077", "lei:XX00VANTAR0000000010"}}, "lei2.csv")
	var got []string
	for _, d := range r.Diagnostics {
		if d.Code == "gleif/not-found" {
			got = append(got, d.Message)
		}
	}
	if diff := cmp.Diff([]string{"lei:XX00VANTAR0000000010 was asked for, but no file says anything of it"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestOnlyIsNotToldOfOthersMistakes asks for a party: that a record of
// another has no LEI, as some in every golden copy, is no mistake then.
func TestOnlyIsNotToldOfOthersMistakes(t *testing.T) {
	r := read(t, &importer.Options{Only: []string{"lei:XX00TELIQON000000077"}}, "lei2.csv", "rr.csv", "shapes.json")
	if errs := r.Diagnostics.Errors(); len(errs) > 0 {
		t.Errorf("errors: %v", errs)
	}
	r = read(t, &importer.Options{Only: []string{"lei:XX00TELIQON000000077"}}, "wrong-rr.csv")
	if errs := r.Diagnostics.Errors(); len(errs) != 1 || errs[0].Position.Line != 2 {
		t.Errorf("the wrong parent of the party itself is not the one error: %v", errs)
	}
}

// TestShapesOfPublishedFiles reads what is peculiar to published golden
// copies: wrapped relationships, lists of reasons, names with prefixes,
// annulled identifiers, periods as an object or a list, records deleted.
func TestShapesOfPublishedFiles(t *testing.T) {
	for _, names := range [][]string{{"shapes.json"}, {"shapes-rr.xml", "shapes-repex.xml", "shapes-lei.csv"}} {
		t.Run(names[0], func(t *testing.T) {
			r := read(t, nil, names...)
			s := r.Supplier("lei:XX00TELIQON000000077")
			if s == nil {
				t.Fatal("the party is not there")
			}
			var relations []string
			for _, x := range s.Relations.Items {
				relations = append(relations, fmt.Sprintf("%s %s %s..%s", x.Kind, x.Party, x.From, x.To))
			}
			if diff := cmp.Diff([]string{"fundManagedBy lei:XX00QANTA00000000064 2019-05-01.."}, relations); diff != "" {
				t.Errorf("relations (-want +got):\n%s", diff)
			}
			want := "no direct accounting consolidation parent is reported: natural persons, non consolidating"
			if got := s.Notes["identifiers/lei"]; got != want {
				t.Errorf("the note is %q, want %q", got, want)
			}
			if diff := cmp.Diff([]string{"TELIQON AB"}, s.Aliases); diff != "" {
				t.Errorf("aliases (-want +got):\n%s", diff)
			}
			if got := r.Supplier("lei:XX00NORDMARK00000023"); got == nil || len(got.Relations.Items) != 1 || got.Relations.Items[0].Kind != "succeeds" {
				t.Errorf("the successor is %+v", got)
			}
			if n := r.CountOf(gleif.Relationships); n.Read != 2 || n.Taken != 1 {
				t.Errorf("relationships: %+v", n)
			}
			if n := r.CountOf(gleif.Exceptions); n.Read != 2 || n.Taken != 1 {
				t.Errorf("exceptions: %+v", n)
			}
			if !r.Diagnostics.Has("gleif/deleted") || !r.Diagnostics.Has("gleif/lei") || len(r.Diagnostics.Errors()) > 0 {
				t.Errorf("diagnostics: %v", r.Diagnostics)
			}
		})
	}
}

// TestStreamWritesWhatReadHolds imports a register twice: record by record,
// and held as a whole.
func TestStreamWritesWhatReadHolds(t *testing.T) {
	held, err := gleif.Read(golden(1500), nil)
	if err != nil {
		t.Fatal(err)
	}
	whole, stream := t.TempDir(), t.TempDir()
	want, err := importer.Write(whole, held, importer.WriteOptions{})
	if err != nil {
		t.Fatal(err)
	}
	s, err := gleif.Stream(golden(1500), nil)
	if err != nil {
		t.Fatal(err)
	}
	names, rest, err := s.Write(stream, importer.WriteOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, names); diff != "" || len(names) != 3 {
		t.Errorf("files (-held +stream):\n%s", diff)
	}
	for _, name := range names {
		var both [2][]byte
		for i, dir := range []string{whole, stream} {
			if both[i], err = os.ReadFile(filepath.Join(dir, filepath.FromSlash(name))); err != nil {
				t.Fatal(err)
			}
		}
		if diff := cmp.Diff(string(both[0]), string(both[1])); diff != "" {
			t.Errorf("%s (-held +stream):\n%s", name, diff)
		}
	}
	held.Suppliers = nil
	if diff := cmp.Diff(held, rest); diff != "" {
		t.Errorf("counts and diagnostics (-held +stream):\n%s", diff)
	}
	for kind, n := range map[string]int{gleif.Records: 1500, gleif.Relationships: 300, gleif.Exceptions: 2700} {
		if c := rest.CountOf(kind); c.Read != n || c.Taken != n {
			t.Errorf("%s: %+v, want %d", kind, c, n)
		}
	}
	if !rest.Diagnostics.Has("import/same-name") {
		t.Error("nobody says that two parties have one name")
	}
}

// TestOrderOfFilesDoesNotMatter gives a successor before and after the record
// that names it.
func TestOrderOfFilesDoesNotMatter(t *testing.T) {
	var got [2]string
	for i, names := range [][]string{{"shapes-lei.csv", "lei2.csv"}, {"lei2.csv", "shapes-lei.csv"}} {
		s := read(t, nil, names...).Supplier("lei:XX00NORDMARK00000023")
		var b strings.Builder
		if err := importer.WriteRecord(&b, "Supplier", s); err != nil {
			t.Fatal(err)
		}
		got[i] = b.String()
	}
	if diff := cmp.Diff(got[0], got[1]); diff != "" {
		t.Errorf("(-before +after):\n%s", diff)
	}
}

// TestDamagedSamplesAreStillRead cuts and changes the samples.
func TestDamagedSamplesAreStillRead(t *testing.T) {
	for _, name := range []string{"lei2.csv", "lei2.json", "lei2.xml", "lei2.ttl", "rr.csv", "api.json", "shapes.json", "shapes-rr.xml"} {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i < len(data); i += 11 {
			changed := bytes.Clone(data)
			changed[i] = '~'
			for _, damaged := range [][]byte{data[:i], changed} {
				if _, err := gleif.Read([]importer.File{{Name: name, Reader: bytes.NewReader(damaged)}}, nil); err != nil {
					t.Fatalf("%s, byte %d: %v", name, i, err)
				}
			}
		}
	}
}

// TestOtherXMLIsAMistakeOfTheFile reads what the decoder of XML refuses in
// ways of its own.
func TestOtherXMLIsAMistakeOfTheFile(t *testing.T) {
	for _, text := range []string{`<?xml version="1.1"?><LEIData/>`, `<?xml version="1.0" encoding="latin1"?><LEIData/>`, `<a></b>`} {
		r, err := gleif.Read([]importer.File{{Name: "f.xml", Reader: strings.NewReader(text)}}, nil)
		if err != nil {
			t.Errorf("%s: %v", text, err)
		} else if !r.Diagnostics.Has("import/syntax") {
			t.Errorf("%s: nobody says that it is wrong: %v", text, r.Diagnostics)
		}
	}
}

func FuzzRead(f *testing.F) {
	names, err := filepath.Glob("testdata/*.*")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := gleif.Read([]importer.File{{Name: "f", Reader: bytes.NewReader(data)}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range r.Suppliers {
			if errs := s.Check().Errors(); len(errs) > 0 {
				t.Errorf("a record is wrong in itself: %v", errs)
			}
			if err := supplier.CheckIdentifier("lei", s.Identifiers["lei"]); err != nil {
				t.Errorf("%s: %v", s.ID, err)
			}
		}
	})
}

func Example() {
	r, err := gleif.Read([]importer.File{{Name: "rr.csv", Reader: strings.NewReader(
		"Relationship.StartNode.NodeID,Relationship.EndNode.NodeID,Relationship.RelationshipType\n" +
			"XX00TELIQON000000077,XX00QANTA00000000064,IS_DIRECTLY_CONSOLIDATED_BY\n")}}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range r.Suppliers {
		for _, x := range s.Relations.Items {
			fmt.Println(s.ID, x.Kind, x.Party, "- owners known:", s.Owners.Known())
		}
	}
	// Output: lei:XX00TELIQON000000077 consolidatedBy lei:XX00QANTA00000000064 - owners known: false
}
