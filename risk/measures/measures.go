// SPDX-License-Identifier: Apache-2.0

// Package measures joins the supply graph to the measures below package risk
// and says which rows a result has: for which scope, grouped by what, on
// which basis.
package measures

import (
	"slices"
	"strings"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
)

// Keep is how many shares a concentration row lists before the rest is
// summed up.
const Keep = 50

// Measurer holds a graph and the control of its parties. It is immutable and
// safe for concurrent use.
type Measurer struct {
	g       *risk.Graph
	control map[string]result.Control
	scopes  []scope
	hands   subcontracts
}

// New prepares the measures of a graph whose parties are controlled so.
func New(g *risk.Graph, control map[string]result.Control) *Measurer {
	m := &Measurer{g: g, control: control}
	m.scopes = m.allScopes()
	m.hands = newSubcontracts(m)
	return m
}

// scope is a set of components and products that rows are about.
type scope struct {
	id         string
	components []int32 // counted ones, sorted
	products   []int32
	asset      int32 // index of the asset, None for other scopes
	marks      []string
}

func (m *Measurer) allScopes() []scope {
	g := m.g
	system := scope{id: "system:" + g.System.ID, asset: risk.None}
	for i := range g.Components {
		if g.Components[i].Counted {
			system.components = append(system.components, int32(i))
		}
	}
	for i := range g.Products {
		system.products = append(system.products, int32(i))
	}
	out := []scope{system}
	for i := range g.Assets {
		out = append(out, m.union("asset:"+g.Assets[i].ID, g.Assets[i].Products, int32(i)))
	}
	for i := range g.Products {
		out = append(out, m.union("product:"+g.Products[i].ID, []int32{int32(i)}, risk.None))
	}
	for i := range out {
		out[i].marks = m.marks(out[i].products)
	}
	return out
}

func (m *Measurer) union(id string, products []int32, asset int32) scope {
	s := scope{id: id, products: products, asset: asset}
	for _, p := range products {
		s.components = append(s.components, m.g.Products[p].Components...)
	}
	slices.Sort(s.components)
	s.components = slices.Compact(s.components)
	return s
}

// marks says what about the SBOMs every measure of the scope is conditional
// on.
func (m *Measurer) marks(products []int32) []string {
	var out []string
	for _, p := range products {
		product := &m.g.Products[p]
		if product.Document == risk.None {
			if product.Kind != "service" {
				out = append(out, "no-sbom")
			}
			continue
		}
		if !product.Edges {
			out = append(out, "no-dependency-edges")
		}
		switch c := m.g.Documents[product.Document].SBOM.Completeness.String(); c {
		case "incomplete", "unknown":
			out = append(out, "sbom-completeness-"+c)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// owner is the key of the party's owner group: its certain ultimate
// controller; itself where nobody can control it; "" where that is not
// established.
func (m *Measurer) owner(party string) string {
	c, ok := m.control[party]
	switch {
	case !ok:
		return ""
	case c.Kind == "dispersed":
		return party
	case c.Certain && (len(c.Controllers) == 1 || c.Kind == "circular" && len(c.Controllers) > 0):
		return c.Controllers[0] // a circle goes by its first member
	case c.Certain && len(c.Controllers) == 0:
		return party // a root: a person, foundation or state
	}
	return ""
}

// ControlCountry is the party's country of control: where its one certain
// controller, or every one of those that share control or stand in a circle,
// is at home. "" where that is not established, for one of them even.
func (m *Measurer) ControlCountry(party string) string {
	c, ok := m.control[party]
	if !ok || !c.Certain || len(c.Controllers) == 0 {
		return ""
	}
	country := ""
	for i, id := range c.Controllers {
		home := m.home(id)
		if above := m.control[id]; id != party && above.Kind == "joint" {
			home = m.ControlCountry(id)
		}
		if home == "" || (i > 0 && home != country) {
			return ""
		}
		country = home
	}
	return country
}

// home is where a party itself belongs: a state to its country, any other to
// where it is established.
func (m *Measurer) home(id string) string {
	if cc, ok := strings.CutPrefix(id, "state:"); ok {
		return cc
	}
	if r := m.g.Catalog.Supplier(id); r != nil {
		return r.Established
	}
	return ""
}
