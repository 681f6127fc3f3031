// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"cmp"
	"context"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/convert"
	"github.com/kedja/kedja/sbom/merge"
)

// losses is the output that lists what the others could not say.
const losses = "losses"

func (p *program) sbomConvert() *cobra.Command {
	flat := false
	formats := append(convert.Targets(), losses)
	c := &cobra.Command{
		Use: "convert FILE -o FORMAT[=FILE]", Short: "Write an SBOM in another format, and say what is lost",
		Long: `Convert reads an SBOM of any format and writes it as CycloneDX or SPDX. What the
other format cannot say is listed on standard error, and whole with -o losses.
The same input gives the same output: no clock and no random number goes into
it.`,
		Example: `  kedja sbom convert sbom.spdx -o cyclonedx-1.6-json=sbom.cdx.json
  kedja sbom convert sbom.cdx.xml -o spdx-2.3-json=sbom.spdx.json -o losses=losses.json`,
		Args: oneSBOM,
	}
	p.set.output(c.Flags(), formats...)
	c.Flags().BoolVar(&flat, "flat", false, "list every component at the top level of a CycloneDX document")
	completeOutput(c, formats...)
	return verb(c, func(_ context.Context, args []string) error {
		outputs, err := p.set.parseOutputs(formats...)
		if err != nil {
			return err
		}
		g := p.progress()
		g.tell("reading " + args[0])
		doc, list, err := p.document(args[0])
		g.stop()
		if err != nil {
			p.complain(append(list.Errors(), failure(args[0], err)...), "correct these first")
			return code(exitInput)
		}
		return p.writeSBOM(outputs, doc, flat, nil)
	})
}

func oneSBOM(c *cobra.Command, args []string) error {
	if len(args) != 1 {
		return usagef("%s needs one SBOM; see %s --help", c.CommandPath(), c.CommandPath())
	}
	return nil
}

// lossesOf is what -o losses writes for one target.
type lossesOf struct {
	Target string    `json:"target"`
	Losses diag.List `json:"losses"`
}

// writeSBOM writes the document as every target asked for. Before what is lost
// it says what is remarked of the document already.
func (p *program) writeSBOM(outputs []output, doc *sbom.Document, flat bool, remarks diag.List) error {
	rendered, lost := map[string][]byte{}, []lossesOf{}
	said := append(doc.Diagnostics.Errors(), remarks...) // what could not be read cannot be written
	for _, o := range outputs {
		if _, done := rendered[o.format]; done || o.format == losses {
			continue
		}
		var b bytes.Buffer
		list, err := convert.To(&b, doc, o.format, &convert.Options{ToolVersion: kedja.Version, Flat: flat})
		if err != nil {
			return err
		}
		rendered[o.format] = b.Bytes()
		lost = append(lost, lossesOf{o.format, list})
		for _, d := range list {
			if d.Severity != diag.Info && strings.HasPrefix(d.Code, "convert/") && !slices.Contains(said, d) {
				said = append(said, d)
			}
		}
	}
	slices.SortFunc(lost, func(a, b lossesOf) int { return strings.Compare(a.Target, b.Target) })
	err := p.write(outputs, func(w io.Writer, format string, _ bool) error {
		if format == losses {
			return writeJSON(w, lost)
		}
		_, err := w.Write(rendered[format])
		return err
	})
	if err != nil {
		return err
	}
	p.complain(said, "-o losses=FILE has all of them")
	return nil
}

func (p *program) sbomMerge() *cobra.Command {
	var name, version, by string
	flat := false
	formats := append(convert.Targets(), losses)
	keys := []string{"purl", "purl-name", "nothing"}
	c := &cobra.Command{
		Use: "merge FILE... -o FORMAT[=FILE]", Short: "Join SBOMs into one, following references between them",
		Long: `Merge joins the SBOMs of the parts of a system into one. Components with the same
package URL become one; BOM-Links and SPDX document references between the files
become relations. The order of the files does not matter. Where two files say
different things of one component, the first in the canonical order counts, and
the conflict is listed.`,
		Example: `  kedja sbom merge app.cdx.json base.spdx.json -o cyclonedx-1.6-json=system.json
  kedja sbom merge --name ran-north --version 4 parts/*.json -o spdx-2.3-json=system.spdx.json`,
		Args: someArgs("an SBOM"),
	}
	p.set.output(c.Flags(), formats...)
	c.Flags().StringVar(&name, "name", "", "give the whole this `NAME`; it then contains what the files describe")
	c.Flags().StringVar(&version, "version", "", "give the whole this `VERSION`")
	c.Flags().StringVar(&by, "by", keys[0], "what makes two components one, a `KEY`: "+strings.Join(keys, ", "))
	c.Flags().BoolVar(&flat, "flat", false, "list every component at the top level of a CycloneDX document")
	completeOutput(c, formats...)
	return verb(c, func(ctx context.Context, args []string) error {
		outputs, err := p.set.parseOutputs(formats...)
		if err != nil {
			return err
		}
		o := merge.Options{Name: name, Version: version}
		if o.By, err = merge.ParseKey(by); err != nil {
			return usagef("--by %q is no key: use %s", by, strings.Join(keys, ", "))
		}
		var docs []*sbom.Document
		status, err := p.eachDocument(ctx, args, func(d reading) error {
			docs = append(docs, d.doc)
			return nil
		})
		if err != nil || status != exitPass {
			return cmp.Or(err, code(status)) // a whole without a part would be no whole
		}
		r, err := merge.Documents(docs, o)
		if err != nil {
			return err
		}
		return p.writeSBOM(outputs, r.Document, flat, remarked(r.Document.Diagnostics))
	})
}

// remarked are the diagnostics of merging itself, but for errors.
func remarked(list diag.List) diag.List {
	var out diag.List
	for _, d := range list {
		if strings.HasPrefix(d.Code, "merge/") && d.Severity != diag.Error {
			out = append(out, d)
		}
	}
	return out
}
