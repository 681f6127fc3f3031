// SPDX-License-Identifier: Apache-2.0

// Package draw shows who stands behind a party, as text, Markdown and a
// picture. Each is a pure function of the explanation; names come from
// records that others wrote, so they are cleaned, cut and escaped.
package draw

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk/ownership"
)

// View is an explanation with what a reader needs beside it.
type View struct {
	ownership.Explanation
	Parties map[string]Party // by id; others are shown by their id
	AsOf    string           // the day on which it holds, YYYY-MM-DD; "" says none
	// Threshold is that of the significant holdings, 0..1.
	Threshold float64
}

// Party is how a party is shown.
type Party struct {
	Name        string
	Established string // ISO 3166-1 alpha-2; "" is unknown
}

// longest is the most characters of a name that are shown.
const longest = 80

// clean makes one harmless line of a text.
func clean(s string, most int) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) && r != '\u0085':
			return ' '
		case !unicode.IsGraphic(r):
			return unicode.ReplacementChar
		}
		return r
	}, s)
	if runes := []rune(s); len(runes) > most {
		s = string(runes[:most-1]) + "…"
	}
	return s
}

// name is the name of a party, its id where it has none.
func (v *View) name(id string) string {
	if p, ok := v.Parties[id]; ok && p.Name != "" {
		return clean(p.Name, longest)
	}
	if code, ok := strings.CutPrefix(id, ownership.StatePrefix); ok {
		return "the state " + clean(code, 8)
	}
	return clean(id, longest)
}

// full is the name with the id.
func (v *View) full(id string) string {
	name := v.name(id)
	if plain := clean(id, longest); plain != name {
		return name + " (" + plain + ")"
	}
	return name
}

func (v *View) place(id string) string {
	if strings.HasPrefix(id, ownership.StatePrefix) {
		return ""
	}
	if p := v.Parties[id]; p.Established != "" {
		return "established in " + clean(p.Established, 8)
	}
	return ""
}

// percent writes a share, or the two ends of a range.
func percent(x result.Interval) string {
	one := func(x float64) string {
		return strconv.FormatFloat(math.Round(x*1e4)/100, 'f', -1, 64)
	}
	if x.Hi-x.Lo < 1e-9 {
		return one(x.Lo) + " %"
	}
	return one(x.Lo) + " to " + one(x.Hi) + " %"
}

// list joins words as people do.
func list(words []string) string {
	const most = 8
	if len(words) > most {
		words = append(slices.Clone(words[:most]), fmt.Sprintf("%d more", len(words)-most))
	}
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}

// control says in words who controls the party.
func (v *View) control() string {
	c := &v.Control
	var others []string
	for _, id := range c.Controllers {
		if id != c.Party || c.Kind == ownership.Circular {
			others = append(others, v.full(id))
		}
	}
	who := list(others)
	certainty := ", certain"
	if !c.Certain {
		certainty = ", possible"
	}
	switch c.Kind {
	case ownership.Sole:
		if who == "" {
			return "nobody controls it: it is its own controller"
		}
		if !c.Certain && len(v.Sure) == 1 {
			return "sole, by " + v.full(v.Sure[0].Controller) + ", certain; " + v.under(v.Sure[0])
		}
		return "sole, by " + who + certainty
	case ownership.Joint:
		if !c.Certain && len(others) > 1 {
			return "joint, possible; possibly by " + who
		}
		return "joint, by " + who + certainty
	case ownership.Circular:
		return "circular: " + who + " control one another" + certainty
	case ownership.DeFacto:
		return "in practice, by " + who + "; an indication only"
	case ownership.Dispersed:
		return "dispersed: nobody can hold half of the votes" + certainty
	}
	if who == "" {
		return "not established"
	}
	return "not established; possibly by " + either(others)
}

// under says who may control a party that surely controls.
func (v *View) under(s ownership.Sure) string {
	who := v.full(s.Controller)
	var names []string
	for _, id := range s.Under {
		names = append(names, v.full(id))
	}
	switch {
	case len(names) == 0:
		return "who controls " + who + " in turn is not known"
	case s.Unnamed:
		return who + " in turn possibly by " + either(append(names, "somebody who is not named"))
	}
	return who + " in turn possibly by " + either(names)
}

// ultimate says who may stand at the end of the chain, "" where it is clear
// from who controls the party.
func (v *View) ultimate() string {
	if v.Control.Kind != ownership.Sole || v.Control.Certain || len(v.Sure) != 1 {
		return ""
	}
	s := v.Sure[0]
	names := []string{v.full(s.Controller)}
	for _, id := range s.Under {
		names = append(names, v.full(id))
	}
	if s.Unnamed {
		names = append(names, "somebody who is not named")
	}
	return "possibly " + either(names)
}

// either joins alternatives as people do.
func either(words []string) string {
	out := list(words)
	if i := strings.LastIndex(out, " and "); i >= 0 && len(words) > 1 {
		out = out[:i] + " or " + out[i+len(" and "):]
	}
	return out
}

