// SPDX-License-Identifier: Apache-2.0

package osv

import (
	"archive/zip"
	"encoding/json"
	"io"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/internal/corpus"
	"github.com/kedja/kedja/vuln"
	"github.com/kedja/kedja/vuln/internal/ecosystem"
	"github.com/kedja/kedja/vuln/internal/version"
	"github.com/kedja/kedja/vuln/osv/internal/affected"
)

// plain is an OSV record as encoding/json reads it.
type plain struct {
	ID        string
	Withdrawn string
	Affected  []struct {
		Package struct{ Ecosystem, Name string }
		Ranges  []struct {
			Type, Repo string
			Events     []map[string]string
		}
		Versions []string
	}
}

// plainRecords reads a zip without anything of this package.
func plainRecords(t testing.TB, name string) []plain {
	t.Helper()
	z, err := zip.OpenReader(name)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	var out []plain
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		var p plain
		if err := json.Unmarshal(data, &p); err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		out = append(out, p)
	}
	return out
}

// naive is every entry about every package.
type naive map[packageKey][]naiveEntry

type naiveEntry struct {
	id        string
	ecosystem string
	affected.Package
}

func (n naive) add(p plain) {
	if p.Withdrawn != "" {
		return
	}
	kinds := map[string]affected.RangeType{"SEMVER": affected.SemVerRange, "ECOSYSTEM": affected.EcosystemRange, "GIT": affected.GitRange}
	events := map[string]affected.EventKind{"introduced": affected.Introduced, "fixed": affected.Fixed, "last_affected": affected.LastAffected, "limit": affected.Limit}
	for _, a := range p.Affected {
		e := naiveEntry{id: p.ID, ecosystem: a.Package.Ecosystem}
		e.Versions = a.Versions
		for _, r := range a.Ranges {
			out := affected.Range{Type: kinds[r.Type], Repo: r.Repo}
			for _, ev := range r.Events {
				for kind, v := range ev {
					out.Events = append(out.Events, affected.Event{Kind: events[kind], Version: v})
				}
			}
			e.Ranges = append(e.Ranges, out)
		}
		base, _ := ecosystem.Split(a.Package.Ecosystem)
		key := packageKey{base, ecosystem.Key(base, a.Package.Name)}
		n[key] = append(n[key], e)
	}
}

// answer evaluates every entry about the package.
func (n naive) answer(key packageKey, text string) (sure, possible []string) {
	v := version.Of(key.ecosystem, text)
	for _, e := range n[key] {
		switch outcome, _ := e.Covers(&v); outcome {
		case affected.Yes:
			sure = append(sure, e.id)
		case affected.Unknown:
			possible = append(possible, e.id)
		}
	}
	return sorted(sure), sorted(possible)
}

// versionsOf are versions worth asking about: all that the entries name, and
// some beside them.
func (n naive) versionsOf(key packageKey) []string {
	out := []string{"", "0.0.1", "1.0.0", "9999.0.0", "nonsense"}
	for _, e := range n[key] {
		out = append(out, e.Versions[:min(len(e.Versions), 3)]...)
		for _, r := range e.Ranges {
			for _, ev := range r.Events[:min(len(r.Events), 4)] {
				if r.Type != affected.GitRange {
					out = append(out, ev.Version, ev.Version+".1")
				}
			}
		}
	}
	return sorted(out)
}

func purlOf(key packageKey, name string) string {
	kind := map[string]string{"npm": "npm", "PyPI": "pypi", "Go": "golang", "Maven": "maven"}[key.ecosystem]
	if key.ecosystem == "Maven" {
		name = strings.ReplaceAll(name, ":", "/")
	}
	parts := strings.Split(name, "/")
	for i := range parts {
		parts[i] = url.PathEscape(parts[i])
	}
	return "pkg:" + kind + "/" + strings.ReplaceAll(strings.Join(parts, "/"), "@", "%40")
}

// TestMatchAgreesWithNaiveEvaluation asks about every package of the exports
// and compares with what evaluating the JSON, record by record, says.
func TestMatchAgreesWithNaiveEvaluation(t *testing.T) {
	all := naive{}
	for _, name := range []string{"Go", "Maven", "PyPI", "npm"} {
		for _, p := range plainRecords(t, corpus.Path(t, "osv-export/"+name+"/all.zip")) {
			all.add(p)
		}
	}
	x, _, _ := build(t, corpus.Path(t, "osv-export"))
	type question struct {
		key     packageKey
		version string
	}
	var queries []vuln.Query
	var asked []question
	keys := make([]packageKey, 0, len(all))
	for key := range all {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, func(a, b packageKey) int {
		return strings.Compare(a.ecosystem+"\x00"+a.name, b.ecosystem+"\x00"+b.name)
	})
	for i, key := range keys {
		if i%23 != 0 { // all of them take a minute and a half
			continue
		}
		for _, v := range all.versionsOf(key) {
			queries = append(queries, vuln.Query{PURL: purlOf(key, key.name), Version: v})
			asked = append(asked, question{key, v})
		}
	}
	answers := ask(t, x, queries...)
	sureHits, maybeHits, odd := 0, 0, 0
	for i, a := range answers {
		target := ecosystem.Of(queries[i].PURL, queries[i].Version).Targets
		if len(target) != 1 || target[0].Version != asked[i].version || target[0].Name != asked[i].key.name {
			odd++ // the purl says another version than was asked about
			continue
		}
		sure, possible := all.answer(asked[i].key, asked[i].version)
		var gotSure, got []string
		for _, f := range a.Found {
			got = append(got, f.Records...)
			if !f.Possible {
				gotSure = append(gotSure, f.Records...)
			}
		}
		want := sorted(slices.Concat(sure, possible))
		if diff := cmp.Diff(want, sorted(got)); diff != "" {
			t.Fatalf("%v %q: (-naive +index)\n%s", asked[i].key, asked[i].version, diff)
		}
		for _, id := range sure {
			if !slices.Contains(gotSure, id) {
				t.Fatalf("%v %q: %s is sure and said to be possible", asked[i].key, asked[i].version, id)
			}
		}
		if (a.State == vuln.Checked) != (len(possible) == 0) {
			t.Fatalf("%v %q: state %v, %d cannot be told", asked[i].key, asked[i].version, a.State, len(possible))
		}
		sureHits, maybeHits = sureHits+len(sure), maybeHits+len(possible)
	}
	t.Logf("%d packages, %d versions, %d covered, %d possible, %d odd", len(keys), len(queries), sureHits, maybeHits, odd)
	if sureHits == 0 || maybeHits == 0 || odd > len(queries)/100 {
		t.Error("the questions are not worth asking")
	}
}
