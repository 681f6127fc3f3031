// SPDX-License-Identifier: Apache-2.0

package vex

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/vuln/vex/internal/identity"
)

// naiveUnused asks every statement about every component, as the comments of
// Unused and of the reasons have it.
func naiveUnused(s *Set, asked []Asked) map[*Statement]Reason {
	out := map[*Statement]Reason{}
	for i, st := range s.statements {
		nearest, used, met := identity.None, false, false
		for j := range asked {
			q := newQuery(&asked[j].Component, asked[j].Products)
			for k := range s.claims {
				if int(s.claims[k].statement) != i {
					continue
				}
				level, _ := q.covered(&s.claims[k])
				nearest = max(nearest, level)
				for _, names := range asked[j].Vulnerabilities {
					same := sameVulnerability(s.names[i], foldAll(names))
					used, met = used || same && level == identity.Sure, met || same && level == identity.AnyVersion
				}
			}
		}
		switch {
		case s.idle[i] != "":
			out[st] = s.idle[i]
		case !used && met:
			out[st] = NoVersion
		case !used:
			out[st] = map[identity.Level]Reason{identity.None: ProductNotFound, identity.Differs: OtherVersion,
				identity.Possible: ProductPossible, identity.AnyVersion: VulnerabilityNotFound, identity.Sure: VulnerabilityNotFound}[nearest]
		}
	}
	return out
}

func someOf[T any](t *rapid.T, label string, from []T, most int) []T {
	return rapid.SliceOfN(rapid.SampledFrom(from), 0, most).Draw(t, label)
}

var (
	somePURLs  = []string{"pkg:npm/zip@2", "pkg:npm/zip@3", "pkg:npm/zip", "pkg:npm/zip@2?os=linux", "pkg:npm/zap@2", "pkg:generic/amf@7", "pkg:generic/amf@8", "pkg:generic/amf"}
	someCPEs   = []string{"cpe:/a:t:zip:2", "cpe:/a:t:zip:3", "cpe:/a:t:amf", "cpe:2.3:a:t*:zip:*:*:*:*:*:*:*:*"}
	someHashes = []sbom.Hash{{Alg: "SHA-256", Value: "ab"}, {Alg: "SHA-256", Value: "cd"}}
	someRefs   = []string{"", "zip", "amf", "https://example.com/zip"}
	someNames  = []string{"CVE-1", "CVE-2", "GHSA-1", "DSA-1"}
)

func someThing(t *rapid.T) Thing {
	return Thing{PURLs: someOf(t, "purls", somePURLs, 2), CPEs: someOf(t, "cpes", someCPEs, 1), Hashes: someOf(t, "hashes", someHashes, 1),
		Version: rapid.SampledFrom([]string{"", "2", "7"}).Draw(t, "version"), Ref: rapid.SampledFrom(someRefs).Draw(t, "ref"),
		Serial: rapid.SampledFrom([]string{"", "one", "two"}).Draw(t, "serial"), Revision: rapid.IntRange(0, 2).Draw(t, "revision")}
}

func someProduct(t *rapid.T, depth int) Product {
	p := Product{PURLs: someOf(t, "purls", somePURLs, 1), CPEs: someOf(t, "cpes", someCPEs, 1), Hashes: someOf(t, "hashes", someHashes, 1),
		Version: rapid.SampledFrom([]string{"", "", "2", "7"}).Draw(t, "version"), Ref: rapid.SampledFrom(someRefs).Draw(t, "ref"),
		Serial: rapid.SampledFrom([]string{"", "", "one", "two"}).Draw(t, "serial"), Revision: rapid.IntRange(0, 2).Draw(t, "revision")}
	for range rapid.IntRange(0, depth).Draw(t, "parts") {
		p.Subcomponents = append(p.Subcomponents, someProduct(t, depth-1))
	}
	return p
}

