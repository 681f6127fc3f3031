// SPDX-License-Identifier: Apache-2.0

package portfolio_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/internal/corpus"
	"github.com/kedja/kedja/portfolio"
	"github.com/kedja/kedja/result"
)

// statuses say what became of each file.
func statuses(r *portfolio.Result) map[string]string {
	out := map[string]string{}
	for _, f := range r.Files {
		s := f.Status
		if f.Of != "" {
			s += " of " + f.Of
		}
		out[f.File] = s
	}
	return out
}

func TestWhatCountsOnce(t *testing.T) {
	zlib := func(version string) lib { return lib{"zlib", version, "Anders", nil} }
	one := bom("a", serial(1), 1, []string{"zlib"}, zlib("1.2"))
	xml := `<?xml version="1.0"?><bom xmlns="http://cyclonedx.org/schema/bom/1.6" serialNumber="urn:uuid:` + serial(3) + `" version="1"><metadata><component type="application" bom-ref="root"><name>c</name></component></metadata>` +
		`<components><component type="library" bom-ref="z"><name>zlib</name><version>1.2</version><purl>pkg:generic/zlib@1.2</purl></component></components></bom>`
	dir := folder(t, map[string]string{
		"one.json": one, "copy/one.json": one,
		"old.json": bom("b", serial(2), 1, nil, zlib("1.2")), "new.json": bom("b", serial(2), 2, nil, zlib("1.3")),
		"c.json": bom("c", serial(3), 1, []string{"zlib"}, zlib("1.2")), "c.xml": xml,
		"d.json": bom("d", serial(4), 1, nil, zlib("1.2")), "d2.json": bom("d", serial(4), 1, nil, zlib("1.2"), lib{"more", "1", "", nil}),
		"e.json": bom("e", serial(4), 1, nil, zlib("1.2")),
	})
	r, list, err := portfolio.Run(t.Context(), []string{dir}, portfolio.Options{AsOf: asOf})
	if err != nil {
		t.Fatal(err)
	}
	got := statuses(r)
	kept, form := "c.json", "c.xml" // the one with the smaller digest counts
	if got["c.xml"] == "counted" {
		kept, form = form, kept
	}
	want := map[string]string{
		"copy/one.json": "counted", "one.json": "duplicate of copy/one.json", "new.json": "counted", "old.json": "superseded of new.json",
		kept: "counted", form: "duplicate of " + kept,
		// One serial number on different content, or on another product: a
		// mistake, and nothing is dropped.
		"d.json": "counted", "d2.json": "counted", "e.json": "counted",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("files (-want +got)\n%s", diff)
	}
	if c := r.Counts; c.Files != 9 || c.SBOMs != 6 || c.Duplicates != 2 || c.Superseded != 1 || len(r.Duplicates) != 3 {
		t.Errorf("counts %+v, duplicates %v", c, r.Duplicates)
	}
	if !list.Has("portfolio/serial-reused") || r.Incomplete {
		t.Errorf("diagnostics %v, incomplete %v", list, r.Incomplete)
	}
}

// One bad file is a diagnostic; the others count.
func TestBadFilesDoNotVanish(t *testing.T) {
	files := three()
	files["broken.json"] = `{"bomFormat":"CycloneDX","components":[{"name":`
	files["notes.txt"] = "nothing of the kind"
	files[".hidden.json"] = "{"
	dir := folder(t, files)
	r, list, err := portfolio.Run(t.Context(), []string{dir, filepath.Join(dir, "gone.json"), filepath.Join(dir, "*.nothing")}, portfolio.Options{AsOf: asOf})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"a.json": "counted", "b.json": "counted", "c.json": "counted", "broken.json": "cut", "notes.txt": "skipped", "gone.json": "unreadable"}
	got := statuses(r)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("files (-want +got)\n%s", diff)
	}
	if !r.Incomplete || !list.Has("portfolio/no-file") || !list.Has("input/unreadable") || !list.Has("portfolio/cut") {
		t.Errorf("incomplete %v, diagnostics %v", r.Incomplete, list)
	}
	// Asked for by name, the notes are missed.
	_, list, err = portfolio.Run(t.Context(), []string{filepath.Join(dir, "notes.txt")}, portfolio.Options{AsOf: asOf})
	if !errors.Is(err, kedja.ErrNothing) || list.Err() == nil {
		t.Errorf("of notes alone: %v, %v", err, list)
	}
}

