// SPDX-License-Identifier: Apache-2.0

package ecosystem

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	packageurl "github.com/package-url/packageurl-go"

	"github.com/kedja/kedja/internal/corpus"
	"github.com/kedja/kedja/vuln"
)

func TestKey(t *testing.T) {
	tests := []struct{ ecosystem, name, want string }{
		{"PyPI", "Django", "django"},
		{"PyPI", "ruamel.yaml", "ruamel-yaml"},
		{"PyPI", "A__b..c-_.d", "a-b-c-d"},
		{"PyPI", "-x-", "-x-"},
		{"PyPI", "a--b", "a-b"},
		{"npm", "JSONStream", "JSONStream"},
		{"Maven", "g.H:a", "g.H:a"},
		{"Go", "github.com/Masterminds/goutils", "github.com/masterminds/goutils"},
		{"NuGet", "Newtonsoft.Json", "newtonsoft.json"},
		{"crates.io", "serde_json", "serde-json"},
		{"crates.io", "Inflector", "inflector"},
		{"Alpine", "R", "r"},
		{"Red Hat", "ImageMagick", "ImageMagick"},
		{"SwiftURL", "https://github.com/Apple/swift-nio.git", "github.com/apple/swift-nio"},
		{"GIT", "https://github.com/Foo/Bar.git", "github.com/foo/bar"},
		{"GIT", "git://git.example.org/bar/", "git.example.org/bar"},
		{"GIT", "git@github.com:foo/bar.git", "github.com/foo/bar"},
		{"GIT", "ssh://git@github.com/foo/bar", "github.com/foo/bar"},
		{"GIT", "github.com/foo/bar", "github.com/foo/bar"},
		{"GIT", "https://www.example.org/foo@bar", "example.org/foo@bar"},
		{"GIT", "", ""},
	}
	for _, tc := range tests {
		got := Key(tc.ecosystem, tc.name)
		if got != tc.want {
			t.Errorf("Key(%s, %s) = %q, want %q", tc.ecosystem, tc.name, got, tc.want)
		}
		if again := Key(tc.ecosystem, got); again != got {
			t.Errorf("Key(%s, %s) is %q, and Key of that %q", tc.ecosystem, tc.name, got, again)
		}
	}
}

