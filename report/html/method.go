// SPDX-License-Identifier: Apache-2.0

package html

import (
	"maps"
	"slices"
	"strconv"

	"github.com/kedja/kedja/report/internal/phrase"
	"github.com/kedja/kedja/result"
)

// method is how the result came about, and on what law it rests.
type method struct {
	Rules, Laws, Params, NotAsked *table
}

func (b *builder) method() method {
	var m method
	if len(b.a.Rules) > 0 {
		t := &table{ID: "rules", Caption: "Rules that were evaluated", Cols: cols("Rule", "What it looks for", "Severity", "#Pass", "#Warning", "#Fail", "#Unknown", "Rests on", "Standing")}
		for i := range b.a.Rules {
			if len(t.Rows) < maxRows {
				t.Rows = append(t.Rows, b.ruleRow(&b.a.Rules[i]))
			}
		}
		t.Note = moreRows(len(b.a.Rules)-len(t.Rows), "rules")
		m.Rules = t
	}
	if len(b.a.Measures) > 0 {
		t := &table{ID: "laws", Caption: "Law, toolboxes and guidance that the rules cite", Cols: cols("Entry", "What it asks for", "Source", "Standing")}
		for _, x := range b.a.Measures[:min(len(b.a.Measures), maxRows)] {
			t.Rows = append(t.Rows, []cell{{Parts: []part{{Text: phrase.Clean(x.ID, phrase.MaxName), ID: b.measureAnchor(x.ID), Class: "code"}}}, words(said(phrase.Text(x.Title))), words(said(phrase.Text(x.Source))), words(standing(x.Status, x.Provenance))})
		}
		t.Note = moreRows(len(b.a.Measures)-len(t.Rows), "entries")
		m.Laws = t
	}
	if len(b.a.Params) > 0 {
		t := &table{ID: "params", Caption: "Parameters that were set", Cols: cols("Parameter", "Value")}
		for _, k := range slices.Sorted(maps.Keys(b.a.Params)) {
			if len(t.Rows) < maxRows {
				t.Rows = append(t.Rows, []cell{line(phrase.Text(k)), words(said(phrase.Text(b.a.Params[k])))})
			}
		}
		t.Note = moreRows(len(b.a.Params)-len(t.Rows), "parameters")
		m.Params = t
	}
	if all := phrase.NotAsked(b.a); len(all) > 0 {
		t := &table{ID: "not-asked", Caption: "Rules that were not asked", Cols: cols("Rules")}
		for _, x := range all[:min(len(all), maxRows)] {
			t.Rows = append(t.Rows, []cell{words(said(x))})
		}
		t.Note = moreRows(len(all)-len(t.Rows), "rows")
		m.NotAsked = t
	}
	return m
}

func (b *builder) ruleRow(r *result.Rule) []cell {
	laws := partsOf(r.Measures, func(id string) part { return part{Text: phrase.Clean(id, phrase.MaxName), Href: b.measureAnchor(id)} })
	counted := func(n int, outcome string) cell {
		return num(b.outcomes(n, outcome, "rules", r.ID), strconv.Itoa(n))
	}
	return []cell{
		{Parts: []part{{Text: phrase.Clean(r.ID, phrase.MaxName), ID: b.ruleAnchor(r.ID), Class: "code"}}}, words(said(phrase.Text(r.Title))), severityCell(r.Severity),
		counted(r.Counts.Pass, "pass"), counted(r.Counts.Warn, "warn"), counted(r.Counts.Fail, "fail"), counted(r.Counts.Unknown, "unknown"),
		words(listed(laws, 8, 0)...), words(standing(r.Status, r.Provenance)),
	}
}

// inputs lists what the result rests on, each with its digest.
func (b *builder) inputs() section {
	var s section
	t := table{ID: "inputs-table", Caption: "Files", Cols: cols("File", "Kind", "SHA-256")}
	for _, in := range b.a.Inputs[:min(len(b.a.Inputs), maxRows)] {
		b.inputIDs[in.Name] = b.anchor("in", in.Name)
		t.Rows = append(t.Rows, []cell{words(part{Text: phrase.Text(in.Name), ID: b.inputIDs[in.Name]}), line(phrase.Clean(in.Kind, phrase.MaxName)), words(part{Text: phrase.Clean(in.SHA256, 80), Class: "code"})})
	}
	t.Note = moreRows(len(b.a.Inputs)-len(t.Rows), "files")
	s.Tables = append(s.Tables, t)
	if len(b.a.Policies) > 0 {
		t := table{ID: "packs", Caption: "Policy packs", Cols: cols("Pack", "Version", "SHA-256")}
		for _, p := range b.a.Policies[:min(len(b.a.Policies), maxRows)] {
			b.packIDs["policy pack "+p.Pack+" "+p.Version] = b.anchor("pack", p.Pack)
			t.Rows = append(t.Rows, []cell{words(part{Text: phrase.Clean(p.Pack, phrase.MaxName), ID: b.anchor("pack", p.Pack)}), words(version(phrase.Clean(p.Version, phrase.MaxName))), words(part{Text: phrase.Clean(p.SHA256, 80), Class: "code"})})
		}
		t.Note = moreRows(len(b.a.Policies)-len(t.Rows), "packs")
		s.Tables = append(s.Tables, t)
	}
	if set := phrase.Overrides(b.a); len(set) > 0 {
		t := table{ID: "overrides", Caption: "Parameters that packs set", Cols: cols("Pack, parameter and value")}
		for _, x := range set[:min(len(set), maxRows)] {
			t.Rows = append(t.Rows, []cell{words(said(x))})
		}
		t.Note = moreRows(len(set)-len(t.Rows), "parameters")
		s.Tables = append(s.Tables, t)
	}
	s.Notes = [][]part{{version("Assessed as of " + phrase.Clean(b.a.AsOf, phrase.MaxName) + " by " + pair(b.a.Engine.Name, b.a.Engine.Version) +
		"; format of the result " + phrase.Clean(b.a.SchemaVersion, 20) + "; seed " + strconv.FormatUint(b.a.Seed, 10) + ".")}}
	return s
}
