// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

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
// they are, then puts the files in their places, then writes standard output.
func (p *program) write(outputs []output, render func(w io.Writer, format string, toTerminal bool) error) error {
	outputs = slices.SortedStableFunc(slices.Values(outputs), func(a, b output) int { return -cmp.Compare(a.file, b.file) })
	staged := make([]stage, len(outputs))
	defer func() {
		for i := range staged {
			staged[i].drop()
		}
	}()
	for i, o := range outputs {
		s := &staged[i]
		if err := s.open(o.file); err != nil {
			return usagef("the output %s cannot be written: %w", o.file, cause(err))
		}
		err := render(s, o.format, o.file == "")
		if s.err != nil {
			return usagef("the output %s cannot be written: %w", o.file, cause(s.err))
		}
		if err != nil {
			return fmt.Errorf("the %s output: %w", o.format, err)
		}
	}
	for i, o := range outputs {
		if o.file == "" {
			if _, err := p.stdout.Write(staged[i].text.Bytes()); err != nil {
				return fmt.Errorf("standard output: %w", err)
			}
			continue
		}
		if err := staged[i].place(); err != nil {
			return usagef("the output %s cannot be written: %w", o.file, cause(err))
		}
	}
	return nil
}

// assessment writes a result to the outputs.
func (p *program) writeAssessment(outputs []output, a *result.Assessment) error {
	columns, colour := p.colour()
	explainer := sync.OnceValue(func() *gate.Explainer { return gate.NewExplainer(a) }) // few formats ask
	return p.write(outputs, func(w io.Writer, format string, toTerminal bool) error {
		f, ok := report.Find(format)
		if !ok {
			return fmt.Errorf("there is no format %q", format)
		}
		o := report.Options{Full: p.set.full, Explain: func(id string) (result.Explanation, bool) { return explainer().Lookup(id) }}
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
