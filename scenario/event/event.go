// SPDX-License-Identifier: Apache-2.0

// Package event is the record of a scenario: what is supposed to happen to
// suppliers, owners, countries, components and products, and when. Package
// scenario works out what follows from it.
package event

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/supplier"
)

// Scenario is events that are supposed to happen together (kind: Scenario).
type Scenario struct {
	ID     string  `json:"id"`
	Name   string  `json:"name,omitempty"`
	Hazard string  `json:"hazard,omitempty"` // one of [Hazards]
	Events []Event `json:"events,omitempty"`
	// AsOf is the day on which the user stands. Events are of this day unless
	// they say another.
	AsOf supplier.Date `json:"asOf,omitzero"`
	// TransitionMonths is how long an exclusion leaves to replace what it is
	// about, from its day on; absent leaves no plan.
	TransitionMonths *float64 `json:"transitionMonths,omitempty"`
	// Cascade works out how a loss is handed on; absent works out none.
	Cascade *Cascade `json:"cascade,omitempty"`
	Note    string   `json:"note,omitempty"`
	Source  string   `json:"source,omitempty"`

	supplier.Origin `json:"-"`
}

// Hazards is the vocabulary of [Scenario.Hazard]: the kinds of cause that the
// scenarios of results and catalogues have too.
func Hazards() []string {
	return []string{"natural", "system-failure", "human-error", "insider", "malicious"}
}

// Event is one thing that is supposed to happen. Exactly one of the fields
// that name a kind of event is set.
type Event struct {
	// Remove takes a supplier:ID, owner:ID, country:CC (of control) or
	// component:ID away in Mode, or in every mode in which it can be missed.
	Remove string `json:"remove,omitempty"`
	Mode   string `json:"mode,omitempty"` // stop | noSupply | noCare
	// Compromise lets an attacker act as a supplier:ID or as an owner:ID, with all
	// that it controls, or puts one in a component:ID.
	Compromise string `json:"compromise,omitempty"`
	// Exclude is an authority's act that excludes a supplier:ID, all that an
	// owner:ID controls, or all that is controlled from a country:CC, from the day.
	Exclude string `json:"exclude,omitempty"`
	// Sell gives all of a supplier:ID to an owner:ID on the day.
	Sell string `json:"sell,omitempty"`
	To   string `json:"to,omitempty"`
	// EndOfSupport ends the security updates of a product:ID.
	EndOfSupport string `json:"endOfSupport,omitempty"`
	// Hazard hits every place of work in a country:CC.
	Hazard string `json:"hazard,omitempty"`
	// Shortage is of a material of which parties have a single source.
	Shortage string `json:"shortage,omitempty"`

	On   supplier.Date `json:"on,omitzero"` // the day; absent is the as-of day
	Note string        `json:"note,omitempty"`

	// Flag is how the command line says the event, "" for one of a file.
	Flag string `json:"-"`
}

// The kinds of events.
const (
	Remove       = "remove"
	Compromise   = "compromise"
	Exclude      = "exclude"
	Sell         = "sell"
	EndOfSupport = "endOfSupport"
	Hazard       = "hazard"
	Shortage     = "shortage"
)

// The loss modes of [Event.Mode]: at once, after stock, over time.
const (
	Stop     = "stop"
	NoSupply = "noSupply"
	NoCare   = "noCare"
)

// Modes lists the loss modes, the quickest first.
func Modes() []string { return []string{Stop, NoSupply, NoCare} }

// subjects are the kinds of subject that each kind of event takes; an empty
// list takes plain words.
var subjects = []struct {
	kind string
	of   []string
}{
	{Remove, []string{"supplier", "owner", "country", "component"}},
	{Compromise, []string{"supplier", "owner", "component"}},
	{Exclude, []string{"supplier", "owner", "country"}},
	{Sell, []string{"supplier"}},
	{EndOfSupport, []string{"product"}},
	{Hazard, []string{"country"}},
	{Shortage, nil},
}

// What returns the kind of the event and what it is about; "" where the event
// names none.
func (e *Event) What() (kind, subject string) {
	for i, value := range e.fields() {
		if value != "" {
			return subjects[i].kind, value
		}
	}
	return "", ""
}

