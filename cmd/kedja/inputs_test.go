// SPDX-License-Identifier: Apache-2.0

package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// TestFlagsThatNameFiles holds the list of flags that name what is read to the
// flags of all verbs: a flag that is missing there lets an output take the
// place of its file.
func TestFlagsThatNameFiles(t *testing.T) {
	var files []string
	var walk func(c *cobra.Command)
	walk = func(c *cobra.Command) {
		for line := range strings.Lines(c.Flags().FlagUsages()) {
			_, name, _ := strings.Cut(line, "--")
			name, rest, _ := strings.Cut(name, " ")
			kind, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
			if (kind == "FILE" || kind == "FOLDER") && name != "output" && !slices.Contains(files, name) {
				files = append(files, name)
			}
		}
		for _, sub := range c.Commands() {
			walk(sub)
		}
	}
	root := (&program{}).command()
	for _, sub := range root.Commands() {
		walk(sub)
	}
	for _, name := range append(files, "config") {
		if !slices.Contains(readFlags[:], name) {
			t.Errorf("--%s names files, but is not among readFlags", name)
		}
	}
	if len(files) < 10 {
		t.Errorf("only %q name files", files)
	}
}
