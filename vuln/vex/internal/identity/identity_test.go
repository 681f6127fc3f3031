// SPDX-License-Identifier: Apache-2.0

package identity

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestPURLCovers: the statement's name to the left, the component's to the
// right.
func TestPURLCovers(t *testing.T) {
	for _, c := range []struct {
		statement, component string
		want                 Level
	}{
		{"pkg:npm/a@1", "pkg:npm/a@1", Sure},
		{"pkg:npm/a@1", "pkg:npm/a@2", Differs},
		{"pkg:npm/a", "pkg:npm/a@2", AnyVersion},
		{"pkg:npm/a@1", "pkg:npm/a", Possible},
		{"pkg:npm/a", "pkg:npm/a", AnyVersion},
		{"pkg:npm/a@1", "pkg:npm/b@1", None},
		{"pkg:npm/a@1", "pkg:pypi/a@1", None},

		{"PKG:NPM/a@1", "pkg:npm/a@1", Sure},
		{"pkg://npm/a@1", "pkg:npm/a@1", Sure},
		{"pkg:npm/%40angular/core@1", "pkg:npm/@angular/core@1", Sure},
		{"pkg:npm/@angular/core", "pkg:npm/%40angular/core@1", AnyVersion},
		{"pkg:npm/%40angular%2Fcore@1", "pkg:npm/%40angular/core@1", Sure},
		{"pkg:oci/amf@sha256:ab", "pkg:oci/amf@sha256%3Aab?arch=amd64", Sure},
		{"pkg:deb/debian/a@1.0%2Bb1", "pkg:deb/debian/a@1.0+b1", Sure},

		{"pkg:npm/JSONStream@1", "pkg:npm/jsonstream@1", None}, // two packages
		{"pkg:pypi/My_Package.x@1", "pkg:pypi/my-package-x@1", Sure},
		{"pkg:golang/github.com/Teliqon/Amf@v1.0.0", "pkg:golang/github.com/teliqon/amf@1.0.0", Sure},
		{"pkg:nuget/A.B@1", "pkg:nuget/a.b@1", Sure},
		{"pkg:maven/Org/A@1", "pkg:maven/org/a@1", None},
		{"pkg:cargo/a_b@1", "pkg:cargo/a-b@1", Sure},

		{"pkg:deb/debian/a@1?arch=amd64", "pkg:deb/debian/a@1?arch=AMD64&distro=debian-12", Sure},
		{"pkg:deb/debian/a@1?arch=amd64", "pkg:deb/debian/a@1?arch=arm64", Differs},
		{"pkg:deb/debian/a@1?arch=amd64", "pkg:deb/debian/a@1", Possible},
		{"pkg:deb/debian/a@1?distro=debian-12", "pkg:deb/debian/a@1?distro=debian-12.13", Sure},
		{"pkg:deb/debian/a@1?distro=debian-1", "pkg:deb/debian/a@1?distro=debian-12", Differs},
		{"pkg:npm/a@1?download_url=https://x.example/a", "pkg:npm/a@1", Sure},
		{"pkg:pypi/a@1.0", "pkg:pypi/a@1.0.0", Sure}, // one version to the registry
		{"pkg:pypi/a@1.0", "pkg:pypi/a@1.0.post1", Differs},
		{"pkg:npm/a@v1.0.0", "pkg:npm/a@1.0.0", Sure},
		{"pkg:npm/a@1.0.0+x", "pkg:npm/a@1.0.0+y", Differs},
		{"pkg:maven/g/a@1.0", "pkg:maven/g/a@1.0.0", Differs}, // equal in order, yet two releases
		{"pkg:rpm/redhat/a@1-2?epoch=1", "pkg:rpm/redhat/a@1:1-2", Sure},
		{"pkg:rpm/redhat/a@1:1-2", "pkg:rpm/redhat/a@1-2?epoch=1", Sure},
		{"pkg:rpm/redhat/a@1-2?epoch=0", "pkg:rpm/redhat/a@1-2?epoch=1", Differs},
		{"pkg:rpm/redhat/a@1-2?epoch=1", "pkg:rpm/redhat/a@1-2", Possible},
		{"pkg:rpm/redhat/a@1-2", "pkg:rpm/redhat/a@1-2?epoch=1", Sure}, // it leaves the epoch open
		{"pkg:deb/debian/a@0:1-2", "pkg:deb/debian/a@1-2", Sure},
		{"pkg:deb/debian/a@1-2", "pkg:deb/debian/a@2:1-2", Differs},
		{"pkg:rpm/redhat/a?vers=vers:rpm/%3C1:1-2", "pkg:rpm/redhat/a@3-1?epoch=1", Differs},
		{"pkg:rpm/redhat/a?vers=vers:rpm/%3C1:1-2", "pkg:rpm/redhat/a@3-1", Sure},
		{"pkg:oci/amf?tag=1", "pkg:oci/amf@sha256:ab?tag=1", Sure},                                                     // a tag is a version
		{"pkg:oci/amf@sha256:ab?repository_url=a.example/x", "pkg:oci/amf@sha256:ab?repository_url=b.example/x", Sure}, // a digest
		{"pkg:oci/amf?repository_url=https://index.docker.io/library", "pkg:oci/amf@sha256:ab?repository_url=docker.io/library/amf", AnyVersion},
		{"pkg:oci/amf?repository_url=a.example/x", "pkg:oci/amf@sha256:ab?repository_url=b.example/x", Differs},
		{"pkg:npm/a@1?repository_url=a.example", "pkg:npm/a@1", Possible},
		{"pkg:npm/a@1?arch=", "pkg:npm/a@1", Sure},

		{"pkg:golang/a/b#api", "pkg:golang/a/b@v1#api/v2", AnyVersion},
		{"pkg:golang/a/b#api", "pkg:golang/a/b@v1#ap", Differs},
		{"pkg:golang/a/b#api", "pkg:golang/a/b@v1", Possible},
		{"pkg:golang/a/b", "pkg:golang/a/b@v1#api", AnyVersion},
		{"pkg:npm/a?vers=vers:npm/%3C2", "pkg:npm/a@1.9", Sure},
		{"pkg:npm/a?vers=vers:npm/%3C2", "pkg:npm/a@2.0.0", Differs},
	} {
		p, ok1 := ParsePURL(c.statement)
		q, ok2 := ParsePURL(c.component)
		if got := p.Covers(q, Limit{}, ""); got != c.want || !ok1 || !ok2 {
			t.Errorf("%s covers %s: %d, not %d", c.statement, c.component, got, c.want)
		}
	}
	for _, s := range []string{"", "npm/a", "pkg:npm", "pkg:npm/", "pkg:/a", "pkg:///"} {
		if p, ok := ParsePURL(s); ok {
			t.Errorf("%q is read as %+v", s, p)
		}
	}
}

