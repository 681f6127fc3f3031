// SPDX-License-Identifier: Apache-2.0

package inquiry_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"flag"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/inquiry"
	"github.com/kedja/kedja/policies"
	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
)

var update = flag.Bool("update", false, "write the expected output and docs/schema")

var asOf = time.Date(2026, time.June, 1, 0, 0, 0, 0, time.UTC)

var builtin = sync.OnceValues(func() (*policies.Set, error) { return policies.Compile(context.Background(), nil) })

// rules is what the built-in packs need.
func rules(t testing.TB) []policies.Rule {
	t.Helper()
	set, err := builtin()
	if err != nil {
		t.Fatal(err)
	}
	return set.Rules()
}

func catalogue(t testing.TB) policies.Catalogue {
	t.Helper()
	set, err := builtin()
	if err != nil {
		t.Fatal(err)
	}
	return set.Catalogue()
}

func assess(t testing.TB, in *kedja.Input) *result.Assessment {
	t.Helper()
	a, err := kedja.Assess(context.Background(), in, kedja.Options{AsOf: asOf})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func loaded(t testing.TB, file string) *kedja.Input {
	t.Helper()
	in, _, err := kedja.Load([]string{file}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return in
}

func nordmark(t testing.TB) (*kedja.Input, *result.Assessment, *inquiry.Document) {
	t.Helper()
	in := loaded(t, "../examples/nordmark/system.yaml")
	a := assess(t, in)
	return in, a, inquiry.Make(a, in, inquiry.Options{Rules: rules(t), Catalogue: catalogue(t)})
}

func golden(t *testing.T, file string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s differs; if meant, run go test ./inquiry -update:\n%s", file, diff)
	}
}

func questionnaire(t *testing.T, d *inquiry.Document, to string) *inquiry.Questionnaire {
	t.Helper()
	for i := range d.Questionnaires {
		if d.Questionnaires[i].To == to {
			return &d.Questionnaires[i]
		}
	}
	t.Fatalf("nothing is asked of %q", to)
	return nil
}

// TestNordmark holds every output of the example world to what it was.
func TestNordmark(t *testing.T) {
	_, _, d := nordmark(t)
	var text, letter bytes.Buffer
	if err := inquiry.WriteText(&text, d); err != nil {
		t.Fatal(err)
	}
	brixomar := questionnaire(t, d, "brixomar")
	if err := inquiry.Letter(&letter, d, brixomar); err != nil {
		t.Fatal(err)
	}
	golden(t, "testdata/nordmark.txt", text.Bytes())
	golden(t, "testdata/brixomar.md", letter.Bytes())
	golden(t, "testdata/brixomar.yaml", inquiry.Skeleton(d, brixomar))
}

// TestTable: a row for each question, with a column to answer in.
func TestTable(t *testing.T) {
	_, _, d := nordmark(t)
	var b bytes.Buffer
	if err := inquiry.WriteCSV(&b, d); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	head, rows := rows[0], rows[1:]
	for _, q := range d.Questionnaires {
		for i, x := range q.Questions {
			got := rows[0]
			rows = rows[1:]
			for column, want := range map[string]string{
				"to": q.To, "no": strconv.Itoa(i + 1), "id": x.ID, "question": x.Text, "file": x.Place.File, "field": x.Place.Field,
				"decides": strconv.Itoa(x.Value.Decides), "tlp": d.TLP, "answer": "",
			} {
				if got := got[slices.Index(head, column)]; got != want {
					t.Errorf("%s: the column %s has %q, not %q", x.ID, column, got, want)
				}
			}
		}
	}
	if len(rows) > 0 {
		t.Errorf("there are %d rows too many", len(rows))
	}
}

// TestOrder: the verdict first, then width, then rules; the user's own part
// last.
func TestOrder(t *testing.T) {
	_, _, d := nordmark(t)
	for i, q := range d.Questionnaires {
		if (q.To == "") != (i == len(d.Questionnaires)-1) {
			t.Errorf("the user's own part is number %d of %d", i+1, len(d.Questionnaires))
		}
		for j := 1; j < len(q.Questions); j++ {
			v, w := q.Questions[j-1].Value, q.Questions[j].Value
			switch {
			case v.Decides == 0 && w.Decides > 0:
				t.Errorf("%s comes after %s, which decides nothing", q.Questions[j].ID, q.Questions[j-1].ID)
			case v.Decides == 0 && v.Share < w.Share:
				t.Errorf("%s comes after %s, which narrows less", q.Questions[j].ID, q.Questions[j-1].ID)
			case v.Decides == 0 && v.Share == w.Share && v.Rules < w.Rules:
				t.Errorf("%s comes after %s, which fewer rules ask for", q.Questions[j].ID, q.Questions[j-1].ID)
			}
		}
	}
}

// TestEveryFindingIsAskedFor: of every unknown finding about a party with a
// record, product or contract, something is asked.
func TestEveryFindingIsAskedFor(t *testing.T) {
	_, a, d := nordmark(t)
	askedForAll(t, a, d)
}

func askedForAll(t *testing.T, a *result.Assessment, d *inquiry.Document) {
	t.Helper()
	asked := map[string]bool{}
	for _, q := range d.Questionnaires {
		for _, x := range q.Questions {
			for _, r := range x.Reasons {
				for _, f := range r.Findings {
					asked[f] = true
				}
			}
		}
	}
	for _, f := range a.Findings {
		if f.Outcome != result.Unknown || f.Waiver != "" || asked[f.ID] {
			continue
		}
		if strings.HasPrefix(f.Subject, "supplier:name:") {
			continue // known by name only
		}
		t.Errorf("nothing is asked for the finding %s of %s on %s: %s", f.ID, f.Rule, f.Subject, f.Message)
	}
}

// TestEveryPackIsAskedFor: so it is by all packs, off ones too, for an entity
// that each of them binds, and for one of which nothing is known.
func TestEveryPackIsAskedFor(t *testing.T) {
	packs := []string{"baseline", "cra", "csa2", "dataact", "dora", "eu5g", "eui2841", "ictscs26", "nis2", "nis2art22", "procurement"}
	set, err := policies.Compile(context.Background(), &policies.Options{Packs: packs})
	if err != nil {
		t.Fatal(err)
	}
	known := system.Entity{ID: "nordmark", Country: "SE", Roles: system.EntityRoles(), Sectors: []string{"nis2:digital-infrastructure", "dora:insurance-intermediaries", "eui:union-entity"}}
	for name, entity := range map[string]system.Entity{"every role": known, "nothing known": {ID: "nordmark"}} {
		t.Run(name, func(t *testing.T) {
			in := loaded(t, "../examples/nordmark/system.yaml")
			in.System.Entity = entity
			in.System.Incidents = []system.Incident{{ID: "i1"}, {ID: "i2", Kind: "exploited-vulnerability", AwareAt: &system.Instant{Time: asOf.AddDate(0, -3, 0)}}}
			for i := range in.System.Contracts {
				in.System.Contracts[i].Clauses = map[string]bool{"dataAct": true}
			}
			a, err := kedja.Assess(context.Background(), in, kedja.Options{AsOf: asOf, Packs: packs, Subjects: math.MaxInt})
			if err != nil {
				t.Fatal(err)
			}
			d := inquiry.Make(a, in, inquiry.Options{Rules: set.Rules(), Catalogue: set.Catalogue(), All: true})
			askedForAll(t, a, d)
			for _, q := range d.Questionnaires {
				ids := map[string]bool{}
				for _, x := range q.Questions {
					if ids[x.ID] {
						t.Errorf("%s is asked twice", x.ID)
					}
					ids[x.ID] = true
					if x.Place.Kind == "" || strings.HasPrefix(x.Text, "The f") {
						t.Errorf("%s has no form of its own: %s", x.ID, x.Text)
					}
					if q.To != "" && x.Place.Kind != "Supplier" {
						t.Errorf("%s is asked for %s", q.To, x.ID)
					}
					if x.Place.Kind == "Evidence" && !strings.HasPrefix(x.Form.Note, "wanted: ") {
						t.Errorf("%s does not say what is wanted", x.ID)
					}
				}
			}
			for _, b := range a.Bounds {
				for _, fact := range b.Missing {
					if b.Answer == "unknown" && !strings.HasPrefix(fact, "entity.") {
						t.Errorf("the scope of %s misses %s", b.Pack, fact)
					}
				}
			}
		})
	}
}

// TestSubjectsOfFoldedFindings: of a finding that names all its subjects just
// these are asked, and nothing is inferred; of one that names the first only
// the others are, where their records lack the fact.
func TestSubjectsOfFoldedFindings(t *testing.T) {
	a := &result.Assessment{AsOf: "2026-06-01T00:00:00Z"}
	in := &kedja.Input{}
	var ids []string
	for i := range 13 {
		id := "s" + strconv.Itoa(10+i)
		ids = append(ids, "supplier:"+id)
		a.Parties = append(a.Parties, result.Party{ID: id, Name: id, Products: []string{"p" + id}})
		in.Suppliers = append(in.Suppliers, &supplier.Supplier{ID: id, Name: id})
	}
	ask := func(count int, named []string) (asked, inferred []string) {
		a.Findings = []result.Finding{{ID: "f", Rule: "r", Outcome: result.Unknown, Subject: "system:s", Count: count, Examples: named, Missing: []string{"supplier.practices.psirt"}}}
		for _, q := range inquiry.Questions(a, in, inquiry.Options{}) {
			for _, x := range q.Questions {
				if x.Inferred {
					inferred = append(inferred, x.Subject)
				} else {
					asked = append(asked, x.Subject)
				}
			}
		}
		return asked, inferred
	}
	if asked, inferred := ask(12, ids[:12]); !slices.Equal(asked, ids[:12]) || inferred != nil {
		t.Errorf("asked are %v, inferred %v; the finding names %v", asked, inferred, ids[:12])
	}
	if asked, inferred := ask(12, ids[:10]); !slices.Equal(asked, ids[:10]) || !slices.Equal(inferred, ids[10:]) {
		t.Errorf("asked are %v, inferred %v; the finding names %v of 12", asked, inferred, ids[:10])
	}
}

// TestNothingIsInferred: of a result whose findings name all their subjects,
// each unknown finding about suppliers is asked of just as many as it counts.
func TestNothingIsInferred(t *testing.T) {
	in := loaded(t, "../examples/nordmark/system.yaml")
	a, err := kedja.Assess(context.Background(), in, kedja.Options{AsOf: asOf, Subjects: math.MaxInt})
	if err != nil {
		t.Fatal(err)
	}
	asked := map[string]map[string]bool{} // subjects by finding
	for _, q := range inquiry.Questions(a, in, inquiry.Options{Rules: rules(t), All: true}) {
		for _, x := range q.Questions {
			if x.Inferred {
				t.Errorf("%s is inferred", x.ID)
			}
			for _, r := range x.Reasons {
				for _, f := range r.Findings {
					if asked[f] == nil {
						asked[f] = map[string]bool{}
					}
					asked[f][x.Subject] = true
				}
			}
		}
	}
	folded := 0
	for _, f := range a.Findings {
		if f.Outcome != result.Unknown || f.Waiver != "" || f.Count <= 10 || f.Missing[0] != "supplier.designations" {
			continue
		}
		folded++
		if len(f.Examples) != f.Count || len(asked[f.ID]) != f.Count {
			t.Errorf("%s counts %d, names %d, and %d are asked", f.Rule, f.Count, len(f.Examples), len(asked[f.ID]))
		}
	}
	if folded == 0 {
		t.Error("no finding is about more than ten suppliers")
	}
}

// TestAllAsksEverybody: what --all asks, beyond those with records, is as
// many as the finding counts.
func TestAllAsksEverybody(t *testing.T) {
	in, a, few := nordmark(t)
	all := inquiry.Make(a, in, inquiry.Options{Rules: rules(t), All: true})
	if all.Left != 0 || few.Left == 0 {
		t.Errorf("left are %d with and %d without All", all.Left, few.Left)
	}
	if len(all.Questionnaires) <= len(few.Questionnaires) {
		t.Errorf("All asks %d parties, as many as without it", len(all.Questionnaires))
	}
	one := inquiry.Questions(a, in, inquiry.Options{Rules: rules(t), Parties: []string{"brixomar"}})
	if len(one) != 1 || one[0].To != "brixomar" {
		t.Errorf("Parties asks %v", one)
	}
}

// TestSupplierSeesNothing: what goes to a supplier names no finding, score,
// other party or asset, and no one as a risk.
func TestSupplierSeesNothing(t *testing.T) {
	in, a, d := nordmark(t)
	for i := range d.Questionnaires {
		q := &d.Questionnaires[i]
		if q.To == "" {
			continue
		}
		var b bytes.Buffer
		if err := inquiry.Letter(&b, d, q); err != nil {
			t.Fatal(err)
		}
		b.Write(inquiry.Skeleton(d, q))
		text := b.String()
		bad := []string{"high-risk", "critical)", "scores/", "lockIn/", "concentration/", "findings", "INTERFERENCE", d.Subject.Name}
		for _, s := range in.Suppliers {
			if s.ID != q.To && s.Name != q.Name {
				bad = append(bad, s.Name)
			}
		}
		for _, x := range a.Assets {
			bad = append(bad, x.Name)
		}
		for _, word := range bad {
			if word != "" && strings.Contains(text, word) {
				t.Errorf("what goes to %s says %q", q.To, word)
			}
		}
	}
}

// TestSameBytes: the order of records decides nothing.
func TestSameBytes(t *testing.T) {
	in, a, d := nordmark(t)
	var want, got bytes.Buffer
	if err := inquiry.WriteJSON(&want, d); err != nil {
		t.Fatal(err)
	}
	slices.Reverse(in.Suppliers)
	slices.Reverse(in.Countries)
	if err := inquiry.WriteJSON(&got, inquiry.Make(a, in, inquiry.Options{Rules: rules(t), Catalogue: catalogue(t)})); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want.String(), got.String()); diff != "" {
		t.Error(diff)
	}
}

