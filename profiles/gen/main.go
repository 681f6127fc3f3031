// SPDX-License-Identifier: Apache-2.0

// Command gen writes profiles/countries from the tables beside it: countries
// by code, sources, and facts with the source each was read in. Run it from
// the root of the module: go run ./profiles/gen
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

func main() {
	if err := run("profiles/gen", "profiles/countries"); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

// run writes the records to the folder out and removes what is no longer one.
func run(tables, out string) error {
	t, err := readTables(os.DirFS(tables))
	if err != nil {
		return err
	}
	files := t.files()
	old, err := filepath.Glob(filepath.Join(out, "*.yaml"))
	if err != nil {
		return err
	}
	for _, name := range old {
		if _, ok := files[filepath.Base(name)]; !ok {
			if err := os.Remove(name); err != nil {
				return err
			}
		}
	}
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		if err := os.WriteFile(filepath.Join(out, name), files[name], 0o644); err != nil {
			return err
		}
	}
	return nil
}