func TestAgrees(t *testing.T) {
	tests := []struct {
		component, record string
		want              Agreement
	}{
		{"Debian:12", "Debian:12", Agrees},
		{"Debian:12", "Debian", Agrees},
		{"Debian:12", "Debian:11", Disagrees},
		{"Debian:1", "Debian:12", Disagrees},
		{"Debian", "Debian:12", Perhaps},
		{"Debian", "Debian", Agrees},
		{"Debian:12", "Ubuntu:12", Disagrees},
		{"Debian", "Ubuntu:22.04:LTS", Disagrees},
		{"Ubuntu:22.04:LTS", "Ubuntu:22.04:LTS", Agrees},
		{"Ubuntu:22.04:LTS", "Ubuntu:22.04", Agrees},
		{"Ubuntu:22.04:LTS", "Ubuntu:Pro:22.04:LTS", Perhaps},
		{"Ubuntu:22.04:LTS", "Ubuntu:Pro:FIPS-updates:22.04:LTS", Perhaps},
		{"Ubuntu:22.04:LTS", "Ubuntu:Pro:20.04:LTS", Disagrees},
		{"Ubuntu:22.04:LTS", "Ubuntu:Pro:FIPS:18.04:LTS", Disagrees},
		{"Ubuntu:22.04:LTS", "Ubuntu:22.10", Disagrees},
		{"Alpine:v3.20", "Alpine:v3.20", Agrees},
		{"Alpine:v3.20", "Alpine:v3.2", Disagrees},
		{"Alpine:edge", "Alpine:v3.20", Disagrees},
		{"Red Hat:9", "Red Hat:enterprise_linux:9::baseos", Agrees},
		{"Red Hat:9", "Red Hat:enterprise_linux:9::appstream", Agrees},
		{"Red Hat:9", "Red Hat:enterprise_linux:9", Agrees},
		{"Red Hat:9", "Red Hat:enterprise_linux:8::baseos", Disagrees},
		{"Red Hat:9", "Red Hat:rhel_eus:9.2::baseos", Perhaps},
		{"Red Hat:9", "Red Hat:rhel_eus:8.6::baseos", Disagrees},
		{"Red Hat:9", "Red Hat:openshift:4.15::el9", Perhaps},
		{"Red Hat:9", "Red Hat:openshift:4.12::el8", Disagrees},
		{"Red Hat:9", "Red Hat:rhel_software_collections:3::el7", Disagrees},
		{"Red Hat:9", "Red Hat:quay:3", Perhaps},
		{"Red Hat", "Red Hat:openshift:4.15::el9", Perhaps},
		{"Rocky Linux:9", "Rocky Linux:9", Agrees},
		{"Rocky Linux:9", "Rocky Linux:8", Disagrees},
		{"SUSE:15.5", "SUSE:Linux Enterprise Server 15 SP5", Agrees},
		{"SUSE:15.5", "SUSE:Linux Enterprise Server 15 SP5-LTSS", Agrees},
		{"SUSE:15.5", "SUSE:Linux Enterprise Module for Basesystem 15 SP5", Agrees},
		{"SUSE:15.5", "SUSE:Linux Enterprise Server 15 SP4", Disagrees},
		{"SUSE:15.0", "SUSE:Linux Enterprise Server 15", Agrees},
		{"SUSE:15.0", "SUSE:Linux Enterprise Server 15 SP1", Disagrees},
		{"SUSE:15.5", "SUSE:Package Hub 15 SP5", Perhaps},
		{"SUSE:15.5", "SUSE:Package Hub 15 SP4", Disagrees},
		{"SUSE:15.5", "SUSE:Manager Server 4.3", Perhaps},
		{"SUSE:15.5", "SUSE:Liberty Linux 9", Disagrees},
		{"SUSE:15.5", "SUSE:Linux Micro 6.0", Disagrees},
		{"SUSE:15.5", "SUSE:Linux Enterprise Nothing", Disagrees},
		{"openSUSE:Leap 15.5", "openSUSE:Leap 15.5", Agrees},
		{"openSUSE:Leap 15.5", "openSUSE:Tumbleweed", Disagrees},
		{"openEuler:22.03", "openEuler:22.03-LTS-SP3", Perhaps},
		{"openEuler:22.03-LTS-SP3", "openEuler:22.03-LTS-SP3", Agrees},
		{"openEuler:22.03-LTS-SP1", "openEuler:22.03-LTS-SP3", Disagrees},
		{"Azure Linux:3", "Azure Linux:3.0", Agrees},
		{"Azure Linux:3", "Azure Linux:2", Disagrees},
		// What is no release but a registry.
		{"Maven", "Maven:https://repo.example.org/maven", Agrees},
		{"Packagist", "Packagist:https://packages.example.org/8", Agrees},
		{"npm", "npm", Agrees},
		{"npm", "PyPI", Disagrees},
	}
	for _, tc := range tests {
		base, release := Split(tc.component)
		target := Target{Ecosystem: base, Release: release}
		if got := target.Agrees(tc.record); got != tc.want {
			t.Errorf("a component of %s and a record of %s: %v, want %v", tc.component, tc.record, got, tc.want)
		}
	}
}

// TestHolds: records of what is added to a release are not those of the release.
func TestHolds(t *testing.T) {
	for _, tc := range []struct {
		component, release string
		want               bool
	}{
		{"Debian:12", "12", true},
		{"Debian:12", "11", false},
		{"Red Hat:9", "enterprise_linux:9::baseos", true},
		{"Red Hat:9", "openshift:4.15::el9", false},
		{"Ubuntu:22.04:LTS", "Pro:22.04:LTS", false},
		{"openEuler:22.03", "22.03-LTS-SP3", true},
	} {
		base, release := Split(tc.component)
		target := Target{Ecosystem: base, Release: release}
		if got := target.Holds(tc.release); got != tc.want {
			t.Errorf("a component of %s and records of %s: %v", tc.component, tc.release, got)
		}
	}
}

