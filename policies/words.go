// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// Words are names in the record of a system that the user writes freely and
// that rules look for by name. One that is misspelt is read by no rule.
type Words struct {
	// Clauses are the keys of contracts' clauses, each with the ids of the
	// rules that read it, sorted.
	Clauses map[string][]string
	// Sectors are the sectors of entities, sorted: "nis2:energy".
	Sectors []string
	// Rules are the ids that the rules have and had, sorted.
	Rules []string
}

// BuiltinWords returns the words that the rules of the packs that come with
// the package read, also of those that are off by default.
func BuiltinWords() (Words, error) {
	c := read(nil)
	var names []string
	for _, p := range c.packs {
		names = append(names, p.Name)
	}
	rules := c.selectRules(names)
	var modules []*ast.Module
	for _, f := range c.libs {
		modules = append(modules, f.module)
	}
	for _, p := range c.packs {
		for _, f := range p.files {
			if f.module != nil && !f.isTest() {
				modules = append(modules, f.module)
			}
		}
	}
	return wordsOf(rules, modules, c.catalogue), c.diags.Err()
}

// Words gathers the words that the rules of the set read. Packs that are kept
// out of this process add none but what their rules say that they need.
func (s *Set) Words() Words {
	var modules []*ast.Module
	if s.compiler != nil {
		modules = slices.Collect(maps.Values(s.compiler.Modules))
	}
	return wordsOf(s.rules, modules, s.catalogue)
}

func wordsOf(rules []*rule, modules []*ast.Module, cat Catalogue) Words {
	w := Words{Clauses: map[string][]string{}}
	sectors := map[string]bool{}
	for _, r := range rules {
		w.Rules = append(append(w.Rules, r.ID), r.Aliases...)
		for key := range r.clauses() {
			w.Clauses[key] = append(w.Clauses[key], r.ID)
		}
		for _, sector := range r.Applies.Sectors {
			if !strings.HasSuffix(sector, "*") {
				sectors[sector] = true
			}
		}
	}
	for _, m := range modules {
		sectorsOf(m, cat, sectors)
	}
	slices.Sort(w.Rules)
	w.Sectors = slices.Sorted(maps.Keys(sectors))
	return w
}

// clauses are the keys below contract.clauses that the rule reads, needs or
// applies to.
func (r *rule) clauses() map[string]bool {
	out := map[string]bool{}
	note := func(path string) {
		path = strings.TrimSuffix(path, "?")
		for _, prefix := range []string{"contract.clauses.", "contracts.clauses."} {
			if key, ok := strings.CutPrefix(path, prefix); ok && !strings.Contains(key, ".") {
				out[key] = true
			}
		}
	}
	for _, path := range slices.Concat(r.Needs, r.Applies.When) {
		note(path)
	}
	if r.reads != nil {
		for _, path := range r.reads.paths() {
			note(path)
		}
	}
	return out
}

// sectorWord is what a sector looks like: a namespace and a name.
var sectorWord = regexp.MustCompile(`^[a-z][a-z0-9]*:[a-z]+(-[a-z]+)*$`)

// sectorsOf adds the sectors that a module compares with, if it looks at
// sectors at all: texts of that form that are no entries of the catalogue,
// such as classes of assets.
func sectorsOf(m *ast.Module, cat Catalogue, out map[string]bool) {
	var found []string
	looks := false
	ast.WalkTerms(m, func(t *ast.Term) bool {
		text, ok := t.Value.(ast.String)
		looks = looks || text == "sectors"
		if ok && sectorWord.MatchString(string(text)) {
			if _, entry := cat.Entry(string(text)); !entry {
				found = append(found, string(text))
			}
		}
		return false
	})
	for _, sector := range found {
		if looks {
			out[sector] = true
		}
	}
}
