// SPDX-License-Identifier: Apache-2.0

package spdx_test

import (
	"bytes"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"
	spdxjson "github.com/spdx/tools-golang/json"
	"github.com/spdx/tools-golang/spdx"
	"github.com/spdx/tools-golang/tagvalue"

	"github.com/kedja/kedja/internal/corpus"
	"github.com/kedja/kedja/sbom"
	ours "github.com/kedja/kedja/sbom/spdx"
)

// explained lists the files in which this reader and tools-golang differ, and
// why this reader is right to.
var explained = map[string]string{
	"spdx2/guacsec+guac/internal/testing/testdata/exampledata/small-spdx.json": "the names stand in packageName, which is taken with a warning",
}

// oracles are the readers of tools-golang, and how many real files at least
// they accept. Its readers of YAML and RDF need modules that nothing else here
// does: YAML is made JSON by another library, RDF is compared in TestTwins.
var oracles = map[string]struct {
	read func(io.Reader) (*spdx.Document, error)
	min  int
}{
	"json":      {spdxjson.Read, 100},
	"tag-value": {tagvalue.Read, 60},
	"yaml":      {yamlAsJSON, 25},
}

func yamlAsJSON(r io.Reader) (*spdx.Document, error) {
	text, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	if text, err = yaml.YAMLToJSON(text); err != nil {
		return nil, err
	}
	return spdxjson.Read(bytes.NewReader(text))
}

// TestOracle reads the real files with tools-golang too. Where it accepts a
// file both must see the same packages and dependencies.
func TestOracle(t *testing.T) {
	accepted, refused := map[string]int{}, map[string]int{}
	for _, path := range corpus.Files(t, 8<<20, "spdx2") {
		data := corpus.Read(t, path)
		kind := serialization(data)
		theirs, ok := oracles[kind]
		if !ok {
			continue
		}
		doc, _, err := readings[kind](bytes.NewReader(data), ours.Options{File: path})
		oracle, ok := decodeWith(theirs.read, data)
		if !ok {
			refused[kind]++
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		accepted[kind]++
		diff := cmp.Diff(oracleView(oracle), ourView(doc))
		if why := explained[path]; (diff == "") != (why == "") {
			t.Errorf("%s (explained: %q)\n(-tools-golang +kedja)\n%s", path, why, diff)
		}
	}
	t.Logf("%v accepted by tools-golang and equal but for %d explained; %v that it refuses are read here", accepted, len(explained), refused)
	for kind, o := range oracles {
		if accepted[kind] < o.min {
			t.Errorf("only %d files of %s were compared", accepted[kind], kind)
		}
	}
}

// decode runs the oracle of JSON.
func decode(data []byte) (doc *spdx.Document, ok bool) { return decodeWith(spdxjson.Read, data) }

// decodeWith runs an oracle, which panics on some defects.
func decodeWith(read func(io.Reader) (*spdx.Document, error), data []byte) (doc *spdx.Document, ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	doc, err := read(bytes.NewReader(data))
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
		for _, f := range p.Files {
			held[id(string(f.FileSPDXIdentifier))] = true
		}
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
