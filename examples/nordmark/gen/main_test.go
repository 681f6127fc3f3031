// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/read"
	"github.com/kedja/kedja/supplier"
)

func files(t *testing.T) []file {
	t.Helper()
	fs, err := generate()
	if err != nil {
		t.Fatal(err)
	}
	return fs
}

// The committed SBOMs are what the program writes.
func TestFilesAreFresh(t *testing.T) {
	for _, f := range files(t) {
		committed, err := os.ReadFile(filepath.Join("..", "sboms", f.name))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(committed, f.data) {
			t.Errorf("%s is stale; run: go run ./examples/nordmark/gen", f.name)
		}
	}
}

// Every file shows what it was made to show. The counts are those of
// `kedja sbom inspect`.
func TestShape(t *testing.T) {
	type shape struct {
		Format                                              sbom.Format
		Version                                             string
		Components, Services, Contains, Dangling, TwoCycles int
	}
	want := map[string]shape{
		"amf.cdx.json":     {sbom.CycloneDX, "1.6", 547, 0, 0, 1, 2},
		"mano.spdx.json":   {sbom.SPDX, "2.3", 840, 0, 211, 0, 2},
		"oss.cdx.json":     {sbom.CycloneDX, "1.5", 1182, 1, 0, 0, 2},
		"gnb-du.spdx.json": {sbom.SPDX, "2.3", 366, 0, 170, 0, 1},
	}
	for _, f := range files(t) {
		d, diags, err := read.Bytes(f.name, f.data, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := diags.Err(); err != nil {
			t.Error(err)
		}
		got := shape{Format: d.Format, Version: d.SpecVersion, Contains: len(d.Contains), Dangling: len(d.Dangling), TwoCycles: twoCycles(d.Depends)}
		for _, n := range d.Nodes {
			switch n.Kind {
			case sbom.KindComponent:
				got.Components++
			case sbom.KindService:
				got.Services++
			}
		}
		if diff := cmp.Diff(want[f.name], got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", f.name, diff)
		}
		if perNode := float64(len(d.Depends)) / float64(len(d.Nodes)); perNode < 2.5 || perNode > 5 {
			t.Errorf("%s has %.1f dependencies per component", f.name, perNode)
		}
		// Review of a change stays possible below this size.
		if len(f.data) > 900_000 {
			t.Errorf("%s has %d bytes", f.name, len(f.data))
		}
	}
}

// twoCycles counts pairs that depend on each other.
func twoCycles(edges []sbom.Edge) int {
	seen, n := map[[2]sbom.ID]bool{}, 0
	for _, e := range edges {
		seen[[2]sbom.ID{e.From, e.To}] = true
		if seen[[2]sbom.ID{e.To, e.From}] {
			n++
		}
	}
	return n
}

// Package URLs are written in the spelling to which readers bring them, so
// that a person can search the file for what the assessment prints.
func TestPackageURLsAreCanonical(t *testing.T) {
	for _, f := range files(t) {
		for _, c := range f.bill.components {
			if c.purl == "" {
				continue
			}
			u, ok := supplier.ParsePURL(c.purl)
			if !ok {
				t.Errorf("%s: %s is no package URL", f.name, c.purl)
			} else if u.String() != c.purl {
				t.Errorf("%s: %s, canonical is %s", f.name, c.purl, u)
			}
		}
	}
}

// Libraries are shared: without that, no component could be a single point
// for several assets.
func TestSBOMsShareLibraries(t *testing.T) {
	in := map[string]int{}
	for _, f := range files(t) {
		for _, c := range f.bill.components {
			if c.purl != "" && !c.again {
				in[c.purl]++
			}
		}
	}
	count := map[int]int{}
	for _, n := range in {
		count[n]++
	}
	for n, atLeast := range map[int]int{2: 200, 3: 30, 4: 30} {
		if count[n] < atLeast {
			t.Errorf("%d packages are in %d SBOMs, want at least %d", count[n], n, atLeast)
		}
	}
}

func TestTablesHaveNoRowTwice(t *testing.T) {
	for _, eco := range []string{"npm", "maven", "golang", "pypi", "cargo", "deb"} {
		rows, err := table(eco)
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for _, p := range rows {
			if seen[p.name] {
				t.Errorf("packages/%s.txt has %s twice", eco, p.name)
			}
			seen[p.name] = true
		}
	}
}
