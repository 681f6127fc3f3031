// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// files are the records by file name.
func (t *tables) files() map[string][]byte {
	byCountry := map[string][]fact{}
	for _, f := range t.facts {
		byCountry[f.country] = append(byCountry[f.country], f)
	}
	out := make(map[string][]byte, len(t.countries))
	for _, c := range t.countries {
		facts := byCountry[c.code]
		slices.SortFunc(facts, func(a, b fact) int {
			return cmp.Compare(t.sources[a.source].fact, t.sources[b.source].fact)
		})
		out[c.code+".yaml"] = t.record(c, facts)
	}
	return out
}

// record writes one country.
func (t *tables) record(c country, facts []fact) []byte {
	var b strings.Builder
	b.WriteString("# Public facts, each with the source it was read in; what is not here is not\n" +
		"# known here. Written by profiles/gen from the tables beside it.\n" +
		"apiVersion: kedja/v1\nkind: Country\n")
	fmt.Fprintf(&b, "code: %s\nname: %s\n", quoteCode(c.code), strconv.Quote(c.name))
	for _, group := range []string{"memberships", "agreements"} {
		var list []string
		for _, f := range facts {
			if key, ok := strings.CutPrefix(t.sources[f.source].fact, group+"/"); ok {
				list = append(list, key+": "+f.value)
			}
		}
		if len(list) > 0 {
			fmt.Fprintf(&b, "%s: {%s}\n", group, strings.Join(list, ", "))
		}
	}
	b.WriteString("tlp: CLEAR\n")
	t.section(&b, "sourcesOf", facts, func(f fact) string { return f.source })
	t.section(&b, "validity", facts, validity)
	t.section(&b, "notes", facts, func(f fact) string {
		if f.note == "" {
			return ""
		}
		return strconv.Quote(f.note)
	})
	b.WriteString("sources:\n")
	for _, id := range t.order {
		if slices.ContainsFunc(facts, func(f fact) bool { return f.source == id }) {
			b.WriteString(t.sources[id].yaml())
		}
	}
	return []byte(b.String())
}

// quoteCode keeps NO from looking like a no to other readers of YAML.
func quoteCode(code string) string { return strconv.Quote(code) }

// section writes a mapping by path of fact, leaving out what is empty.
func (t *tables) section(b *strings.Builder, name string, facts []fact, value func(fact) string) {
	first := true
	for _, f := range facts {
		v := value(f)
		if v == "" {
			continue
		}
		if first {
			b.WriteString(name + ":\n")
			first = false
		}
		fmt.Fprintf(b, "  %s: %s\n", t.sources[f.source].fact, v)
	}
}

func validity(f fact) string {
	var parts []string
	if f.from != "" {
		parts = append(parts, "from: "+f.from)
	}
	if f.to != "" {
		parts = append(parts, "to: "+f.to)
	}
	if len(parts) == 0 {
		return ""
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

func (s source) yaml() string {
	var b strings.Builder
	fmt.Fprintf(&b, "  %s:\n    title: %s\n    url: %s\n    date: %s\n", s.id, strconv.Quote(s.title), strconv.Quote(s.url), s.date)
	if s.retrieved != "" {
		fmt.Fprintf(&b, "    retrieved: %s\n", s.retrieved)
	}
	fmt.Fprintf(&b, "    grade: third-party\n    confidence: %s\n    provenance: %s\n", s.certainty, s.provenance)
	return b.String()
}
