// SPDX-License-Identifier: Apache-2.0

package portfolio_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/portfolio"
	"github.com/kedja/kedja/result"
)

var update = flag.Bool("update", false, "write docs/schema/portfolio.schema.json")

var asOf = time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)

// lib is one component of a written SBOM: NAME@VERSION, of a supplier where
// one is stated, needed by others.
type lib struct {
	name, version, supplier string
	needs                   []string
}

// bom writes a CycloneDX document in which the root needs the named ones.
func bom(name, serial string, revision int, needs []string, libs ...lib) string {
	var parts, depends []string
	quoted := func(list []string) string {
		var out []string
		for _, s := range list {
			out = append(out, fmt.Sprintf("%q", s))
		}
		return strings.Join(out, ",")
	}
	depends = append(depends, fmt.Sprintf(`{"ref":"root","dependsOn":[%s]}`, quoted(needs)))
	for _, l := range libs {
		supplier := ""
		if l.supplier != "" {
			supplier = fmt.Sprintf(`,"supplier":{"name":%q}`, l.supplier)
		}
		parts = append(parts, fmt.Sprintf(`{"type":"library","bom-ref":%q,"name":%q,"version":%q,"purl":"pkg:generic/%s@%s"%s}`, l.name, l.name, l.version, l.name, l.version, supplier))
		depends = append(depends, fmt.Sprintf(`{"ref":%q,"dependsOn":[%s]}`, l.name, quoted(l.needs)))
	}
	return fmt.Sprintf(`{"bomFormat":"CycloneDX","specVersion":"1.6","serialNumber":"urn:uuid:%s","version":%d,"metadata":{"component":{"type":"application","bom-ref":"root","name":%q}},"components":[%s],"dependencies":[%s]}`,
		serial, revision, name, strings.Join(parts, ","), strings.Join(depends, ","))
}

func serial(n int) string { return fmt.Sprintf("00000000-0000-4000-8000-%012d", n) }

