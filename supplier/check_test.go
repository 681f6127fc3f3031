// SPDX-License-Identifier: Apache-2.0

package supplier_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/internal/corpus"
	"github.com/kedja/kedja/load"
	"github.com/kedja/kedja/supplier"
)

// parse reads records of the kinds of this package.
func parse(t *testing.T, text string) []load.Record {
	t.Helper()
	records, ds, err := load.Bytes("r.yaml", []byte("apiVersion: kedja/v1\n"+text), []load.Kind{
		{Name: "Supplier", New: func() any { return new(supplier.Supplier) }},
		{Name: "Country", New: func() any { return new(supplier.Country) }},
		{Name: "Curation", New: func() any { return new(supplier.Curation) }},
	}, nil)
	if err != nil || len(ds) > 0 {
		t.Fatalf("the fixture does not load: %v %v", err, ds)
	}
	return records
}

// TestCheck holds each problem to its place and code. The first line of every
// fixture is line 2 of the file, behind apiVersion.
func TestCheck(t *testing.T) {
	const party = "kind: Supplier\nid: a\n"
	const listed = " is not one of board-majority, veto, golden-share, control-contract, board, control-by-articles, control-by-law, " +
		"other-influence-or-control (veto-budget and the like too); "
	for _, c := range []struct{ name, text, want string }{
		{"nothing wrong", party + "jurisdiction: US-DE\nestablished: SE\nowners: [{party: b, share: [0.3, 0.5], from: 2020-01-01, to: 2024-12-31}]", ""},
		{"no country", party + "established: SX1", `4:14 supplier/country-code "SX1" is not an ISO 3166-1 alpha-2 code`},
		{"a country in small letters", party + "established: se", `4:14 supplier/country-code "se" is not an ISO 3166-1 alpha-2 code; did you mean SE?`},
		{"a code of three letters", party + "headquarters: SWE", `4:15 supplier/country-code "SWE" is not an ISO 3166-1 alpha-2 code; did you mean SE?`},
		{"a code that was withdrawn", party + "established: AN", `4:14 supplier/country-code "AN"`},
		{"a jurisdiction", party + "jurisdiction: Delaware", "4:15 supplier/country-code"},
		{"a state as owner", party + "owners: [{party: 'state:Q1', share: 1}]", "4:18 supplier/country-code"},
		{"shares over the whole", party + "owners: [{party: b, share: 0.6}, {party: c, share: [0.5, 0.7]}]",
			"4:1 supplier/shares-over-1 the shares of the owners of a add up to 1.1, more than the whole; correct them"},
		{"votes over the whole", party + "owners: [{party: b, votes: 0.6}, {party: c, votes: 0.5}]", "4:1 supplier/shares-over-1 the votes"},
		{"shares one after the other", party + "owners: [{party: b, share: 0.6, to: 2024-12-31}, {party: c, share: 0.6, from: 2025-01-01}]", ""},
		{"shares on one day", party + "owners: [{party: b, share: 0.6, to: 2025-01-01}, {party: c, share: 0.6, from: 2025-01-01}]",
			"4:1 supplier/shares-over-1 the shares of the owners of a add up to 1.2, more than the whole on 2025-01-01"},
		{"sites over the whole", party + "sites: [{kind: hosting, country: XA, share: 0.7}, {kind: support, country: XA, share: 0.7}, {kind: hosting, country: XB, share: 0.7}]",
			"4:129 supplier/shares-over-1 the shares of the sites of kind hosting"},
		{"subcontractors over the whole", party + "subcontractors: [{party: b, share: 0.7}, {party: c, share: 0.7}]", "4:60 supplier/shares-over-1"},
		{"a share in per cent", party + "owners: [{party: b, share: 62}]", "4:1 supplier/shares-over-1|4:28 supplier/share-range 62 is outside 0..1; write a share: 0.62"},
		{"unlisted holders", party + "unlistedHolderMax: 5", "4:20 supplier/share-range"},
		{"dates of owners", party + "owners: [{party: b, from: 2025-01-01, to: 2024-01-01}]", "4:43 supplier/dates-reversed 2024-01-01 is before 2025-01-01, when it began; exchange"},
		{"dates of the party", party + "foundingDate: 2020-01-01\ndissolutionDate: 2019-01-01", "5:18 supplier/dates-reversed"},
		{"dates of a certificate", party + "certificates: [{scheme: EUCC, validFrom: 2025-01-01, validTo: 2024-01-01}]", "4:63 supplier/dates-reversed"},
		{"dates of a link", party + "stateLinks: [{country: XA, kind: board, from: 2025-01-01, to: 2024-01-01}]", "4:63 supplier/dates-reversed"},
		{"dates of a relation", party + "relations: [{kind: parent, party: b, from: 2025-01-01, to: 2024-01-01}]", "4:60 supplier/dates-reversed"},
		{"dates of a fact", party + "validity: {headquarters: {from: 2025-01-01, to: 2024-01-01}}", "4:49 supplier/dates-reversed"},
		{"a kind of party", party + "partyKind: foundatoin", `4:12 supplier/vocabulary "foundatoin" is not one of company, foundation,`},
		{"a kind of link", party + "stateLinks: [{country: XA, kind: bord}]", `4:34 supplier/vocabulary`},
		{"rights", party + "owners: [{party: b, rights: [board-majority, veto, veto-budget, golden-share, control-contract, board, control-by-articles, control-by-law, other-influence-or-control]}]", ""},
		{"rights that are none", party + "owners: [{party: b, rights: [bord-majority, Veto_Strategy, 'veto-', supervises]}]",
			`4:30 supplier/unknown-right the right "bord-majority"` + listed + `did you mean board-majority?|4:45 supplier/unknown-right the right "Veto_Strategy"` + listed +
				`did you mean veto-strategy?|4:60 supplier/unknown-right the right "veto-"` + listed + `did you mean veto?|4:69 supplier/unknown-right the right "supervises"` + listed + `write the one that fits`},
		{"a TLP", party + "tlp: green", `4:6 supplier/vocabulary "green" is not one of CLEAR, GREEN, AMBER, AMBER_AND_STRICT, RED; did you mean GREEN?`},
		{"a confidence", party + "confidence: medium", "4:13 supplier/vocabulary"},
		{"a grade", party + "sources: {s: {grade: certificate}}", "4:22 supplier/vocabulary"},
		{"a source read before it was written", party + "sources: {s: {date: 2026-01-01, retrieved: 2025-01-01}}", "4:44 supplier/dates-reversed"},
		{"a designation without an act", party + "designations: [{regime: 'national:XA', status: high-risk, from: 2026-01-01}]", "4:16 supplier/designation-source a designation needs authority, legalBasis and from"},
		{"a designation without a date", party + "designations: [{regime: r, status: high-risk, authority: A, legalBasis: L}]", "4:16 supplier/designation-source"},
		{"a regime of no country", party + "designations: [{regime: 'national:Q1', status: cleared, authority: A, legalBasis: L, from: 2026-01-01}]", "4:25 supplier/country-code"},
		{"an incident", party + "incidents: [{date: 2025-01-01, kind: breach, state: known}]", "4:53 supplier/vocabulary"},
		{"patch days", party + "practices: {patchDays: {urgent: 3, high: -1}}", "4:33 supplier/vocabulary|4:42 supplier/negative -1 is negative"},
		{"end of sale", party + "supplyAssurance: {endOfSale: soon}", `4:30 supplier/vocabulary "soon" is neither a date nor none`},
		{"no such source", party + "source: s1\nsources: {s2: {title: T}}", "4:9 supplier/unknown-source the source s1 is not described under sources; did you mean s2?"},
		{"no such source of a field", party + "sourcesOf: {practices/psirt: s1}", "4:30 supplier/unknown-source"},
		{"no such source of an entry", party + "certificates: [{scheme: EUCC, source: s1}]\nrelations: [{kind: parent, party: b, source: s1}]\nsubcontractors: [{party: c, source: s1}]",
			"4:39 supplier/unknown-source|5:46 supplier/unknown-source|6:37 supplier/unknown-source"},
		{"a country's index", "kind: Country\ncode: XA\nindices: {ruleOfLaw: 122}", "4:22 supplier/percentile"},
		{"a concern without an act", "kind: Country\ncode: XA\nconcern: [{regime: r, from: 2026-01-01}]", "4:11 supplier/concern-source"},
		{"a curation of no package URL", "kind: Curation\nid: c\npurl: npm/a\nparty: a", "4:7 supplier/pattern the pattern npm/a matches no package URL; begin it with pkg:TYPE/"},
		{"a curation with a star inside", "kind: Curation\nid: c\npurl: 'pkg:npm/*/x'\nparty: a", "4:7 supplier/pattern the pattern pkg:npm/*/x matches no package URL; write * at the end only"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var ds diag.List
			for _, r := range parse(t, c.text) {
				ds = append(ds, r.Value.(interface{ Check() diag.List }).Check()...)
			}
			expect(t, ds, c.want)
		})
	}
}

