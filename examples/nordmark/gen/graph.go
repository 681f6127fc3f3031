// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
)

// component is one entry of an SBOM.
type component struct {
	eco, namespace, name, version string

	purl, cpe, licence string
	supplier           string
	maker              bool   // the supplier string is the manufacturer's
	digest             string // SHA-256, made up: no file was ever hashed
	kind               string // library, application, firmware, operating-system
	scope              string // "", required, optional, dev
	again              bool   // the second entry of the same package
	rank               int    // of packages, by use
	layer              int    // 0 root, 1 own, 2 … lastLayer packages
	deps               []int  // indices
}

// lastLayer bounds the depth of the made-up part of the graph.
const lastLayer = 8

// bill is one SBOM before it is written. components[0] is the root.
type bill struct {
	recipe
	components []component
	byPURL     map[string]int
	os         int // the operating system, 0 when there is none
	rng        rng
}

// build draws the components of the recipe and links them.
func build(r recipe) (*bill, error) {
	b := &bill{recipe: r, byPURL: map[string]int{}, rng: rng(r.seed)}
	b.add(component{eco: "generic", name: r.name, version: r.version, supplier: r.supplier, kind: "application",
		purl: "pkg:generic/" + strings.ToLower(strings.ReplaceAll(r.name, " ", "/")) + "@" + r.version})
	for _, o := range r.own {
		b.addOwn(o)
	}
	owned := len(b.components)
	for _, t := range r.take {
		all, err := table(t.eco)
		if err != nil {
			return nil, err
		}
		if t.eco == "deb" {
			b.debian(all, t.n)
			continue
		}
		b.link(b.draw(all, t), owned)
	}
	b.linkOwn(owned)
	return b, b.spoil()
}

func (b *bill) add(c component) int {
	if i, ok := b.byPURL[c.purl]; ok && c.purl != "" {
		return i
	}
	i := len(b.components)
	b.byPURL[c.purl] = i
	if hash(c.purl, "digest")%10 < 7 && c.eco != "golang" {
		sum := sha256.Sum256([]byte(c.purl))
		c.digest = hex.EncodeToString(sum[:])
	}
	b.components = append(b.components, c)
	return i
}

func (b *bill) addOwn(o own) {
	for i, name := range strings.Fields(o.names) {
		c := component{name: name, version: o.version, kind: "library", layer: 1, supplier: o.says[i%len(o.says)], maker: o.maker}
		c.eco, c.namespace, _ = strings.Cut(strings.TrimSuffix(strings.TrimPrefix(o.prefix, "pkg:"), "/"), "/")
		c.namespace = strings.ReplaceAll(c.namespace, "%40", "@")
		c.purl = o.prefix + name
		if o.version != "" {
			c.purl += "@" + o.version
		}
		switch {
		case o.firmware:
			c.kind = "firmware"
		case o.scanned && i%2 == 0:
			vendor := strings.ToLower(strings.Fields(b.supplier)[0])
			c.cpe = fmt.Sprintf("cpe:2.3:a:%s:%s:%s:*:*:*:*:*:*:*", vendor, name, o.version)
		}
		b.add(c)
	}
}

// draw picks packages of one ecosystem; of some, an older version as well.
func (b *bill) draw(all []pkg, t take) []int {
	order := slices.Clone(all)
	slices.SortStableFunc(order, func(x, y pkg) int { return cmp.Compare(b.chance(x), b.chance(y)) })
	var out []int
	for i, p := range order[:min(t.n, len(order))] {
		versions := p.versions[:1]
		if t.old > 0 && i%t.old == 0 {
			versions = p.versions
		}
		for _, v := range versions {
			out = append(out, b.add(packaged(p, v)))
		}
	}
	return out
}

// chance orders packages another way in each SBOM. The most used come first
// in all, so that the SBOMs share them.
func (b *bill) chance(p pkg) uint64 {
	if p.eco != "deb" && p.rank < 50 {
		return 0
	}
	return 1 + hash(p.name, b.file)%1_000_000
}

// packaged is the component of a package. Its layer depends on the name only:
// a package sits at the same height in every SBOM.
func packaged(p pkg, version string) component {
	namespace, name := p.split()
	c := component{eco: p.eco, namespace: namespace, name: name, version: version, kind: "library",
		purl: p.purl(version), licence: p.licence, supplier: upstream(p), scope: scope(p), rank: p.rank}
	c.layer = layer(p)
	return c
}

// layer puts packages that are used by many below those that use them, with
// some chance. Layers are broad in the middle.
func layer(p pkg) int {
	at := (p.rank*2 + int(hash(p.name, "layer")%uint64(p.of))) * 100 / (3 * p.of)
	l := lastLayer
	for _, share := range []int{7, 11, 16, 19, 19, 16} { // per cent of the layers 8, 7 … 3; the rest is 2
		if at < share {
			break
		}
		at -= share
		l--
	}
	return l
}

// scope tells tools of the workshop from what is shipped, by their names.
func scope(p pkg) string {
	if p.eco != "npm" && p.eco != "pypi" {
		return ""
	}
	for _, prefix := range []string{"@types/", "jest", "@jest/", "eslint", "@eslint", "@typescript-eslint/", "mocha", "karma", "nyc", "sinon", "@vitest/", "istanbul", "@testing-library/", "prettier", "pytest", "coverage", "mypy", "ruff", "black", "pre-commit", "isort", "pycodestyle"} {
		if strings.HasPrefix(p.name, prefix) {
			return "dev"
		}
	}
	if hash(p.name, "optional")%20 == 0 {
		return "optional"
	}
	return "required"
}

