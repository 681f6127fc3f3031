// SPDX-License-Identifier: Apache-2.0

package triage_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/kedja/kedja/vuln"
	"github.com/kedja/kedja/vuln/triage"
)

// fixable is "ID severity fixed [status] [exploited] [possible]"; "-" is nothing.
func fixable(text string) vuln.Known {
	words := append(strings.Fields(text), "-", "-", "-")
	for i := range words {
		words[i] = strings.TrimPrefix(words[i], "-")
	}
	k := vuln.Known{Found: vuln.Found{ID: words[0], Severity: words[1], Fixed: words[2]}, Exploited: vuln.Listing{Asked: true}}
	for _, w := range words[3:] {
		switch w {
		case "":
		case "exploited":
			k.Exploited.On = []vuln.ListEntry{{List: "own", ID: k.ID}}
		case "possible":
			k.Possible = true
		default:
			k.Status = vuln.Status(w)
		}
	}
	return k
}

func shown(components []triage.Component, list []triage.Fix) string {
	var out []string
	for _, f := range list {
		exploited := "?"
		if f.Exploited != nil {
			exploited = fmt.Sprint(*f.Exploited)
		}
		out = append(out, fmt.Sprintf("%s to %s: clears %v, %s exploited, %q, left %v", components[f.Component].Query.PURL, f.To, f.Clears, exploited, f.Severity, f.Left))
	}
	return strings.Join(out, "\n")
}

func TestFixes(t *testing.T) {
	for _, c := range []struct {
		why  string
		in   map[string][]string // of a package URL
		want []string
	}{
		{"the largest in the order of the ecosystem", map[string][]string{"pkg:npm/a@1.0.0": {"CVE-1 low 1.2.0", "CVE-2 high 1.10.0", "CVE-3 critical 1.9.9"}},
			[]string{`pkg:npm/a@1.0.0 to 1.10.0: clears [CVE-1 CVE-2 CVE-3], 0 exploited, "critical", left []`}},
		{"as dpkg orders", map[string][]string{"pkg:deb/debian/a@1.0-1?distro=debian-12": {"CVE-1 low 1.0-1+deb12u2", "CVE-2 low 1.0-1+deb12u10", "CVE-3 high -"}},
			[]string{`pkg:deb/debian/a@1.0-1?distro=debian-12 to 1.0-1+deb12u10: clears [CVE-1 CVE-2], 0 exploited, "low", left [CVE-3]`}},
		{"what is stated not to be is no reason, nor what may be", map[string][]string{"pkg:npm/a@1.0.0": {
			"CVE-1 low 2.0.0 not_affected", "CVE-2 low 2.1.0 fixed", "CVE-3 low 2.2.0 possible", "CVE-4 low 1.1.0 affected"}},
			[]string{`pkg:npm/a@1.0.0 to 1.1.0: clears [CVE-4], 0 exploited, "low", left []`}},
		{"no fix is known", map[string][]string{"pkg:npm/a@1.0.0": {"CVE-1 critical -", "CVE-2 critical - exploited"}}, nil},
		{"exploited ones first, then the worst, then the most, then by name", map[string][]string{
			"pkg:npm/e@1.0.0": {"CVE-1 high 2.0.0"}, "pkg:npm/d@1.0.0": {"CVE-1 high 2.0.0"},
			"pkg:npm/c@1.0.0": {"CVE-1 high 2.0.0", "CVE-2 low 2.0.0"}, "pkg:npm/b@1.0.0": {"CVE-3 critical 2.0.0"}, "pkg:npm/a@1.0.0": {"CVE-4 - 2.0.0"},
			"pkg:npm/f@1.0.0": {"CVE-5 low 2.0.0 exploited"}, "pkg:npm/f@0.9.0": {"CVE-5 low 2.0.0 exploited"}},
			[]string{
				`pkg:npm/f@0.9.0 to 2.0.0: clears [CVE-5], 1 exploited, "low", left []`, `pkg:npm/f@1.0.0 to 2.0.0: clears [CVE-5], 1 exploited, "low", left []`,
				`pkg:npm/b@1.0.0 to 2.0.0: clears [CVE-3], 0 exploited, "critical", left []`, `pkg:npm/c@1.0.0 to 2.0.0: clears [CVE-1 CVE-2], 0 exploited, "high", left []`,
				`pkg:npm/d@1.0.0 to 2.0.0: clears [CVE-1], 0 exploited, "high", left []`, `pkg:npm/e@1.0.0 to 2.0.0: clears [CVE-1], 0 exploited, "high", left []`,
				`pkg:npm/a@1.0.0 to 2.0.0: clears [CVE-4], 0 exploited, "", left []`}},
		{"without an order that which is named most often", map[string][]string{"pkg:generic/a@1": {"CVE-1 low blue", "CVE-2 low red", "CVE-3 low red"}},
			[]string{`pkg:generic/a@1 to red: clears [CVE-2 CVE-3], 0 exploited, "low", left [CVE-1]`}},
		{"what cannot be ordered is left", map[string][]string{"pkg:npm/a@1.0.0": {"CVE-1 low 2.0.0", "CVE-2 high main"}},
			[]string{`pkg:npm/a@1.0.0 to 2.0.0: clears [CVE-1], 0 exploited, "low", left [CVE-2]`}},
	} {
		var components []triage.Component
		var outcomes []triage.Outcome
		for purl, list := range c.in {
			var o triage.Outcome
			for _, text := range list {
				o.Known = append(o.Known, fixable(text))
			}
			q := component(purl)
			q.Query.Name = strings.Split(strings.TrimPrefix(purl, "pkg:npm/"), "@")[0]
			components, outcomes = append(components, q), append(outcomes, o)
		}
		if got := shown(components, triage.Fixes(components, outcomes)); got != strings.Join(c.want, "\n") {
			t.Errorf("%s:\n%s\nwant\n%s", c.why, got, strings.Join(c.want, "\n"))
		}
	}
}

