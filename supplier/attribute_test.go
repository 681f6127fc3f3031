// SPDX-License-Identifier: Apache-2.0

package supplier

import (
	"fmt"
	"testing"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
)

func world(t *testing.T) *Catalog {
	t.Helper()
	c, ds := NewCatalog([]*Supplier{
		{ID: "teliqon", Name: "Teliqon AB", Aliases: []string{"TLQ"}, Match: Match{
			PURL: []string{"pkg:npm/%40teliqon/*", "pkg:generic/amf"}, Domains: []string{"teliqon.example"}, CPEVendors: []string{"teliqon"}}},
		{ID: "vantar", Name: "Vantar Oy", Match: Match{PURL: []string{"pkg:npm/%40teliqon/vantar-*"}}},
	}, nil, []*Curation{{ID: "c1", PURL: "pkg:npm/%40teliqon/borrowed", Party: "vantar"}}, nil)
	if err := ds.Err(); err != nil {
		t.Fatal(err)
	}
	return c
}

// The seven steps in order, each beaten by the one before it.
func TestAttributeSteps(t *testing.T) {
	org := func(name string) *sbom.Party { return &sbom.Party{Kind: sbom.PartyOrganization, Name: name} }
	person := PersonID("Jane Doe", "")
	for _, c := range []struct {
		name  string
		node  sbom.Node
		party string
		step  Step
	}{
		{"curation beats match", sbom.Node{PURLs: []string{"pkg:npm/%40teliqon/borrowed@1"}}, "vantar", ByCuration},
		{"match by purl prefix", sbom.Node{PURLs: []string{"pkg:npm/%40teliqon/core@1"}, Supplier: org("Ostbit")}, "teliqon", ByMatch},
		{"longest pattern wins", sbom.Node{PURLs: []string{"pkg:npm/%40teliqon/vantar-x@1"}}, "vantar", ByMatch},
		{"match whatever the version", sbom.Node{PURLs: []string{"pkg:generic/amf@9"}}, "teliqon", ByMatch},
		{"match by domain", sbom.Node{Supplier: &sbom.Party{Name: "Whoever", URLs: []string{"https://www.teliqon.example/x"}}}, "teliqon", ByMatch},
		{"match by CPE vendor", sbom.Node{CPEs: []string{"cpe:2.3:a:teliqon:amf:1:*:*:*:*:*:*:*"}}, "teliqon", ByMatch},
		{"supplier by alias", sbom.Node{Supplier: org("TLQ")}, "teliqon", BySupplier},
		{"supplier without record", sbom.Node{Supplier: org("Ostbit GmbH")}, "name:ostbit", BySupplier},
		{"manufacturer", sbom.Node{Manufacturer: org("Ostbit")}, "name:ostbit", ByManufacturer},
		{"originator counts as manufacturer", sbom.Node{Originator: org("Ostbit")}, "name:ostbit", ByManufacturer},
		{"publisher", sbom.Node{Publisher: "Ostbit"}, "name:ostbit", ByPublisher},
		{"NOASSERTION is nobody", sbom.Node{Supplier: org("NOASSERTION"), PURLs: []string{"pkg:npm/%40acme/x@1"}}, "ns:npm/@acme", ByNamespace},
		{"the SBOM's tool is no supplier", sbom.Node{Publisher: "syft", PURLs: []string{"pkg:golang/github.com/acme/x@v1"}}, "ns:github.com/acme", ByNamespace},
		{"authors are persons", sbom.Node{Authors: []sbom.Party{{Name: "Jane Doe"}}}, person, ByAuthors},
		{"authors that are organisations", sbom.Node{Authors: []sbom.Party{{Name: "The Vantar Project"}}}, "name:vantar project", ByAuthors},
		{"a foundation is a steward", sbom.Node{Supplier: org("The Vantar Foundation")}, "name:vantar foundation", BySupplier},
		{"a namesake of another legal form is a party of its own", sbom.Node{Supplier: org("Teliqon GmbH")}, "name:teliqon gmbh", BySupplier},
		{"a namesake of the same legal form is the record's", sbom.Node{Supplier: org("TELIQON Aktiebolag (publ)")}, "teliqon", BySupplier},
		{"match by a domain in the name", sbom.Node{Supplier: org("Somebody <sales@teliqon.example>")}, "teliqon", ByMatch},
		{"match by the domain of a Maven group", sbom.Node{PURLs: []string{"pkg:maven/example.teliqon.core/x@1"}}, "teliqon", ByMatch},
		{"match by the domain of a Go module", sbom.Node{PURLs: []string{"pkg:golang/go.teliqon.example/x@v1"}}, "teliqon", ByMatch},
		{"nothing known", sbom.Node{PURLs: []string{"pkg:pypi/requests@2"}}, "", Unattributed},
		{"broken purl", sbom.Node{PURLs: []string{"pkg:golang/.."}}, "", Unattributed},
	} {
		doc := &sbom.Document{Nodes: []sbom.Node{c.node}, Root: sbom.None, Tools: []string{"syft 1.57.0"}}
		got, _ := world(t).Attribute(doc)
		if got[0].Party != c.party || got[0].Step != c.step {
			t.Errorf("%s: %q by %v, want %q by %v", c.name, got[0].Party, got[0].Step, c.party, c.step)
		}
	}
}

