// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/vuln/files"
	"github.com/kedja/kedja/vuln/triage"
	"github.com/kedja/kedja/vuln/vex"
)

// matching is the work of vuln match. It goes one of two ways: where there are
// no statements, components are looked up while SBOMs are read, and all that is
// read of most of these is what their components are called; else all SBOMs
// are read first, whole. The result is the same.
type matching struct {
	asOf time.Time
	full bool
	data *files.Files

	readings   []reading
	atOnce     bool            // the second way
	asked      []asked         // of the second way
	statements []*vex.Document // those inside SBOMs
	list       diag.List
}

// readNamed reads the SBOMs and, where that can be, looks their components up;
// failed says why not where the sources could not be asked. Which statements
// are inside SBOMs shows only when these have been read.
func (p *program) readNamed(ctx context.Context, sboms []string, m *matching, load func() *files.Files) (status int, failed, err error) {
	m.atOnce = m.atOnce || len(p.set.vex)+len(p.set.vulns) > 0
	open := func(name string) (r reading, err error) {
		r.name = name
		r.doc, r.list, err = p.document(name)
		return r, err
	}
	do := func(d reading) error {
		m.add(d)
		return nil
	}
	if !m.atOnce {
		l := startLookups(ctx, m.full, sync.OnceValues(func() (triage.Options, error) {
			data := load()
			return m.options(data), data.Problems.Err()
		}))
		status, err = p.each(ctx, sboms, l.opening(open), do)
		l.end()
		m.list, failed = said(m.readings)
		m.atOnce = len(m.statements) > 0 || errors.Is(failed, errAtOnce)
	} else {
		status, err = p.each(ctx, sboms, open, do)
	}
	if m.atOnce && err == nil {
		m.list, failed = nil, nil
		err = p.readRest(m)
	}
	return status, failed, err
}

// opening is a way to read SBOMs that has their components looked up. What can
// be read but once, it reads whole.
func (l *lookups) opening(open func(name string) (reading, error)) func(name string) (reading, error) {
	return func(name string) (r reading, err error) {
		if r.name = name; name != "-" {
			if r.doc, r.looked = l.named(name); r.doc != nil {
				r.partial = true
				return r, nil
			}
		}
		if r, err = open(name); err == nil && len(r.doc.Vulnerabilities) == 0 {
			r.looked = l.document(r.doc)
		}
		return r, err
	}
}

// readRest reads again, and whole, what was read for its names alone, and lists
// the components of all.
func (p *program) readRest(m *matching) error {
	for i := range m.readings {
		d := &m.readings[i]
		d.looked = nil
		if d.partial {
			doc, list, err := p.document(d.name)
			if err != nil {
				return &exit{exitInput, append(list.Errors(), failure(d.name, err)...)}
			}
			d.doc, d.list, d.partial = doc, list, false
		}
		m.asked = append(m.asked, askedOf(d.doc)...)
	}
	return nil
}

func (m *matching) add(d reading) {
	m.readings = append(m.readings, d)
	if len(d.doc.Vulnerabilities) == 0 {
		return
	}
	doc, _ := vex.FromSBOM(d.doc) // what is wrong there the SBOM's reader says
	m.statements = append(m.statements, doc)
}

// components is how many there are to ask about.
func (m *matching) components() int {
	n := len(m.asked)
	for i := range m.readings {
		if of := m.readings[i].looked; of != nil {
			n += of.components
		}
	}
	return n
}

// run asks the sources, where that was not done, applies lists and statements,
// and makes the result.
func (m *matching) run(ctx context.Context, incomplete bool) (*MatchResult, error) {
	m.list = append(m.list, m.data.Diagnostics...)
	r := &MatchResult{Kind: matchKind, SchemaVersion: "1.0", AsOf: m.asOf.Format(time.RFC3339), Incomplete: incomplete,
		Components: []MatchComponent{}, Inputs: []MatchInput{}, Sources: []MatchSource{}}
	r.Engine.Name, r.Engine.Version = "kedja", kedja.Version
	for _, d := range m.readings {
		r.Inputs = append(r.Inputs, MatchInput{File: d.doc.File, SHA256: d.doc.SHA256, Format: string(d.doc.Format), SpecVersion: d.doc.SpecVersion, Name: d.doc.Name})
	}
	m.begin(r)
	ids := map[string]bool{}
	if m.atOnce {
		found, err := m.triage(ctx)
		if err != nil {
			return nil, err
		}
		m.fill(r, found, ids)
	} else {
		for i := range m.readings {
			m.readings[i].looked.into(r, &r.Inputs[i], ids)
		}
	}
	r.Counts.Vulnerabilities = len(ids)
	m.list.Sort()
	m.list = slices.Compact(m.list) // of what a database says when it is opened, it repeats what bears on the components
	r.Diagnostics = append(diag.List{}, m.list...)
	return r, nil
}
