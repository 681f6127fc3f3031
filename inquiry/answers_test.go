// SPDX-License-Identifier: Apache-2.0

package inquiry_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/inquiry"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/supplier/importer"
)

// record reads one supplier record.
func record(t testing.TB, yaml string) *supplier.Supplier {
	t.Helper()
	got, ds, err := inquiry.Read("answers.yaml", []byte("apiVersion: kedja/v1\nkind: Supplier\n"+yaml))
	if err != nil || ds.Err() != nil || len(got) != 1 {
		t.Fatalf("%s\nis no record: %v %v", yaml, err, ds)
	}
	return got[0]
}

func written(t testing.TB, s *supplier.Supplier) string {
	t.Helper()
	var b bytes.Buffer
	if err := importer.WriteRecord(&b, "Supplier", s); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func codes(ds diag.List) []string {
	var out []string
	for _, d := range ds {
		out = append(out, d.Code+" "+d.Pointer)
	}
	return out
}

var received = supplier.Date{Time: asOf}

// TestAnswers: what the record is silent about is taken with its source, and
// nothing else is.
func TestAnswers(t *testing.T) {
	const signed = `
sourcesOf: {%s: answer-2026-05-20}
sources: {answer-2026-05-20: {title: Answer of Acme AB, date: 2026-05-20, retrieved: 2026-06-01, grade: self-declared}}
`
	own := "id: acme\nname: Acme AB\nsource: s1\nsources: {s1: {title: Register, grade: third-party}}\n"
	for _, c := range []struct {
		name, record, answer, want string
		codes                      []string
	}{
		{name: "a fact", record: "practices: {psirt: true}", answer: "practices: {cvdPolicy: false}",
			want: "practices: {cvdPolicy: false, psirt: true}" + strings.ReplaceAll(signed, "%s", `"practices/cvdPolicy"`)},
		{name: "nothing", record: "headquarters: XA", answer: "headquarters: null", want: "headquarters: XA"},
		{name: "the same again", record: "sites: [{kind: hosting, country: XA, source: s1}, {kind: support, country: XB}]",
			answer: "sites: [{kind: support, country: XB}, {kind: hosting, country: XA}]",
			want:   "sites: [{kind: hosting, country: XA, source: s1}, {kind: support, country: XB}]"},
		{name: "contradiction", record: "headquarters: XA\nincidents: none", answer: "headquarters: XB\nincidents: [{date: 2025-01-01, kind: leak, state: confirmed}]",
			want: "headquarters: XA\nincidents: none", codes: []string{"inquiry/conflict", "inquiry/conflict"}},
		{name: "none where a list is stated", record: "stateLinks: [{country: XA, kind: board}]", answer: "stateLinks: none",
			want: "stateLinks: [{country: XA, kind: board}]", codes: []string{"inquiry/conflict"}},
		{name: "not for the supplier", answer: "designations: none\nroles: [manufacturer]\nname: Ostbit Oy\nmatch: {purl: ['pkg:npm/*']}\naliases: [Ostbit]\nconfidence: high",
			codes: []string{"inquiry/not-taken", "inquiry/not-taken", "inquiry/not-taken", "inquiry/not-taken", "inquiry/not-taken", "inquiry/not-taken"}},
		{name: "a grade of its own", answer: "certificates: [{scheme: EUCC, source: x}]\nsource: x\nsources: {x: {title: Our audit, grade: own-audit}}",
			want:  "certificates: [{scheme: EUCC}]" + strings.ReplaceAll(signed, "%s", "certificates"),
			codes: []string{"inquiry/not-taken", "inquiry/not-taken"}},
		{name: "within a range", record: "owners: [{party: fund, share: [0.2, 0.6], source: s1}, {party: bank, share: 0.1}]\nunlistedHolderMax: 0.3",
			answer: "owners: [{party: bank, share: 0.1}, {party: fund, share: 0.5}, {party: 'person:1', share: 0.25}]\nunlistedHolderMax: 0",
			want: "owners: [{party: fund, share: 0.5}, {party: bank, share: 0.1, source: s1}, {party: 'person:acme:1', share: 0.25}]\nunlistedHolderMax: 0" +
				strings.ReplaceAll(strings.ReplaceAll(signed, "sourcesOf: {%s: answer-2026-05-20}", "sourcesOf: {owners: answer-2026-05-20, unlistedHolderMax: answer-2026-05-20}"), "%s", "")},
		{name: "outside a range", record: "owners: [{party: fund, share: [0.2, 0.6]}]\nunlistedHolderMax: 0.3", answer: "owners: [{party: fund, share: 0.7}]\nunlistedHolderMax: 0.4",
			want: "owners: [{party: fund, share: [0.2, 0.6]}]\nunlistedHolderMax: 0.3", codes: []string{"inquiry/conflict", "inquiry/conflict"}},
		{name: "a holder left out", record: "owners: [{party: fund, share: 0.4}]", answer: "owners: [{party: bank, share: 0.1}]",
			want: "owners: [{party: fund, share: 0.4}]", codes: []string{"inquiry/conflict"}},
		{name: "one holder too many", record: "owners: [{party: fund, share: 0.4}]\nunlistedHolderMax: 0.1", answer: "owners: [{party: fund, share: 0.4}, {party: bank, share: 0.2}]",
			want: "owners: [{party: fund, share: 0.4}]\nunlistedHolderMax: 0.1", codes: []string{"inquiry/conflict"}},
		{name: "rights beside the votes", record: "owners: [{party: fund, share: 0.4, source: s1}]", answer: "owners: [{party: fund, share: 0.4, rights: [veto]}]",
			want: "owners: [{party: fund, share: 0.4, rights: [veto]}]" + strings.ReplaceAll(signed, "%s", "owners")},
		{name: "other rights", record: "owners: [{party: fund, share: 0.4, rights: [board]}]", answer: "owners: [{party: fund, rights: [veto]}]",
			want: "owners: [{party: fund, share: 0.4, rights: [board]}]", codes: []string{"inquiry/conflict"}},
		{name: "owners since", record: "owners: [{party: fund, share: 0.4, to: 2025-12-31}]", answer: "owners: [{party: bank, share: 0.3, from: 2026-01-01}]",
			want: "owners: [{party: fund, share: 0.4, to: 2025-12-31, source: s1}, {party: bank, share: 0.3, from: 2026-01-01}]" + strings.ReplaceAll(signed, "%s", "owners")},
		{name: "ties since", record: "stateLinks: [{country: XA, kind: board, to: 2025-12-31}]", answer: "stateLinks: [{country: XB, kind: board}]",
			want: "stateLinks: [{country: XA, kind: board, to: 2025-12-31, source: s1}, {country: XB, kind: board}]" + strings.ReplaceAll(signed, "%s", "stateLinks")},
		{name: "days of one more severity", record: "practices: {patchDays: {critical: 14}}", answer: "practices: {patchDays: {critical: 7, high: 30}}",
			want:  "practices: {patchDays: {critical: 14, high: 30}}" + strings.ReplaceAll(signed, "%s", `"practices/patchDays"`),
			codes: []string{"inquiry/conflict"}},
		{name: "a fact whose time is over", record: "headquarters: XA\nvalidity: {headquarters: {to: 2025-12-31}}", answer: "headquarters: XB",
			want: "headquarters: XB\nvalidity: {headquarters: {from: 2026-05-20}}" + strings.ReplaceAll(signed, "%s", "headquarters")},
	} {
		t.Run(c.name, func(t *testing.T) {
			old, answer := record(t, own+c.record), record(t, "id: acme\nasOf: 2026-05-20\n"+c.answer)
			before, given := written(t, old), written(t, answer)
			got, ds := inquiry.Answers(old, answer, inquiry.AnswerOptions{Received: received, Party: func(name string) string { return name }})
			var have []string
			for _, d := range ds {
				have = append(have, d.Code)
			}
			if diff := cmp.Diff(c.codes, have); diff != "" {
				t.Errorf("the diagnostics differ: %s\n%v", diff, ds)
			}
			want := own + c.want
			if i := strings.Index(c.want, "sources: {"); i >= 0 {
				want = strings.Replace(own, "sources: {", "sources: {"+strings.TrimSuffix(strings.TrimSpace(c.want[i+len("sources: {"):]), "}")+", ", 1) + c.want[:i]
			}
			if diff := cmp.Diff(written(t, record(t, want)), written(t, got)); diff != "" {
				t.Error(diff)
			}
			if written(t, old) != before || written(t, answer) != given {
				t.Error("the arguments changed")
			}
		})
	}
}

// TestAnswersOfAnother: answers count for their own party alone.
func TestAnswersOfAnother(t *testing.T) {
	r := record(t, "id: acme\nname: Acme AB\n")
	got, ds := inquiry.Answers(r, record(t, "id: ostbit\nheadquarters: XB\n"), inquiry.AnswerOptions{Received: received})
	if got != r || !slices.Equal(codes(ds), []string{"inquiry/other-party /id"}) {
		t.Errorf("got %v with %v", got, ds)
	}
}

// TestAnswersFromTheFuture: a day after they came in is not believed.
func TestAnswersFromTheFuture(t *testing.T) {
	got, ds := inquiry.Answers(record(t, "id: acme\nname: Acme AB\n"), record(t, "id: acme\nasOf: 2030-01-01\nheadquarters: XB\n"), inquiry.AnswerOptions{Received: received})
	if s := got.Sources["answer-2026-06-01"]; s == nil || s.Date != received || len(ds) != 1 || ds[0].Code != "inquiry/future" {
		t.Errorf("got the source %v with %v", s, ds)
	}
}

// TestOnlySuppliersAreRead: a reply brings no waiver, system or curation.
func TestOnlySuppliersAreRead(t *testing.T) {
	got, ds, err := inquiry.Read("reply.yaml", []byte("apiVersion: kedja/v1\nkind: Waiver\nid: w\nrule: '*'\n---\nkind: Supplier\nid: acme\nheadquarters: UK\n---\nkind: Supplier\nid: ok\n"))
	if err != nil || len(got) != 1 || got[0].ID != "ok" {
		t.Errorf("read %v, %v", got, err)
	}
	if want := []string{"load/unknown-kind ", "supplier/country-code /headquarters"}; !slices.Equal(codes(ds), want) {
		t.Errorf("said %v, not %v", codes(ds), want)
	}
}

// TestRoundTrip goes the whole way: the form to the supplier, its answers
// into the record, the record into the next assessment.
func TestRoundTrip(t *testing.T) {
	in, _, d := nordmark(t)
	form := string(inquiry.Skeleton(d, questionnaire(t, d, "brixomar")))
	blank, ds, err := inquiry.Read("brixomar.yaml", []byte(form))
	if err != nil || len(ds) > 0 || len(blank) != 1 {
		t.Fatalf("the form is not read: %v %v", err, ds)
	}
	i := slices.IndexFunc(in.Suppliers, func(s *supplier.Supplier) bool { return s.ID == "brixomar" })
	if same, ds := inquiry.Answers(in.Suppliers[i], blank[0], inquiry.AnswerOptions{Received: received}); len(ds) > 0 || written(t, same) != written(t, in.Suppliers[i]) {
		t.Errorf("a form without answers changes the record: %v", ds)
	}
	for field, answer := range map[string]string{
		"stateLinks": "none", "cvdPolicy": "true", "secureDevelopment": "iec-62443-4-1", "sbomProvided": "true", "endOfSale": "none", "stockDays": "45",
		"unlistedHolderMax": "0", "owners": "[{party: tarnvik-fund, share: 0.3}, {party: Skarvholm AS, share: 0.7}]", "asOf": "2026-05-30", "tlp": "AMBER",
	} {
		filled := strings.Replace(form, field+": null", field+": "+answer, 1)
		if filled == form {
			t.Errorf("the form does not ask for %s", field)
		}
		form = filled
	}
	reply, ds, err := inquiry.Read("brixomar.yaml", []byte(form))
	if err != nil || len(ds) > 0 {
		t.Fatalf("the answers are not read: %v %v", err, ds)
	}
	done, ds := inquiry.Answers(in.Suppliers[i], reply[0], inquiry.AnswerOptions{Received: received})
	if ds.Err() != nil {
		t.Fatal(ds)
	}
	file := filepath.Join(t.TempDir(), "brixomar.yaml")
	if err := os.WriteFile(file, []byte(written(t, done)), 0o600); err != nil {
		t.Fatal(err)
	}
	read := loaded(t, file)
	if read.Diagnostics.Err() != nil {
		t.Fatalf("the completed record is not read: %v", read.Diagnostics)
	}
	in.Suppliers[i] = read.Suppliers[0]
	next := inquiry.Make(assess(t, in), in, inquiry.Options{Rules: rules(t)})
	for _, q := range next.Questionnaires {
		if q.To == "brixomar" {
			t.Errorf("it is asked again for %v", q.Questions)
		}
	}
	s := read.Suppliers[0]
	if g := s.GroundsOf("practices/cvdPolicy", ""); g.Title != "Answer of Brixomar Ltd" || g.Grade != "self-declared" || g.TLP != "AMBER" || g.Checked.String() != "2026-06-01" {
		t.Errorf("the answer rests on %+v", g)
	}
	if g := s.GroundsOf("practices/psirt", ""); g.Source != "s1" {
		t.Errorf("what was stated before rests on %+v", g)
	}
}
