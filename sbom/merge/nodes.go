// SPDX-License-Identifier: Apache-2.0

package merge

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
)

// number numbers the sets in the order of their first nodes: these are the
// nodes of the whole. A root of its own comes before them.
func (m *merger) number() {
	total := num(len(m.home))
	m.merged = make([]sbom.ID, total)
	next := sbom.ID(0)
	if m.opts.Name != "" {
		next = 1
	}
	counts := make([]int32, next, int(total)+2)
	for g := range total {
		if set := m.sets.find(g); set != g {
			m.merged[g] = m.merged[set]
		} else {
			m.merged[g] = next
			next++
			counts = append(counts, 0)
		}
		counts[m.merged[g]]++
	}
	m.first = make([]int32, next+1)
	for id, n := range counts {
		m.first[id+1] = m.first[id] + n
	}
	m.member = make([]num, total)
	free := counts // becomes where the next member goes
	copy(free, m.first)
	for g := range total {
		id := m.merged[g]
		m.member[free[id]] = g
		free[id]++
	}
	m.out = &sbom.Document{Root: sbom.None, Nodes: make([]sbom.Node, next)}
	m.roots = make([]sbom.ID, len(m.docs))
	for i, d := range m.docs {
		m.roots[i] = sbom.None
		if d.Root != sbom.None {
			m.roots[i] = m.merged[m.base[i]+num(d.Root)]
		}
	}
}

// name gives every node a reference of its own: the first one stated where no
// node before has it, else one made from what the node is.
func (m *merger) name() {
	wanted := make([]string, len(m.out.Nodes))
	taken := make(map[string]bool, len(wanted))
	for id := range wanted {
		for _, g := range m.members(sbom.ID(id)) {
			_, _, n := m.node(g)
			if wanted[id] = n.Ref; wanted[id] != "" {
				break
			}
		}
		taken[wanted[id]] = true
	}
	delete(taken, "")
	kept := make(map[string]bool, len(wanted))
	next := make(map[string]int)
	for id, ref := range wanted {
		if ref == "" || kept[ref] {
			ref = free(taken, next, cmp.Or(ref, m.stem(sbom.ID(id))))
			taken[ref] = true
		}
		kept[ref] = true
		m.out.Nodes[id].Ref = ref
	}
}

// free returns a reference that nobody has: the wanted one, or that with the
// next number.
func free(taken map[string]bool, next map[string]int, want string) string {
	ref := want
	for taken[ref] {
		next[want]++
		ref = want + "-" + strconv.Itoa(next[want]+1)
	}
	return ref
}

// stem is what a reference is made from for a node that states none.
func (m *merger) stem(id sbom.ID) string {
	name, version := m.opts.Name, m.opts.Version
	for _, g := range m.members(id) {
		_, _, n := m.node(g)
		if len(n.PURLs) > 0 && n.PURLs[0] != "" {
			return n.PURLs[0]
		}
		if name, version = n.Name, n.Version; name != "" {
			break
		}
	}
	switch {
	case name == "":
		return "component"
	case version == "":
		return name
	}
	return name + "@" + version
}

// refIn returns the reference that the element of a document has in the
// whole; what is no reference of the document is returned as it is.
func (m *merger) refIn(doc int, ref string) string {
	id, ok := m.links.refsOf(doc)[ref]
	if ref == "" || !ok {
		return ref
	}
	return m.out.Nodes[m.merged[m.base[doc]+num(id)]].Ref
}

// join makes the nodes of the whole.
func (m *merger) join() {
	for id := range m.out.Nodes {
		n := &m.out.Nodes[id]
		ref := n.Ref
		if members := m.members(sbom.ID(id)); len(members) > 0 {
			_, _, first := m.node(members[0])
			*n = *first
			if len(members) > 1 {
				m.fold(n, members)
			}
			n.More = m.localized(n.More, members)
		} else {
			n.Type, n.Name, n.Version = "application", m.opts.Name, m.opts.Version
		}
		n.Ref = ref
	}
}

// text is a field of which one value counts.
type text struct {
	name  string
	grade diag.Severity // of a conflict
	of    func(*sbom.Node) *string
}

// texts are those fields. That descriptions differ is worth no more than a
// remark.
var texts = []text{
	{"type", diag.Warning, func(n *sbom.Node) *string { return &n.Type }},
	{"version", diag.Warning, func(n *sbom.Node) *string { return &n.Version }},
	{"publisher", diag.Warning, func(n *sbom.Node) *string { return &n.Publisher }},
	{"download address", diag.Warning, func(n *sbom.Node) *string { return &n.DownloadURL }},
	{"description", diag.Info, func(n *sbom.Node) *string { return &n.Description }},
	{"copyright", diag.Info, func(n *sbom.Node) *string { return &n.Copyright }},
}

// parties are the fields that name one party.
var parties = []struct {
	name string
	of   func(*sbom.Node) **sbom.Party
}{
	{"supplier", func(n *sbom.Node) **sbom.Party { return &n.Supplier }},
	{"manufacturer", func(n *sbom.Node) **sbom.Party { return &n.Manufacturer }},
	{"originator", func(n *sbom.Node) **sbom.Party { return &n.Originator }},
	{"provider", func(n *sbom.Node) **sbom.Party { return &n.Provider }},
}

