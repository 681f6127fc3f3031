// SPDX-License-Identifier: Apache-2.0

package supplier

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// legalForms are the endings that say what kind of legal person a name is,
// not which one. Abbreviations as in the ISO 20275 list of entity legal forms
// that GLEIF publishes, for the forms that occur in supplier strings; folded
// and without punctuation, several words joined by a space.
var legalForms = map[string]bool{
	"ab": true, "publ": true, "aktiebolag": true, // SE
	"ag": true, "gmbh": true, "mbh": true, "kg": true, "ug": true, "se": true, "ev": true, "e v": true, "co kg": true, // DE, AT, CH, EU
	"as": true, "asa": true, "aps": true, "a s": true, // NO, DK, CZ
	"oy": true, "oyj": true, "ab oy": true, // FI
	"oü": true, "ou": true, "sia": true, "uab": true, // EE, LV, LT
	"bv": true, "b v": true, "nv": true, "n v": true, // NL, BE
	"sa": true, "s a": true, "sas": true, "sarl": true, "s a r l": true, // FR, ES, LU
	"spa": true, "s p a": true, "srl": true, "s r l": true, // IT, RO
	"sl": true, "s l": true, "slu": true, "lda": true, "ltda": true, // ES, PT, BR
	"snc": true, "s n c": true, "scs": true, "sca": true, "kgaa": true, "ohg": true, "gbr": true, "gmbh co kg": true, // FR, IT, DE
	"ehf": true, "hf": true, "ad": true, "ead": true, "ood": true, "eood": true, "dd": true, "d d": true, // IS, BG, HR, SI
	"jsc": true, "pjsc": true, "pao": true, "zao": true, "tov": true, "as oy": true, // RU, UA
	"inc": true, "incorporated": true, "corp": true, "corporation": true, "co": true, "company": true, "llc": true, "l l c": true, "llp": true, "lp": true, // US
	"ltd": true, "limited": true, "plc": true, "pty": true, "pte": true, "pvt": true, "private": true, "bhd": true, "sdn": true, // UK, AU, SG, IN, MY
	"kk": true, "k k": true, "kabushiki kaisha": true, // JP
	"sro": true, "s r o": true, "sp z o o": true, "spzoo": true, "doo": true, "d o o": true, "kft": true, "zrt": true, "ooo": true, "oao": true, // CZ, SK, PL, HR, HU, RU
}

// notNames are strings that SBOMs carry where nobody named a supplier.
var notNames = map[string]bool{
	"": true, "noassertion": true, "none": true, "unknown": true, "null": true, "na": true, "n a": true, "not available": true,
	"unspecified": true, "undefined": true, "anonymous": true, "tbd": true,
}

// FoldName gives the form in which names are compared: Unicode NFKC, case
// folded, e-mail addresses and punctuation removed, legal forms at the end
// and a leading "the" dropped. Two names with one form are one party. The
// form is empty for strings that name nobody (NOASSERTION, unknown …).
func FoldName(name string) string {
	words := foldWords(name)
	if notNames[strings.Join(words, " ")] {
		return ""
	}
	if len(words) > 1 && words[0] == "the" {
		words = words[1:]
	}
	for cut := true; cut; {
		cut = false
		for n := min(3, len(words)-1); n >= 1; n-- { // longest ending first, never the whole name
			if legalForms[strings.Join(words[len(words)-n:], " ")] {
				words, cut = words[:len(words)-n], true
				break
			}
		}
	}
	return strings.Join(words, " ")
}

// foldWords is the name in words of letters and digits.
func foldWords(name string) []string {
	name = stripAddress(name)
	name = cases.Fold().String(norm.NFKC.String(name))
	return strings.FieldsFunc(name, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '+'
	})
}

// stripAddress removes what stands in <…> or (…) when it holds an address or
// a link.
func stripAddress(s string) string {
	for _, pair := range []string{"<>", "()"} {
		for {
			i := strings.IndexByte(s, pair[0])
			j := strings.IndexByte(s, pair[1])
			if i < 0 || j < i {
				break
			}
			inside := s[i+1 : j]
			if !strings.ContainsAny(inside, "@/") && inside != "" {
				break
			}
			s = s[:i] + " " + s[j+1:]
		}
	}
	return s
}

// looksLikeOrganization reports whether a bare name carries a mark of an
// organisation: a legal form, or a word that persons' names do not have.
func looksLikeOrganization(name string) bool {
	words := foldWords(name)
	if len(words) == 0 {
		return false
	}
	last := words[len(words)-1]
	if len(words) > 1 && legalForms[last] {
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
