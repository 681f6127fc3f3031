// SPDX-License-Identifier: Apache-2.0

package risk

import (
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/risk/graph"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
	"github.com/kedja/kedja/vuln"
)

// Source is what a supply graph is built from. Build changes none of it.
type Source struct {
	System    *system.System // completed, see system.System.Complete
	Implied   bool           // the user gave no system file
	Documents []Document     // in the order of System.Products
	Catalog   *supplier.Catalog
	ClassOf   func(class string) (system.Class, bool) // key-asset catalogue; nil knows none
	AsOf      time.Time
	// IncludeDev counts components that only development and test need, those
	// among them that an SBOM excludes.
	IncludeDev bool
}

// Document is the SBOM of one product with the party of each of its nodes.
type Document struct {
	Product     string
	SBOM        *sbom.Document
	Attribution []supplier.Attribution
}

// None is the index of nothing.
const None int32 = -1

// Node is a node of the graph. Assets come first, then products, then
// components, each in order of id, so that the numbering depends on nothing
// but the content.
type Node int32

// Graph is the supply graph: which asset needs which product, which product
// consists of which components, and which party stands behind each. It is
// immutable and safe for concurrent use. Edges point from who depends to what
// is depended on.
type Graph struct {
	System  *system.System
	Implied bool
	AsOf    time.Time
	Catalog *supplier.Catalog

	Assets     []Asset
	Products   []Product
	Components []Component
	Parties    []Party

	Documents []Document

	edges   *graph.Graph // without self-loops, which change no measure
	partyOf map[string]int32
}

// Asset is something the entity must keep working.
type Asset struct {
	*system.Asset
	Sensitivity supplier.Severity // of its class in the key-asset catalogue
	Groups      []Group
	Products    []int32 // members of its own groups, sorted
	AllProducts []int32 // also those of the assets it needs, sorted
	Pointer     string  // in the system record
}

// Group is a requirement: K of the members must work.
type Group struct {
	K       int
	Members []Node // assets and products
}

// Product is a product or service of the system.
type Product struct {
	*system.Product
	Party      int32 // index into Parties, None where unattributed
	Step       string
	Document   int32   // index into Documents, None
	Components []int32 // counted ones, sorted
	Assets     []int32 // that need it, through other assets too; sorted
	Weight     float64 // sum of the criticality weights of Assets
	Pointer    string  // in the system record
	// Edges says whether its SBOM states any dependency.
	Edges bool
	// ServiceParty is the party of each of the product's services, in their
	// order.
	ServiceParty []int32
	// Vulnerabilities are those of the product itself, of what its SBOM describes;
	// Lookup is what became of asking databases for them, nil where none was
	// asked.
	Vulnerabilities []vuln.Known
	Lookup          *vuln.Lookup
}

// Component is one component of the system, merged over its SBOMs by
// canonical package URL, else by (SBOM, reference).
type Component struct {
	ID            string // package URL, or <sha256 of the SBOM, 12 digits>#<reference>
	Name, Version string
	PURL          supplier.PURL
	HasPURL       bool
	Kind          string // software | hardware | service
	Type          string // as the SBOM says
	Scope         sbom.Scope
	Counted       bool // false: excluded, or only development and test need it
	Licenses      []string
	Hashes        []string // algorithms

	Party int32 // index into Parties, None where unattributed
	supplier.Attribution

	Products []int32 // sorted
	Direct   Tri     // a product's SBOM names it as a direct dependency
	Depth    int32   // shortest dependency chain from a product, 1 is direct; None unknown
	Weight   float64 // sum over the assets that need it of their criticality weights

	// Vulnerabilities are the known ones, sorted by ID; Lookup is what became of
	// asking databases for them, or what an SBOM of kedja-scan states of that; nil
	// where none was asked.
	Vulnerabilities []vuln.Known
	Lookup          *vuln.Lookup
	Support         *Support // nil where no SBOM says anything
	Occurrences     []Occurrence
}

// Occurrence is one place where an SBOM lists the component.
type Occurrence struct {
	Document int32
	Node     sbom.ID
}

// Tri is yes, no or unknown (the zero value).
type Tri uint8

// The three truth values.
const (
	Unknown Tri = iota
	No
	Yes
)

// Pointer returns the value as an optional bool, nil for unknown.
func (t Tri) Pointer() *bool {
	if t == Unknown {
		return nil
	}
	b := t == Yes
	return &b
}

// Party is a supplier, owner, service provider or state that the graph
// names.
type Party struct {
	ID     string
	Name   string // of a natural person: opaque
	Person string // the name of a natural person as the SBOM spells it, for those who asked
	Kind   string
	Roles  []string
	Record *supplier.Supplier // nil: known by name only

	Products   []int32 // it supplies, sorted
	Services   []ServiceRef
	Contracts  []int32 // indices into System.Contracts
	Components []int32 // counted components attributed to it, sorted
	Assets     []int32 // it serves by product, service or component, sorted
}

