// SPDX-License-Identifier: Apache-2.0

package resolve_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/internal/corpus"
	"github.com/kedja/kedja/load"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/read"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/supplier/resolve"
)

func org(name string) *sbom.Party { return &sbom.Party{Kind: sbom.PartyOrganization, Name: name} }

// world is one SBOM with a part for each way, and records for some.
func world(t *testing.T) resolve.Input {
	t.Helper()
	curations := []*supplier.Curation{{ID: "c1", PURL: "pkg:npm/@teliqon/borrowed", Party: "vantar", Reason: "bought in 2024", Author: "Jane Doe"}}
	catalog, ds := supplier.NewCatalog([]*supplier.Supplier{
		{ID: "teliqon", Name: "Teliqon AB", Match: supplier.Match{PURL: []string{"pkg:npm/%40teliqon/*"}}},
		{ID: "vantar", Name: "Vantar Oy"},
	}, nil, curations, nil)
	if err := ds.Err(); err != nil {
		t.Fatal(err)
	}
	nodes := []sbom.Node{
		{Name: "root", Kind: sbom.KindRoot, Supplier: org("Teliqon")},
		{Name: "borrowed", PURLs: []string{"pkg:npm/%40teliqon/borrowed@1"}},
		{Name: "core", PURLs: []string{"pkg:npm/%40teliqon/core@1"}},
		{Name: "radio", Supplier: org("TELIQON, Aktiebolag")},
		{Name: "fw", Supplier: org("Ostbit GmbH")},
		{Name: "fw-tools", Supplier: org("Ostbit")},
		{Name: "boot", Manufacturer: org("Ost Bit GmbH")},
		{Name: "scan", Publisher: "Teliqon Systems"},
		{Name: "model", PURLs: []string{"pkg:huggingface/Fjord/Big@1"}},
		{Name: "tool", Authors: []sbom.Party{{Name: "Jane Doe", Email: "jane@example.org"}}},
		{Name: "left-pad", PURLs: []string{"pkg:npm/left-pad@1"}},
		{Name: "right-pad", PURLs: []string{"pkg:npm/right-pad@1"}},
		{Name: "blob", Supplier: org("NOASSERTION")},
		{Name: "odd", PURLs: []string{"npm:odd"}, Supplier: org("sbomtool")},
		{Name: "api", Kind: sbom.KindService, Provider: org("Vantar")},
		{Name: "readme", Kind: sbom.KindFile},
	}
	for i := range nodes {
		nodes[i].Parent = sbom.None
		nodes[i].Index = int32(i)
	}
	doc := &sbom.Document{File: "a.cdx.json", Root: 0, Nodes: nodes, Tools: []string{"sbomtool 1.0"}}
	return resolve.Input{Documents: []*sbom.Document{doc}, Catalog: catalog, Curations: curations}
}

func TestText(t *testing.T) {
	var b bytes.Buffer
	if err := resolve.Resolve(world(t)).Text(&b, resolve.TextOptions{}); err != nil {
		t.Fatal(err)
	}
	golden(t, "testdata/text.golden", b.Bytes())
}

func TestSkeletons(t *testing.T) {
	in := world(t)
	var b bytes.Buffer
	if err := resolve.Resolve(in).Skeletons(&b, in.Catalog); err != nil {
		t.Fatal(err)
	}
	golden(t, "testdata/skeletons.golden", b.Bytes())
}

func golden(t *testing.T, file string, got []byte) {
	t.Helper()
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.WriteFile(file, got, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got): %s", file, diff)
	}
}

// With the skeletons as records, no part is of a party without a record, but
// for those of persons.
func TestSkeletonsCover(t *testing.T) {
	in := world(t)
	cover(t, in)
}

func cover(t *testing.T, in resolve.Input) {
	t.Helper()
	before := resolve.Resolve(in)
	var b bytes.Buffer
	if err := before.Skeletons(&b, in.Catalog); err != nil {
		t.Fatal(err)
	}
	records, ds, err := load.Bytes("skeletons.yaml", b.Bytes(), []load.Kind{{Name: "Supplier", New: func() any { return &supplier.Supplier{} }}}, nil)
	if err != nil || ds.Err() != nil {
		t.Fatalf("the skeletons do not load: %v %v\n%s", err, ds, b.Bytes())
	}
	var suppliers []*supplier.Supplier
	for s := range in.Catalog.Suppliers() {
		suppliers = append(suppliers, s)
	}
	for _, r := range records {
		suppliers = append(suppliers, r.Value.(*supplier.Supplier))
	}
	in.Catalog, ds = supplier.NewCatalog(suppliers, nil, in.Curations, nil)
	if err := ds.Err(); err != nil {
		t.Fatalf("the skeletons contradict themselves: %v", err)
	}
	for _, p := range resolve.Resolve(in).Parties {
		if !p.Recorded && p.Kind != "person" && p.ID != "ns:docker/vmware" && !strings.HasPrefix(p.ID, "ns:oci/") { // registries of images are qualifiers
			t.Errorf("%s has no record", p.ID)
		}
	}
}

