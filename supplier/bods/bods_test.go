// SPDX-License-Identifier: Apache-2.0

package bods_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/supplier/bods"
	"github.com/kedja/kedja/supplier/importer"
)

var update = flag.Bool("update", false, "write the expected records anew; read the difference")

// TestStories imports the files of testdata and compares the records, counts
// and diagnostics with what stands beside them.
func TestStories(t *testing.T) {
	for _, name := range []string{"teliqon-0.4.jsonl", "vantar-0.2.json"} {
		t.Run(name, func(t *testing.T) {
			f, err := os.Open(filepath.Join("testdata", name))
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			r, err := bods.Read([]importer.File{{Name: name, Reader: f}}, nil)
			if err != nil {
				t.Fatal(err)
			}
			compare(t, filepath.Join("testdata", name+".want"), r)
		})
	}
}

// compare writes the result as text and compares it with a file.
func compare(t *testing.T, file string, r *importer.Result) {
	t.Helper()
	var b bytes.Buffer
	for _, s := range r.Suppliers {
		if err := importer.WriteRecord(&b, "Supplier", s); err != nil {
			t.Fatal(err)
		}
	}
	fmt.Fprintln(&b, "===")
	for _, c := range r.Counts {
		fmt.Fprintf(&b, "%s: %d read, %d taken over\n", c.Kind, c.Read, c.Taken)
	}
	for _, d := range r.Diagnostics {
		fmt.Fprintln(&b, d.Severity, d.Error())
	}
	if *update {
		if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}

// TestPersonsStayUnnamed holds that nothing which identifies a person is in
// the records, unless it is asked for.
func TestPersonsStayUnnamed(t *testing.T) {
	data, err := os.ReadFile("testdata/teliqon-0.4.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	for _, persons := range []bool{false, true} {
		r, err := bods.Read([]importer.File{{Name: "f", Reader: bytes.NewReader(data)}}, &importer.Options{Persons: persons})
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		for _, s := range r.Suppliers {
			if err := importer.WriteRecord(&b, "Supplier", s); err != nil {
				t.Fatal(err)
			}
		}
		if got := strings.Contains(b.String(), "Ada"); got != persons {
			t.Errorf("persons %v: the name is in the records: %v", persons, got)
		}
		if strings.Contains(b.String(), "1970-01-01") {
			t.Error("the date of birth is in the records")
		}
	}
}

// TestOrderOfStatementsDoesNotMatter reads the statements backwards.
func TestOrderOfStatementsDoesNotMatter(t *testing.T) {
	data, err := os.ReadFile("testdata/teliqon-0.4.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(data)), "\n")
	var backwards []string
	for _, l := range lines {
		backwards = append([]string{l}, backwards...)
	}
	records := func(text string) string {
		r, err := bods.Read([]importer.File{{Name: "f", Reader: strings.NewReader(text)}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, s := range r.Suppliers {
			for _, o := range s.Owners.Items {
				out = append(out, fmt.Sprintf("%s < %s %v %v %v %s %s", s.ID, o.Party, o.Share, o.Votes, o.Rights, o.From, o.To))
			}
			for _, x := range s.Relations.Items {
				out = append(out, s.ID+" "+x.Kind+" "+x.Party+" "+x.Note)
			}
		}
		return strings.Join(out, "\n")
	}
	if diff := cmp.Diff(records(string(data)), records(strings.Join(backwards, "\n"))); diff != "" {
		t.Errorf("(-forwards +backwards):\n%s", diff)
	}
}

// TestDamagedSamplesAreStillRead cuts and changes a sample in every way that
// a download goes wrong; reading must not fail, and says that it was not whole.
func TestDamagedSamplesAreStillRead(t *testing.T) {
	data, err := os.ReadFile("testdata/vantar-0.2.json")
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(data); i += 7 {
		cut := data[:i]
		changed := bytes.Clone(data)
		changed[i] = '~'
		for _, damaged := range [][]byte{cut, changed} {
			r, err := bods.Read([]importer.File{{Name: "f", Reader: bytes.NewReader(damaged)}}, nil)
			if err != nil {
				t.Fatalf("byte %d: %v", i, err)
			}
			whole := bytes.HasSuffix(bytes.TrimSpace(cut), []byte("\n]"))
			if len(damaged) == i && !whole && len(r.Diagnostics.Errors()) == 0 {
				t.Errorf("nothing says that the file ends at byte %d", i)
			}
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, name := range []string{"teliqon-0.4.jsonl", "vantar-0.2.json"} {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
		for line := range bytes.SplitSeq(data, []byte("\n")) {
			f.Add(line)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := bods.Read([]importer.File{{Name: "f", Reader: bytes.NewReader(data)}}, nil)
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

func Example() {
	statements := `[
{"statementID": "e", "statementType": "entityStatement", "statementDate": "2026-01-01", "entityType": "registeredEntity",
 "name": "Teliqon AB", "identifiers": [{"scheme": "XI-LEI", "id": "XX00TELIQON000000077"}]},
{"statementID": "p", "statementType": "personStatement", "statementDate": "2026-01-01", "personType": "knownPerson"},
{"statementID": "o", "statementType": "ownershipOrControlStatement", "statementDate": "2026-01-01",
 "subject": {"describedByEntityStatement": "e"}, "interestedParty": {"describedByPersonStatement": "p"},
 "interests": [{"type": "shareholding", "share": {"minimum": 25, "maximum": 50}}]}]`
	r, err := bods.Read([]importer.File{{Name: "teliqon.json", Reader: strings.NewReader(statements)}}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range r.Suppliers {
		for _, o := range s.Owners.Items {
			fmt.Printf("%s of %s holds %g to %g of %s\n", o.Party[:7], "somebody", o.Share.Lo, o.Share.Hi, s.ID)
		}
	}
	// Output: person: of somebody holds 0.25 to 0.5 of lei:XX00TELIQON000000077
}