func TestKnown(t *testing.T) {
	infos := Known()
	names := map[string]bool{}
	for i, info := range infos {
		names[info.Name] = true
		if i > 0 && infos[i-1].Name >= info.Name {
			t.Errorf("%s comes after %s", info.Name, infos[i-1].Name)
		}
		if strings.ContainsAny(info.Name, ":/") {
			t.Errorf("%q is no name of a folder", info.Name)
		}
		for _, purlType := range info.Types {
			purl := "pkg:" + purlType + "/example.org/group/name@1.0?uuid=1"
			if info.Releases || strings.Contains(purlType, "/") || purlType == "vcpkg" {
				purl = "pkg:" + purlType + "/name@1.0"
			} else if purlType == "julia" {
				purl = "pkg:julia/name@1.0?uuid=1"
			}
			r := Of(purl, "")
			if !slices.ContainsFunc(r.Targets, func(t Target) bool { return t.Ecosystem == info.Name }) {
				t.Errorf("%s leads to %v, %s, not to %s", purl, r.Targets, r.Reason, info.Name)
			}
			if want := map[bool]vuln.Reason{true: vuln.NoRelease}[info.Releases]; r.Reason != want {
				t.Errorf("%s: reason %q, want %q", purl, r.Reason, want)
			}
		}
	}
	for _, line := range []string{"npm", "PyPI", "Red Hat", "crates.io", "GIT", "openSUSE"} {
		if !names[line] || hasReleases(line) != (line == "Red Hat" || line == "openSUSE") {
			t.Errorf("%s is not known as it should be", line)
		}
	}
	infos[0].Name = "changed"
	if Known()[0].Name == "changed" {
		t.Error("a caller can change the list")
	}
}

// What comes of a purl is known to Known, has its key, and has a reason where
// there is nothing or not all.
func checkResult(t *testing.T, purl string, r Result) {
	t.Helper()
	if (r.Reason == "") != (r.Detail == "") {
		t.Errorf("%q: reason %q, detail %q", purl, r.Reason, r.Detail)
	}
	switch r.Reason {
	case vuln.NoIdentifier, vuln.BadPURL, vuln.NotCovered:
		if len(r.Targets) > 0 {
			t.Errorf("%q: %s, but looked up in %v", purl, r.Reason, r.Targets)
		}
	case "", vuln.NoRelease:
		if len(r.Targets) == 0 {
			t.Errorf("%q: no targets and reason %q", purl, r.Reason)
		}
	default:
		t.Errorf("%q: reason %q", purl, r.Reason)
	}
	for i, target := range r.Targets {
		if !slices.ContainsFunc(known, func(info Info) bool { return info.Name == target.Ecosystem }) {
			t.Errorf("%q: %q is no known ecosystem", purl, target.Ecosystem)
		}
		if key := Key(target.Ecosystem, target.Name); key != target.Name {
			t.Errorf("%q: name %q, whose key is %q", purl, target.Name, key)
		}
		if (r.Reason == vuln.NoRelease) != (hasReleases(target.Ecosystem) && target.Release == "") {
			t.Errorf("%q: %+v with reason %q", purl, target, r.Reason)
		}
		if target.Extra && i == 0 {
			t.Errorf("%q: the first target is extra", purl)
		}
	}
}

