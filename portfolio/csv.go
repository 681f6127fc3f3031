// SPDX-License-Identifier: Apache-2.0

package portfolio

import (
	"encoding/csv"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/kedja/kedja/internal/page"
	"github.com/kedja/kedja/result"
)

// csvHeader names the columns of [WriteCSV]: one number a line, both ends of
// what is not known.
var csvHeader = []string{"table", "scope", "by", "basis", "key", "measure", "lo", "hi", "files"}

// WriteCSV writes the numbers of the result as one long table for
// spreadsheets and databases: concentration, dependence, versions, quality.
// An unbounded end is empty.
func WriteCSV(w io.Writer, r *Result) error {
	t := table1{w: csv.NewWriter(w)}
	t.w.Write(csvHeader)
	for i := range r.Concentration {
		t.concentration(&r.Concentration[i])
	}
	for i := range r.Dependence {
		d := &r.Dependence[i]
		files := strings.Join(d.Files, " ")
		t.overlap(d, "sboms", &d.SBOMs, files)
		if d.Entities != nil {
			t.overlap(d, "entities", d.Entities, "")
		}
	}
	for i := range r.Access {
		x := &r.Access[i]
		in := strings.Join(x.In, " ")
		for _, m := range []struct {
			name string
			n    result.Interval
		}{{"systems", x.Systems}, {"share", x.Share}, {"entities", x.Entities}, {"products", x.Products}, {"assets", x.Assets}} {
			t.row("access", Scope, "supplier", privileged, x.Party, m.name, m.n, in)
		}
	}
	for _, v := range r.Versions {
		for _, x := range v.Versions {
			t.row("versions", Scope, "component", "", v.Component+"@"+x.Version, "sboms", result.Exactly(float64(x.SBOMs)), strings.Join(x.Files, " "))
		}
	}
	for _, f := range r.Quality.Fields {
		if f.Share != nil {
			t.row("quality", Scope, "", "", f.Name, "share", result.Exactly(*f.Share), "")
		}
	}
	for _, f := range r.Files {
		if f.SBOM != nil {
			t.row("files", Scope, "", "", f.Status, "components", result.Exactly(float64(f.SBOM.Components)), f.File)
		} else {
			t.row("files", Scope, "", "", f.Status, "components", result.Interval{Lo: math.Inf(-1), Hi: math.Inf(1)}, f.File)
		}
	}
	t.w.Flush()
	return t.w.Error()
}

type table1 struct{ w *csv.Writer }

func (t *table1) concentration(c *result.Concentration) {
	row := func(key, measure string, i result.Interval) {
		t.row("concentration", c.Scope, c.By, c.Basis, key, measure, i, "")
	}
	row("", "n", result.Exactly(float64(c.N)))
	row("", "hhi", c.HHI)
	row("", "effective", c.Effective)
	row("", "cr1", c.CR1)
	row("", "cr3", c.CR3)
	row("", "unattributed", c.Unattributed)
	if c.Hidden != nil {
		row("", "hidden", *c.Hidden)
	}
	for _, s := range c.Shares {
		row(s.Key, "share", s.Share)
	}
}

func (t *table1) overlap(d *Dependence, of string, o *Overlap, files string) {
	row := func(measure string, i result.Interval, files string) {
		t.row("dependence", Scope, d.By, of, d.Key, measure, i, files)
	}
	row("any", o.Any, files)
	row("anyShare", o.AnyShare, "")
	row("direct", o.Direct, "")
	row("directShare", o.DirectShare, "")
}

// row writes one number. A text that a spreadsheet would calculate is written
// as text.
func (t *table1) row(table, scope, by, basis, key, measure string, i result.Interval, files string) {
	cells := []string{table, scope, by, basis, key, measure, end(i.Lo), end(i.Hi), files}
	for k, c := range cells {
		if k == 6 || k == 7 {
			continue
		}
		c = page.Clean(c)
		if c != "" && strings.ContainsRune("=+-@\t", rune(c[0])) {
			c = "'" + c
		}
		cells[k] = c
	}
	t.w.Write(cells)
}

func end(x float64) string {
	if math.IsInf(x, 0) || math.IsNaN(x) {
		return ""
	}
	return strconv.FormatFloat(x, 'g', -1, 64)
}
