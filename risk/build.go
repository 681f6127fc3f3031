// SPDX-License-Identifier: Apache-2.0

package risk

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/vuln"
)

// Build joins system, SBOMs and records to the supply graph. The list names
// what the graph had to guess or leave open.
func Build(src Source) (*Graph, diag.List) {
	b := builder{src: src, single: map[string][]string{}, g: &Graph{
		System: src.System, Implied: src.Implied, AsOf: src.AsOf, Catalog: src.Catalog,
		Documents: src.Documents, partyOf: map[string]int32{},
	}}
	b.components()
	b.products()
	b.assets()
	b.parties()
	b.link()
	b.weights()
	b.ds.Sort()
	return b.g, b.ds
}

type builder struct {
	src Source
	g   *Graph
	ds  diag.List

	ofRoot   map[int][]vuln.Known // by document: those of what it describes
	merged   [][]int32            // by document and node: component, None for files, rootMark for the root
	found    map[string]*Party
	member   []member            // by component, all zero between documents
	single   map[string][]string // lists of one algorithm, by it
	productN map[string]int32
	assetN   map[string]int32
}

const rootMark int32 = -2

// components merges the nodes of all documents and numbers the result by id.
func (b *builder) components() {
	nodes := 0
	for _, doc := range b.src.Documents {
		nodes += len(doc.SBOM.Nodes)
	}
	drafts := make([]Component, 0, nodes) // they are large: none is copied while the list grows
	byKey := make(map[string]int32, nodes)
	places := make([]Occurrence, nodes)
	b.merged = make([][]int32, len(b.src.Documents))
	for d, doc := range b.src.Documents {
		b.merged[d] = make([]int32, len(doc.SBOM.Nodes))
		for i := range doc.SBOM.Nodes {
			n := &doc.SBOM.Nodes[i]
			switch {
			case sbom.ID(i) == doc.SBOM.Root || n.Kind == sbom.KindRoot:
				b.merged[d][i] = rootMark
				continue
			case n.Kind == sbom.KindFile:
				b.merged[d][i] = None
				continue
			}
			c := b.newComponent(doc.SBOM, sbom.ID(i))
			c.Attribution = doc.Attribution[i]
			places[0] = Occurrence{int32(d), sbom.ID(i)}
			c.Occurrences, places = places[:1:1], places[1:]
			k, ok := byKey[c.ID]
			if !ok {
				k = int32(len(drafts))
				byKey[c.ID] = k
				drafts = append(drafts, c)
			} else {
				drafts[k].merge(&c)
			}
			b.merged[d][i] = k
		}
		for j := range doc.SBOM.Vulnerabilities {
			v := &doc.SBOM.Vulnerabilities[j]
			for _, id := range v.Affects {
				if k := b.merged[d][id]; k >= 0 {
					drafts[k].Vulnerabilities = append(drafts[k].Vulnerabilities, statedOf(doc.SBOM, v, id))
				} else {
					b.ofProduct(d, v)
				}
			}
		}
	}
	b.number(drafts)
}

// number puts the components in the order of their ids, which are unique.
func (b *builder) number(drafts []Component) {
	order := make([]int32, len(drafts))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(x, y int32) int { return strings.Compare(drafts[x].ID, drafts[y].ID) })
	renumber := make([]int32, len(drafts))
	for i, old := range order {
		renumber[old] = int32(i)
	}
	// They are moved where they are, ring by ring, because two lists of them
	// would be the largest thing there is.
	for start := range order {
		at := int32(start)
		first := drafts[at]
		for from := order[at]; from != at; from = order[at] {
			order[at] = at
			if from == int32(start) {
				drafts[at] = first
				break
			}
			drafts[at] = drafts[from]
			at = from
		}
	}
	b.g.Components = drafts
	for i := range drafts {
		drafts[i].Vulnerabilities = distinct(drafts[i].Vulnerabilities)
	}
	for _, m := range b.merged {
		for i, k := range m {
			if k >= 0 {
				m[i] = renumber[k]
			}
		}
	}
}

