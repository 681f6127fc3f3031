// SPDX-License-Identifier: Apache-2.0

package bods

import (
	"cmp"
	"math"
	"strconv"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/supplier/importer"
)

func itoa(i int) string { return strconv.Itoa(i) }

// rights are the interests that are rights of influence, in the vocabulary
// of records ([supplier.Rights]). The standard defines the first as the
// absolute right to appoint the members of the board.
var rights = map[string]string{
	"appointmentofboard":               supplier.RightBoardMajority,
	"otherinfluenceorcontrol":          supplier.RightInfluence,
	"influenceorcontrol":               supplier.RightInfluence,
	"controlviacompanyrulesorarticles": supplier.RightArticles,
	"controlbylegalframework":          supplier.RightLaw,
}

// offices are the interests that are neither shares nor votes nor a right of
// decisive influence; they become relations of this kind.
var offices = map[string]string{
	"seniormanagingofficial":             "seniorManager",
	"boardmember":                        "boardMember",
	"boardchair":                         "boardChair",
	"settlor":                            "settlor",
	"settloroftrust":                     "settlor",
	"trustee":                            "trustee",
	"trusteeoftrust":                     "trustee",
	"protector":                          "protector",
	"protectoroftrust":                   "protector",
	"beneficiaryoflegalarrangement":      "beneficiary",
	"beneficiaryoftrust":                 "beneficiary",
	"otherinfluenceorcontroloftrust":     "trustInfluence",
	"rightstosurplusassetsondissolution": "surplusOnDissolution",
	"rightstoprofitorincome":             "profitOrIncome",
	"righttoprofitorincomefromassets":    "profitOrIncome",
	"rightsgrantedbycontract":            "contractualRights",
	"conditionalrightsgrantedbycontract": "conditionalContractualRights",
	"enjoymentanduseofassets":            "useOfAssets",
	"nominee":                            "nominee",
	"nominator":                          "nominator",
}

// stretch is a time, and whether a holding in it is direct: what is stated
// of one stretch is one holding.
type stretch struct {
	from, to supplier.Date
	level    string // direct, indirect, ""
}

// interests writes what the holder has. A relationship without interests is
// one of unknown size.
func (r *reader) interests(rec *record, s *supplier.Supplier, holder, source string) {
	base := importer.Holding{Party: holder, Source: source, At: rec.at}
	if rec.closed {
		if rec.date.IsZero() {
			r.Warnf("bods/closed", rec.at, "", "the relationship of %s to %s is over, but nobody says since when; it was left out", holder, s.ID)
			return
		}
		base.To = rec.date
	}
	if len(rec.link.items) == 0 {
		base.Vague = true
		r.Hold(s, base)
		return
	}
	var order []stretch
	by := map[stretch]*importer.Holding{}
	for i := range rec.link.items {
		in := &rec.link.items[i]
		at := rec.interestAt(i)
		t := r.stretch(rec, in, at)
		r.Taken(Interests)
		if kind, ok := offices[fold(string(in.Type))]; ok {
			r.Relate(s, supplier.Relation{Kind: kind, Party: holder, From: t.from, To: t.to, Note: string(in.Details), Source: source}, at)
			r.Infof("bods/relation", at, "", "the interest %s is neither share nor vote; it became the relation %s", in.Type, kind)
			continue
		}
		h := by[t]
		if h == nil {
			h = &importer.Holding{Party: holder, Source: source, From: t.from, To: t.to, Vague: t.level == "", At: at}
			by[t] = h
			order = append(order, t)
		}
		r.take(h, in, at)
	}
	for _, t := range order {
		if h := by[t]; t.level == "indirect" {
			r.Relate(s, h.Indirect(), h.At)
		} else {
			r.hold(rec, s, t, *h)
		}
	}
}

