// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/kedja/kedja/sbom/quality"
)

func (p *program) sbomQuality() *cobra.Command {
	var profiles []string
	var under string
	c := &cobra.Command{
		Use: "quality FILE...", Short: "Score what SBOMs state by published lists of minimum elements",
		Long: `Quality measures SBOMs by profiles: what has to be stated, of what, by which
section of which document. It counts per field who states it, names the first
that do not with their places, and says what to add where. What a thing does not
have by right, and what the format has no place for, does not count against it.

The profiles are ` + strings.Join(profileNames(), ", ") + `; without --profile, all.
With --fail-under the command exits 1 when a score is lower.`,
		Example: `  kedja sbom quality sbom.json
  kedja sbom quality --profile ntia --fail-under 90 sbom.json
  kedja sbom quality -o json=quality.json a.json b.xml`,
		Args: someArgs("an SBOM"),
	}
	p.set.output(c.Flags(), "text", "json")
	c.Flags().StringArrayVar(&profiles, "profile", nil, "measure only by this profile, by `NAME`, repeatable")
	c.Flags().StringVar(&under, "fail-under", "", "exit 1 when a score in `PERCENT`, or one that cannot be given, is lower")
	c.Flags().BoolVar(&p.set.full, "full", false, "list every field and example, not the required ones and the first")
	completeOutput(c, "text", "json")
	return verb(c, func(ctx context.Context, args []string) error {
		least, err := percent(under)
		if err != nil {
			return err
		}
		return p.quality(ctx, args, profiles, least)
	})
}

func profileNames() []string {
	var names []string
	for _, f := range quality.Profiles() {
		names = append(names, f.Name)
	}
	return names
}

// percent reads --fail-under; -1 is not given.
func percent(text string) (float64, error) {
	if text == "" {
		return -1, nil
	}
	v, err := strconv.ParseFloat(strings.TrimSuffix(text, "%"), 64)
	if err != nil || v < 0 || v > 100 || v != v {
		return 0, usagef("--fail-under %q is no percentage: write a number from 0 to 100", text)
	}
	return v / 100, nil
}

func (p *program) quality(ctx context.Context, files, profiles []string, least float64) error {
	outputs, err := p.set.parseOutputs("text", "json")
	if err != nil {
		return err
	}
	for _, name := range profiles {
		base, _, _ := strings.Cut(name, "/")
		if !slices.Contains(profileNames(), base) {
			return usagef("there is no profile %q, use %s", name, strings.Join(profileNames(), ", "))
		}
	}
	var reports []quality.Report
	status, err := p.eachDocument(ctx, files, func(d reading) error {
		r, err := quality.Assess(d.doc, profiles...)
		if err != nil {
			return usagef("%w", err)
		}
		reports = append(reports, r)
		return nil
	})
	if err != nil {
		return err
	}
	if len(reports) > 0 {
		err = p.write(outputs, func(w io.Writer, format string, toTerminal bool) error {
			if format == "json" {
				return writeOneOrMany(w, reports, len(files))
			}
			return p.writeQuality(w, reports, toTerminal)
		})
		if err != nil {
			return err
		}
	}
	return code(status, poor(reports, least))
}

func (p *program) writeQuality(w io.Writer, reports []quality.Report, toTerminal bool) error {
	o := quality.TextOptions{Full: p.set.full}
	if toTerminal {
		o.Width, _ = p.colour()
	}
	for i := range reports {
		if i > 0 {
			fmt.Fprintln(w)
		}
		if err := reports[i].Text(w, o); err != nil {
			return err
		}
	}
	return nil
}

// poor is the exit code of reports of which one has a lower score.
func poor(reports []quality.Report, least float64) int {
	for _, r := range reports {
		for _, f := range r.Results {
			if least >= 0 && (f.Score == nil || *f.Score < least) {
				return exitFail
			}
		}
	}
	return exitPass
}
