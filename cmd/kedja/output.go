// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/kedja/kedja/gate"
	"github.com/kedja/kedja/report"
	"github.com/kedja/kedja/result"
)

// output is one place that a verb writes its result to.
type output struct {
	format string
	file   string // "" is standard output
}

func formatNames() []string {
	var names []string
	for _, f := range report.Formats {
		names = append(names, f.Name)
	}
	return names
}

// outputs reads -o FORMAT[=FILE]. Nothing given is the first format on
// standard output. What cannot work is refused before the work begins.
func (s *settings) parseOutputs(formats ...string) ([]output, error) {
	if len(s.outputs) == 0 {
		return []output{{format: formats[0]}}, nil
	}
	var out []output
	for _, text := range s.outputs {
		format, file, hasFile := strings.Cut(text, "=")
		if !slices.Contains(formats, format) {
			return nil, usagef("-o %s: there is no format %q, use %s", text, format, strings.Join(formats, ", "))
		}
		if hasFile && file == "" {
			return nil, usagef("-o %s: name the file after the =", text)
		}
		if file == "-" {
			file = ""
		}
		o := output{format, file}
		for _, other := range out {
			switch {
			case other.file == "" && file == "":
				return nil, usagef("two outputs go to standard output; name a file for one of them, as in -o %s=FILE", format)
			case file != "" && filepath.Clean(other.file) == filepath.Clean(file):
				return nil, usagef("two outputs go to %s; name another file for one of them", file)
			}
		}
		if err := checkPlace(file); err != nil {
			return nil, err
		}
		out = append(out, o)
	}
	return out, nil
}

// checkPlace refuses a file whose folder is not there.
func checkPlace(file string) error {
	if file == "" {
		return nil
	}
	if info, err := os.Stat(file); err == nil && info.IsDir() {
		return usagef("the output %s is a folder; name a file in it", file)
	}
	dir := filepath.Dir(file)
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return usagef("the output %s cannot be written: there is no folder %s; make it first", file, dir)
	}
	return nil
}

// write renders every output first, so that a failure leaves old files as
// they are, then writes the files, then standard output.
func (p *program) write(outputs []output, render func(w io.Writer, format string, toTerminal bool) error) error {
	outputs = slices.SortedStableFunc(slices.Values(outputs), func(a, b output) int { return -cmp.Compare(a.file, b.file) })
	rendered := make([]bytes.Buffer, len(outputs))
	for i, o := range outputs {
		if err := render(&rendered[i], o.format, o.file == ""); err != nil {
			return fmt.Errorf("the %s output: %w", o.format, err)
		}
	}
	for i, o := range outputs {
		if o.file == "" {
			if _, err := p.stdout.Write(rendered[i].Bytes()); err != nil {
				return fmt.Errorf("standard output: %w", err)
			}
			continue
		}
		if err := replaceFile(o.file, rendered[i].Bytes()); err != nil {
			return usagef("the output %s cannot be written: %w", o.file, cause(err))
		}
	}
	return nil
}

// assessment writes a result to the outputs.
func (p *program) writeAssessment(outputs []output, a *result.Assessment) error {
	columns, colour := p.colour()
	return p.write(outputs, func(w io.Writer, format string, toTerminal bool) error {
		f, ok := report.Find(format)
		if !ok {
			return fmt.Errorf("there is no format %q", format)
		}
		o := report.Options{Full: p.set.full, Explain: gate.NewExplainer(a).Lookup}
		if toTerminal {
			o.Width, o.Color = columns, colour
		}
		return f.Render(w, a, o)
	})
}

// writeJSON writes v as indented JSON.
func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// replaceFile puts data in the place of the file at once: readers see the old
// content or the new, never a part. What is no regular file, such as a
// device, is written straight.
func replaceFile(name string, data []byte) error {
	mode := fs.FileMode(0o666)
	if real, err := filepath.EvalSymlinks(name); err == nil {
		name = real
	}
	if info, err := os.Stat(name); err == nil {
		if !info.Mode().IsRegular() {
			return os.WriteFile(name, data, mode)
		}
		mode = info.Mode().Perm()
	}
	f, err := temporary(name, mode)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if err = cmp.Or(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}

// temporary makes a new file beside the named one. Unlike os.CreateTemp it
// leaves the file's mode to the user's mask.
func temporary(name string, mode fs.FileMode) (*os.File, error) {
	for i := 0; ; i++ {
		tmp := filepath.Join(filepath.Dir(name), fmt.Sprintf(".%s.%d-%d.tmp", filepath.Base(name), os.Getpid(), i))
		f, err := os.OpenFile(tmp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
		if err == nil || !errors.Is(err, fs.ErrExist) || i > 100 {
			return f, err
		}
	}
}
