// SPDX-License-Identifier: Apache-2.0

package listed_test

import (
	"strings"
	"testing"
	"time"

	"github.com/kedja/kedja/vuln"
	"github.com/kedja/kedja/vuln/listed"
)

// TestNotListedIsNotAlwaysNotExploited: that a vulnerability is on no list says
// nothing where a list could not be read whole, or none is young enough to know
// of it.
func TestNotListedIsNotAlwaysNotExploited(t *testing.T) {
	const (
		own    = "cve,date\nCVE-2024-0001,2024-01-05\n"
		torn   = "cve,date\nCVE-2024-0001,2024-01-05\nnonsense,2024-01-06\n"
		badRow = "cve,date\nnonsense,2024-01-06\n"
		older  = `{"dateReleased": "2021-11-03T00:00:00Z", "vulnerabilities": [{"cveID": "CVE-2021-0001", "dateAdded": "2021-11-03"}]}`
		newer  = `{"dateReleased": "2026-01-20T00:00:00Z", "vulnerabilities": [{"cveID": "CVE-2021-0001", "dateAdded": "2021-11-03"}]}`
		short  = `{"dateReleased": "2026-01-20T00:00:00Z", "count": 2, "vulnerabilities": [{"cveID": "CVE-2021-0001", "dateAdded": "2021-11-03"}]}`
		none   = `{"dateReleased": "2026-01-20T00:00:00Z", "count": 0, "vulnerabilities": []}`
	)
	for _, c := range []struct {
		why       string
		lists     []string
		id        string
		published string
		want      string
	}{
		{"a list of one's own has no day", []string{own}, "CVE-2026-0001", "2026-01-15T00:00:00Z", "not exploited"},
		{"a row cannot be read", []string{torn}, "CVE-2026-0001", "2026-01-15T00:00:00Z", "unknown"},
		{"another row has it", []string{torn}, "CVE-2024-0001", "2024-01-01T00:00:00Z", "exploited"},
		{"no row can be read", []string{badRow}, "CVE-2026-0001", "2026-01-15T00:00:00Z", "unknown"},
		{"the other list is whole, and this one may have it", []string{torn, own}, "CVE-2026-0001", "2026-01-15T00:00:00Z", "unknown"},
		{"entries are missing", []string{short}, "CVE-2025-0001", "2025-01-15T00:00:00Z", "unknown"},
		{"the list has nothing", []string{none}, "CVE-2025-0001", "2025-01-15T00:00:00Z", "unknown"},
		{"published after the list", []string{older}, "CVE-2026-0001", "2026-01-15T00:00:00Z", "unknown"},
		{"published a little after the list", []string{newer}, "CVE-2026-0001", "2026-02-10T00:00:00Z", "not exploited"},
		{"published before the list", []string{older}, "CVE-2020-0001", "2020-01-15T00:00:00Z", "not exploited"},
		{"it is not known when it was published", []string{older}, "CVE-2026-0001", "", "not exploited"},
		{"one of two lists is new enough", []string{older, newer}, "CVE-2026-0001", "2026-01-15T00:00:00Z", "not exploited"},
		{"one of two lists has no day", []string{older, own}, "CVE-2026-0001", "2026-01-15T00:00:00Z", "not exploited"},
	} {
		var files []*listed.File
		for _, text := range c.lists {
			f, _, err := listed.Read("f", strings.NewReader(text))
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, f)
		}
		k := vuln.Known{Found: vuln.Found{ID: c.id, Published: c.published}}
		listed.Join(files...).Apply(&k, time.Date(2026, 8, 1, 0, 0, 0, 0, time.UTC))
		got := "unknown"
		if known := k.Exploited.Known(); known != nil {
			got = map[bool]string{true: "exploited", false: "not exploited"}[*known]
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.why, got, c.want)
		}
	}
}
