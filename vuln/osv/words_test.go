// SPDX-License-Identifier: Apache-2.0

package osv

import (
	"strings"
	"testing"

	"github.com/kedja/kedja/vuln"
)

// TestRecordsInOtherWords: what a record has in other words than the schema's is
// found all the same, and said.
func TestRecordsInOtherWords(t *testing.T) {
	entry := func(pkg, rest string) string {
		return `{"id":"X-1"` + rest + `,"affected":[{"package":{` + pkg + `},"versions":["1.0.0"]}]}`
	}
	const named = `"ecosystem":"npm","name":"acme"`
	for _, test := range []struct {
		name, text, purl string
		found            bool
		diag             string
	}{
		{"as it should be", entry(named, ""), "pkg:npm/acme@1.0.0", true, ""},
		{"ecosystem in capitals", entry(`"ecosystem":"NPM","name":"acme"`, ""), "pkg:npm/acme@1.0.0", true, `the ecosystem "NPM" is read as "npm" [osv/package-name]`},
		{"ecosystem with a release", entry(`"ecosystem":"debian:12","name":"acme"`, ""), "pkg:deb/debian/acme@1.0.0?distro=debian-12", true, `"debian:12" is read as "Debian:12"`},
		{"a purl alone", entry(`"purl":"pkg:npm/%40acme/lib"`, ""), "pkg:npm/%40acme/lib@1.0.0", true, "is read as @acme/lib of npm by its purl"},
		{"a purl and no name", entry(`"ecosystem":"npm","purl":"pkg:npm/acme"`, ""), "pkg:npm/acme@1.0.0", true, "is read as acme of npm by its purl"},
		{"an ecosystem that nobody has", entry(`"ecosystem":"npmjs","name":"acme"`, ""), "pkg:npm/acme@1.0.0", false, `OSV has no ecosystem of the name "npmjs"`},
		{"withdrawn", entry(named, `,"withdrawn":"2026-01-31T00:00:00Z"`), "pkg:npm/acme@1.0.0", false, ""},
		{"withdrawn on a day", entry(named, `,"withdrawn":"2026-01-31"`), "pkg:npm/acme@1.0.0", false, ""},
		{"withdrawn is null", entry(named, `,"withdrawn":null`), "pkg:npm/acme@1.0.0", true, ""},
		{"withdrawn is no date", entry(named, `,"withdrawn":"no"`), "pkg:npm/acme@1.0.0", true, `/withdrawn: warning: "no" is no date, so the record counts as not withdrawn`},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			write(t, "records/X-1.json", []byte(test.text))
			x, _, diags := build(t, "records")
			if test.diag == "" && len(diags) > 0 || test.diag != "" && (len(diags) != 1 || !strings.Contains(diags[0].Error(), test.diag)) {
				t.Errorf("diagnostics\n%v\nwant %s", diags, test.diag)
			}
			if a := ask(t, x, vuln.Query{PURL: test.purl}); len(a[0].Found) > 0 != test.found {
				t.Errorf("%+v", a[0])
			}
		})
	}
}

// TestProductsOnTopOfARelease: to state the release of a distribution does not
// make clean what records have of products that are added to it.
func TestProductsOnTopOfARelease(t *testing.T) {
	t.Chdir(t.TempDir())
	affected := func(ecosystem, name string) string {
		return `{"package":{"ecosystem":"` + ecosystem + `","name":"` + name + `"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"2.0"}]}]}`
	}
	for _, r := range []struct{ id, cve, affected string }{
		{"R-1", "CVE-2026-1", affected("Red Hat:openshift:4.12::el8", "ocp")},
		{"R-2", "CVE-2026-2", affected("Red Hat:enterprise_linux:8::baseos", "base")},
		{"R-3", "CVE-2026-2", affected("Red Hat:rhel_eus:8.6::baseos", "base")},
		{"U-1", "CVE-2026-1", affected("Ubuntu:Pro:22.04:LTS", "pro")},
		{"U-2", "CVE-2026-2", affected("Ubuntu:22.04:LTS", "base")},
	} {
		write(t, "records/"+r.id+".json", []byte(`{"id":"`+r.id+`","aliases":["`+r.cve+`"],"affected":[`+r.affected+`]}`))
	}
	x, _, _ := build(t, "records")
	for purl, want := range map[string]string{
		"pkg:rpm/redhat/ocp@1.0?distro=rhel-8.6":         "unknown no-product, CVE-2026-1 possible no-product",
		"pkg:rpm/redhat/ocp@2.0?distro=rhel-8.6":         "checked ",
		"pkg:rpm/redhat/ocp@1.0?distro=rhel-9.2":         "unknown no-ecosystem",
		"pkg:rpm/redhat/ocp@1.0":                         "unknown no-release, CVE-2026-1 possible no-release",
		"pkg:deb/ubuntu/pro@1.0?distro=ubuntu-22.04":     "unknown no-product, CVE-2026-1 possible no-product",
		"pkg:deb/ubuntu/pro@1.0?distro=ubuntu-20.04":     "unknown no-ecosystem",
		"pkg:rpm/redhat/base@1.0?distro=rhel-8.6":        "checked , CVE-2026-2",
		"pkg:deb/ubuntu/base@1.0?distro=ubuntu-22.04":    "checked , CVE-2026-2",
		"pkg:rpm/redhat/nothing@1.0?distro=redhat-8.6":   "checked ",
		"pkg:rpm/redhat/something@1.0?distro=redhat-9.6": "unknown no-ecosystem",
	} {
		a := ask(t, x, vuln.Query{PURL: purl})[0]
		got := a.State.String() + " " + string(a.Reason)
		for _, f := range a.Found {
			if got += ", " + f.ID; f.Possible {
				got += " possible " + string(f.Reason)
			}
		}
		if got != want {
			t.Errorf("%s: %s, want %s", purl, got, want)
		}
	}
}
