// SPDX-License-Identifier: Apache-2.0

package importer

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/supplier"
)

// Holding is what one statement says that somebody holds of a party.
type Holding struct {
	Party  string          // who holds
	Share  *supplier.Range // 0..1; nil is not stated
	Votes  *supplier.Range // 0..1; nil is not stated
	Rights []string        // of decisive influence, as records have them
	From   supplier.Date
	To     supplier.Date // the last day; zero is lasting
	Source string        // id in the record of the party held
	// Vague says that the statement leaves open whether the holding is direct
	// or through others.
	Vague bool
	At    diag.Position
}

// Hold adds a holding to the party. What several statements say of one
// holder is brought together when the result is made.
func (b *Builder) Hold(s *supplier.Supplier, h Holding) {
	h.From, h.To = b.Period(h.From, h.To, "the holding of "+h.Party+" in "+s.ID, h.At)
	if code, ok := strings.CutPrefix(h.Party, "state:"); ok && !supplier.ValidCountry(code) {
		b.Warnf("import/country", h.At, "write state: and an ISO 3166-1 alpha-2 code", "%q is no country code; which state holds %s stays unknown", code, s.ID)
		h.Party = SafeID("unknown-state", code)
	}
	b.holdings[s.ID] = append(b.holdings[s.ID], h)
}

// owners writes the holdings into the record: for each holder one entry for
// each stretch of time in which the same is stated. Readers add up what one
// holder has at one time, so no two entries may say the same thing twice.
//
// Holdings of which nobody says that they are direct count as direct, unless
// the whole would be exceeded: then a parent and its parent are both listed,
// and the vague ones are relations.
func (b *Builder) owners(s *supplier.Supplier) {
	holdings := b.holdings[s.ID]
	if len(holdings) == 0 {
		return
	}
	s.Owners.Items = b.stretches(s, holdings)
	over := len(overWhole(s.Owners.Items, shareOf)) + len(overWhole(s.Owners.Items, votesOf))
	direct := slices.DeleteFunc(slices.Clone(holdings), func(h Holding) bool { return h.Vague })
	if over == 0 || len(direct) == len(holdings) || len(direct) == 0 {
		return
	}
	s.Owners.Items = b.stretches(s, direct)
	for _, h := range holdings {
		if h.Vague {
			b.Relate(s, h.Indirect(), h.At)
		}
	}
	b.Infof("import/indirect", holdings[0].At, "", "the holdings in %s add up to more than the whole; those not said to be direct were taken as indirect", s.ID)
}

func shareOf(o *supplier.Owner) **supplier.Range { return &o.Share }
func votesOf(o *supplier.Owner) **supplier.Range { return &o.Votes }

// Indirect is the holding as a relation: it is held through others, and
// enters no sum of direct holdings.
func (h Holding) Indirect() supplier.Relation {
	note := ""
	for _, part := range []struct {
		what string
		r    *supplier.Range
	}{{"shares", h.Share}, {"votes", h.Votes}} {
		if part.r == nil {
			continue
		}
		if note != "" {
			note += ", "
		}
		note += part.what + " " + percent(*part.r)
	}
	for _, r := range h.Rights {
		if note != "" {
			note += ", "
		}
		note += r
	}
	return supplier.Relation{Kind: "indirectOwner", Party: h.Party, From: h.From, To: h.To, Note: note, Source: h.Source}
}

// percent writes a range for people.
func percent(r supplier.Range) string {
	end := func(x float64) string {
		return strconv.FormatFloat(math.Round(x*1e8)/1e6, 'f', -1, 64)
	}
	if r.Lo == r.Hi {
		return end(r.Lo) + " %"
	}
	return end(r.Lo) + " to " + end(r.Hi) + " %"
}

func (b *Builder) stretches(s *supplier.Supplier, holdings []Holding) []supplier.Owner {
	byHolder := map[string][]Holding{}
	var holders []string
	for _, h := range holdings {
		if byHolder[h.Party] == nil {
			holders = append(holders, h.Party)
		}
		byHolder[h.Party] = append(byHolder[h.Party], h)
	}
	slices.Sort(holders)
	var out []supplier.Owner
	for _, holder := range holders {
		out = append(out, b.ofHolder(s, byHolder[holder])...)
	}
	return out
}