// TestLimit: what the tree of a CSAF document says of versions serves where
// the package URL has none, and the component's own version where its has none.
func TestLimit(t *testing.T) {
	for _, c := range []struct {
		purl    string
		limit   Limit
		version string
		want    Level
	}{
		{"pkg:generic/a", Limit{Exact: "1.0"}, "1.0", Sure},
		{"pkg:generic/a", Limit{Exact: "v1.0"}, "1.0.0", Sure},
		{"pkg:generic/a", Limit{Exact: "1.0"}, "1.1", Differs},
		{"pkg:generic/a", Limit{Exact: "1.0"}, "", Possible},
		{"pkg:generic/a@2", Limit{Exact: "1.0"}, "2", Sure}, // its own goes before
		{"pkg:generic/a", Limit{Range: "all before 7"}, "1", Possible},
		{"pkg:generic/a", Limit{Range: "vers:all/*"}, "1", Sure},
	} {
		p, _ := ParsePURL(c.purl)
		if got := p.Covers(PURL{Type: "generic", Name: "a"}, c.limit, c.version); got != c.want {
			t.Errorf("%s, %+v covers %q: %d, not %d", c.purl, c.limit, c.version, got, c.want)
		}
	}
}

func TestInRange(t *testing.T) {
	for _, c := range []struct {
		vers, version string
		want          Level
	}{
		{"vers:npm/>=1.0.0|<2.0.0", "1.0.0", Sure},
		{"vers:npm/>=1.0.0|<2.0.0", "1.9.9", Sure},
		{"vers:npm/>=1.0.0|<2.0.0", "2.0.0", Differs},
		{"vers:npm/>=1.0.0|<2.0.0", "0.9", Differs},
		{"vers:npm/<2.0.0|>=1.0.0", "0.9", Differs}, // the order does not matter
		{"vers:npm/>=1|<2|>=3|<4", "2.5", Differs},
		{"vers:npm/>=1|<2|>=3|<4", "3.5", Sure},
		{"vers:npm/>=1|<2|>=3|<4", "4.1", Differs},
		{"vers:npm/<=1|>3", "4", Sure},
		{"vers:npm/<=1|>3", "3", Differs},
		{"vers:npm/<=1|>3", "1.0.0", Sure},
		{"vers:npm/1.0.0|1.2.0", "1.2.0", Sure},
		{"vers:npm/1.0.0|1.2.0", "1.1.0", Differs},
		{"vers:npm/!=1.0.0", "1.1.0", Sure},
		{"vers:npm/!=1.0.0", "1.0", Differs},
		{"vers:npm/>=1|!=1.5|<2", "1.5.0", Differs},
		{"vers:npm/<2.0.0", "2.0.0-rc.1", Sure},
		{"vers:npm/>=2.0.0", "2.0.0-rc.1", Differs},
		{"vers:npm/<2.0.0-rc.2", "2.0.0-rc.10", Differs},
		{"vers:npm/<2.0.0", "2.0.0+build", Differs},
		{"vers:golang/<v1.2.0", "1.1.0", Sure},
		{"vers:deb/<2.0", "1:1.0", Differs}, // an epoch
		{"vers:deb/<1.2+dfsg", "1.2", Sure},
		{"vers:deb/<1.2", "1.2~rc1-1", Sure},
		{"vers:rpm/<3.0.7-16.el9", "3.0.7-6.el9_2", Sure},
		{"vers:alpine/<1.2-r10", "1.2-r9", Sure},
		{"vers:maven/<2.0-alpha", "2.0-beta", Differs},
		{"vers:pypi/<1.0", "1.0rc1", Sure},
		{"vers:gem/>=1.0", "1.0.pre", Differs},
		{"vers:npm/<2", "latest", Possible},
		{"vers:generic/<2.0-a", "2.0-b", Possible},
		{"vers:all/*", "anything", Sure},
		{"<= 8.6.0", "8.6", Sure},
		{"< 2.15 (firmware before 8)", "2.14", Possible},
		{">=1|<3", "2", Sure},
		{"vers:npm", "1", Possible},
		{"vers:npm/", "1", Possible},
		{"vers:npm/<", "1", Possible},
		{"", "1", Possible},
		{"all", "1", Possible},
	} {
		if got := InRange(c.vers, c.version); got != c.want {
			t.Errorf("%s in %s: %d, not %d", c.version, c.vers, got, c.want)
		}
	}
}

