// SPDX-License-Identifier: Apache-2.0

package supplier

import (
	"strings"
	"testing"

	"github.com/kedja/kedja/sbom"
)

// TestSisters: two companies of a group have one name but for their legal
// forms, and a record each.
func TestSisters(t *testing.T) {
	for _, c := range []struct {
		name, first, second, alias string // alias is of the first
		stated, party              string
	}{
		{"the form tells", "Acme AB", "Acme Ltd", "", "ACME Limited", "b"},
		{"the form tells, the other way", "Acme AB", "Acme Ltd", "", "Acme Aktiebolag (publ)", "a"},
		{"without a form nobody can tell", "Acme AB", "Acme Ltd", "", "Acme", "name:acme"},
		{"one of them goes by the bare name", "Acme AB", "Acme Ltd", "Acme", "ACME", "a"},
		{"the other keeps its own", "Acme AB", "Acme Ltd", "Acme", "Acme Ltd.", "b"},
		{"a third form is neither", "Acme AB", "Acme Ltd", "Acme", "Acme GmbH", "name:acme gmbh"},
	} {
		a, b := &Supplier{ID: "a", Name: c.first}, &Supplier{ID: "b", Name: c.second}
		if c.alias != "" {
			a.Aliases = []string{c.alias}
		}
		catalog, ds := NewCatalog([]*Supplier{a, b}, nil, nil, nil)
		if len(ds) > 0 {
			t.Errorf("%s: %v", c.name, ds)
			continue
		}
		doc := &sbom.Document{Root: sbom.None, Nodes: []sbom.Node{{Supplier: &sbom.Party{Name: c.stated}}}}
		if got, _ := catalog.Attribute(doc); got[0].Party != c.party {
			t.Errorf("%s: %s is given to %s, want %s", c.name, c.stated, got[0].Party, c.party)
		}
		if got, want := catalog.ByName(c.stated), c.party; !strings.HasPrefix(want, "name:") && got != want {
			t.Errorf("%s: ByName(%s) = %s", c.name, c.stated, got)
		}
	}
}

// TestNamesThatNobodyCanTellApart: forms that are written for each other, one
// without a form, and a bare name that both have are one name still.
func TestNamesThatNobodyCanTellApart(t *testing.T) {
	for _, c := range []struct{ a, b []string }{
		{[]string{"Acme Inc."}, []string{"Acme LLC"}},
		{[]string{"Acme"}, []string{"Acme Ltd"}},
		{[]string{"Acme AB", "Acme"}, []string{"Acme Ltd", "ACME"}},
	} {
		_, ds := NewCatalog([]*Supplier{{ID: "a", Aliases: c.a}, {ID: "b", Aliases: c.b}}, nil, nil, nil)
		if !ds.Has("supplier/ambiguous-name") {
			t.Errorf("%q beside %q: %v", c.a, c.b, ds)
		}
	}
}

// TestPatternsAsPeopleWriteThem: capitals, underscores and scopes are spelled
// in package URLs otherwise than by people, in whole patterns and beginnings.
func TestPatternsAsPeopleWriteThem(t *testing.T) {
	for _, c := range []struct{ pattern, purl string }{
		{"pkg:github/Acme/*", "pkg:github/acme/lib@1"},
		{"pkg:github/acme/*", "pkg:github/Acme/lib@1"},
		{"pkg:PyPI/Acme_*", "pkg:pypi/acme-core@1"},
		{"pkg:golang/github.com/Acme/*", "pkg:golang/github.com/Acme/x@v1"},
		{"pkg:composer/Acme/*", "pkg:composer/acme/x@1"},
		{"pkg:Maven/com.acme*", "pkg:maven/com.acme.core/x@1"},
		{"pkg:npm/@acme/co*", "pkg:npm/%40acme/core@1"},
		{"pkg:npm/@*", "pkg:npm/%40acme/core@1"},
		{"pkg:npm/*", "pkg:npm/left-pad@1"},
		{"pkg:npm/left-pad@1.*", "pkg:npm/left-pad@1.3.0"},
		{"pkg:NPM*", "pkg:npm/left-pad@1"},
		{"pkg:generic/a+b*", "pkg:generic/a%2Bb@1"},
	} {
		k := &Curation{ID: "k", PURL: c.pattern, Party: "a"}
		catalog, ds := NewCatalog([]*Supplier{{ID: "a", Match: Match{PURL: []string{c.pattern}}}}, nil, []*Curation{k}, nil)
		if len(ds) > 0 {
			t.Errorf("%s: %v", c.pattern, ds)
		}
		u, ok := ParsePURL(c.purl)
		if !ok {
			t.Fatal(c.purl)
		}
		if party, _ := catalog.purls.find(u); party != "a" {
			t.Errorf("the record's pattern %s does not match %s", c.pattern, c.purl)
		}
		if party, _ := catalog.curations.find(u); party != "a" {
			t.Errorf("the curation's pattern %s does not match %s", c.pattern, c.purl)
		}
		if !SamePattern(c.pattern, canonicalPattern(c.pattern)) {
			t.Errorf("%s is not the same as its canonical spelling", c.pattern)
		}
	}
	if u, _ := ParsePURL("pkg:maven/com.Acme/x@1"); u.Namespace == "com.acme" {
		t.Fatal("the fixture takes Maven for a type without capitals")
	}
}

