// SPDX-License-Identifier: Apache-2.0

package dora_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/internal/corpus"
	"github.com/kedja/kedja/supplier/dora"
	"github.com/kedja/kedja/supplier/importer"
	"github.com/kedja/kedja/supplier/internal/story"
)

var update = flag.Bool("update", false, "write the expected records anew; read the difference")

const register = "testdata/register"

// names lists the templates of the sample register.
func names(t testing.TB) []string {
	t.Helper()
	list, err := filepath.Glob(register + "/*.csv")
	if err != nil || len(list) == 0 {
		t.Fatal("no sample register", err)
	}
	return list
}

func bytesOf(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// sample reads the register from its separate files.
func sample(t testing.TB) *importer.Result {
	t.Helper()
	var files []importer.File
	for _, name := range names(t) {
		files = append(files, importer.File{Name: filepath.Base(name), Reader: bytes.NewReader(bytesOf(t, name))})
	}
	r, err := dora.Read(files, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestStory imports the register and compares records, counts and
// diagnostics with what stands beside it.
func TestStory(t *testing.T) {
	r := sample(t)
	story.Compare(t, "testdata/register.want", *update, r)
	if errs := r.System.Check().Errors(); len(errs) > 0 {
		t.Errorf("the system is wrong in itself: %v", errs)
	}
}

// TestCountsEqualANaiveCount counts rows without the importer.
func TestCountsEqualANaiveCount(t *testing.T) {
	r := sample(t)
	for _, name := range names(t) {
		rows, err := csv.NewReader(bytes.NewReader(bytesOf(t, name))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		template := strings.TrimSuffix(filepath.Base(name), ".csv")
		if got := r.CountOf(template).Read; got != len(rows)-1 {
			t.Errorf("%d rows of %s were read, but there are %d", got, template, len(rows)-1)
		}
	}
}

// TestPackagesSayTheSameAsFiles puts the register into a report package and
// gives its columns their long names: nothing may change but the places.
func TestPackagesSayTheSameAsFiles(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	add := func(name string, data []byte) {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(data); err != nil {
			t.Fatal(err)
		}
	}
	add("p/reports/parameters.csv", []byte("name,value\nbaseCurrency,EUR\n"))
	add("p/META-INF/reportPackage.json", []byte("{}"))
	for _, name := range names(t) {
		template := strings.TrimSuffix(filepath.Base(name), ".csv")
		head, rest, _ := strings.Cut(string(bytesOf(t, name)), "\n")
		head = strings.ReplaceAll(head, "c0", template+".0")
		add("p/reports/"+filepath.Base(name), []byte("TEMPLATE "+template+"\n"+head+"\n"+rest))
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	r, err := dora.Read([]importer.File{{Name: "p.zip", Reader: &b}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := sample(t)
	if diff := cmp.Diff(want.Counts, r.Counts); diff != "" {
		t.Errorf("counts (-files +package):\n%s", diff)
	}
	if len(r.Suppliers) != len(want.Suppliers) || len(r.System.Products) != len(want.System.Products) {
		t.Errorf("%d parties and %d services, from files %d and %d", len(r.Suppliers), len(r.System.Products), len(want.Suppliers), len(want.System.Products))
	}
	for i, s := range want.Suppliers {
		if diff := cmp.Diff(s.Subcontractors, r.Suppliers[i].Subcontractors); diff != "" {
			t.Errorf("%s (-files +package):\n%s", s.ID, diff)
		}
	}
}

// TestWorkbookOfTheCorpus reads the published workbook of the templates. It
// is empty but for one stray number, in the sheet of functions.
func TestWorkbookOfTheCorpus(t *testing.T) {
	list, err := filepath.Glob(filepath.Join(corpus.Path(t, "suppliers"), "*", "*DORA RoI*.xlsx"))
	if err != nil || len(list) != 1 {
		t.Fatalf("%v %v", list, err)
	}
	r, err := dora.Read([]importer.File{{Name: "roi.xlsx", Reader: bytes.NewReader(bytesOf(t, list[0]))}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := []importer.Count{{Kind: "b_06.01", Read: 1}}
	if diff := cmp.Diff(want, r.Counts); diff != "" {
		t.Errorf("(-want +got):\n%s\n%v", diff, r.Diagnostics)
	}
	if !r.Diagnostics.Has("dora/no-function") {
		t.Errorf("nothing is said of it: %v", r.Diagnostics)
	}
}

// TestFilledWorkbook reads a workbook with shared, inline and plain cells and
// the rows of names and types that the published one has.
func TestFilledWorkbook(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range map[string]string{
		"xl/workbook.xml":            `<workbook xmlns:r="x"><sheets><sheet name="Instructions" r:id="r1"/><sheet name="b_05.01" r:id="r2"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="r1" Target="worksheets/none.xml"/><Relationship Id="r2" Target="/xl/worksheets/sheet2.xml"/></Relationships>`,
		"xl/sharedStrings.xml":       `<sst><si><t>b_05.01.0010</t></si><si><r><t>Alpha</t></r><r><t>numerical</t></r></si><si><t>Teliqon AB</t></si></sst>`,
		"xl/worksheets/sheet2.xml": `<worksheet><sheetData>
<row r="2"><c r="B2" t="inlineStr"><is><t>TEMPLATE RT.05.01</t></is></c></row>
<row r="4"><c r="B4" t="s"><v>0</v></c><c r="D4" t="inlineStr"><is><t>b_05.01.0030</t></is></c><c r="F4" t="inlineStr"><is><t>b_05.01.0050</t></is></c></row>
<row r="5"><c r="B5" t="inlineStr"><is><t>Identification code</t></is></c><c r="D5" t="inlineStr"><is><t>Name</t></is></c></row>
<row r="6"><c r="B6" t="s"><v>1</v></c></row>
<row r="7"><c r="B7" t="inlineStr"><is><t>XX00TELIQON000000077</t></is></c><c r="D7" t="s"><v>2</v></c><c r="F7" t="str"><v>XA</v></c></row>
</sheetData></worksheet>`,
	} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	r, err := dora.Read([]importer.File{{Name: "roi.xlsx", Reader: &b}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	s := r.Supplier("lei:XX00TELIQON000000077")
	if len(r.Suppliers) != 1 || s == nil || s.Name != "Teliqon AB" || s.Headquarters != "XA" {
		t.Errorf("got %+v, %v", s, r.Diagnostics)
	}
}

func TestFilesThatAreNoTemplate(t *testing.T) {
	for text, code := range map[string]string{
		"a,b\n1,2\n":               "dora/columns",
		"c0010,c0020\n1,2\n":       "dora/template",
		"PK\x03\x04 and no more":   "dora/archive",
		"":                         "import/empty",
		"b_99.99.0010\nanything\n": "dora/no-place",
	} {
		r, err := dora.Read([]importer.File{{Name: "f.csv", Reader: strings.NewReader(text)}}, nil)
		if err != nil || !r.Diagnostics.Has(code) {
			t.Errorf("%q: %v, %v; want %s", text, err, r.Diagnostics, code)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, name := range names(f) {
		f.Add(filepath.Base(name), bytesOf(f, name))
	}
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		r, err := dora.Read([]importer.File{{Name: name, Reader: bytes.NewReader(data)}}, nil)
		if err != nil {
			return // an archive that is too large
		}
		for _, s := range r.Suppliers {
			if errs := s.Check().Errors(); len(errs) > 0 {
				t.Errorf("a record is wrong in itself: %v", errs)
			}
		}
		if r.System != nil {
			if errs := r.System.Check().Errors(); len(errs) > 0 {
				t.Errorf("the system is wrong in itself: %v", errs)
			}
		}
	})
}

func Example() {
	providers := "c0010,c0020,c0030,c0050\nXX00TELIQON000000077,LEI,Teliqon AB,eba_GA:XA\n"
	r, err := dora.Read([]importer.File{{Name: "b_05.01.csv", Reader: strings.NewReader(providers)}}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range r.Suppliers {
		fmt.Println(s.ID, s.Name, s.Headquarters)
	}
	// Output: lei:XX00TELIQON000000077 Teliqon AB XA
}