// JSON and CSV hold every part with its way and reason; the numbers agree.
func TestTablesAgree(t *testing.T) {
	r := resolve.Resolve(world(t))
	var b bytes.Buffer
	if err := r.CSV(&b); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	steps, parties, reasons := 0, 0, 0
	for _, s := range r.Coverage.Steps {
		steps += s.Parts
	}
	for _, p := range r.Parties {
		parties += p.Parts
	}
	for _, x := range r.Unattributed {
		reasons += x.Parts
	}
	if n := r.Coverage.Parts; n != 14 || len(rows) != n+1 || len(r.Parts) != n || steps != n || parties != r.Coverage.Attributed || parties+reasons != n {
		t.Errorf("%d parts, %d rows, %d by way, %d by party, %d without", n, len(rows)-1, steps, parties, reasons)
	}
	if _, err := json.Marshal(r); err != nil {
		t.Error(err)
	}
	if why := r.Parts[0].Why; why != "pkg:npm/%40teliqon/borrowed: bought in 2024" {
		t.Errorf("the curation's reason is %q", why)
	}
}

// Names of persons appear only where they are asked for.
func TestPersons(t *testing.T) {
	in := world(t)
	for _, persons := range []bool{false, true} {
		in.Persons = persons
		data, err := json.Marshal(resolve.Resolve(in))
		if err != nil {
			t.Fatal(err)
		}
		if got := bytes.Contains(data, []byte("Jane")); got != persons {
			t.Errorf("with persons %v, the report names her: %v", persons, got)
		}
	}
}

// What a spreadsheet would calculate, it only shows.
func TestCSVHoldsNoFormula(t *testing.T) {
	doc := &sbom.Document{File: "a", Root: sbom.None, Nodes: []sbom.Node{{Name: "=1+1", Parent: sbom.None, Supplier: org("@SUM(A1)")}}}
	var b bytes.Buffer
	if err := resolve.Resolve(resolve.Input{Documents: []*sbom.Document{doc}}).CSV(&b); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), "'=1+1") || strings.Contains(b.String(), ",=") || strings.Contains(b.String(), ",@") {
		t.Errorf("%s", b.String())
	}
}

// Every real SBOM can be resolved, and its skeletons load.
func TestCorpus(t *testing.T) {
	var docs []*sbom.Document
	for _, name := range corpus.Files(t, 0, "cyclonedx", "spdx2", "spdx3", "graphs") {
		if doc, _, err := read.File(corpus.Path(t, name), nil); err == nil {
			docs = append(docs, doc)
		}
	}
	catalog, _ := supplier.NewCatalog(nil, nil, nil, nil)
	in := resolve.Input{Documents: docs, Catalog: catalog}
	r := resolve.Resolve(in)
	t.Logf("%d documents, %d of %d parts attributed, %d parties, %d proposals", len(docs), r.Coverage.Attributed, r.Coverage.Parts, len(r.Parties), len(r.Proposals))
	if r.Coverage.Parts == 0 {
		t.Fatal("no parts")
	}
	cover(t, in)
}

func ExampleResolve() {
	catalog, _ := supplier.NewCatalog([]*supplier.Supplier{{ID: "teliqon", Name: "Teliqon AB"}}, nil, nil, nil)
	doc := &sbom.Document{Root: sbom.None, Nodes: []sbom.Node{
		{Name: "amf", Supplier: &sbom.Party{Name: "TELIQON"}},
		{Name: "smf", Supplier: &sbom.Party{Name: "Teliqon Deutschland GmbH"}},
		{Name: "requests", PURLs: []string{"pkg:pypi/requests@2.32.5"}},
	}}
	r := resolve.Resolve(resolve.Input{Documents: []*sbom.Document{doc}, Catalog: catalog})
	fmt.Println(r.Coverage.Attributed, "of", r.Coverage.Parts)
	for _, p := range r.Parties {
		fmt.Println(p.ID, p.Parts)
	}
	fmt.Println(r.Unattributed[0].Why)
	// Output:
	// 2 of 3
	// name:teliqon deutschland 1
	// teliqon 1
	// no supplier is stated; a package URL of type pypi without a namespace that tells whose it is
}
