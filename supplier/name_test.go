// SPDX-License-Identifier: Apache-2.0

package supplier

import (
	"fmt"
	"testing"
)

func TestFoldName(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Teliqon AB", "teliqon"},
		{"TELIQON  AB (publ)", "teliqon"},
		{"Teliqon, Inc.", "teliqon"},
		{"Teliqon B.V.", "teliqon"},
		{"Ostbit GmbH & Co. KG", "ostbit"},
		{"The Vantar Foundation", "vantar foundation"},
		{"Vantar Foundation", "vantar foundation"},
		{"Ｆｕｌｌｗｉｄｔｈ Ltd", "fullwidth"}, // NFKC
		{"Straße GmbH", "strasse"},     // case folding
		{"Zöld Kft.", "zoeld"},         // umlauts written out, as passports do
		{"L'Exemple S.A.R.L.", "lexemple"},
		{"I.B.M.", "ibm"},
		{"Fjord & Fell A/S", "fjord fell"},
		{"Acme, Inc. and/or its affiliates. All rights reserved.", "acme"},
		{"Acme Foundation and other contributors", "acme foundation"},
		{"General Electric Works (GEW)", "general electric works"}, // its initials
		{"Acme (UK) Ltd", "acme uk"},                               // a place, not initials
		{"Acme (formerly Bolt Inc.)", "acme"},
		{"Acme Org (acme.example)", "acme org"},
		{"Acme <info@acme.example> (http://acme.example)", "acme"},
		{"https://acme.example", "acme example"},
		{"Acme Foundation, The", "acme foundation"},
		{"UAB Baltrix", "baltrix"},
		{"株式会社サンプル", "サンプル"},
		{"示例科技股份有限公司", "示例科技"},
		{"Przyklad Sp. z o.o.", "przyklad"},
		{"Exemple S.à r.l.", "exemple"},
		{"Ejemplo S.A. de C.V.", "ejemplo"},
		{"Telia Company AB", "telia"},
		{"Velmorix Systems OÜ", "velmorix systems"},
		{"Baltrix UAB", "baltrix"},
		{"Jane Doe <jane@example.org>", "jane doe"},
		{"Jane Doe (jane@example.org)", "jane doe"},
		{"Acme (Holdings)", "acme holdings"},
		{"Co", "co"}, // never the whole name
		{"NOASSERTION", ""},
		{"none", ""},
		{"N/A", ""},
		{"  ", ""},
		{"UNKNOWN", ""},
		{"C++ Alliance", "c++ alliance"},
	} {
		if got := FoldName(c.in); got != c.want {
			t.Errorf("FoldName(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestNamespaceParty(t *testing.T) {
	suffix := func(d string) bool { return d == "co.uk" || d == "github.io" }
	for _, c := range []struct{ purl, party, role string }{
		{"pkg:github/Acme/thing@1", "ns:github.com/acme", "maintainer"},
		{"pkg:golang/github.com/acme/thing@v1", "ns:github.com/acme", "maintainer"},
		{"pkg:golang/gopkg.in/yaml.v3@v3", "ns:golang/gopkg.in", "maintainer"},
		{"pkg:golang/golang.org/x/net@v0.1.0", "ns:golang/golang.org", "maintainer"},
		{"pkg:golang/stdlib@1.26", "", "maintainer"},
		{"pkg:npm/%40acme/thing@1", "ns:npm/@acme", "maintainer"},
		{"pkg:npm/left-pad@1", "", ""},
		{"pkg:maven/com.acme.tools/thing@1", "ns:maven/com.acme", "maintainer"},
		{"pkg:maven/uk.co.acme.tools/thing@1", "ns:maven/uk.co.acme", "maintainer"},
		{"pkg:maven/io.github.acme/thing@1", "ns:maven/io.github.acme", "maintainer"},
		{"pkg:maven/junit/junit@4", "ns:maven/junit", "maintainer"},
		{"pkg:deb/debian/curl@7?arch=amd64", "ns:deb/debian", "integrator"},
		{"pkg:pypi/requests@2", "", ""},
		{"pkg:composer/acme/thing@1", "ns:composer/acme", "maintainer"},
		{"pkg:cargo/serde@1", "", ""},
		{"pkg:gitlab/acme/group/thing@1", "ns:gitlab.com/acme", "maintainer"},
		{"pkg:golang/gitlab.com/acme/group/thing@v1", "ns:gitlab.com/acme", "maintainer"},
		{"pkg:golang/codeberg.org/acme/thing@v1", "ns:codeberg.org/acme", "maintainer"},
		{"pkg:golang/go.acme.example/thing@v1", "ns:golang/go.acme.example", "maintainer"},
		{"pkg:swift/github.com/Acme/Thing@1", "ns:github.com/acme", "maintainer"},
		{"pkg:swift/git.acme.example/Thing@1", "ns:swift/git.acme.example", "maintainer"},
		{"pkg:maven/com.github.acme/thing@1", "ns:maven/com.github.acme", "maintainer"},
		{"pkg:huggingface/acme/model@1", "ns:huggingface/acme", "maintainer"},
		{"pkg:docker/acme/thing@1", "ns:docker/acme", "maintainer"},
		{"pkg:oci/thing@sha256:00?repository_url=docker.io/acme/thing", "ns:docker/acme", "maintainer"},
		{"pkg:oci/thing@sha256:00?repository_url=registry.example/acme/thing", "ns:oci/registry.example/acme", "maintainer"},
		{"pkg:oci/thing@sha256:00", "", "maintainer"},
		{"pkg:apk/alpine/curl@8", "ns:apk/alpine", "integrator"},
	} {
		u, ok := ParsePURL(c.purl)
		if !ok {
			t.Errorf("%s: not a package URL", c.purl)
			continue
		}
		party, role := u.namespaceParty(suffix)
		if party != c.party || (party != "" && role != c.role) {
			t.Errorf("%s: %q as %q, want %q as %q", c.purl, party, role, c.party, c.role)
		}
	}
}

func TestNamespaceName(t *testing.T) {
	for party, want := range map[string]string{
		"ns:github.com/acme": "acme", "ns:npm/@acme": "acme", "ns:maven/com.acme": "acme", "ns:maven/junit": "junit", "ns:deb/debian": "debian",
		"ns:golang/go.acme.example": "acme", "ns:golang/localhost": "localhost", "ns:oci/registry.example/acme": "acme", "ns:git.sr.ht/~acme": "acme", "name:acme": "", "ns:": "",
	} {
		if got := NamespaceName(party); got != want {
			t.Errorf("NamespaceName(%q) = %q, want %q", party, got, want)
		}
	}
}

func TestSamePattern(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"pkg:npm/@acme/*", "pkg:npm/%40acme/*", true},
		{"pkg:npm/@acme/x", "pkg:npm/%40acme/x", true},
		{"pkg:npm/@acme/*", "pkg:npm/%40acme/x", false},
		{"nonsense", "nonsense", true},
	} {
		if got := SamePattern(c.a, c.b); got != c.same {
			t.Errorf("SamePattern(%q, %q) = %v", c.a, c.b, got)
		}
	}
}

func TestParsePURLRefuses(t *testing.T) {
	for _, s := range []string{"", "left-pad", "pkg:", "pkg:npm", "pkg:npm/", "http://example.org/x"} {
		if u, ok := ParsePURL(s); ok {
			t.Errorf("ParsePURL(%q) = %v, want no package URL", s, u)
		}
	}
}

func TestPersonIDIsOpaqueAndStable(t *testing.T) {
	a, b := PersonID("Jane Doe", "jane@example.org"), PersonID("jane  doe", "")
	if a != b {
		t.Errorf("one person has two ids: %s, %s", a, b)
	}
	if a == PersonID("John Doe", "") {
		t.Error("two persons share an id")
	}
}

func ExampleFoldName() {
	fmt.Println(FoldName("TELIQON AB (publ)"), "=", FoldName("Teliqon"))
	// Output: teliqon = teliqon
}

func ExampleParsePURL() {
	u, ok := ParsePURL("pkg:npm/%40acme/thing@1.2.0")
	fmt.Println(ok, u.Namespace, u.Name, u.Version, u.Bare())
	// Output: true @acme thing 1.2.0 pkg:npm/%40acme/thing
}
