// SPDX-License-Identifier: Apache-2.0

package lint_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/load"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/supplier/lint"
	"github.com/kedja/kedja/system"
)

func records(t *testing.T, text string) lint.Records {
	t.Helper()
	read, ds, err := load.Bytes("r.yaml", []byte("apiVersion: kedja/v1\n"+text), []load.Kind{
		{Name: "Supplier", New: func() any { return new(supplier.Supplier) }},
		{Name: "Country", New: func() any { return new(supplier.Country) }},
		{Name: "Curation", New: func() any { return new(supplier.Curation) }},
		{Name: "Evidence", New: func() any { return new(system.Evidence) }},
		{Name: "System", New: func() any { return new(system.System) }},
	}, nil)
	if err != nil || len(ds) > 0 {
		t.Fatalf("the fixture does not load: %v %v", err, ds)
	}
	var out lint.Records
	for _, r := range read {
		switch v := r.Value.(type) {
		case *supplier.Supplier:
			out.Suppliers = append(out.Suppliers, v)
		case *supplier.Country:
			out.Countries = append(out.Countries, v)
		case *supplier.Curation:
			out.Curations = append(out.Curations, v)
		case *system.Evidence:
			out.Evidence = append(out.Evidence, v)
		case *system.System:
			out.System = v
		}
	}
	return out
}

func options() *lint.Options {
	return &lint.Options{
		AsOf:  time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC),
		Entry: func(id string) bool { return id == "nis2:21.2.a" },
	}
}

