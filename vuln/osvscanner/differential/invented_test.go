// SPDX-License-Identifier: Apache-2.0

package differential

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/osv-scalibr/semantic"
)

// styles are versions as packages of an ecosystem have them, common and odd.
var styles = map[string]string{
	"Go":               "v0.0.0-20210101000000-abcdefabcdef v0.1.0 v1.0.0-rc.1 v1.0.0 v1.0.1 v1.2.0 v1.10.0 v2.0.0+incompatible v2.0.1-0.20220101000000-abcdefabcdef v3.0.0 1.21.0 1.21rc2",
	"npm":              "0.0.0 0.1.0-alpha 0.1.0-alpha.1 0.1.0-beta 0.1.0 1.0.0-next.10 1.0.0-next.9 1.0.0 1.0.0+sha.1 1.2.3 1.10.0 2.0.0",
	"PyPI":             "0.1 0.1.dev1 1.0a1 1.0b2 1.0rc1 1.0 1.0.post1 1.0.1 1!0.5 2.0+local.1 2.0 2.0.0 v2.1 2.10 2015.10.1",
	"Maven":            "0.9 1.0-alpha-1 1.0-beta-2 1.0-M1 1.0-RC1 1.0-SNAPSHOT 1.0 1.0.0 1.0.Final 1.0-sp1 1.0.1 1.0.1.RELEASE 1.1-jre 1.10 2.0.0 20040616",
	"crates.io":        "0.0.1 0.1.0-alpha.1 0.1.0 0.1.1 0.10.0 1.0.0-rc.1 1.0.0 1.0.0+wasi 1.2.0 2.0.0",
	"Hackage":          "0.1 0.1.0.0 0.1.2 0.1.10 1.0 1.0.0.1 1.2.3.4 1.10 2.0.0.0.1 10",
	"CRAN":             "0.1 0.1-1 0.1-10 0.1.2 1.0 1.0-0 1.0.1 1.0-2 1.10 2.0 2017.1-3",
	"RubyGems":         "0.0.1 0.1.0.pre 0.1.0.rc1 0.1.0 1.0.0.a 1.0.0.beta.2 1.0.0 1.0.0.1 1.2 1.10.0 2.0.0.alpha10 2.0.0",
	"NuGet":            "0.1.0 1.0.0-alpha 1.0.0-beta.2 1.0.0-BETA.11 1.0.0 1.0 1.0.0.1 1.0.1 1.2.0+meta 1.10.0 2.0.0-rc1 2.0.0",
	"Packagist":        "0.1.0 dev-main 1.0.0-alpha1 1.0.0-beta2 1.0.0-RC1 1.0.0 1.0.0-p1 v1.0.1 1.2 1.10.0 2.0.0-dev 2.0.0",
	"Hex":              "0.1.0 0.1.1-rc.0 0.1.1 1.0.0-dev 1.0.0 1.2.0 1.10.0 2.0.0",
	"Pub":              "0.1.0 0.1.0+1 0.1.0+10 1.0.0-nullsafety.0 1.0.0 1.0.0+2 1.2.0 1.10.0 2.0.0-dev.1 2.0.0",
	"Bitnami":          "0.1.0 1.0.0 1.0.1 1.2.0 1.10.0 2.0.0-1 2.0.0",
	"SwiftURL":         "0.1.0 1.0.0-beta.1 1.0.0 1.0.1 v1.2.0 1.10.0 2.0.0",
	"ConanCenter":      "0.1 1.0.0 1.0.1 1.1.1k 1.2.11 1.2.13 2.0 cci.20200203",
	"Julia":            "0.1.0 1.0.0 1.0.0+1 1.2.0 1.10.0 2.0.0-rc1 2.0.0",
	"GitHub Actions":   "v1 v1.0.0 1.0.1 v2 v2.1.0 v3",
	"opam":             "0.1 1.0 1.0.1 1.10 2.0~beta1 2.0",
	"Debian:11":        "0.9-1 1.0~rc1-1 1.0-1 1.0-1+b1 1.0-1+deb11u1 1.0-1+deb11u10 1.0-1+deb11u2 1:0.5-1 1:0.5-1~bpo11+1 2.0+dfsg-3",
	"Debian:12":        "0.9-1 1.0~rc1-1 1.0-1 1.0-1+deb12u1 1.0-2 1.10-1 1:0.1-1 2.0.0",
	"Ubuntu:22.04:LTS": "0.9-1 1.0-1ubuntu1 1.0-1ubuntu1.10 1.0-1ubuntu1.2 1.0-1build2 1.0-2 1:0.1-0ubuntu0.22.04.1 2.0~git20220101-1",
	"Ubuntu:24.10":     "0.9-1 1.0-1ubuntu1 1.0-1ubuntu2 1.0-2",
	"Alpine:v3.8":      "0.9-r0 1.0_alpha1-r0 1.0_rc2-r0 1.0-r0 1.0-r1 1.0-r10 1.0a-r0 1.0.1-r0 1.0_p1-r0 1.10-r0 2.0_git20210101-r0",
	"Alpine:v3.20":     "0.9-r0 1.0-r0 1.0-r1 1.0.1-r0 1.10-r2",
	"Wolfi":            "0.9-r0 1.0-r0 1.0-r1 1.0.1-r0 1.10-r2",
	"Chainguard":       "0.9-r0 1.0-r0 1.0-r1 1.0.1-r0 1.10-r2",
}

