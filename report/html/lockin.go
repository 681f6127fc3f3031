// SPDX-License-Identifier: Apache-2.0

package html

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/kedja/kedja/report/internal/phrase"
	"github.com/kedja/kedja/result"
)

// lockIn says how hard it is to leave each supplier, hardest first.
func (b *builder) lockIn() section {
	rows := b.lockInRows()
	s := section{Lead: "How hard it is to leave a supplier, from 0 (free) to 1 (locked). The largest dimension counts: a mean hides it."}
	if len(rows) == 0 {
		s.Notes = [][]part{{plainText("Not measured: no product, service or contract of a supplier is recorded.")}}
		return s
	}
	f := figure{ID: "lockin-all", Title: "Lock-in by supplier"}
	picture := &bars{Max: 1, Ticks: unitTicks}
	t := table{ID: "lockin-table", Caption: f.Title, Cols: cols("Supplier", "#Index", "Largest dimension", "#Value", "Why", "#Months to leave", "#Components to rework")}
	for i, l := range rows {
		if i < maxShares {
			picture.add(b.partyPart(l.Supplier), *l.Index, shortBetween(*l.Index, phrase.AsFraction), "")
		}
		if i >= maxRows {
			break
		}
		largest, value, why := cell{}, cell{}, cell{}
		if d := l.Largest; d != nil {
			largest, why = line(phrase.Spell(phrase.Clean(d.Name, phrase.MaxName))), words(said(phrase.Text(d.Why)))
			value = num(b.number(shortBetween(d.Value, phrase.AsFraction), "lockIn", l.Scope, l.Supplier, d.Name), key(d.Value))
		}
		months := num(dim("not known"), "-1")
		if h := l.ExitHorizonMonths; h != nil {
			months = num(b.number(shortBetween(*h, phrase.AsNumber), "lockIn", l.Scope, l.Supplier, "exitHorizonMonths"), key(*h))
		}
		t.Rows = append(t.Rows, []cell{
			words(b.partyPart(l.Supplier)), num(b.number(shortBetween(*l.Index, phrase.AsFraction), "lockIn", l.Scope, l.Supplier, "index"), key(*l.Index)),
			largest, value, why, months, num(b.number(phrase.Thousands(l.ReworkFrontier), "lockIn", l.Scope, l.Supplier, "reworkFrontier"), ""),
		})
	}
	if left := len(rows) - maxShares; left > 0 {
		f.Note = "And " + phrase.Count(left, "supplier", "suppliers") + " with less, in the table."
	}
	t.Note = moreRows(len(rows)-len(t.Rows), "suppliers")
	f.Desc = picture.describe("lock-in index")
	f.Bars, f.Table = picture.place(), t
	s.Figures = []figure{f}
	b.leaving(&s, rows)
	if t := b.alternatives(); t != nil {
		s.Tables = append(s.Tables, *t)
	}
	return s
}

// lockInRows are the rows of the widest scope that have an index.
func (b *builder) lockInRows() []*result.LockIn {
	rank := func(scope string) int {
		kind, _, _ := strings.Cut(scope, ":")
		return slices.Index([]string{"product", "asset", "entity", "system"}, kind)
	}
	widest := -1
	for _, l := range b.a.LockIn {
		if l.Index != nil {
			widest = max(widest, rank(l.Scope))
		}
	}
	var rows []*result.LockIn
	for i := range b.a.LockIn {
		if l := &b.a.LockIn[i]; l.Index != nil && rank(l.Scope) == widest {
			rows = append(rows, l)
		}
	}
	slices.SortStableFunc(rows, func(x, y *result.LockIn) int {
		return cmp.Or(cmp.Compare(y.Index.Hi, x.Index.Hi), cmp.Compare(y.Index.Lo, x.Index.Lo), cmp.Compare(x.Supplier, y.Supplier))
	})
	return rows
}

// lockInOf draws the dimensions of one supplier.
func (b *builder) lockInOf(party string) (*figure, []part) {
	for _, l := range b.lockInRows() {
		if l.Supplier != party || len(l.Dimensions) == 0 {
			continue
		}
		lead := []part{plainText("Index "), b.number(phrase.Between(*l.Index, phrase.AsFraction)+" of 1", "lockIn", l.Scope, l.Supplier, "index")}
		if h := l.ExitHorizonMonths; h != nil {
			lead = append(lead, plainText("; leaving takes "), b.number(phrase.Between(*h, phrase.AsNumber), "lockIn", l.Scope, l.Supplier, "exitHorizonMonths"), plainText(phrase.NBSP+"months"))
		}
		lead = append(lead, plainText("."))
		f := &figure{ID: b.anchor("lockin", party), Title: "Lock-in of " + b.Party(party) + " by dimension"}
		picture := &bars{Max: 1, Ticks: unitTicks}
		t := table{ID: f.ID + "-t", Caption: "Dimensions, 0 free to 1 locked", Cols: cols("Dimension", "#Value", "#Weight", "Why")}
		dimensions := slices.Clone(l.Dimensions)
		slices.SortStableFunc(dimensions, func(x, y result.Dimension) int {
			return cmp.Or(cmp.Compare(y.Value.Hi, x.Value.Hi), cmp.Compare(y.Value.Lo, x.Value.Lo))
		})
		for _, d := range dimensions {
			name := upper(phrase.Spell(phrase.Clean(d.Name, phrase.MaxName)))
			picture.add(plainText(name), d.Value, shortUnit(d.Value), "")
			weight := b.number(phrase.Fraction(d.Weight), "lockIn", l.Scope, l.Supplier, d.Name)
			if d.Weight == 0 {
				weight = dim("not in the index")
			}
			t.Rows = append(t.Rows, []cell{line(name), num(b.number(shortBetween(d.Value, phrase.AsFraction), "lockIn", l.Scope, l.Supplier, d.Name), key(d.Value)), num(weight, strconv.FormatFloat(d.Weight, 'g', -1, 64)), words(said(phrase.Text(d.Why)))})
		}
		f.Desc = picture.describe("dimensions of lock-in")
		f.Bars, f.Table = picture.place(), t
		return f, lead
	}
	return nil, nil
}
