// SPDX-License-Identifier: Apache-2.0

package listed_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/internal/corpus"
	"github.com/kedja/kedja/vuln"
	"github.com/kedja/kedja/vuln/listed"
)

func Example() {
	kev, _, err := listed.Read("kev.csv", strings.NewReader("cve,date\nCVE-2024-1234,2024-05-01\n"))
	if err != nil {
		fmt.Println(err)
		return
	}
	epss, _, err := listed.Read("epss.csv", strings.NewReader("#model_version:v1,score_date:2024-04-30T00:00:00Z\ncve,epss,percentile\nCVE-2024-1234,0.91,0.99\n"))
	if err != nil {
		fmt.Println(err)
		return
	}
	lists := listed.Join(kev, epss)
	for _, day := range []int{1, 30} {
		r := lists.Lookup(time.Date(2024, 4+time.Month(day/30), day, 0, 0, 0, 0, time.UTC), "GHSA-xxxx", "CVE-2024-1234")
		fmt.Println(len(r.Exploited), r.EPSS.Score, r.EPSS.Date, r.EPSS.Where)
	}
	// Output:
	// 0 0.91 2024-04-30 epss.csv:3
	// 1 0.91 2024-04-30 epss.csv:3
}

// zipped packs a text as gzip does.
func zipped(t testing.TB, text string) string {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

const cisaJSON = `{
  "title": "CISA Catalog of Known Exploited Vulnerabilities",
  "catalogVersion": "2024.05.02",
  "dateReleased": "2024-05-02T17:04:19.9796Z",
  "count": 2,
  "vulnerabilities": [
    {"cveID": "CVE-2024-1234", "vendorProject": "Acme", "product": "Relay", "vulnerabilityName": "Acme Relay Overflow",
     "dateAdded": "2024-05-01", "shortDescription": "x", "requiredAction": "y", "dueDate": "2024-05-22",
     "knownRansomwareCampaignUse": "Known", "notes": "https://example.com/a", "cwes": ["CWE-1", "CWE-2"]},
    {"cveID": "CVE-2023-0007", "vendorProject": "Acme", "product": "Relay", "vulnerabilityName": "Acme Relay Traversal",
     "dateAdded": "2024-05-02", "shortDescription": "x", "requiredAction": "y", "dueDate": "2024-05-23",
     "knownRansomwareCampaignUse": "Unknown", "notes": ""}
  ]
}`

func TestReadLists(t *testing.T) {
	yes := true
	known := &yes
	at := func(file string, line, column int, pointer string) diag.Position {
		return diag.Position{File: file, Line: line, Column: column, Pointer: pointer}
	}
	for _, c := range []struct {
		why, name, text, format, created string
		want                             []listed.Entry
	}{
		{"CISA, JSON", "kev.json", cisaJSON, "cisa-kev", "2024-05-02", []listed.Entry{
			{ID: "CVE-2024-1234", List: "cisa-kev", Name: "Acme Relay Overflow", DateAdded: "2024-05-01", DueDate: "2024-05-22", Ransomware: known,
				Notes: "https://example.com/a", Where: at("kev.json", 7, 5, "/vulnerabilities/0")},
			{ID: "CVE-2023-0007", List: "cisa-kev", Name: "Acme Relay Traversal", DateAdded: "2024-05-02", DueDate: "2024-05-23",
				Where: at("kev.json", 10, 5, "/vulnerabilities/1")},
		}},
		{"CISA, CSV, with a line end in a text", "kev.csv", "cveID,vendorProject,product,vulnerabilityName,dateAdded,shortDescription,requiredAction,dueDate,knownRansomwareCampaignUse,notes,cwes\n" +
			"CVE-2024-1234,Acme,Relay,\"Acme \"\"Relay\"\" Overflow\",2024-05-01,\"one\ntwo\",y,2024-05-22,Known,,\"CWE-1, CWE-2\"\n" +
			"CVE-2023-0007,Acme,Relay,Name,2024-05-02,x,y,2024-05-23,Unknown,n,\n", "cisa-kev", "2024-05-02", []listed.Entry{
			{ID: "CVE-2024-1234", List: "cisa-kev", Name: `Acme "Relay" Overflow`, DateAdded: "2024-05-01", DueDate: "2024-05-22", Ransomware: known, Where: at("kev.csv", 2, 1, "")},
			{ID: "CVE-2023-0007", List: "cisa-kev", Name: "Name", DateAdded: "2024-05-02", DueDate: "2024-05-23", Notes: "n", Where: at("kev.csv", 4, 1, "")},
		}},
		{"EU KEV, its schema version 1", "eukev.json", `[{"cveID":"CVE-2026-0001","euvdID":"EUVD-2026-0009","vendorProject":"Acme","product":"Relay","dateReported":"2026/08/17",
			"originSource":"CNW","shortDescription":"x","exploitationType":["ransomware","APT"],"threatActorsExploiting":["a"],"notes":"n"},
			{"cveID":"CVE-2026-0002","euvdID":"EUVD-2026-0010","vendorProject":"Acme","product":"Relay","dateReported":"2026/08/01","dateAdded":"2026/08/03",
			"originSource":"CRA","shortDescription":"x","exploitationType":["unknown"]}]`, "eu-kev", "2026-08-17", []listed.Entry{
			{ID: "CVE-2026-0001", Aliases: []string{"EUVD-2026-0009"}, List: "eu-kev", DateAdded: "2026-08-17", Ransomware: known, Notes: "n", Where: at("eukev.json", 1, 2, "/0")},
			{ID: "CVE-2026-0002", Aliases: []string{"EUVD-2026-0010"}, List: "eu-kev", DateAdded: "2026-08-03", Where: at("eukev.json", 3, 4, "/1")},
		}},
		{"EU KEV, the table it was", "eukev.csv", "cveID,euvdID,vendorProject,product,vulnerabilityName,dateReported,patchedSince,originSource,shortDescription,exploitationType,threatActorsExploiting,cwes,notes\n" +
			"CVE-2025-0231,EUVD-2025-4160,Acme,Relay,-,09/08/25,tbc,CERT-XA,text,-,-,-,-\n", "eu-kev", "2025-08-09", []listed.Entry{
			{ID: "CVE-2025-0231", Aliases: []string{"EUVD-2025-4160"}, List: "eu-kev", DateAdded: "2025-08-09", Where: at("eukev.csv", 2, 1, "")},
		}},
		{"EUVD, a search; who is not exploited is passed over", "euvd.json", `{"items":[
{"id":"EUVD-2025-1","aliases":"GHSA-aaaa\nCVE-2025-3675\n","exploitedSince":"Apr 9, 2025, 12:00:00 AM","epss":0,"enisaIdProduct":[{"product":{"name":"Relay"}}]},
{"id":"EUVD-2025-2","aliases":"","assigner":"x","exploitedSince":"Apr 10, 2025, 12:00:00\u202fPM"},
{"id":"EUVD-2025-3","aliases":"CVE-2025-0003\n"}],"total":3}`, "euvd", "2025-04-10", []listed.Entry{
			{ID: "CVE-2025-3675", Aliases: []string{"EUVD-2025-1", "GHSA-aaaa"}, List: "euvd", DateAdded: "2025-04-09", Where: at("euvd.json", 2, 1, "/items/0")},
			{ID: "EUVD-2025-2", List: "euvd", DateAdded: "2025-04-10", Where: at("euvd.json", 3, 1, "/items/1")},
		}},
		{"a table of one's own, with semicolons and a mark", "lists/national list.csv", "\xef\xbb\xbfName;CVE-ID;Date added;Ransomware\nRelay, old;cve-2021-44228;2021-12-11;yes\n\n", "csv", "2021-12-11", []listed.Entry{
			{ID: "CVE-2021-44228", List: "national list", Name: "Relay, old", DateAdded: "2021-12-11", Ransomware: known, Where: at("lists/national list.csv", 2, 1, "")},
		}},
	} {
		for _, packed := range []bool{false, true} {
			text := c.text
			if packed {
				text = zipped(t, text)
			}
			f, diags, err := listed.Read(c.name, strings.NewReader(text))
			if err != nil || len(diags) > 0 {
				t.Errorf("%s: %v, %v", c.why, err, diags)
				continue
			}
			if diff := cmp.Diff(c.want, f.Entries()); diff != "" {
				t.Errorf("%s (-want +got):\n%s", c.why, diff)
			}
			o := f.Origin()
			if o.Format != c.format || o.Created != c.created || o.File != c.name || len(o.SHA256) != 64 || f.Len() != len(c.want) {
				t.Errorf("%s: origin %+v, %d entries", c.why, o, f.Len())
			}
		}
	}
}

func TestReadSaysEverythingThatIsWrong(t *testing.T) {
	for _, c := range []struct {
		why, text string
		want      []string
		entries   int
	}{
		{"a table", "cve,date,ransomware\nCVE-2024-1,2024-01-01,no\nCVE-2024-00012,2024-01-01,\n,2024-01-02,\nCVE-2024-0002,yesterday,maybe\nCVE-2024-0003,,\n" +
			"CVE-2024-0004,2024-02-02,no\nCVE-2024-0004,2024-02-01,yes,x\n ,,\n", []string{
			`f.csv: warning: 3 of 7 entries could not be read, and may name any vulnerability: whether one that the others do not name is exploited is not known [listed/incomplete]`,
			`f.csv:2:1: "CVE-2024-1" is not a CVE id; write it as CVE-2024-12345 [listed/bad-id]`,
			`f.csv:3:1: "CVE-2024-00012" is not a CVE id; write it as CVE-2024-12345 [listed/bad-id]`,
			`f.csv:4:1: "" is not a CVE id; write it as CVE-2024-12345 [listed/bad-id]`,
			`f.csv:5:15: warning: "yesterday" of CVE-2024-0002 is not a date and counts as not stated; write it as 2024-12-31 [listed/bad-date]`,
			`f.csv:5:25: warning: "maybe" of CVE-2024-0002 says neither that its use for ransomware is known nor that it is not; write yes, no or unknown [listed/bad-ransomware]`,
			`f.csv:6:1: warning: CVE-2024-0003 has no date of listing and counts at any time [listed/no-date]`,
			`f.csv:8:1: warning: the row has 4 fields, the heading 3 [listed/columns]`,
			`f.csv:8:1: warning: CVE-2024-0004 is listed twice, first in line 7; the earlier date counts [listed/twice]`,
		}, 3},
		{"a catalog", `{"count": 5, "vulnerabilities": [
  {"cveID": "CVE-2024-0001", "dateAdded": "2024-01-01"},
  "CVE-2024-0002",
  {"cveID": 7, "dateAdded": "2024-01-01"}
]}`, []string{
			`f.csv: warning: 4 of 5 entries could not be read, and may name any vulnerability: whether one that the others do not name is exploited is not known [listed/incomplete]`,
			`f.csv /count: warning: the catalog says that it has 5 entries, but 3 are there [listed/count]`,
			`f.csv:3:3 /vulnerabilities/1: the entry is not an object [listed/bad-record]`,
			`f.csv:4:13 /vulnerabilities/2/cveID: "7" is not a CVE id; write it as CVE-2024-12345 [listed/bad-id]`,
		}, 1},
		{"an empty catalog", `{"count": 0, "vulnerabilities": []}`, []string{`f.csv: warning: the list has no vulnerability that can be used [listed/empty]`}, 0},
		{"EPSS", "#model_version:v1,score_date:soon\r\ncve,epss,percentile\r\nCVE-2024-0001,0.5,0.9\r\nCVE-2024-0002,1.5,0.9\r\nCVE-2024-0003,NaN,0.9\r\nCVE-2024-0004\r\n" +
			"CVE-2024-0005,0.1,90\r\nCWE-79,0.1,0.1\r\nCVE-2024-0001,0.6,0.91\r\nCVE-2024-0001,0.6,0.91\r\n\r\n", []string{
			`f.csv:1: warning: "soon" is not the date of the scores [listed/bad-date]`,
			`f.csv:1: warning: the file does not say of which day its scores are; keep the line #model_version:…,score_date:… on top of it [listed/no-date]`,
			`f.csv:4:15: "1.5", the score of CVE-2024-0002, is not a number from 0 to 1 [listed/bad-score]`,
			`f.csv:5:15: "NaN", the score of CVE-2024-0003, is not a number from 0 to 1 [listed/bad-score]`,
			`f.csv:6:14: "", the score of CVE-2024-0004, is not a number from 0 to 1 [listed/bad-score]`,
			`f.csv:7:19: "90", the percentile of CVE-2024-0005, is not a number from 0 to 1 [listed/bad-score]`,
			`f.csv:8:1: "CWE-79" is not a CVE id; write it as CVE-2024-12345 [listed/bad-id]`,
			`f.csv:9:1: warning: CVE-2024-0001 has the score 0.5 in line 3 and 0.6 here; the higher counts [listed/twice]`,
		}, 2},
	} {
		f, diags, err := listed.Read("f.csv", strings.NewReader(c.text))
		if err != nil {
			t.Errorf("%s: %v", c.why, err)
			continue
		}
		var got []string
		for _, d := range diags {
			got = append(got, d.Error())
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.why, diff)
		}
		if f.Len() != c.entries {
			t.Errorf("%s: %d entries, want %d", c.why, f.Len(), c.entries)
		}
	}
}

