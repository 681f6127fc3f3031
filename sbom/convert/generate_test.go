// SPDX-License-Identifier: Apache-2.0

package convert_test

import (
	"fmt"
	"strings"

	"pgregory.net/rapid"

	"github.com/kedja/kedja/sbom"
)

// text draws a line of text that no format gives a meaning to.
func text(t *rapid.T, label string) string {
	const signs = `abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.,;/\"'<>&{}[]#%åäöß漢🙂`
	word := rapid.StringOfN(rapid.SampledFrom([]rune(signs)), 1, 12, -1)
	return strings.Join(rapid.SliceOfN(word, 1, 3).Draw(t, label), " ")
}

// maybe draws a value, or the zero value.
func maybe[T any](t *rapid.T, label string, draw func() T) (v T) {
	if rapid.Bool().Draw(t, "has "+label) {
		v = draw()
	}
	return v
}

func oneOf(t *rapid.T, label string, list ...string) string {
	return rapid.SampledFrom(list).Draw(t, label)
}

func digits(t *rapid.T, label string, n int) string {
	return rapid.StringOfN(rapid.SampledFrom([]rune("0123456789abcdef")), n, n, -1).Draw(t, label)
}

func organization(t *rapid.T) *sbom.Party {
	return &sbom.Party{Kind: sbom.PartyOrganization, Name: text(t, "organization"),
		Email: maybe(t, "e-mail", func() string { return oneOf(t, "e-mail", "info@a.example", "b@b.example") })}
}

func person(t *rapid.T) sbom.Party {
	p := *organization(t)
	p.Kind = sbom.PartyPerson
	return p
}

// common draws a document of what CycloneDX and SPDX can both say.
func common(t *rapid.T) *sbom.Document {
	d := &sbom.Document{
		Identifier: "urn:uuid:" + digits(t, "a", 8) + "-" + digits(t, "b", 4) + "-4" + digits(t, "c", 3) + "-8" + digits(t, "d", 3) + "-" + digits(t, "e", 12),
		Created:    oneOf(t, "created", "2024-02-29T12:00:00Z", "2026-03-01T00:00:01Z"),
		Licenses:   []string{"CC0-1.0"},
		Tools:      rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"syft 1.0.0", "trivy", "my tool 2"}), 0, 2, rapid.ID).Draw(t, "tools"),
	}
	for range rapid.IntRange(0, 2).Draw(t, "authors") {
		d.Authors = append(d.Authors, person(t))
	}
	d.Manufacturer = maybe(t, "manufacturer", func() *sbom.Party { return organization(t) })
	n := rapid.IntRange(1, 8).Draw(t, "nodes")
	for i := range n {
		d.Nodes = append(d.Nodes, component(t, i))
	}
	d.Nodes[0].Kind = sbom.KindRoot
	d.Name = d.Nodes[0].Name
	nest(t, d)
	depend(t, d)
	complete(t, d)
	if rapid.Bool().Draw(t, "whole") {
		d.Completeness = sbom.CompletenessUnknown
	}
	return d
}

func component(t *rapid.T, i int) sbom.Node {
	n := sbom.Node{
		Ref: fmt.Sprintf("SPDXRef-%d", i), Parent: sbom.None, Name: text(t, "name"),
		Type:        oneOf(t, "type", "application", "framework", "library", "container", "operating-system", "device", "firmware", "file"),
		Version:     maybe(t, "version", func() string { return text(t, "version") }),
		Description: maybe(t, "description", func() string { return text(t, "description") }),
		Copyright:   maybe(t, "copyright", func() string { return text(t, "copyright") }),
		Supplier:    maybe(t, "supplier", func() *sbom.Party { return organization(t) }),
		DownloadURL: maybe(t, "download", func() string { return "https://example.com/" + digits(t, "file", 4) }),
		PURLs:       maybe(t, "purl", func() []string { return []string{"pkg:npm/" + digits(t, "purl", 5) + "@1.0"} }),
		CPEs:        maybe(t, "cpe", func() []string { return []string{"cpe:2.3:a:v:" + digits(t, "cpe", 5) + ":1:*:*:*:*:*:*:*"} }),
	}
	if len(n.PURLs)*len(n.CPEs) > 0 { // the first is that for which CycloneDX has room
		for k := range rapid.IntRange(0, 2).Draw(t, "further") {
			n.PURLs = append(n.PURLs, fmt.Sprint("pkg:deb/debian/p@", k))
			n.CPEs = append(n.CPEs, fmt.Sprint("cpe:/a:v:p:", k))
		}
	}
	switch rapid.IntRange(0, 2).Draw(t, "maker") {
	case 1:
		n.Manufacturer = organization(t)
	case 2:
		n.Authors = []sbom.Party{person(t)}
	}
	for _, h := range []struct {
		alg    string
		length int
	}{{"MD5", 32}, {"SHA-1", 40}, {"SHA-256", 64}, {"SHA3-512", 128}, {"BLAKE2b-384", 96}} {
		if rapid.Bool().Draw(t, h.alg) {
			n.Hashes = append(n.Hashes, sbom.Hash{Alg: h.alg, Value: digits(t, "digest", h.length)})
		}
	}
	license(t, &n)
	refer(t, &n)
	return n
}

