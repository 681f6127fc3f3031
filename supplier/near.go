// SPDX-License-Identifier: Apache-2.0

package supplier

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
)

// Stated is a party that documents name and no record has.
type Stated struct {
	ID string // "name:…" or "ns:…", as [Attribution] has it
	Named
}

// Proposal is two parties that may be one. Nothing is taken over: a person
// decides, and adds an alias to a record.
type Proposal struct {
	Party     string `json:"party"` // one that no record has
	Name      string `json:"name"`  // as it is stated
	Other     string `json:"other"` // id of a record, or of another party without one
	OtherName string `json:"otherName"`
	Recorded  bool   `json:"recorded"` // Other is a record
	Comparison
}

// Likely reports whether the proposal is that the two are one party; else it
// is that somebody looks.
func (p Proposal) Likely() bool { return p.Score >= Likely }

// Propose compares the stated parties with the records and, where among is
// set, with each other, and returns the pairs at [Possible] and above, best
// first. Only names that share a word, a beginning or initials are compared.
// Natural persons are left out: their ids are all that is kept of them.
func (c *Catalog) Propose(stated []Stated, among bool) []Proposal {
	if len(stated) == 0 {
		return nil
	}
	var ours []entry
	need := keySet{}
	for _, s := range stated {
		if strings.HasPrefix(s.ID, "person:") {
			continue
		}
		e := entry{id: s.ID, parsed: parseName(s.Named)}
		e.keys = blockKeys(e.parsed)
		for _, k := range e.keys {
			need[k] = struct{}{}
		}
		ours = append(ours, e)
	}
	blocks := map[blockKey][]entry{}
	for _, e := range c.entries(need) {
		for _, k := range e.keys {
			blocks[k] = append(blocks[k], e)
		}
	}
	best := map[[2]string]Proposal{}
	for _, e := range ours {
		for _, k := range e.keys {
			for _, other := range blocks[k] {
				better(best, e, other)
			}
			if among && len(blocks[k]) < maxBlock {
				blocks[k] = append(blocks[k], e)
			}
		}
	}
	out := slices.Collect(maps.Values(best))
	slices.SortFunc(out, func(a, b Proposal) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Party, b.Party), cmp.Compare(a.Other, b.Other))
	})
	return out
}

// maxBlock is how many parties without a record are compared for sharing one
// word; a word that more names have tells nothing.
const maxBlock = 200

// entry is a name to compare, with the keys under which it is looked up.
type entry struct {
	id       string
	recorded bool
	parsed   *parsedName
	keys     []blockKey
}

// blockKey is what two names must share to be compared: a word, a beginning
// or initials.
type blockKey struct {
	kind byte // w, b, i
	text string
}

type keySet map[blockKey]struct{}

func (s keySet) has(k blockKey) bool { _, ok := s[k]; return ok }

// entries are the names of the records that share a key with a stated name.
func (c *Catalog) entries(need keySet) []entry {
	hit := map[string]bool{}
	for folded, holders := range c.names {
		if slices.ContainsFunc(wordKeys(latinWords(strings.Fields(folded))), need.has) {
			for _, h := range holders {
				hit[h.id] = true
			}
		}
	}
	var out []entry
	for _, id := range slices.Sorted(maps.Keys(hit)) {
		s := c.byID[id]
		for _, n := range s.names() {
			if FoldName(n.name) == "" {
				continue
			}
			named := Named{Name: n.name, Domains: s.Match.Domains, Country: s.Established, Person: s.Kind == "person"}
			e := entry{id: id, recorded: true, parsed: parseName(named)}
			e.keys = blockKeys(e.parsed)
			out = append(out, e)
		}
	}
	return out
}

// blockKeys are the words, the beginning and the initials of a name.
func blockKeys(p *parsedName) []blockKey {
	keys := wordKeys(p.latin)
	if !slices.Equal(p.latin, p.plainLatin) {
		keys = append(keys, wordKeys(p.plainLatin)...)
	}
	slices.SortFunc(keys, func(a, b blockKey) int { return cmp.Or(cmp.Compare(a.kind, b.kind), cmp.Compare(a.text, b.text)) })
	return slices.Compact(keys)
}

func wordKeys(words []string) []blockKey {
	if len(words) == 0 {
		return nil
	}
	keys := make([]blockKey, 0, len(words)+2)
	for _, w := range words {
		if kind, _ := kindOf(w, nil, nil); kind == "words" {
			keys = append(keys, blockKey{'w', w})
		}
	}
	joined := words[0]
	if len(joined) < 4 {
		joined = strings.Join(words, "")
	}
	keys = append(keys, blockKey{'b', joined[:min(4, len(joined))]})
	switch initials := initialsOf(words); {
	case len(words) == 1 && len(joined) <= 8:
		keys = append(keys, blockKey{'i', joined})
	case len(words) > 1 && len(initials) > 1:
		keys = append(keys, blockKey{'i', initials})
	}
	return keys
}

// better keeps the best comparison of two parties, whichever of their names
// it is of.
func better(best map[[2]string]Proposal, a, b entry) {
	if a.id == b.id {
		return
	}
	if !b.recorded && b.id < a.id {
		a, b = b, a
	}
	c := compareParsed(a.parsed, b.parsed)
	if c.Score < Possible {
		return
	}
	p := Proposal{Party: a.id, Name: a.parsed.Name, Other: b.id, OtherName: b.parsed.Name, Recorded: b.recorded, Comparison: c}
	k := [2]string{a.id, b.id}
	if old, ok := best[k]; !ok || p.Score > old.Score || p.Score == old.Score && p.OtherName+p.Name < old.OtherName+old.Name {
		best[k] = p
	}
}

// maxNear is how many near matches are proposed per document.
const maxNear = 10

// nearMatches proposes records for parties that the document only names.
func (a *attributor) nearMatches(parties []Attribution) diag.List {
	if len(a.c.names) == 0 {
		return nil
	}
	first := map[string]sbom.ID{}
	var stated []Stated
	for i, at := range parties {
		if !strings.HasPrefix(at.Party, "name:") {
			continue
		}
		if _, seen := first[at.Party]; !seen {
			first[at.Party] = sbom.ID(i)
			stated = append(stated, Stated{ID: at.Party, Named: Named{Name: at.Name}})
		}
	}
	var ds diag.List
	for _, p := range a.c.Propose(stated, false) {
		if len(ds) == maxNear {
			break
		}
		ds.Add(diag.Diagnostic{
			Severity: diag.Info, Code: "attribution/near-match", Position: a.doc.Position(first[p.Party]),
			Message: fmt.Sprintf("the supplier %q may be %s (score %.2f): %s", p.Name, p.Other, p.Score, p.Why()),
			Remedy:  "add the name to the aliases of the record if it is",
		})
	}
	return ds
}

// Why is the comparison in words: its features, strongest first.
func (c Comparison) Why() string {
	var parts []string
	for _, f := range c.Features {
		parts = append(parts, f.Name+": "+f.Detail)
	}
	return strings.Join(parts, "; ")
}