// TestNoListNoExploited: without a list it is not known whether any is
// exploited.
func TestNoListNoExploited(t *testing.T) {
	k := fixable("CVE-1 low 2.0.0")
	k.Exploited = vuln.Listing{}
	list := triage.Fixes([]triage.Component{component("pkg:npm/a@1.0.0")}, []triage.Outcome{{Known: []vuln.Known{k}}})
	if len(list) != 1 || list[0].Exploited != nil {
		t.Errorf("%+v", list)
	}
}

// TestFixInTheOrderOfAnyName: where the first name of a component has no
// ecosystem, another says how versions are ordered.
func TestFixInTheOrderOfAnyName(t *testing.T) {
	c := component("pkg:generic/a@1.0.0")
	c.Others = []vuln.Query{{PURL: "pkg:npm/a@1.0.0"}}
	list := triage.Fixes([]triage.Component{c}, []triage.Outcome{{Known: []vuln.Known{fixable("CVE-1 low 1.9.0"), fixable("CVE-2 low 1.10.0")}}})
	if len(list) != 1 || list[0].To != "1.10.0" || len(list[0].Left) > 0 {
		t.Errorf("%+v", list)
	}
}

// TestFixesClearWhatIsOpen: every open vulnerability is either cleared or left,
// none that is closed is, and no smaller version clears as much.
func TestFixesClearWhatIsOpen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var o triage.Outcome
		open := map[string]string{}
		for i := range rapid.IntRange(0, 6).Draw(t, "known") {
			k := fixable(fmt.Sprintf("CVE-%d %s %s", i, rapid.SampledFrom([]string{"-", "low", "high"}).Draw(t, "severity"),
				rapid.SampledFrom([]string{"-", "1.2.0", "1.10.0", "1.10.0-rc.1", "2.0.0"}).Draw(t, "fixed")))
			k.Status = vuln.Status(rapid.SampledFrom([]string{"", "affected", "not_affected", "fixed"}).Draw(t, "status"))
			if k.Status.Open() {
				open[k.ID] = k.Fixed
			}
			o.Known = append(o.Known, k)
		}
		list := triage.Fixes([]triage.Component{component("pkg:npm/a@1.0.0")}, []triage.Outcome{o})
		if len(list) == 0 {
			for id, fixed := range open {
				if fixed != "" {
					t.Fatalf("%s has a fix", id)
				}
			}
			return
		}
		f, needed := list[0], false
		for _, id := range f.Clears {
			needed = needed || open[id] == f.To
			if fixed, isOpen := open[id]; !isOpen || fixed == "" {
				t.Fatalf("%s is cleared", id)
			}
			delete(open, id)
		}
		for _, id := range f.Left {
			if open[id] != "" {
				t.Fatalf("%s is left", id)
			}
			delete(open, id)
		}
		if len(open) > 0 || !needed {
			t.Fatalf("%+v, and %v is not in it", f, open)
		}
	})
}

