// SPDX-License-Identifier: Apache-2.0

package bods

import (
	"slices"

	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/supplier/importer"
)

// What changes in a lasting interest, a publisher says by a new statement
// with the old start date. The size that the new one gives holds from the day
// of the statement; before that holds what the earlier ones gave.

// before returns the earlier statements about a relationship, oldest first.
func (r *reader) before(rec *record) []*record {
	if rec.date.IsZero() {
		return nil
	}
	older := slices.DeleteFunc(slices.Clone(r.versions[rec.key]), func(v *record) bool {
		return v.link == nil || v.date.IsZero() || !v.date.Before(rec.date.Time)
	})
	slices.SortStableFunc(older, func(x, y *record) int { return x.date.Compare(y.date.Time) })
	return older
}

// hold writes a holding: rights as they are, shares and votes with what
// earlier statements said of them.
func (r *reader) hold(rec *record, s *supplier.Supplier, t stretch, h importer.Holding) {
	if !t.to.IsZero() || h.Share == nil && h.Votes == nil {
		r.Hold(s, h)
		return
	}
	if len(h.Rights) > 0 {
		rights := h
		rights.Share, rights.Votes = nil, nil
		r.Hold(s, rights)
	}
	h.Rights = nil
	for _, part := range []struct {
		word string
		size *supplier.Range
		into func(*importer.Holding, *supplier.Range)
	}{
		{"shareholding", h.Share, func(h *importer.Holding, p *supplier.Range) { h.Share = p }},
		{"votingrights", h.Votes, func(h *importer.Holding, p *supplier.Range) { h.Votes = p }},
	} {
		if part.size == nil {
			continue
		}
		piece := h
		piece.Share, piece.Votes = nil, nil
		steps := r.steps(rec, s, t, part.word)
		for i, step := range append(steps, importer.Holding{From: rec.date, Share: part.size, Source: h.Source, At: h.At}) {
			piece.From, piece.To, piece.Source, piece.At = step.From, supplier.Date{}, step.Source, step.At
			if i == 0 || step.From.Before(t.from.Time) {
				piece.From = t.from
			}
			if i < len(steps) {
				next := rec.date
				if i+1 < len(steps) {
					next = steps[i+1].From
				}
				piece.To = supplier.Date{Time: next.AddDate(0, 0, -1)}
				if piece.To.Before(piece.From.Time) {
					continue
				}
			}
			part.into(&piece, step.Share)
			r.Hold(s, piece)
		}
	}
}

// steps is what the earlier statements, back to the first that has it
// without a gap, say of the size of one kind of interest.
func (r *reader) steps(rec *record, s *supplier.Supplier, t stretch, word string) []importer.Holding {
	var out []importer.Holding
	for _, v := range slices.Backward(r.before(rec)) {
		var size *supplier.Range
		found := false
		for i := range v.link.items {
			in := &v.link.items[i]
			if fold(string(in.Type)) == word && level(v, in) == t.level && in.End == "" {
				found, size = true, r.add(size, r.size(in.Share, v.interestAt(i)), v.interestAt(i))
			}
		}
		if !found {
			break
		}
		out = append(out, importer.Holding{From: v.date, Share: size, Source: r.Source(s, v.source), At: v.at})
	}
	slices.Reverse(out)
	return out
}