// country says from where the party is controlled.
func (v *View) country() string {
	var codes []string
	for _, code := range v.Control.Countries {
		codes = append(codes, clean(code, 8))
	}
	switch {
	case len(codes) == 0:
		return "not established"
	case v.Control.Certain && v.Control.Kind == ownership.Joint && len(codes) > 1:
		return list(codes) + ", jointly"
	case v.Control.Certain:
		return list(codes)
	case v.Control.Kind == ownership.NotEstablished:
		return "not established; possibly " + either(codes)
	case v.Control.Kind == ownership.Sole:
		return "possibly " + either(codes)
	}
	return "possibly " + list(codes)
}

// votes says what a holding is: its votes, its shares where they differ, and
// rights.
func stakeWords(s ownership.Stake) string {
	words := percent(s.Votes) + " of the votes"
	switch {
	case s.Votes == (result.Interval{}) && s.Share == s.Votes && len(s.Rights) > 0: // a right alone
		return clean(strings.Join(s.Rights, ", "), longest)
	case s.Assumed && s.Share != s.Votes:
		words += " by what the votes of others leave, with " + percent(s.Share) + " of the shares; its votes are not stated"
	case s.Votes.Lo == 0 && s.Votes.Hi >= 1:
		words = "holds shares, how many is not known"
	case s.Share != s.Votes:
		words += " with " + percent(s.Share) + " of the shares"
	}
	for _, r := range s.Rights {
		words += ", " + clean(r, longest)
	}
	return words
}

// grounds says where a fact is stated and by which document.
func grounds(at result.Evidence, source string) string {
	var out []string
	if at.File != "" {
		place := clean(at.File, 200)
		if at.Line > 0 {
			place += ":" + strconv.Itoa(at.Line)
		}
		out = append(out, place)
	}
	if source != "" {
		out = append(out, clean(source, 120))
	} else {
		out = append(out, "no source")
	}
	return strings.Join(out, "; ")
}

// elsewhen says who held the party at other times, "" where nobody is
// recorded.
func (v *View) elsewhen(party string) string {
	var out []string
	for _, t := range v.Elsewhen {
		if t.Party != party {
			continue
		}
		when := ""
		if t.From != "" {
			when += " from " + clean(t.From, 10)
		}
		if t.To != "" {
			when += " until " + clean(t.To, 10)
		}
		out = append(out, v.full(t.Holder)+when)
	}
	return list(out)
}

// question says what is asked for.
func (v *View) question(q ownership.Question) string {
	var out string
	switch q.Ask {
	case ownership.AskOwners:
		out = "who owns " + v.full(q.Party) + ": no owner is recorded"
		if past := v.elsewhen(q.Party); past != "" {
			out += " for this day, but " + past
		}
	case ownership.AskUnlisted:
		out = "who else holds votes of " + v.full(q.Party) + ": "
		if q.Known.Hi >= 1 {
			out += "how much anybody outside the list has is not recorded"
		} else {
			out += "anybody outside the list may have " + percent(result.Exactly(q.Known.Hi))
		}
	case ownership.AskVotes:
		out = "how many votes of " + v.full(q.Party) + " " + v.full(q.Holder) + " has: "
		if q.Assumed {
			out += "nobody stated them, and what others have leaves " + percent(q.Known)
		} else {
			out += "recorded is " + percent(q.Known)
		}
	case ownership.AskEstablished:
		return "where " + v.full(q.Party) + " is established: the country of control"
	}
	if q.Alone {
		if q.Ask == ownership.AskUnlisted {
			return out + " (settles control if the list is complete)"
		}
		return out + " (settles control)"
	}
	return out + " (needed with others)"
}

// significant says what a significant holder has.
func (v *View) significant(s ownership.Significant) string {
	who := v.full(s.Holder)
	if s.Holder == "" {
		return "somebody who is not named may hold up to " + percent(result.Exactly(s.Votes.Hi)) + " of the votes"
	}
	out := who + ": " + percent(s.Votes) + " of the votes, " + percent(s.Share) + " of the capital"
	if len(s.Through) > 0 {
		var names []string
		for _, id := range s.Through {
			names = append(names, v.full(id))
		}
		out += ", through " + list(names)
	}
	return out + certainty(s.Certain)
}

func certainty(certain bool) string {
	if certain {
		return " (certain)"
	}
	return " (possible)"
}

// influence says what somebody's decisive influence rests on.
func (v *View) influence(x ownership.Influence) string {
	by := map[string]string{
		ownership.Sole: "sole control", ownership.Joint: "joint control", ownership.Circular: "control in a circle",
		ownership.DeFacto: "control in practice", ownership.NotEstablished: "control", ownership.GoldenShare: "a golden share",
		ownership.BoardMajority: "the majority of the board", ownership.ControlContract: "a contract of control", ownership.Veto: "a veto",
		"board": "seats on the board, whether or not they decide",
	}[x.By]
	if by == "" {
		by = "a right: " + clean(x.By, longest)
	}
	out := v.full(x.Holder) + ": " + by
	if x.Through != "" {
		out += " of " + v.full(x.Through) + ", which it controls"
	}
	return out + certainty(x.Certain)
}