// folder writes files and returns their folder.
func folder(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		full := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func run(t testing.TB, o portfolio.Options, args ...string) *portfolio.Result {
	t.Helper()
	o.AsOf = asOf
	r, list, err := portfolio.Run(t.Context(), args, o)
	if err != nil {
		t.Fatal(err, list)
	}
	return r
}

func encoded(t testing.TB, r *portfolio.Result) string {
	t.Helper()
	var b bytes.Buffer
	if err := portfolio.WriteJSON(&b, r); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// dependence finds a row.
func dependence(t testing.TB, r *portfolio.Result, by, key string) portfolio.Dependence {
	t.Helper()
	for _, d := range r.Dependence {
		if d.By == by && d.Key == key {
			return d
		}
	}
	t.Fatalf("no row of %s %s in %v", by, key, r.Dependence)
	return portfolio.Dependence{}
}

// three is a portfolio that can be counted by hand: a and b use zlib in two
// versions, a directly and b through ui; c uses neither and says nothing of
// its dependencies.
func three() map[string]string {
	return map[string]string{
		"a.json": bom("a", serial(1), 1, []string{"zlib"}, lib{"zlib", "1.2", "Anders", nil}),
		"b.json": bom("b", serial(2), 1, []string{"ui"}, lib{"ui", "3.0", "Berta", []string{"zlib"}}, lib{"zlib", "1.3", "Anders", nil}, lib{"own", "1", "", nil}),
		"c.json": `{"bomFormat":"CycloneDX","specVersion":"1.6","components":[{"type":"library","name":"ui","version":"3.0","purl":"pkg:generic/ui@3.0"}]}`,
	}
}

func TestCountsByHand(t *testing.T) {
	r := run(t, portfolio.Options{}, folder(t, three()))
	want := portfolio.Counts{Files: 3, SBOMs: 3, Outside: 3, Listings: 5, Components: 4, Attributed: 3, Parties: 2}
	if diff := cmp.Diff(want, r.Counts); diff != "" {
		t.Errorf("counts (-want +got)\n%s", diff)
	}
	// b has a part of an unknown supplier, and nobody knows who made a, b and
	// c themselves: each may depend on anybody.
	for _, tt := range []struct {
		by, key     string
		any, direct result.Interval
		files       []string
	}{
		{"component", "pkg:generic/zlib", result.Exactly(2), result.Exactly(1), []string{"a.json", "b.json"}},
		{"component", "pkg:generic/ui", result.Exactly(2), result.Interval{Lo: 1, Hi: 2}, []string{"b.json", "c.json"}},
		{"version", "pkg:generic/zlib@1.3", result.Exactly(1), result.Exactly(0), []string{"b.json"}},
		{"supplier", "name:anders", result.Interval{Lo: 2, Hi: 3}, result.Interval{Lo: 1, Hi: 3}, []string{"a.json", "b.json"}},
		{"supplier", "name:berta", result.Interval{Lo: 2, Hi: 3}, result.Interval{Lo: 1, Hi: 3}, []string{"b.json", "c.json"}},
	} {
		d := dependence(t, r, tt.by, tt.key)
		if d.SBOMs.Any != tt.any || d.SBOMs.Direct != tt.direct || d.SBOMs.Of != 3 || d.Entities != nil {
			t.Errorf("%s %s: any %v direct %v of %d, want %v, %v of 3", tt.by, tt.key, d.SBOMs.Any, d.SBOMs.Direct, d.SBOMs.Of, tt.any, tt.direct)
		}
		if diff := cmp.Diff(tt.files, d.Files); diff != "" {
			t.Errorf("%s %s: files (-want +got)\n%s", tt.by, tt.key, diff)
		}
	}
	if len(r.Versions) != 1 || r.Versions[0].Component != "pkg:generic/zlib" || r.Versions[0].N != 2 {
		t.Errorf("versions in use: %v, want zlib in 2", r.Versions)
	}
}

// The portfolio of one input is what an assessment of it alone measures, for
// the rows that both have.
func TestOneIsItsOwnAssessment(t *testing.T) {
	nordmark := "../examples/nordmark/"
	for _, input := range []string{
		nordmark + "sboms/amf.cdx.json", nordmark + "sboms/gnb-du.spdx.json", nordmark + "sboms/mano.spdx.json", nordmark + "system.yaml",
		filepath.Join(folder(t, three()), "b.json"), filepath.Join(folder(t, three()), "c.json"),
	} {
		t.Run(filepath.Base(input), func(t *testing.T) {
			in, _, err := kedja.Load([]string{input}, nil)
			if err != nil {
				t.Fatal(err)
			}
			a, err := kedja.Assess(t.Context(), in, kedja.Options{AsOf: asOf, Packs: []string{"baseline"}})
			if err != nil {
				t.Fatal(err)
			}
			own := map[string]result.Concentration{}
			for _, row := range a.Concentration {
				if row.Scope == a.Subject.ID {
					own[row.By+"/"+row.Basis] = row
				}
			}
			compared := 0
			for _, row := range run(t, portfolio.Options{}, input).Concentration {
				if row.Scope != portfolio.Scope {
					continue
				}
				want, ok := own[row.By+"/"+row.Basis]
				if !ok {
					t.Errorf("the assessment has no row %s/%s", row.By, row.Basis)
					continue
				}
				compared++
				want.Scope = portfolio.Scope
				if diff := cmp.Diff(want, row); diff != "" {
					t.Errorf("%s/%s (-assessment +portfolio)\n%s", row.By, row.Basis, diff)
				}
			}
			if compared != len(own) {
				t.Errorf("%d rows were compared, the assessment has %d", compared, len(own))
			}
		})
	}
}

// The same files give the same bytes, whoever reads them first.
func TestSameBytesAtAnyNumberOfWorkers(t *testing.T) {
	files := map[string]string{}
	for i := range 40 {
		files[fmt.Sprintf("%02d.json", i)] = bom(fmt.Sprint("p", i), serial(i), 1, []string{"x"},
			lib{"x", fmt.Sprint(i % 3), fmt.Sprint("S", i%5), []string{"y"}}, lib{"y", fmt.Sprint(i % 7), "", nil})
	}
	dir := folder(t, files)
	want := ""
	for _, procs := range []int{1, 2, 7} {
		old := runtime.GOMAXPROCS(procs)
		got := encoded(t, run(t, portfolio.Options{}, dir))
		runtime.GOMAXPROCS(old)
		if want == "" {
			want = got
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("with %d processors (-with 1)\n%s", procs, diff)
		}
	}
}

func TestSchema(t *testing.T) {
	const file = "../docs/schema/portfolio.schema.json"
	want, err := portfolio.Schema()
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(file, want, 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(got), string(want)); diff != "" {
		t.Errorf("%s is not what the program writes; run this test with -update\n%s", file, diff)
	}
	var v any
	if err := json.Unmarshal(want, &v); err != nil {
		t.Error(err)
	}
}