// ofHolder cuts time where a statement begins or ends, and says for each
// piece what is stated of it.
func (b *Builder) ofHolder(s *supplier.Supplier, hs []Holding) []supplier.Owner {
	var cuts []supplier.Date // the first days of the pieces
	for _, h := range hs {
		cuts = append(cuts, h.From)
		if !h.To.IsZero() {
			cuts = append(cuts, supplier.Date{Time: h.To.AddDate(0, 0, 1)})
		}
	}
	slices.SortFunc(cuts, func(x, y supplier.Date) int { return x.Compare(y.Time) })
	cuts = slices.CompactFunc(cuts, func(x, y supplier.Date) bool { return x.Equal(y.Time) })
	var out []supplier.Owner
	for i, from := range cuts {
		piece := supplier.Owner{Party: hs[0].Party, From: from}
		if i+1 < len(cuts) {
			piece.To = supplier.Date{Time: cuts[i+1].AddDate(0, 0, -1)}
		}
		stated := false
		for _, h := range hs {
			if h.From.After(from.Time) || !h.To.IsZero() && h.To.Before(from.Time) {
				continue
			}
			stated = true
			b.join(s, &piece, h)
		}
		if !stated {
			continue
		}
		if n := len(out); n > 0 && continues(out[n-1], piece) {
			out[n-1].To, out[n-1].Source = piece.To, piece.Source // the later statement stands
			continue
		}
		out = append(out, piece)
	}
	return out
}

// join adds a statement to a piece. Two that differ leave the range between
// them.
func (b *Builder) join(s *supplier.Supplier, o *supplier.Owner, h Holding) {
	for _, part := range []struct {
		what string
		have **supplier.Range
		new  *supplier.Range
	}{{"shares", &o.Share, h.Share}, {"votes", &o.Votes, h.Votes}} {
		switch {
		case part.new == nil:
		case *part.have == nil:
			*part.have = &supplier.Range{Lo: part.new.Lo, Hi: part.new.Hi}
		case **part.have != *part.new:
			b.Warnf("import/conflict", h.At, "find out which is right", "the %s that %s holds in %s are %s here but %s in another place; the range between was taken",
				part.what, h.Party, s.ID, percent(*part.new), percent(**part.have))
			*part.have = &supplier.Range{Lo: math.Min((*part.have).Lo, part.new.Lo), Hi: math.Max((*part.have).Hi, part.new.Hi)}
		}
	}
	o.Rights = append(o.Rights, h.Rights...)
	slices.Sort(o.Rights)
	o.Rights = slices.Compact(o.Rights)
	o.Source = cmp.Or(o.Source, h.Source)
}

// continues reports whether the second piece says of the days after the
// first what that says.
func continues(x, y supplier.Owner) bool {
	same := func(p, q *supplier.Range) bool { return p == q || p != nil && q != nil && *p == *q }
	return !x.To.IsZero() && x.To.AddDate(0, 0, 1).Equal(y.From.Time) &&
		same(x.Share, y.Share) && same(x.Votes, y.Votes) && slices.Equal(x.Rights, y.Rights)
}

// ParsePercent reads a percentage as people write it: "25", "12,5 %", "25-50",
// ">25", "<= 10". What it leaves open is open.
func ParsePercent(text string) (*supplier.Range, error) {
	r, err := parseRange(text, 2)
	if err != nil {
		return nil, fmt.Errorf("%q is no percentage between 0 and 100", Clean(text))
	}
	return r, nil
}

// ParseShare reads a part of 1 in the same forms.
func ParseShare(text string) (*supplier.Range, error) {
	r, err := parseRange(text, 0)
	if err != nil {
		return nil, fmt.Errorf("%q is no part between 0 and 1", Clean(text))
	}
	return r, nil
}
