// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"io/fs"
	"slices"
	"strings"
)

// Covered says how a pack answers for one entry of its sources.
type Covered struct {
	Pack  string
	Entry Entry
	Rules []string // that decide it from data, or ask for it; sorted
	// Asked says that data do not decide it: one of the rules asks a person
	// for Entry.Evidence.
	Asked bool
}

// How puts it in a word: rule, evidence, both, class (a rating that rules
// read), or nothing.
func (c Covered) How() string {
	switch {
	case c.Entry.Class != nil:
		return "class"
	case len(c.Rules) == 0:
		return "nothing"
	case c.Asked && len(c.Rules) > 1:
		return "both"
	case c.Asked:
		return "evidence"
	}
	return "rule"
}

// Coverage lists, for every pack, how it answers for each entry of the
// sources that its pack.yaml names: by rules over data, or by asking a person
// for evidence. Sorted by pack and entry.
func Coverage(user ...fs.FS) ([]Covered, error) {
	c := read(user)
	rules := c.allRules()
	if err := c.diags.Err(); err != nil {
		return nil, err
	}
	var out []Covered
	for _, p := range c.packs {
		for e := range c.catalogue.All() {
			source, _, _ := strings.Cut(e.ID, ":")
			if !slices.Contains(p.Sources, source) {
				continue
			}
			row := Covered{Pack: p.Name, Entry: e}
			for _, r := range rules {
				if !slices.Contains(r.Measures, e.ID) {
					continue
				}
				row.Rules = append(row.Rules, r.ID)
				row.Asked = row.Asked || slices.Contains(r.Asks, e.ID)
			}
			out = append(out, row)
		}
	}
	return out, nil
}
