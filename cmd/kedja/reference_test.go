// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/cobra"

	"github.com/kedja/kedja/load"
)

const reference = "../../docs/cli.md"

// TestReference holds the flags in docs/cli.md to those of the program.
func TestReference(t *testing.T) {
	page, err := os.ReadFile(reference)
	if err != nil {
		t.Fatal(err)
	}
	const begin, end = "<!-- begin generated", "<!-- end generated -->"
	i, j := bytes.Index(page, []byte(begin)), bytes.Index(page, []byte(end))
	if i < 0 || j < i {
		t.Fatalf("%s has no part that is generated", reference)
	}
	i += bytes.IndexByte(page[i:], '\n') + 1
	want := describe(new(program).command())
	if *update {
		if err := os.WriteFile(reference, slices.Concat(page[:i], []byte(want), page[j:]), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(page[i:j]), want); diff != "" {
		t.Errorf("%s is not what the program has; run this test with -update (-page +program)\n%s", reference, diff)
	}
}

// describe writes the reference of the verbs below c.
func describe(c *cobra.Command) string {
	var b strings.Builder
	if c.Runnable() && c.HasParent() && !c.HasSubCommands() {
		fmt.Fprintf(&b, "\n### %s\n\n%s.\n\n```\n%s\n```\n", c.CommandPath(), c.Short, strings.TrimRight(c.Example, "\n"))
		if usage := c.LocalFlags().FlagUsagesWrapped(100); usage != "" {
			fmt.Fprintf(&b, "\n```\n%s```\n", usage)
		}
	}
	for _, sub := range c.Commands() {
		if sub.IsAvailableCommand() && sub.Name() != "completion" {
			b.WriteString(describe(sub))
		}
	}
	if !c.HasParent() {
		fmt.Fprintf(&b, "\n### For every verb\n\n```\n%s```\n\n", c.PersistentFlags().FlagUsagesWrapped(100))
	}
	return b.String()
}

// TestEveryVerbHasHelp holds that help says what, how and by an example.
func TestEveryVerbHasHelp(t *testing.T) {
	var walk func(c *cobra.Command)
	walk = func(c *cobra.Command) {
		if c.Short == "" || c.Example == "" && c.Name() != "completion" {
			t.Errorf("%s has no short help or no example", c.CommandPath())
		}
		if strings.HasSuffix(c.Short, ".") {
			t.Errorf("%s: the short help ends in a full stop", c.CommandPath())
		}
		if c.Name() == "completion" {
			return // cobra's own
		}
		for _, sub := range c.Commands() {
			walk(sub)
		}
	}
	walk(new(program).command())
}

// TestConfigHasEveryFlag holds that the file of --config can say what the
// command line can.
func TestConfigHasEveryFlag(t *testing.T) {
	notKeys := []string{
		"config", "help", "version", // about the run, not about the work
		"json", // of version only
	}
	flags := map[string]bool{}
	var walk func(c *cobra.Command)
	walk = func(c *cobra.Command) {
		switch c.Name() {
		case "init", "completion", "sbom", "supplier", "scenario", "vuln":
			return // the output of init is a folder; the others work on the files or events of one call
		}
		if c.CommandPath() == "kedja policy diff" {
			return // which inputs to compare packs over, belongs to the call
		}
		for name := range strings.FieldsSeq(flagNames(c)) {
			if !slices.Contains(notKeys, name) {
				flags[name] = true
			}
		}
		for _, sub := range c.Commands() {
			walk(sub)
		}
	}
	walk(new(program).command())
	keys := map[string]bool{}
	for _, f := range reflect.VisibleFields(reflect.TypeFor[Config]()) {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		keys[name] = true
	}
	if diff := cmp.Diff(keys, flags); diff != "" {
		t.Errorf("keys of the configuration and flags differ (-keys +flags)\n%s", diff)
	}
}

// flagNames lists the long names of the flags, from their usage.
func flagNames(c *cobra.Command) string {
	var names []string
	for line := range strings.Lines(c.LocalFlags().FlagUsages() + c.PersistentFlags().FlagUsages()) {
		if _, after, ok := strings.Cut(line, "--"); ok {
			name, _, _ := strings.Cut(after, " ")
			names = append(names, strings.TrimSpace(name))
		}
	}
	return strings.Join(names, " ")
}

// The schema of the configuration stands beside those of the records.
func TestConfigSchema(t *testing.T) {
	text, err := load.Schema(configKind())
	keepsPage(t, "../../docs/schema/config.schema.json", text, err)
}

// keepsPage holds a committed file to what the program makes; -update writes it.
func keepsPage(t *testing.T, file string, want []byte, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(file, want, 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(got), string(want)); diff != "" {
		t.Errorf("%s is not what the program has; run this test with -update\n%s", file, diff)
	}
}
