// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/kedja/kedja/policies"
)

// viewOf names the formats of tables about policies.
var tableFormats = [...]string{"text", "markdown", "json"}

func (p *program) policyDocs() *cobra.Command {
	c := &cobra.Command{
		Use:   "docs",
		Short: "Write the reference: rules, and how packs answer for each entry of their sources",
		Long: `Docs writes what each rule finds, and for every measure, article and criterion of
the sources how the packs answer for it: by rules over data, or, where data do
not decide, by asking a person for the evidence named.`,
		Example: `  kedja policy docs -o markdown=policies.md
  kedja policy docs --pack nis2 --policies our-policies/`,
		Args: noArgs,
	}
	p.set.rules(c.Flags())
	p.set.output(c.Flags(), tableFormats[:]...)
	completeOutput(c, tableFormats[:]...)
	return verb(c, func(ctx context.Context, _ []string) error {
		outputs, err := p.set.parseOutputs(tableFormats[:]...)
		if err != nil {
			return err
		}
		set, err := p.compiled(ctx)
		if err != nil {
			return err
		}
		user, err := p.trustedPolicies()
		if err != nil {
			return err
		}
		rows, err := policies.Coverage(user...)
		if err != nil {
			return p.wrong(err)
		}
		if len(p.set.packs) > 0 {
			rows = slices.DeleteFunc(rows, func(c policies.Covered) bool { return !slices.Contains(p.set.packs, c.Pack) })
		}
		rules := set.Rules()
		return p.write(outputs, func(w io.Writer, format string, _ bool) error {
			switch format {
			case "json":
				return writeJSON(w, docsOf(rules, rows))
			case "markdown":
				_, err := fmt.Fprintf(w, "## Rules\n\n%s\n## Entries of the sources\n\n%s", policies.Markdown(rules), policies.MarkdownCoverage(rows))
				return err
			}
			if err := writeRules(w, rules); err != nil {
				return err
			}
			fmt.Fprintln(w)
			return writeCoverage(w, rows)
		})
	})
}

// policyReference is "policy docs -o json".
type policyReference struct {
	Rules   []listedRule   `json:"rules"`
	Entries []coveredEntry `json:"entries"`
}

type coveredEntry struct {
	Pack       string   `json:"pack"`
	ID         string   `json:"id"`
	Kind       string   `json:"kind"`
	Title      string   `json:"title"`
	Status     string   `json:"status"`
	Provenance string   `json:"provenance"`
	How        string   `json:"how"` // rule | evidence | both | class | nothing
	Rules      []string `json:"rules,omitempty"`
	Evidence   string   `json:"evidence,omitempty"`
	Of         string   `json:"of,omitempty"`
	AnsweredBy []string `json:"answeredBy,omitempty"`
	Note       string   `json:"note,omitempty"`
}

func docsOf(rules []policies.Rule, rows []policies.Covered) policyReference {
	out := policyReference{Rules: []listedRule{}, Entries: []coveredEntry{}}
	for i := range rules {
		out.Rules = append(out.Rules, listed(&rules[i]))
	}
	for _, c := range rows {
		e := &c.Entry
		out.Entries = append(out.Entries, coveredEntry{
			Pack: c.Pack, ID: e.ID, Kind: e.Kind, Title: e.Title, Status: e.Status, Provenance: e.Provenance, How: c.How(),
			Rules: c.Rules, Evidence: e.Evidence, Of: e.Of, AnsweredBy: e.AnsweredBy, Note: e.Note,
		})
	}
	return out
}

func writeCoverage(out io.Writer, rows []policies.Covered) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "PACK\tENTRY\tHOW\tTITLE\tRULES, EVIDENCE")
	for _, c := range rows {
		what := strings.Join(c.Rules, " ")
		if c.Entry.Evidence != "" {
			what = strings.TrimSpace(what + "; " + c.Entry.Of + ": " + printable(c.Entry.Evidence))
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", c.Pack, c.Entry.ID, c.How(), printable(c.Entry.Title), what)
	}
	return w.Flush()
}