// A document that calls one name with one address a person here and an
// organisation there is about one person.
func TestPersonsCalledOrganizations(t *testing.T) {
	party := func(kind sbom.PartyKind, name, email string) sbom.Node {
		return sbom.Node{Supplier: &sbom.Party{Kind: kind, Name: name, Email: email}}
	}
	doc := &sbom.Document{Root: sbom.None, Nodes: []sbom.Node{
		party(sbom.PartyOrganization, "Jane Doe", "jane@mail.example"), party(sbom.PartyPerson, "Jane Doe", "jane@mail.example"),
		party(sbom.PartyOrganization, "Jane Doe", "info@doe.example"),
		party(sbom.PartyOrganization, "Ostbit AB", "info@ostbit.example"), party(sbom.PartyPerson, "Ostbit AB", "info@ostbit.example"),
	}}
	got, _ := world(t).Attribute(doc)
	if person := PersonID("Jane Doe", ""); got[0].Party != person || got[0].Kind != "person" || got[1].Party != person {
		t.Errorf("one person is %q and %q", got[0].Party, got[1].Party)
	}
	if got[2].Party != "name:jane doe" || got[3].Party != "name:ostbit" {
		t.Errorf("organisations are %q and %q", got[2].Party, got[3].Party)
	}
}

// A tool goes by its whole name, not by the first word of it.
func TestToolsAreNoSuppliers(t *testing.T) {
	for _, c := range []struct{ tool, supplier, party string }{
		{"SBOM Maker 1.0", "SBOM Maker", ""},
		{"SBOM Maker 1.0", "SBOM", "name:sbom"},
		{"syft-1.57.0", "syft", ""},
		{"GitHub Actions v2", "GitHub", "name:github"},
	} {
		doc := &sbom.Document{Root: sbom.None, Tools: []string{c.tool}, Nodes: []sbom.Node{{Supplier: &sbom.Party{Name: c.supplier}}}}
		if got, _ := world(t).Attribute(doc); got[0].Party != c.party {
			t.Errorf("made by %s, supplied by %s: %q, want %q", c.tool, c.supplier, got[0].Party, c.party)
		}
	}
}

func TestScopeOfNpmInPatterns(t *testing.T) {
	c, ds := NewCatalog([]*Supplier{{ID: "hr", Match: Match{PURL: []string{"pkg:npm/@hr/*"}}}, {ID: "odd", Match: Match{PURL: []string{"npm/x*"}}}}, nil, nil, nil)
	doc := &sbom.Document{Root: sbom.None, Nodes: []sbom.Node{{PURLs: []string{"pkg:npm/%40hr/a@1"}}}}
	if got, _ := c.Attribute(doc); got[0].Party != "hr" || !ds.Has("supplier/pattern") {
		t.Errorf("given to %q, %v", got[0].Party, ds)
	}
}

