// SPDX-License-Identifier: Apache-2.0

package supplier

import (
	"slices"
	"strings"
	"unicode"

	"github.com/agnivade/levenshtein"
	"golang.org/x/text/unicode/norm"
)

// parsedName is a name prepared for comparison.
type parsedName struct {
	Named
	words      []string // folded, without legal forms and department
	forms      []*legalForm
	department string
	latin      []string // in Latin letters without marks, umlauts written out
	plainLatin []string // the same, umlauts as the bare letter
}

func parseName(n Named) *parsedName {
	p := &parsedName{Named: n}
	p.words, p.forms = foldParts(n.Name)
	if len(n.Name) > longestName {
		p.latin, p.plainLatin = p.words, p.words
		return p
	}
	if d := department(p.words); d > 0 {
		rest := len(p.words) - d
		p.department = strings.Join(p.words[rest:], " ")
		p.words, p.forms = cutForms(p.words[:rest])
	}
	p.latin = latinWords(p.words)
	p.plainLatin = p.latin
	if bare := dropNickname(n.Name); bare != n.Name || !ascii(n.Name) {
		p.plainLatin = latinWords(p.unexpanded(bare))
	}
	return p
}

// unexpanded is the part of the name that p.words is, with umlauts as they
// were.
func (p *parsedName) unexpanded(name string) []string {
	all := dropAnd(dropCredit(splitWords(foldCase(stripAddress(name)))))
	n := len(p.words)
	for i := 0; i+n <= len(all); i++ {
		if umlauts.Replace(strings.Join(all[i:i+n], " ")) == strings.Join(p.words, " ") {
			return all[i : i+n]
		}
	}
	rest, _ := cutForms(all)
	return rest
}

// domainOf reports whether p is q with the ending of a domain: Acme.io.
func (p *parsedName) domainOf(q *parsedName) bool {
	n := len(p.latin) - 1
	return n > 0 && strings.Contains(p.Name, "."+p.latin[n]) && slices.Contains([]string{"ai", "com", "dev", "io", "net", "org"}, p.latin[n]) && slices.Equal(p.latin[:n], q.latin)
}

// dropNickname takes out what stands in double quotes within a name.
func dropNickname(s string) string {
	before, rest, ok := strings.Cut(s, `"`)
	_, after, ok2 := strings.Cut(rest, `"`)
	if !ok || !ok2 || strings.TrimSpace(before) == "" || strings.TrimSpace(after) == "" {
		return s
	}
	return before + after
}

func (p *parsedName) joined() string { return strings.Join(p.latin, "") }

func (p *parsedName) latinEqual(q *parsedName) bool {
	for _, x := range [][]string{p.latin, p.plainLatin} {
		for _, y := range [][]string{q.latin, q.plainLatin} {
			if slices.Equal(x, y) {
				return true
			}
		}
	}
	return false
}

// emails are the addresses stated, in the name too.
func (p *parsedName) emails() []string {
	out := slices.Clone(p.Emails)
	for w := range strings.FieldsFuncSeq(p.Name, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("<>(),;", r) }) {
		if local, domain, ok := strings.Cut(w, "@"); ok && local != "" && strings.Contains(domain, ".") {
			out = append(out, w)
		}
	}
	for i := range out {
		out[i] = strings.ToLower(out[i])
	}
	return out
}

// domains are the DNS domains of the party, those of its addresses too. Where
// anybody can have an address, it says nothing.
func (p *parsedName) domains() []string {
	out := slices.Clone(p.Domains)
	for _, e := range p.emails() {
		if _, d, ok := strings.Cut(e, "@"); ok && !slices.Contains(publicMail, d) {
			out = append(out, d)
		}
	}
	return out
}

// publicMail are hosts of mail, and of many projects, for everybody.
var publicMail = []string{
	"debian.org", "fedoraproject.org", "gmail.com", "gmx.de", "gmx.net", "googlegroups.com", "googlemail.com", "hotmail.com", "icloud.com",
	"lists.alioth.debian.org", "alioth-lists.debian.net", "lists.debian.org", "lists.sourceforge.net", "outlook.com", "packages.debian.org", "posteo.de", "proton.me", "protonmail.com",
	"tracker.debian.org", "ubuntu.com", "users.noreply.github.com", "users.sourceforge.net", "web.de", "yahoo.com",
}

