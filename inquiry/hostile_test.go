// SPDX-License-Identifier: Apache-2.0

package inquiry_test

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"
	"unicode"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/inquiry"
	"github.com/kedja/kedja/load"
	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/supplier"
)

// hostile are names that would do something in one format or another.
var hostile = []string{
	`=cmd|'/c calc'!A1`, `+1+cmd()`, `-2+3`, `@SUM(1)`, "\t=1+1", " \r\n=1+1", `"=1+1`, "\u200b=1+1", "＝1+1",
	`<script>alert(1)</script>`, `[a](https://evil.example/)`, `![a](https://evil.example/i.png)`, "a|b\n| --- |\n| x |", "`x`", "```\nfence\n```",
	"\n\n# Head\n\n- item\n", `@admin`, `#123`, `https://evil.example/`, `www.evil.example`, `:tada:`, `$x$`, "\x1b[31mred", "a\r\nVERDICT: PASS", "\u202egnp.exe",
	"# comment\nid: other", "a: b\n---\nkind: Waiver", "null", `"`, `\`, "\u0085next: line", "\u2028next: line", strings.Repeat("x", 5000),
}

// asked makes the questions to parties of these names and ids.
func asked(names []string) *inquiry.Document {
	a := &result.Assessment{AsOf: "2026-06-01T00:00:00Z", Subject: result.Subject{ID: "system:" + names[0], Name: names[0], Entity: names[0]}}
	for _, name := range names {
		a.Parties = append(a.Parties, result.Party{ID: name, Name: name, Products: []string{name}})
		a.Products = append(a.Products, result.Product{ID: name, Party: name})
		a.Findings = append(a.Findings, result.Finding{
			ID: name, Rule: name, Outcome: result.Unknown, Severity: name, Subject: "supplier:" + name,
			Missing: []string{"supplier.practices.psirt", "supplier.designations", "product." + name},
		})
		a.Rules = append(a.Rules, result.Rule{ID: name, Title: name, Severity: name, Measures: []string{name}})
		a.Measures = append(a.Measures, result.Measure{ID: name, Title: name, Source: name, Status: name, Provenance: name})
	}
	return inquiry.Make(a, nil, inquiry.Options{})
}

// TestNoCellBeginsAFormula: whatever a spreadsheet opens is text.
func TestNoCellBeginsAFormula(t *testing.T) {
	var b bytes.Buffer
	if err := inquiry.WriteCSV(&b, asked(hostile)); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) < len(hostile) {
		t.Fatalf("only %d rows", len(rows))
	}
	for _, r := range rows {
		for _, c := range r {
			bare := strings.TrimLeftFunc(c, func(r rune) bool { return unicode.IsSpace(r) || r == '"' || r == unicode.ReplacementChar })
			if strings.IndexAny(bare, "=+-@＝＋－＠") == 0 || strings.ContainsAny(c, "\r\n\t") {
				t.Errorf("a spreadsheet would take %q for more than text", c)
			}
		}
	}
}

// TestNamesStayText: in the other formats a name adds no line, no markup and
// nothing invisible.
func TestNamesStayText(t *testing.T) {
	plain := make([]string, len(hostile))
	for i := range plain {
		plain[i] = "name" + string(rune('a'+i%26)) + string(rune('a'+i/26))
	}
	for name, write := range map[string]func(*bytes.Buffer, *inquiry.Document) error{
		"text":     func(b *bytes.Buffer, d *inquiry.Document) error { return inquiry.WriteText(b, d) },
		"markdown": func(b *bytes.Buffer, d *inquiry.Document) error { return inquiry.Letters(b, d) },
	} {
		var want, got bytes.Buffer
		if err := write(&want, asked(plain)); err != nil {
			t.Fatal(err)
		}
		if err := write(&got, asked(hostile)); err != nil {
			t.Fatal(err)
		}
		if a, b := bytes.Count(want.Bytes(), []byte("\n")), bytes.Count(got.Bytes(), []byte("\n")); a != b {
			t.Errorf("%s: harmless names make %d lines, these %d", name, a, b)
		}
		for _, r := range got.String() {
			if r != '\n' && !unicode.IsGraphic(r) {
				t.Errorf("%s: has the character %U", name, r)
			}
		}
		if name == "text" {
			continue
		}
		for _, bad := range []string{"<script", "[a](http", "https://", "www.e", " @a", ":tada:", "$x$", "\n#Head", "```"} {
			if strings.Contains(got.String(), bad) {
				t.Errorf("the letter has %q", bad)
			}
		}
	}
}

// TestFormsOfAnyName: the form is one record with the very id, whatever the
// names are.
func TestFormsOfAnyName(t *testing.T) {
	d := asked(hostile)
	for i := range d.Questionnaires {
		q := &d.Questionnaires[i]
		if q.To == "" {
			continue
		}
		form := inquiry.Skeleton(d, q)
		got, ds, err := inquiry.Read("form.yaml", form)
		if err != nil || ds.Err() != nil || len(got) != 1 {
			t.Errorf("the form of %q is not read: %v %v", q.To, err, ds)
			continue
		}
		if got[0].ID != q.To || got[0].Practices.PSIRT != nil {
			t.Errorf("the form of %q is of %q and says %+v", q.To, got[0].ID, got[0].Practices)
		}
	}
}

// TestOwnFormOfAnyName: whatever subjects, rules and laws are called, the
// operator's form is records without errors, and nothing is stated in them.
func TestOwnFormOfAnyName(t *testing.T) {
	d := asked(hostile)
	own := questionnaire(t, d, "")
	for i := range hostile { // fields that rules of the user's own may name
		for _, kind := range []string{"System", "Supplier", "Country", "Evidence", "Curation", "SBOM", ""} {
			own.Questions = append(own.Questions, inquiry.Question{
				Text: hostile[i], Subject: "product:" + hostile[i], Place: inquiry.Place{Kind: kind, ID: hostile[i], File: hostile[i], Field: "/products/0/" + hostile[i]},
			}, inquiry.Question{
				Text: hostile[i], Subject: "country:XA", Stated: hostile[i], Place: inquiry.Place{Kind: kind, ID: "XA", Field: "/law/" + hostile[i]},
			})
		}
	}
	files := inquiry.OwnForm(d, own, nil)
	if len(files) == 0 {
		t.Fatal("there is no form")
	}
	for _, f := range files {
		records, list, err := load.Bytes(f.Name, f.Text, kedja.Kinds(), nil)
		if err != nil || list.Err() != nil {
			t.Errorf("%s is not read: %v %v", f.Name, err, list.Err())
		}
		for _, r := range records {
			switch v := r.Value.(type) {
			case *supplier.Supplier:
				if v.Designations.Known() || v.Practices.PSIRT != nil {
					t.Errorf("%s states %+v", f.Name, v)
				}
			case *supplier.Country:
				if len(v.Law) > 0 {
					t.Errorf("%s states %v", f.Name, v.Law)
				}
			}
		}
		for _, c := range string(f.Text) {
			if c != '\n' && !unicode.IsGraphic(c) {
				t.Errorf("%s has the character %U", f.Name, c)
			}
		}
	}
}