// TestStoredResult: a result without its records still says what to ask of
// the parties that findings name.
func TestStoredResult(t *testing.T) {
	_, a, _ := nordmark(t)
	if got := inquiry.Questions(a, nil, inquiry.Options{}); len(got) == 0 {
		t.Error("nothing is asked")
	}
	if got := inquiry.Questions(&result.Assessment{}, nil, inquiry.Options{}); got == nil || len(got) != 0 {
		t.Errorf("an empty result asks %v", got)
	}
}

// TestValidity: a fact whose time is over is asked for again.
func TestValidity(t *testing.T) {
	in, _, _ := nordmark(t)
	i := slices.IndexFunc(in.Suppliers, func(s *supplier.Supplier) bool { return s.ID == "teliqon" })
	old := *in.Suppliers[i]
	var until supplier.Date
	if err := until.UnmarshalText([]byte("2026-05-31")); err != nil {
		t.Fatal(err)
	}
	old.Validity = map[string]supplier.Validity{"practices/psirt": {To: until}}
	in.Suppliers[i] = &old
	d := inquiry.Make(assess(t, in), in, inquiry.Options{Rules: rules(t)})
	if q := questionnaire(t, d, "teliqon"); !slices.ContainsFunc(q.Questions, func(x inquiry.Question) bool { return x.ID == "supplier:teliqon/practices/psirt" }) {
		t.Errorf("a fact that held until yesterday is not asked for: %v", q.Questions)
	}
}

func TestSchema(t *testing.T) {
	got, err := inquiry.Schema()
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "../docs/schema/inquiry.schema.json", got)
}
