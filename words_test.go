// SPDX-License-Identifier: Apache-2.0

package kedja_test

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/gate"
	"github.com/kedja/kedja/report"
	"github.com/kedja/kedja/report/html"
	"github.com/kedja/kedja/scenario"
	"github.com/kedja/kedja/scenario/event"
)

// judgements are words that only an authority or a court may use of a party.
// A kind of hazard is malicious, nobody else.
var judgements = regexp.MustCompile(`(?i)high-risk (supplier|vendor|country)|untrust|hostile|dangerous|\bspy|adversar|rogue|malicious (supplier|vendor|party|country|owner)`)

var tags = regexp.MustCompile(`<[^>]*>`)

// TestWordsOfReports reads what is written of the example in every form: the
// reports, the answers to everything that can be asked for, and a scenario.
// No party is called what only an authority may call it; where one has, its
// status stands with authority and act.
func TestWordsOfReports(t *testing.T) {
	a := exampleResult(t)
	texts := map[string]*bytes.Buffer{}
	write := func(name string, f func(*bytes.Buffer) error) {
		texts[name] = &bytes.Buffer{}
		if err := f(texts[name]); err != nil {
			t.Fatal(err)
		}
	}
	write("text", func(b *bytes.Buffer) error { return report.Text(b, a, report.Options{Full: true}) })
	write("Markdown", func(b *bytes.Buffer) error { return report.Markdown(b, a, report.Options{Full: true}) })
	write("page", func(b *bytes.Buffer) error { return html.Render(b, a, html.Options{}) })
	e := gate.NewExplainer(a)
	write("explanations", func(b *bytes.Buffer) error {
		for _, g := range e.Groups() {
			for _, id := range g.IDs {
				if x, ok := e.Lookup(id); ok {
					b.WriteString(x.Title + "\n" + x.Text + "\n")
				}
			}
		}
		return nil
	})
	write("scenario", func(b *bytes.Buffer) error {
		in, _, err := kedja.Load([]string{nordmark}, nil)
		if err != nil {
			return err
		}
		r, err := scenario.Run(t.Context(), in, &event.Scenario{ID: "w", Events: []event.Event{{Compromise: "supplier:" + a.Parties[0].ID}}}, scenario.Options{Assess: kedja.Options{AsOf: asOf}})
		if err != nil {
			return err
		}
		return scenario.WriteText(b, r)
	})
	for name, b := range texts {
		if b.Len() < 200 {
			t.Errorf("%s: only %d bytes", name, b.Len())
		}
		for line := range strings.Lines(tags.ReplaceAllString(b.String(), "")) {
			if m := judgements.FindString(line); m != "" {
				t.Errorf("%s says %q in %.200q", name, m, line)
			}
			if i := strings.Index(line, "designated high-risk"); i >= 0 && name != "text" && !strings.Contains(line[i:], "designated high-risk by ") {
				t.Errorf("%s gives a status without its authority: %.200q", name, line[i:])
			}
		}
	}
}