// TestConfirm: the version that a fix leads to is looked up itself.
func TestConfirm(t *testing.T) {
	one := func(id, severity, fixed string) vuln.Found {
		return vuln.Found{ID: id, Severity: severity, Fixed: fixed}
	}
	at := func(list ...vuln.Found) vuln.Answer { return vuln.Answer{State: vuln.Checked, Found: list} }
	for _, c := range []struct {
		why     string
		known   []string
		answers map[string]vuln.Answer // of versions
		want    string

		elsewhere bool // the source does not know of the vulnerabilities
	}{
		{"what ends with the last version affected is cleared where it is not found", []string{"CVE-1 high 2.0.0", "CVE-2 low -"},
			map[string]vuln.Answer{"2.0.0": at()},
			"2.0.0: clears [CVE-1 CVE-2], left [], brings [], looked up true", false},
		{"nothing is cleared because a source does not know of it", []string{"CVE-1 high 2.0.0", "CVE-2 low -"},
			map[string]vuln.Answer{"2.0.0": at()},
			"2.0.0: clears [CVE-1], left [CVE-2], brings [], looked up true", true},
		{"nor where it may be found", []string{"CVE-1 high 2.0.0", "CVE-2 low -"},
			map[string]vuln.Answer{"2.0.0": at(vuln.Found{ID: "CVE-2", Possible: true})},
			"2.0.0: clears [CVE-1], left [CVE-2], brings [], looked up true", false},
		{"a later version clears what the first brings", []string{"CVE-1 critical 2.0.0"},
			map[string]vuln.Answer{"2.0.0": at(one("CVE-2", "critical", "3.0.0")), "3.0.0": at()},
			"3.0.0: clears [CVE-1], left [], brings [], looked up true", false},
		{"nothing better is known: it says what it brings", []string{"CVE-1 critical 2.0.0"},
			map[string]vuln.Answer{"2.0.0": at(one("CVE-2", "low", ""))},
			"2.0.0: clears [CVE-1], left [], brings [CVE-2], looked up true", false},
		{"the version that is left with the least", []string{"CVE-1 critical 2.0.0"},
			map[string]vuln.Answer{"2.0.0": at(one("CVE-2", "critical", "3.0.0")), "3.0.0": at(one("CVE-3", "low", ""))},
			"3.0.0: clears [CVE-1], left [], brings [CVE-3], looked up true", false},
		{"what comes back stays open", []string{"CVE-1 high 1.5.0", "CVE-2 high 2.0.0"},
			map[string]vuln.Answer{"2.0.0": at(one("CVE-1", "high", ""))},
			"2.0.0: clears [CVE-2], left [CVE-1], brings [], looked up true", false},
		{"what is settled for the version in use is not brought", []string{"CVE-1 high 2.0.0", "CVE-2 high - not_affected"},
			map[string]vuln.Answer{"2.0.0": at(one("CVE-2", "high", ""))},
			"2.0.0: clears [CVE-1], left [], brings [], looked up true", false},
		{"nobody can tell of a later version", []string{"CVE-1 critical 2.0.0"},
			map[string]vuln.Answer{"2.0.0": at(one("CVE-2", "critical", "3.0.0"))},
			"2.0.0: clears [CVE-1], left [], brings [CVE-2], looked up true", false},
		{"nobody can tell of any", []string{"CVE-1 critical 2.0.0"}, nil,
			"2.0.0: clears [CVE-1], left [], brings [], looked up false", false},
		{"versions that lead to one another come to an end", []string{"CVE-1 critical 2.0.0"},
			map[string]vuln.Answer{"2.0.0": at(one("CVE-2", "high", "2.1.0")), "2.1.0": at(one("CVE-3", "high", "2.0.0"))},
			"2.0.0: clears [CVE-1], left [], brings [CVE-2], looked up true", false},
	} {
		var o triage.Outcome
		for _, text := range c.known {
			o.Known = append(o.Known, fixable(text))
		}
		for i := range o.Known {
			if o.Known[i].Sources = []string{"osv.idx"}; c.elsewhere {
				o.Known[i].Sources = []string{"sbom.json"}
			}
		}
		source := said{"osv.idx", map[string]vuln.Answer{}}
		for version, a := range c.answers {
			source.answers["pkg:npm/a@"+version] = a
		}
		components, outcomes := []triage.Component{component("pkg:npm/a@1.0.0")}, []triage.Outcome{o}
		list, err := triage.Confirm(t.Context(), triage.Fixes(components, outcomes), components, outcomes, []vuln.Source{source})
		if err != nil || len(list) != 1 {
			t.Fatalf("%s: %+v, %v", c.why, list, err)
		}
		f := list[0]
		if got := fmt.Sprintf("%s: clears %v, left %v, brings %v, looked up %v", f.To, f.Clears, f.Left, f.Brings, f.LookedUp); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.why, got, c.want)
		}
	}
}
