// SPDX-License-Identifier: Apache-2.0

package osv

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/kedja/kedja/vuln"
)

// TestAt asks one index on several days: a record counts from the day that it
// was published to the day before it was withdrawn.
func TestAt(t *testing.T) {
	t.Chdir(t.TempDir())
	var files []file
	for id, dates := range map[string]string{
		"UNDATED":   ``,
		"EARLY":     `"published":"2026-01-10T08:00:00Z",`,
		"LATE":      `"published":"2026-03-10T08:00:00Z",`,
		"ZONE":      `"published":"2026-03-01T01:00:00+02:00",`, // the last day of February in UTC
		"WITHDRAWN": `"published":"2026-01-10T08:00:00Z","withdrawn":"2026-02-10T08:00:00Z",`,
		"NEVER":     `"published":"2026-03-10T08:00:00Z","withdrawn":"2026-03-11T08:00:00Z",`,
		"POSSIBLE":  `"published":"2026-03-10T08:00:00Z",`,
	} {
		of := `"versions":["1.0.0"]`
		if id == "POSSIBLE" {
			of = `"ranges":[{"type":"GIT","repo":"https://example.org/acme","events":[{"introduced":"0"}]}]`
		}
		files = append(files, file{id + ".json", `{"id":"` + id + `",` + dates + `"affected":[{"package":{"ecosystem":"npm","name":"acme"},` + of + `}]}`})
	}
	x, _, _ := build(t, exportZip(t, "", "npm", files...))
	query := vuln.Query{PURL: "pkg:npm/acme@1.0.0"}
	for _, test := range []struct{ day, want string }{
		{"", "EARLY LATE POSSIBLE UNDATED ZONE, 0 later, unknown"},
		{"2026-01-09", "UNDATED, 4 later, checked"},
		{"2026-01-10", "EARLY UNDATED WITHDRAWN, 3 later, checked"},
		{"2026-02-09", "EARLY UNDATED WITHDRAWN, 3 later, checked"},
		{"2026-02-10", "EARLY UNDATED, 3 later, checked"},
		{"2026-02-28", "EARLY UNDATED ZONE, 2 later, checked"},
		{"2026-03-10", "EARLY LATE NEVER POSSIBLE UNDATED ZONE, 0 later, unknown"},
		{"2026-03-11", "EARLY LATE POSSIBLE UNDATED ZONE, 0 later, unknown"},
	} {
		var at time.Time
		if test.day != "" {
			var err error
			if at, err = time.Parse(time.DateOnly, test.day); err != nil {
				t.Fatal(err)
			}
		}
		source := vuln.At([]vuln.Source{x}, at)[0]
		answers, _, err := source.Match(t.Context(), []vuln.Query{query, query})
		if err != nil {
			t.Fatal(err)
		}
		one, err := source.(vuln.Sessions).Session().Ask(&query)
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range append(answers, one) {
			var ids []string
			for _, f := range a.Found {
				ids = append(ids, f.ID)
			}
			if got := fmt.Sprintf("%s, %d later, %v", strings.Join(ids, " "), a.Later, a.State); got != test.want {
				t.Errorf("on %s: %s, want %s", test.day, got, test.want)
			}
		}
	}
}
