// SPDX-License-Identifier: Apache-2.0

package merge

import (
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/supplier"
)

// sets are disjoint sets of nodes; each is known by its first node.
type sets []num

func newSets(n int) sets {
	s := make(sets, n)
	for i := range s {
		s[i] = num(i)
	}
	return s
}

// find returns the first node of the set, halving the way to it.
func (s sets) find(g num) num {
	for s[g] != g {
		s[g] = s[s[g]]
		g = s[g]
	}
	return g
}

// unite makes two sets one and returns its first node.
func (s sets) unite(a, b num) num {
	a, b = s.find(a), s.find(b)
	if b < a {
		a, b = b, a
	}
	s[b] = a
	return a
}

// keys numbers what components are known by, and remembers who has it.
type keys struct {
	numbers map[string]int32
	first   []num   // of each key, the first node that has it
	doc     []int32 // of each key, the last document that has it
	rank    []int32 // how often that document had it before
	last    []num   // of each key, the last node that has it
	later   map[ranked]num
	purls   map[string]purlKey // by the text as stated

	repeated tally // keys that stand for several components of a document
}

// ranked is a key as it occurs for the rank-th time in a document, from 1.
type ranked struct{ key, rank int32 }

// purlKey is a package URL as far as it says what a component is. Without a
// version of its own, the component's comes between the two parts.
type purlKey struct {
	before, after string
	versioned     bool
	valid         bool
}

func (k *keys) number(text string) int32 {
	n, ok := k.numbers[text]
	if !ok {
		n = int32(len(k.first))
		k.numbers[text] = n
		k.first = append(k.first, noNum)
		k.doc = append(k.doc, -1)
		k.rank = append(k.rank, 0)
		k.last = append(k.last, noNum)
	}
	return n
}

// holder returns the first node that has the key for as many times as the
// document has it up to this node: what the node is one with.
func (k *keys) holder(key, doc int32, g num) num {
	if k.doc[key] != doc {
		k.doc[key], k.rank[key] = doc, 0
	} else {
		k.rank[key]++
	}
	if k.rank[key] == 0 {
		if k.first[key] == noNum {
			k.first[key] = g
		}
		return k.first[key]
	}
	at := ranked{key, k.rank[key]}
	h, ok := k.later[at]
	if !ok {
		k.later[at] = g
		return g
	}
	return h
}

// identify joins the nodes that are one thing by what they are called.
func (m *merger) identify() {
	total := len(m.home)
	m.sets = newSets(total)
	m.purls = make([]int32, total)
	k := &keys{
		numbers: make(map[string]int32, total), purls: make(map[string]purlKey, total),
		later: make(map[ranked]num),
	}
	for g := range num(total) {
		_, _, n := m.node(g)
		m.purls[g] = -1
		if !joins(n) {
			continue
		}
		text := k.purl(n, m.opts.By)
		switch {
		case text != "":
			key := k.number(text)
			m.purls[g] = key
			m.encounter(k, key, g, m.opts.By == ByPURLName)
		case n.Name != "":
			for _, h := range n.Hashes {
				if proves(h) {
					m.encounter(k, k.number("\x00"+h.Alg+"\x00"+strings.ToLower(h.Value)+"\x00"+n.Name), g, false)
				}
			}
		}
	}
	if t := k.repeated; t.n > 0 {
		m.notes.add(diag.Info, t.at, "merge/repeated-component", "list every component once",
			"what several documents list, one of them more than once, is joined in the order of each document; there are %d such pairs", t.n)
	}
}

// encounter joins a node with the one that has the key before it. An alike node of
// the same document is joined too when all are one.
func (m *merger) encounter(k *keys, key int32, g num, all bool) {
	if m.opts.By == ByNothing || k.last[key] == g {
		return
	}
	k.last[key] = g
	if all {
		if k.first[key] == noNum {
			k.first[key] = g
		}
		m.sets.unite(k.first[key], g)
		return
	}
	h := k.holder(key, m.home[g], g)
	if h == g {
		return
	}
	if k.rank[key] > 0 {
		k.repeated.count(func() diag.Position { return m.at(g) })
	}
	m.sets.unite(h, g)
}

// joins reports whether nodes of the kind can be one with others.
func joins(n *sbom.Node) bool {
	return n.Kind == sbom.KindComponent || n.Kind == sbom.KindRoot || n.Kind == sbom.KindArtifact
}

// purl returns the key of the node's first valid package URL, "" when it has
// none.
func (k *keys) purl(n *sbom.Node, by Key) string {
	for _, stated := range n.PURLs {
		p, known := k.purls[stated]
		if !known {
			p = parsePURL(stated, by)
			k.purls[stated] = p
		}
		switch {
		case !p.valid:
			continue
		case p.versioned:
			return p.before
		}
		return p.before + n.Version + p.after
	}
	return ""
}

func parsePURL(stated string, by Key) purlKey {
	p, ok := supplier.ParsePURL(stated)
	if !ok {
		return purlKey{}
	}
	_, subpath, _ := strings.Cut(stated, "#")
	subpath = "\x00" + strings.Trim(subpath, "/")
	if by == ByPURLName {
		return purlKey{before: p.Bare() + subpath, versioned: true, valid: true}
	}
	_, qualifiers, _ := strings.Cut(p.String(), "?")
	before, after := p.Bare()+"\x00", "\x00"+qualifiers+subpath
	if p.Version == "" {
		return purlKey{before: before, after: after, valid: true}
	}
	return purlKey{before: before + p.Version + after, versioned: true, valid: true}
}

// strong are the digests for which nobody can make a second input.
var strong = []string{
	"SHA-256", "SHA-384", "SHA-512", "SHA3-256", "SHA3-384", "SHA3-512",
	"BLAKE2b-256", "BLAKE2b-384", "BLAKE2b-512", "BLAKE3", "Streebog-256", "Streebog-512",
}

// ofNothing are the digests of no bytes at all, which a generator writes that
// could not read its input.
var ofNothing = []string{
	"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
	"38b060a751ac96384cd9327eb1b1e36a21fdb71114be07434c0cc7bf63f6e1da274edebfe76f65fbd51ad2f14898b95b",
	"cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e",
	"a7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434a",
}

// proves reports whether equal digests are equal content.
func proves(h sbom.Hash) bool {
	return h.Value != "" && slices.Contains(strong, h.Alg) && !slices.Contains(ofNothing, strings.ToLower(h.Value))
}
