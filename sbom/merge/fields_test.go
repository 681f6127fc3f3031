// SPDX-License-Identifier: Apache-2.0

package merge_test

import (
	"fmt"
	"reflect"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/merge"
)

// fill sets every field below a value to something: texts to their path,
// lists to one entry. A field that the model gets tomorrow is filled too.
func fill(v reflect.Value, path string) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(path)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(3)
	case reflect.Uint8, reflect.Uint16:
		v.SetUint(1)
	case reflect.Float64:
		v.SetFloat(0.5)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), path)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0), path)
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), path+"."+v.Type().Field(i).Name)
		}
	default:
		panic(fmt.Sprintf("%s is a %s", path, v.Kind()))
	}
}

// fullNode is a component of which everything is stated.
func fullNode() sbom.Node {
	var n sbom.Node
	fill(reflect.ValueOf(&n).Elem(), "node")
	n.Kind, n.Parent, n.List = sbom.KindComponent, sbom.None, sbom.ListInline
	n.PURLs = []string{"pkg:generic/a@1"}
	n.External = false // holds only where every document says so
	n.Unknown = 0      // everything has a value
	return n
}

// placed is the node as the whole has it: as component 0.
func placed(n sbom.Node) sbom.Node {
	n.List, n.Index, n.Line = sbom.ListComponents, 0, 0
	if n.More != nil {
		more := *n.More
		more.Pointer = ""
		n.More = &more
	}
	return n
}

// TestEveryFieldOfANode holds that what one document says of a component is in
// the whole, whether the other document comes before or after and says nothing
// or the same.
func TestEveryFieldOfANode(t *testing.T) {
	full := fullNode()
	thin := sbom.Node{Kind: sbom.KindComponent, Name: full.Name, Scope: sbom.ScopeOptional, PURLs: full.PURLs, Parent: sbom.None}
	full.Scope = sbom.ScopeRequired
	again := fullNode() // equal, and nothing shared
	again.Scope = sbom.ScopeRequired
	for name, nodes := range map[string][2]sbom.Node{
		"first": {full, thin}, "last": {thin, full}, "both": {full, again},
	} {
		var docs []*sbom.Document
		for i, n := range nodes {
			docs = append(docs, &sbom.Document{File: fmt.Sprint(i), Root: sbom.None, Nodes: []sbom.Node{n}})
		}
		r, err := merge.Documents(docs, merge.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Document.Nodes) != 1 || r.Diagnostics.Has("merge/conflict") {
			t.Fatalf("%s: %d nodes, %v", name, len(r.Document.Nodes), r.Diagnostics)
		}
		if diff := gocmp.Diff(placed(full), r.Document.Nodes[0]); diff != "" {
			t.Errorf("%s: (-stated +whole)\n%s", name, diff)
		}
	}
}

// TestEveryConflict holds that two documents that say different things
// everywhere give a conflict for every field of which one value counts, and
// lists of both.
func TestEveryConflict(t *testing.T) {
	var a, b sbom.Node
	fill(reflect.ValueOf(&a).Elem(), "a")
	fill(reflect.ValueOf(&b).Elem(), "b")
	for _, n := range []*sbom.Node{&a, &b} {
		n.Kind, n.Parent, n.List, n.PURLs = sbom.KindComponent, sbom.None, sbom.ListComponents, []string{"pkg:generic/a@1"}
		n.Hashes[0].Alg = "SHA-256"
	}
	b.More.Pedigree.Modified, a.More.Pedigree.Modified = sbom.True, sbom.False
	r, err := merge.Documents([]*sbom.Document{
		{File: "a", Root: sbom.None, Nodes: []sbom.Node{a}}, {File: "b", Root: sbom.None, Nodes: []sbom.Node{b}},
	}, merge.Options{})
	if err != nil {
		t.Fatal(err)
	}
	got := make(map[string]bool)
	for _, d := range r.Diagnostics {
		if d.Code == "merge/conflict" {
			got[d.Message] = true
		}
	}
	want := map[string]bool{}
	for field, values := range map[string][2]string{
		"name": {"b.Group/b.Name", "a.Group/a.Name"}, "type": {"b.Type", "a.Type"}, "version": {"b.Version", "a.Version"},
		"publisher": {"b.Publisher", "a.Publisher"}, "download address": {"b.DownloadURL", "a.DownloadURL"},
		"description": {"b.Description", "a.Description"}, "copyright": {"b.Copyright", "a.Copyright"},
		"supplier": {"b.Supplier.Name", "a.Supplier.Name"}, "manufacturer": {"b.Manufacturer.Name", "a.Manufacturer.Name"},
		"originator": {"b.Originator.Name", "a.Originator.Name"}, "provider": {"b.Provider.Name", "a.Provider.Name"},
		"hash SHA-256":              {"b.Hashes.Value", "a.Hashes.Value"},
		"source information":        {"b.More.SourceInfo", "a.More.SourceInfo"},
		"comment":                   {"b.More.Comment", "a.More.Comment"},
		"release date":              {"b.More.ReleasedAt", "a.More.ReleasedAt"},
		"build date":                {"b.More.BuiltAt", "a.More.BuiltAt"},
		"end of support":            {"b.More.ValidUntil", "a.More.ValidUntil"},
		"pedigree":                  {"b.More.Pedigree.Notes", "a.More.Pedigree.Notes"},
		"modification":              {"modified", "unmodified"},
		"task of the model":         {"b.More.Model.Task", "a.More.Model.Task"},
		"architecture of the model": {"b.More.Model.Architecture", "a.More.Model.Architecture"},
		"service":                   {"b.More.Service.Endpoints", "a.More.Service.Endpoints"},
		"cryptographic asset": {"b.More.Crypto.AssetType b.More.Crypto.Primitive b.More.Crypto.Parameter b.More.C…",
			"a.More.Crypto.AssetType a.More.Crypto.Primitive a.More.Crypto.Parameter a.More.C…"},
	} {
		done := "the latter is kept"
		if field == "hash SHA-256" {
			done = "both are kept"
		}
		want[fmt.Sprintf("%s is %q here and %q in a:3 /components/3; %s", field, values[0], values[1], done)] = true
	}
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	n := r.Document.Nodes[0]
	for name, list := range map[string]int{
		"CPEs": len(n.CPEs), "hashes": len(n.Hashes), "licences": len(n.Licenses), "authors": len(n.Authors), "origins": len(n.Origins),
		"references": len(n.References), "identifiers": len(n.More.Identifiers), "properties": len(n.More.Properties),
		"evidence": len(n.More.Evidence), "support": len(n.More.SupportLevels), "purposes": len(n.More.Purposes),
		"ancestors": len(n.More.Pedigree.Ancestors), "commits": len(n.More.Pedigree.Commits), "data sets": len(n.More.Model.Datasets),
	} {
		if list != 2 {
			t.Errorf("%d %s, want those of both", list, name)
		}
	}
	if n.Declared != 3 || n.Concluded != 3 {
		t.Errorf("declared %b, concluded %b", n.Declared, n.Concluded)
	}
}