func TestCPECovers(t *testing.T) {
	for _, c := range []struct {
		statement, component string
		want                 Level
	}{
		{"cpe:2.3:a:v:p:1.0:*:*:*:*:*:*:*", "cpe:2.3:a:v:p:1.0:*:*:*:*:*:*:*", Sure},
		{"cpe:/a:V:P:1.0", "cpe:2.3:a:v:p:1.0:*:*:*:*:*:*:*", Sure},
		{"cpe:/a:v:p", "cpe:2.3:a:v:p:1.0:*:*:*:*:*:*:*", AnyVersion},
		{"cpe:/a:v:p:1.0", "cpe:2.3:a:v:p:*:*:*:*:*:*:*:*", Possible},
		{"cpe:/a:v:p:1.0", "cpe:2.3:a:v:p:1.1:*:*:*:*:*:*:*", Differs},
		{"cpe:/a:v:p:1.0", "cpe:2.3:a:v:q:1.0:*:*:*:*:*:*:*", None},
		{"cpe:/o:v:p:1.0", "cpe:2.3:a:v:p:1.0:*:*:*:*:*:*:*", None},
		{"cpe:2.3:a:v:p:1.*:*:*:*:*:*:*:*", "cpe:2.3:a:v:p:1.5:*:*:*:*:*:*:*", Sure},
		{"cpe:2.3:a:v:p:1.?:*:*:*:*:*:*:*", "cpe:2.3:a:v:p:1.55:*:*:*:*:*:*:*", Differs},
		{`cpe:2.3:a:v:p\:q:1\*:*:*:*:*:*:*:*`, `cpe:2.3:a:v:p\:q:1x:*:*:*:*:*:*:*`, Differs},
		{`cpe:2.3:a:v:p\:q:1\*:*:*:*:*:*:*:*`, `cpe:2.3:a:v:p\:q:1\*:*:*:*:*:*:*:*`, Sure},
		{"cpe:/a:redhat:openshift:4.6::el8", "cpe:2.3:a:redhat:openshift:4.6:*:el8:*:*:*:*:*", Sure},
		{"cpe:/a:v:p:1::~~~linux~~", "cpe:2.3:a:v:p:1:*:*:*:*:linux:*:*", Sure},
		{"cpe:/a:v:p:1::~~~linux~~", "cpe:2.3:a:v:p:1:*:*:*:*:windows:*:*", Differs},
		{"cpe:2.3:a:v:p:-:*:*:*:*:*:*:*", "cpe:2.3:a:v:p:1:*:*:*:*:*:*:*", Differs},
	} {
		p, ok1 := ParseCPE(c.statement)
		q, ok2 := ParseCPE(c.component)
		if got := p.Covers(q, Limit{}, ""); got != c.want || !ok1 || !ok2 {
			t.Errorf("%s covers %s: %d, not %d (%v %v)", c.statement, c.component, got, c.want, ok1, ok2)
		}
	}
	for _, s := range []string{"", "cpe:", "cpe:/a:v", "cpe:2.3:a:v", "cpe:2.3:a:*:*", "cpe:2.3:a:b:c:d:e:f:g:h:i:j:k:l", "cpe:/x:v:p"} {
		if c, ok := ParseCPE(s); ok {
			t.Errorf("%q is read as %v", s, c)
		}
	}
}