// fields are the values of the fields that name a kind, in the order of
// subjects.
func (e *Event) fields() []string {
	return []string{e.Remove, e.Compromise, e.Exclude, e.Sell, e.EndOfSupport, e.Hazard, e.Shortage}
}

// Subject splits what the event is about: supplier and teliqon. A plain word
// has no kind.
func (e *Event) Subject() (kind, id string) {
	event, text := e.What()
	if event == Shortage {
		return "", text
	}
	kind, id, _ = strings.Cut(text, ":")
	return kind, id
}

// Validate reports an event that is none, two at once, or about the wrong
// thing.
func (e Event) Validate() error {
	set := 0
	for _, value := range e.fields() {
		if value != "" {
			set++
		}
	}
	if set != 1 {
		return fmt.Errorf("an event is exactly one of %s, and this is %d of them", strings.Join(kinds(), ", "), set)
	}
	kind, text := e.What()
	for _, s := range subjects {
		if s.kind == kind && len(s.of) > 0 {
			if err := about(kind, text, s.of); err != nil {
				return err
			}
		}
	}
	switch {
	case e.Mode != "" && kind != Remove:
		return fmt.Errorf("mode: belongs to remove, not to %s", kind)
	case e.Mode != "" && !slices.Contains(Modes(), e.Mode):
		return fmt.Errorf("mode: %q is none: use %s", e.Mode, strings.Join(Modes(), ", "))
	case e.To != "" && kind != Sell:
		return fmt.Errorf("to: belongs to sell, not to %s", kind)
	case kind == Sell && e.To == "":
		return errors.New("sell: say to whom, as in to: owner:ID")
	case kind == Sell:
		return about("to", e.To, []string{"owner"})
	}
	return nil
}

func kinds() []string {
	var out []string
	for _, s := range subjects {
		out = append(out, s.kind)
	}
	return out
}

// about checks that a subject is of one of the kinds.
func about(field, text string, of []string) error {
	kind, id, ok := strings.Cut(text, ":")
	if ok && id != "" && slices.Contains(of, kind) {
		return nil
	}
	want := strings.Join(of, ":ID, ") + ":ID"
	return fmt.Errorf("%s: %q is no subject: write %s", field, text, strings.ReplaceAll(want, "country:ID", "country:CC"))
}

// String is the event in one line, as lists of events show it.
func (e *Event) String() string {
	kind, subject := e.What()
	words := map[string]string{
		Remove: "remove", Compromise: "compromise", Exclude: "exclude", Sell: "sell",
		EndOfSupport: "end of support of", Hazard: "hazard in", Shortage: "shortage of",
	}
	s := words[kind] + " " + subject
	if e.Mode != "" {
		s += " in mode " + e.Mode
	}
	if kind == Sell {
		s += " to " + e.To
	}
	if !e.On.IsZero() {
		s += " on " + e.On.String()
	}
	return s
}

// Check reports what is wrong with the scenario as a whole. What is wrong
// with one event, the reader of records says.
func (s *Scenario) Check() diag.List {
	var ds diag.List
	if s.Hazard != "" && !slices.Contains(Hazards(), s.Hazard) {
		ds.Add(diag.Diagnostic{
			Code: "scenario/word", Position: s.At("/hazard"), Message: fmt.Sprintf("%q is no hazard", s.Hazard),
			Remedy: "use " + strings.Join(Hazards(), ", "),
		})
	}
	if m := s.TransitionMonths; m != nil && (*m < 0 || *m > MaxMonths) {
		ds.Add(diag.Diagnostic{
			Code: "scenario/months", Position: s.At("/transitionMonths"), Message: fmt.Sprintf("a transition of %g months is not between 0 and %d", *m, MaxMonths),
			Remedy: "write months, as in transitionMonths: 36",
		})
	}
	if s.Cascade != nil {
		ds = append(ds, s.Cascade.check(s)...)
	}
	return ds
}

// MaxMonths bounds a transition: what takes a century is no plan.
const MaxMonths = 1200