// expect compares the list with prefixes of "line:column code message; remedy",
// separated by bars.
func expect(t *testing.T, ds diag.List, want string) {
	t.Helper()
	var got []string
	for _, d := range ds {
		if d.Remedy == "" {
			t.Errorf("%s says no remedy: %s", d.Code, d.Message)
		}
		got = append(got, fmt.Sprintf("%d:%d %s %s; %s", d.Line, d.Column, d.Code, d.Message, d.Remedy))
	}
	var wanted []string
	if want != "" {
		wanted = strings.Split(want, "|")
	}
	same := len(got) == len(wanted)
	for i := range wanted {
		same = same && strings.HasPrefix(got[i], wanted[i])
	}
	if !same {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(wanted, "\n"))
	}
}

func TestCatalogRefusesContradictions(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"two records with one name", "kind: Supplier\nid: a\nname: Acme AB\n---\nkind: Supplier\nid: b\naliases: [Zeta, ACME]\n",
			"8:17 supplier/ambiguous-name the name ACME also belongs to the record a"},
		{"two records with one pattern", "kind: Supplier\nid: a\nmatch: {purl: ['pkg:npm/@acme/*']}\n---\nkind: Supplier\nid: b\nmatch: {purl: ['pkg:npm/x', 'pkg:npm/%40acme/*']}\n",
			"8:29 supplier/ambiguous-match the pattern pkg:npm/%40acme/* also leads to a at r.yaml:4:16"},
		{"two records with one domain", "kind: Supplier\nid: a\nmatch: {domains: [acme.example]}\n---\nkind: Supplier\nid: b\nmatch: {domains: [b.example, ACME.example]}\n",
			"8:30 supplier/ambiguous-match acme.example is also matched by the record a"},
		{"two curations with one id", "kind: Curation\nid: c\npurl: pkg:npm/a\nparty: a\n---\nkind: Curation\nid: c\npurl: pkg:npm/b\nparty: a\n",
			"8:5 supplier/duplicate-id the curation c is already recorded at r.yaml:3:5"},
		{"two records of one country that differ", "kind: Country\ncode: XA\nlaw: {extraterritorial: true}\n---\nkind: Country\ncode: XA\nlaw: {extraterritorial: false, compelledAssistance: true}\n",
			"8:25 supplier/duplicate-country the country XA is already recorded at r.yaml:3:7 /code, which states otherwise: r.yaml:4:25 /law/extraterritorial; correct"},
		{"one says none", "kind: Country\ncode: XA\nconcern: none\n---\nkind: Country\ncode: XA\nconcern: [{regime: r, authority: A, legalBasis: L, from: 2026-01-01}]\n", "8:1 supplier/duplicate-country"},
		{"at different times", "kind: Country\ncode: XA\nmemberships: {eu: true}\nvalidity: {memberships/eu: {to: 2020-01-31}}\n---\nkind: Country\ncode: XA\nmemberships: {eu: false}\nvalidity: {memberships/eu: {from: 2020-02-01}}\n", ""},
		{"two that agree", "kind: Country\ncode: XA\nmemberships: {eu: true}\n---\nkind: Country\ncode: XA\nmemberships: {eu: true}\nindices: {ruleOfLaw: 20}\n", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var suppliers []*supplier.Supplier
			var countries []*supplier.Country
			var curations []*supplier.Curation
			for _, r := range parse(t, c.text) {
				switch v := r.Value.(type) {
				case *supplier.Supplier:
					suppliers = append(suppliers, v)
				case *supplier.Country:
					countries = append(countries, v)
				case *supplier.Curation:
					curations = append(curations, v)
				}
			}
			_, ds := supplier.NewCatalog(suppliers, countries, curations, nil)
			expect(t, ds, c.want)
		})
	}
}

