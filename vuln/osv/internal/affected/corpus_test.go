// SPDX-License-Identifier: Apache-2.0

package affected

import (
	"archive/zip"
	"encoding/json"
	"io"
	"path"
	"slices"
	"testing"

	"github.com/kedja/kedja/internal/corpus"
	"github.com/kedja/kedja/vuln/internal/version"
)

// jsonRecord is what these tests need of an OSV record.
type jsonRecord struct {
	ID       string
	Affected []struct {
		Package struct{ Ecosystem, Name string }
		Ranges  []struct {
			Type   string
			Repo   string
			Events []map[string]string
		}
		Versions []string
	}
}

var jsonTypes = map[string]RangeType{"SEMVER": SemVerRange, "ECOSYSTEM": EcosystemRange, "GIT": GitRange}

// corpusEntry is one package of one record.
type corpusEntry struct {
	id, ecosystem string
	Package
}

// records returns the entries of the records in the corpus that read as this
// test's types have them; readers proper are tested elsewhere.
func records(t *testing.T) (entries []corpusEntry) {
	t.Helper()
	read := func(data []byte) {
		var rec jsonRecord
		if json.Unmarshal(data, &rec) != nil {
			return
		}
		for _, a := range rec.Affected {
			p := Package{Versions: a.Versions}
			for _, r := range a.Ranges {
				to := Range{Type: jsonTypes[r.Type], Repo: r.Repo}
				for _, e := range r.Events {
					for kind, v := range e {
						to.Events = append(to.Events, Event{kinds[kind], v})
					}
				}
				p.Ranges = append(p.Ranges, to)
			}
			entries = append(entries, corpusEntry{rec.ID, a.Package.Ecosystem, p})
		}
	}
	for _, name := range corpus.Files(t, 0, "osv", "osv-export") {
		switch path.Ext(name) {
		case ".json":
			read(corpus.Read(t, name))
		case ".zip":
			eachInZip(t, corpus.Path(t, name), read)
		}
	}
	return entries
}

func eachInZip(t *testing.T, name string, read func([]byte)) {
	t.Helper()
	z, err := zip.OpenReader(name)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	for _, file := range z.File {
		r, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		read(data)
	}
}

func TestCorpus(t *testing.T) {
	entries := records(t)
	t.Run("lists", func(t *testing.T) { checkLists(t, entries) })
	t.Run("ranges", func(t *testing.T) { checkRanges(t, entries) })
}

// The versions that a record lists lie in its ranges: without its list the
// record still covers them. The few that do not are records at odds with
// themselves; in OSV the list then counts as well.
func checkLists(t *testing.T, entries []corpusEntry) {
	outcomes, with := map[Outcome]int{}, 0
	for _, e := range entries {
		p := Package{Ranges: e.Ranges}
		ordered := slices.ContainsFunc(p.Ranges, func(r Range) bool { return r.Type == SemVerRange || r.Type == EcosystemRange })
		if !ordered || len(e.Versions) == 0 || !version.Ordered(e.ecosystem) {
			continue
		}
		with++
		p.Arrange(e.ecosystem)
		for _, text := range e.Versions {
			v := version.Of(e.ecosystem, text)
			o, reason := p.Covers(&v)
			outcomes[o]++
			if o != Yes {
				t.Logf("%s lists %s, which is %v %v in its ranges", e.id, text, o, reason)
			}
		}
	}
	t.Logf("%d entries list versions: %v", with, outcomes)
	if with < 1000 || outcomes[No]*1000 > outcomes[Yes] || outcomes[Unknown] > 0 {
		t.Error("the lists and the ranges do not agree")
	}
}

// Every range of the corpus can be ordered, and Fix leaves every range.
func checkRanges(t *testing.T, entries []corpusEntry) {
	ranges, fixes := 0, 0
	for _, e := range entries {
		if !version.Ordered(e.ecosystem) {
			continue
		}
		p := e.Package
		p.Arrange(e.ecosystem)
		for _, r := range p.Ranges {
			if r.Type == GitRange {
				continue
			}
			if ranges++; !r.Sorted {
				t.Errorf("%s: %v cannot be ordered", e.id, r.Events)
			}
			for _, event := range r.Events {
				if event.Kind != Introduced || event.Version == "0" {
					continue
				}
				v := version.Of(e.ecosystem, event.Version)
				fix := p.Fix(&v)
				if fix == "" {
					continue
				}
				fixes++
				at := v.With(fix)
				n, err := at.Compare(event.Version)
				if o, _ := p.Covers(&at); err != nil || n <= 0 || o != No {
					t.Errorf("%s: the fix of %s is %s: covered %v", e.id, event.Version, fix, o)
				}
			}
		}
	}
	t.Logf("%d ranges, %d fixes", ranges, fixes)
	if ranges < 10000 || fixes == 0 {
		t.Errorf("only %d ranges and %d fixes", ranges, fixes)
	}
}
