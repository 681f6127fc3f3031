// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/supplier/resolve"
)

var resolveFormats = [...]string{"text", "json", "csv", "yaml"}

func (p *program) supplierResolve() *cobra.Command {
	c := &cobra.Command{
		Use:   "resolve INPUT...",
		Short: "Say which party each part of SBOMs comes from, and how that is known",
		Long: `Resolve gives each component and service of SBOMs, or of a system file's SBOMs,
to a party, as an assessment does, and shows by which of the seven ways: a
curation, a match pattern of a record, the SBOM's supplier, manufacturer or
publisher, the namespace of the package URL, the first author. It counts what
is covered, says why the rest is not, and lists the parties.

Names that no record has are compared with the records and with each other.
What may be one party is proposed with a score and its reasons: "likely" from
0.85, "look" from 0.6. Nothing is taken over; add an alias to a record if it is
right.

As text it writes tables, as json everything, as csv one row a part, and as yaml
a skeleton record to fill in for each party that has none.`,
		Example: `  kedja supplier resolve sbom.json
  kedja supplier resolve sboms/*.json --suppliers suppliers/ -o text -o csv=parts.csv
  kedja supplier resolve sbom.json --suppliers suppliers/ -o yaml=suppliers/new.yaml`,
		Args: someArgs("an SBOM or a system file"),
	}
	f := c.Flags()
	f.StringArrayVar(&p.set.suppliers, "suppliers", nil, "supplier records and curations: a `FILE` or folder, repeatable")
	p.set.output(f, resolveFormats[:]...)
	f.BoolVar(&p.set.full, "full", false, "list everything instead of the first twenty rows of each table")
	f.BoolVar(&p.set.persons, "persons", false, "show the names of natural persons instead of opaque ids")
	completeOutput(c, resolveFormats[:]...)
	return verb(c, p.resolve)
}

func (p *program) resolve(ctx context.Context, inputs []string) error {
	outputs, err := p.set.parseOutputs(resolveFormats[:]...)
	if err != nil {
		return err
	}
	g := p.progress()
	in, list, err := kedja.Load(inputs, &kedja.LoadOptions{Suppliers: p.set.suppliers, Stdin: p.stdin, Progress: g.tell})
	g.stop()
	if err != nil {
		p.complain(list, "correct these first")
		return &exit{exitInput, fmt.Errorf("nothing could be read: %w", err)}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := p.protectRead(in); err != nil {
		return err
	}
	p.bases = append(p.bases, in.Base)
	p.complain(list, "kedja lint lists all")
	catalog, _ := in.Catalog() // what contradicts itself is in the list
	q := resolve.Input{Catalog: catalog, Curations: in.Curations, Persons: p.set.persons}
	for _, d := range in.Documents {
		q.Documents = append(q.Documents, d.SBOM)
	}
	report := resolve.Resolve(q)
	if err := p.write(outputs, func(w io.Writer, format string, _ bool) error { return p.renderResolved(w, format, report, catalog) }); err != nil {
		return err
	}
	status, found := exitPass, exitPass
	if in.Incomplete {
		status = exitInput
	}
	if report.Coverage.Parts == 0 {
		found = exitNothing
	}
	return code(status, found)
}

func (p *program) renderResolved(w io.Writer, format string, r *resolve.Report, catalog *supplier.Catalog) error {
	switch format {
	case "json":
		return writeJSON(w, r)
	case "csv":
		return r.CSV(w)
	case "yaml":
		return r.Skeletons(w, catalog)
	}
	return r.Text(w, resolve.TextOptions{Full: p.set.full})
}