func TestValidAt(t *testing.T) {
	s := parse(t, `kind: Supplier
id: a
established: XA
headquarters: XB
validity: {headquarters: {from: 2025-01-01}, "practices/*": {to: 2024-12-31}}
practices: {psirt: true}
sites: [{kind: support, country: XA, to: 2024-06-30}, {kind: hosting, country: XB}]
stateLinks: [{country: XA, kind: board, from: 2025-01-01, to: 2025-12-31}]
owners: [{party: b, share: 0.4, to: 2020-01-01}]
`)[0].Value.(*supplier.Supplier)
	day := func(text string) time.Time {
		at, err := time.Parse(time.DateOnly, text)
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	for at, want := range map[string]string{
		"2024-06-30": "XA  psirt:true sites:2 links:false/0",
		"2024-07-01": "XA  psirt:true sites:1 links:false/0",
		"2025-01-01": "XA XB psirt:unknown sites:1 links:true/1",
		"2026-01-01": "XA XB psirt:unknown sites:1 links:false/0",
	} {
		v := s.ValidAt(day(at))
		psirt := "unknown"
		if v.Practices.PSIRT != nil {
			psirt = fmt.Sprint(*v.Practices.PSIRT)
		}
		got := fmt.Sprintf("%s %s psirt:%s sites:%d links:%v/%d", v.Established, v.Headquarters, psirt, len(v.Sites.Items), v.StateLinks.Known(), len(v.StateLinks.Items))
		if got != want {
			t.Errorf("%s: %s, want %s", at, got, want)
		}
		if len(v.Owners.Items) != 1 {
			t.Errorf("%s: owners are judged by the measures, not here", at)
		}
	}
	if len(s.Sites.Items) != 2 || s.Headquarters != "XB" || s.Practices.PSIRT == nil {
		t.Error("ValidAt changed its receiver")
	}
	catalog, _ := supplier.NewCatalog([]*supplier.Supplier{s}, nil, nil, &supplier.CatalogOptions{AsOf: day("2024-06-30")})
	if catalog.Supplier("a").Headquarters != "" {
		t.Error("the catalog does not hold the record as it stood")
	}
}

// TestEndedListsAreUnknown: that what was stated is over does not say that
// nothing came after it, unless the list was declared complete.
func TestEndedListsAreUnknown(t *testing.T) {
	at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct{ text, want string }{
		{"sites: [{kind: support, country: XA, to: 2024-06-30}]", "unknown"},
		{"sites: [{kind: support, country: XA, to: 2024-06-30}]\nsitesComplete: true", "none"},
		{"sites: [{kind: support, country: XA, from: 2027-01-01}]", "unknown"},
		{"sites: [{kind: support, country: XA, to: 2024-06-30}, {kind: support, country: XB}]", "1"},
		{"sites: none", "none"},
		{"subcontractors: [{party: b, to: 2024-06-30}]", "unknown"},
		{"subcontractors: [{party: b, to: 2024-06-30}]\nsubcontractorsComplete: true", "none"},
		{"stateLinks: [{country: XA, kind: board, to: 2024-06-30}]", "unknown"},
		{"stateLinks: none", "none"},
		{"relations: [{kind: parent, party: b, to: 2024-06-30}]", "unknown"},
	} {
		s := parse(t, "kind: Supplier\nid: a\n"+c.text+"\n")[0].Value.(*supplier.Supplier).ValidAt(at)
		got := "unknown"
		for _, l := range []struct {
			none bool
			n    int
		}{{s.Sites.None, len(s.Sites.Items)}, {s.Subcontractors.None, len(s.Subcontractors.Items)}, {s.StateLinks.None, len(s.StateLinks.Items)}, {s.Relations.None, len(s.Relations.Items)}} {
			if l.none {
				got = "none"
			} else if l.n > 0 {
				got = fmt.Sprint(l.n)
			}
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.text, got, c.want)
		}
	}
}

