// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/load"
	"github.com/kedja/kedja/scenario"
	"github.com/kedja/kedja/scenario/event"
)

var scenarioFormats = [...]string{"text", "markdown", "json"}

// scenarioFlags are those of the verb alone. Events are kept in the order in
// which the command line has them, by kind.
type scenarioFlags struct {
	events     [][]string
	file       string
	transition float64
	effort     string
}

// eventFlags are the kinds of events with what their flags say.
var eventFlags = []struct{ name, usage string }{
	{"remove", "take away a `SUBJECT`, supplier:ID, owner:ID, country:CC or component:ID, with :stop, :noSupply or :noCare behind it in that mode only"},
	{"compromise", "let an attacker act as a `SUBJECT`, supplier:ID or owner:ID, or sit in component:ID"},
	{"exclude", "let an authority exclude a `SUBJECT@DATE`, supplier:ID, all of owner:ID, or all under control from country:CC"},
	{"sell", "give a supplier to another owner: `supplier:ID=owner:ID`"},
	{"end-of-support", "end the security updates of `product:ID`"},
	{"hazard", "hit every place of work in `country:CC`"},
	{"shortage", "let a `MATERIAL` run short of which parties have a single source"},
}

func (p *program) scenario() *cobra.Command {
	own := scenarioFlags{events: make([][]string, len(eventFlags))}
	c := &cobra.Command{
		Use:   "scenario INPUT...",
		Short: "What if: lose, exclude, sell or compromise suppliers, owners, countries, components",
		Long: `Scenario supposes that something happens, and says what follows: which assets
stop, surely or possibly, against how long they may be down; the fewest
products or suppliers to replace; in which order; until when, for an exclusion
with a transition; and how every measure and finding changes.

Events come from flags, which may be repeated and may end in @DATE, and from
one record of kind Scenario: --file, or among the inputs. All of them happen.
Both sides are assessed on the last day of any event, so that only the events
make a difference. Scenario exits 0 whatever follows.`,
		Example: `  kedja scenario examples/nordmark/system.yaml --remove supplier:teliqon
  kedja scenario examples/nordmark/system.yaml --exclude supplier:zerenka@2027-01-01 --transition-months 36
  kedja scenario examples/nordmark/system.yaml --hazard country:XA --shortage gallium -o markdown=what-if.md
  kedja scenario examples/nordmark/system.yaml --file what-if.yaml -o json`,
		Args: someArgs("an SBOM or a system file"),
	}
	f := c.Flags()
	for i, e := range eventFlags {
		f.StringArrayVar(&own.events[i], e.name, nil, e.usage+", repeatable")
	}
	f.StringVar(&own.file, "file", "", "take events from this `FILE` (kind: Scenario)")
	f.Float64Var(&own.transition, "transition-months", 0, "how many `MONTHS` an exclusion leaves to replace what it is about")
	f.StringVar(&own.effort, "effort", scenario.Months, "order replacements by their months or their cost: `UNIT`")
	p.set.records(f)
	p.set.vulnerabilities(f)
	p.set.waiverFlag(f)
	p.set.rules(f)
	p.set.output(f, scenarioFormats[:]...)
	p.set.clockFlag(f)
	f.BoolVar(&p.set.includeDev, "include-dev", false, "count components that are excluded, or that only development and test need")
	f.BoolVar(&p.set.full, "full", false, "list measures that do not change, too")
	completeOutput(c, scenarioFormats[:]...)
	complete(c, "effort", scenario.Months, scenario.Cost)
	return verb(c, func(ctx context.Context, args []string) error {
		if !slices.Contains([]string{scenario.Months, scenario.Cost}, own.effort) {
			return usagef("--effort %q is none: use %s or %s", own.effort, scenario.Months, scenario.Cost)
		}
		if own.transition < 0 || own.transition > event.MaxMonths || own.transition != own.transition {
			return usagef("--transition-months %g is not between 0 and %d", own.transition, event.MaxMonths)
		}
		return p.whatIf(ctx, c, args, own)
	})
}

