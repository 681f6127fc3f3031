// SPDX-License-Identifier: Apache-2.0

package main

import (
	"archive/zip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// poolNames are what the generator of SBOMs calls the ecosystems.
var poolNames = map[string]string{"npm": "npm", "PyPI": "pypi", "Go": "golang", "Maven": "maven"}

// writePools writes the names of packages that records are about where the
// generator of SBOMs draws a tenth of its components from.
func writePools(db, dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	for ecosystem, name := range poolNames {
		names, err := affected(filepath.Join(db, "osv-scalibr", ecosystem, "all.zip"), ecosystem)
		if err != nil {
			return err
		}
		var lines strings.Builder
		for _, n := range names {
			fmt.Fprintf(&lines, "%s\t1.0.0\n", strings.ReplaceAll(n, ":", "/"))
		}
		if err := os.WriteFile(filepath.Join(dir, "hot."+name+".tsv"), []byte(lines.String()), 0o600); err != nil {
			return err
		}
	}
	return nil
}

// affected returns the names of packages of the ecosystem in an export, sorted.
func affected(file, ecosystem string) ([]string, error) {
	z, err := zip.OpenReader(file)
	if err != nil {
		return nil, err
	}
	defer z.Close()
	var names []string
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			return nil, err
		}
		text, err := io.ReadAll(r)
		r.Close()
		if err != nil {
			return nil, err
		}
		var record struct {
			Affected []struct {
				Package struct{ Ecosystem, Name string }
			}
		}
		if json.Unmarshal(text, &record) != nil {
			continue
		}
		for _, a := range record.Affected {
			if a.Package.Ecosystem == ecosystem {
				names = append(names, a.Package.Name)
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}
