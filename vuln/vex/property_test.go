// SPDX-License-Identifier: Apache-2.0

package vex_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/kedja/kedja/vuln/vex"
)

var rank = map[vex.Status]int{vex.Unknown: 0, vex.NotAffected: 1, vex.Fixed: 2, vex.UnderInvestigation: 3, vex.Affected: 4}

// someStatement draws a statement of a small world, so that they meet.
func someStatement(t *rapid.T) vex.Statement {
	pick := func(label string, list ...string) string { return rapid.SampledFrom(list).Draw(t, label) }
	part := vex.Product{PURLs: []string{pick("purl", "pkg:npm/zip", "pkg:npm/zip@2", "pkg:npm/zip@3", "pkg:npm/zip@2?os=linux", "pkg:npm/zap@2")}}
	if rapid.Bool().Draw(t, "within") {
		part = vex.Product{PURLs: []string{pick("product", "pkg:generic/amf", "pkg:generic/amf@7", "pkg:generic/smf")}, Subcomponents: []vex.Product{part}}
	}
	s := vex.Statement{
		Vulnerability: vex.Vulnerability{ID: pick("id", "CVE-1", "CVE-2", "GHSA-1"), Aliases: []string{pick("alias", "GHSA-1", "GHSA-2", "DSA-1")}},
		Products:      []vex.Product{part}, Author: pick("author", "a", "b", "A", ""),
		Status:    vex.Status(pick("status", "affected", "not_affected", "fixed", "under_investigation")),
		Timestamp: time.Date(2026, 1, rapid.IntRange(1, 4).Draw(t, "day"), 0, 0, 0, 0, time.UTC), Format: vex.OpenVEX,
	}
	s.Impact = pick("impact", "x", "y")
	return s
}

// someDocuments draws documents, each with a place in a file for every
// statement as a reader gives it.
func someDocuments(t *rapid.T) []*vex.Document {
	var list []*vex.Document
	for i := range rapid.IntRange(0, 4).Draw(t, "documents") {
		d := &vex.Document{Format: vex.OpenVEX, ID: fmt.Sprint(i)}
		for j := range rapid.IntRange(0, 4).Draw(t, "statements") {
			s := someStatement(t)
			s.DocumentID, s.Position.File, s.Position.Line = d.ID, d.ID, j+1
			d.Statements = append(d.Statements, s)
		}
		list = append(list, d)
	}
	return list
}

var theProducts = []vex.Thing{thing("pkg:generic/amf@7")}

func ask(docs []*vex.Document, names ...string) vex.Verdict {
	return vex.NewSet(asOf, docs...).Of(thing("pkg:npm/zip@2"), theProducts, names...)
}

// TestOrderChangesNothing: neither that of files nor of statements in them.
func TestOrderChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		docs := someDocuments(t)
		want := ask(docs, "CVE-1", "GHSA-1")
		asked := []vex.Asked{{Component: thing("pkg:npm/zip@2"), Products: theProducts, Vulnerabilities: [][]string{{"CVE-1", "GHSA-1"}}}}
		wantUnused := vex.NewSet(asOf, docs...).Unused(asked)
		for _, d := range docs {
			d.Statements = rapid.Permutation(d.Statements).Draw(t, "statements")
		}
		mixed := rapid.Permutation(docs).Draw(t, "documents")
		equal(t, want, ask(mixed, "CVE-1", "GHSA-1"))
		equal(t, wantUnused, vex.NewSet(asOf, mixed...).Unused(asked))
	})
}

// TestUnrelatedChangesNothing: a statement of another vulnerability, of another
// product or of the future.
func TestUnrelatedChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		docs := someDocuments(t)
		want := ask(docs, "CVE-1", "GHSA-1")
		s := someStatement(t)
		switch rapid.IntRange(0, 2).Draw(t, "unrelated by") {
		case 0:
			s.Vulnerability = vex.Vulnerability{ID: "CVE-9", Aliases: []string{"GHSA-9"}}
		case 1:
			s.Products = []vex.Product{{PURLs: []string{"pkg:npm/else@2"}}}
		default:
			s.Timestamp = asOf.AddDate(0, 0, 1)
		}
		equal(t, want, ask(append(docs, &vex.Document{Format: vex.OpenVEX, Statements: []vex.Statement{s}}), "CVE-1", "GHSA-1"))
	})
}

// TestNamesAreSymmetric: the order of the names that are asked for, and which
// of a statement's names is the main one, change nothing but the name.
func TestNamesAreSymmetric(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		docs := someDocuments(t)
		names := rapid.SliceOfN(rapid.SampledFrom([]string{"CVE-1", "CVE-2", "GHSA-1", "GHSA-2", "DSA-1"}), 1, 4).Draw(t, "names")
		want := ask(docs, names...)
		equal(t, want, ask(docs, rapid.Permutation(names).Draw(t, "mixed")...))
		for _, d := range docs {
			for i := range d.Statements {
				v := &d.Statements[i].Vulnerability
				v.ID, v.Aliases = v.Aliases[0], []string{v.ID}
			}
		}
		got := ask(docs, names...)
		if got.Status != want.Status || got.Conflict != want.Conflict || len(got.Applied) != len(want.Applied) {
			t.Fatalf("%+v became %+v", want, got)
		}
	})
}

// TestAnotherVoiceNeverImproves: what one more author says of the same thing
// cannot make the status better, and the worst that is said is what counts.
func TestAnotherVoiceNeverImproves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		docs := someDocuments(t)
		before := ask(docs, "CVE-1")
		s := someStatement(t)
		s.Author, s.Vulnerability.ID = "somebody else", "CVE-1"
		// Of the same scope as what decided before: of the component anywhere
		// only where nobody speaks of the product.
		s.Products = []vex.Product{{PURLs: []string{"pkg:npm/zip@2"}}}
		if slices.ContainsFunc(before.Applied, func(a vex.Applied) bool { return a.Scope == vex.InProduct }) {
			s.Products = []vex.Product{{PURLs: []string{"pkg:generic/amf@7"}}}
		}
		after := ask(append(docs, &vex.Document{Format: vex.OpenVEX, Statements: []vex.Statement{s}}), "CVE-1")
		if want := max(rank[before.Status], rank[s.Status]); rank[after.Status] != want {
			t.Fatalf("%q, and %q of another: %q", before.Status, s.Status, after.Status)
		}
		if before.Status != vex.Unknown && before.Status != s.Status && !after.Conflict {
			t.Fatal("a disagreement is not said")
		}
	})
}

func equal(t *rapid.T, want, got any) {
	t.Helper()
	if w, g := fmt.Sprintf("%#v", flat(want)), fmt.Sprintf("%#v", flat(got)); w != g {
		t.Fatalf("%s\nbecame\n%s", w, g)
	}
}

// flat takes the statements of an answer out from behind their pointers.
func flat(v any) []string {
	var out []string
	switch v := v.(type) {
	case vex.Verdict:
		out = append(out, fmt.Sprint(v.Status, v.Justification, v.Conflict, v.Why))
		for _, a := range v.Applied {
			out = append(out, fmt.Sprint(a.Scope, a.Decides, *a.Statement))
		}
		for _, s := range v.Possible {
			out = append(out, fmt.Sprint(*s))
		}
	case []vex.Unused:
		for _, u := range v {
			out = append(out, fmt.Sprint(u.Reason, *u.Statement))
		}
	}
	return out
}