// stretch is the time of an interest and whether it is direct. What the
// publisher keeps no longer is over on the day of the last statement.
func (r *reader) stretch(rec *record, in *interest, at diag.Position) stretch {
	t := stretch{
		from: r.Date(string(in.Start), "the start of the interest", at),
		to:   r.End(string(in.End), "the end of the interest", at),
	}
	if rec.closed && t.to.IsZero() {
		t.to = rec.date
	}
	t.from, t.to = r.Period(t.from, t.to, "the interest", at)
	if t.to.After(t.from.Time) {
		// The standard's end is the day on which the interest ceases: another
		// begins on it. The records' is the last day on which it is held.
		t.to = supplier.Date{Time: t.to.AddDate(0, 0, -1)}
	}
	t.level = level(rec, in)
	return t
}

// level says whether an interest is direct: direct, indirect, or "" where
// nobody says.
func level(rec *record, in *interest) string {
	switch word := fold(cmp.Or(string(in.Direct), string(in.Level))); {
	case word == "direct":
		return "direct"
	case word == "indirect", rec.link.indirect:
		return "indirect"
	}
	return ""
}

// take adds one interest to the holding.
func (r *reader) take(h *importer.Holding, in *interest, at diag.Position) {
	size := r.size(in.Share, at)
	switch word := fold(string(in.Type)); word {
	case "shareholding":
		h.Share = r.add(h.Share, size, at)
	case "votingrights":
		h.Votes = r.add(h.Votes, size, at)
	default:
		if right, ok := rights[word]; ok {
			h.Rights = append(h.Rights, right)
			if in.Share != nil {
				r.Infof("bods/share-of-right", at, "", "a share of %s has no place in the records", in.Type)
			}
			return
		}
		// Unknown, unpublished or unstated: it may be anything.
		if in.Type != "" && word != "unknowninterest" && word != "unpublishedinterest" {
			r.Warnf("bods/interest", at, "it was taken as an interest of unknown kind", "%q is no type of interest that the standard lists", in.Type)
		}
		if size != nil && in.Type == "" {
			h.Share = r.add(h.Share, size, at)
		}
	}
}

// add brings together two interests of one kind that one statement lists:
// they may be parts of one holding, or say the same thing twice.
func (r *reader) add(have, more *supplier.Range, at diag.Position) *supplier.Range {
	switch {
	case more == nil:
		more = &supplier.Range{Hi: 1} // of unknown size
	case have == nil:
		return more
	}
	if have == nil {
		return more
	}
	r.Infof("bods/two-interests", at, "", "the statement lists two interests of one kind; they may add up or be one")
	return &supplier.Range{Lo: math.Max(have.Lo, more.Lo), Hi: math.Min(1, have.Hi+more.Hi)}
}

// size reads a percentage, nil where none is stated.
func (r *reader) size(sh *share, at diag.Position) *supplier.Range {
	if sh == nil {
		return nil
	}
	bad := func(value text) {
		r.Warnf("bods/share", at, "the share stays unknown", "%q is no percentage between 0 and 100", value)
	}
	if sh.Exact != "" {
		x, ok := importer.Part(string(sh.Exact), 2)
		if !ok || x < 0 || x > 1 {
			bad(sh.Exact)
			return nil
		}
		return supplier.Exact(x)
	}
	lo, hi := 0.0, 1.0
	noLo, noHi := sh.ExclusiveMin == "true", sh.ExclusiveMax == "true"
	for _, end := range []struct {
		value     text
		into      *float64
		exclusive *bool
	}{{sh.Minimum, &lo, nil}, {sh.Maximum, &hi, nil}, {sh.ExclusiveMin, &lo, &noLo}, {sh.ExclusiveMax, &hi, &noHi}} {
		if end.value == "" || end.value == "true" || end.value == "false" {
			continue
		}
		x, ok := importer.Part(string(end.value), 2)
		if !ok || x < 0 || x > 1 {
			bad(end.value)
			return nil
		}
		*end.into = x
		if end.exclusive != nil {
			*end.exclusive = true
		}
	}
	out, err := importer.Between(lo, hi, noLo, noHi)
	if err != nil {
		r.Warnf("bods/share", at, "the share stays unknown", "the share from %g to %g %% is empty", lo*100, hi*100)
		return nil
	}
	return out
}
