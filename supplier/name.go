// SPDX-License-Identifier: Apache-2.0

package supplier

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// notNames are strings that SBOMs carry where nobody named a supplier.
var notNames = map[string]bool{
	"": true, "noassertion": true, "none": true, "unknown": true, "null": true, "na": true, "n a": true, "not available": true,
	"unspecified": true, "undefined": true, "anonymous": true, "tbd": true,
}

// FoldName gives the form in which names are compared: Unicode NFKC, case
// folded, umlauts and the like written out (ü as ue), e-mail addresses, links,
// punctuation, "and" and phrases of credit ("and other contributors") removed,
// legal forms and a leading "the" dropped. Two names with one form are one
// party unless their legal forms tell them apart, see [SameName]. The form is
// empty for strings that name nobody (NOASSERTION, unknown …).
func FoldName(name string) string {
	words, _ := foldParts(name)
	return strings.Join(words, " ")
}

// SameName reports whether two names are taken for one party without asking
// anybody: they fold to the same form, and their legal forms, where both
// state one, are spellings of each other (Ltd and Limited; the forms of US
// firms, which are written for each other freely). "Acme AB" and "Acme Ltd"
// are two parties.
func SameName(a, b string) bool {
	wordsA, formsA := foldParts(a)
	wordsB, formsB := foldParts(b)
	return len(wordsA) > 0 && slices.Equal(wordsA, wordsB) && formsAgree(formsA, formsB)
}

// foldParts is the folded name in words, without its legal forms, and these.
// Strings that name nobody have no words.
func foldParts(name string) (words []string, forms []*legalForm) {
	words = foldWords(name)
	if notNames[strings.Join(words, " ")] {
		return nil, nil
	}
	if len(name) > longestName {
		return words, nil
	}
	if len(words) > 1 && words[0] == "the" {
		words = words[1:]
	}
	if n := len(words); n > 2 && words[n-1] == "the" { // "Acme Foundation, The"
		words = words[:n-1]
	}
	return cutForms(words)
}

// umlauts are written out as passports do (ICAO Doc 9303 part 3, section 6):
// the same people write both, and no two words are told apart by it.
var umlauts = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "å", "aa", "ø", "oe", "æ", "ae", "œ", "oe", "ð", "d", "þ", "th")

// longestName is the length in bytes up to which a string is looked at as a
// name. What is longer is text, whose words alone are compared.
const longestName = 500

// foldWords is the name in words of letters and digits.
func foldWords(name string) []string {
	if len(name) > longestName {
		return strings.FieldsFunc(foldCase(name), func(r rune) bool { return !wordRune(r) })
	}
	name = foldCase(stripAddress(name))
	if !ascii(name) {
		name = umlauts.Replace(name)
	}
	return dropAnd(dropCredit(splitWords(name)))
}

// foldCase is the name in Unicode NFKC and folded case.
func foldCase(name string) string {
	if ascii(name) {
		return strings.ToLower(name)
	}
	return cases.Fold().String(norm.NFKC.String(name))
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// splitWords takes a folded name apart. Single letters with a full stop or a
// slash between them are one word (S.p.A., A/S, I.B.M.); an apostrophe does
// not part what it stands in.
func splitWords(name string) []string {
	var words []string
	var word strings.Builder
	var letters []bool // of each word: built of single letters
	between := ""      // what stands between the last word and this one
	flush := func() {
		w := word.String()
		word.Reset()
		single := utf8.RuneCountInString(w) == 1
		if n := len(words) - 1; n >= 0 && single && letters[n] && (between == "." || between == "/") {
			words[n] += w
		} else {
			words, letters = append(words, w), append(letters, single)
		}
		between = ""
	}
	for _, r := range name {
		switch {
		case wordRune(r):
			word.WriteRune(r)
		case strings.ContainsRune("'’ʼ`´", r):
		default:
			if word.Len() > 0 {
				flush()
			}
			if len(between) < 2 {
				between += string(r)
			}
		}
	}
	if word.Len() > 0 {
		flush()
	}
	return words
}

func wordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '+'
}

// credits are phrases behind a name that stand for everybody else.
var credits = [...]string{"all rights reserved", "and or its affiliates", "or its affiliates", "and its affiliates", "and other contributors", "and individual contributors", "and contributors", "et al"}

