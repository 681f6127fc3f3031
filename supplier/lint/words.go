// SPDX-License-Identifier: Apache-2.0

package lint

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
)

// words looks for words of the system's record that are meant for rules and
// that none reads, because they are misspelt. A word that is like none of
// those that rules read may be one for rules of the user's own.
func (l *linter) words() {
	s := l.System
	if s == nil {
		return
	}
	for i, c := range s.Contracts {
		for _, key := range slices.Sorted(maps.Keys(c.Clauses)) {
			if len(l.opts.Clauses) == 0 || slices.Contains(l.opts.Clauses, key) {
				continue
			}
			if near := diag.Closest(key, l.opts.Clauses); near != "" {
				l.warn(s.At(fmt.Sprintf("/contracts/%d/clauses/%s", i, escape(key))), "lint/unknown-clause", "did you mean "+near+"?",
					"no rule that is shipped reads the clause %s of the contract %s", key, c.ID)
			}
		}
	}
	for i, sector := range s.Entity.Sectors {
		if near := nearWord(sector, l.opts.Sectors); near != "" {
			l.warn(s.At(fmt.Sprintf("/entity/sectors/%d", i)), "lint/unknown-sector", "did you mean "+near+"?",
				"no rule that is shipped knows the sector %s", sector)
		}
	}
}

// nearWord finds the namespaced word that is probably meant: by its name,
// without or with another namespace, or misspelt in the namespace that it has.
func nearWord(word string, words []string) string {
	if word == "" || slices.Contains(words, word) {
		return ""
	}
	space, name, spaced := strings.Cut(word, ":")
	if !spaced {
		space, name = "", word
	}
	var names []string
	for _, known := range words {
		at, of, _ := strings.Cut(known, ":")
		if of == name {
			return known
		}
		if at == space {
			names = append(names, of)
		}
	}
	if near := diag.Closest(name, names); near != "" {
		return space + ":" + near
	}
	return ""
}
