// SPDX-License-Identifier: Apache-2.0

package lint

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/supplier"
)

// persons looks for ids that say who a natural person is. Results leave out
// the names of persons, but never ids.
func (l *linter) persons(s *supplier.Supplier) {
	if s.Kind == "person" {
		l.person(s.At("/id"), s.ID, s.Name, s.LegalName)
	}
	for i, o := range s.Owners.Items {
		if !l.parties[o.Party] {
			l.person(s.At(fmt.Sprintf("/owners/%d/party", i)), o.Party)
		}
	}
	for i, x := range s.Relations.Items {
		if !l.parties[x.Party] {
			l.person(s.At(fmt.Sprintf("/relations/%d/party", i)), x.Party)
		}
	}
}

// person warns of an id that repeats a word of the names, or reads like a
// name itself.
func (l *linter) person(at diag.Position, id string, names ...string) {
	bare, marked := strings.CutPrefix(id, "person:")
	if !marked && len(names) == 0 {
		return
	}
	words := nameWords(bare)
	telling := marked && len(words) > 1 && !strings.ContainsFunc(bare, unicode.IsDigit)
	for _, name := range names {
		if !personal(name) {
			continue
		}
		for w := range nameWords(name) {
			telling = telling || words[w]
		}
	}
	if telling {
		l.warn(at, "lint/person-id", "write an id that does not name the person, as person:1, wherever it is used",
			"the id %s tells who the natural person is, and results show it", id)
	}
}

// personal reports whether the name is written as names of persons are, and
// is no handle and no description ("maintainer of the acme packages").
func personal(name string) bool {
	words := strings.Fields(name)
	n := len(words)
	return n >= 2 && n <= 5 && capital(words[0]) && capital(words[n-1])
}

func capital(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return !unicode.IsLower(r)
}

// nameWords are the words of more than two letters.
func nameWords(s string) map[string]bool {
	words := map[string]bool{}
	for w := range strings.FieldsFuncSeq(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) }) {
		if len([]rune(w)) > 2 {
			words[w] = true
		}
	}
	return words
}
