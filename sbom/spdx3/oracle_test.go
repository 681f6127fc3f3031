// SPDX-License-Identifier: Apache-2.0

package spdx3_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/internal/corpus"
	"github.com/kedja/kedja/sbom"
)

// TestOracle reads the real files a second time, by a program that knows
// nothing of this reader: maps of encoding/json, walked in the plainest way.
// Both must see the same packages, suppliers and dependencies.
func TestOracle(t *testing.T) {
	packages, suppliers, edges := 0, 0, 0
	for _, path := range corpus.Files(t, 8<<20, "spdx3") {
		data := corpus.Read(t, path)
		doc, _, err := read(path, data)
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		want, got := naive(t, data), ours(doc)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s\n(-naive +kedja)\n%s", path, diff)
		}
		packages += len(want.Packages)
		edges += len(want.Edges)
		for _, p := range want.Packages {
			if !strings.HasSuffix(p, "|") {
				suppliers++
			}
		}
	}
	t.Logf("%d packages, %d of them with suppliers, %d dependencies", packages, suppliers, edges)
	if packages < 400 || suppliers < 25 || edges < 80 {
		t.Error("too little was compared")
	}
}

// view is what both sides are reduced to, sorted.
type view struct{ Packages, Edges []string }

func (v view) sorted() view {
	slices.Sort(v.Packages)
	slices.Sort(v.Edges)
	v.Edges = slices.Compact(v.Edges)
	return v
}

func ours(doc *sbom.Document) view {
	var v view
	for _, n := range doc.All() {
		if n.Kind != sbom.KindComponent && n.Kind != sbom.KindRoot {
			continue
		}
		supplier := ""
		if n.Supplier != nil {
			supplier = n.Supplier.Name
		}
		purls := slices.Sorted(slices.Values(n.PURLs))
		v.Packages = append(v.Packages, strings.Join([]string{n.Ref, n.Name, n.Version, strings.Join(purls, ","), supplier}, "|"))
	}
	for _, e := range doc.Depends {
		v.Edges = append(v.Edges, doc.Node(e.From).Name+" → "+doc.Node(e.To).Name)
	}
	return v.sorted()
}

// element is an object of the graph.
type element = map[string]any

// graph is a document in maps.
type graph struct {
	prefixes map[string]string
	byID     map[string]element
	all      []element
}

func naive(t *testing.T, data []byte) view {
	t.Helper()
	var root element
	if err := json.Unmarshal(data, &root); err != nil {
		t.Fatal(err)
	}
	g := &graph{prefixes: map[string]string{}, byID: map[string]element{}}
	g.context(root["@context"])
	if list, ok := root["@graph"].([]any); ok {
		g.walk(list)
	} else {
		g.walk(root)
	}
	var v view
	for _, e := range g.all {
		switch {
		case isPackage(e):
			v.Packages = append(v.Packages, g.row(e))
		case text(e["type"]) == "Relationship" || text(e["type"]) == "LifecycleScopedRelationship":
			v.Edges = append(v.Edges, g.edges(e)...)
		}
	}
	return v.sorted()
}

func (g *graph) context(v any) {
	switch c := v.(type) {
	case []any:
		for _, x := range c {
			g.context(x)
		}
	case element:
		for k, x := range c {
			if s, ok := x.(string); ok {
				g.prefixes[k] = s
			}
		}
	}
}

// walk collects every object that has an identifier, nested ones too.
func (g *graph) walk(v any) {
	switch x := v.(type) {
	case []any:
		for _, y := range x {
			g.walk(y)
		}
	case element:
		for _, key := range []string{"spdxId", "@id"} {
			if id := g.id(x[key]); id != "" && g.byID[id] == nil {
				g.byID[id] = x
			}
		}
		g.all = append(g.all, x)
		for _, y := range x {
			g.walk(y)
		}
	}
}

func (g *graph) id(v any) string {
	if o, ok := v.(element); ok {
		return g.id(o["spdxId"])
	}
	s := text(v)
	if p, rest, ok := strings.Cut(s, ":"); ok && g.prefixes[p] != "" {
		return g.prefixes[p] + rest
	}
	return s
}

func isPackage(e element) bool {
	return text(e["type"]) == "software_Package" || text(e["type"]) == "Package"
}

func isNode(e element) bool {
	switch text(e["type"]) {
	case "software_File", "File", "ai_AIPackage", "dataset_DatasetPackage", "software_SoftwareArtifact":
		return true
	}
	return isPackage(e)
}

func list(v any) []any {
	if l, ok := v.([]any); ok {
		return l
	}
	if v == nil {
		return nil
	}
	return []any{v}
}

func either(e element, names ...string) any {
	for _, n := range names {
		if v, ok := e[n]; ok {
			return v
		}
	}
	return nil
}

func (g *graph) row(e element) string {
	version := text(either(e, "software_packageVersion", "packageVersion"))
	if version == "NOASSERTION" {
		version = ""
	}
	purls := map[string]bool{text(either(e, "software_packageUrl", "packageUrl")): true}
	for _, x := range list(either(e, "externalIdentifier", "externalIdentifiers")) {
		o, ok := x.(element)
		if !ok {
			o = g.byID[g.id(x)]
		}
		if k := text(o["externalIdentifierType"]); k == "packageUrl" || k == "purl" {
			purls[text(o["identifier"])] = true
		}
	}
	delete(purls, "")
	var sorted []string
	for p := range purls {
		sorted = append(sorted, p)
	}
	slices.Sort(sorted)
	supplier := ""
	if l := list(e["suppliedBy"]); len(l) > 0 {
		supplier = text(g.byID[g.id(l[0])]["name"])
		if s := text(l[0]); supplier == "" && strings.Contains(s, ": ") {
			supplier = s
		}
		supplier = strings.TrimPrefix(supplier, "Organization: ")
		supplier, _, _ = strings.Cut(supplier, " (")
		supplier = strings.TrimPrefix(supplier, "NOASSERTION")
	}
	return strings.Join([]string{text(e["spdxId"]), text(e["name"]), version, strings.Join(sorted, ","), supplier}, "|")
}

var dependencyTypes = []string{"dependsOn", "hasStaticLink", "hasDynamicLink", "hasPrerequisite", "hasOptionalDependency", "hasProvidedDependency"}

func (g *graph) edges(e element) []string {
	from := g.byID[g.id(e["from"])]
	if !slices.Contains(dependencyTypes, text(e["relationshipType"])) || !isNode(from) {
		return nil
	}
	var out []string
	for _, x := range list(e["to"]) {
		if to := g.byID[g.id(x)]; isNode(to) {
			out = append(out, text(from["name"])+" → "+text(to["name"]))
		}
	}
	return out
}
