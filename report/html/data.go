// SPDX-License-Identifier: Apache-2.0

package html

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/kedja/kedja/report/internal/phrase"
	"github.com/kedja/kedja/result"
)

// dataQuality is what the inputs are like.
type dataQuality struct {
	Steps, SBOMs, Problems *table
	Counts                 []part
	Known                  []meter
}

func (b *builder) dataQuality() dataQuality {
	d := dataQuality{Known: b.known(), Steps: b.steps(), SBOMs: b.sboms()}
	d.Problems, d.Counts = b.problems()
	return d
}

var stepWords = map[string]string{
	"curation": "your own curation", "match": "your supplier records", "supplier": "the SBOM's supplier field",
	"manufacturer": "manufacturer", "publisher": "publisher", "namespace": "package namespace", "authors": "authors", "unattributed": "not known",
}

// steps says how the suppliers of components were found.
func (b *builder) steps() *table {
	c := b.a.Coverage.Components
	if len(c.ByStep) == 0 || c.N == 0 {
		return nil
	}
	t := &table{ID: "steps", Caption: "How the suppliers of components were found", Cols: cols("By", "#Components", "#Share")}
	for _, s := range slices.SortedFunc(maps.Keys(c.ByStep), func(x, y string) int {
		return cmp.Or(cmp.Compare(c.ByStep[y], c.ByStep[x]), cmp.Compare(x, y))
	}) {
		n := c.ByStep[s]
		t.Rows = append(t.Rows, []cell{line(upper(cmp.Or(stepWords[s], phrase.Clean(s, phrase.MaxName)))), num(b.count(n, "coverage", "components", s), strconv.Itoa(n)), num(b.number(phrase.Percent(float64(n)/float64(c.N)), "coverage", "components", s), strconv.Itoa(n))})
	}
	return t
}

// sboms is a row for each SBOM with the share of components that have each
// field.
func (b *builder) sboms() *table {
	if len(b.a.Quality) == 0 {
		return nil
	}
	fields := map[string]bool{}
	for _, q := range b.a.Quality {
		for f := range q.Fields {
			fields[f] = true
		}
	}
	names := slices.Sorted(maps.Keys(fields))
	names = names[:min(len(names), 10)]
	head := []string{"SBOM", "Format", "Says of itself", "#Components", "#Dependencies", "#Party found"}
	for _, f := range names {
		head = append(head, "#"+upper(phrase.Spell(phrase.Clean(f, 20))))
	}
	t := &table{ID: "sboms", Caption: "SBOMs: share of components that have each field", Cols: columns(head)}
	for _, q := range b.a.Quality[:min(len(b.a.Quality), maxRows)] {
		row := []cell{line(phrase.Text(q.File)), words(version(pair(q.Format, q.SpecVersion))), line(cmp.Or(phrase.Clean(q.Completeness, phrase.MaxName), "nothing")),
			num(b.number(phrase.Thousands(q.Components), "quality", q.File, "components"), strconv.Itoa(q.Components)), num(b.number(phrase.Thousands(q.Dependencies), "quality", q.File, "dependencies"), strconv.Itoa(q.Dependencies)),
			b.shareCell(q.Attributed, q.Components, "quality", q.File, "attributed")}
		for _, f := range names {
			row = append(row, b.shareCell(q.Fields[f], q.Components, "quality", q.File, f))
		}
		t.Rows = append(t.Rows, row)
	}
	t.Note = moreRows(len(b.a.Quality)-len(t.Rows), "SBOMs")
	return t
}

func (b *builder) shareCell(n, of int, path ...string) cell {
	if of <= 0 {
		return num(dim("–"), "-1")
	}
	share := float64(n) / float64(of)
	return num(b.number(phrase.Percent(share), path...), strconv.FormatFloat(share, 'g', 6, 64))
}

