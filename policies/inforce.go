// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"slices"
	"strings"

	"github.com/kedja/kedja/result"
)

// A source asks nothing before it applies, and nothing after it has ended. The
// first and the last day of a rule follow from the entries of its own pack's
// sources that it cites, and from its effectiveFrom; what it cites of others
// (a recital, the conclusions of the Council) says why, not when. Entries
// without a date hold at any time.

// on reports whether the entry applies on a day.
func (e *Entry) on(day string) bool {
	return e.From <= day && (e.To == "" || day < e.To)
}

// span sets the days on which the rule is asked: not before the first of its
// entries applies, nor before effectiveFrom, nor after the last has ended.
func (r *rule) span(cat Catalogue) {
	var from []string
	to, open := "", false
	for _, id := range r.own() {
		e, ok := cat.Entry(id)
		if !ok {
			continue
		}
		if e.From != "" {
			from = append(from, e.From)
		}
		to, open = max(to, e.To), open || e.To == ""
	}
	if len(from) > 0 {
		r.From = max(r.From, slices.Min(from))
	}
	if !open {
		r.To = to
	}
}

// own lists the entries of the rule that belong to the sources of its pack;
// all of them where none does.
func (r *rule) own() []string {
	var own []string
	for _, id := range r.Measures {
		if source, _, _ := strings.Cut(id, ":"); slices.Contains(r.pack.Sources, source) {
			own = append(own, id)
		}
	}
	if own == nil {
		return r.Measures
	}
	return own
}

// on reports whether the rule is asked on a day.
func (r *rule) on(day string) bool {
	return r.From <= day && (r.To == "" || day < r.To)
}

// keepInForce drops what a rule that asks for evidence says of entries that do
// not apply on the day.
func (a *asked) keepInForce(day string) {
	var off []string
	for i := range a.rule.asks {
		if e := &a.rule.asks[i]; !e.on(day) {
			off = append(off, e.ID)
		}
	}
	if off == nil {
		return
	}
	for _, j := range a.distinct {
		j.answer.finding = slices.DeleteFunc(j.answer.finding, func(f map[string]any) bool { return slices.Contains(off, text(f["key"])) })
		j.answer.undecided = slices.DeleteFunc(j.answer.undecided, func(u map[string]any) bool {
			id, is := strings.CutPrefix(text(u["fact"]), evidenceFact)
			return is && slices.Contains(off, id)
		})
	}
}

// inForce corrects an answer of a scope by the clock: a name under which no
// rule is asked on the day binds nobody.
func (b *bounds) inForce(s *Set, pack, name string, x bound) bound {
	first, last, rules := "", "", 0
	for _, r := range s.rules {
		if r.Pack != pack || r.binds != name {
			continue
		}
		if r.on(b.day) {
			return x
		}
		rules++
		if b.day < r.From && (first == "" || r.From < first) {
			first = r.From
		}
		last = max(last, r.To)
	}
	if rules == 0 || x.answer == "no" {
		return x
	}
	why := "does not apply before " + first
	if first == "" {
		why = "has not applied since " + last
	}
	if x.why != "" {
		why += "; " + x.why
	}
	return bound{answer: "no", why: why}
}

// notAsked is the row of a rule that is not asked, because a pack disables it or
// because of the day.
func (r *rule) notAsked(day string) result.NotAsked {
	out := result.NotAsked{Rule: r.ID, Pack: r.Pack, Title: r.Title}
	switch {
	case r.Disabled != nil:
		out.Disabled = r.Disabled
	case day < r.From:
		out.From = r.From
	default:
		out.To = r.To
	}
	return out
}