func TestCountryValidAt(t *testing.T) {
	k := parse(t, `kind: Country
code: XA
memberships: {eu: false, nato: true}
agreements: {dataProtectionAdequacy: true}
indices: {ruleOfLaw: 60}
validity: {memberships/nato: {from: 2024-03-07}, agreements: {to: 2025-12-27}}
`)[0].Value.(*supplier.Country)
	before, after := time.Date(2024, 3, 6, 0, 0, 0, 0, time.UTC), time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	if diff := cmp.Diff(map[string]bool{"eu": false}, k.ValidAt(before).Memberships); diff != "" {
		t.Errorf("before (-want +got):\n%s", diff)
	}
	if v := k.ValidAt(after); len(v.Agreements) != 0 || !v.Memberships["nato"] || v.Indices["ruleOfLaw"] != 60 {
		t.Errorf("after: %+v", v)
	}
	if len(k.Memberships) != 2 || len(k.Agreements) != 1 {
		t.Error("ValidAt changed its receiver")
	}
}

// TestCountriesAreJoined takes facts on one country from three records: two
// of the user's, and a default that they outrank.
func TestCountriesAreJoined(t *testing.T) {
	var own []*supplier.Country
	for _, r := range parse(t, `kind: Country
code: XA
law: {extraterritorial: true}
source: s
sources: {s: {title: Law, retrieved: 2026-01-01}}
---
kind: Country
code: XA
indices: {ruleOfLaw: 20}
source: s
confidence: low
sources: {s: {title: Index, retrieved: 2026-02-02}}
`) {
		own = append(own, r.Value.(*supplier.Country))
	}
	shipped := &supplier.Country{
		Code: "XA", Name: "Exa", Memberships: map[string]bool{"eu": false}, Law: map[string]bool{"extraterritorial": false},
		Provenance: supplier.Provenance{Source: "list", Sources: map[string]*supplier.Source{"list": {Title: "Members"}}},
	}
	other := &supplier.Country{Code: "XB", Memberships: map[string]bool{"eu": true}}
	catalog, ds := supplier.NewCatalog(nil, own, nil, &supplier.CatalogOptions{Defaults: []*supplier.Country{other, shipped}})
	if len(ds) > 0 {
		t.Error(ds)
	}
	k := catalog.Country("XA")
	if eu, stated := k.Memberships["eu"]; eu || !stated || !k.Law["extraterritorial"] || k.Indices["ruleOfLaw"] != 20 || k.Name != "Exa" {
		t.Errorf("%+v", k)
	}
	for field, want := range map[string]string{"law/extraterritorial": "Law", "indices/ruleOfLaw": "Index", "memberships/eu": "Members"} {
		if g := k.GroundsOf(field, ""); g.Title != want {
			t.Errorf("%s rests on %q, want %q", field, g.Title, want)
		}
	}
	if g := k.GroundsOf("indices/ruleOfLaw", ""); g.Confidence != "low" || g.Checked.String() != "2026-02-02" {
		t.Errorf("the index rests on %+v", g)
	}
	if at := k.At("/indices/ruleOfLaw"); at.Line != 10 {
		t.Errorf("the index stands at %s", at)
	}
	if !catalog.Country("XB").Memberships["eu"] {
		t.Error("a country of which only a default speaks is missing")
	}
	if len(own[0].Indices) > 0 || len(own[0].Sources) != 1 || shipped.Law["extraterritorial"] {
		t.Error("a record was changed")
	}
}

