// SPDX-License-Identifier: Apache-2.0

// Command gen writes the SBOMs of the example world nordmark: deterministic,
// without clock or network.
//
//	go run ./examples/nordmark/gen
//
// The names, versions and licences of the open-source packages are those of
// real ones (packages/*.txt), and so are the dependencies among the Debian
// packages; all other dependencies and all digests are made up. The
// companies' own components are fictional.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

func main() {
	dir := flag.String("o", "examples/nordmark/sboms", "folder to write to")
	flag.Parse()
	if err := run(*dir); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func run(dir string) error {
	files, err := generate()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for _, f := range files {
		if err := os.WriteFile(filepath.Join(dir, f.name), f.data, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// file is one SBOM as written.
type file struct {
	name string
	data []byte
	bill *bill
}

// generate makes all files, in the order of the recipes.
func generate() ([]file, error) {
	var out []file
	for i, r := range recipes {
		b, err := build(r)
		if err != nil {
			return nil, err
		}
		var data []byte
		switch {
		case strings.HasSuffix(r.file, ".spdx.json"):
			data, err = b.spdx()
		case i == 0:
			data, err = b.cyclonedx("1.6")
		default:
			data, err = b.cyclonedx("1.5")
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", r.file, err)
		}
		out = append(out, file{r.file, data, b})
	}
	return out, nil
}
