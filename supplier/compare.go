// SPDX-License-Identifier: Apache-2.0

package supplier

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// Named is a party as somebody names it: the name, and what else is stated
// with it. Only the name is needed.
type Named struct {
	Name    string
	Emails  []string
	Domains []string // DNS domains of the party
	Country string   // ISO 3166-1 alpha-2
	Person  bool     // stated to be a natural person

	// Namespace says that the name is only that of a namespace of packages,
	// which whoever comes first can register.
	Namespace bool
}

// Feature is one reason for or against two names being one party.
type Feature struct {
	Name   string  `json:"name"`   // stable: legal form, spelling, extra words, place …
	Effect float64 `json:"effect"` // what it adds to the score; 0 is for the record
	Detail string  `json:"detail"` // for people
}

// Comparison is how alike two names are, and why. Nothing but Same is ever
// taken without a person's decision.
type Comparison struct {
	Same     bool      `json:"same"`     // taken without asking, see [SameName]
	Score    float64   `json:"score"`    // 0..1, an ordinal: 1 less what the features take off
	Features []Feature `json:"features"` // strongest first
}

// The scores at which a comparison is worth showing. At Likely and above the
// proposal is that the names are one party; between Possible and Likely, that
// somebody looks. Both were chosen on the labelled pairs in testdata.
const (
	Likely   = 0.85
	Possible = 0.6
)

// The effects of features. They are chosen, not learnt: a list that a person
// can check, where one feature that speaks against a pair (another place,
// another number, a foundation) is enough to end below Likely and two small
// ones are not.
const (
	effectTransliteration = -0.04
	effectCollective      = -0.04
	effectSpacing         = -0.05
	effectOrder           = -0.08
	effectNickname        = -0.08
	effectBrand           = -0.1
	effectDepartment      = -0.1
	effectInitial         = -0.1
	effectDomainName      = -0.1
	effectFormSameCountry = -0.12
	effectInitials        = -0.14
	effectNamespace       = -0.2
	effectShortInitials   = -0.2
	effectShortName       = -0.14
	effectFormLevel       = -0.2
	effectUnit            = -0.25
	effectLetters         = -0.25
	effectPrefix          = -0.3
	effectRole            = -0.3
	effectCommunity       = -0.3
	effectCountry         = -0.3
	effectPlace           = -0.35
	effectFormCountry     = -0.4
	effectWord            = -0.4
	effectNumber          = -0.5
	effectPerson          = -0.6
	effectBothSides       = -0.3
	effectSameAddress     = 0.1
	effectSameDomain      = 0.05
)

// CompareNames compares two bare names, see [Compare].
func CompareNames(a, b string) Comparison { return Compare(Named{Name: a}, Named{Name: b}) }

// Compare says how alike two parties are by their names and what is stated
// with them. It is symmetric. The score starts at 1; each feature takes off
// what it says, or adds a little where addresses agree.
func Compare(a, b Named) Comparison {
	return compareParsed(parseName(a), parseName(b))
}

func compareParsed(a, b *parsedName) Comparison {
	if len(a.words) == 0 || len(b.words) == 0 {
		return Comparison{Features: []Feature{{"no name", -1, "one of the two names nobody"}}}
	}
	if b.Name < a.Name { // one order, so that the comparison is symmetric
		a, b = b, a
	}
	w := weighing{}
	equal := slices.Equal(a.words, b.words)
	if a.department != b.department {
		w.add("department", effectDepartment, cmp.Or(a.department, "none")+" and "+cmp.Or(b.department, "none"))
	}
	if equal {
		w.add("name", 0, "equal but for case, punctuation and legal form")
	} else {
		w.words(a, b)
	}
	formed := w.forms(a, b)
	w.context(a, b)
	score := 1.0
	for _, f := range w.features {
		score += f.Effect
	}
	c := Comparison{Features: w.features}
	c.Same = equal && formed && !w.unlike && a.department == b.department
	if !c.Same {
		score = min(score, 0.99)
	}
	c.Score = math.Round(100*min(1, max(0, score))) / 100
	slices.SortStableFunc(c.Features, func(x, y Feature) int { return cmp.Compare(math.Abs(y.Effect), math.Abs(x.Effect)) })
	return c
}

type weighing struct {
	features []Feature
	unlike   bool // one is a person or a namespace, the other not
}

func (w *weighing) add(name string, effect float64, detail string) {
	w.features = append(w.features, Feature{name, effect, detail})
}

// forms weighs the legal forms and reports whether they allow one party.
func (w *weighing) forms(a, b *parsedName) bool {
	switch {
	case len(a.forms) == 0 && len(b.forms) == 0:
		return true
	case formsAgree(a.forms, b.forms):
		if x, y := formNames(a.forms), formNames(b.forms); x != y {
			w.add("legal form", 0, forms(x)+" and "+forms(y))
		}
		return true
	case formCountries(a.forms, b.forms) && oneLevel(a.forms, b.forms):
		w.add("legal form", effectFormSameCountry, formNames(a.forms)+" and "+formNames(b.forms)+", like forms of one country: converted, or a sister")
	case formCountries(a.forms, b.forms):
		w.add("legal form", effectFormLevel, formNames(a.forms)+" and "+formNames(b.forms)+", unlike forms of one country: parent, partner or sister")
	default:
		w.add("legal form", effectFormCountry, formNames(a.forms)+" and "+formNames(b.forms)+" have no country in common: a subsidiary is another party")
	}
	return false
}

func forms(s string) string { return cmp.Or(s, "none") }