// packages are the names of the invented packages of an ecosystem.
func packages(ecosystem string) []string {
	base, _, _ := strings.Cut(ecosystem, ":")
	format := map[string]string{
		"Go": "fjord.example/metal/pkg%d", "npm": "@fjord/pkg%d", "PyPI": "fjord-pkg%d", "Maven": "example.fjord:pkg%d",
		"Packagist": "fjord/pkg%d", "SwiftURL": "github.com/fjord/pkg%d", "GitHub Actions": "fjord/pkg%d",
	}[base]
	if format == "" {
		format = "pkg%d"
	}
	var out []string
	for i := range 10 {
		out = append(out, fmt.Sprintf(format, i))
	}
	return out
}

// fails says whether osv-scanner panics when it compares the version with a
// range. Of ecosystems without an order no record here has ranges.
func fails(ecosystem, version string) bool {
	_, err := semantic.Parse(version, ecosystem)
	return errors.Is(err, semantic.ErrInvalidVersion)
}

func ordered(ecosystem string) bool {
	_, err := semantic.Parse("1", ecosystem)
	return !errors.Is(err, semantic.ErrUnsupportedEcosystem)
}

// invented returns records of every ecosystem in styles, the same each time,
// and the versions to ask for.
func invented(t *testing.T) (library, map[named][]string) {
	t.Helper()
	random := rand.New(rand.NewPCG(8, 2031))
	all, ask := library{}, map[named][]string{}
	for _, ecosystem := range slices.Sorted(maps.Keys(styles)) {
		base, _, _ := strings.Cut(ecosystem, ":")
		vs := strings.Fields(styles[ecosystem])
		if ordered(base) {
			slices.SortStableFunc(vs, func(a, b string) int {
				v, err := semantic.Parse(a, base)
				if err != nil {
					t.Fatal(err)
				}
				c, err := v.CompareStr(b)
				if err != nil {
					t.Fatal(err)
				}
				return c
			})
		}
		for _, name := range packages(ecosystem) {
			k := named{ecosystem, name}
			for _, v := range vs {
				for _, w := range append(near(v), v) {
					if !slices.Contains(ask[k], w) {
						ask[k] = append(ask[k], w)
					}
				}
			}
			for i := range 6 {
				all.add(invent(t, random, k, i, vs, ordered(base)))
			}
		}
	}
	for _, text := range special {
		r, ok := parse(t, "special.json", []byte(text))
		if !ok {
			t.Fatalf("not a record: %s", text)
		}
		all.add(r)
		ask[named{r.Affected[0].Package.Ecosystem, r.Affected[0].Package.Name}] = []string{"1.0.0", "2.0.0"}
	}
	return all, ask
}

