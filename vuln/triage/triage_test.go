// SPDX-License-Identifier: Apache-2.0

package triage_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/vuln"
	"github.com/kedja/kedja/vuln/listed"
	"github.com/kedja/kedja/vuln/triage"
	"github.com/kedja/kedja/vuln/vex"
)

var asOf = time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)

// said is a source that answers by package URL, and knows nothing of others.
type said struct {
	file    string
	answers map[string]vuln.Answer
}

func (s said) Match(_ context.Context, queries []vuln.Query) ([]vuln.Answer, diag.List, error) {
	out := make([]vuln.Answer, len(queries))
	for i, q := range queries {
		a, ok := s.answers[q.PURL]
		if !ok {
			a = vuln.Answer{Reason: vuln.NotInResult}
		}
		out[i] = a
	}
	return out, nil, nil
}

func (s said) Origins() []vuln.Origin { return []vuln.Origin{{File: s.file}} }

func found(ids ...string) vuln.Answer {
	a := vuln.Answer{State: vuln.Checked}
	for _, id := range ids {
		a.Found = append(a.Found, vuln.Found{ID: id, Severity: "high"})
	}
	return a
}

// component is one that stands once in an SBOM, as part of the product.
func component(purl string, known ...vuln.Known) triage.Component {
	return triage.Component{
		Query: vuln.Query{PURL: purl}, Ask: true, Known: known,
		Places: []triage.Place{{Thing: vex.Thing{PURLs: []string{purl}}, Products: []vex.Thing{{PURLs: []string{"pkg:generic/product@1"}}}}},
	}
}

func statement(t testing.TB, author, status, vulnerability, product string) *vex.Document {
	t.Helper()
	justification := ""
	if status == "not_affected" {
		justification = `"justification": "vulnerable_code_not_present",`
	}
	text := fmt.Sprintf(`{"@context": "https://openvex.dev/ns/v0.2.0", "@id": "https://example.org/%s/%s", "author": %q,
		"timestamp": "2026-11-01T00:00:00Z", "version": 1, "statements": [{"vulnerability": {"name": %q}, %s
		"products": [{"@id": %q}], "status": %q, "action_statement": "update"}]}`, author, status, author, vulnerability, justification, product, status)
	d, list, err := vex.Read(t.Context(), author+".openvex.json", strings.NewReader(text))
	if err != nil || list.Err() != nil {
		t.Fatal(err, list)
	}
	return d
}

func judge(t testing.TB, o triage.Options, components ...triage.Component) ([]triage.Outcome, diag.List) {
	t.Helper()
	o.AsOf = asOf
	out, list, err := triage.Judge(t.Context(), components, o)
	if err != nil {
		t.Fatal(err)
	}
	return out, list
}

// ids are the names of what is known, with the status behind a colon.
func ids(o triage.Outcome) (out []string) {
	for _, k := range o.Known {
		id := k.ID
		if k.Status != "" {
			id += ":" + string(k.Status)
		}
		out = append(out, id)
	}
	return out
}

func TestSourcesAreJoinedByName(t *testing.T) {
	index := said{"osv.idx", map[string]vuln.Answer{"pkg:npm/a@1": {State: vuln.Checked, Found: []vuln.Found{
		{ID: "CVE-2026-0001", Records: []string{"GHSA-aaaa"}, Severity: "moderate", Fixed: "1.2"},
	}}}}
	scanner := said{"scan.json", map[string]vuln.Answer{"pkg:npm/a@1": {State: vuln.Checked, Found: []vuln.Found{
		{ID: "GHSA-aaaa", Records: []string{"GHSA-aaaa"}, Severity: "high", Fixed: "1.10"}, {ID: "GHSA-bbbb", Records: []string{"GHSA-bbbb"}},
	}}}}
	embedded := vuln.Known{Found: vuln.Found{ID: "CVE-2026-0001", Severity: "low"}, Sources: []string{"sbom.json"}}
	out, _ := judge(t, triage.Options{Sources: []vuln.Source{index, scanner}}, component("pkg:npm/a@1", embedded))
	want := []vuln.Known{
		{Found: vuln.Found{ID: "CVE-2026-0001", Records: []string{"GHSA-aaaa"}, Severity: "high", Fixed: "1.10"}, Sources: []string{"osv.idx", "sbom.json", "scan.json"}},
		{Found: vuln.Found{ID: "GHSA-bbbb", Records: []string{"GHSA-bbbb"}}, Sources: []string{"scan.json"}},
	}
	if diff := cmp.Diff(want, out[0].Known, equalEmpty); diff != "" {
		t.Error(diff)
	}
}