// Names that are nearly a record's are proposed, never taken.
func TestNearMatches(t *testing.T) {
	doc := &sbom.Document{File: "a.json", Root: sbom.None, Nodes: []sbom.Node{
		{Parent: sbom.None, Supplier: &sbom.Party{Name: "Teliqon Networks"}}, {Parent: sbom.None, Supplier: &sbom.Party{Name: "Telikon"}},
		{Parent: sbom.None, Supplier: &sbom.Party{Name: "Ostbit"}},
	}}
	got, ds := world(t).Attribute(doc)
	if got[0].Party != "name:teliqon networks" || got[1].Party != "name:telikon" {
		t.Errorf("taken: %v", got)
	}
	n := 0
	for _, d := range ds {
		if d.Code == "attribution/near-match" {
			n++
		}
	}
	if n != 2 {
		t.Errorf("%d proposals, want 2: %v", n, ds)
	}
}

// Who works on a code host is not the host.
func TestCodeHostsAreNotTheirUsers(t *testing.T) {
	c, ds := NewCatalog([]*Supplier{{ID: "host", Name: "Codehost Inc.", Match: Match{Domains: []string{"github.com", "gmail.com"}}}}, nil, nil, nil)
	if err := ds.Err(); err != nil {
		t.Fatal(err)
	}
	for _, n := range []sbom.Node{
		{PURLs: []string{"pkg:golang/github.com/acme/x@v1"}},
		{PURLs: []string{"pkg:maven/com.github.acme/x@1"}},
		{Supplier: &sbom.Party{Name: "Acme", URLs: []string{"https://github.com/acme"}}},
		{Supplier: &sbom.Party{Name: "Acme", Email: "acme@users.noreply.github.com"}},
		{Supplier: &sbom.Party{Name: "Acme", Email: "acme@gmail.com"}},
	} {
		doc := &sbom.Document{Root: sbom.None, Nodes: []sbom.Node{n}}
		if got, _ := c.Attribute(doc); got[0].Party == "host" {
			t.Errorf("%+v is given to the host by %s", n, got[0].Why)
		}
	}
}

// Roles tell who supplies from who maintains, stewards and integrates, so
// that concentration on a maintainer shows.
func TestRoles(t *testing.T) {
	for _, c := range []struct {
		node sbom.Node
		role string
	}{
		{sbom.Node{Supplier: &sbom.Party{Name: "Ostbit GmbH"}}, ""},
		{sbom.Node{Supplier: &sbom.Party{Name: "The Vantar Foundation, Inc."}}, "steward"},
		{sbom.Node{Supplier: &sbom.Party{Name: "The vantar developers"}}, "maintainer"},
		{sbom.Node{Supplier: &sbom.Party{Name: "Vantar Group"}}, ""},
		{sbom.Node{Authors: []sbom.Party{{Name: "Jane Doe"}}}, "maintainer"},
		{sbom.Node{PURLs: []string{"pkg:npm/%40vantar/x@1"}}, "maintainer"},
		{sbom.Node{PURLs: []string{"pkg:deb/debian/x@1"}}, "integrator"},
	} {
		doc := &sbom.Document{Root: sbom.None, Nodes: []sbom.Node{c.node}}
		if got, _ := world(t).Attribute(doc); got[0].Role != c.role {
			t.Errorf("%+v: role %q, want %q", got[0], got[0].Role, c.role)
		}
	}
}

// Two legal forms that no one legal person has are pointed at.
func TestNamesakes(t *testing.T) {
	doc := &sbom.Document{File: "a.json", Root: sbom.None, Nodes: []sbom.Node{
		{Parent: sbom.None, Supplier: &sbom.Party{Name: "Ostbit AG"}}, {Parent: sbom.None, Supplier: &sbom.Party{Name: "Ostbit"}},
		{Parent: sbom.None, Supplier: &sbom.Party{Name: "Ostbit Ltd"}},
	}}
	got, ds := world(t).Attribute(doc)
	if got[0].Party != got[2].Party || len(ds) != 1 || ds[0].Code != "attribution/legal-forms" {
		t.Errorf("%v, %v", got, ds)
	}
}

func TestAttributeConflict(t *testing.T) {
	node := sbom.Node{Name: "x", Parent: sbom.None, Supplier: &sbom.Party{Name: "Ostbit"}, Manufacturer: &sbom.Party{Name: "Teliqon"}}
	doc := &sbom.Document{File: "a.json", Nodes: []sbom.Node{node, node}, Root: sbom.None}
	_, ds := world(t).Attribute(doc)
	if len(ds) != 1 || ds[0].Code != "attribution/conflict" || ds[0].Severity != diag.Info || ds[0].Pointer != "/components/0" {
		t.Errorf("want one conflict at the first component, got %v", ds)
	}
}