// special are records of which one is needed for each entry of the table that
// the others do not need.
var special = []string{
	`{"id": "INV-capitals", "modified": "2031-01-01T00:00:00Z", "affected": [{"package": {"ecosystem": "Go", "name": "fjord.example/Metal/brass"},
		"ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "1.5.0"}]}]}]}`,
	`{"id": "INV-commits", "modified": "2031-01-01T00:00:00Z", "affected": [{"package": {"ecosystem": "npm", "name": "fjord-commits"}, "ranges": [
		{"type": "GIT", "repo": "https://fjord.example/commits.git", "events": [{"introduced": "0"}]},
		{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "1.5.0"}]}]}]}`,
	`{"id": "INV-odd-name", "modified": "2031-01-01T00:00:00Z", "affected": [{"package": {"ecosystem": "PyPI", "name": "Fjord_Odd.Name"},
		"ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.5.0"}]}]}]}`,
	`{"id": "INV-undated", "modified": "1-01-01T00:00:00Z", "affected": [{"package": {"ecosystem": "PyPI", "name": "fjord-undated"},
		"ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.5.0"}]}]}]}`,
}

// invent returns one record, of the i-th kind.
func invent(t *testing.T, random *rand.Rand, k named, i int, vs []string, ordered bool) record {
	t.Helper()
	pick := func() string { return vs[random.IntN(len(vs))] }
	low, high := random.IntN(len(vs)-1), 0
	high = low + 1 + random.IntN(len(vs)-low-1)
	event := func(kind, version string) map[string]string { return map[string]string{kind: version} }
	ecosystem := func(events ...map[string]string) map[string]any {
		return map[string]any{"type": "ECOSYSTEM", "events": events}
	}
	entry := map[string]any{"package": map[string]string{"ecosystem": k.ecosystem, "name": k.name}}
	extra := map[string]any{}
	switch {
	case !ordered || i == 0:
		entry["versions"] = []string{pick(), pick(), pick()}
	case i == 1:
		entry["ranges"] = []any{ecosystem(event("introduced", "0"), event("fixed", vs[high]))}
	case i == 2:
		entry["ranges"] = []any{ecosystem(event("introduced", vs[low]), event("last_affected", vs[high]))}
	case i == 3: // two stretches, written in disorder, in the order of SemVer where the ecosystem has it
		r := ecosystem(event("fixed", vs[high]), event("introduced", vs[low]), event("introduced", "0"), event("fixed", vs[low]))
		if slices.Contains([]string{"Go", "npm", "crates.io", "Hex"}, k.ecosystem) {
			r["type"] = "SEMVER"
		}
		entry["ranges"] = []any{r}
	case i == 4: // withdrawn
		entry["ranges"] = []any{ecosystem(event("introduced", "0"))}
		extra["withdrawn"] = "2031-02-01T00:00:00Z"
	default: // a range and a list beside it
		entry["ranges"] = []any{ecosystem(event("introduced", vs[high]))}
		entry["versions"] = []string{vs[low]}
	}
	extra["id"] = fmt.Sprintf("INV-%s-%s-%d", strings.NewReplacer(" ", "_", ":", "_").Replace(k.ecosystem), strings.NewReplacer("/", "_", ":", "_", "@", "").Replace(k.name), i)
	extra["modified"], extra["affected"] = "2031-01-01T00:00:00Z", []any{entry}
	text, err := json.Marshal(extra)
	if err != nil {
		t.Fatal(err)
	}
	r, ok := parse(t, "invented.json", text)
	if !ok {
		t.Fatalf("not a record: %s", text)
	}
	return r
}