var equalEmpty = cmp.Transformer("empty", func(s []string) []string {
	if len(s) == 0 {
		return nil
	}
	return s
})

// TestFixOfAllPlaces: where one place is sure of a vulnerability and knows no
// fix, none is known.
func TestFixOfAllPlaces(t *testing.T) {
	with := func(file, fixed string) said {
		return said{file, map[string]vuln.Answer{"pkg:npm/a@1": {State: vuln.Checked, Found: []vuln.Found{{ID: "CVE-2026-0001", Records: []string{file}, Fixed: fixed}}}}}
	}
	out, _ := judge(t, triage.Options{Sources: []vuln.Source{with("one", "1.2"), with("two", "")}}, component("pkg:npm/a@1"))
	if got := out[0].Known[0].Fixed; got != "" {
		t.Errorf("fixed in %s", got)
	}
}

// TestOneOfSeveralCVEs: a notice that covers two CVEs is not settled by a
// statement about one, and does not make one of what databases hold apart.
func TestOneOfSeveralCVEs(t *testing.T) {
	source := said{"osv.idx", map[string]vuln.Answer{"pkg:deb/debian/a@1": {State: vuln.Checked, Found: []vuln.Found{
		{ID: "DSA-1-1", Records: []string{"DSA-1-1"}, Aliases: []string{"CVE-2026-0001", "CVE-2026-0002"}},
		{ID: "CVE-2026-0001", Records: []string{"DEBIAN-CVE-2026-0001"}}, {ID: "CVE-2026-0002", Records: []string{"DEBIAN-CVE-2026-0002"}},
	}}}}
	o := triage.Options{Sources: []vuln.Source{source}}
	for _, c := range []struct {
		documents []*vex.Document
		want      []string
	}{
		{[]*vex.Document{statement(t, "a", "not_affected", "CVE-2026-0001", "pkg:deb/debian/a@1")},
			[]string{"CVE-2026-0001:not_affected", "CVE-2026-0002", "DSA-1-1"}},
		{[]*vex.Document{statement(t, "a", "not_affected", "CVE-2026-0001", "pkg:deb/debian/a@1"), statement(t, "b", "fixed", "CVE-2026-0002", "pkg:deb/debian/a@1")},
			[]string{"CVE-2026-0001:not_affected", "CVE-2026-0002:fixed", "DSA-1-1:fixed"}},
		{[]*vex.Document{statement(t, "a", "fixed", "DSA-1-1", "pkg:deb/debian/a@1")}, []string{"CVE-2026-0001", "CVE-2026-0002", "DSA-1-1:fixed"}},
	} {
		o.Statements = c.documents
		out, _ := judge(t, o, component("pkg:deb/debian/a@1"))
		if diff := cmp.Diff(c.want, ids(out[0])); diff != "" {
			t.Error(diff)
		}
	}
}

// TestAffectedWhereverItIsStated: what a statement says is affected is known of
// every component that it names, whatever it names them by.
func TestAffectedWhereverItIsStated(t *testing.T) {
	py := component("pkg:pypi/foo-bar@1")
	hashed := component("pkg:generic/other@1")
	hashed.Places[0].Thing.Hashes = []sbom.Hash{{Alg: "SHA-256", Value: strings.Repeat("ab", 32)}}
	text := `{"@context": "https://openvex.dev/ns/v0.2.0", "@id": "https://example.org/1", "author": "maker", "timestamp": "2026-11-01T00:00:00Z", "version": 1,
		"statements": [{"vulnerability": {"name": "CVE-2026-0003"}, "status": "affected", "action_statement": "update",
		"products": [{"@id": "pkg:pypi/Foo_Bar@1"}, {"@id": "x", "hashes": {"sha-256": "` + strings.Repeat("ab", 32) + `"}}, {"@id": "pkg:npm/a@1"}]}]}`
	d, list, err := vex.Read(t.Context(), "maker.json", strings.NewReader(text))
	if err != nil || list.Err() != nil {
		t.Fatal(err, list)
	}
	known := component("pkg:npm/a@1", vuln.Known{Found: vuln.Found{ID: "CVE-2026-0003"}})
	out, _ := judge(t, triage.Options{Statements: []*vex.Document{d}}, py, hashed, known, component("pkg:npm/b@1"))
	for i, want := range [][]string{{"CVE-2026-0003:affected"}, {"CVE-2026-0003:affected"}, {"CVE-2026-0003:affected"}, nil} {
		if diff := cmp.Diff(want, ids(out[i])); diff != "" {
			t.Errorf("component %d: %s", i, diff)
		}
	}
}

