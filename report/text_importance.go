// SPDX-License-Identifier: Apache-2.0

package report

import (
	"github.com/kedja/kedja/report/internal/phrase"
	"github.com/kedja/kedja/result"
)

const (
	shownFailures  = 5
	shownImportant = 3
)

// importance says how likely the assets fail and what each supplier has to do
// with it, where probabilities were assumed.
func (t *texter) importance() {
	rows := phrase.Failures(t.a)
	if len(rows) == 0 {
		return
	}
	t.head("IMPORTANCE", phrase.ImportanceNote)
	n := t.cut(len(rows), shownFailures)
	for _, x := range rows[:n] {
		t.para(2, 4, span{bold, t.fails(x)}, span{plain, phrase.Chance(x)})
		suppliers, left := t.important(x)
		for i := range suppliers {
			birnbaum, part := phrase.Part(&suppliers[i])
			t.item(4, 40, span{plain, together(t.names.Party(suppliers[i].Key))},
				span{plain, "importance " + birnbaum + "; has a hand in " + part + " of the failures"})
		}
		if left > 0 {
			t.para(4, 4, span{dim, "and " + phrase.Thousands(left) + phrase.NBSP + "with less"})
		}
	}
	t.rest(len(rows)-n, "assets and ways to fail")
}

// fails names an asset and how it fails.
func (t *prose) fails(x *result.Importance) string {
	return t.names.Asset(x.Asset) + " " + phrase.ModeWords(x.Mode) + ":"
}

// important are the suppliers of a row to show, and how many more there are.
func (t *prose) important(x *result.Importance) ([]result.ImportanceRow, int) {
	n := t.cut(len(x.Suppliers), shownImportant)
	return x.Suppliers[:n], len(x.Suppliers) - n + x.Rest
}

// importance writes how likely the assets fail, and by whom.
func (m *marker) importance() {
	all := phrase.Failures(m.a)
	if len(all) == 0 {
		return
	}
	m.block(escape(sentence(phrase.ImportanceNote)))
	n := m.shown(len(all), shownFailures)
	var rows [][]md
	for _, x := range all[:n] {
		suppliers, left := m.important(x)
		var by []md
		for i := range suppliers {
			birnbaum, part := phrase.Part(&suppliers[i])
			by = append(by, escape(m.names.Party(suppliers[i].Key)+": "+birnbaum+", "+part+" of the failures"))
		}
		if left > 0 {
			by = append(by, more(left, "with less"))
		}
		rows = append(rows, []md{escape(m.names.Asset(x.Asset)), escape(phrase.ModeWords(x.Mode)), escape(phrase.Chance(x)), join(by, "<br>")})
	}
	m.table([]md{"Asset", "How", "Probability", "Importance (Birnbaum) of suppliers"}, rows, len(all)-n, "assets and ways to fail")
}