// Direct reports whether the entity deals with the party itself: it supplies
// a product, does a service or holds a contract.
func (p *Party) Direct() bool {
	return len(p.Products) > 0 || len(p.Services) > 0 || len(p.Contracts) > 0
}

// Cleared reports whether a favourable designation of the party that binds
// the entity covers the asset, and no adverse one does: in a conflict the
// strictest counts.
func (g *Graph) Cleared(p *Party, asset int32) bool {
	if p.Record == nil {
		return false
	}
	cleared := false
	for i := range p.Record.Designations.Items {
		d := &p.Record.Designations.Items[i]
		if binding, _ := d.Binding(g.AsOf, g.System.Entity.Country); !binding || !d.Scope.Covers(g.Assets[asset].Class) {
			continue
		}
		if d.Adverse() {
			return false
		}
		cleared = cleared || d.Favourable()
	}
	return cleared
}

// Through names the assets between the asset and one that names a product of
// the party, or a component's, itself; "" where it does so itself.
func (g *Graph) Through(p *Party, asset int32) string {
	direct := map[int32]bool{}
	for _, k := range p.Products {
		direct[k] = true
	}
	for _, s := range p.Services {
		direct[s.Product] = true
	}
	for _, c := range p.Components {
		for _, k := range g.Components[c].Products {
			direct[k] = true
		}
	}
	names := func(a int32) bool {
		return slices.ContainsFunc(g.Assets[a].Products, func(k int32) bool { return direct[k] })
	}
	from := map[int32]int32{asset: None}
	for queue := []int32{asset}; len(queue) > 0; queue = queue[1:] {
		a := queue[0]
		if names(a) {
			var path []string
			for ; a != asset; a = from[a] {
				path = append(path, g.Assets[a].ID)
			}
			slices.Reverse(path)
			return strings.Join(path, ", ")
		}
		for _, group := range g.Assets[a].Groups {
			for _, m := range group.Members {
				next := g.AssetIndex(m)
				if _, seen := from[next]; next != None && !seen {
					from[next] = a
					queue = append(queue, next)
				}
			}
		}
	}
	return ""
}

// ServiceRef is a service on a product.
type ServiceRef struct{ Product, Service int32 }

// Party returns the index of the party with the id, None if the graph does
// not know it.
func (g *Graph) Party(id string) int32 {
	if i, ok := g.partyOf[id]; ok {
		return i
	}
	return None
}

// Len is the number of nodes.
func (g *Graph) Len() int { return len(g.Assets) + len(g.Products) + len(g.Components) }

// AssetNode, ProductNode and ComponentNode number the nodes.
func (g *Graph) AssetNode(i int32) Node     { return Node(i) }
func (g *Graph) ProductNode(i int32) Node   { return Node(int32(len(g.Assets)) + i) }
func (g *Graph) ComponentNode(i int32) Node { return Node(int32(len(g.Assets)+len(g.Products)) + i) }

// Component returns the index of a component by its id, None for none.
func (g *Graph) Component(id string) int32 {
	i, ok := sort.Find(len(g.Components), func(i int) int { return strings.Compare(id, g.Components[i].ID) })
	if !ok {
		return None
	}
	return int32(i)
}

// AssetIndex, ProductIndex and ComponentIndex are the reverse; None where the
// node is of another kind.
func (g *Graph) AssetIndex(n Node) int32 {
	if int(n) < len(g.Assets) {
		return int32(n)
	}
	return None
}

// ProductIndex returns the product of a product node, None for other nodes.
func (g *Graph) ProductIndex(n Node) int32 {
	i := int(n) - len(g.Assets)
	if i >= 0 && i < len(g.Products) {
		return int32(i)
	}
	return None
}

// ComponentIndex returns the component of a component node, None for other
// nodes.
func (g *Graph) ComponentIndex(n Node) int32 {
	i := int(n) - len(g.Assets) - len(g.Products)
	if i >= 0 {
		return int32(i)
	}
	return None
}

// ID names a node as results do: asset:core, product:amf, component:pkg:…
func (g *Graph) ID(n Node) string {
	if i := g.AssetIndex(n); i != None {
		return "asset:" + g.Assets[i].ID
	}
	if i := g.ProductIndex(n); i != None {
		return "product:" + g.Products[i].ID
	}
	return "component:" + g.Components[g.ComponentIndex(n)].ID
}

// Depends returns the nodes that n depends on, sorted. The slice must not be
// changed.
func (g *Graph) Depends(n Node) []int32 { return g.edges.Out(int32(n)) }

// Dependents returns the nodes that depend on n, sorted. The slice must not
// be changed.
func (g *Graph) Dependents(n Node) []int32 { return g.edges.In(int32(n)) }

// Position is where the component is listed first.
func (g *Graph) Position(c *Component) diag.Position {
	o := c.Occurrences[0]
	return g.Documents[o.Document].SBOM.Position(o.Node)
}

// AssetsOf returns the assets that need the component, sorted.
func (g *Graph) AssetsOf(c *Component) []int32 {
	return g.assetsOf(c.Products)
}
