// SPDX-License-Identifier: Apache-2.0

package inquiry

import (
	"bytes"
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"github.com/kedja/kedja/load"
)

// Skeleton is the questions to one supplier as a record to fill in, in YAML:
// valid as it stands, with null for every fact asked for. It is empty for the
// user's own part, whose facts belong in several records, and for a namespace
// of packages, of which nobody knows whose it is.
func Skeleton(d *Document, q *Questionnaire) []byte {
	if q.To == "" || strings.HasPrefix(q.To, "ns:") || len(q.Questions) == 0 {
		return nil
	}
	var b bytes.Buffer
	comment(&b, 0, "Questions to "+clean(q.Name, maxName)+" from "+clean(cmp.Or(d.Subject.Entity, "the buyer"), maxName)+", "+day(d.AsOf)+".")
	comment(&b, 0, "Replace null by your answer. Leave null where you do not know; it is recorded as not established.")
	comment(&b, 0, "none says that there is none. Numbers of the questions are those of the letter.")
	fmt.Fprintf(&b, "apiVersion: %s\nkind: Supplier\nid: %s\nname: %s\n", load.APIVersion, quoted(q.To), quoted(clean(q.Name, maxText)))
	b.WriteString("asOf: null # the day of your answers, YYYY-MM-DD\n")
	b.WriteString("tlp: null # CLEAR, GREEN, AMBER, AMBER_AND_STRICT or RED, if your answers are confidential\n")
	groups, order := map[string][]int{}, []string{}
	for i := range q.Questions {
		name, _, _ := strings.Cut(strings.TrimPrefix(q.Questions[i].Place.Field, "/"), "/")
		if groups[name] == nil {
			order = append(order, name)
		}
		groups[name] = append(groups[name], i)
	}
	for _, name := range order {
		if _, _, nested := strings.Cut(strings.TrimPrefix(q.Questions[groups[name][0]].Place.Field, "/"), "/"); nested {
			fmt.Fprintf(&b, "\n%s:\n", name)
		} else {
			b.WriteString("\n")
		}
		for _, i := range groups[name] {
			asked(&b, i+1, &q.Questions[i])
		}
	}
	return b.Bytes()
}

// asked writes one field with its question above it.
func asked(b *bytes.Buffer, n int, q *Question) {
	field := strings.TrimPrefix(q.Place.Field, "/")
	indent := 0
	if _, below, nested := strings.Cut(field, "/"); nested {
		field, indent = below, 2
	}
	comment(b, indent, fmt.Sprintf("%d. %s", n, q.Text))
	comment(b, indent, "Answer: "+q.Form.String())
	for _, l := range laws(q) {
		comment(b, indent, "Asked under "+l.words())
	}
	fmt.Fprintf(b, "%s%s: null\n", strings.Repeat(" ", indent), field)
}

func comment(b *bytes.Buffer, indent int, s string) {
	fmt.Fprintf(b, "%s# %s\n", strings.Repeat(" ", indent), clean(s, maxLine))
}

// quoted writes a text as a YAML scalar in double quotes. Go's escapes are
// YAML's too.
func quoted(s string) string { return strconv.QuoteToGraphic(strings.ToValidUTF8(s, "\ufffd")) }
