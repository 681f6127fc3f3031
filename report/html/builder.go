// SPDX-License-Identifier: Apache-2.0

package html

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"

	"github.com/kedja/kedja/report/internal/phrase"
	"github.com/kedja/kedja/result"
)

// The most rows of each kind, so that the page of any result stays quick and
// below some megabytes. What is left out is counted on the page.
const (
	maxSuppliers = 60  // with a page of their own
	topSuppliers = 40  // of more than that
	maxBrief     = 400 // in one line
	maxFindings  = 300 // of all outcomes
	topFindings  = 200 // of more than that
	maxRows      = 200 // of other tables
	maxScopes    = 400 // rows of concentration of all scopes
	maxShares    = 12  // bars of one picture
	maxNodes     = 14  // of one column of the supply chain
)

// shown is how many of n are on the page: all where it has room for them, else
// the gravest of them, and room for what is said of them.
func shown(n, limit, top int) int {
	if n > limit {
		return top
	}
	return n
}

// shownFindings is how many findings have a row, the worst first.
func (b *builder) shownFindings() int {
	return shown(len(b.a.Findings), maxFindings, topFindings)
}

// builder turns a result into a page.
type builder struct {
	*phrase.Names
	a          *result.Assessment
	pages      map[string]string // party → id of its page
	order      []*result.Party   // those with a page, in their order
	brief      []*result.Party   // those without
	cut        bool              // some of brief would have one if there were room
	used       map[string]bool   // ids
	fixed      map[string]string // kind and key → id
	why        func(string) (result.Explanation, bool)
	whys       *explainer
	inputIDs   map[string]string // files → ids of their rows
	packIDs    map[string]string // policy packs as explanations call them → likewise
	inBaseline map[string]bool   // ids of findings that the baseline of the gate has
}

func newBuilder(a *result.Assessment, o Options) *builder {
	b := &builder{
		Names: phrase.NewNames(a), a: a, pages: map[string]string{}, used: map[string]bool{}, fixed: map[string]string{},
		why: o.Explain, inputIDs: map[string]string{}, packIDs: map[string]string{}, inBaseline: map[string]bool{},
	}
	if a.Gate != nil {
		for _, id := range a.Gate.Excused.Findings {
			b.inBaseline[id] = true
		}
	}
	b.whys = newExplainer(b)
	return b
}

// anchor is the id of a thing on the page: the same for the same kind and
// key, different for all others, and safe in a link whatever the key.
func (b *builder) anchor(kind, key string) string {
	if id, ok := b.fixed[kind+"\x00"+key]; ok {
		return id
	}
	id := kind + "-" + slug(key)
	for n := 2; b.used[id]; n++ {
		id = kind + "-" + slug(key) + "-" + strconv.Itoa(n)
	}
	b.used[id] = true
	b.fixed[kind+"\x00"+key] = id
	return id
}

// slug keeps what a person can read of a key, and a digest where that is not
// all.
func slug(key string) string {
	var s strings.Builder
	exact := true
	for _, r := range key {
		if s.Len() >= 40 {
			exact = false
			break
		}
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' {
			s.WriteRune(r)
			continue
		}
		exact = false
		if t := s.String(); t != "" && t[len(t)-1] != '-' {
			s.WriteByte('-')
		}
	}
	text := strings.Trim(s.String(), "-")
	if exact && text == key && text != "" {
		return text
	}
	sum := sha256.Sum256([]byte(key))
	return strings.Trim(text+"-"+hex.EncodeToString(sum[:4]), "-")
}

// number is a number of the result that links to its explanation, if there
// is one. The path names it as in the result, by keys.
func (b *builder) number(text string, path ...string) part {
	if href := b.explain(path...); href != "" {
		return part{Text: text, Class: "n", Href: href}
	}
	return part{Text: text}
}

// count is a whole number of the result.
func (b *builder) count(n int, path ...string) part {
	return b.number(phrase.Thousands(n), path...)
}

// outcomes is a count of a row that has one for each outcome. That there are
// none needs no explanation of its own: the one of the row has all counts.
func (b *builder) outcomes(n int, outcome string, row ...string) part {
	if n > 0 {
		row = append(row, outcome)
	}
	return b.count(n, row...)
}

// explain is the id of the explanation of a path, "" without one. Where there
// is no more room for one of its own it is that of the table or the sort of
// numbers that the number belongs to.
func (b *builder) explain(path ...string) string {
	if b.why == nil {
		return ""
	}
	return b.whys.find(path)
}

// party is a party's name, linked to its page.
func (b *builder) partyPart(id string) part {
	return part{Text: b.Party(id), Href: b.pages[id]}
}

// subjectPart is the name of a subject, linked where it is a party.
func (b *builder) subjectPart(subject string) part {
	kind, id, _ := strings.Cut(subject, ":")
	if kind == "supplier" || kind == "owner" {
		return b.partyPart(id)
	}
	return part{Text: b.Subject(subject)}
}

// memberPart is the name of a key in a grouping.
func (b *builder) memberPart(by, key string) part {
	if by == "supplier" || by == "owner" {
		return b.partyPart(key)
	}
	return part{Text: b.Member(by, key)}
}

// left says how many more there are than the page lists: a count of the
// page, not of the result.
func left(n int, of string) part {
	return part{Text: strings.TrimRight(" and "+phrase.Thousands(n)+phrase.NBSP+"more "+of, " "), Class: "dim left"}
}

func partsOf(ids []string, f func(string) part) []part {
	out := make([]part, len(ids))
	for i, id := range ids {
		out[i] = f(id)
	}
	return out
}

// listed joins at most n parts by commas and says how many more there are;
// total is their number where some are not even given.
func listed(parts []part, n, total int) []part {
	total = max(total, len(parts))
	shown := parts[:min(n, len(parts))]
	out := joined(shown, ", ")
	if rest := total - len(shown); rest > 0 && len(shown) > 0 {
		out = append(out, left(rest, ""))
	}
	return out
}

// place is where a fact is stated.
func place(e result.Evidence) string {
	at := phrase.Text(e.File)
	switch {
	case at != "" && e.Line > 0:
		at += ":" + strconv.Itoa(e.Line)
	case at != "" && e.Pointer != "":
		at += " " + phrase.Text(e.Pointer)
	}
	return at
}

// moreRows says that rows were left out.
func moreRows(left int, what string) string {
	if left <= 0 {
		return ""
	}
	return "And " + phrase.Thousands(left) + phrase.NBSP + "more " + what + ", in the result as JSON."
}

// key writes an interval so that rows sort by it: upper end, then lower.
func key(i result.Interval) string {
	hi, lo := i.Hi, i.Lo
	return strconv.FormatFloat(min(hi, 1e12)*1e6+min(max(lo, -1e12), 1e12)/1e6, 'g', 12, 64)
}