func (b *builder) newComponent(doc *sbom.Document, id sbom.ID) Component {
	n := doc.Node(id)
	c := Component{Name: n.Name, Version: n.Version, Type: n.Type, Scope: scopeOf(n), Licenses: n.Licenses, Kind: componentKind(n), Party: None, Depth: None}
	for _, s := range n.PURLs {
		if u, ok := supplier.ParsePURL(s); ok {
			c.PURL, c.HasPURL, c.ID = u, true, u.String()
			break
		}
	}
	if n.Group != "" && !c.HasPURL {
		c.Name = n.Group + "/" + n.Name
	}
	if !c.HasPURL {
		ref := n.Ref
		if ref == "" {
			ref = doc.Pointer(id)
		}
		c.ID = doc.SHA256[:min(12, len(doc.SHA256))] + "#" + ref
	}
	c.Hashes = b.algorithms(n.Hashes)
	c.Support, c.Lookup = supportOf(n), lookupIn(n)
	return c
}

// algorithms lists those of the digests, sorted. Components that have one each
// share the list.
func (b *builder) algorithms(hashes []sbom.Hash) []string {
	if len(hashes) == 1 {
		alg := hashes[0].Alg
		if b.single[alg] == nil {
			b.single[alg] = []string{alg}
		}
		return b.single[alg]
	}
	var out []string
	for _, h := range hashes {
		out = append(out, h.Alg)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// componentKind decides the loss modes: what is lost when its supplier is.
func componentKind(n *sbom.Node) string {
	switch {
	case n.Kind == sbom.KindService:
		return "service"
	case n.Type == "device" || n.Type == "hardware":
		return "hardware"
	}
	return "software"
}

// merge adds another listing of the same component. The better attribution
// (the earlier step, then the smaller party id) and the stronger scope win,
// whatever the order of the SBOMs.
func (c *Component) merge(o *Component) {
	if betterAttribution(o.Attribution, c.Attribution) {
		c.Attribution = o.Attribution
	}
	if scopeRank(o.Scope) > scopeRank(c.Scope) {
		c.Scope = o.Scope
	}
	c.Licenses = union(c.Licenses, o.Licenses)
	c.Hashes = union(c.Hashes, o.Hashes)
	if o.Name < c.Name {
		c.Name = o.Name
	}
	if o.Type != "" && (c.Type == "" || o.Type < c.Type) {
		c.Type = o.Type
	}
	if kindRank[o.Kind] > kindRank[c.Kind] {
		c.Kind = o.Kind
	}
	c.Support, c.Lookup = c.Support.with(o.Support), better(c.Lookup, o.Lookup)
	c.Occurrences = append(c.Occurrences, o.Occurrences...)
}

var kindRank = map[string]int{"software": 0, "hardware": 1, "service": 2}

func betterAttribution(a, b supplier.Attribution) bool {
	if a.Step == supplier.Unattributed || b.Step == supplier.Unattributed {
		return a.Step != supplier.Unattributed
	}
	return cmp.Or(cmp.Compare(a.Step, b.Step), cmp.Compare(a.Party, b.Party), cmp.Compare(a.Why, b.Why), cmp.Compare(a.Name, b.Name)) < 0
}

// scopeRank orders scopes by how much they bind: a component that one SBOM
// needs and another excludes is needed.
func scopeRank(s sbom.Scope) int {
	switch s {
	case sbom.ScopeRequired, sbom.ScopeRuntime, sbom.ScopeProvided:
		return 5
	case sbom.ScopeUnstated:
		return 4
	case sbom.ScopeOptional:
		return 3
	case sbom.ScopeBuild:
		return 2
	case sbom.ScopeDev, sbom.ScopeTest:
		return 1
	}
	return 0
}

func union(a, b []string) []string {
	out := append(append([]string(nil), a...), b...)
	slices.Sort(out)
	return slices.Compact(out)
}

// products numbers the products by id and finds the party of each.
func (b *builder) products() {
	b.found, b.productN = map[string]*Party{}, map[string]int32{}
	order := sortedIndex(len(b.src.System.Products), func(i int) string { return b.src.System.Products[i].ID })
	for _, i := range order {
		p := &b.src.System.Products[i]
		if _, twice := b.productN[p.ID]; twice {
			continue // reported by system.Check
		}
		b.productN[p.ID] = int32(len(b.g.Products))
		b.g.Products = append(b.g.Products, Product{Product: p, Party: None, Document: None, Pointer: fmt.Sprintf("/products/%d", i)})
	}
	for d, doc := range b.src.Documents {
		if n, ok := b.productN[doc.Product]; ok {
			b.g.Products[n].Document = int32(d)
			b.g.Products[n].Edges = len(doc.SBOM.Depends) > 0
			b.g.Products[n].Vulnerabilities = distinct(b.ofRoot[d])
		}
	}
}

// resolve gives a party id stated in a record: an id, else a name, of a
// record; else it is a party known by that id only.
func (b *builder) resolve(id, pointer, what string) string {
	if id == "" || b.src.Catalog.Supplier(id) != nil || strings.HasPrefix(id, "state:") {
		return id
	}
	if byName := b.src.Catalog.ByName(id); byName != "" {
		return byName
	}
	b.ds.Add(diag.Diagnostic{
		Severity: diag.Warning, Code: "system/unknown-party", Position: b.src.System.At(pointer),
		Message: what + " names the party " + id + ", of which there is no Supplier record: nothing is known about it",
		Remedy:  "add a Supplier record, or mend the id",
	})
	return id
}

// assets numbers the assets by id and resolves what they need.
func (b *builder) assets() {
	b.assetN = map[string]int32{}
	order := sortedIndex(len(b.src.System.Assets), func(i int) string { return b.src.System.Assets[i].ID })
	for _, i := range order {
		a := &b.src.System.Assets[i]
		if _, twice := b.assetN[a.ID]; twice {
			continue
		}
		b.assetN[a.ID] = int32(len(b.g.Assets))
		asset := Asset{Asset: a, Pointer: fmt.Sprintf("/assets/%d", i)}
		if b.src.ClassOf != nil {
			if class, ok := b.src.ClassOf(a.Class); ok {
				asset.Sensitivity = class.Sensitivity
			}
		}
		b.g.Assets = append(b.g.Assets, asset)
	}
	for i := range b.g.Assets {
		a := &b.g.Assets[i]
		for _, need := range a.Needs {
			k, members := need.Members()
			g := Group{K: k}
			for _, id := range members {
				if n, ok := b.productN[id]; ok {
					g.Members = append(g.Members, b.g.ProductNode(n))
					a.Products = append(a.Products, n)
				} else if n, ok := b.assetN[id]; ok {
					g.Members = append(g.Members, b.g.AssetNode(n))
				}
			}
			slices.Sort(g.Members)
			g.Members = slices.Compact(g.Members)
			a.Groups = append(a.Groups, g)
		}
		slices.Sort(a.Products)
		a.Products = slices.Compact(a.Products)
	}
	for i := range b.g.Assets {
		b.g.Assets[i].AllProducts = b.reachedProducts(int32(i))
	}
	for i := range b.g.Assets {
		for _, p := range b.g.Assets[i].AllProducts {
			b.g.Products[p].Assets = append(b.g.Products[p].Assets, int32(i))
		}
	}
}

func (b *builder) reachedProducts(asset int32) []int32 {
	seen := map[int32]bool{asset: true}
	var out []int32
	for queue := []int32{asset}; len(queue) > 0; queue = queue[1:] {
		a := &b.g.Assets[queue[0]]
		out = append(out, a.Products...)
		for _, g := range a.Groups {
			for _, m := range g.Members {
				if next := b.g.AssetIndex(m); next != None && !seen[next] {
					seen[next] = true
					queue = append(queue, next)
				}
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func sortedIndex(n int, key func(int) string) []int {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(x, y int) int { return cmp.Compare(key(x), key(y)) })
	return order
}