// TestCheck holds each warning to its place. The first line of every fixture
// is line 2 of the file, behind apiVersion.
func TestCheck(t *testing.T) {
	const party, acme = "kind: Supplier\nid: a\n", "\n---\nkind: Supplier\nid: acme\nname: Acme AB\n"
	const sys = "kind: System\nid: s\nentity: {id: buyer}\nassets: [{id: core, needs: [amf]}]\nproducts: [{id: amf, supplier: acme}]\n---\n"
	for _, c := range []struct{ name, text, want string }{
		{"a name wants no source", party + "name: Acme\naliases: [Acme]\nroles: [manufacturer]", ""},
		{"facts without a source", party + "established: SE\nsites: [{kind: support, country: XA}]\npractices: {psirt: true}\nincidents: none\nstateLinks: none",
			"4:14 lint/no-source 5 facts have no source: established, sites[0], stateLinks, practices.psirt, …; describe"},
		{"each with a source in its way", party + "established: SE\nheadquarters: SE\nsites: [{kind: support, country: XA, source: s1}]\npractices: {psirt: true, cvdPolicy: true}\n" +
			"sourcesOf: {established: s2, headquarters: s2, 'practices/*': s3}\nsources: {s1: {retrieved: 2026-01-01}, s2: {retrieved: 2026-01-01}, s3: {retrieved: 2026-01-01}}", ""},
		{"a stale source", party + "established: SE\nsource: s1\nsources: {s1: {retrieved: 2024-11-19}}",
			"6:27 lint/stale-source the source s1 was read on 2024-11-19, more than 24 months before 2026-11-20; read it again"},
		{"a source as old as may be", party + "established: SE\nsource: s1\nsources: {s1: {retrieved: 2024-11-20}}", ""},
		{"a stale record", party + "established: SE\nsource: s1\nasOf: 2020-01-01\nsources: {s1: {title: T}}", "7:11 lint/stale-source"},
		{"a source of no date", party + "established: SE\nsource: s1\nsources: {s1: {title: T}}", "6:11 lint/undated-source nobody says when the source s1 was read; add retrieved"},
		{"a source for nothing", party + "sources: {s1: {retrieved: 2026-01-01}}", "4:11 lint/unused-source nothing rests on the source s1"},
		{"a source for no field", party + "headquarters: SE\nsource: s1\nasOf: 2026-01-01\nsourcesOf: {headquaters: s1}\nsources: {s1: {title: T}}",
			"7:26 lint/no-such-field the record states nothing at headquaters; did you mean headquarters?"},
		{"validity of no field", party + "validity: {headquarters: {from: 2026-01-01}}", "4:12 lint/no-such-field"},
		{"an unknown owner", party + "owners: [{party: acmee, share: 1, source: s}]\nasOf: 2026-01-01\nsources: {s: {title: T}}" + acme,
			"4:18 lint/unknown-party an owner of a is acmee, of which there is no Supplier record; did you mean acme?"},
		{"an owner by name", party + "owners: [{party: ACME, share: 1, source: s}]\nasOf: 2026-01-01\nsources: {s: {title: T}}" + acme, "4:18 lint/unknown-party an owner of a is ACME, of which there is no Supplier record; write its id, acme"},
		{"a state and a person as owners", party + "owners: [{party: 'state:XA', share: 0.5, source: s}, {party: 'person:0a1b', share: 0.5, source: s}]\nasOf: 2026-01-01\nsources: {s: {title: T}}", ""},
		{"an unknown subcontractor", party + "subcontractors: [{party: b, source: s}]\nrelations: [{kind: parent, party: c, source: s}]\nasOf: 2026-01-01\nsources: {s: {title: T}}",
			"4:26 lint/unknown-party a subcontractor of a is b|5:35 lint/unknown-party a relation of a is c"},
		{"an owner twice", party + "owners: [{party: acme, share: 0.1}, {party: acme, share: 0.2}]\nsource: s\nasOf: 2026-01-01\nsources: {s: {title: T}}" + acme,
			"4:45 lint/owner-twice acme is already listed at r.yaml:4:10"},
		{"an owner twice at different times", party + "owners: [{party: acme, share: 0.1, to: 2024-12-31}, {party: acme, share: 0.2, from: 2025-01-01}]\nsource: s\nasOf: 2026-01-01\nsources: {s: {title: T}}" + acme, ""},
		{"a complete list that is not", party + "owners: [{party: acme, share: [0.5, 0.8]}]\nunlistedHolderMax: 0\nsource: s\nasOf: 2026-01-01\nsources: {s: {title: T}}" + acme,
			"5:20 lint/incomplete-owners the list of owners is said to be complete, but holds 0.8 at most"},
		{"a circle of owners", party + "owners: [{party: b, share: 0.6}]\nsource: s\nasOf: 2026-01-01\nsources: {s: {title: T}}\n---\nkind: Supplier\nid: b\nowners: [{party: a, votes: 0.9}]\nsource: s\nasOf: 2026-01-01\nsources: {s: {title: T}}",
			"4:10 ownership/cycle a, b control one another in a circle"},
		{"a circle that is over", party + "owners: [{party: b, share: 0.6, to: 2020-01-01}]\nsource: s\nasOf: 2026-01-01\nsources: {s: {title: T}}\n---\nkind: Supplier\nid: b\nowners: [{party: a, votes: 0.9}]\nsource: s\nasOf: 2026-01-01\nsources: {s: {title: T}}", ""},
		{"own shares are no circle", party + "owners: [{party: a, share: 0.6}]\nsource: s\nasOf: 2026-01-01\nsources: {s: {title: T}}", ""},
		{"an expired certificate", party + "certificates: [{scheme: EUCC, validTo: 2026-11-19}, {scheme: NESAS, validTo: 2026-11-20}]\nsource: s\nasOf: 2026-01-01\nsources: {s: {title: T}}",
			"4:40 lint/expired-certificate the certificate EUCC ran out on 2026-11-19; ask for its renewal"},
		{"an incident to review", party + "incidents: [{date: 2024-01-01, kind: breach, state: confirmed, reviewBy: 2026-01-01}]\nsource: s\nasOf: 2026-01-01\nsources: {s: {title: T}}", "4:74 lint/review-due"},
		{"a dissolved party", party + "dissolutionDate: 2026-01-01", "4:18 lint/dissolved a was dissolved on 2026-01-01"},
		{"a name of nobody", party + "name: Acme\naliases: [Acme Works, unknown]", `5:23 lint/empty-name the name "unknown" names nobody`},
		{"a wrong check digit", party + "identifiers: {lei: 969500KEDJATEST00079}", "4:20 lint/identifier lei 969500KEDJATEST00079: the last two digits do not check the others"},
		{"a short D-U-N-S number", party + "identifiers: {duns: 1234567}", "4:21 lint/identifier duns 1234567: a D-U-N-S number has nine digits"},
		{"a scheme misspelt", party + "identifiers: {LEI: 969500KEDJATEST00097}", "4:20 lint/identifier-scheme nobody reads the scheme LEI; write lei if that is meant"},
		{"a scheme of others", party + "identifiers: {org-number-xa: 12}", ""},
		{"one number for two", party + "identifiers: {duns: 01-234-5678}\n---\nkind: Supplier\nid: b\nidentifiers: {duns: 012345678}", "8:21 lint/same-identifier duns 012345678 is also that of a at r.yaml:4:21"},
		{"a fact on a country misspelt", "kind: Country\ncode: XA\nlaw: {compeledAssistance: true}\nsource: s\nasOf: 2026-01-01\nsources: {s: {title: T}}",
			"4:27 lint/unknown-fact no rule that is shipped reads law.compeledAssistance; did you mean compelledAssistance?"},
		{"a fact on a country of one's own", "kind: Country\ncode: XA\nmemberships: {northernLeague: true}\nsource: s\nasOf: 2026-01-01\nsources: {s: {title: T}}", ""},
		{"a country without a source", "kind: Country\ncode: XA\nmemberships: {eu: false}\nindices: {ruleOfLaw: 20}", "4:19 lint/no-source 2 facts have no source: memberships.eu, indices.ruleOfLaw"},
		{"a curation to nobody", "kind: Curation\nid: c\npurl: pkg:npm/x\nparty: acmee\nreason: r\nauthor: me" + acme, "5:8 lint/unknown-party the party of the curation c is acmee"},
		{"a curation that says not why", "kind: Curation\nid: c\npurl: pkg:npm/x\nparty: acme" + acme, "3:5 lint/curation-reason"},
		{"a curation of no package URL", "kind: Curation\nid: c\npurl: npm/x\nparty: acme\nreason: r\nauthor: me" + acme, "4:7 supplier/pattern"},
		{"evidence about nothing", sys + "kind: Evidence\nentry: nis2:21.2.a\nsubject: asset:cor\nstate: met\nsource: s\nasOf: 2026-01-01\nsources: {s: {title: T}}" + acme,
			"10:10 lint/unknown-subject the evidence is about asset:cor, which is not there; did you mean asset:core?"},
		{"evidence about something", sys + "kind: Evidence\nentry: nis2:21.2.a\nsubject: supplier:acme\nstate: met\nsource: s\nasOf: 2026-01-01\nsources: {s: {title: T}}" + acme, ""},
		{"evidence about no kind of thing", "kind: Evidence\nentry: nis2:21.2.a\nsubject: suplier:acme\nstate: met", "4:10 lint/unknown-subject suplier:acme is no subject; did you mean supplier:acme?"},
		{"evidence without a system", "kind: Evidence\nentry: nis2:21.2.a\nsubject: asset:cor\nstate: met", ""},
		{"evidence for no entry", "kind: Evidence\nentry: nis2:99\nstate: met", "3:8 lint/unknown-entry no catalogue has the entry nis2:99"},
		{"evidence of no state", "kind: Evidence\nentry: nis2:21.2.a\nstate: done", `4:8 lint/evidence-state no rule reads the state "done"`},
		{"evidence that ran out", "kind: Evidence\nentry: nis2:21.2.a\nstate: met\nuntil: 2026-11-19", "5:8 lint/expired-evidence"},
		{"evidence reversed", "kind: Evidence\nentry: nis2:21.2.a\nstate: met\ndate: 2027-01-01\nuntil: 2026-12-31", "6:8 supplier/dates-reversed"},
	} {
		t.Run(c.name, func(t *testing.T) { expect(t, lint.Check(records(t, c.text), options()), c.want) })
	}
}

