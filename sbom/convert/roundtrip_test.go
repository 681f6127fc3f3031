// SPDX-License-Identifier: Apache-2.0

package convert_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/convert"
	"github.com/kedja/kedja/sbom/read"
)

// TestRoundTrip writes documents of what both formats can say and reads them
// again: nothing is lost, on the way over the other format neither.
func TestRoundTrip(t *testing.T) {
	for _, way := range [][]string{
		{"cyclonedx-1.6-json"}, {"cyclonedx-1.7-json"}, {"cyclonedx-1.6-xml"}, {"cyclonedx-1.7-xml"}, {"spdx-2.3-json"},
		{"cyclonedx-1.6-json", "spdx-2.3-json", "cyclonedx-1.6-json"},
		{"spdx-2.3-json", "cyclonedx-1.7-xml", "spdx-2.3-json"},
	} {
		t.Run(strings.Join(way, "→"), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				doc := common(t)
				want := normal(doc)
				for _, target := range way {
					doc = pass(t, doc, target)
				}
				if diff := gocmp.Diff(want, normal(doc), cmpopts.EquateEmpty()); diff != "" {
					t.Fatalf("(-before +after)\n%s", diff)
				}
			})
		})
	}
}

// TestRoundTripOfOne does the same with what only one of the formats can say.
func TestRoundTripOfOne(t *testing.T) {
	for _, c := range []struct {
		target string
		draw   func(*rapid.T) *sbom.Document
	}{
		{"cyclonedx-1.7-json", ofCycloneDX}, {"cyclonedx-1.7-xml", ofCycloneDX}, {"spdx-2.3-json", ofSPDX},
	} {
		t.Run(c.target, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				doc := c.draw(t)
				if diff := gocmp.Diff(normal(doc), normal(pass(t, doc, c.target)), cmpopts.EquateEmpty()); diff != "" {
					t.Fatalf("(-before +after)\n%s", diff)
				}
			})
		})
	}
}

// pass writes a document and reads what was written.
func pass(t *rapid.T, doc *sbom.Document, target string) *sbom.Document {
	var b bytes.Buffer
	if _, err := convert.To(&b, doc, target, nil); err != nil {
		t.Fatal(err)
	}
	again, list, err := read.Bytes("x", b.Bytes(), nil)
	if err != nil {
		t.Fatalf("%v\n%s", err, b.Bytes())
	}
	if errs := list.Errors(); len(errs) > 0 {
		t.Fatalf("%v\n%s", errs, b.Bytes())
	}
	return again
}

// comparable is a document in the form in which two of the same content are
// equal, whatever format they were read from.
type comparable struct {
	Document                   sbom.Document
	Depends, Contains, Related []relation
	Annotations                []annotation
	Affected, Outside          []string
}

type relation struct {
	From, To, Type string
	Scope          sbom.Scope
}

type annotation struct {
	Subjects []string
	sbom.Annotation
}

// normal takes away what stands for the place in a file, and says in one way
// what the formats say in two.
func normal(doc *sbom.Document) comparable {
	d := *doc
	c := comparable{
		Depends: relations(doc, doc.Depends), Contains: relations(doc, doc.Contains),
	}
	for _, r := range doc.Relations {
		c.Related = append(c.Related, relation{doc.Node(r.From).Ref, doc.Node(r.To).Ref, r.Type, r.Scope})
	}
	sortRelations(c.Related)
	for _, a := range doc.Annotations {
		out := annotation{Annotation: a}
		for _, id := range a.Subjects {
			out.Subjects = append(out.Subjects, doc.Node(id).Ref)
		}
		out.Annotation.Subjects = nil
		c.Annotations = append(c.Annotations, out)
	}
	slices.SortFunc(c.Annotations, func(a, b annotation) int { return strings.Compare(a.Text+a.Annotator, b.Text+b.Annotator) })
	d.Vulnerabilities = slices.Clone(d.Vulnerabilities)
	for i := range d.Vulnerabilities {
		v := &d.Vulnerabilities[i]
		for _, id := range v.Affects {
			c.Affected = append(c.Affected, v.ID+" "+doc.Node(id).Ref)
		}
		v.Limits = slices.Clone(v.Limits)
		for j := range v.Limits {
			if l := &v.Limits[j]; l.Outside == "" {
				l.Of, l.Outside = sbom.None, doc.Node(l.Of).Ref
			}
		}
		v.Affects, v.Line = nil, 0
	}
	for _, o := range doc.Outside {
		c.Outside = append(c.Outside, fmt.Sprint(doc.Node(o.From).Ref, o.To, o.Type, o.Reversed, o.Scope))
	}
	d.Outside = nil
	optional(doc, c.Depends)
	d.File, d.SHA256, d.Size, d.Format, d.SpecVersion, d.Serialization = "", "", 0, "", "", ""
	d.Revision = max(d.Revision, 1) // what is not stated is written as 1
	d.Depends, d.Contains, d.Relations, d.Annotations, d.Diagnostics, d.Root = nil, nil, nil, nil, nil, 0
	d.Tools = slices.DeleteFunc(slices.Clone(d.Tools), func(s string) bool { return s == "kedja" })
	if n := len(d.Authors); n > 0 && d.Manufacturer == nil && d.Authors[n-1].Kind == sbom.PartyOrganization {
		d.Authors, d.Manufacturer = d.Authors[:n-1:n-1], &d.Authors[n-1]
	}
	d.Nodes = nil
	for _, n := range doc.Nodes {
		d.Nodes = append(d.Nodes, normalNode(n))
	}
	slices.SortFunc(d.Nodes, func(a, b sbom.Node) int { return strings.Compare(a.Ref, b.Ref) })
	c.Document = d
	return c
}