// problems lists the diagnostics, gravest first.
func (b *builder) problems() (*table, []part) {
	if len(b.a.Diagnostics) == 0 {
		return nil, []part{plainText("No problem with the inputs.")}
	}
	all, n := b.a.Diagnostics, map[string]int{}
	order := make([]int, len(all))
	for i := range all {
		order[i] = i
		n[all[i].Severity.String()]++
	}
	slices.SortStableFunc(order, func(x, y int) int { return cmp.Compare(all[x].Severity, all[y].Severity) })
	t := &table{ID: "problems", Caption: "Problems with the inputs", Cols: cols("Where", "Grade", "What", "What to do", "Code")}
	tags := map[string]string{"error": "fail", "warning": "warn", "info": "info"}
	grades := map[string]string{"error": "Error", "warning": "Warning", "info": "Note"}
	for _, i := range order[:min(len(all), maxRows)] {
		d := &all[i]
		grade := d.Severity.String()
		mark := cell{Parts: []part{tag(tags[grade], grades[grade])}, Key: strconv.Itoa(int(d.Severity))}
		if tags[grade] == "" {
			mark = line(phrase.Clean(grade, phrase.MaxName))
		}
		t.Rows = append(t.Rows, []cell{words(part{Text: phrase.Text(d.Position.String()), Class: "place"}), mark, words(said(phrase.Text(d.Message))), words(said(phrase.Text(d.Remedy))), line(phrase.Clean(d.Code, phrase.MaxName))})
	}
	t.Note = moreRows(len(all)-len(t.Rows), "problems")
	return t, []part{b.number(phrase.Count(n["error"], "error", "errors"), "diagnostics", "error"), plainText(", "),
		b.number(phrase.Count(n["warning"], "warning", "warnings"), "diagnostics", "warning"), plainText(", "),
		b.number(phrase.Count(n["info"], "note", "notes"), "diagnostics", "info"), plainText(".")}
}

// accepted is what was waived, and what was assumed.
type accepted struct {
	Waivers, Assumptions *table
}

func (b *builder) accepted() accepted {
	return accepted{b.waivers(), b.assumptions()}
}

func (b *builder) waivers() *table {
	w := b.a.Waivers
	t := &table{ID: "waivers", Caption: "Waivers: findings accepted until a day", Cols: cols("Waiver", "State", "Rule", "For", "Reason", "Owner", "Until", "Findings")}
	soon := map[string]bool{}
	for _, u := range w.Expiring {
		soon[u.ID] = true
	}
	add := func(list []result.WaiverUse, state func(result.WaiverUse) part) {
		for _, u := range list {
			if len(t.Rows) >= maxRows {
				return
			}
			t.Rows = append(t.Rows, []cell{
				line(phrase.Clean(u.ID, phrase.MaxName)), words(state(u)), line(strings.TrimSpace(phrase.Clean(u.Rule, phrase.MaxName) + " " + phrase.Clean(u.Key, phrase.MaxName))), words(b.subjectPart(u.Subject)),
				line(dashes(phrase.Clean(u.Reason, phrase.MaxName))), words(said(phrase.Text(u.Owner))), line(phrase.Clean(u.Expires, phrase.MaxName)), words(b.findingLinks(u.Findings)...),
			})
		}
	}
	add(w.Expired, func(result.WaiverUse) part { return tag("fail", "expired") })
	add(w.Applied, func(u result.WaiverUse) part {
		if soon[u.ID] {
			return tag("warn", "expires soon")
		}
		return tag("waived", "applied")
	})
	add(w.Unused, func(result.WaiverUse) part { return tag("info", "unused: remove it") })
	t.Note = moreRows(len(w.Expired)+len(w.Applied)+len(w.Unused)-len(t.Rows), "waivers")
	if len(t.Rows) == 0 {
		return nil
	}
	return t
}

func dashes(s string) string { return strings.ReplaceAll(s, "-", " ") }

// findingLinks links ids of findings to their rows.
func (b *builder) findingLinks(ids []string) []part {
	var out []part
	for _, id := range ids {
		p := part{Text: phrase.Clean(id, phrase.MaxName), Class: "code"}
		for i := range b.a.Findings {
			if b.a.Findings[i].ID == id {
				p.Href = b.findingAnchor(i)
				break
			}
		}
		out = append(out, p)
	}
	return listed(out, 10, 0)
}

func (b *builder) assumptions() *table {
	if len(b.a.Assumptions) == 0 {
		return nil
	}
	t := &table{ID: "assumptions-table", Caption: "Assumptions: what stood in for facts that nobody stated", Cols: cols("Fact", "Taken as", "Why")}
	for _, x := range b.a.Assumptions[:min(len(b.a.Assumptions), maxRows)] {
		t.Rows = append(t.Rows, []cell{line(phrase.Text(x.Fact)), words(said(phrase.Text(x.Value))), words(said(phrase.Text(x.Why)))})
	}
	t.Note = moreRows(len(b.a.Assumptions)-len(t.Rows), "assumptions")
	return t
}