func TestReadRefuses(t *testing.T) {
	big := zipped(t, cisaJSON)
	for _, c := range []struct{ why, text, want string }{
		{"nothing", "", "f: the file is empty; give"},
		{"a web page", "<!DOCTYPE html>", "f: the file is a web page or XML"},
		{"a zip", "PK\x03\x04....", "f: the file is a zip archive; unpack it"},
		{"no text", "a\x00b", "f: the file is not text"},
		{"another table", "name,value\na,1\n", `f:1:1: the heading "name,value" has no column of CVE ids`},
		{"another JSON", `{"bomFormat":"CycloneDX"}`, "f: the JSON has no list of vulnerabilities"},
		{"other records", `[{"a":1}]`, "f: line 1: the records have neither cveID nor aliases and exploitedSince"},
		{"EPSS in JSON", `[{"cve":"CVE-2025-0108","epss":0.3}]`, "f: this is EPSS in JSON; give the table"},
		{"a torn catalog", cisaJSON[:len(cisaJSON)-20], "the file is torn: it ends in the middle; fetch it again [listed/torn]"},
		{"two catalogs", cisaJSON + "{}", "something follows the list"},
		{"broken JSON", `{"vulnerabilities": [` + "\n  {cveID: 1}]}", "f:2:"},
		{"torn gzip", big[:len(big)-30], "the file is torn: unexpected EOF; fetch it again [listed/torn]"},
		{"gzip with a wrong sum", big[:len(big)-8] + "xxxxxxxx", "the file is torn: gzip: invalid checksum"},
	} {
		f, _, err := listed.Read("f", strings.NewReader(c.text))
		if err == nil || f != nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v; want %q", c.why, err, c.want)
		}
	}
}