// TestLaterStatements: a statement made after the date of the assessment does
// not act, even where the SBOM itself has it.
func TestLaterStatements(t *testing.T) {
	d := statement(t, "maker", "not_affected", "CVE-2026-0001", "pkg:npm/a@1")
	c := component("pkg:npm/a@1", vuln.Known{Found: vuln.Found{ID: "CVE-2026-0001"}, Status: vuln.NotAffected})
	out, _, err := triage.Judge(t.Context(), []triage.Component{c}, triage.Options{AsOf: asOf.AddDate(0, -6, 0), Statements: []*vex.Document{d}})
	if err != nil || out[0].Known[0].Status != "" {
		t.Errorf("%+v, %v", out, err)
	}
}

// TestSeveralWaysToAsk: what any package URL of a component finds is found, and
// it is checked where all were.
func TestSeveralWaysToAsk(t *testing.T) {
	source := said{"osv.idx", map[string]vuln.Answer{"pkg:npm/a@1": found(), "pkg:npm/left@1": found("CVE-2026-0001")}}
	c := component("pkg:npm/a@1")
	c.Others = []vuln.Query{{PURL: "pkg:npm/left@1"}}
	out, _ := judge(t, triage.Options{Sources: []vuln.Source{source}}, c)
	if got := ids(out[0]); !slices.Equal(got, []string{"CVE-2026-0001"}) || out[0].Lookup.State != vuln.Checked {
		t.Errorf("%v, %+v", got, out[0].Lookup)
	}
	// A name that no database covers hides nothing that another name finds.
	source.answers["pkg:generic/left@1"] = vuln.Answer{Reason: vuln.NotCovered}
	c.Query, c.Others = vuln.Query{PURL: "pkg:generic/left@1"}, append(c.Others, c.Query)
	out, _ = judge(t, triage.Options{Sources: []vuln.Source{source}}, c)
	if got := ids(out[0]); !slices.Equal(got, []string{"CVE-2026-0001"}) || out[0].Lookup.State != vuln.Checked {
		t.Errorf("%v, %+v", got, out[0].Lookup)
	}
	c.Others = append(c.Others, vuln.Query{PURL: "pkg:npm/nobody@1"})
	if out, _ = judge(t, triage.Options{Sources: []vuln.Source{source}}, c); out[0].Lookup.State != vuln.Unknown {
		t.Errorf("%+v", out[0].Lookup)
	}
}

func TestLookup(t *testing.T) {
	missing := said{"osv.idx", map[string]vuln.Answer{"pkg:npm/a@1": {Reason: vuln.NoEcosystem}}}
	scanned := said{"scan.json", map[string]vuln.Answer{"pkg:npm/b@1": found()}}
	for _, c := range []struct {
		purl    string
		sources []vuln.Source
		want    *vuln.Lookup
	}{
		{"pkg:npm/a@1", nil, nil},
		{"pkg:npm/a@1", []vuln.Source{missing, scanned}, &vuln.Lookup{Reason: vuln.NoEcosystem}},
		{"pkg:npm/a@1", []vuln.Source{scanned, missing}, &vuln.Lookup{Reason: vuln.NoEcosystem}},
		{"pkg:npm/b@1", []vuln.Source{missing, scanned}, &vuln.Lookup{State: vuln.Checked}},
		{"pkg:npm/c@1", []vuln.Source{scanned}, &vuln.Lookup{Reason: vuln.NotInResult}},
	} {
		out, _ := judge(t, triage.Options{Sources: c.sources}, component(c.purl))
		if diff := cmp.Diff(c.want, out[0].Lookup); diff != "" {
			t.Errorf("%s of %d sources: %s", c.purl, len(c.sources), diff)
		}
	}
}

