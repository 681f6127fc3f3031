// SPDX-License-Identifier: Apache-2.0

package quality_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/kedja/kedja/sbom/quality"
)

var update = flag.Bool("update", false, "write the tables of docs/quality.md")

const (
	page  = "../../docs/quality.md"
	begin = "<!-- begin: written by go test ./sbom/quality -run TestPageHasTheProfiles -update -->\n"
	end   = "<!-- end -->\n"
)

// TestPageHasTheProfiles holds that docs/quality.md says what the code does.
func TestPageHasTheProfiles(t *testing.T) {
	b, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, ok := strings.Cut(string(b), begin)
	old, tail, closed := strings.Cut(rest, end)
	if !ok || !closed {
		t.Fatalf("%s lacks the lines that the tables stand between", page)
	}
	tables := markdown()
	if old == tables {
		return
	}
	if !*update {
		t.Fatalf("%s differs from the profiles; run the test with -update", page)
	}
	if err := os.WriteFile(page, []byte(head+begin+tables+end+tail), 0o644); err != nil {
		t.Fatal(err)
	}
}

func markdown() string {
	var b strings.Builder
	for _, p := range quality.Profiles() {
		fmt.Fprintf(&b, "\n### %s\n\n", p.ID())
		source := p.Source.Title
		if p.Source.URL != "" {
			source = "[" + source + "](" + p.Source.URL + ")"
		}
		fmt.Fprintf(&b, "%s, %s, %s. Status: %s; provenance: %s. %s\n\n", source, p.Source.Publisher, p.Source.Date,
			p.Source.Status, p.Source.Provenance, p.Summary)
		b.WriteString("| rule | asks for the | level | of | section | CycloneDX | SPDX 2 | SPDX 3 | need not | remarks |\n|---|---|---|---|---|---|---|---|---|---|\n")
		for _, r := range p.Rules {
			remarks := r.Note
			if r.UnknownCounts {
				remarks = joined("declared unknown counts", remarks)
			}
			remarks = joined(remarks, r.Remedy)
			fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s | %s | %s | %s | %s |\n", r.ID, r.Title, r.Level, r.Scope, r.Section,
				where(r, quality.CycloneDX), where(r, quality.SPDX2), where(r, quality.SPDX3), strings.Join(r.Exempt, ", "), remarks)
		}
		if len(p.NotChecked) > 0 {
			fmt.Fprintf(&b, "\nNot checked: %s.\n", strings.Join(p.NotChecked, "; "))
		}
	}
	b.WriteByte('\n')
	return b.String()
}

func where(r quality.Rule, d quality.Dialect) string {
	if len(r.Where) == 0 {
		return ""
	}
	places := ""
	for _, w := range r.Where {
		if w.Dialect != d {
			continue
		}
		path := w.Path
		if w.Since != "" {
			path += ", from " + w.Since
		}
		places = joined(places, path)
	}
	if places == "" {
		return "no place"
	}
	return places
}

func joined(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "; " + b
}