// TestValidCountry compares the codes with a published table of ISO 3166-1.
func TestValidCountry(t *testing.T) {
	var accepted []string
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			if code := string(a) + string(b); supplier.ValidCountry(code) {
				accepted = append(accepted, code)
			}
		}
	}
	// 249 assigned; AA, QM to QZ (14), XA to XZ (26) and ZZ are for users.
	if len(accepted) != 249+1+14+26+1 {
		t.Errorf("%d codes", len(accepted))
	}
	for _, code := range []string{"", "S", "se", "SWE", "UK", "EU", "AN", "SU", "é", "Å ", "S E", " S"} {
		if supplier.ValidCountry(code) {
			t.Errorf("%q is taken for a country", code)
		}
	}
	data := corpus.Read(t, "suppliers/datasets+country-list/data.csv")
	lines := strings.Split(strings.TrimSpace(string(data)), "\n")[1:]
	for _, line := range lines {
		line = strings.TrimSpace(line)
		if code := line[len(line)-2:]; !slices.Contains(accepted, code) {
			t.Errorf("%s is refused", code)
		}
	}
	if len(lines) != 249 {
		t.Errorf("the table has %d countries", len(lines))
	}
}

func TestCheckIdentifier(t *testing.T) {
	for _, c := range []struct {
		scheme, value string
		good          bool
	}{
		// The check digits of these LEIs are 98 minus the rest of an invented
		// stem with two zeros behind it, divided by 97 (ISO 17442).
		{"lei", "969500KEDJATEST00097", true},
		{"lei", "969500KEDJATEST00079", false},
		{"lei", "969500KEDJATEST0009", false},
		{"lei", "969500kedjatest00097", false},
		{"duns", "01-234-5678", true},
		{"duns", "12345678", false},
		{"vat", "SE556000000001", true},
		{"vat", "SE5560000000", false},
		{"vat", "DE 123 456 789", true},
		{"vat", "ATU12345678", true},
		{"vat", "AT12345678", false},
		{"vat", "EL123456789", true},
		{"vat", "GR123456789", false},
		{"vat", "CHE123456789", true}, // not a Member State: not judged
		{"vat", "NL123456789B01", true},
		{"eori", "SE5560000000", true},
		{"eori", "5560000000", false},
		{"euid", "SEBOLREG.5560000000", true},
		{"euid", "DEK1101R.HRB000001", true},
		{"euid", "5560000000", false},
		// GS1's own example of a check digit (General Specifications, 7.9).
		{"gln", "6291041500213", true},
		{"gln", "6291041500214", false},
		// An invented number, and the same with another check digit.
		{"isin", "US0000000002", true},
		{"isin", "US0000000001", false},
		{"swift-bic", "KEDJSESSXXX", true},
		{"swift-bic", "KEDJQ1SS", false},
		{"nobody-knows", "anything", true},
	} {
		err := supplier.CheckIdentifier(c.scheme, c.value)
		if (err == nil) != c.good {
			t.Errorf("%s %s: %v", c.scheme, c.value, err)
		}
	}
}