// context weighs what is stated beside the names.
func (w *weighing) context(a, b *parsedName) {
	if a.Person != b.Person {
		w.unlike = true
		w.add("person", effectPerson, "one is a person, the other is not")
	}
	if a.Namespace || b.Namespace {
		w.unlike = true
		w.add("namespace", effectNamespace, "a namespace of packages is whose who registered it first")
	}
	if a.Country != "" && b.Country != "" && a.Country != b.Country {
		w.add("country", effectCountry, a.Country+" and "+b.Country)
	}
	if m := shared(a.emails(), b.emails()); m != "" {
		w.add("e-mail", effectSameAddress, "the same address")
	} else if d := shared(a.domains(), b.domains()); d != "" {
		w.add("domain", effectSameDomain, "both at "+d)
	}
}

func shared(a, b []string) string {
	for _, x := range a {
		if slices.Contains(b, x) {
			return x
		}
	}
	return ""
}

// words weighs two names that do not fold to one form: first by what makes
// them wholly alike, else word by word.
func (w *weighing) words(a, b *parsedName) {
	switch {
	case max(len(a.Name), len(b.Name)) > longestName:
		w.add("words", -1, "too long for a name")
		return
	case a.latinEqual(b):
		w.add("transliteration", effectTransliteration, "equal in Latin letters without marks: "+strings.Join(a.latin, " "))
		return
	case a.joined() == b.joined():
		w.add("spacing", effectSpacing, "equal without spaces")
		return
	case len(a.words) > 1 && sameWords(a.words, b.words):
		w.add("order", effectOrder, "the same words in another order")
		return
	case w.initials(a, b), w.initials(b, a), w.brand(a, b), w.brand(b, a):
		return
	}
	if a.domainOf(b) || b.domainOf(a) {
		w.add("domain name", effectDomainName, "one is the other with the ending of a domain")
		return
	}
	x, y := a.latin, b.latin
	if p, q := a.plainLatin, b.plainLatin; overlap(p, q) > overlap(x, y) {
		x, y = p, q
	}
	if collective := w.align(x, y); collective && len(a.forms) != len(b.forms) {
		w.add("community", effectCommunity, "one is a firm, the other a team or project")
	}
}

func sameWords(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

// initials reports whether short is the initials of long.
func (w *weighing) initials(short, long *parsedName) bool {
	if len(short.latin) != 1 || len(long.latin) < 2 {
		return false
	}
	s := short.latin[0]
	if len(s) < 2 || len(s) > 8 || s != initialsOf(long.latin) {
		return false
	}
	effect := effectInitials
	if len(s) < 3 {
		effect = effectShortInitials
	}
	w.add("initials", effect, s+" are the initials of "+strings.Join(long.latin, " "))
	return true
}

// brand reports whether one name is "BRAND by OTHER".
func (w *weighing) brand(a, b *parsedName) bool {
	i := slices.Index(a.words, "by")
	if i < 1 || !slices.Equal(a.words[i+1:], b.words) {
		return false
	}
	w.add("brand", effectBrand, strings.Join(a.words[:i], " ")+" is a brand of it")
	return true
}

// align pairs the words of two names and weighs those that stay over. It
// reports whether words such as team and project are among them.
func (w *weighing) align(x, y []string) (collective bool) {
	restX, restY, common := pairOff(x, y)
	restX, restY, near := w.near(restX, restY)
	if common+near == 0 {
		w.add("words", -1, "no word in common")
		return false
	}
	weigh := func(rest []string, long []string, other []string) (core int) {
		for _, word := range rest {
			kind, effect := kindOf(word, long, other)
			switch kind {
			case "":
			case "collective":
				collective = true
			default:
				core++
				w.add(kind, effect, word+" stands in one name only")
			}
		}
		return core
	}
	coreX, coreY := weigh(restX, x, y), weigh(restY, y, x)
	if collective {
		w.add("collective words", effectCollective, "words such as team, project, maintainers differ")
	}
	if coreX > 0 && coreY > 0 {
		w.add("both differ", effectBothSides, "each has words that the other has not")
	}
	return collective
}

// pairOff takes the equal words out of two lists and counts those that count.
func pairOff(x, y []string) (restX, restY []string, common int) {
	restY = slices.Clone(y)
	for _, word := range x {
		if i := slices.Index(restY, word); i >= 0 {
			restY = slices.Delete(restY, i, i+1)
			if kind, _ := kindOf(word, nil, nil); kind == "words" || kind == "number" || kind == "place" {
				common++
			}
			continue
		}
		restX = append(restX, word)
	}
	return restX, restY, common
}

func overlap(x, y []string) int {
	_, _, n := pairOff(x, y)
	return n
}

// near pairs words that are nearly equal. Persons and products are told apart
// by a letter, so that this alone never makes a pair likely.
func (w *weighing) near(x, y []string) (restX, restY []string, n int) {
	restY = slices.Clone(y)
	for _, word := range x {
		i := slices.IndexFunc(restY, func(other string) bool { return nearWords(word, other) != 0 })
		if i < 0 {
			restX = append(restX, word)
			continue
		}
		other := restY[i]
		restY = slices.Delete(restY, i, i+1)
		n++
		switch effect := nearWords(word, other); effect {
		case effectNumber:
			w.add("number", effect, word+" and "+other)
		case effectPrefix:
			w.add("spelling", effect, word+" and "+other+" begin alike")
		default:
			w.add("spelling", effect, word+" and "+other+" differ in a letter or two")
		}
	}
	return restX, restY, n
}