func TestCatalogContradictions(t *testing.T) {
	s := func(id, name string, purl ...string) *Supplier {
		return &Supplier{ID: id, Name: name, Match: Match{PURL: purl}}
	}
	for _, c := range []struct {
		name      string
		suppliers []*Supplier
		code      string
	}{
		{"two records with one id", []*Supplier{s("a", "A"), s("a", "B")}, "supplier/duplicate-id"},
		{"two records with one name", []*Supplier{s("a", "Acme AB"), s("b", "ACME Aktiebolag")}, "supplier/ambiguous-name"},
		{"two records with one pattern", []*Supplier{s("a", "A", "pkg:npm/x*"), s("b", "B", "pkg:npm/x*")}, "supplier/ambiguous-match"},
	} {
		if _, ds := NewCatalog(c.suppliers, nil, nil, nil); !ds.Has(c.code) || ds.Err() == nil {
			t.Errorf("%s: got %v, want %s", c.name, ds, c.code)
		}
	}
}

func TestBinding(t *testing.T) {
	day := func(s string) (d Date) { _ = d.UnmarshalText([]byte(s)); return }
	d := Designation{Regime: "national:SE", Status: "high-risk", From: day("2026-01-01"), To: day("2026-12-31")}
	for _, c := range []struct {
		at, country, status string
		want                bool
	}{
		{"2025-12-31", "SE", "high-risk", false},
		{"2026-01-01", "SE", "high-risk", true},
		{"2026-12-31", "SE", "high-risk", true}, // that day inclusive
		{"2027-01-01", "SE", "high-risk", false},
		{"2026-06-01", "DE", "high-risk", false}, // foreign
		{"2026-06-01", "SE", "annulled", false},
		{"2026-06-01", "SE", "suspended", false},
	} {
		d.Status = c.status
		if got, why := d.Binding(day(c.at).Time, c.country); got != c.want || (!got && why == "") {
			t.Errorf("%s in %s, %s: binding %v (%s), want %v", c.at, c.country, c.status, got, why, c.want)
		}
	}
}

func TestSupplierCheck(t *testing.T) {
	half := Exact(0.6)
	s := &Supplier{ID: "a", Established: "se", Owners: List[Owner]{Items: []Owner{{Party: "b", Share: half}, {Party: "c", Share: half}}},
		Designations: List[Designation]{Items: []Designation{{Regime: "national:SE", Status: "high-risk"}}},
		Sites:        List[Site]{Items: []Site{{Kind: "factory", Country: "XQ"}}}, Provenance: Provenance{Source: "s9"}}
	ds := s.Check()
	for _, code := range []string{"supplier/country-code", "supplier/shares-over-1", "supplier/designation-source", "supplier/vocabulary", "supplier/unknown-source"} {
		if !ds.Has(code) {
			t.Errorf("%s is missing in %v", code, ds)
		}
	}
}

func TestValidCountry(t *testing.T) {
	for code, want := range map[string]bool{"SE": true, "XA": true, "AA": true, "QM": true, "ZZ": true, "se": false, "UK": false, "EU": false, "QA": true, "QQ": true, "": false, "SWE": false} {
		if got := ValidCountry(code); got != want {
			t.Errorf("ValidCountry(%q) = %v, want %v", code, got, want)
		}
	}
}

func ExampleCatalog_Attribute() {
	catalog, _ := NewCatalog([]*Supplier{{ID: "teliqon", Name: "Teliqon AB"}}, nil, nil, nil)
	doc := &sbom.Document{Root: sbom.None, Nodes: []sbom.Node{
		{Name: "amf", Supplier: &sbom.Party{Name: "TELIQON"}},
		{Name: "cobra", PURLs: []string{"pkg:golang/github.com/spf13/cobra@v1.10.2"}},
		{Name: "requests", PURLs: []string{"pkg:pypi/requests@2.32.5"}},
	}}
	parties, _ := catalog.Attribute(doc)
	for i, at := range parties {
		fmt.Printf("%s: %q by %v\n", doc.Nodes[i].Name, at.Party, at.Step)
	}
	// Output:
	// amf: "teliqon" by supplier
	// cobra: "ns:github.com/spf13" by namespace
	// requests: "" by unattributed
}
