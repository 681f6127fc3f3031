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
		if near := l.nearSector(sector); near != "" {
			l.warn(s.At(fmt.Sprintf("/entity/sectors/%d", i)), "lint/unknown-sector", "did you mean "+near+"?",
				"no rule that is shipped knows the sector %s", sector)
		}
	}
}

// nearSector finds the sector that is probably meant: by its name, without or
// with another namespace, or misspelt in the namespace that it has.
func (l *linter) nearSector(sector string) string {
	if slices.Contains(l.opts.Sectors, sector) {
		return ""
	}
	space, name, spaced := strings.Cut(sector, ":")
	if !spaced {
		space, name = "", sector
	}
	var names []string
	for _, known := range l.opts.Sectors {
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