// dropCredit takes phrases of credit off the end, as many as there are.
func dropCredit(words []string) []string {
	for cut := true; cut; {
		cut = false
		for _, c := range credits {
			if n := len(words) - 1 - strings.Count(c, " "); n > 0 && strings.Join(words[n:], " ") == c {
				words, cut = words[:n], true
			}
		}
	}
	return words
}

// dropAnd drops "and", which is written "&" as often.
func dropAnd(words []string) []string {
	if len(words) < 3 {
		return words
	}
	last := len(words) - 1
	out := words[:1]
	for i, w := range words[1:] {
		switch w {
		case "and", "und", "et", "och", "og":
			if i+1 < last {
				continue
			}
		}
		out = append(out, w)
	}
	return out
}

// stripAddress removes what is no part of the name: e-mail addresses and
// links, and what stands in brackets when it holds an address, a former name
// or the initials of the name.
func stripAddress(s string) string {
	if len(s) > longestName {
		return s
	}
	for _, pair := range []string{"<>", "()"} {
		for from := 0; ; {
			i := strings.IndexByte(s[from:], pair[0])
			if i < 0 {
				break
			}
			i += from
			j := strings.IndexByte(s[i:], pair[1])
			if j < 0 {
				break
			}
			j += i
			if !aside(strings.TrimSpace(s[i+1:j]), s[:i]) {
				from = i + 1
				continue
			}
			s = s[:i] + " " + s[j+1:]
			from = i
		}
	}
	if !strings.Contains(s, "@") && !strings.Contains(s, "://") {
		return s
	}
	return dropLinks(s)
}

// dropLinks removes words that are addresses, unless there is nothing else.
func dropLinks(s string) string {
	var kept []string
	for w := range strings.FieldsSeq(s) {
		if !strings.Contains(w, "://") && !strings.Contains(strings.Trim(w, "@"), "@") {
			kept = append(kept, w)
		}
	}
	if len(kept) > 0 {
		return strings.Join(kept, " ")
	}
	_, rest, ok := strings.Cut(s, "://")
	if !ok {
		return s
	}
	return rest
}

// aside reports whether what stands in brackets behind a name is not a part
// of it.
func aside(inside, before string) bool {
	if inside == "" || strings.ContainsAny(inside, "@/") {
		return true
	}
	if !strings.Contains(inside, " ") && strings.Contains(strings.Trim(inside, "."), ".") && inside == strings.ToLower(inside) {
		return true // a domain
	}
	first, _, more := strings.Cut(strings.ToLower(inside), " ")
	switch first {
	case "formerly", "former", "previously", "fka", "ehemals", "vormals", "anciennement":
		return more
	}
	return utf8.RuneCountInString(inside) > 1 && inside == strings.ToUpper(inside) && inside == strings.ToUpper(initials(before)) &&
		inside != "US" && inside != "UK" && inside != "EU"
}

// initials are the first letters of the words of a name that count.
func initials(name string) string {
	rest, _ := cutForms(dropAnd(splitWords(foldCase(name))))
	return initialsOf(rest)
}

func initialsOf(words []string) string {
	var b strings.Builder
	for _, w := range words {
		if !slices.Contains(littleWords, w) {
			r, _ := utf8.DecodeRuneInString(w)
			b.WriteRune(r)
		}
	}
	return b.String()
}

// littleWords do not count in initials and comparisons.
var littleWords = []string{"of", "the", "for", "and", "und", "et", "de", "der", "die", "das", "des", "du", "del", "della", "da", "do", "in", "fuer", "von", "van", "y", "e", "a"}

// looksLikeOrganization reports whether a bare name carries a mark of an
// organisation: a legal form, or a word that persons' names do not have.
func looksLikeOrganization(name string) bool {
	words := foldWords(name)
	if len(words) == 0 {
		return false
	}
	if _, forms := cutForms(words); len(forms) > 0 {
		return true
	}
	return slices.ContainsFunc(words, func(w string) bool {
		switch w {
		case "foundation", "project", "team", "authors", "contributors", "developers", "maintainers", "community",
			"university", "institute", "consortium", "group", "software", "systems", "labs", "technologies":
			return true
		}
		return false
	})
}

// PersonID is the opaque id of a natural person: it tells people apart
// without naming them.
func PersonID(name, email string) string {
	key := FoldName(name)
	if key == "" {
		key = strings.ToLower(strings.TrimSpace(email))
	}
	sum := sha256.Sum256([]byte(key))
	return "person:" + hex.EncodeToString(sum[:6])
}