// expect compares the list with prefixes of "line:column code message; remedy",
// separated by bars.
func expect(t *testing.T, ds diag.List, want string) {
	t.Helper()
	var got, wanted []string
	for _, d := range ds {
		if d.Remedy == "" {
			t.Errorf("%s says no remedy: %s", d.Code, d.Message)
		}
		got = append(got, fmt.Sprintf("%d:%d %s %s; %s", d.Line, d.Column, d.Code, d.Message, d.Remedy))
	}
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

func TestStaleMonths(t *testing.T) {
	r := records(t, "kind: Supplier\nid: a\nestablished: SE\nsource: s\nsources: {s: {retrieved: 2026-01-01}}")
	for months, want := range map[int]bool{-1: false, 0: false, 11: false, 10: true} {
		o := options()
		o.StaleMonths = months
		if got := lint.Check(r, o).Has("lint/stale-source"); got != want {
			t.Errorf("%d months: %v", months, got)
		}
	}
	if ds := lint.Check(r, nil); len(ds) > 0 {
		t.Errorf("without a day nothing is stale: %v", ds)
	}
}

func TestCurationThatDecidesNothing(t *testing.T) {
	doc := &sbom.Document{File: "x.json", Root: sbom.None, Nodes: []sbom.Node{{Kind: sbom.KindComponent, Name: "x", PURLs: []string{"pkg:npm/%40acme/x@1.0.0"}}}}
	for purl, idle := range map[string]bool{"pkg:npm/@acme/*": false, "pkg:npm/%40acme/x": false, "pkg:npm/@acme/y": true, "pkg:maven/*": true} {
		r := records(t, "kind: Curation\nid: c\npurl: '"+purl+"'\nparty: 'ns:npm/@acme'\nreason: r\nauthor: me")
		r.Documents = []*sbom.Document{doc}
		if got := lint.Check(r, options()).Has("lint/idle-curation"); got != idle {
			t.Errorf("%s: %v", purl, got)
		}
	}
}

// TestPersonsInIDs: an id is shown where a name is not.
func TestPersonsInIDs(t *testing.T) {
	for text, want := range map[string]bool{
		"id: a\nowners: [{party: 'person:Jane Doe', share: 0.1}]":                  true,
		"id: a\nowners: [{party: 'person:jane-doe', share: 0.1}]":                  true,
		"id: a\nowners: [{party: 'person:1', share: 0.1}]":                         false,
		"id: a\nowners: [{party: 'person:5b8ed1268e66', share: 0.1}]":              false,
		"id: a\nowners: [{party: 'person:founder', share: 0.1}]":                   false,
		"id: a\nrelations: [{party: 'person:Jane Doe', kind: director}]":           true,
		"id: jdoe\npartyKind: person\nname: Jane Doe":                              false,
		"id: doe\npartyKind: person\nname: Jane Doe":                               true,
		"id: 'person:1'\npartyKind: person\nname: Jane Doe":                        false,
		"id: tarnlib\npartyKind: person\nname: Maintainer of the tarnlib packages": false,
		"id: tarnlib\npartyKind: person\nname: tarnlib":                            false,
		"id: acme\npartyKind: company\nname: Acme":                                 false,
	} {
		if got := lint.Check(records(t, "kind: Supplier\n"+text), options()).Has("lint/person-id"); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}

// TestImpossibleHoldings: what a party holds of itself, and votes that are
// taken from shares.
func TestImpossibleHoldings(t *testing.T) {
	for owners, code := range map[string]string{
		"{party: a, share: 1}":                                                       "lint/owns-itself",
		"{party: a, share: 0.1}, {party: b, share: 0.9}":                             "",
		"{party: b, share: 0.3, votes: 0.7}, {party: c, share: 0.5}":                 "lint/votes-over-1",
		"{party: b, share: 0.3, votes: 0.7}, {party: c, share: 0.5, votes: 0.3}":     "",
		"{party: b, share: 0.3, votes: 0.7}, {party: c, share: [0.2, 0.5]}":          "",
		"{party: b, share: 0.3, votes: 0.7, to: 2020-01-01}, {party: c, share: 0.5}": "",
	} {
		ds := lint.Check(records(t, "kind: Supplier\nid: a\nowners: ["+owners+"]"), options())
		for _, c := range []string{"lint/owns-itself", "lint/votes-over-1"} {
			if ds.Has(c) != (c == code) {
				t.Errorf("%s: %v, want %q", owners, ds, code)
			}
		}
	}
}

// TestOrder shuffles the records: what is said, and in which order, stays.
func TestOrder(t *testing.T) {
	r := records(t, "kind: Supplier\nid: a\nidentifiers: {duns: '012345678'}\nowners: [{party: b, share: 0.6}]\n---\nkind: Supplier\nid: b\nidentifiers: {duns: '012345678'}\nowners: [{party: c, share: 0.6}]\n---\nkind: Supplier\nid: c\nowners: [{party: a, share: 0.6}]")
	want := lint.Check(r, options()).Error()
	for range 3 {
		r.Suppliers = append(r.Suppliers[1:], r.Suppliers[0])
		if got := lint.Check(r, options()).Error(); got != want {
			t.Fatalf("got\n%s\nwant\n%s", got, want)
		}
	}
}

func ExampleCheck() {
	s := &supplier.Supplier{ID: "teliqon", Identifiers: map[string]string{"duns": "1234567"}}
	fmt.Println(lint.Check(lint.Records{Suppliers: []*supplier.Supplier{s}}, nil))
	// Output: warning: duns 1234567: a D-U-N-S number has nine digits; copy it again from its source [lint/identifier]
}

// TestNobodyIsNotUnknown: an owner without a party is an error of loading, and
// no second one.
func TestNobodyIsNotUnknown(t *testing.T) {
	for _, party := range []string{`party: ""`, "party: null", "share: 1"} {
		read, ds, err := load.Bytes("r.yaml", []byte("apiVersion: kedja/v1\nkind: Supplier\nid: a\nsource: s\nasOf: 2026-01-01\nsources: {s: {title: T}}\nowners: [{"+party+"}]\n"),
			[]load.Kind{{Name: "Supplier", New: func() any { return new(supplier.Supplier) }}}, nil)
		if err != nil || len(read) != 1 {
			t.Fatalf("%s: %v %v", party, err, ds)
		}
		ds = append(ds, lint.Check(lint.Records{Suppliers: []*supplier.Supplier{read[0].Value.(*supplier.Supplier)}}, options())...)
		if len(ds) != 1 || ds[0].Code != "load/missing-field" {
			t.Errorf("%s: %v", party, ds)
		}
	}
}
