// SPDX-License-Identifier: Apache-2.0

package html

import (
	"maps"
	"slices"
	"strconv"

	"github.com/kedja/kedja/result"
)

// method is how the result came about, and on what law it rests.
type method struct {
	Rules, Laws, Params *table
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
			t.Rows = append(t.Rows, []cell{{Parts: []part{{Text: clean(x.ID, maxName), ID: b.measureAnchor(x.ID), Class: "code"}}}, line(text(x.Title)), line(text(x.Source)), words(standing(x.Status, x.Provenance))})
		}
		t.Note = moreRows(len(b.a.Measures)-len(t.Rows), "entries")
		m.Laws = t
	}
	if len(b.a.Params) > 0 {
		t := &table{ID: "params", Caption: "Parameters that were set", Cols: cols("Parameter", "Value")}
		for _, k := range slices.Sorted(maps.Keys(b.a.Params)) {
			if len(t.Rows) < maxRows {
				t.Rows = append(t.Rows, []cell{line(text(k)), line(text(b.a.Params[k]))})
			}
		}
		t.Note = moreRows(len(b.a.Params)-len(t.Rows), "parameters")
		m.Params = t
	}
	return m
}

func (b *builder) ruleRow(r *result.Rule) []cell {
	laws := partsOf(r.Measures, func(id string) part { return part{Text: clean(id, maxName), Href: b.measureAnchor(id)} })
	counted := func(n int) cell { return num(plainText(thousands(n)), strconv.Itoa(n)) }
	return []cell{
		{Parts: []part{{Text: clean(r.ID, maxName), ID: b.ruleAnchor(r.ID), Class: "code"}}}, line(text(r.Title)), severityCell(r.Severity),
		counted(r.Counts.Pass), counted(r.Counts.Warn), counted(r.Counts.Fail), counted(r.Counts.Unknown),
		words(listed(laws, 8, 0)...), words(standing(r.Status, r.Provenance)),
	}
}

// inputs lists what the result rests on, each with its digest.
func (b *builder) inputs() section {
	var s section
	t := table{ID: "inputs-table", Caption: "Files", Cols: cols("File", "Kind", "SHA-256")}
	for _, in := range b.a.Inputs[:min(len(b.a.Inputs), maxRows)] {
		b.inputIDs[in.Name] = b.anchor("in", in.Name)
		t.Rows = append(t.Rows, []cell{words(part{Text: text(in.Name), ID: b.inputIDs[in.Name]}), line(clean(in.Kind, maxName)), words(part{Text: clean(in.SHA256, 80), Class: "code"})})
	}
	t.Note = moreRows(len(b.a.Inputs)-len(t.Rows), "files")
	s.Tables = append(s.Tables, t)
	if len(b.a.Policies) > 0 {
		t := table{ID: "packs", Caption: "Policy packs", Cols: cols("Pack", "Version", "SHA-256")}
		for _, p := range b.a.Policies[:min(len(b.a.Policies), maxRows)] {
			t.Rows = append(t.Rows, []cell{line(clean(p.Pack, maxName)), line(clean(p.Version, maxName)), words(part{Text: clean(p.SHA256, 80), Class: "code"})})
		}
		t.Note = moreRows(len(b.a.Policies)-len(t.Rows), "packs")
		s.Tables = append(s.Tables, t)
	}
	s.Notes = []string{"Assessed as of " + clean(b.a.AsOf, maxName) + " by " + pair(b.a.Engine.Name, b.a.Engine.Version) +
		"; format of the result " + clean(b.a.SchemaVersion, 20) + "; seed " + strconv.FormatUint(b.a.Seed, 10) + "."}
	return s
}