func FuzzOf(f *testing.F) {
	for _, purl := range []string{
		"pkg:npm/%40angular/core@12.0.0", "pkg:deb/debian/libc6@2.36-9?upstream=glibc%402.3&distro=debian-12&epoch=1",
		"pkg:rpm/suse/a@1?upstream=a-1-1.src.rpm&distro=opensuse-leap-15.5", "pkg:apk/alpine/a@1?distro=v3.2&origin=b",
		"pkg:generic/a?vcs_url=git%2Bssh://git@example.org:a/b.git%40v1", "pkg:golang/std@go1.21rc2#v2/x", "pkg:pypi/a.-_b@1",
		"pkg:alpine/a@1?distro=-", "pkg:rpm/a@1?distro=9", "pkg:julia/a@1?uuid=2", "pkg:github/a/b@v4", "pkg:bitnami/a@1-2",
	} {
		f.Add(purl, "1.0")
	}
	f.Fuzz(func(t *testing.T, purl, version string) {
		r := Of(purl, version)
		checkResult(t, purl, r)
		u, err := packageurl.FromString(strings.TrimSpace(purl))
		if len(purl) < MaxLength && (err != nil) != (r.Reason == vuln.BadPURL || r.Reason == vuln.NoIdentifier) {
			t.Errorf("%q: %v, and reason %q", purl, err, r.Reason)
		}
		// Of does not depend on how a purl is spelled.
		if canonical := u.ToString(); err == nil && len(canonical) < MaxLength {
			if u2, err := packageurl.FromString(canonical); err != nil || u2.ToString() != canonical {
				return
			}
			if again := Of(canonical, version); !slices.Equal(again.Targets, r.Targets) || again.Reason != r.Reason {
				t.Errorf("%q is %+v, and %q is %+v", purl, r, canonical, again)
			}
		}
	})
}

// Every purl in the real SBOMs leads somewhere or has a reason.
func TestCorpus(t *testing.T) {
	reasons := map[vuln.Reason]int{}
	total := 0
	for _, name := range corpus.Files(t, 4<<20, "cyclonedx", "spdx2", "spdx3") {
		for _, purl := range purlsIn(string(corpus.Read(t, name))) {
			r := Of(purl, "")
			checkResult(t, purl, r)
			reasons[r.Reason]++
			total++
		}
	}
	if total < 1000 || reasons[""] < total/2 {
		t.Errorf("%d purls, of which %d lead somewhere", total, reasons[""])
	}
	t.Logf("%d purls: %v", total, reasons)
}

// purlsIn returns what stands in quotes and begins like a purl.
func purlsIn(text string) (out []string) {
	for i := strings.Index(text, `"pkg:`); i >= 0; i = strings.Index(text, `"pkg:`) {
		purl, rest, ok := strings.Cut(text[i+1:], `"`)
		if ok && len(purl) < 400 {
			out = append(out, strings.ReplaceAll(purl, `\u0026`, "&"))
		}
		text = rest
	}
	return out
}

func ExampleOf() {
	for _, purl := range []string{
		"pkg:deb/debian/libc6@2.36-9%2Bdeb12u4?upstream=glibc&distro=debian-12",
		"pkg:deb/debian/curl@7.88.1-10",
		"pkg:conda/openssl@1.1.1",
	} {
		r := Of(purl, "")
		for _, t := range r.Targets {
			fmt.Printf("%s %q, %s %s\n", t.Ecosystem, t.Release, t.Name, t.Version)
		}
		if r.Reason != "" {
			fmt.Printf("%s: %s\n", r.Reason, r.Detail)
		}
	}
	// Output:
	// Debian "12", glibc 2.36-9+deb12u4
	// Debian "", curl 7.88.1-10
	// no-release: the purl does not say which release of Debian the package is of (distro=)
	// not-covered: OSV has no records of purls of the type conda
}

func BenchmarkOf(b *testing.B) {
	for _, purl := range []string{"pkg:npm/%40angular/core@12.0.0", "pkg:deb/debian/libc6@2.36-9%2Bdeb12u4?upstream=glibc&distro=debian-12&arch=amd64"} {
		b.Run(purl[4:7], func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Of(purl, "")
			}
		})
	}
}
