// SPDX-License-Identifier: Apache-2.0

package osvresult_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/internal/corpus"
	"github.com/kedja/kedja/vuln"
	"github.com/kedja/kedja/vuln/osvresult"
)

func ExampleRead() {
	r, _, err := osvresult.Read("osv-scanner.json", strings.NewReader(`{"results": [{"packages": [
		{"package": {"name": "relay", "version": "1.2.0", "ecosystem": "npm"}, "vulnerabilities": [{"id": "GHSA-1", "aliases": ["CVE-2024-0001"]}]}]}]}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	answers, _, err := r.Match(context.Background(), []vuln.Query{{PURL: "pkg:npm/relay@1.2.0"}, {PURL: "pkg:npm/other@1.0.0"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, a := range answers {
		fmt.Println(a.State, a.Reason, len(a.Found))
	}
	// Output:
	// checked  1
	// unknown not-in-result 0
}

func read(t testing.TB, file string) *osvresult.Result {
	t.Helper()
	f, err := os.Open("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r, diags, err := osvresult.Read(file, f)
	if err != nil || len(diags) > 0 {
		t.Fatal(err, diags)
	}
	return r
}

func ask(t testing.TB, r *osvresult.Result, q vuln.Query) vuln.Answer {
	t.Helper()
	answers, diags, err := r.Match(t.Context(), []vuln.Query{q})
	if err != nil || len(diags) > 0 || len(answers) != 1 {
		t.Fatal(answers, diags, err)
	}
	return answers[0]
}

func TestFindings(t *testing.T) {
	yes, no := true, false
	score := func(x float64) *float64 { return &x }
	for _, c := range []struct {
		why, file, purl string
		want            []vuln.Found
	}{
		{"two records are one vulnerability, and a call analysis found no call", "v1.json", "pkg:golang/example.com/Relay@v1.3.1", []vuln.Found{{
			ID: "CVE-2021-0121", Records: []string{"GHSA-c3h9-0001", "GO-2021-0053"}, Summary: "Relay panics",
			Severity: "high", CVSS: score(8.6), Vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:L/A:H",
			Published: "2021-04-14T20:04:52Z", Modified: "2023-06-12T18:45:41Z", Fixed: "1.3.2",
			Reachable: &no, ReachableWhy: "osv-scanner's call analysis found no call of the code named by GO-2021-0053",
		}}},
		{"a package in two files is one; without a vector osv-scanner's score counts, and the largest version that is needed", "v1.json", "pkg:npm/%40acme/switch@2.0.0", []vuln.Found{
			{ID: "CVE-2024-0002", Records: []string{"GHSA-0002"}, Severity: "moderate", CVSS: score(5.5), Fixed: "2.0.10"},
			{ID: "GHSA-0003", Records: []string{"GHSA-0003"}, Severity: "high"},
		}},
		{"by a commit", "v1.json", "pkg:github/acme/relay@9A6BD55c9d0722cb101fe85a3b22d89e4ff4fe52", []vuln.Found{{ID: "OSV-2024-1", Records: []string{"OSV-2024-1"}}}},
		{"a distribution, by the source package; two CVEs have no best name", "v2.json", "pkg:deb/debian/relay@1.0-1?arch=amd64&distro=debian-12", []vuln.Found{{
			ID: "DSA-1-1", Records: []string{"DSA-1-1"}, Aliases: []string{"CVE-2024-0004", "CVE-2024-0005"}, Severity: "none",
			Fixed: "1.0-1+deb12u2"}}},
		{"a distribution, by the binary package", "v2.json", "pkg:deb/debian/relay-bin@1.0-1?distro=bookworm", []vuln.Found{{
			ID: "DSA-1-1", Records: []string{"DSA-1-1"}, Aliases: []string{"CVE-2024-0004", "CVE-2024-0005"}, Severity: "none",
			Fixed: "1.0-1+deb12u2"}}},
		{"a distribution, by the source package that the purl states", "v2.json", "pkg:deb/debian/relay-doc@1.0-1?distro=debian-12.5&upstream=relay%401.0", []vuln.Found{{
			ID: "DSA-1-1", Records: []string{"DSA-1-1"}, Aliases: []string{"CVE-2024-0004", "CVE-2024-0005"}, Severity: "none",
			Fixed: "1.0-1+deb12u2"}}},
		{"called", "v2.json", "pkg:cargo/relay@0.5.3", []vuln.Found{{
			ID: "RUSTSEC-2024-1", Records: []string{"RUSTSEC-2024-1"}, Severity: "critical", CVSS: score(9.3),
			Vector: "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", Fixed: "0.8.0",
			Reachable: &yes, ReachableWhy: "osv-scanner's call analysis did not rule out that code named by RUSTSEC-2024-1 is called"}}},
		{"nothing found, and listed", "v2.json", "pkg:pypi/Clean_Relay@3.0", nil},
	} {
		a := ask(t, read(t, c.file), vuln.Query{PURL: c.purl})
		if a.State != vuln.Checked || a.Reason != "" {
			t.Errorf("%s: %v %s %s", c.why, a.State, a.Reason, a.Detail)
		}
		if len(a.Found) == 0 {
			a.Found = nil
		}
		if diff := cmp.Diff(c.want, a.Found); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.why, diff)
		}
	}
}

func TestUnknown(t *testing.T) {
	for _, c := range []struct {
		why, file string
		q         vuln.Query
		want      string
		possible  int
	}{
		{"no identifier", "v1.json", vuln.Query{Name: "relay"}, "no-identifier: the component has neither a purl nor a CPE", 0},
		{"a CPE alone", "v1.json", vuln.Query{CPE: "cpe:2.3:a:acme:relay"}, "cpe-only: osv-scanner names packages by ecosystem and name; the component has a CPE alone", 0},
		{"not a purl", "v1.json", vuln.Query{PURL: "relay"}, `bad-purl: purl scheme is not "pkg": "relay"`, 0},
		{"no ecosystem", "v1.json", vuln.Query{PURL: "pkg:generic/relay@1"}, "not-covered: OSV names such software by its repository, which the purl does not state (vcs_url)", 0},
		{"an unknown distribution", "v1.json", vuln.Query{PURL: "pkg:deb/acme/relay@1"}, "not-covered: OSV has no records of the distribution of this pkg:deb, acme", 0},
		{"not named, and those without findings are left out", "v1.json", vuln.Query{PURL: "pkg:npm/relay@1"},
			"not-in-result: the result does not name relay of npm; run osv-scanner with --all-packages so that it names packages without findings", 0},
		{"not named, among packages without findings", "v2.json", vuln.Query{PURL: "pkg:npm/relay@1"}, "not-in-result: the result does not name relay of npm", 0},
		{"another version", "v1.json", vuln.Query{PURL: "pkg:npm/%40acme/switch@3.0.0"}, "not-in-result: the result names @acme/switch of npm in version 2.0.0, not 3.0.0", 0},
		{"another release of the distribution", "v2.json", vuln.Query{PURL: "pkg:deb/debian/relay@1.0-1?distro=debian-11"}, "not-in-result: the result does not name relay of Debian", 0},
		{"no version", "v1.json", vuln.Query{PURL: "pkg:npm/%40acme/switch"}, "no-version: the component has no version; the result names the package in version 2.0.0", 2},
	} {
		a := ask(t, read(t, c.file), c.q)
		if got := fmt.Sprintf("%s: %s", a.Reason, a.Detail); got != c.want || a.State != vuln.Unknown {
			t.Errorf("%s: %v %s; want %s", c.why, a.State, got, c.want)
		}
		possible := 0
		for _, f := range a.Found {
			if f.Possible && f.Reason == vuln.NoVersion && f.Fixed == "" {
				possible++
			}
		}
		if possible != c.possible || len(a.Found) != c.possible {
			t.Errorf("%s: %d possible of %d, want %d", c.why, possible, len(a.Found), c.possible)
		}
	}
	// The version of the query stands in for one that the purl does not have.
	if a := ask(t, read(t, "v1.json"), vuln.Query{PURL: "pkg:npm/%40acme/switch", Version: "v2.0.0"}); a.State != vuln.Checked {
		t.Errorf("with the version of the query: %v %s", a.State, a.Detail)
	}
}

func TestOrigin(t *testing.T) {
	r := read(t, "v1.json")
	o := r.Origins()
	if len(o) != 1 || o[0].File != "v1.json" || o[0].Format != "osv-scanner" || o[0].Created != "2023-06-12T18:45:41Z" || len(o[0].SHA256) != 64 {
		t.Errorf("origins %+v", o)
	}
	if n, clean := r.Packages(); n != 5 || clean {
		t.Errorf("v1.json: %d packages, clean ones %v", n, clean)
	}
	if n, clean := read(t, "v2.json").Packages(); n != 3 || !clean {
		t.Errorf("v2.json: %d packages, clean ones %v", n, clean)
	}
}

func TestAnswersBelongToTheCaller(t *testing.T) {
	r := read(t, "v1.json")
	q := vuln.Query{PURL: "pkg:golang/example.com/relay@1.3.1"}
	a := ask(t, r, q)
	a.Found[0].Records[0], *a.Found[0].CVSS, *a.Found[0].Reachable = "x", 0, true
	if b := ask(t, r, q); b.Found[0].Records[0] == "x" || *b.Found[0].CVSS == 0 || *b.Found[0].Reachable {
		t.Error("a caller changed the result")
	}
}

func TestMatchStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := read(t, "v1.json").Match(ctx, make([]vuln.Query, 1)); err == nil {
		t.Error("Match goes on without a context")
	}
}

func TestReadSaysWhatIsWrong(t *testing.T) {
	r, diags, err := osvresult.Read("r.json", strings.NewReader(`{
"results": [
 {"packages": [
  {"package": {"name": 7, "version": null, "ecosystem": "npm"}},
  {"package": {"name": "relay", "version": "1", "ecosystem": "npm"},
   "vulnerabilities": [{"summary": "who am I"}, {"id": "GHSA-1", "aliases": "CVE-2024-0001", "severity": [{"type": "CVSS_V3", "score": "AV:Q"}]},
    {"id": "GHSA-2", "withdrawn": "2024-01-01T00:00:00Z"}],
   "groups": null},
  "switch"]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, d := range diags {
		got = append(got, d.Error())
	}
	want := []string{
		"r.json:4 /results/0/packages/0: warning: a package has neither name nor commit and is passed over [osvresult/no-name]",
		"r.json:4 /results/0/packages/0/package/name: warning: the value is not a text and is passed over [osvresult/kind]",
		"r.json:6 /results/0/packages/1/vulnerabilities/0: warning: a record has no id; the package counts as not wholly read [osvresult/no-id]",
		"r.json:6 /results/0/packages/1/vulnerabilities/1/aliases: warning: the value is not a list and is passed over [osvresult/kind]",
		"r.json:9 /results/0/packages/2: warning: the value is not an object and is passed over [osvresult/kind]",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	a := ask(t, r, vuln.Query{PURL: "pkg:npm/relay@1"})
	if a.State != vuln.Unknown || a.Reason != vuln.Unreadable || len(a.Found) != 1 || a.Found[0].ID != "GHSA-1" || a.Found[0].CVSS != nil {
		t.Errorf("of a package with a record that cannot be read: %+v", a)
	}
}

func TestReadRefuses(t *testing.T) {
	whole, err := os.ReadFile("testdata/v1.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ why, text, want string }{
		{"nothing", "", "the file is torn"},
		{"torn", string(whole[:len(whole)/2]), "the file is torn: it ends in the middle"},
		{"an SBOM", `{"bomFormat": "CycloneDX"}`, "r.json: this is not a result of osv-scanner: it has no results; run osv-scanner scan --format json"},
		{"a list", `[]`, "this is not a result of osv-scanner"},
		{"two results", `{"results": []}{}`, "something follows the result"},
		{"no JSON", "Total 2 packages affected", "not valid JSON"},
	} {
		r, _, err := osvresult.Read("r.json", strings.NewReader(c.text))
		if r != nil || err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v; want %q", c.why, err, c.want)
		}
	}
	_, diags, err := osvresult.Read("r.json", strings.NewReader("\xef\xbb\xbf"+`{"results": [], "experimental_config": {}}`))
	if err != nil || !diags.Has("osvresult/empty") {
		t.Errorf("an empty result: %v, %v", diags, err)
	}
}

func TestCorpus(t *testing.T) {
	results := 0
	for _, name := range corpus.Files(t, 0, "osv/google+osv-scanner") {
		data := corpus.Read(t, name)
		if !strings.HasSuffix(name, ".json") || !bytes.Contains(data, []byte(`"results"`)) {
			continue
		}
		results++
		r, diags, err := osvresult.Read(name, bytes.NewReader(data))
		if err != nil || len(diags) > 0 {
			t.Errorf("%s: %v, %v", name, err, diags)
			continue
		}
		if n, _ := r.Packages(); n == 0 {
			t.Errorf("%s has no package", name)
		}
	}
	if results != 3 {
		t.Errorf("the corpus has %d results, not 3", results)
	}
}

func FuzzRead(f *testing.F) {
	for _, file := range []string{"v1.json", "v2.json"} {
		data, err := os.ReadFile("testdata/" + file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data, "pkg:npm/%40acme/switch@2.0.0")
	}
	f.Add([]byte(`{"results":[{"packages":[{"package":{"name":"a","ecosystem":"PyPI"},"groups":[{"ids":[],"aliases":["x"]}]}]}]}`), "pkg:pypi/a")
	f.Fuzz(func(t *testing.T, data []byte, purl string) {
		r, _, err := osvresult.Read("f", bytes.NewReader(data))
		if err != nil {
			return
		}
		a := ask(t, r, vuln.Query{PURL: purl})
		if a.State == vuln.Unknown && a.Reason == "" || a.State == vuln.Checked && a.Reason != "" {
			t.Errorf("%v with reason %q", a.State, a.Reason)
		}
	})
}