func TestClaimsThatMatchNothing(t *testing.T) {
	for _, c := range []struct{ purl, domain, remedy string }{
		{"pkg:npm/%40acme", "", "write pkg:npm/%40acme/* for"},
		{"pkg:npm/@acme/", "", "write pkg:npm/@acme/* for"},
		{"pkg:github/acme", "", "write pkg:github/acme/* for"},
		{"pkg:maven/com.acme", "", "write pkg:maven/com.acme/* for"},
		{"pkg:npm/left-pad", "", ""},
		{"pkg:generic/*", "", ""},
		{"", "https://acme.example/about", "write acme.example,"},
		{"", "acme.example/", "write acme.example,"},
		{"", "*.acme.example", "write acme.example,"},
		{"", "sales@acme.example", "write acme.example,"},
		{"", "acme", "write a DNS domain"},
		{"", "github.com", "remove it"},
		{"", "Acme.Example", ""},
	} {
		m := Match{}
		if c.purl != "" {
			m.PURL = []string{c.purl}
		} else {
			m.Domains = []string{c.domain}
		}
		_, ds := NewCatalog([]*Supplier{{ID: "a", Match: m}}, nil, nil, nil)
		switch {
		case c.remedy == "" && len(ds) > 0:
			t.Errorf("%s%s: %v", c.purl, c.domain, ds)
		case c.remedy != "" && (len(ds) != 1 || !strings.HasPrefix(ds[0].Remedy, c.remedy)):
			t.Errorf("%s%s: %v, want %s", c.purl, c.domain, ds, c.remedy)
		}
	}
}

func TestCPEVendorsAsPeopleWriteThem(t *testing.T) {
	catalog, _ := NewCatalog([]*Supplier{{ID: "a", Match: Match{CPEVendors: []string{"Acme Corp", "bits!"}}}}, nil, nil, nil)
	for _, cpe := range []string{"cpe:2.3:a:acme_corp:x:1:*:*:*:*:*:*:*", "cpe:/a:Acme_Corp:x:1", `cpe:2.3:a:bits\!:x:1:*:*:*:*:*:*:*`} {
		doc := &sbom.Document{Root: sbom.None, Nodes: []sbom.Node{{CPEs: []string{cpe}}}}
		if got, _ := catalog.Attribute(doc); got[0].Party != "a" {
			t.Errorf("%s is given to %q", cpe, got[0].Party)
		}
	}
}

// An act without an authority is none, whatever fills the field.
func TestActsOfNobody(t *testing.T) {
	var day Date
	if err := day.UnmarshalText([]byte("2026-01-01")); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		authority, basis string
		ok               bool
	}{
		{"The Authority", "Act 2026:1, 3 §", true}, {"A", "1", true},
		{" ", "Act 1", false}, {"unknown", "Act 1", false}, {"A", "n/a", false}, {"A", "-", false}, {"TBD", "Act 1", false},
	} {
		s := &Supplier{ID: "a", Designations: List[Designation]{Items: []Designation{{Regime: "eu", Status: "high-risk", Authority: c.authority, LegalRef: c.basis, From: day}}}}
		k := &Country{Code: "XA", Concern: List[Concern]{Items: []Concern{{Regime: "eu", Authority: c.authority, LegalRef: c.basis, From: day}}}}
		if got := !s.Check().Has("supplier/designation-source"); got != c.ok {
			t.Errorf("designation by %q under %q: %v", c.authority, c.basis, got)
		}
		if got := !k.Check().Has("supplier/concern-source"); got != c.ok {
			t.Errorf("concern of %q under %q: %v", c.authority, c.basis, got)
		}
	}
}
