// SPDX-License-Identifier: Apache-2.0

package cyclonedx_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	cdx "github.com/CycloneDX/cyclonedx-go"
	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/internal/corpus"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/cyclonedx"
)

// explained lists the files in which this reader and cyclonedx-go differ, and
// why this reader is right to.
var explained = map[string]string{}

// TestOracle reads the real files with cyclonedx-go too. Where it accepts a
// file both must see the same components and dependencies.
func TestOracle(t *testing.T) {
	accepted, refused := 0, 0
	for _, path := range corpus.Files(t, 8<<20, "cyclonedx", "graphs", "vex") {
		data := corpus.Read(t, path)
		if !bytes.Contains(data, []byte(`"CycloneDX"`)) {
			continue
		}
		doc, _, err := cyclonedx.Read(bytes.NewReader(data), cyclonedx.Options{File: path})
		if err != nil {
			continue // truncated and the like: no oracle reads them either
		}
		bom, ok := decode(data)
		if !ok {
			refused++
			continue
		}
		accepted++
		diff := cmp.Diff(oracleView(bom), ourView(doc))
		if why := explained[path]; (diff == "") != (why == "") {
			t.Errorf("%s (explained: %q)\n(-cyclonedx-go +kedja)\n%s", path, why, diff)
		}
	}
	t.Logf("%d files accepted by cyclonedx-go and equal but for %d explained; %d that it refuses are read here", accepted, len(explained), refused)
	if accepted < 400 {
		t.Errorf("only %d files were compared", accepted)
	}
}

// decode runs the oracle, which panics on some defects.
func decode(data []byte) (bom *cdx.BOM, ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	bom = new(cdx.BOM)
	err := cdx.NewBOMDecoder(bytes.NewReader(data), cdx.BOMFileFormatJSON).Decode(bom)
	return bom, err == nil
}

// view is what both sides are reduced to, sorted.
type view struct{ Components, Edges []string }

func ourView(doc *sbom.Document) view {
	var v view
	for _, n := range doc.Components() {
		supplier := ""
		if n.Supplier != nil {
			supplier = n.Supplier.Name
		}
		v.Components = append(v.Components, row(n.Ref, n.Group, n.Name, n.Version, strings.Join(n.PURLs, ","), supplier))
	}
	for _, e := range doc.Depends {
		v.Edges = append(v.Edges, doc.Node(e.From).Ref+" → "+doc.Node(e.To).Ref)
	}
	return v.sorted()
}

func row(fields ...string) string { return strings.Join(fields, " | ") }

func (v view) sorted() view {
	slices.Sort(v.Components)
	slices.Sort(v.Edges)
	v.Edges = slices.Compact(v.Edges)
	return v
}

func oracleView(bom *cdx.BOM) view {
	var v view
	refs := map[string]bool{}
	var components func(list *[]cdx.Component)
	components = func(list *[]cdx.Component) {
		for _, c := range deref(list) {
			supplier := ""
			if c.Supplier != nil && c.Supplier.Name != "NOASSERTION" {
				supplier = c.Supplier.Name
			}
			refs[c.BOMRef] = true
			v.Components = append(v.Components, row(c.BOMRef, c.Group, c.Name, c.Version, c.PackageURL, supplier))
			components(c.Components)
		}
	}
	var services func(list *[]cdx.Service)
	services = func(list *[]cdx.Service) {
		for _, s := range deref(list) {
			refs[s.BOMRef] = true
			services(s.Services)
		}
	}
	components(bom.Components)
	services(bom.Services)
	if m := bom.Metadata; m != nil && m.Component != nil {
		refs[m.Component.BOMRef] = true
		components(m.Component.Components)
	}
	for _, d := range deref(bom.Dependencies) {
		for _, to := range deref(d.Dependencies) {
			if d.Ref != "" && to != "" && refs[d.Ref] && refs[to] {
				v.Edges = append(v.Edges, fmt.Sprint(d.Ref, " → ", to))
			}
		}
	}
	return v.sorted()
}

func deref[T any](list *[]T) []T {
	if list == nil {
		return nil
	}
	return *list
}