func TestStatements(t *testing.T) {
	source := said{"osv.idx", map[string]vuln.Answer{"pkg:npm/a@1": found("CVE-2026-0001", "CVE-2026-0002"), "pkg:npm/b@1": found()}}
	for _, c := range []struct {
		name      string
		documents []*vex.Document
		want      []string
		disagree  bool
	}{
		{"nothing is stated", nil, []string{"CVE-2026-0001", "CVE-2026-0002"}, false},
		{"of one vulnerability", []*vex.Document{statement(t, "maker", "not_affected", "CVE-2026-0001", "pkg:npm/a@1")},
			[]string{"CVE-2026-0001:not_affected", "CVE-2026-0002"}, false},
		{"the worst of two authors counts", []*vex.Document{statement(t, "maker", "not_affected", "CVE-2026-0001", "pkg:npm/a@1"),
			statement(t, "agency", "affected", "CVE-2026-0001", "pkg:npm/a@1")}, []string{"CVE-2026-0001:affected", "CVE-2026-0002"}, true},
		{"of another version", []*vex.Document{statement(t, "maker", "fixed", "CVE-2026-0001", "pkg:npm/a@2")}, []string{"CVE-2026-0001", "CVE-2026-0002"}, false},
		{"affected, and no source knew", []*vex.Document{statement(t, "maker", "affected", "CVE-2026-0003", "pkg:npm/a@1")},
			[]string{"CVE-2026-0001", "CVE-2026-0002", "CVE-2026-0003:affected"}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			out, _ := judge(t, triage.Options{Sources: []vuln.Source{source}, Statements: c.documents}, component("pkg:npm/a@1"), component("pkg:npm/b@1"))
			if diff := cmp.Diff(c.want, ids(out[0])); diff != "" {
				t.Error(diff)
			}
			if len(out[1].Known) > 0 {
				t.Errorf("the other component has %v", ids(out[1]))
			}
			if got := out[0].Known[0].Disagree; got != c.disagree {
				t.Errorf("disagree: %v", got)
			}
		})
	}
}

// TestSilentPlace: a component in two products of which one maker says that it
// is not affected stays open for the other.
func TestSilentPlace(t *testing.T) {
	c := component("pkg:npm/a@1", vuln.Known{Found: vuln.Found{ID: "CVE-2026-0001"}})
	c.Places[0].Thing.Ref, c.Places[0].Thing.Serial = "a", "urn:uuid:1"
	other := c.Places[0]
	other.Products = []vex.Thing{{PURLs: []string{"pkg:generic/another@1"}}}
	c.Places = append(c.Places, other)
	d := statement(t, "maker", "not_affected", "CVE-2026-0001", "pkg:generic/product@1")
	out, _ := judge(t, triage.Options{Statements: []*vex.Document{d}}, c)
	if got := ids(out[0]); !slices.Equal(got, []string{"CVE-2026-0001"}) || len(out[0].Known[0].Statements) != 1 {
		t.Errorf("%v, %d statements", got, len(out[0].Known[0].Statements))
	}
	if got := out[0].Known[0].OpenAt; !slices.Equal(got, []int{1}) {
		t.Errorf("open at %v", got)
	}
}

// TestPlacesAlike: which places are open is said only where others are not.
func TestPlacesAlike(t *testing.T) {
	c := component("pkg:npm/a@1", vuln.Known{Found: vuln.Found{ID: "CVE-2026-0001"}})
	c.Places = append(c.Places, c.Places[0])
	for status, want := range map[string]string{"not_affected": "CVE-2026-0001:not_affected", "affected": "CVE-2026-0001:affected"} {
		out, _ := judge(t, triage.Options{Statements: []*vex.Document{statement(t, "maker", status, "CVE-2026-0001", "pkg:npm/a@1")}}, c)
		if got := ids(out[0]); !slices.Equal(got, []string{want}) || out[0].Known[0].OpenAt != nil {
			t.Errorf("%v, open at %v", got, out[0].Known[0].OpenAt)
		}
	}
}

