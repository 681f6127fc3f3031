// SPDX-License-Identifier: Apache-2.0

// Package scenario answers "what if": suppliers, owners, countries or
// components are lost, compromised, sold or excluded, support ends, a
// material runs short. It says which assets stop, against how long they may
// be down, what to replace, in which order and until when, and how every
// measure changes.
//
// Two things decide, and neither is a model of its own. Where records decide
// (a sale, an exclusion, an end of support) they are changed in a copy and
// assessed again. Where something is lost, the availability structure of the
// assessment says what still works. What is certain and what is only possible
// are kept apart throughout. Formulas and limits: docs/scenario.md.
package scenario

import (
	"context"
	"errors"
	"time"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/gate"
	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/scenario/event"
	"github.com/kedja/kedja/supplier"
)

// SchemaVersion is the version of the JSON form of a [Report].
const SchemaVersion = "1.0"

// Kind is the value of the kind field of a [Report].
const Kind = "ScenarioReport"

// The two words for how sure something is.
const (
	Certain  = "certain"  // whatever is not known
	Possible = "possible" // under some completion of what is not known
)

// Report is what follows from a scenario.
type Report struct {
	Kind          string         `json:"kind"`
	SchemaVersion string         `json:"schemaVersion"`
	Scenario      Head           `json:"scenario"`
	Subject       result.Subject `json:"subject"`
	// AsOf is the day on which the user stands; At is the clock of both
	// assessments, the last day of any event.
	AsOf       string `json:"asOf"`
	At         string `json:"at"`
	TLP        string `json:"tlp,omitempty"`
	Incomplete bool   `json:"incomplete"`

	Events      []EventRow    `json:"events"`
	Losses      []Loss        `json:"losses"`
	Products    []Touched     `json:"products"`
	Components  Components    `json:"components"`
	Compromised []Reach       `json:"compromised"`
	Replace     []Replacement `json:"replacements"`
	PhaseOut    *PhaseOut     `json:"phaseOut,omitempty"`
	Cascade     *Cascade      `json:"cascade,omitempty"` // where the scenario says how losses are handed on

	// Measures are those that change; Compared is how many were looked at.
	Measures []Change    `json:"measures"`
	Compared int         `json:"compared"`
	Diff     *Difference `json:"diff,omitempty"` // absent where nothing is left to assess

	Assumptions []result.Assumption `json:"assumptions"`
	Notes       []string            `json:"notes"`
}

// Head says which scenario it is.
type Head struct {
	ID     string `json:"id"`
	Name   string `json:"name,omitempty"`
	Hazard string `json:"hazard,omitempty"`
	Note   string `json:"note,omitempty"`
}

// Difference is what the two assessments differ in, as "kedja diff -o json"
// writes it.
type Difference struct{ result.Diff }

// JSONSchema leaves the form to the package that has it.
func (Difference) JSONSchema() map[string]any {
	return map[string]any{"type": "object", "description": "as kedja diff -o json writes it"}
}

// EventRow is one event with what it takes away.
type EventRow struct {
	Text    string `json:"text"`
	Kind    string `json:"kind"`
	Subject string `json:"subject"`
	On      string `json:"on"`
	Mode    string `json:"mode,omitempty"`
	To      string `json:"to,omitempty"`
	// Products that it surely takes in some mode, and those that it may take
	// as well. Unlisted counts those that it may take only because nobody
	// knows who stands behind a part of them, or where.
	Certain  []string `json:"certain"`
	Possible []string `json:"possible"`
	Unlisted int      `json:"unlisted"`
}

// Options configures [Run].
type Options struct {
	// Assess is how both sides are assessed. AsOf is the day on which the
	// user stands; zero takes the scenario's, and is an error without one.
	Assess kedja.Options
	// Effort is what a replacement costs: [Months] (the default) or [Cost].
	Effort string
	// Full lists measures that do not change, too.
	Full bool
}

// Run works out what follows from the scenario. The input is not changed. Ids
// that the system does not have are an error of type diag.List that holds all
// of them; [kedja.ErrNothing] is returned as by Assess.
func Run(ctx context.Context, in *kedja.Input, s *event.Scenario, opts Options) (*Report, error) {
	w, r, err := plan(ctx, in, s, opts)
	if err != nil {
		return nil, err
	}
	after, assumptions := w.changed()
	r.Assumptions = append(r.Assumptions, assumptions...)
	if err := w.compare(ctx, r, after); err != nil {
		return nil, err
	}
	r.Notes = append(r.Notes, w.notes...)
	return r, nil
}

// plan is what follows from the structure alone, before anything is assessed.
func plan(ctx context.Context, in *kedja.Input, s *event.Scenario, opts Options) (*world, *Report, error) {
	if opts.Assess.AsOf.IsZero() {
		opts.Assess.AsOf = s.AsOf.Time
	}
	if opts.Assess.AsOf.IsZero() {
		return nil, nil, errors.New("Options.Assess.AsOf is not set: a scenario needs its clock")
	}
	opts.Assess.Full = true // so that both sides name every component
	w, err := newWorld(ctx, in, s, opts)
	if err != nil {
		return nil, nil, err
	}
	w.take()
	r := w.head()
	r.Events = w.eventRows()
	r.Losses = w.losses()
	r.Products, r.Components = w.touched()
	r.Compromised = w.compromised()
	r.Replace = w.replacements()
	r.PhaseOut = w.phaseOut()
	if r.Cascade, err = w.cascade(); err != nil {
		return nil, nil, err
	}
	return w, r, nil
}

// head fills what identifies the report.
func (w *world) head() *Report {
	return &Report{
		Kind: Kind, SchemaVersion: SchemaVersion,
		Scenario: Head{ID: w.s.ID, Name: w.s.Name, Hazard: w.s.Hazard, Note: w.s.Note},
		AsOf:     w.asOf.Format(time.RFC3339), At: w.at.Format(time.RFC3339),
		Incomplete: w.in.Incomplete, Measures: []Change{}, Assumptions: []result.Assumption{}, Notes: []string{},
	}
}

// compare assesses both sides and says what changed.
func (w *world) compare(ctx context.Context, r *Report, after *kedja.Input) error {
	opts := w.opts.Assess
	opts.AsOf = w.at
	before := *w.in
	before.Scenarios = nil
	old, err := kedja.Assess(ctx, &before, opts)
	if err != nil {
		return err
	}
	r.Subject, r.TLP, r.Incomplete = old.Subject, old.TLP, old.Incomplete
	new, err := kedja.Assess(ctx, after, opts)
	if errors.Is(err, kedja.ErrNothing) {
		w.note("nothing is left to assess: every product is surely lost")
		return nil
	}
	if err != nil {
		return err
	}
	r.Measures, r.Compared = changes(old, new, w.standing(), w.opts.Full)
	r.Diff = &Difference{gate.Diff(old, new)}
	return nil
}

// day is the day of the event.
func (w *world) day(e *event.Event) supplier.Date {
	if e.On.IsZero() {
		return supplier.Date{Time: w.asOf.Truncate(24 * time.Hour)}
	}
	return e.On
}