// kindOf says what a word that only one of two names has tells, and its
// effect. long is the name that has it, other the one that has not.
func kindOf(word string, long, other []string) (kind string, effect float64) {
	switch c := classes[word]; c {
	case "":
	case "joining":
		return "", 0
	case "kind of business":
		if n := len(long); n == 0 || long[n-1] != word {
			return c, effectUnit
		}
		return c, effectShortName
	default:
		return c, classEffects[c]
	}
	switch {
	case isNumber(word):
		if i := slices.Index(long, word); len(word) == 1 && !unicode.IsDigit(rune(word[0])) && i > 0 && i+1 < len(long) && len(long) == 3 && len(other) == 2 {
			return "initial", effectInitial
		}
		return "number", effectNumber
	case len(word) == 1:
		if i := slices.Index(long, word); i > 0 && i+1 < len(long) && len(long) == 3 && len(other) == 2 {
			return "initial", effectInitial
		}
		return "letter", effectNumber
	}
	return "words", effectWord
}

// classes are the words that are known to tell something; the lists below
// hold no word twice.
var classes = classify(map[string][]string{
	"joining": joiningWords, "collective": collectiveWords, "role": roleWords, "kind of business": shortenedWords, "line of business": unitWords, "place": placeWords,
})

var classEffects = map[string]float64{"collective": effectCollective, "role": effectRole, "line of business": effectUnit, "place": effectPlace}

func classify(lists map[string][]string) map[string]string {
	out := map[string]string{}
	for class, words := range lists {
		for _, w := range words {
			out[w] = class
		}
	}
	return out
}

// isNumber reports whether the word is a number, in Roman digits too.
func isNumber(word string) bool {
	return strings.ContainsFunc(word, unicode.IsDigit) || strings.Trim(word, "ivxl") == ""
}

// collectiveWords name who works together, not on what.
var collectiveWords = []string{"author", "authors", "community", "contributors", "crew", "dev", "developer", "developers", "development", "force", "group", "maintainer", "maintainers",
	"maintenance", "package", "packager", "packagers", "packages", "packaging", "project", "projects", "task", "team"}

// roleWords tell a body from the firm or project of the same name.
var roleWords = []string{"academy", "association", "bank", "college", "committee", "consortium", "council", "foundation", "institute", "society", "stiftung", "trust", "university",
	"holding", "holdings", "verwaltungs", "beteiligungs", "ventures", "capital", "leasing", "credit", "finance", "financial"}

// joiningWords say nothing.
var joiningWords = []string{"and", "das", "de", "del", "della", "der", "des", "die", "du", "of", "the"}

// shortenedWords say what kind of business it is; at the end of a name they
// are what short names leave out.
var shortenedWords = []string{"computer", "corporation", "international", "linux", "platforms", "semiconductor", "semiconductors", "software", "system", "systems", "technologies", "technology"}

// unitWords name a line of business; with the name of a firm before them, a
// subsidiary or another firm as often as the firm itself.
var unitWords = []string{"automation", "cloud", "communications", "computing", "consulting", "distribution", "electric", "electronics", "energy", "engineering", "enterprise", "enterprises", "global",
	"industries", "industry", "lab", "labs", "network", "networks", "operations", "products", "research", "sales", "security", "service", "services", "solutions", "storage", "studio", "studios",
	"telecom", "telecommunications", "worldwide"}

