// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk/ownership"
	"github.com/kedja/kedja/risk/ownership/draw"
	"github.com/kedja/kedja/supplier"
)

var controlFormats = [...]string{"text", "json", "markdown", "svg"}

func (p *program) supplierControl() *cobra.Command {
	c := &cobra.Command{
		Use:   "control ID",
		Short: "Say who controls a party, by which holdings, and what is not known",
		Long: `Control follows the owners in supplier records from one party up: who controls
it and from which country, certainly or possibly, by which votes and by which
source; who has a significant holding or decisive influence; and which unknown
facts would settle what is open. ID is the id of a party, or its name; of a
party that records name as a holder only, such as a state, it says what it holds.

Holdings count as they stand on the day of --as-of. With --turnout, the share of
votes usually cast, control in practice is an indication too.`,
		Example: `  kedja supplier control teliqon --suppliers suppliers/
  kedja supplier control teliqon --suppliers suppliers/ -o text -o svg=control.svg`,
		Args: cobra.ArbitraryArgs,
	}
	f := c.Flags()
	f.StringArrayVar(&p.set.suppliers, "suppliers", nil, "supplier records: a `FILE` or folder, repeatable")
	p.set.output(f, controlFormats[:]...)
	p.set.clockFlag(f)
	f.BoolVar(&p.set.persons, "persons", false, "show the names of natural persons instead of opaque ids")
	significant := f.String("significant", "25", "the `PERCENT` from which a holding is significant")
	turnout := f.String("turnout", "", "the `PERCENT` of votes usually cast, for control in practice (default: not considered)")
	completeOutput(c, controlFormats[:]...)
	return verb(c, func(ctx context.Context, args []string) error {
		if len(args) != 1 {
			return usagef("%s needs the id of one party", c.CommandPath())
		}
		o := controlQuestion{party: args[0]}
		var err error
		if o.threshold, err = percentage("--significant", *significant); err != nil {
			return err
		}
		if *turnout != "" {
			share, err := percentage("--turnout", *turnout)
			if err != nil {
				return err
			}
			o.turnout = &share
		}
		return p.control(ctx, o)
	})
}

// percentage reads a flag as a share of more than 0 and at most 1.
func percentage(flag, text string) (float64, error) {
	x, err := strconv.ParseFloat(strings.TrimSpace(strings.TrimSuffix(text, "%")), 64)
	if err != nil || !(x > 0 && x <= 100) {
		return 0, usagef("%s %q is no percentage: write a number above 0 and up to 100", flag, text)
	}
	return x / 100, nil
}

type controlQuestion struct {
	party     string
	threshold float64
	turnout   *float64
}

func (p *program) control(ctx context.Context, q controlQuestion) error {
	outputs, err := p.set.parseOutputs(controlFormats[:]...)
	if err != nil {
		return err
	}
	asOf, err := p.clock()
	if err != nil {
		return err
	}
	catalog, list, err := p.supplierRecords()
	if err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	in := ownership.FromRecords(catalog.Suppliers(), asOf)
	in.Turnout = q.turnout
	e, found, ok := ownership.Explain(in, q.party, q.threshold)
	if id := catalog.ByName(q.party); !ok && id != "" {
		e, found, ok = ownership.Explain(in, id, q.threshold)
	}
	if !ok {
		p.complain(list, "correct these first")
		return usagef("no record is of %q or names it as an owner%s", printable(q.party), alike(catalog, q.party))
	}
	p.complain(append(list, found...), "kedja lint lists all")
	v := p.controlView(e, catalog, asOf, q.threshold)
	if err := p.write(outputs, func(w io.Writer, format string, _ bool) error { return renderControl(w, format, v) }); err != nil {
		return err
	}
	if list.Err() != nil {
		return code(exitInput)
	}
	return nil
}