// fold makes one node of several; n is a copy of the first.
func (m *merger) fold(n *sbom.Node, members []num) {
	m.foldName(n, members)
	for _, t := range texts {
		m.foldText(t, n, members)
	}
	for _, p := range parties {
		m.foldParty(p.name, n, members, p.of)
	}
	differ := false // in their digests
	unknown := n.Unknown
	for _, g := range members[1:] {
		_, _, b := m.node(g)
		n.Scope = wider(n.Scope, b.Scope)
		n.External = n.External && b.External
		if n.Kind == sbom.KindArtifact || b.Kind == sbom.KindRoot {
			n.Kind = b.Kind
		}
		if !slices.Equal(n.PURLs, b.PURLs) {
			n.PURLs = uniteBy(n.PURLs, b.PURLs, canonicalPURL, nil)
		}
		n.CPEs = unite(n.CPEs, b.CPEs)
		if !slices.Equal(n.Hashes, b.Hashes) {
			n.Hashes = uniteBy(n.Hashes, b.Hashes, foldHash, nil)
			differ = true
		}
		n.Authors = uniteParties(n.Authors, b.Authors)
		n.Origins = unite(n.Origins, b.Origins)
		n.References = uniteReferences(n.References, b.References)
		m.foldLicenses(n, b)
		unknown |= b.Unknown
	}
	n.MarkUnknown(unknown)
	if differ {
		m.compareHashes(members)
	}
	m.foldDetails(n, members)
}

// foldText takes the first stated value.
func (m *merger) foldText(t text, n *sbom.Node, members []num) {
	value, from := t.of(n), members[0]
	for _, g := range members[1:] {
		_, _, b := m.node(g)
		switch other := *t.of(b); {
		case other == "" || other == *value:
		case *value == "":
			*value, from = other, g
		case strings.TrimSpace(other) != strings.TrimSpace(*value):
			m.conflict(t.name, t.grade, from, g, *value, other)
			return
		}
	}
}

// foldName takes group and name from the first node that has a name: dialects
// differ in what of a full name they put into the group.
func (m *merger) foldName(n *sbom.Node, members []num) {
	from := members[0]
	for _, g := range members[1:] {
		_, _, b := m.node(g)
		switch {
		case b.Name == "" || (b.Name == n.Name && b.Group == n.Group):
		case n.Name == "":
			n.Group, n.Name, from = b.Group, b.Name, g
		case !alike(n, b):
			m.conflict("name", diag.Warning, from, g, full(n), full(b))
			return
		case n.Group == "" && b.Name == n.Name:
			n.Group = b.Group
		}
	}
}

// alike reports whether two names are the same but for where the group is and
// what parts it from the name, or one leaves the group out.
func alike(a, b *sbom.Node) bool {
	x, y := plainName(full(a)), plainName(full(b))
	return x == y || (a.Name == b.Name && (a.Group == "" || b.Group == "")) ||
		(a.Group == "" && x == plainName(b.Name)) || (b.Group == "" && y == plainName(a.Name))
}

func full(n *sbom.Node) string {
	if n.Group == "" {
		return n.Name
	}
	return n.Group + "/" + n.Name
}

func plainName(s string) string {
	return strings.Map(func(r rune) rune {
		if r == ':' || r == '.' || r == '_' {
			return '/'
		}
		return r
	}, strings.ToLower(strings.TrimSpace(s)))
}

// widths orders scopes by how much they claim to be needed.
var widths = [...]uint8{
	sbom.ScopeRequired: 8, sbom.ScopeRuntime: 7, sbom.ScopeUnstated: 6, sbom.ScopeProvided: 5, sbom.ScopeOptional: 4,
	sbom.ScopeBuild: 3, sbom.ScopeDev: 2, sbom.ScopeTest: 1, sbom.ScopeExcluded: 0,
}

func wider(a, b sbom.Scope) sbom.Scope {
	if int(a) >= len(widths) || (int(b) < len(widths) && widths[b] > widths[a]) {
		return b
	}
	return a
}

// foldLicenses unites licences with what is said of how they were found.
func (m *merger) foldLicenses(n, b *sbom.Node) {
	if len(b.Licenses) == 0 {
		return
	}
	n.Licenses = unite(n.Licenses, b.Licenses)
	m.follows(n.Licenses, &n.Declared, b.DeclaredLicenses())
	m.follows(n.Licenses, &n.Concluded, b.ConcludedLicenses())
}

// follows sets the bits of the licences in a list. There are sixteen.
func (m *merger) follows(list []string, bits *uint16, set []string) {
	for _, license := range set {
		if i := slices.Index(list, license); i < 16 {
			*bits |= 1 << i
		} else {
			m.unmarked++
		}
	}
}

// compareHashes notes digests of one kind that differ: whatever they are of,
// it is not the same bytes.
func (m *merger) compareHashes(members []num) {
	first := make(map[string]int)
	for i, g := range members {
		_, _, n := m.node(g)
		for _, h := range n.Hashes {
			j, ok := first[h.Alg]
			if !ok {
				first[h.Alg] = i
				continue
			}
			if _, _, a := m.node(members[j]); j != i && !hasHash(a.Hashes, h) {
				m.disagree("hash "+h.Alg, diag.Warning, members[j], g, hashOf(a.Hashes, h.Alg), h.Value, "both are kept")
				return
			}
		}
	}
}