func TestIdleStatementsAreSaid(t *testing.T) {
	docs := []*vex.Document{
		statement(t, "one", "not_affected", "CVE-2026-0001", "pkg:npm/elsewhere@1"),
		statement(t, "two", "fixed", "CVE-2026-0009", "pkg:npm/a@1"),
	}
	_, list := judge(t, triage.Options{Statements: docs}, component("pkg:npm/a@1", vuln.Known{Found: vuln.Found{ID: "CVE-2026-0001"}}))
	if !list.Has("vex/product-not-found") || !list.Has("vex/vulnerability-not-found") {
		t.Error(list)
	}
}

func TestLists(t *testing.T) {
	f, list, err := listed.Read("own.csv", strings.NewReader("cve\nCVE-2026-0001\n"))
	if err != nil || list.Err() != nil {
		t.Fatal(err, list)
	}
	out, _ := judge(t, triage.Options{Lists: listed.Join(f)}, component("pkg:npm/a@1",
		vuln.Known{Found: vuln.Found{ID: "GHSA-aaaa", Aliases: []string{"CVE-2026-0001"}}}, vuln.Known{Found: vuln.Found{ID: "CVE-2026-0002"}}))
	for _, k := range out[0].Known {
		if got := k.Exploited.Known(); got == nil || *got != (k.ID == "GHSA-aaaa") {
			t.Errorf("%s exploited: %v", k.ID, got)
		}
	}
	out, _ = judge(t, triage.Options{}, component("pkg:npm/a@1", vuln.Known{Found: vuln.Found{ID: "CVE-2026-0001"}}))
	if out[0].Known[0].Exploited.Known() != nil {
		t.Error("exploited is known without a list")
	}
}

// TestOrderDoesNotMatter: whatever the order of sources and statements, the
// outcomes are the same.
func TestOrderDoesNotMatter(t *testing.T) {
	docs := []*vex.Document{
		statement(t, "a", "not_affected", "CVE-1", "pkg:npm/a@1"), statement(t, "b", "affected", "CVE-1", "pkg:npm/a@1"),
		statement(t, "c", "under_investigation", "CVE-3", "pkg:npm/a@1"), statement(t, "d", "affected", "GHSA-2", "pkg:npm/a@1"),
	}
	names := []string{"CVE-1", "CVE-2", "CVE-3", "GHSA-1", "GHSA-2", "GHSA-3"}
	rapid.Check(t, func(t *rapid.T) {
		var sources []vuln.Source
		for i := range rapid.IntRange(1, 3).Draw(t, "sources") {
			a := vuln.Answer{State: vuln.State(rapid.IntRange(0, 1).Draw(t, "state"))}
			if a.State == vuln.Unknown {
				a.Reason = rapid.SampledFrom([]vuln.Reason{vuln.NotInResult, vuln.NoEcosystem}).Draw(t, "reason")
			}
			for range rapid.IntRange(0, 3).Draw(t, "found") {
				n := rapid.SliceOfNDistinct(rapid.SampledFrom(names), 1, 2, rapid.ID).Draw(t, "names")
				a.Found = append(a.Found, vuln.Found{ID: n[0], Aliases: n[1:], Severity: rapid.SampledFrom([]string{"", "low", "high"}).Draw(t, "severity")})
			}
			sources = append(sources, said{fmt.Sprint(i), map[string]vuln.Answer{"pkg:npm/a@1": a}})
		}
		run := func() []triage.Outcome {
			out, _, err := triage.Judge(context.Background(), []triage.Component{component("pkg:npm/a@1")}, triage.Options{AsOf: asOf, Sources: sources, Statements: docs})
			if err != nil {
				t.Fatal(err)
			}
			return out
		}
		before := run()
		slices.Reverse(sources)
		docs = rapid.Permutation(docs).Draw(t, "documents")
		if diff := cmp.Diff(before, run(), equalEmpty); diff != "" {
			t.Fatal(diff)
		}
	})
}
