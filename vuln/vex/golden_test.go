// SPDX-License-Identifier: Apache-2.0

package vex_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/vuln/vex"
)

var update = flag.Bool("update", false, "write what was read into testdata")

// TestGolden reads the input of each archive in testdata and compares the
// statements and the diagnostics.
func TestGolden(t *testing.T) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal("no archives", err)
	}
	for _, name := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			doc, list, err := vex.Read(context.Background(), "input", bytes.NewReader(a.Files[0].Data))
			if err != nil {
				t.Fatal(err)
			}
			got := []txtar.File{a.Files[0], {Name: "statements", Data: []byte(describe(doc))}, {Name: "diagnostics", Data: []byte(lines(list))}}
			if *update {
				a.Files = got
				if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(a.Files, got, cmp.Transformer("text", func(b []byte) string { return string(b) })); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func lines(list diag.List) string {
	var b strings.Builder
	for _, d := range list {
		fmt.Fprintln(&b, d.Error())
	}
	return b.String()
}

// describe writes a document so that people see what was made of it.
func describe(d *vex.Document) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", join("; ", fmt.Sprintf("%s %s", d.Format, d.SpecVersion), d.ID, pre("version ", d.Version), d.Category, d.State, pre("by ", d.Author), d.Role))
	for _, s := range d.Statements {
		fmt.Fprintf(&b, "\n%s\n", join(": ", strings.TrimPrefix(s.Position.String(), "input"), s.Vulnerability.ID, strings.Join(s.Vulnerability.Aliases, ", ")))
		fmt.Fprintf(&b, "  %s\n", join("; ", fmt.Sprintf("%s (%s)", s.Status, s.Stated), string(s.Justification), pre("in the words ", s.StatedJustification)))
		fmt.Fprintf(&b, "  %s\n", join("; ", "by "+s.Author, s.Role, pre("supplier ", s.Supplier), date("on ", s), pre("of ", s.DocumentID), s.DocumentVersion))
		for _, text := range []string{pre("impact: ", s.Impact), pre("action: ", s.Action), pre("notes: ", s.Notes)} {
			if text != "" {
				fmt.Fprintf(&b, "  %s\n", strings.ReplaceAll(text, "\n", " | "))
			}
		}
		products(&b, "  ", s.Products)
	}
	return b.String()
}

func products(b *strings.Builder, indent string, list []vex.Product) {
	for _, p := range list {
		var hashes []string
		for _, h := range p.Hashes {
			hashes = append(hashes, h.Alg+" "+h.Value)
		}
		link := ""
		if p.Serial != "" {
			link = fmt.Sprintf("in %s/%d", p.Serial, p.Revision)
		}
		fmt.Fprintf(b, "%s- %s\n", indent, join("; ", p.Name, pre("ref ", p.Ref), link, strings.Join(p.PURLs, " "), strings.Join(p.CPEs, " "),
			strings.Join(hashes, " "), pre("version ", p.Version), pre("range ", p.Range)))
		products(b, indent+"  ", p.Subcomponents)
	}
}

func date(before string, s vex.Statement) string {
	if s.Timestamp.IsZero() && s.LastUpdated.IsZero() {
		return "at no time"
	}
	text := before + s.Timestamp.Format("2006-01-02T15:04Z07:00")
	if !s.LastUpdated.IsZero() {
		text += ", updated " + s.LastUpdated.Format("2006-01-02T15:04Z07:00")
	}
	return text
}

func pre(before, text string) string {
	if text == "" {
		return ""
	}
	return before + text
}

func join(sep string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), sep)
}

// inputs are the inputs of all archives.
func inputs(t testing.TB) [][]byte {
	t.Helper()
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal("no archives", err)
	}
	var out [][]byte
	for _, name := range archives {
		a, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, a.Files[0].Data)
	}
	return out
}