// upstream names the organisation behind a package where its metadata does;
// most say nothing.
func upstream(p pkg) string {
	if hash(p.name, "upstream")%10 < 3 {
		return ""
	}
	has := func(prefix string) bool { return strings.HasPrefix(p.name, prefix) }
	switch {
	case p.eco == "maven" && (has("org.apache") || has("commons-")):
		return "The Apache Software Foundation"
	case p.eco == "maven" && (has("org.eclipse") || has("jakarta.")):
		return "Eclipse Foundation"
	case p.eco == "golang" && has("golang.org/x"):
		return "The Go Authors"
	case p.eco == "golang" && (has("k8s.io") || has("sigs.k8s.io")):
		return "The Kubernetes Authors"
	case p.eco == "deb":
		return "Debian"
	}
	return ""
}

// link gives each package three to five others of deeper layers, popular ones
// far more often, and everybody at least one user.
func (b *bill) link(ids []int, owned int) {
	byLayer := make([][]int, lastLayer+1)
	for _, i := range ids {
		byLayer[b.components[i].layer] = append(byLayer[b.components[i].layer], i)
	}
	used := map[int]bool{}
	for l := 2; l < lastLayer; l++ {
		for _, i := range byLayer[l] {
			for range b.rng.below(8) { // 0 … 7, some of them drawn twice
				to := l + 1
				if b.rng.below(5) < 2 {
					to += b.rng.below(lastLayer - l)
				}
				if j := b.weighted(byLayer[to]); j >= 0 {
					b.depend(i, j)
					used[j] = true
				}
			}
		}
	}
	for l := 2; l <= lastLayer; l++ {
		for _, i := range byLayer[l] {
			if used[i] {
				continue
			}
			above := byLayer[l-1]
			if l == 2 || len(above) == 0 {
				b.depend(1+b.rng.below(owned-1), i)
				continue
			}
			b.depend(above[b.rng.below(len(above))], i)
		}
	}
}

// weighted draws one of the candidates by Zipf's law over a fixed order of
// popularity; -1 when there are none.
func (b *bill) weighted(ids []int) int {
	total := 0
	for _, i := range ids {
		total += b.popularity(i)
	}
	if total == 0 {
		return -1
	}
	at := b.rng.below(total)
	for _, i := range ids {
		if at -= b.popularity(i); at < 0 {
			return i
		}
	}
	return -1
}

// popularity falls with the rank in the table: a power law. Whole numbers,
// because fractions round differently from machine to machine.
func (b *bill) popularity(i int) int { return 100_000 / (5 + b.components[i].rank) }

// fullName is the name with its namespace, as in the tables.
func (c *component) fullName() string {
	if c.namespace == "" {
		return c.name
	}
	return c.namespace + "/" + c.name
}

func (b *bill) depend(from, to int) {
	c := &b.components[from]
	if from != to && !slices.Contains(c.deps, to) {
		c.deps = append(c.deps, to)
	}
}

// debian takes packages with what they depend on, linked as Debian 12 has
// them, until n are there. One of its real cycles (libc6, libgcc-s1) is in.
func (b *bill) debian(all []pkg, n int) {
	byName := map[string]pkg{}
	for _, p := range all {
		byName[p.name] = p
	}
	b.os = b.add(component{eco: "os", name: "debian", version: "12", kind: "operating-system", layer: 1, supplier: "Debian"})
	first := len(b.components)
	ids := map[string]int{}
	var visit func(p pkg) int
	visit = func(p pkg) int {
		if i, ok := ids[p.name]; ok {
			return i
		}
		i := b.add(packaged(p, p.versions[0]))
		ids[p.name] = i
		for _, d := range p.deps {
			if q, ok := byName[d]; ok {
				b.depend(i, visit(q))
			}
		}
		return i
	}
	order := slices.Clone(all)
	slices.SortStableFunc(order, func(x, y pkg) int { return cmp.Compare(b.chance(x), b.chance(y)) })
	for _, p := range order {
		if len(b.components)-first >= n {
			break
		}
		visit(p)
	}
}

// linkOwn hangs the own components below the root and the operating system,
// and lets applications share libraries.
func (b *bill) linkOwn(owned int) {
	for i := 1; i < owned; i++ {
		if i == 1 || b.rng.below(3) > 0 {
			b.depend(0, i)
		} else {
			b.depend(1+b.rng.below(i-1), i)
		}
	}
	if b.os > 0 {
		b.depend(0, b.os)
	}
}

// spoil puts in what real files have and no reader may stumble over: a cycle
// of two packages, and the same package twice.
func (b *bill) spoil() error {
	find := func(name string) (int, error) {
		for i := range b.components {
			if b.components[i].fullName() == name {
				return i, nil
			}
		}
		return 0, fmt.Errorf("%s: no component %s was drawn", b.file, name)
	}
	if b.cycle[0] != "" {
		x, err := find(b.cycle[0])
		if err != nil {
			return err
		}
		y, err := find(b.cycle[1])
		if err != nil {
			return err
		}
		b.depend(x, y)
		b.depend(y, x)
	}
	if b.twice != "" {
		i, err := find(b.twice)
		if err != nil {
			return err
		}
		c := b.components[i]
		c.deps, c.again = nil, true
		b.components = append(b.components, c)
		b.depend(1, len(b.components)-1)
	}
	return nil
}