// TestVersionOrder: the order is total where there is one.
func TestVersionOrder(t *testing.T) {
	version := rapid.StringMatching(`v?[0-9]{1,2}(\.[0-9]{1,2}){0,3}(-(alpha|rc)(\.[0-9]{1,2})?)?`)
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := version.Draw(t, "a"), version.Draw(t, "b"), version.Draw(t, "c")
		compare := func(x, y string) int {
			n, ok := compareVersions("semver", x, y)
			if !ok {
				t.Fatalf("%s and %s are not compared", x, y)
			}
			return n
		}
		if compare(a, a) != 0 || compare(a, b) != -compare(b, a) {
			t.Fatalf("%s and %s", a, b)
		}
		if compare(a, b) <= 0 && compare(b, c) <= 0 && compare(a, c) > 0 {
			t.Fatalf("%s, %s and %s", a, b, c)
		}
	})
}

// FuzzNames holds that every name is compared without a panic, and covers
// itself where it is one.
func FuzzNames(f *testing.F) {
	f.Add("pkg:npm/%40a/b@1?arch=x#sub", "1.0")
	f.Add("cpe:2.3:a:v:p:1*:*:*:*:*:*:*:*", "1")
	f.Add("vers:npm/>=1|<2", "1.5-rc.1")
	f.Fuzz(func(t *testing.T, name, version string) {
		if p, ok := ParsePURL(name); ok && !strings.Contains(name, "vers") && p.Covers(p, Limit{}, "") < AnyVersion {
			t.Errorf("%q does not cover itself", name)
		}
		if c, ok := ParseCPE(name); ok {
			if level := c.Covers(c, Limit{}, ""); level < AnyVersion {
				t.Errorf("%q does not cover itself: %d", name, level)
			}
		}
		InRange(name, version)
	})
}

// TestSource: the source package that a package of a distribution is built from.
func TestSource(t *testing.T) {
	for of, want := range map[string]string{
		"pkg:deb/debian/libssl3@3.0.11-1?arch=amd64&distro=debian-12&upstream=openssl":  "deb/debian/openssl 3.0.11-1 arch=source distro=debian-12",
		"pkg:deb/debian/gcc-12-base@12.2-14?upstream=gcc-12%4012.2":                     "deb/debian/gcc-12 12.2 arch=source",
		"pkg:deb/debian/curl@8.0-1?source=cURL&sourceversion=8.0":                       "deb/debian/curl 8.0 arch=source",
		"pkg:deb/debian/curl@8.0-1?arch=amd64":                                          "deb/debian/curl 8.0-1 arch=source",
		"pkg:apk/alpine/libcrypto3@3.1-r0?origin=openssl":                               "apk/alpine/openssl 3.1-r0 arch=source",
		"pkg:rpm/redhat/openssl-libs@1-2?epoch=1&upstream=openssl-1.1.1k-6.el8.src.rpm": "rpm/redhat/openssl 1.1.1k-6.el8 arch=source epoch=1",
		"pkg:rpm/redhat/bash@5-1":                                                       "",
		"pkg:deb/debian/curl@8.0-1?arch=source":                                         "",
		"pkg:npm/a@1?upstream=b":                                                        "",
	} {
		p, ok := ParsePURL(of)
		source, has := p.Source()
		got := ""
		if has {
			got = source.Key() + " " + source.Version
			for _, q := range source.Qualifiers {
				got += " " + q.Key + "=" + q.Value
			}
		}
		if !ok || got != want {
			t.Errorf("%s is built from %q, not %q", of, got, want)
		}
	}
}