func normalNode(n sbom.Node) sbom.Node {
	n.Parent, n.List, n.Index, n.Line = sbom.None, 0, 0, 0
	if n.Kind == sbom.KindRoot {
		n.Kind = sbom.KindComponent
	}
	n.Unknown &^= sbom.UnknownDownload // SPDX demands to say something of it
	if n.Kind == sbom.KindFile {
		n.Unknown &^= sbom.UnknownCopyright
	}
	if n.Scope == sbom.ScopeOptional {
		n.Scope = sbom.ScopeUnstated
	}
	if o := n.Originator; o != nil && o.Kind == sbom.PartyPerson {
		n.Originator, n.Authors = nil, []sbom.Party{*o}
	} else if o != nil {
		n.Originator, n.Manufacturer = nil, o
	}
	n.Licenses, n.Declared, n.Concluded = sortedLicenses(n)
	n.References = slices.Clone(n.References)
	if r := (sbom.ExternalReference{Type: "distribution", URL: n.DownloadURL}); r.URL != "" && !slices.Contains(n.References, r) {
		n.References = append(n.References, r)
	}
	slices.SortFunc(n.References, func(a, b sbom.ExternalReference) int { return strings.Compare(a.Type+a.URL, b.Type+b.URL) })
	if n.More != nil {
		more := *n.More
		more.Identifiers = slices.Clone(more.Identifiers)
		for i := range more.Identifiers {
			if more.Identifiers[i].Scheme == "omniborId" {
				more.Identifiers[i].Scheme = "gitoid"
			}
		}
		slices.SortFunc(more.Identifiers, func(a, b sbom.Identifier) int { return strings.Compare(a.Scheme, b.Scheme) })
		n.More = &more
	}
	return n
}

// sortedLicenses puts the licences and what is said of them in order.
func sortedLicenses(n sbom.Node) (list []string, declared, concluded uint16) {
	list = slices.Sorted(slices.Values(n.Licenses))
	for _, l := range n.DeclaredLicenses() {
		declared |= 1 << slices.Index(list, l)
	}
	for _, l := range n.ConcludedLicenses() {
		concluded |= 1 << slices.Index(list, l)
	}
	return list, declared, concluded
}

// optional gives the scope of components to the dependencies on them.
func optional(doc *sbom.Document, list []relation) {
	refs := map[string]bool{}
	for _, n := range doc.Nodes {
		refs[n.Ref] = n.Scope == sbom.ScopeOptional
	}
	for i := range list {
		if refs[list[i].To] {
			list[i].Scope = sbom.ScopeOptional
		}
	}
}

func relations(doc *sbom.Document, edges []sbom.Edge) []relation {
	var out []relation
	for _, e := range edges {
		out = append(out, relation{From: doc.Node(e.From).Ref, To: doc.Node(e.To).Ref, Scope: e.Scope})
	}
	sortRelations(out)
	return out
}

func sortRelations(list []relation) {
	slices.SortFunc(list, func(a, b relation) int {
		return strings.Compare(a.From+"\x00"+a.To+"\x00"+a.Type, b.From+"\x00"+b.To+"\x00"+b.Type)
	})
}
