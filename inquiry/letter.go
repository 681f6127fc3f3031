// SPDX-License-Identifier: Apache-2.0

package inquiry

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"strings"
)

// Letter writes the questions to one party as a form in Markdown. What goes
// to a supplier says what is asked, in which form, and under which law, and
// nothing of what the assessment found; the user's own part says all of it.
func Letter(w io.Writer, d *Document, q *Questionnaire) error {
	b := bufio.NewWriter(w)
	if q.To == "" {
		ownPart(b, d, q)
	} else {
		form(b, d, q)
	}
	return b.Flush()
}

// Letters writes all of them, one after another.
func Letters(w io.Writer, d *Document) error {
	for i := range d.Questionnaires {
		if i > 0 {
			if _, err := io.WriteString(w, "\n---\n\n"); err != nil {
				return err
			}
		}
		if err := Letter(w, d, &d.Questionnaires[i]); err != nil {
			return err
		}
	}
	return nil
}

func day(asOf string) string { return asOf[:min(len(asOf), len("2006-01-02"))] }

func form(b *bufio.Writer, d *Document, q *Questionnaire) {
	buyer := markdown(clean(cmp.Or(d.Subject.Entity, "the buyer"), maxName))
	fmt.Fprintf(b, "# Questions to %s\n\n", markdown(clean(q.Name, maxName)))
	fmt.Fprintf(b, "From: %s  \nState of knowledge: %s  \nReference: %s\n\n", buyer, markdown(day(d.AsOf)), markdown(q.To))
	fmt.Fprintf(b, "For its assessment of its supply chain, %s asks you for %s below. ", buyer, plural(len(q.Questions), "fact"))
	b.WriteString("A fact that nobody has stated is recorded as not established; that says nothing about you. " +
		"The provisions named are those under which the question is asked of suppliers in general. " +
		"Your answers are recorded as your own statements, with their day; please enclose proof where you have it, and say where an answer is confidential. " +
		"Leave open what you do not know, and write none only where you know that there is none.\n\n")
	b.WriteString("If you can, answer in the YAML form that comes with this letter and send it back; the name of the field stands beside each question.\n")
	for i := range q.Questions {
		x := &q.Questions[i]
		fmt.Fprintf(b, "\n## %d\\. %s\n\n", i+1, markdown(x.Text))
		fmt.Fprintf(b, "- Answer: %s\n- Field: %s\n", markdown(x.Form.String()), markdown(strings.TrimPrefix(x.Place.Field, "/")))
		writeLaws(b, x)
		b.WriteString("- Your answer:\n")
	}
}

func writeLaws(b *bufio.Writer, q *Question) {
	list := laws(q)
	switch len(list) {
	case 0:
		b.WriteString("- Asked for: a measure of the supply chain, under no provision\n")
	case 1:
		fmt.Fprintf(b, "- Asked under: %s\n", markdown(list[0].words()))
	default:
		b.WriteString("- Asked under:\n")
		for _, l := range list {
			fmt.Fprintf(b, "  - %s\n", markdown(l.words()))
		}
	}
}

func ownPart(b *bufio.Writer, d *Document, q *Questionnaire) {
	fmt.Fprintf(b, "# Facts to establish at %s\n\n", markdown(clean(q.Name, maxName)))
	fmt.Fprintf(b, "State of knowledge: %s  \nAssessed: %s\n", markdown(day(d.AsOf)), markdown(clean(cmp.Or(d.Subject.Name, d.Subject.ID), maxName)))
	if d.TLP != "" {
		fmt.Fprintf(b, "\nTLP:%s\n", markdown(d.TLP))
	}
	for i := range q.Questions {
		x := &q.Questions[i]
		fmt.Fprintf(b, "\n## %d\\. %s\n\n", i+1, markdown(x.Text))
		fmt.Fprintf(b, "- About: %s\n- Answer: %s\n- Where: %s\n", markdown(x.Subject), markdown(x.Form.String()), markdown(where(x)))
		if x.Stated != "" {
			fmt.Fprintf(b, "- Recorded so far: %s\n", markdown(x.Stated))
		}
		fmt.Fprintf(b, "- Worth: %s\n", markdown(worth(x)))
		if len(x.Reasons) > 0 {
			fmt.Fprintf(b, "- Rules: %s\n", markdown(rules(x)))
		}
		writeLaws(b, x)
	}
}

// where says in which record the answer belongs.
func where(q *Question) string {
	p := q.Place
	file := p.File
	if p.Line > 0 && file != "" {
		file += fmt.Sprintf(":%d", p.Line)
	}
	if file == "" {
		file = "a new record of kind " + cmp.Or(p.Kind, "your own")
		switch {
		case p.Kind == "Evidence":
			file += " on the entry " + p.ID
		case p.ID != "":
			file += " with the id " + p.ID
		}
	}
	return file + " " + p.Field
}

// worth says what an answer is worth.
func worth(q *Question) string {
	var parts []string
	v := q.Value
	if v.Decides > 0 {
		s := "may decide " + plural(v.Decides, "finding") + " (" + v.Severity
		if v.Fails {
			s += ", may fail"
		}
		parts = append(parts, s+")")
	}
	if len(q.Narrows) > 0 {
		n := q.Narrows[0]
		s := fmt.Sprintf("narrows %s by up to %.3g %% of its scale", n.ID, 100*n.Share)
		if more := len(q.Narrows) - 1; more > 0 {
			s += " and " + plural(more, "more number")
		}
		parts = append(parts, s)
	}
	if q.Inferred {
		parts = append(parts, "inferred: the rule names only its first subjects")
	}
	return strings.Join(parts, "; ")
}

func rules(q *Question) string {
	var out []string
	for _, r := range q.Reasons {
		out = append(out, r.Rule)
	}
	return strings.Join(out, ", ")
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}