// placeWords are names of countries and regions in names of firms: a firm
// with a place is usually the subsidiary there.
var placeWords = []string{"africa", "america", "americas", "amer", "apac", "argentina", "asia", "australia", "austria", "balkan", "baltic", "belgie", "belgique", "belgium", "benelux", "brasil", "brazil",
	"britain", "bulgaria", "canada", "chile", "china", "colombia", "croatia", "czech", "danmark", "denmark", "deutschland", "dubai", "east", "eesti", "emea", "espana", "estonia", "europe", "finland",
	"france", "germany", "greece", "hellas", "iberia", "hungary", "iceland", "india", "indonesia", "ireland", "israel", "italia", "italy", "japan", "kenya", "korea", "latam", "latvia", "lietuva",
	"lithuania", "luxembourg", "magyarorszag", "malaysia", "mexico", "moldova", "namibia", "nederland", "netherlands", "nigeria", "nord", "nordic", "nordics", "norge", "north", "norway", "oesterreich",
	"osterreich", "ost", "pacific", "pakistan", "philippines", "poland", "polska", "portugal", "romania", "russia", "schweiz", "serbia", "shanghai", "shenzhen", "singapore", "slovakia", "slovenia",
	"south", "spain", "sued", "sud", "suisse", "suomi", "sverige", "sweden", "switzerland", "taiwan", "thailand", "turkey", "turkiye", "uk", "ukraine", "us", "usa", "vietnam", "west", "zambia"}

// departments are endings that name a part of the same legal person.
var departments = []string{"product security", "product security team", "security response center", "security response team", "open source program office", "productcert", "psirt", "cert", "ospo"}

// department counts the words at the end of a name that name a department.
func department(words []string) int {
	for _, d := range departments {
		n := strings.Count(d, " ") + 1
		if len(words) > n && strings.Join(words[len(words)-n:], " ") == d {
			return n
		}
	}
	if n := len(words); n > 1 {
		switch words[n-1] {
		case "dept", "department", "division":
			return min(2, n-1)
		}
	}
	return 0
}

// nearWords is the effect of two words that are nearly equal, 0 where they
// are not.
func nearWords(a, b string) float64 {
	if bare := strings.TrimRight(a, "0123456789"); bare != "" && bare == strings.TrimRight(b, "0123456789") {
		return effectNumber
	}
	short, long := a, b
	if len(short) > len(long) {
		short, long = long, short
	}
	if len(short) >= 5 && levenshtein.ComputeDistance(a, b) <= 1+len(short)/10 {
		return effectLetters
	}
	if len(short) >= 4 && strings.HasPrefix(long, short) {
		return effectPrefix
	}
	return 0
}

// latinWords writes words in Latin letters without marks, for proposals only:
// other alphabets are transliterated in several ways. Cyrillic follows ICAO
// Doc 9303 part 3, section 6, Greek ELOT 743 letter by letter; what has no
// row stays.
func latinWords(words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		if ascii(w) {
			out[i] = w
			continue
		}
		var b strings.Builder
		for _, r := range norm.NFD.String(w) {
			if unicode.Is(unicode.Mn, r) {
				continue
			}
			if s, ok := latin[r]; ok {
				b.WriteString(s)
				continue
			}
			b.WriteRune(r)
		}
		out[i] = b.String()
	}
	return out
}

var latin = map[rune]string{
	'ł': "l", 'đ': "d", 'ø': "o", 'ı': "i", 'æ': "ae", 'œ': "oe", 'ħ': "h", 'ŋ': "n",

	'а': "a", 'б': "b", 'в': "v", 'г': "g", 'д': "d", 'е': "e", 'ж': "zh", 'з': "z", 'и': "i", 'к': "k", 'л': "l", 'м': "m", 'н': "n", 'о': "o", 'п': "p",
	'р': "r", 'с': "s", 'т': "t", 'у': "u", 'ф': "f", 'х': "kh", 'ц': "ts", 'ч': "ch", 'ш': "sh", 'щ': "shch", 'ъ': "ie", 'ы': "y", 'ь': "", 'э': "e", 'ю': "iu", 'я': "ia",
	'є': "ie", 'і': "i", 'ґ': "g",

	'α': "a", 'β': "v", 'γ': "g", 'δ': "d", 'ε': "e", 'ζ': "z", 'η': "i", 'θ': "th", 'ι': "i", 'κ': "k", 'λ': "l", 'μ': "m", 'ν': "n", 'ξ': "x", 'ο': "o", 'π': "p",
	'ρ': "r", 'σ': "s", 'ς': "s", 'τ': "t", 'υ': "y", 'φ': "f", 'χ': "ch", 'ψ': "ps", 'ω': "o",
}
