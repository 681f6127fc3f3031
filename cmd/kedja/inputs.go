// SPDX-License-Identifier: Apache-2.0

package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/sbom/read"
)

// readFlags are the flags that name what is read.
var readFlags = [...]string{
	"answers", "baseline", "config", "countries", "epss", "file", "from", "input", "kev", "mapping", "only-from", "osv",
	"policies", "policies-key", "suppliers", "vex", "vulns", "waivers",
}

// prepare makes the verb's flags and arguments ready: those of the
// configuration are taken, and what can only be a mistake is refused.
func (p *program) prepare(c *cobra.Command, args []string) error {
	if strings.HasPrefix(c.Name(), cobra.ShellCompRequestCmd) {
		return nil // the words of another command, of which the last may be empty yet
	}
	if err := notEmpty(c, args); err != nil {
		return err
	}
	if err := p.configure(c); err != nil {
		return err
	}
	p.typed = inputFiles(c, args)
	return p.protect(p.typed...)
}

// notEmpty refuses empty text, which is mostly a variable of a script that is
// not set. As a path it would be the folder the user happens to stand in.
func notEmpty(c *cobra.Command, args []string) error {
	for _, arg := range args {
		if arg == "" {
			return usagef("an argument is empty; name what it stands for, or leave it out")
		}
	}
	for _, flag := range slices.Concat(readFlags[:], []string{"as-of", "fail-on", "fail-on-warn", "output"}) {
		if values, given := given(c, flag); given && (len(values) == 0 || slices.Contains(values, "")) {
			return usagef("--%s is empty; give it a value, or leave the flag out", flag)
		}
	}
	return nil
}

// given are the values of a flag of the command line.
func given(c *cobra.Command, flag string) (values []string, ok bool) {
	f := c.Flags().Lookup(flag)
	if f == nil || !f.Changed {
		return nil, false
	}
	if list, several := f.Value.(interface{ GetSlice() []string }); several {
		return list.GetSlice(), true
	}
	return []string{f.Value.String()}, true
}

// inputFiles are the files that the arguments and flags name for reading.
func inputFiles(c *cobra.Command, args []string) []string {
	names := slices.Clone(args)
	if c.Name() == "explain" && len(args) > 0 {
		names = names[:1] // the others are ids
	}
	for _, flag := range readFlags {
		values, _ := given(c, flag)
		names = append(names, values...)
	}
	return names
}

// protect refuses outputs that would take the place of one of the files,
// whatever name either goes by: what is written over cannot be read again.
func (p *program) protect(files ...string) error {
	for _, text := range p.set.outputs {
		_, out, _ := strings.Cut(text, "=")
		to, err := os.Stat(out)
		if err != nil || !to.Mode().IsRegular() {
			continue
		}
		for _, name := range files {
			if from, err := p.stat(name); err == nil && os.SameFile(from, to) {
				return usagef("-o %s: %s is an input, which would be lost; name another file", text, out)
			}
		}
	}
	return nil
}

// stat looks at a file, or at standard input for the name -.
func (p *program) stat(name string) (os.FileInfo, error) {
	if f, ok := p.stdin.(*os.File); ok && name == "-" {
		return f.Stat()
	}
	return os.Stat(name)
}

// protectRead refuses outputs that would take the place of a file that was
// found below a folder, or that a record names.
func (p *program) protectRead(in *kedja.Input) error {
	if len(p.set.outputs) == 0 {
		return nil
	}
	files := make([]string, len(in.Files))
	for i, f := range in.Files {
		name, _, _ := strings.Cut(f.Name, "!") // what is inside an index
		files[i] = filepath.Join(in.Base, filepath.FromSlash(name))
		if filepath.IsAbs(name) {
			files[i] = name
		}
	}
	return p.protect(files...)
}

// protectFound refuses outputs that would take the place of an SBOM or record
// that a folder or pattern leads to. What an earlier run wrote there is none.
func (p *program) protectFound(files []string) error {
	return p.protect(slices.DeleteFunc(files, func(name string) bool {
		if p.protect(name) == nil {
			return true
		}
		data, err := os.ReadFile(name)
		kind := read.Detect(data).Kind
		return err != nil || kind != read.KindSBOM && kind != read.KindRecord
	})...)
}