func TestManyDiagnosticsAreCounted(t *testing.T) {
	_, diags, err := listed.Read("f.csv", strings.NewReader("cve\n"+strings.Repeat("x\n", 1500)))
	if err != nil || len(diags) != 1001 {
		t.Fatalf("%d diagnostics, %v", len(diags), err)
	}
	if last := diags[1000].Message; last != "and 502 more like these" { // 500 rows, that none was usable, and that they may name any
		t.Errorf("the last says %q", last)
	}
}

// several are lists and scores of different days.
func several(t *testing.T) *listed.Lists {
	t.Helper()
	read := func(name, text string) *listed.File {
		f, _, err := listed.Read(name, strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	epss := func(day, scores string) *listed.File {
		return read("epss-"+day+".csv", "#model_version:m,score_date:"+day+"T00:00:00Z\ncve,epss\n"+scores)
	}
	return listed.Join(
		epss("2024-06-01", "CVE-2024-0001,0.6\n"),
		read("own.csv", "cve,date\nCVE-2024-0001,2024-03-01\nCVE-2024-0002,\n"),
		epss("2024-01-01", "CVE-2024-0001,0.1\nCVE-2024-0002,0.2\n"),
		epss("2024-03-01", "CVE-2024-0001,0.3\n"),
		read("kev.csv", "cveID,requiredAction,dueDate,dateAdded,knownRansomwareCampaignUse\nCVE-2024-0001,x,2024-03-01,2024-02-01,Known\n"),
	)
}

func TestLookup(t *testing.T) {
	lists := several(t)
	for _, c := range []struct {
		why, day string
		ids      []string
		want     string
	}{
		{"before all", "2023-01-01", []string{"CVE-2024-0001"}, "0.1 of 2024-01-01"},
		{"a list without date counts at any time", "2023-01-01", []string{"CVE-2024-0002"}, "own:3 0.2 of 2024-01-01"},
		{"on the day of listing", "2024-02-01", []string{"CVE-2024-0001"}, "cisa-kev:2 0.1 of 2024-01-01"},
		{"the earliest first", "2024-03-01", []string{"CVE-2024-0001"}, "cisa-kev:2 own:2 0.3 of 2024-03-01"},
		{"by an alias, in lower case, once", "2024-12-01", []string{"GHSA-1", " cve-2024-0001", "CVE-2024-0001"}, "cisa-kev:2 own:2 0.6 of 2024-06-01"},
		{"two names: the higher score", "2024-03-01", []string{"CVE-2024-0002", "CVE-2024-0001"}, "own:3 cisa-kev:2 own:2 0.3 of 2024-03-01"},
		{"nobody knows it", "2024-12-01", []string{"CVE-2024-9999", ""}, ""},
	} {
		day, err := time.Parse(time.DateOnly, c.day)
		if err != nil {
			t.Fatal(err)
		}
		r := lists.Lookup(day.Add(23*time.Hour), c.ids...)
		var got []string
		for _, e := range r.Exploited {
			got = append(got, fmt.Sprintf("%s:%d", e.List, e.Where.Line))
		}
		if r.EPSS != nil {
			got = append(got, fmt.Sprintf("%v of %s", r.EPSS.Score, r.EPSS.Date))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: got %q, want %q", c.why, s, c.want)
		}
	}
}

// What a list adds to an entry later is not known before.
func TestTwiceInAList(t *testing.T) {
	f, _, err := listed.Read("l.csv", strings.NewReader("cve,added,due,ransomware\n"+
		"CVE-2025-1001,2025-12-01,2025-12-22,yes\nCVE-2025-1001,2025-01-01,,no\nCVE-2025-1001,2025-02-01,2025-02-22,\n"))
	if err != nil || f.Len() != 1 || len(f.Entries()) != 3 {
		t.Fatalf("%d vulnerabilities in %d entries, %v", f.Len(), len(f.Entries()), err)
	}
	for _, c := range []struct{ day, want string }{
		{"2024-12-31", ""},
		{"2025-01-31", "line 3, added 2025-01-01, due , ransomware false"},
		{"2025-06-01", "line 3, added 2025-01-01, due 2025-02-22, ransomware false"},
		{"2025-12-01", "line 3, added 2025-01-01, due 2025-02-22, ransomware true"},
	} {
		day, err := time.Parse(time.DateOnly, c.day)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, e := range listed.Join(f).Lookup(day, "CVE-2025-1001").Exploited {
			got += fmt.Sprintf("line %d, added %s, due %s, ransomware %v", e.Where.Line, e.DateAdded, e.DueDate, *e.Ransomware)
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.day, got, c.want)
		}
	}
}

// A name that only a later row has is not known before it was added.
func TestLaterAlias(t *testing.T) {
	f, _, err := listed.Read("eu.json", strings.NewReader(`[{"cveID":"CVE-2026-0001","originSource":"CNW","dateReported":"2026/01/01"},
		{"cveID":"CVE-2026-0001","euvdID":"EUVD-2026-0009","originSource":"CNW","dateReported":"2026/03/01"}]`))
	if err != nil {
		t.Fatal(err)
	}
	for month, want := range map[time.Month]int{2: 0, 3: 1} {
		if got := listed.Join(f).Lookup(time.Date(2026, month, 1, 0, 0, 0, 0, time.UTC), "EUVD-2026-0009").Exploited; len(got) != want {
			t.Errorf("in %s: %+v", month, got)
		}
	}
}

func TestApply(t *testing.T) {
	lists := several(t)
	if exploited, scores := lists.Empty(); exploited || scores {
		t.Error("the lists are not empty")
	}
	if exploited, scores := listed.Join(nil).Empty(); !exploited || !scores {
		t.Error("no list is not an empty one")
	}
	k := vuln.Known{Found: vuln.Found{ID: "GHSA-1", Aliases: []string{"CVE-2024-0001"}}}
	lists.Apply(&k, time.Date(2024, 3, 1, 0, 0, 0, 0, time.UTC))
	if !k.Exploited.Asked || len(k.Exploited.On) != 2 || k.Exploited.On[0].List != "cisa-kev" || !*k.Exploited.On[0].Ransomware ||
		k.Exploited.On[0].Due != "2024-03-01" || k.Exploited.On[1].Ransomware != nil || k.Likely.Probability != 0.3 || k.Likely.At.String() != "epss-2024-03-01.csv:3" {
		t.Errorf("Apply gives %+v and %+v", k.Exploited, k.Likely)
	}
	listed.Join().Apply(&k, time.Date(2024, 3, 1, 0, 0, 0, 0, time.UTC))
	if k.Exploited.Asked || k.Exploited.Known() != nil || k.Likely != nil {
		t.Errorf("without lists Apply gives %+v and %+v", k.Exploited, k.Likely)
	}
}

func TestCheck(t *testing.T) {
	lists := several(t)
	said := func(year int, month time.Month, day int) []string {
		var out []string
		for _, d := range lists.Check(time.Date(year, month, day, 0, 0, 0, 0, time.UTC)) {
			out = append(out, d.Error())
		}
		return out
	}
	want := []string{
		"epss-2024-01-01.csv:1: warning: the scores are of 2024-01-01 and look 30 days ahead; the assessment is of 2024-02-01; give the EPSS file of that day [listed/epss-old]",
		"epss-2024-03-01.csv:1: warning: the scores are of 2024-03-01, after 2024-02-01, the day of the assessment; give the EPSS file of that day [listed/epss-from-later]",
		"epss-2024-06-01.csv:1: warning: the scores are of 2024-06-01, after 2024-02-01, the day of the assessment; give the EPSS file of that day [listed/epss-from-later]",
		"own.csv: info: 1 of 2 entries were added after 2024-02-01, the day of the assessment, and do not count [listed/added-later]",
	}
	if diff := cmp.Diff(want, said(2024, 2, 1)); diff != "" {
		t.Errorf("in February (-want +got):\n%s", diff)
	}
	// The newest scores fit, the older ones do not matter; the list is old.
	june := []string{"kev.csv: warning: the list is of 2024-02-01, and the assessment of 2024-06-30: it does not name what has come to be exploited since; give the list of that day [listed/old]"}
	if diff := cmp.Diff(june, said(2024, 6, 30)); diff != "" {
		t.Errorf("in June (-want +got):\n%s", diff)
	}
	if o := lists.Origins(); len(o) != 5 || o[0].File != "epss-2024-01-01.csv" || o[4].File != "own.csv" {
		t.Errorf("origins %+v", o)
	}
}

func TestCorpus(t *testing.T) {
	for name, want := range map[string]string{
		"osv/cisagov+kev-data/known_exploited_vulnerabilities.json": "cisa-kev 1404 2025-08-25",
		"osv/cisagov+kev-data/known_exploited_vulnerabilities.csv":  "cisa-kev 1404 2025-08-25",
		"osv/intel+cve-bin-tool/test/epss/epss_score_test.csv":      "epss 7 2023-06-24",
	} {
		f, diags, err := listed.Read(name, bytes.NewReader(corpus.Read(t, name)))
		if err != nil {
			t.Errorf("%v", err)
			continue
		}
		if got := fmt.Sprintf("%s %d %s", f.Format(), f.Len(), f.Origin().Created); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
		for _, d := range diags {
			t.Error(d.Error())
		}
	}
	// Both publications of the catalog say the same.
	var lists [2][]listed.Entry
	for i, ending := range []string{"json", "csv"} {
		name := "osv/cisagov+kev-data/known_exploited_vulnerabilities." + ending
		f, _, err := listed.Read(name, bytes.NewReader(corpus.Read(t, name)))
		if err != nil {
			t.Fatal(err)
		}
		lists[i] = f.Entries()
		for j := range lists[i] {
			lists[i][j].Where = diag.Position{}
		}
	}
	if diff := cmp.Diff(lists[0], lists[1]); diff != "" {
		t.Errorf("JSON and CSV differ:\n%s", diff)
	}
}

func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		cisaJSON, "cve,epss,percentile\nCVE-2024-0001,0.5,0.9\n", "#model_version:v1,score_date:2024-01-01T00:00:00Z\ncve,epss\nCVE-2024-0001,1\n",
		"cve;date\n\"CVE-2024-0001\n", `[{"cveID":"CVE-2026-0001","euvdID":"x","exploitationType":["a",["b"],{}]}]`,
		`{"items":[{"id":"EUVD-1","aliases":"CVE-2025-0001\n","exploitedSince":"Apr 9, 2025, 12:00:00 AM"}]}`, "\x1f\x8b", "\xef\xbb\xbf[", zipped(f, "cve\nCVE-2024-0001\n"),
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		file, _, err := listed.Read("f", bytes.NewReader(data))
		if err != nil {
			return
		}
		lists := listed.Join(file)
		for _, e := range file.Entries() {
			if r := lists.Lookup(time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC), e.ID); len(r.Exploited) == 0 {
				t.Errorf("%+v is not found again", e)
			}
		}
	})
}

// table makes an EPSS table of n rows.
func table(n int) string {
	var b strings.Builder
	b.WriteString("#model_version:v2025.03.14,score_date:2026-11-20T12:55:00Z\ncve,epss,percentile\n")
	for i := range n {
		fmt.Fprintf(&b, "CVE-%d-%04d,0.%05d,0.%05d\n", 1999+i%28, i/28, i%99991, i%99989)
	}
	return b.String()
}

func BenchmarkEPSS(b *testing.B) {
	text := table(300_000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		f, diags, err := listed.Read("epss.csv", strings.NewReader(text))
		if err != nil || len(diags) > 0 || f.Len() != 300_000 {
			b.Fatal(err, diags, f.Len())
		}
	}
}
