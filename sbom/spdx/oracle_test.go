// SPDX-License-Identifier: Apache-2.0

package spdx_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	spdxjson "github.com/spdx/tools-golang/json"
	"github.com/spdx/tools-golang/spdx"

	"github.com/kedja/kedja/sbom"
	ours "github.com/kedja/kedja/sbom/spdx"

	"github.com/kedja/kedja/sbom/internal/golden"
)

// explained lists the files in which this reader and tools-golang differ, and
// why this reader is right to.
var explained = map[string]string{
	"spdx2/guacsec+guac/internal/testing/testdata/exampledata/small-spdx.json": "the names stand in packageName, which is taken with a warning",
}

// TestOracle reads the real files with tools-golang too. Where it accepts a
// file both must see the same packages and dependencies.
func TestOracle(t *testing.T) {
	corpus := golden.Corpus(t)
	accepted, refused := 0, 0
	for _, path := range golden.Files(t, corpus, 8<<20, "spdx2") {
		data := golden.ReadFile(t, corpus, path)
		if !bytes.HasPrefix(bytes.TrimSpace(data), []byte("{")) {
			continue
		}
		doc, _, err := ours.Read(bytes.NewReader(data), ours.Options{File: path})
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		oracle, ok := decode(data)
		if !ok {
			refused++
			continue
		}
		accepted++
		diff := cmp.Diff(oracleView(oracle), ourView(doc))
		if why := explained[path]; (diff == "") != (why == "") {
			t.Errorf("%s (explained: %q)\n(-tools-golang +kedja)\n%s", path, why, diff)
		}
	}
	t.Logf("%d files accepted by tools-golang and equal but for %d explained; %d that it refuses are read here", accepted, len(explained), refused)
	if accepted < 100 {
		t.Errorf("only %d files were compared", accepted)
	}
}

// decode runs the oracle, which panics on some defects.
func decode(data []byte) (doc *spdx.Document, ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	doc, err := spdxjson.Read(bytes.NewReader(data))
	return doc, err == nil
}

// view is what both sides are reduced to, sorted.
type view struct{ Packages, Edges []string }

func (v view) sorted() view {
	slices.Sort(v.Packages)
	slices.Sort(v.Edges)
	v.Edges = slices.Compact(v.Edges)
	return v
}

func ourView(doc *sbom.Document) view {
	var v view
	for _, n := range doc.Components() {
		supplier := ""
		if n.Supplier != nil {
			supplier = n.Supplier.Name
		}
		v.Packages = append(v.Packages, row(n.Ref, n.Name, n.Version, strings.Join(n.PURLs, ","), supplier))
	}
	for _, e := range doc.Depends {
		v.Edges = append(v.Edges, doc.Node(e.From).Ref+" → "+doc.Node(e.To).Ref)
	}
	return v.sorted()
}

func row(fields ...string) string { return strings.Join(fields, " | ") }

// oracleView takes apart what the oracle leaves together: the e-mail address
// in a supplier and the direction of a relationship.
func oracleView(doc *spdx.Document) view {
	var v view
	held := map[string]bool{}
	for _, p := range doc.Packages {
		ref := id(string(p.PackageSPDXIdentifier))
		held[ref] = true
		var purls []string
		for _, e := range p.PackageExternalReferences {
			if strings.HasSuffix(e.RefType, "purl") {
				purls = append(purls, e.Locator)
			}
		}
		version := p.PackageVersion
		if version == "NOASSERTION" || version == "NONE" {
			version = ""
		}
		v.Packages = append(v.Packages, row(ref, p.PackageName, version, strings.Join(purls, ","), supplierName(p.PackageSupplier)))
	}
	for _, f := range doc.Files {
		held[id(string(f.FileSPDXIdentifier))] = true
	}
	for _, r := range doc.Relationships {
		if r == nil {
			continue
		}
		from, to := id(string(r.RefA.ElementRefID)), id(string(r.RefB.ElementRefID))
		switch t := r.Relationship; {
		case r.RefA.DocumentRefID != "" || r.RefB.DocumentRefID != "":
			continue
		case t == "DEPENDS_ON" || t == "DYNAMIC_LINK" || t == "STATIC_LINK" || t == "HAS_PREREQUISITE":
		case strings.HasSuffix(t, "DEPENDENCY_OF") || t == "PREREQUISITE_FOR":
			from, to = to, from
		default:
			continue
		}
		if held[from] && held[to] {
			v.Edges = append(v.Edges, from+" → "+to)
		}
	}
	return v.sorted()
}

// id restores the prefix that the oracle removes.
func id(s string) string {
	if s == "" {
		return ""
	}
	return "SPDXRef-" + strings.TrimPrefix(s, "SPDXRef-")
}

func supplierName(s *spdx.Supplier) string {
	if s == nil || s.Supplier == "NOASSERTION" {
		return ""
	}
	name, rest, ok := strings.Cut(s.Supplier, "(")
	if ok && (strings.Contains(rest, "@") || strings.TrimSpace(rest) == ")") {
		return strings.TrimSpace(name)
	}
	return strings.TrimSpace(s.Supplier)
}