// supplierRecords reads the records of --suppliers.
func (p *program) supplierRecords() (*supplier.Catalog, diag.List, error) {
	if len(p.set.suppliers) == 0 {
		return nil, nil, usagef("no supplier records: name files or folders with --suppliers")
	}
	g := p.progress()
	defer g.stop()
	files, list := expand(p.set.suppliers)
	if len(files) == 0 {
		if list.Err() == nil {
			return nil, nil, usagef("no supplier records: there is no record file in %s", strings.Join(p.set.suppliers, ", "))
		}
		return nil, nil, &exit{exitInput, list.Err()}
	}
	in, found, err := kedja.Load(files, &kedja.LoadOptions{Stdin: p.stdin, Progress: g.tell})
	list = append(list, found...)
	if err != nil {
		p.complain(list, "correct these first")
		return nil, nil, &exit{exitInput, fmt.Errorf("no supplier record could be read: %w", err)}
	}
	if err := p.protectRead(in); err != nil {
		return nil, nil, err
	}
	p.bases = append(p.bases, in.Base)
	catalog, _ := supplier.NewCatalog(in.Suppliers, nil, nil, nil) // what contradicts itself is in the list
	return catalog, list, nil
}

// alike names parties whose ids or names hold what was asked for.
func alike(catalog *supplier.Catalog, text string) string {
	var near []string
	fold := supplier.FoldName(text)
	for s := range catalog.Suppliers() {
		if strings.Contains(s.ID, strings.ToLower(text)) || fold != "" && strings.Contains(supplier.FoldName(s.Name), fold) {
			near = append(near, printable(s.ID))
		}
	}
	if len(near) == 0 {
		return "; \"kedja lint\" on the records says what is in them"
	}
	return ", did you mean " + strings.Join(near[:min(len(near), 5)], ", ") + "?"
}

// controlView joins the explanation with names, and puts the names of files as
// the user would write them.
func (p *program) controlView(e ownership.Explanation, catalog *supplier.Catalog, asOf time.Time, threshold float64) *draw.View {
	v := &draw.View{Explanation: e, Parties: map[string]draw.Party{}, AsOf: asOf.Format(time.DateOnly), Threshold: threshold}
	for s := range catalog.Suppliers() {
		now := s.ValidAt(asOf)
		party := draw.Party{Name: now.Name, Established: now.Established}
		if s.Kind == "person" && !p.set.persons {
			party.Name = ""
		}
		v.Parties[s.ID] = party
	}
	here := func(at *result.Evidence) { at.File = p.here(at.File) }
	for i := range v.Holdings {
		here(&v.Holdings[i].At)
	}
	for i := range v.Control.Path {
		here(&v.Control.Path[i].At)
	}
	for i := range v.Influence {
		here(&v.Influence[i].At)
	}
	for i := range v.Open {
		here(&v.Open[i].At)
	}
	for i := range v.Holds {
		here(&v.Holds[i].At)
	}
	for i := range v.Elsewhen {
		here(&v.Elsewhen[i].At)
	}
	return v
}

func renderControl(w io.Writer, format string, v *draw.View) error {
	switch format {
	case "json":
		return writeJSON(w, controlResult(v))
	case "markdown":
		return draw.Markdown(w, v)
	case "svg":
		return draw.SVG(w, v)
	}
	return draw.Text(w, v)
}

// controlAnswer is the answer as data.
type controlAnswer struct {
	Party       string  `json:"party"`
	Name        string  `json:"name,omitempty"`
	AsOf        string  `json:"asOf"`
	Threshold   float64 `json:"significantFrom"`
	Established string  `json:"established,omitempty"`
	ownership.Explanation
}

func controlResult(v *draw.View) controlAnswer {
	party := v.Parties[v.Control.Party]
	a := controlAnswer{
		Party: v.Control.Party, Name: party.Name, AsOf: v.AsOf, Threshold: v.Threshold,
		Established: party.Established, Explanation: v.Explanation,
	}
	// Lists that are empty are lists all the same.
	a.Holdings, a.Significant = notNil(a.Holdings), notNil(a.Significant)
	a.Sure = notNil(a.Sure)
	a.Influence, a.Open = notNil(a.Influence), notNil(a.Open)
	for i := range a.Control.Integrated {
		round(&a.Control.Integrated[i].Share)
	}
	for i := range a.Significant {
		round(&a.Significant[i].Share)
		round(&a.Significant[i].Votes)
	}
	return a
}

func round(x *result.Interval) { *x = x.Rounded() }

func notNil[T any](list []T) []T { return append([]T{}, list...) }