func TestArguments(t *testing.T) {
	dir := folder(t, map[string]string{
		"a.json": three()["a.json"], "x/b.json": three()["b.json"], "x/y/c.json": three()["c.json"], "x/y/readme.md": "# nothing",
	})
	in := func(names ...string) []string {
		var out []string
		for _, n := range names {
			out = append(out, filepath.Join(dir, filepath.FromSlash(n)))
		}
		return out
	}
	for _, tt := range []struct {
		args, stdin []string
		want        int
	}{
		{args: in(""), want: 3},
		{args: in("x"), want: 2},
		{args: in("*.json"), want: 1},
		{args: in("**/*.json"), want: 3},
		{args: in("x/**/c.json"), want: 1},
		{args: in("**"), want: 3}, // and the notes, which the pattern asks for
		{args: in("x/*/*.json", "a.json", "x/../a.json"), want: 2},
		{args: []string{"-"}, stdin: in("a.json", "x/b.json"), want: 2},
	} {
		r := run(t, portfolio.Options{Stdin: strings.NewReader(strings.Join(tt.stdin, "\n"))}, tt.args...)
		if r.Counts.SBOMs != tt.want {
			t.Errorf("%v finds %d SBOMs, want %d: %v", tt.args, r.Counts.SBOMs, tt.want, statuses(r))
		}
	}
}

// world is two entities: north has two systems, south one; both lean on the
// chips of one party, north directly too, and on its sister through ui.
func world() map[string]string {
	return map[string]string{
		"north/core.yaml": `apiVersion: kedja/v1
kind: System
id: core
currency: EUR
entity: {id: north, name: North}
assets: [{id: control, criticality: critical, needs: [app, chips]}]
products:
  - {id: app, sbom: app.json, spend: 100}
  - {id: chips, kind: hardware, supplier: velm, spend: 300}
`,
		"north/edge.yaml": `apiVersion: kedja/v1
kind: System
id: edge
currency: EUR
entity: {id: north, name: North}
products: [{id: portal, sbom: portal.json, supplier: berta, spend: 100}]
`,
		"north/app.json":    bom("app", serial(1), 1, []string{"zlib"}, lib{"zlib", "1.2", "Anders", nil}),
		"north/portal.json": bom("portal", serial(2), 1, []string{"ui"}, lib{"ui", "3", "Zorn", []string{"zlib"}}, lib{"zlib", "1.2", "Anders", nil}),
		"south/app.yaml": `apiVersion: kedja/v1
kind: System
id: app
currency: EUR
entity: {id: south}
products: [{id: app, sbom: app.json, supplier: anders, spend: 500}]
`,
		"south/app.json": bom("own", serial(3), 1, []string{"ui"}, lib{"ui", "3", "Zorn", nil}),
		"suppliers/all.yaml": `apiVersion: kedja/v1
kind: Supplier
id: velm
established: XA
owners: [{party: holding, share: 0.9}]
---
apiVersion: kedja/v1
kind: Supplier
id: zorn
name: Zorn
established: XB
owners: [{party: holding, share: 0.6}]
subcontractors: [{party: velm, share: 0.3, service: firmware}]
---
apiVersion: kedja/v1
kind: Supplier
id: holding
established: XA
partyKind: foundation
---
apiVersion: kedja/v1
kind: Supplier
id: anders
name: Anders
established: XB
partyKind: foundation
`,
		"alone.json": bom("alone", serial(4), 1, []string{"zlib"}, lib{"zlib", "1.3", "Anders", nil}),
	}
}

