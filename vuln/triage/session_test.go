// SPDX-License-Identifier: Apache-2.0

package triage_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/vuln"
	"github.com/kedja/kedja/vuln/listed"
	"github.com/kedja/kedja/vuln/triage"
	"github.com/kedja/kedja/vuln/vex"
)

// asking is a source that answers one by one as well.
type asking struct{ said }

func (a asking) Session() vuln.Session { return one{a} }

type one struct{ asking }

func (o one) Ask(q *vuln.Query) (vuln.Answer, error) {
	if q.PURL == "pkg:npm/broken" {
		return vuln.Answer{}, errors.New("broken")
	}
	answers, _, err := o.Match(context.Background(), []vuln.Query{*q})
	return answers[0], err
}

func (o one) Diagnostics() diag.List { return diag.List{{Code: "x", Message: "of " + o.file}} }

// TestSession judges one by one what Judge does at once, by one source and by
// two of which each knows what the other does not.
func TestSession(t *testing.T) {
	kev, _, err := listed.Read("kev.json", strings.NewReader(`{"catalogVersion":"2026.11.01","dateReleased":"2026-11-01T00:00:00Z","count":1,"vulnerabilities":[{"cveID":"CVE-2","dateAdded":"2026-01-02"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	a := asking{said{"a", map[string]vuln.Answer{"p": found("CVE-3", "CVE-1"), "q": {State: vuln.Checked}, "r": found("CVE-2")}}}
	b := asking{said{"b", map[string]vuln.Answer{"p": found("CVE-1", "CVE-2"), "s": {Reason: vuln.NoVersion, Found: found("CVE-4").Found}, "r": {State: vuln.Checked}}}}
	for _, sources := range [][]vuln.Source{{a}, {a, b}, nil} {
		o := triage.Options{AsOf: asOf, Sources: sources, Lists: listed.Join(kev)}
		s, ok := triage.NewSession(o)
		if !ok {
			t.Fatal("there is no session")
		}
		other, _ := triage.NewSession(o)
		var components []triage.Component
		for _, purl := range []string{"p", "q", "r", "s", "t"} {
			components = append(components, component(purl))
		}
		several := component("q")
		several.Others = []vuln.Query{{PURL: "r"}, {PURL: "s"}}
		components = append(components, several)
		want, list, err := triage.Judge(t.Context(), components, o)
		if err != nil {
			t.Fatal(err)
		}
		for i := range components {
			got, err := s.Judge(&components[i].Query, components[i].Others...)
			if diff := cmp.Diff(want[i], got); diff != "" || err != nil {
				t.Errorf("%s: error %v (-at once +one by one)\n%s", components[i].Query.PURL, err, diff)
			}
		}
		if n := len(triage.Said([]*triage.Session{s, other})); n != len(list)+len(sources) {
			t.Errorf("%d diagnostics, want %d and one of each of %d sources", n, len(list), len(sources))
		}
	}
	if triage.Said(nil) != nil {
		t.Error("no session says something")
	}
}

func TestNoSession(t *testing.T) {
	source := asking{said{file: "a"}}
	if _, ok := triage.NewSession(triage.Options{Sources: []vuln.Source{source}, Statements: []*vex.Document{{}}}); ok {
		t.Error("there are statements")
	}
	if _, ok := triage.NewSession(triage.Options{Sources: []vuln.Source{source, source.said}}); ok {
		t.Error("a source answers at once only")
	}
	s, _ := triage.NewSession(triage.Options{Sources: []vuln.Source{source}})
	if _, err := s.Judge(&vuln.Query{PURL: "pkg:npm/broken"}); err == nil || !strings.Contains(err.Error(), "broken") {
		t.Errorf("error %v", err)
	}
	if _, err := s.Judge(&vuln.Query{PURL: "q"}, vuln.Query{PURL: "pkg:npm/broken"}); err == nil {
		t.Error("a source that cannot be asked by another name is no error")
	}
}
