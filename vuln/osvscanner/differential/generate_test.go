// SPDX-License-Identifier: Apache-2.0

package differential

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/osv-scalibr/purl"
)

// named is a package of an ecosystem with its release, as records name it.
type named struct{ ecosystem, name string }

// versions draws, for every package that the records name, versions to ask
// for: those of the lists and of the ends of ranges, and others near them.
func versions(records []record) map[named][]string {
	out := map[named][]string{}
	add := func(k named, vs ...string) {
		for _, v := range vs {
			if v != "" && !slices.Contains(out[k], v) {
				out[k] = append(out[k], v)
			}
		}
	}
	for _, r := range records {
		for _, a := range r.Affected {
			k := named{a.Package.Ecosystem, a.Package.Name}
			if k.name == "" {
				continue
			}
			if n := len(a.Versions); n > 0 {
				add(k, a.Versions[0], a.Versions[n/2], a.Versions[n-1])
			}
			for _, g := range a.Ranges {
				if g.Type == "GIT" {
					continue
				}
				for _, e := range g.Events {
					for _, kind := range []string{"introduced", "fixed", "last_affected"} {
						if v := e[kind]; v != "0" {
							add(k, near(v)...)
						}
					}
				}
			}
			add(k, "0", "0.0.1", "99999.1")
		}
	}
	return out
}

// near are versions that an ordering may take for the version, or put on the
// wrong side of it.
func near(v string) []string {
	if v == "" {
		return nil
	}
	out := []string{v, v + "-rc1", v + ".1", v + "-1", v + "+build.5"}
	if s, ok := strings.CutPrefix(v, "v"); ok {
		out = append(out, s)
	} else {
		out = append(out, "v"+v)
	}
	if s, ok := strings.CutSuffix(v, ".0"); ok {
		out = append(out, s)
	} else {
		out = append(out, v+".0")
	}
	return out
}

// purlTypes are the types of the ecosystems that a purl alone names.
var purlTypes = map[string]string{
	"Go": "golang", "npm": "npm", "PyPI": "pypi", "Maven": "maven", "crates.io": "cargo", "Hackage": "hackage", "CRAN": "cran",
	"RubyGems": "gem", "NuGet": "nuget", "Packagist": "composer", "Hex": "hex", "Pub": "pub", "Bitnami": "bitnami",
	"SwiftURL": "swift", "GitHub Actions": "github", "ConanCenter": "conan", "Julia": "julia", "opam": "opam",
}

// releases are the releases of distributions as purls have them: namespace and
// distro of the record's release.
var releases = map[string][2]string{
	"Debian:11": {"debian", "bullseye"}, "Debian:12": {"debian", "debian-12"}, "Debian:13": {"debian", "trixie"},
	"Ubuntu:22.04:LTS": {"ubuntu", "jammy"}, "Ubuntu:24.04:LTS": {"ubuntu", "ubuntu-24.04"}, "Ubuntu:24.10": {"ubuntu", "oracular"},
	"Alpine:v3.8": {"alpine", "3.8.1"}, "Alpine:v3.19": {"alpine", "alpine-3.19.1"}, "Alpine:v3.20": {"alpine", "3.20"},
	"Wolfi": {"wolfi", ""}, "Chainguard": {"chainguard", ""},
}

// urlOf is the package URL of a package in a version; "" where there is none.
func urlOf(k named, version string) string {
	p := purl.PackageURL{Type: purlTypes[k.ecosystem], Name: k.name, Version: version}
	if r, ok := releases[k.ecosystem]; ok {
		p.Type, p.Namespace = "deb", r[0]
		if r[0] != "debian" && r[0] != "ubuntu" {
			p.Type = "apk"
		}
		if r[1] != "" {
			p.Qualifiers = purl.QualifiersFromMap(map[string]string{"distro": r[1]})
		}
		return p.String()
	}
	separator := "/"
	if p.Type == "maven" {
		separator = ":"
	}
	if i := strings.LastIndex(k.name, separator); i > 0 {
		p.Namespace, p.Name = k.name[:i], k.name[i+1:]
	}
	if p.Type == "" {
		return ""
	}
	return p.String()
}

// component is one line of a made SBOM.
type component struct {
	Type    string `json:"type"`
	Name    string `json:"name"`
	Version string `json:"version,omitempty"`
	PURL    string `json:"purl"`
}

// made writes an SBOM of the packages in their versions for each ecosystem, a
// sample of at most limit packages of each; 0 takes all. The components are
// those that one can be asked about without osv-scanner failing; the number of
// the others is returned.
func made(t *testing.T, dir string, all map[named][]string, limit int) (asked int, failing []component) {
	t.Helper()
	of := map[string][]named{}
	for k := range all {
		base, _, _ := strings.Cut(k.ecosystem, ":")
		of[base] = append(of[base], k)
	}
	for base, list := range of {
		slices.SortFunc(list, func(a, b named) int { return strings.Compare(a.ecosystem+a.name, b.ecosystem+b.name) })
		step := 1
		if limit > 0 {
			step = (len(list) + limit - 1) / limit
		}
		var components []component
		for i := 0; i < len(list); i += step {
			for _, v := range all[list[i]] {
				u := urlOf(list[i], v)
				if u == "" {
					continue
				}
				p, err := purl.FromString(u)
				c := component{Type: "library", Name: p.Name, Version: v, PURL: u}
				if err != nil {
					c.Name = list[i].name
				}
				if fails(base, v) {
					failing = append(failing, c)
					continue
				}
				components = append(components, c)
			}
		}
		asked += len(components)
		save(t, filepath.Join(dir, strings.ReplaceAll(base, " ", "-")+".cdx.json"), components)
	}
	return asked, failing
}

func save(t *testing.T, name string, components []component) {
	t.Helper()
	if len(components) == 0 {
		return
	}
	text, err := json.Marshal(map[string]any{"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "components": components})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, text, 0o600); err != nil {
		t.Fatal(fmt.Errorf("saving an SBOM: %w", err))
	}
}

// parts cuts the packages into parts of at most 100 of an ecosystem: the time
// that osv-scanner takes grows with the square.
func parts(all map[named][]string) []map[named][]string {
	of := map[string][]named{}
	for k := range all {
		of[k.ecosystem] = append(of[k.ecosystem], k)
	}
	var out []map[named][]string
	for _, list := range of {
		slices.SortFunc(list, func(a, b named) int { return strings.Compare(a.name, b.name) })
		for i, k := range list {
			for i/100 >= len(out) {
				out = append(out, map[named][]string{})
			}
			out[i/100][k] = all[k]
		}
	}
	return out
}