func TestEntities(t *testing.T) {
	r := run(t, portfolio.Options{}, folder(t, world()))
	if r.Incomplete {
		t.Errorf("incomplete: %v", r.Diagnostics)
	}
	want := portfolio.Counts{Files: 8, SBOMs: 4, Systems: 3, Records: 1, Entities: 2, Silent: 3, Outside: 1, Listings: 5, Components: 3, Attributed: 3, Parties: 4}
	if diff := cmp.Diff(want, r.Counts); diff != "" {
		t.Errorf("counts (-want +got)\n%s", diff)
	}
	// velm works for zorn, so whoever uses ui depends on velm; north buys its
	// chips.
	for _, tt := range []struct {
		by, key                   string
		sboms, entities, directly float64
	}{
		{"supplier", "velm", 2, 2, 1},
		{"supplier", "zorn", 2, 2, 0},
		{"supplier", "anders", 3, 2, 1},
		{"owner", "holding", 2, 2, 1},
		{"controlCountry", "XA", 2, 2, 1},
		{"component", "pkg:generic/zlib", 3, 1, 1},
		{"version", "pkg:generic/ui@3", 2, 2, 2},
	} {
		d := dependence(t, r, tt.by, tt.key)
		if d.SBOMs.Any.Lo != tt.sboms || d.Entities == nil || d.Entities.Of != 2 || d.Entities.Any.Lo != tt.entities || d.Entities.Direct.Lo != tt.directly {
			t.Errorf("%s %s: SBOMs %v, entities %+v; want %v, %v, directly %v", tt.by, tt.key, d.SBOMs.Any, d.Entities, tt.sboms, tt.entities, tt.directly)
		}
	}
	// By spend velm has 300, berta 100, anders 500, and who makes app nobody
	// knows: 100 are a lump.
	rows := map[string]result.Concentration{}
	for _, c := range r.Concentration {
		rows[c.Scope+" "+c.By+" "+c.Basis] = c
	}
	if got, want := rows["portfolio supplier spend"].HHI, (result.Interval{Lo: 0.36, Hi: 0.46}); got != want {
		t.Errorf("portfolio by spend: %v, want %v", got, want) // .3² + .1² + .5² + .1² and .6² + .3² + .1²
	}
	if got, want := rows["entity:north supplier spend"].HHI, (result.Interval{Lo: 0.44, Hi: 0.68}); got != want {
		t.Errorf("north by spend: %v, want %v", got, want)
	}
	if got := rows["entity:south supplier count"]; got.N != 1 || got.HHI != result.Exactly(1) {
		t.Errorf("south by components: %+v", got)
	}
	if len(r.Control) != 1 || r.Control[0].Owner != "holding" || r.Control[0].Country != "XA" || strings.Join(r.Control[0].Suppliers, " ") != "velm zorn" {
		t.Errorf("control %+v", r.Control)
	}
	shared := map[string]float64{}
	for _, s := range r.Shared {
		shared[s.By+" "+s.Key] = s.Systems.Any.Lo
	}
	if shared["supplier velm"] != 3 || shared["supplier anders"] != 4 || shared["component pkg:generic/ui"] != 2 {
		t.Errorf("shared by most of four systems: %v", shared)
	}
}

// Two systems that bring contradicting records of one party.
func TestRecordsOfOnePartyThatDiffer(t *testing.T) {
	files := world()
	record := "apiVersion: kedja/v1\nkind: Supplier\nid: berta\nestablished: "
	files["north/suppliers/berta.yaml"], files["south/suppliers/berta.yaml"], files["south/suppliers/same.yaml"] = record+"XA\n", record+"XB\n", record+"XA\n"
	delete(files, "south/suppliers/same.yaml")
	r := run(t, portfolio.Options{}, folder(t, files))
	if !r.Diagnostics.Has("portfolio/record-twice") || r.Incomplete {
		t.Errorf("diagnostics %v", r.Diagnostics)
	}
	files["south/suppliers/berta.yaml"] = record + "XA\n"
	if r := run(t, portfolio.Options{}, folder(t, files)); r.Diagnostics.Has("portfolio/record-twice") {
		t.Errorf("two records that say the same: %v", r.Diagnostics)
	}
}