func FuzzCheckIdentifier(f *testing.F) {
	for _, s := range []string{"lei", "duns", "vat", "eori", "euid", "gln", "isin", "swift-bic"} {
		f.Add(s, "")
		f.Add(s, "SE")
		f.Add(s, "969500KEDJATEST00097")
		f.Add(s, "åäö123456789")
	}
	f.Fuzz(func(t *testing.T, scheme, value string) {
		if err := supplier.CheckIdentifier(scheme, value); err != nil && err.Error() == "" {
			t.Error("an error that says nothing")
		}
	})
}

func ExampleCheckIdentifier() {
	fmt.Println(supplier.CheckIdentifier("lei", "969500KEDJATEST00079"))
	// Output: the last two digits do not check the others (ISO 7064 MOD 97-10)
}

func ExampleProvenance_GroundsOf() {
	s := supplier.Supplier{Provenance: supplier.Provenance{
		Source: "register", Confidence: "high",
		SourcesOf: map[string]string{"practices/*": "answer"},
		Sources:   map[string]*supplier.Source{"answer": {Title: "Questionnaire", Grade: "self-declared", Confidence: "moderate"}},
	}}
	fmt.Println(s.GroundsOf("practices/psirt", "").Title, s.GroundsOf("practices/psirt", "").Confidence)
	fmt.Println(s.GroundsOf("established", "").Source, s.GroundsOf("established", "").Confidence)
	// Output:
	// Questionnaire moderate
	// register high
}