func (p *program) policyCrosswalk() *cobra.Command {
	c := &cobra.Command{
		Use:   "crosswalk [ENTRY...]",
		Short: "Say which requirements of several sources belong together, and what one piece of evidence answers",
		Long: `Crosswalk lists entries of the catalogue with the entries of other sources that
they are linked to, the entries whose evidence answers them, those that their own
evidence answers, and the rules that cite them. ENTRY is an id such as
nis2:21.2.d, or the beginning of ids with a star; without one, all entries that
have to do with another are listed.`,
		Example: `  kedja policy crosswalk
  kedja policy crosswalk nis2:21.2.d 'eui:*' -o markdown`,
		Args: cobra.ArbitraryArgs,
	}
	c.Flags().StringArrayVar(&p.set.policies, "policies", nil, "packs of your own: a `FOLDER`, repeatable")
	p.set.output(c.Flags(), tableFormats[:]...)
	completeOutput(c, tableFormats[:]...)
	return verb(c, func(_ context.Context, args []string) error {
		outputs, err := p.set.parseOutputs(tableFormats[:]...)
		if err != nil {
			return err
		}
		user, err := p.trustedPolicies()
		if err != nil {
			return err
		}
		all, err := policies.Crosswalk(user...)
		if err != nil {
			return p.wrong(err)
		}
		rows, err := chosen(all, args)
		if err != nil {
			return err
		}
		return p.write(outputs, func(w io.Writer, format string, _ bool) error { return writeCrosswalk(w, format, rows) })
	})
}

// chosen takes the entries asked for.
func chosen(all []policies.Crossed, patterns []string) ([]policies.Crossed, error) {
	var out []policies.Crossed
	met := make([]bool, len(patterns))
	for _, x := range all {
		take := len(patterns) == 0 && len(x.Links)+len(x.AnsweredBy)+len(x.Answers) > 0
		for i, pattern := range patterns {
			prefix, star := strings.CutSuffix(pattern, "*")
			if x.Entry.ID == pattern || star && strings.HasPrefix(x.Entry.ID, prefix) {
				take, met[i] = true, true
			}
		}
		if take {
			out = append(out, x)
		}
	}
	if i := slices.Index(met, false); i >= 0 {
		return nil, usagef("no entry of the catalogue is %s; kedja policy docs lists them", patterns[i])
	}
	return out, nil
}

// crossedEntry is an entry as "policy crosswalk -o json" writes it.
type crossedEntry struct {
	ID         string   `json:"id"`
	Title      string   `json:"title"`
	Source     string   `json:"source"`
	Status     string   `json:"status"`
	Provenance string   `json:"provenance"`
	Links      []string `json:"links"`
	AnsweredBy []string `json:"answeredBy"`
	Answers    []string `json:"answers"`
	Rules      []string `json:"rules"`
	Evidence   string   `json:"evidence,omitempty"`
	Note       string   `json:"note,omitempty"`
}

func writeCrosswalk(out io.Writer, format string, rows []policies.Crossed) error {
	list := func(ids []string) []string { return append([]string{}, ids...) }
	switch format {
	case "json":
		entries := []crossedEntry{}
		for _, x := range rows {
			e := &x.Entry
			entries = append(entries, crossedEntry{
				ID: e.ID, Title: e.Title, Source: e.Source, Status: e.Status, Provenance: e.Provenance, Links: list(x.Links),
				AnsweredBy: list(x.AnsweredBy), Answers: list(x.Answers), Rules: list(x.Rules), Evidence: e.Evidence, Note: e.Note,
			})
		}
		return writeJSON(out, entries)
	case "markdown":
		fmt.Fprint(out, "| entry | title | status | provenance | linked to | answered by evidence for | its evidence answers | rules |\n|---|---|---|---|---|---|---|---|\n")
		for _, x := range rows {
			_, err := fmt.Fprintf(out, "| `%s` | %s | %s | %s | %s | %s | %s | %s |\n", x.Entry.ID, strings.ReplaceAll(x.Entry.Title, "|", `\|`), x.Entry.Status, x.Entry.Provenance,
				strings.Join(x.Links, ", "), strings.Join(x.AnsweredBy, ", "), strings.Join(x.Answers, ", "), strings.Join(x.Rules, ", "))
			if err != nil {
				return err
			}
		}
		return nil
	}
	for _, x := range rows {
		fmt.Fprintf(out, "%s  %s\n  %s, %s: %s\n", x.Entry.ID, printable(x.Entry.Title), x.Entry.Status, x.Entry.Provenance, printable(x.Entry.Source))
		for _, row := range []struct {
			word string
			ids  []string
		}{{"linked to", x.Links}, {"answered by evidence for", x.AnsweredBy}, {"its evidence answers", x.Answers}, {"rules", x.Rules}} {
			if len(row.ids) > 0 {
				fmt.Fprintf(out, "  %s: %s\n", row.word, strings.Join(row.ids, ", "))
			}
		}
		if x.Entry.Evidence != "" {
			fmt.Fprintf(out, "  evidence wanted, of the %s: %s\n", x.Entry.Of, printable(x.Entry.Evidence))
		}
	}
	return nil
}