// A system cannot name SBOMs outside its folder, and one that is missing is
// an error there.
func TestSystemsStayInside(t *testing.T) {
	files := world()
	files["south/app.yaml"] = strings.ReplaceAll(files["south/app.yaml"], "app.json", "../alone.json")
	dir := folder(t, files)
	r := run(t, portfolio.Options{}, filepath.Join(dir, "south/app.yaml"))
	if !r.Incomplete || !r.Diagnostics.Has("system/sbom") || r.Counts.SBOMs != 0 || r.Counts.Systems != 1 {
		t.Errorf("incomplete %v, counts %+v, diagnostics %v", r.Incomplete, r.Counts, r.Diagnostics)
	}
}

func TestTrend(t *testing.T) {
	files := three()
	dir := folder(t, files)
	old := run(t, portfolio.Options{}, dir)
	same := run(t, portfolio.Options{Baseline: old}, dir)
	if same.Trend == nil || len(same.Trend.Concentration)+len(same.Trend.Dependence) != 0 {
		t.Errorf("nothing changed, and yet %+v", same.Trend)
	}
	if err := os.WriteFile(filepath.Join(dir, "d.json"), []byte(bom("d", serial(9), 1, []string{"zlib"}, lib{"zlib", "1.4", "Anders", nil})), 0o666); err != nil {
		t.Fatal(err)
	}
	now := run(t, portfolio.Options{Baseline: old}, dir)
	var zlib *portfolio.MovedShare
	for i, d := range now.Trend.Dependence {
		if d.By == "component" && d.Key == "pkg:generic/zlib" {
			zlib = &now.Trend.Dependence[i]
		}
	}
	if zlib == nil || zlib.Before != result.Exactly(0.666667) || zlib.After != result.Exactly(0.75) {
		t.Errorf("zlib %+v, want from 2 of 3 to 3 of 4", zlib)
	}
	if c := now.Trend.Counts[0]; c != (portfolio.Moved{Name: "sboms", Before: 3, After: 4}) {
		t.Errorf("counts %+v", now.Trend.Counts)
	}
}

// Every SBOM of the corpus in one process: each file is in the result, and
// those that cannot be read are few.
func TestCorpus(t *testing.T) {
	dir := corpus.Dir(t)
	r := run(t, portfolio.Options{}, filepath.Join(dir, "open/cyclonedx"), filepath.Join(dir, "open/spdx2"), filepath.Join(dir, "open/spdx3"))
	files := len(corpus.Files(t, 0, "cyclonedx", "spdx2", "spdx3"))
	hidden := 0
	for _, f := range corpus.Files(t, 0, "cyclonedx", "spdx2", "spdx3") {
		if strings.HasPrefix(f, ".") || strings.Contains(f, "/.") {
			hidden++
		}
	}
	if r.Counts.Files != files-hidden || len(r.Files) != r.Counts.Files {
		t.Errorf("%d files in the result, %d rows; the corpus has %d, %d of them hidden", r.Counts.Files, len(r.Files), files, hidden)
	}
	c := r.Counts
	if c.SBOMs+c.Duplicates+c.Superseded+c.Unreadable+c.Skipped != c.Files || c.SBOMs < 1000 || c.Unreadable > 20 {
		t.Errorf("counts %+v", c)
	}
	for _, d := range r.Dependence {
		if o := d.SBOMs; o.Any.Lo < o.Direct.Lo || o.Any.Hi > float64(o.Of) || o.Any.Lo > o.Any.Hi || o.Direct.Lo > o.Direct.Hi {
			t.Errorf("%s %s: %+v", d.By, d.Key, o)
		}
	}
	fmt.Fprintln(t.Output(), c)
}
