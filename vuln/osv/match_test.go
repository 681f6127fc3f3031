// SPDX-License-Identifier: Apache-2.0

package osv

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/kedja/kedja/vuln"
)

func score(v float64) *float64 { return &v }

// without the words for people.
var (
	noDetail  = cmpopts.IgnoreFields(vuln.Answer{}, "Detail")
	noMatched = cmpopts.IgnoreFields(vuln.Found{}, "Matched")
)

func TestMatch(t *testing.T) {
	x, _, _ := build(t, exportZip(t, t.TempDir(), "npm", append(smallFiles(),
		file{"both.json", `{"id":"BOTH-1","modified":"2030-01-01T00:00:00Z","affected":[
 {"package":{"ecosystem":"npm","name":"both"},"ranges":[{"type":"SEMVER","events":[{"introduced":"0"},{"last_affected":"2.0.0"}]}]},
 {"package":{"ecosystem":"PyPI","name":"Both.Names"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"}]}]}]}`},
		file{"commits.json", `{"id":"COMMITS-1","modified":"2030-01-01T00:00:00Z","affected":[
 {"package":{"ecosystem":"npm","name":"commits"},"ranges":[{"type":"GIT","repo":"https://code.example/acme/commits.git","events":[{"introduced":"0"}]}]}]}`})...))
	left := vuln.Found{ID: "CVE-2030-0001", Records: []string{"GHSA-left-0001", "NOTE-1"}, Summary: "left trips",
		Severity: "high", CVSS: score(7.5), Vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H",
		Published: "2030-01-01T00:00:00Z", Modified: "2030-01-03T00:00:00Z", Fixed: "1.4.0"}
	possible := left
	possible.Possible, possible.Reason, possible.Fixed = true, vuln.NoVersion, ""
	possible.Modified = "2030-01-03T00:00:00Z"
	note := vuln.Found{ID: "CVE-2030-0001", Records: []string{"NOTE-1"}, Modified: "2030-01-03T00:00:00Z", Fixed: "1.4.0"}
	commits := vuln.Found{ID: "COMMITS-1", Records: []string{"COMMITS-1"}, Modified: "2030-01-01T00:00:00Z", Possible: true, Reason: vuln.CommitsOnly}
	tests := []struct {
		name  string
		query vuln.Query
		want  vuln.Answer
	}{
		{"two records of one vulnerability; the fix that clears both", vuln.Query{PURL: "pkg:npm/left-trip@1.2.0"}, vuln.Answer{State: vuln.Checked, Found: []vuln.Found{left}}},
		{"only one record says so", vuln.Query{PURL: "pkg:npm/left-trip@1.3.0"}, vuln.Answer{State: vuln.Checked, Found: []vuln.Found{note}}},
		{"the purl's version goes first", vuln.Query{PURL: "pkg:npm/left-trip@1.4.0", Version: "1.2.0"}, vuln.Answer{State: vuln.Checked}},
		{"the component's version where the purl has none", vuln.Query{PURL: "pkg:npm/left-trip", Version: "1.3.0"}, vuln.Answer{State: vuln.Checked, Found: []vuln.Found{note}}},
		{"no version", vuln.Query{PURL: "pkg:npm/left-trip"}, vuln.Answer{State: vuln.Unknown, Reason: vuln.NoVersion, Found: []vuln.Found{possible}}},
		{"listed version of a package in a scope", vuln.Query{PURL: "pkg:npm/%40acme/right@2.0.1"}, vuln.Answer{State: vuln.Checked, Found: []vuln.Found{
			{ID: "GHSA-right-0002", Records: []string{"GHSA-right-0002"}, Severity: "moderate", Modified: "2030-02-01T00:00:00Z"}}}},
		{"no record", vuln.Query{PURL: "pkg:npm/unheard-of@1.0.0"}, vuln.Answer{State: vuln.Checked}},
		{"no record and no version", vuln.Query{PURL: "pkg:npm/unheard-of"}, vuln.Answer{State: vuln.Checked}},
		{"last affected", vuln.Query{PURL: "pkg:npm/both@2.0.0"}, vuln.Answer{State: vuln.Checked, Found: []vuln.Found{{ID: "BOTH-1", Records: []string{"BOTH-1"}, Modified: "2030-01-01T00:00:00Z"}}}},
		{"an ecosystem that only another's export mentions", vuln.Query{PURL: "pkg:pypi/both-names@1"}, vuln.Answer{State: vuln.Unknown, Reason: vuln.NoEcosystem, Found: []vuln.Found{{ID: "BOTH-1", Records: []string{"BOTH-1"}, Modified: "2030-01-01T00:00:00Z"}}}},
		{"an ecosystem that is not there", vuln.Query{PURL: "pkg:cargo/serde@1.0.0"}, vuln.Answer{State: vuln.Unknown, Reason: vuln.NoEcosystem}},
		{"commits alone", vuln.Query{PURL: "pkg:npm/commits@1.0.0"}, vuln.Answer{State: vuln.Unknown, Reason: vuln.CommitsOnly, Found: []vuln.Found{commits}}},
		{"a version without order", vuln.Query{PURL: "pkg:npm/both@latest"}, vuln.Answer{State: vuln.Unknown, Reason: vuln.BadVersion, Found: []vuln.Found{
			{ID: "BOTH-1", Records: []string{"BOTH-1"}, Modified: "2030-01-01T00:00:00Z", Possible: true, Reason: vuln.BadVersion}}}},
		{"a CPE alone", vuln.Query{CPE: "cpe:2.3:a:acme:left:1:*:*:*:*:*:*:*"}, vuln.Answer{Reason: vuln.CPEOnly}},
		{"nothing", vuln.Query{Name: "left"}, vuln.Answer{Reason: vuln.NoIdentifier}},
		{"no purl", vuln.Query{PURL: "left-trip"}, vuln.Answer{Reason: vuln.BadPURL}},
		{"a type that OSV does not know", vuln.Query{PURL: "pkg:huggingface/acme/model@1"}, vuln.Answer{Reason: vuln.NotCovered}},
	}
	for _, test := range tests {
		got := ask(t, x, test.query)[0]
		if diff := cmp.Diff(test.want, got, noDetail, noMatched, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s: (-want +got)\n%s", test.name, diff)
		}
		if (got.Reason == "") != (got.Detail == "") || (got.Reason == "") != (got.State == vuln.Checked) {
			t.Errorf("%s: state %v, reason %q, detail %q", test.name, got.State, got.Reason, got.Detail)
		}
	}
}