// license draws a declared licence, a concluded one, or both, told apart.
func license(t *rapid.T, n *sbom.Node) {
	switch rapid.IntRange(0, 4).Draw(t, "licences") {
	case 1:
		n.Licenses, n.Declared = []string{oneOf(t, "licence", "MIT", "MIT OR Apache-2.0", "LicenseRef-own")}, 1
	case 2:
		n.Licenses, n.Concluded = []string{oneOf(t, "licence", "MIT", "GPL-2.0-only WITH Classpath-exception-2.0")}, 1
	case 3:
		n.Licenses, n.Declared, n.Concluded = []string{"MIT", "Apache-2.0"}, 1, 2
	}
}

func refer(t *rapid.T, n *sbom.Node) {
	for _, kind := range []string{"website", "vcs", "advisories", "bom", "issue-tracker"} {
		if rapid.IntRange(0, 3).Draw(t, kind) > 0 {
			continue
		}
		r := sbom.ExternalReference{Type: kind, URL: "https://example.org/" + digits(t, "page", 4)}
		if rapid.Bool().Draw(t, "comment") {
			r.Detail = &sbom.ReferenceDetail{Comment: text(t, "comment")}
		}
		n.References = append(n.References, r)
	}
	var ids []sbom.Identifier
	for _, scheme := range []string{"swid", "swhid", "gitoid"} {
		if rapid.IntRange(0, 3).Draw(t, scheme) == 0 {
			ids = append(ids, sbom.Identifier{Scheme: scheme, Value: scheme + ":" + digits(t, "id", 6)})
		}
	}
	if ids != nil {
		n.Detail().Identifiers = ids
	}
}

// nest draws which component stands within which.
func nest(t *rapid.T, d *sbom.Document) {
	for i := 1; i < len(d.Nodes); i++ {
		if p := rapid.IntRange(-1, i-1).Draw(t, "parent"); p >= 0 {
			d.Nodes[i].Parent = sbom.ID(p)
			d.Contains = append(d.Contains, sbom.Edge{From: sbom.ID(p), To: sbom.ID(i)})
		}
	}
}

// depend draws dependencies, circles among them. What is optional is so for
// everything that needs it, as CycloneDX has it.
func depend(t *rapid.T, d *sbom.Document) {
	n := len(d.Nodes)
	seen := map[[2]int]bool{}
	for range rapid.IntRange(0, 2*n).Draw(t, "edges") {
		e := [2]int{rapid.IntRange(0, n-1).Draw(t, "from"), rapid.IntRange(0, n-1).Draw(t, "to")}
		if !seen[e] {
			seen[e] = true
			d.Depends = append(d.Depends, sbom.Edge{From: sbom.ID(e[0]), To: sbom.ID(e[1])})
		}
	}
	for i := range d.Nodes {
		if !rapid.Bool().Draw(t, "optional") {
			continue
		}
		for k := range d.Depends {
			if int(d.Depends[k].To) == i {
				d.Depends[k].Scope = sbom.ScopeOptional
			}
		}
	}
}

// complete draws what is claimed: SPDX can say of what has nothing that this
// is all, and of everything that it is not known.
func complete(t *rapid.T, d *sbom.Document) {
	depends, contains := make([]bool, len(d.Nodes)), make([]bool, len(d.Nodes))
	for _, e := range d.Depends {
		depends[e.From] = true
	}
	for _, e := range d.Contains {
		contains[e.From] = true
	}
	claim := func(has bool) sbom.Completeness {
		switch rapid.IntRange(0, 4).Draw(t, "claim") {
		case 0:
			return sbom.CompletenessUnknown
		case 1:
			if !has {
				return sbom.Complete
			}
		}
		return sbom.CompletenessUnstated
	}
	for i := range d.Nodes {
		d.Nodes[i].Completeness = claim(depends[i])
		if i > 0 { // that of the root is that of the document in CycloneDX
			d.Nodes[i].Assembly = claim(contains[i])
		}
	}
}