// TestEveryFieldOfADocument holds that what a document says of itself is in
// the whole when it is alone, and beside a document that says nothing, but for
// what is of one document only.
func TestEveryFieldOfADocument(t *testing.T) {
	full := fullDocument()
	alone, err := merge.Documents([]*sbom.Document{full}, merge.Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := *full
	want.Format, want.SpecVersion, want.Serialization = sbom.CycloneDX, "", ""
	want.Base = ""
	want.Nodes = []sbom.Node{placed(full.Nodes[0])}
	want.Dangling = []sbom.Reference{{From: "doc.Dangling.From", To: "doc.Dangling.To"}}
	want.Outside[0].Pointer, want.Outside[0].Line = "", 0
	want.Vulnerabilities[0].Index, want.Vulnerabilities[0].Line = 0, 0
	want.Diagnostics = alone.Document.Diagnostics
	if diff := gocmp.Diff(&want, alone.Document); diff != "" {
		t.Errorf("alone: (-stated +whole)\n%s", diff)
	}
	if len(alone.Document.Diagnostics) != 1 {
		t.Errorf("the diagnostics are not carried over: %v", alone.Document.Diagnostics)
	}

	full = fullDocument()
	both, err := merge.Documents([]*sbom.Document{{Root: sbom.None, File: "empty"}, full}, merge.Options{})
	if err != nil {
		t.Fatal(err)
	}
	// These are of one document, and stand in Result.Inputs.
	want.File, want.SHA256, want.Size, want.Identifier, want.Created, want.Revision = "", "", 0, "", "", 0
	want.Completeness = sbom.CompletenessUnstated // the empty one does not say so
	want.Name = full.Nodes[0].Name                // no name is that of both
	want.Manufacturer, want.Authors = nil, append(want.Authors, *full.Manufacturer)
	want.Diagnostics = both.Document.Diagnostics
	if diff := gocmp.Diff(&want, both.Document); diff != "" {
		t.Errorf("beside an empty one: (-stated +whole)\n%s", diff)
	}
	in := merge.Input{File: "doc.File", SHA256: "doc.SHA256", Identifier: "doc.Identifier", Name: "doc.Name",
		Format: "doc.Format", SpecVersion: "doc.SpecVersion", Created: "doc.Created", Revision: 3, Root: 0, Nodes: []sbom.ID{0}}
	if diff := gocmp.Diff(in, both.Inputs[1]); diff != "" {
		t.Error(diff)
	}
}

// fullDocument is a document of one component of which everything is stated.
func fullDocument() *sbom.Document {
	d := &sbom.Document{}
	fill(reflect.ValueOf(d).Elem(), "doc")
	d.Root, d.TLP = 0, "RED"
	d.Nodes = []sbom.Node{fullNode()}
	loop := sbom.Edge{Scope: sbom.ScopeDev}
	d.Depends, d.Contains = []sbom.Edge{loop}, []sbom.Edge{loop}
	d.Relations[0].From, d.Relations[0].To = 0, 0
	d.Outside[0].From = 0
	d.Annotations[0].Subjects = []sbom.ID{0}
	d.Vulnerabilities[0].Affects = []sbom.ID{0}
	d.Vulnerabilities[0].Limits[0].Of = 0
	return d
}