func (p *program) whatIf(ctx context.Context, c *cobra.Command, args []string, own scenarioFlags) error {
	outputs, err := p.set.parseOutputs(scenarioFormats[:]...)
	if err != nil {
		return err
	}
	flagged, err := own.flagged()
	if err != nil {
		return err
	}
	g := p.progress()
	defer g.stop()
	in, err := p.load(args, g)
	if err != nil {
		return err
	}
	defer in.Close() // mapped for reading, and temporary files
	s, err := p.supposed(own, in)
	if err != nil {
		return err
	}
	s.Events = append(s.Events, flagged...)
	if c.Flags().Changed("transition-months") {
		s.TransitionMonths = &own.transition
	}
	if p.set.asOf == "" && !s.AsOf.IsZero() {
		p.set.asOf = s.AsOf.Format(time.DateOnly)
	}
	o := scenario.Options{Effort: own.effort, Full: p.set.full}
	if o.Assess, err = p.options(); err != nil {
		return err
	}
	o.Assess.Progress = g.tell
	r, err := scenario.Run(ctx, in, s, o)
	g.stop()
	if err != nil {
		return p.notSupposed(in, err)
	}
	p.complain(in.Diagnostics, "kedja lint has them all")
	for _, e := range s.Events {
		if !e.On.IsZero() && e.On.Before(o.Assess.AsOf) && e.Flag != "" {
			p.note("%s lies before %s, the day of the assessment, and is taken to have happened by then", printable(e.Flag), o.Assess.AsOf.Format(time.DateOnly))
		}
	}
	if err := p.write(outputs, func(w io.Writer, format string, _ bool) error {
		switch format {
		case "json":
			return scenario.WriteJSON(w, r)
		case "markdown":
			return scenario.WriteMarkdown(w, r)
		}
		return scenario.WriteText(w, r)
	}); err != nil {
		return err
	}
	if r.Incomplete {
		fmt.Fprintln(p.stderr, "kedja: something that was asked for could not be read; the report is marked incomplete")
		return code(exitInput)
	}
	return nil
}

// flagged reads the events of the command line; all that is wrong is said at
// once.
func (f *scenarioFlags) flagged() ([]event.Event, error) {
	var out []event.Event
	var wrong []string
	for i, texts := range f.events {
		for _, text := range slices.Compact(slices.Sorted(slices.Values(texts))) { // what happens twice happens once, in one order
			e, err := event.Parse(eventFlags[i].name, text)
			if err != nil {
				wrong = append(wrong, err.Error())
			}
			out = append(out, e)
		}
	}
	if len(wrong) > 0 {
		return nil, usagef("%s", strings.Join(wrong, "; "))
	}
	return out, nil
}

// supposed is the scenario of --file or of the inputs, else an empty one for
// the events of the command line.
func (p *program) supposed(f scenarioFlags, in *kedja.Input) (*event.Scenario, error) {
	found := slices.Clone(in.Scenarios)
	if f.file != "" {
		more, err := p.readScenarios(f.file)
		if err != nil {
			return nil, err
		}
		found = append(found, more...)
	}
	switch len(found) {
	case 0:
		return &event.Scenario{ID: "what-if"}, nil
	case 1:
		s := *found[0]
		s.Events = slices.Clone(s.Events)
		return &s, nil
	}
	var names []string
	for _, s := range found {
		names = append(names, s.ID)
	}
	return nil, usagef("there are %d scenarios, %s; give one at a time", len(found), strings.Join(names, ", "))
}

// readScenarios reads the records of --file.
func (p *program) readScenarios(name string) ([]*event.Scenario, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, &exit{exitInput, fmt.Errorf("%s: the scenario cannot be read: %w; check the path", name, cause(err))}
	}
	records, list, err := load.Bytes(filepath.ToSlash(name), data, kedja.Kinds(), nil)
	if err != nil {
		return nil, err
	}
	var out []*event.Scenario
	for _, r := range records {
		s, ok := r.Value.(*event.Scenario)
		if !ok {
			list.Errorf("scenario/kind", diag.Position{File: r.File, Line: r.Line}, "a record of kind %s is no Scenario; give it as an input", r.Kind)
			continue
		}
		list = append(list, s.Check()...)
		out = append(out, s)
	}
	if len(out) == 0 && list.Err() == nil {
		list.Errorf("scenario/kind", diag.Position{File: filepath.ToSlash(name)}, "there is no record of kind Scenario in it")
	}
	list.Sort()
	if list.Err() != nil {
		return nil, &exit{exitInput, list}
	}
	p.complain(list, "correct these first")
	return out, nil
}

// notSupposed gives what is wrong with the events its exit code: what the
// command line says wrongly is usage, what a file says is input.
func (p *program) notSupposed(in *kedja.Input, err error) error {
	if list, ok := errors.AsType[diag.List](err); ok {
		for i := range list {
			if list[i].File == "" {
				return &exit{exitUsage, list}
			}
		}
		return &exit{exitInput, list}
	}
	if errors.Is(err, kedja.ErrNothing) && in.Incomplete {
		p.complain(in.Diagnostics, "correct these first")
		return &exit{exitInput, errors.New("nothing was assessed, and something that was asked for could not be read")}
	}
	return err
}
