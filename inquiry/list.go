// SPDX-License-Identifier: Apache-2.0

package inquiry

import (
	"bufio"
	"cmp"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/kedja/kedja/internal/schema"
)

// WriteText writes all questions for the user's own eyes: whom to ask what,
// where the answer belongs, what it is worth, and which rules ask.
func WriteText(w io.Writer, d *Document) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "Questions on %s, as of %s", clean(cmp.Or(d.Subject.Name, d.Subject.ID), maxName), clean(day(d.AsOf), maxName))
	if d.TLP != "" {
		fmt.Fprintf(b, ", TLP:%s", clean(d.TLP, maxName))
	}
	b.WriteString("\n")
	if len(d.Questionnaires) == 0 {
		b.WriteString("\nNothing is to be asked.\n")
	}
	for i := range d.Questionnaires {
		q := &d.Questionnaires[i]
		to := clean(q.Name, maxName)
		if q.To != "" && q.To != q.Name {
			to += " (" + clean(q.To, maxName) + ")"
		} else if q.To == "" {
			to += ": facts of your own records"
		}
		fmt.Fprintf(b, "\n%s, %s\n", to, plural(len(q.Questions), "question"))
		for j := range q.Questions {
			textQuestion(b, j+1, &q.Questions[j])
		}
	}
	if d.Left > 0 {
		fmt.Fprintf(b, "\n%s known by name only %s not asked.\n", plural(d.Left, "supplier"), verb(d.Left))
	}
	return b.Flush()
}

func verb(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}

func textQuestion(b *bufio.Writer, n int, q *Question) {
	fmt.Fprintf(b, "\n  %d. %s", n, clean(q.Text, maxText))
	if !strings.HasPrefix(q.Subject, "supplier:") || q.Place.Kind == "Evidence" {
		fmt.Fprintf(b, " [%s]", clean(q.Subject, maxName))
	} else if q.Place.ID != "" {
		fmt.Fprintf(b, " [%s]", clean(q.Place.ID, maxName))
	}
	fmt.Fprintf(b, "\n     answer  %s\n     where   %s\n", clean(q.Form.String(), maxLine), clean(where(q), maxLine))
	if q.Stated != "" {
		fmt.Fprintf(b, "     so far  %s\n", clean(q.Stated, maxText))
	}
	if s := worth(q); s != "" {
		fmt.Fprintf(b, "     worth   %s\n", clean(s, maxLine))
	}
	for i, r := range q.Reasons {
		label := "why   "
		if i > 0 {
			label = "      "
		}
		fmt.Fprintf(b, "     %s  %s: %s\n", label, clean(r.Rule, maxName), clean(entries(r.Entries), maxLine))
	}
}

// entries lists catalogue entries with their status and how they were read.
func entries(list []Entry) string {
	if len(list) == 0 {
		return "no entry of the catalogue"
	}
	var out []string
	for _, e := range list {
		out = append(out, fmt.Sprintf("%s (%s, %s)", e.ID, cmp.Or(e.Status, "status unknown"), cmp.Or(e.Provenance, "provenance unknown")))
	}
	return strings.Join(out, ", ")
}

// WriteCSV writes one row for each question, for spreadsheets. No cell begins
// a formula.
func WriteCSV(w io.Writer, d *Document) error {
	c := csv.NewWriter(w)
	rows := [][]string{{"to", "name", "no", "id", "question", "answer_form", "recorded_so_far", "record", "record_id", "file", "line", "field",
		"rules", "law", "decides", "severity", "may_fail", "share", "inferred", "tlp", "answer"}}
	for i := range d.Questionnaires {
		q := &d.Questionnaires[i]
		for j := range q.Questions {
			rows = append(rows, row(d, q, j))
		}
	}
	for _, r := range rows {
		for i := range r {
			r[i] = cell(r[i])
		}
	}
	return c.WriteAll(rows)
}

func row(d *Document, q *Questionnaire, j int) []string {
	x := &q.Questions[j]
	line := ""
	if x.Place.Line > 0 {
		line = strconv.Itoa(x.Place.Line)
	}
	var law []string
	for _, l := range laws(x) {
		law = append(law, l.words())
	}
	return []string{
		q.To, q.Name, strconv.Itoa(j + 1), x.ID, x.Text, x.Form.String(), x.Stated, x.Place.Kind, x.Place.ID, x.Place.File, line, x.Place.Field,
		rules(x), strings.Join(law, "; "), strconv.Itoa(x.Value.Decides), x.Value.Severity, strconv.FormatBool(x.Value.Fails),
		strconv.FormatFloat(x.Value.Share, 'f', -1, 64), strconv.FormatBool(x.Inferred), d.TLP, "",
	}
}

// WriteJSON writes the document as docs/schema/inquiry.schema.json has it.
func WriteJSON(w io.Writer, d *Document) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(d)
}

// Schema returns the JSON Schema (2020-12) of the document.
func Schema() ([]byte, error) {
	s := schema.Of(Document{}, &schema.Options{Title: "kedja " + Kind + " " + SchemaVersion})
	if fields, ok := s["properties"].(map[string]any); ok {
		fields["kind"] = map[string]any{"const": Kind}
		fields["schemaVersion"] = map[string]any{"type": "string", "pattern": `^1\.[0-9]+$`}
	}
	return schema.Encode(s)
}
