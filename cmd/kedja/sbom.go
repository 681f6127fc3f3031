// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"io"

	"github.com/spf13/cobra"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/read"
)

func (p *program) sbom() *cobra.Command {
	c := p.group(&cobra.Command{
		Use: "sbom", Short: "Look at SBOMs",
		Example: "  kedja sbom inspect sbom.json",
	})
	inspect := &cobra.Command{
		Use:   "inspect FILE...",
		Short: "Count what SBOMs hold and say what is wrong with them",
		Long: `Inspect reads SBOMs of any format, known by content, and counts components,
dependencies and the fields that matter. A document with defects is inspected
all the same; only one that cannot be read at all exits 65.

With --strict what does not follow the published schema of the format, in the
version that the document states, is an error, and the command exits 1.

As JSON it writes one object for one file and a list for several.`,
		Example: `  kedja sbom inspect sbom.json
  kedja sbom inspect -o json a.cdx.json b.spdx.json`,
		Args: someArgs("an SBOM"),
	}
	p.set.output(inspect.Flags(), "text", "json")
	inspect.Flags().BoolVar(&p.set.strict, "strict", false, "exit 1 when a document does not follow the published schema of its format")
	completeOutput(inspect, "text", "json")
	c.AddCommand(verb(inspect, func(ctx context.Context, args []string) error { return p.inspect(ctx, args) }), p.sbomQuality(), p.sbomConvert(), p.sbomMerge())
	return c
}

func (p *program) inspect(ctx context.Context, files []string) error {
	outputs, err := p.set.parseOutputs("text", "json")
	if err != nil {
		return err
	}
	var found []sbom.Inspection
	p.set.schema = true
	broken := exitPass
	status, err := p.eachDocument(ctx, files, func(d reading) error {
		if p.set.strict {
			read.Strict(d.doc)
			if len(d.doc.Diagnostics.Errors()) > 0 {
				broken = exitFail
			}
		}
		found = append(found, d.doc.Inspect())
		return nil
	})
	if err != nil {
		return err
	}
	if len(found) > 0 {
		err = p.write(outputs, func(w io.Writer, format string, _ bool) error {
			if format == "json" {
				return writeOneOrMany(w, found, len(files))
			}
			return writeInspections(w, found)
		})
		if err != nil {
			return err
		}
	}
	return code(status, broken)
}

// reading is one SBOM of several that a verb reads.
type reading struct {
	name    string
	doc     *sbom.Document
	list    diag.List
	partial bool    // doc lacks its components: see [read.Names]
	looked  *looked // what became of the components where they were looked up on the way
}

// eachDocument reads SBOMs one after the other. What cannot be read is said
// and makes the status one of failure, and the rest is read.
func (p *program) eachDocument(ctx context.Context, files []string, do func(reading) error) (status int, err error) {
	return p.each(ctx, files, func(name string) (r reading, err error) {
		r.name = name
		r.doc, r.list, err = p.document(name)
		return r, err
	}, do)
}

// each does so with a way to read of the caller's.
func (p *program) each(ctx context.Context, files []string, open func(name string) (reading, error), do func(reading) error) (status int, err error) {
	g := p.progress()
	defer g.stop()
	for _, name := range files {
		if err := ctx.Err(); err != nil {
			return status, err
		}
		g.tell("reading " + name)
		r, err := open(name)
		if err != nil {
			status = exitInput
			p.complain(append(r.list.Errors(), failure(name, err)...), "correct these first")
			continue
		}
		if err := do(r); err != nil {
			return status, err
		}
	}
	return status, nil
}

// writeOneOrMany writes one value for one file and a list for several.
func writeOneOrMany[T any](w io.Writer, values []T, files int) error {
	if files == 1 {
		return writeJSON(w, values[0])
	}
	return writeJSON(w, values)
}

// document reads one SBOM, from standard input for the name -.
func (p *program) document(name string) (*sbom.Document, diag.List, error) {
	o := &read.Options{Schema: p.set.schema}
	if name == "-" {
		return read.From("stdin", p.stdin, o)
	}
	return read.File(name, o)
}

// failure is an error of reading as a diagnostic.
func failure(name string, err error) diag.List {
	if _, ok := errors.AsType[diag.Diagnostic](err); ok {
		return diag.FromError(err, "", diag.Position{})
	}
	return diag.List{unreadable(name, err)}
}
