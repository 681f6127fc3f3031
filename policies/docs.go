// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"fmt"
	"strings"
)

// Markdown writes a reference of rules as a table, in the order given.
func Markdown(rules []Rule) string {
	var b strings.Builder
	b.WriteString("| rule | finds | scope | outcome | severity | rests on | status | provenance | parameters |\n")
	b.WriteString("|---|---|---|---|---|---|---|---|---|\n")
	for _, r := range rules {
		var params []string
		for _, p := range r.Params {
			params = append(params, fmt.Sprintf("`%s` = %v, %s: %s", p.Name, p.Value, p.Allowed(), p.Doc))
		}
		outcome := string(r.Outcome)
		if r.Factor {
			outcome = "factor"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s | %s | %s | %s | %s |\n", r.ID, cell(r.Title), r.Scope, outcome, r.Severity,
			strings.Join(r.Measures, ", "), r.Status, r.Provenance, cell(strings.Join(params, "; ")))
	}
	return b.String()
}

func cell(s string) string { return strings.ReplaceAll(strings.TrimSpace(s), "|", `\|`) }

// MarkdownCoverage writes how packs answer for the entries of their sources:
// by which rules, or by which evidence that a person must supply.
func MarkdownCoverage(rows []Covered) string {
	var b strings.Builder
	b.WriteString("| pack | entry | how | rules | evidence that a person supplies | answered by evidence for |\n|---|---|---|---|---|---|\n")
	for _, c := range rows {
		evidence := ""
		if c.Entry.Evidence != "" {
			evidence = c.Entry.Of + ": " + c.Entry.Evidence
		}
		fmt.Fprintf(&b, "| %s | `%s` %s | %s | %s | %s | %s |\n", c.Pack, c.Entry.ID, cell(c.Entry.Title), c.How(),
			strings.Join(c.Rules, ", "), cell(evidence), strings.Join(c.Entry.AnsweredBy, ", "))
	}
	return b.String()
}

// MarkdownCatalogue writes the catalogue as a table, in the order of ids.
func MarkdownCatalogue(c Catalogue) string {
	var b strings.Builder
	b.WriteString("| entry | kind | title | status | provenance | rating |\n|---|---|---|---|---|---|\n")
	for e := range c.All() {
		rating := ""
		if e.Class != nil {
			rating = e.Class.Sensitivity
			if e.Class.Range[0] != e.Class.Range[1] {
				rating = e.Class.Range[0] + " to " + e.Class.Range[1]
			}
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s | %s |\n", e.ID, e.Kind, cell(e.Title), e.Status, e.Provenance, rating)
	}
	return b.String()
}