func TestAliasesHoldBothWays(t *testing.T) {
	x, _, _ := build(t, exportZip(t, t.TempDir(), "npm",
		file{"a.json", `{"id":"GHSA-a","affected":[{"package":{"ecosystem":"npm","name":"p"},"versions":["1"]}]}`},
		file{"b.json", `{"id":"NOTE-b","affected":[{"package":{"ecosystem":"npm","name":"p"},"versions":["1"]}]}`},
		file{"c.json", `{"id":"CVE-2030-7","aliases":["GHSA-a","NOTE-b"],"affected":[{"package":{"ecosystem":"npm","name":"other"},"versions":["1"]}]}`}))
	got := ask(t, x, vuln.Query{PURL: "pkg:npm/p@1"})[0].Found
	want := []vuln.Found{{ID: "CVE-2030-7", Records: []string{"GHSA-a", "NOTE-b"}}}
	if diff := cmp.Diff(want, got, noMatched, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	matched := []vuln.Match{{Record: "GHSA-a", Package: "npm p", Versions: "version 1 is listed"}, {Record: "NOTE-b", Package: "npm p", Versions: "version 1 is listed"}}
	if diff := cmp.Diff(matched, got[0].Matched); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestEcosystemsWithReleases(t *testing.T) {
	x, _, _ := build(t, exportZip(t, t.TempDir(), "Debian",
		file{"DSA-1.json", `{"id":"DSA-1","upstream":["CVE-2030-1","CVE-2030-2"],"affected":[
 {"package":{"ecosystem":"Debian:12","name":"acme"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"2.0-1"}]}]},
 {"package":{"ecosystem":"Debian:11","name":"acme"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"1.0-1"}]}]}]}`}))
	one := func(purl string) string {
		a := ask(t, x, vuln.Query{PURL: purl})[0]
		out := a.State.String() + " " + string(a.Reason)
		for _, f := range a.Found {
			out += " " + f.ID + " " + strings.Join(f.Aliases, ",") + " " + f.Fixed
			if f.Possible {
				out += " possible"
			}
		}
		return strings.TrimSpace(out)
	}
	for purl, want := range map[string]string{
		"pkg:deb/debian/acme@1.5-1?distro=debian-12": "checked  DSA-1 CVE-2030-1,CVE-2030-2 2.0-1",
		"pkg:deb/debian/acme@1.5-1?distro=debian-11": "checked",
		"pkg:deb/debian/acme@1.5-1?distro=debian-9":  "unknown no-ecosystem",
		"pkg:deb/debian/acme@1.5-1":                  "unknown no-release DSA-1 CVE-2030-1,CVE-2030-2 2.0-1 possible",
	} {
		if got := one(purl); got != want {
			t.Errorf("%s: %q, want %q", purl, got, want)
		}
	}
}

func TestMatchIsTheSameOnAnyNumberOfCores(t *testing.T) {
	x, _, _ := build(t, malwareZip(t, 3000), exportZip(t, t.TempDir(), "PyPI",
		file{"P-1.json", `{"id":"P-1","affected":[{"package":{"ecosystem":"PyPI","name":"library-1"},"versions":["1.1"]}]}`}))
	queries := components(5000)
	want := ask(t, x, queries...)
	found := 0
	for i := range want {
		found += len(want[i].Found)
	}
	if found < 100 {
		t.Fatalf("only %d were found", found)
	}
	for _, cores := range []int{1, 3, 8} {
		old := runtime.GOMAXPROCS(cores)
		got := ask(t, x, queries...)
		runtime.GOMAXPROCS(old)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%d cores: (-want +got)\n%s", cores, diff)
		}
	}
	for i := range queries[:200] {
		if diff := cmp.Diff(want[i], ask(t, x, queries[i])[0]); diff != "" {
			t.Fatalf("%s alone: (-together +alone)\n%s", queries[i].PURL, diff)
		}
	}
}

func TestMatchStops(t *testing.T) {
	x, _, _ := build(t, exportZip(t, t.TempDir(), "npm", smallFiles()...))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := x.Match(ctx, components(1000)); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	if _, _, err := x.Match(t.Context(), components(1)); err == nil {
		t.Error("a closed index answers")
	}
}
