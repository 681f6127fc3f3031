// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/policies"
)

func (p *program) policy() *cobra.Command {
	c := p.group(&cobra.Command{
		Use: "policy", Short: "Look at the rules and check your own",
		Example: "  kedja policy list --pack eu5g",
	})
	list := &cobra.Command{
		Use:   "list",
		Short: "List the rules: id, severity, status, provenance, measures",
		Long: `List names the rules that an assessment evaluates. The status says what the
rule's source binds to; the provenance how far the source was read: primary,
secondary, inferred or unverified.`,
		Example: `  kedja policy list
  kedja policy list --pack nis2 -o json`,
		Args: noArgs,
	}
	p.set.rules(list.Flags())
	p.set.output(list.Flags(), "text", "json")
	completeOutput(list, "text", "json")
	check := &cobra.Command{
		Use:   "check [FOLDER...]",
		Short: "Check folders of policy packs; without a folder, the built-in packs",
		Long: `Check holds packs to what docs/policies.md asks of them: metadata, ids, facts
needed, parameters, tests, formatting, and that they compile beside the
built-in packs. Errors exit 65, warnings 0, or with --strict 1.`,
		Example: `  kedja policy check my-policies/
  kedja policy check --strict -o json my-policies/`,
	}
	p.set.output(check.Flags(), "text", "json")
	completeOutput(check, "text", "json")
	check.Flags().BoolVar(&p.set.strict, "strict", false, "exit 1 when there are warnings")
	c.AddCommand(
		verb(list, func(ctx context.Context, _ []string) error { return p.listRules(ctx) }),
		verb(check, func(_ context.Context, args []string) error { return p.checkPolicies(args) }),
		p.policyTest(), p.policyDocs(), p.policyCrosswalk(), p.policyDiff(),
	)
	return c
}

// listedRule is a rule as "policy list -o json" writes it.
type listedRule struct {
	ID            string               `json:"id"`
	Pack          string               `json:"pack"`
	Title         string               `json:"title"`
	Scope         string               `json:"scope"`
	Outcome       string               `json:"outcome"`
	Severity      string               `json:"severity"`
	Status        string               `json:"status"`
	Provenance    string               `json:"provenance"`
	EffectiveFrom string               `json:"effectiveFrom,omitempty"`
	Deprecated    bool                 `json:"deprecated,omitempty"`
	Measures      []string             `json:"measures"`
	Params        map[string]ruleParam `json:"params,omitempty"`
	Remedy        string               `json:"remedy,omitempty"`
}

type ruleParam struct {
	Value   any    `json:"value"`
	Default any    `json:"default"`
	Doc     string `json:"doc,omitempty"`
}

func (p *program) listRules(ctx context.Context) error {
	outputs, err := p.set.parseOutputs("text", "json")
	if err != nil {
		return err
	}
	set, err := p.compiled(ctx)
	if err != nil {
		return err
	}
	rules := set.Rules()
	return p.write(outputs, func(w io.Writer, format string, _ bool) error {
		if format == "text" {
			return writeRules(w, rules)
		}
		list := make([]listedRule, len(rules))
		for i := range rules {
			list[i] = listed(&rules[i])
		}
		return writeJSON(w, list)
	})
}

func listed(r *policies.Rule) listedRule {
	out := listedRule{
		ID: r.ID, Pack: r.Pack, Title: r.Title, Scope: r.Scope, Outcome: string(r.Outcome), Severity: r.Severity,
		Status: r.Status, Provenance: r.Provenance, EffectiveFrom: r.From, Deprecated: r.Deprecated,
		Measures: append([]string{}, r.Measures...), Remedy: r.Remedy,
	}
	for _, q := range r.Params {
		if out.Params == nil {
			out.Params = map[string]ruleParam{}
		}
		out.Params[q.Name] = ruleParam{q.Value, q.Default, q.Doc}
	}
	return out
}

func writeRules(out io.Writer, rules []policies.Rule) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "RULE\tSEVERITY\tSTATUS\tPROVENANCE\tMEASURES\tTITLE")
	for _, r := range rules {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", r.ID, r.Severity, r.Status, r.Provenance, strings.Join(r.Measures, " "), printable(r.Title))
	}
	return w.Flush()
}

func (p *program) checkPolicies(dirs []string) error {
	outputs, err := p.set.parseOutputs("text", "json")
	if err != nil {
		return err
	}
	folders, err := p.folders(dirs)
	if err != nil {
		return err
	}
	if len(folders) == 0 {
		folders = []fs.FS{nil}
	}
	var list diag.List
	for _, f := range folders {
		list = append(list, policies.Check(f)...)
	}
	return p.writeProblems(outputs, list, "no problems")
}
