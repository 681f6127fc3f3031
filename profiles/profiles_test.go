// SPDX-License-Identifier: Apache-2.0

package profiles_test

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/internal/corpus"
	"github.com/kedja/kedja/load"
	"github.com/kedja/kedja/profiles"
	"github.com/kedja/kedja/supplier"
)

// shipped reads the records as a user's would be.
func shipped(t *testing.T) map[string]*supplier.Country {
	t.Helper()
	records, ds, err := load.FS(profiles.Countries(), ".", []load.Kind{{Name: "Country", New: func() any { return new(supplier.Country) }}}, nil)
	if err != nil || len(ds) > 0 {
		t.Fatalf("%v %v", err, ds)
	}
	out := map[string]*supplier.Country{}
	for _, r := range records {
		k := r.Value.(*supplier.Country)
		if r.File != k.Code+".yaml" || out[k.Code] != nil {
			t.Errorf("%s holds %s", r.File, k.Code)
		}
		if ds := k.Check(); len(ds) > 0 {
			t.Errorf("%s: %v", r.File, ds)
		}
		out[k.Code] = k
	}
	return out
}

func TestEveryCountryIsThere(t *testing.T) {
	all := shipped(t)
	if len(all) != 249 {
		t.Errorf("%d countries", len(all))
	}
	data := corpus.Read(t, "suppliers/datasets+country-list/data.csv")
	var codes []string
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); !strings.HasPrefix(line, "Name,") && line != "" {
			codes = append(codes, line[len(line)-2:])
		}
	}
	got := make([]string, 0, len(all))
	for code := range all {
		got = append(got, code)
	}
	slices.Sort(codes)
	slices.Sort(got)
	if diff := cmp.Diff(codes, got); diff != "" {
		t.Errorf("not the codes of the table of ISO 3166-1 (-table +files):\n%s", diff)
	}
}

// TestNoJudgement holds the records to facts: nothing that weighs a country.
func TestNoJudgement(t *testing.T) {
	for code, k := range shipped(t) {
		if k.Concern.Known() || len(k.Indices) > 0 || len(k.Law) > 0 {
			t.Errorf("%s holds a concern, an index or a statement on its law", code)
		}
	}
}

// TestEveryFactHasItsSource wants of each fact one source with title,
// address, date and the way it was read; and of false a complete list.
func TestEveryFactHasItsSource(t *testing.T) {
	complete := []string{"eu", "eea", "nato"}
	for code, k := range shipped(t) {
		for group, facts := range map[string]map[string]bool{"memberships": k.Memberships, "agreements": k.Agreements} {
			for key, value := range facts {
				path := group + "/" + key
				id, ok := k.SourcesOf[path]
				s := k.Sources[id]
				if !ok || s == nil || s.Title == "" || s.URL == "" || s.Date.IsZero() || s.Provenance == "" || s.Confidence == "" {
					t.Errorf("%s: %s has no whole source", code, path)
				}
				if !value && !slices.Contains(complete, id) {
					t.Errorf("%s: %s is false by %s, which is no complete list", code, path, id)
				}
			}
		}
	}
}

// TestFactsAreUnknownWhereNobodyReadThem looks at a few by hand.
func TestFactsAreUnknownWhereNobodyReadThem(t *testing.T) {
	all := shipped(t)
	if _, stated := all["BR"].Memberships["gpa"]; stated {
		t.Error("no complete list of the parties to the GPA was read")
	}
	if _, stated := all["US"].Agreements["dataProtectionAdequacy"]; stated {
		t.Error("a decision for some recipients is none for the country")
	}
	if _, stated := all["GL"].Memberships["nato"]; stated {
		t.Error("territories are no members themselves, and not outside either")
	}
	day := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	if _, stated := all["GB"].ValidAt(day).Memberships["eu"]; stated {
		t.Error("the United Kingdom was a Member State on that day")
	}
	if all["GB"].Memberships["eu"] || !all["GF"].Memberships["eu"] || all["NO"].Memberships["eu"] || !all["NO"].Memberships["eea"] {
		t.Error("memberships are not as read")
	}
}

func ExampleCountries() {
	names, _ := fs.Glob(profiles.Countries(), "S[EI].yaml")
	fmt.Println(names)
	// Output: [SE.yaml SI.yaml]
}
