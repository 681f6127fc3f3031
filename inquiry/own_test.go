// SPDX-License-Identifier: Apache-2.0

package inquiry

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/load"
	"github.com/kedja/kedja/policies"
	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/supplier/lint"
)

// nordmarksOwn is the questions of the example world to its operator.
func nordmarksOwn(t *testing.T) (*Document, *Questionnaire, *kedja.Input) {
	t.Helper()
	in, _, err := kedja.Load([]string{"../examples/nordmark/system.yaml"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	a, err := kedja.Assess(context.Background(), in, kedja.Options{AsOf: time.Date(2026, time.June, 1, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	set, err := policies.Compile(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	d := Make(a, in, Options{Rules: set.Rules(), All: true})
	q := &d.Questionnaires[len(d.Questionnaires)-1]
	if q.To != "" {
		t.Fatal("nothing is asked of the operator")
	}
	return d, q, in
}

var numbered = regexp.MustCompile(`(?m)^ *# ([0-9]+)\. .*\n((?: *#.*\n)*)( *(?:- )?[A-Za-z_]+): null$`)

// filled answers every question of the form by an example of the form that
// is asked for.
func filled(t *testing.T, in *kedja.Input, q *Questionnaire, text string) string {
	t.Helper()
	return numbered.ReplaceAllStringFunc(text, func(s string) string {
		var n int
		if _, err := fmt.Sscanf(strings.TrimLeft(s, " #"), "%d.", &n); err != nil || n < 1 || n > len(q.Questions) {
			t.Fatalf("no question has the number in %s", s)
		}
		x := &q.Questions[n-1]
		answer := example(x.Form)
		switch {
		case x.Form.Min != nil:
			answer = plainNumber(*x.Form.Min)
		case strings.HasSuffix(x.Place.Field, "/contracts"):
			answer = "[" + in.System.Contracts[0].ID + "]"
		case strings.HasSuffix(x.Place.Field, "/shares"):
			answer = "{" + in.System.Products[0].ID + ": 1}"
		case strings.HasSuffix(x.Place.Field, "/needs"):
			answer = "[" + in.System.Products[0].ID + "]"
		case strings.HasSuffix(x.Place.Field, "/subject"):
			answer = "product:" + in.System.Products[0].ID
		case strings.HasSuffix(x.Place.Field, "/designations"):
			answer = "[{regime: r, status: cleared, authority: A, legalBasis: L, from: 2026-01-01}]"
		}
		return strings.TrimSuffix(s, "null") + answer
	})
}

// checked writes the files and reads them as kedja lint does.
func checked(t *testing.T, files []OwnFile, change func(string) string) (*kedja.Input, diag.List) {
	t.Helper()
	dir := t.TempDir()
	for _, f := range files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(change(string(f.Text))), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	in, list, err := kedja.Load([]string{filepath.Join(dir, "system.yaml")}, nil)
	if err != nil {
		t.Fatalf("%v\n%s", err, files[0].Text)
	}
	return in, append(list, lint.Check(lint.Records{System: in.System, Suppliers: in.Suppliers, Countries: in.Countries, Evidence: in.Evidence}, nil)...)
}

// TestOwnFormIsSound: the form of the example world passes lint as it stands
// and with every question answered; every question has its place in it.
func TestOwnFormIsSound(t *testing.T) {
	d, q, in := nordmarksOwn(t)
	files := OwnForm(d, q, in)
	if _, list := checked(t, files, func(s string) string { return s }); list.Err() != nil {
		t.Errorf("as it stands: %v", list.Err())
	}
	got, list := checked(t, files, func(s string) string { return filled(t, in, q, s) })
	if list.Err() != nil {
		t.Errorf("filled in: %v", list.Err())
	}
	text := ""
	for _, f := range files {
		text += string(f.Text)
	}
	for i := range q.Questions {
		if n := strings.Count(text, fmt.Sprintf("# %d. %s", i+1, q.Questions[i].Text)); n < 1 {
			t.Errorf("question %d, %s, is not in the form", i+1, q.Questions[i].ID)
		}
	}
	shared := 0 // fields that share a question
	for _, x := range q.Questions {
		switch x.Place.Kind {
		case "Country":
			shared += len(x.Form.Entry)
		case "Evidence":
			shared += len([]string{"date", "assessor", "until"})
		}
	}
	if left := strings.Count(filled(t, in, q, text), ": null"); left != shared {
		t.Errorf("%d fields have no question above them, not %d", left, shared)
	}
	if len(got.System.Products) == 0 || got.System.ID != in.System.ID {
		t.Errorf("the form is of %q with %d products", got.System.ID, len(got.System.Products))
	}
}

// TestOwnFormKeepsPlaces: each answer arrives in the entry that its question
// is about, also where entries of the record before it are not in the form.
func TestOwnFormKeepsPlaces(t *testing.T) {
	in := loadedFrom(t, `
id: s
currency: EUR
assets: [{id: a, needs: [p1, p2]}]
products:
  - {id: p1, contracts: [k1]}
  - id: p2
    services: [{party: x, kind: support, access: user, from: XA}, {party: y, kind: hosting}]
    contracts: [k2]
contracts: [{id: k1, supplier: x}, {id: k2, supplier: y}]
`)
	ask := func(subject, field string, form Form) Question {
		return Question{Subject: subject, Text: "Q", Form: form, Place: Place{Kind: "System", ID: "s", Field: field}}
	}
	q := &Questionnaire{Name: "us", Questions: []Question{
		ask("product:p2", "/products/1/services/1/access", Form{Type: Word, Words: []string{"privileged"}}),
		ask("product:p2", "/products/1/migration/months", count("months")),
		ask("contract:k2", "/contracts/1/clauses/auditRight", Form{Type: Boolean}),
		ask("asset:a", "/assets/0/shares", Form{Type: Mapping}),
		ask("system:s", "/entity/country", Form{Type: Country}),
		{Subject: "country:XB", Text: "Q", Form: Form{Type: Mapping, Entry: flags("eu", "nato")}, Place: Place{Kind: "Country", ID: "XB", Field: "/memberships"}},
		{Subject: "supplier:name:low land", Text: "Q", Form: Form{Type: Country}, Place: Place{Kind: "Supplier", ID: "name:low land", Field: "/headquarters"}},
		ask("product:p1", "/products/0/sbom", Form{Type: "a file"}),
		ask("product:p1", "/products/0/nonsense", Form{Type: Text}),
		{Subject: "system:s", Text: "Q", Form: Form{Type: Word, Words: []string{"partly"}}, Place: Place{Kind: "Evidence", ID: "law:1", Field: "/state"}},
	}}
	files := OwnForm(&Document{Subject: result.Subject{ID: "system:s"}}, q, in)
	got, list := checked(t, files, func(s string) string {
		s = filled(t, in, q, s)
		return strings.NewReplacer("nato: null", "nato: true").Replace(s)
	})
	if list.Err() != nil {
		t.Fatal(list.Err())
	}
	s := got.System
	if len(s.Products) != 2 || s.Products[1].Services[0].Party != "y" || s.Products[1].Services[0].Access != "privileged" || s.Products[1].Migration.Months == nil {
		t.Errorf("products came back as %+v", s.Products)
	}
	if len(s.Contracts) != 1 || s.Contracts[0].ID != "k2" || !s.Contracts[0].Clauses["auditRight"] {
		t.Errorf("contracts came back as %+v", s.Contracts)
	}
	if s.Assets[0].Shares["p1"] != 1 || s.Entity.Country != "XA" || s.Currency != "EUR" {
		t.Errorf("the system came back as %+v", s)
	}
	if _, stated := got.Countries[0].Memberships["eu"]; stated || !got.Countries[0].Memberships["nato"] {
		t.Errorf("what is still null is unknown, not %v", got.Countries[0].Memberships)
	}
	if x := got.Suppliers[0]; x.ID != "low-land" || x.Name != "low land" || x.Headquarters != "XA" {
		t.Errorf("the supplier came back as %+v", x)
	}
	if x := got.Evidence[0]; len(got.Evidence) != 1 || x.Entry != "law:1" || x.Subject != "system:s" || x.State != "partly" || !x.Date.IsZero() {
		t.Errorf("the evidence came back as %+v", x)
	}
	last := string(files[len(files)-1].Text)
	_, aside, _ := strings.Cut(last, "What is answered elsewhere")
	for _, want := range []string{"# 8. Q\n# About: product:p1\n", "# 9. Q"} {
		if !strings.Contains(aside, want) {
			t.Errorf("what has no place in a record does not say %q:\n%s", want, aside)
		}
	}
}

// loadedFrom reads a system from its text.
func loadedFrom(t *testing.T, text string) *kedja.Input {
	t.Helper()
	name := filepath.Join(t.TempDir(), "system.yaml")
	if err := os.WriteFile(name, []byte("apiVersion: kedja/v1\nkind: System"+text), 0o600); err != nil {
		t.Fatal(err)
	}
	in, list, err := kedja.Load([]string{name}, nil)
	if err != nil || list.Err() != nil {
		t.Fatal(err, list.Err())
	}
	return in
}

// TestOwnFormOfNobody: suppliers have their own form, and no questions none.
func TestOwnFormOfNobody(t *testing.T) {
	d := &Document{}
	if got := OwnForm(d, &Questionnaire{To: "acme", Questions: make([]Question, 1)}, nil); got != nil {
		t.Errorf("a supplier's questions make %d files", len(got))
	}
	if got := OwnForm(d, &Questionnaire{}, nil); got != nil {
		t.Errorf("no questions make %d files", len(got))
	}
	only := OwnForm(d, &Questionnaire{Questions: []Question{{Text: "Q", Place: Place{Kind: "Curation", Field: "/party"}}}}, nil)
	if len(only) != 1 {
		t.Fatalf("one question makes %d files", len(only))
	}
	if _, list, err := load.Bytes("x", only[0].Text, kedja.Kinds(), nil); err != nil || list.Err() != nil {
		t.Errorf("a form of comments alone is no record: %v %v\n%s", err, list, only[0].Text)
	}
}