// Which statements act on nothing is the same however it is found.
func TestUnusedIsTheNaiveAnswer(t *testing.T) {
	asOf := time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)
	rapid.Check(t, func(t *rapid.T) {
		d := &Document{Format: rapid.SampledFrom([]Format{OpenVEX, CSAF, CycloneDX}).Draw(t, "format")}
		for i := range rapid.IntRange(1, 4).Draw(t, "statements") {
			s := Statement{Format: d.Format, Vulnerability: Vulnerability{ID: rapid.SampledFrom(someNames).Draw(t, "id"), Aliases: someOf(t, "aliases", someNames, 1)},
				Status: NotAffected, Impact: fmt.Sprint(i)}
			for range rapid.IntRange(1, 2).Draw(t, "products") {
				s.Products = append(s.Products, someProduct(t, 2))
			}
			d.Statements = append(d.Statements, s)
		}
		products := []Thing{someThing(t), someThing(t)}
		var asked []Asked
		for range rapid.IntRange(0, 4).Draw(t, "asked") {
			a := Asked{Component: someThing(t), Products: someOf(t, "of", products, 2)}
			for range rapid.IntRange(0, 2).Draw(t, "vulnerabilities") {
				a.Vulnerabilities = append(a.Vulnerabilities, someOf(t, "names", someNames, 2))
			}
			asked = append(asked, a)
		}
		set := NewSet(asOf, d)
		want := naiveUnused(set, asked)
		got := set.Unused(asked)
		if !slices.IsSortedFunc(got, func(a, b Unused) int { return compareStatements(a.Statement, b.Statement) }) {
			t.Fatal("not in the order of statements")
		}
		for _, u := range got {
			if want[u.Statement] != u.Reason {
				t.Fatalf("%+v: %q, want %q", *u.Statement, u.Reason, want[u.Statement])
			}
		}
		if len(got) != len(want) {
			t.Fatalf("%d statements, want %d", len(got), len(want))
		}
	})
}

// TestUsageIsLinear: n statements about the product that n components are part
// of, each with vulnerabilities of its own, cost some comparisons for each
// component, whether the statements are of this version of the product, of
// another, of its SBOM or of another state of that, or of parts of it.
func TestUsageIsLinear(t *testing.T) {
	const n = 300
	for name, product := range map[string]func(i int) Product{
		"the product":               func(int) Product { return Product{PURLs: []string{"pkg:generic/amf@7"}} },
		"another version of it":     func(int) Product { return Product{PURLs: []string{"pkg:generic/amf@8"}} },
		"its SBOM":                  func(int) Product { return Product{Serial: "one"} },
		"its root":                  func(int) Product { return Product{Serial: "one", Ref: "amf"} },
		"another state of its root": func(int) Product { return Product{Serial: "one", Ref: "amf", Revision: 9} },
		"a part": func(i int) Product {
			return Product{PURLs: []string{"pkg:generic/amf@7"}, Subcomponents: []Product{{PURLs: []string{fmt.Sprintf("pkg:npm/p%d", i)}}}}
		},
	} {
		d := &Document{Format: OpenVEX}
		var asked []Asked
		for i := range n {
			d.Statements = append(d.Statements, Statement{Format: OpenVEX, Vulnerability: Vulnerability{ID: fmt.Sprintf("CVE-2026-%04d", i)}, Products: []Product{product(i)}, Status: Affected})
			asked = append(asked, Asked{
				Component:       Thing{PURLs: []string{fmt.Sprintf("pkg:npm/p%d@1", i)}, Ref: fmt.Sprint("p", i), Serial: "one", Revision: 1},
				Products:        []Thing{{PURLs: []string{"pkg:generic/amf@7"}, Ref: "amf", Serial: "one", Revision: 1}},
				Vulnerabilities: [][]string{{fmt.Sprintf("CVE-2027-%04d", i)}, {fmt.Sprintf("CVE-2028-%04d", i)}},
			})
		}
		u := newUsage(NewSet(time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC), d))
		for i := range asked {
			u.see(&asked[i])
		}
		if u.compared > 4*n {
			t.Errorf("%s: %d comparisons for %d components", name, u.compared, n)
		}
	}
}
