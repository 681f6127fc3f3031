// SPDX-License-Identifier: Apache-2.0

package measures

import (
	"cmp"
	"slices"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
	"github.com/kedja/kedja/risk/resilience"
)

// The roles in which a party stands behind a product.
const (
	RoleSupplier  = "supplier"
	RoleService   = "service"
	RoleComponent = "component"
)

// Part is something of a product that is lost in one mode when the party
// behind it is. The product is lost in the mode with any of its parts.
type Part struct {
	Product int32 // index into the graph's products
	Party   int32 // index into its parties, risk.None where nobody is known
	Mode    string
	Role    string
	// Index is the place of the service in the product's list, or of the
	// component in the graph's; risk.None for the product itself.
	Index int32
}

// Parts lists what every product can lose, by product, mode and role. It is
// what [Measurer.Resilience] searches, spelled out.
func (m *Measurer) Parts() []Part {
	var out []Part
	for i := range m.g.Products {
		p := &m.g.Products[i]
		for _, mode := range modesOf(p.Kind) {
			out = append(out, Part{int32(i), p.Party, mode, RoleSupplier, risk.None})
		}
		for j, s := range p.Services {
			out = append(out, Part{int32(i), p.ServiceParty[j], serviceMode(s.Kind), RoleService, int32(j)})
		}
		for _, k := range p.Components {
			c := &m.g.Components[k]
			for _, mode := range componentModes(c.Kind) {
				out = append(out, Part{int32(i), c.Party, mode, RoleComponent, k})
			}
		}
	}
	modes := []string{Stop, NoSupply, NoCare}
	roles := []string{RoleSupplier, RoleService, RoleComponent}
	slices.SortFunc(out, func(a, b Part) int {
		return cmp.Or(cmp.Compare(a.Product, b.Product),
			cmp.Compare(slices.Index(modes, a.Mode), slices.Index(modes, b.Mode)),
			cmp.Compare(slices.Index(roles, a.Role), slices.Index(roles, b.Role)), cmp.Compare(a.Index, b.Index))
	})
	return out
}

// ComponentMode is the one mode in which removing a component of the kind is
// counted, as among the single points.
func ComponentMode(kind string) string { return lostWith(kind) }

// Hold says how surely something is so. A higher one includes the lower.
type Hold uint8

// The holds, rising.
const (
	Not      Hold = iota
	Unlisted      // nobody knows who it is: it could be anybody
	Possible      // stated holders or countries leave it open
	Certain
)

// Under reports whether the party itself falls with a key of the grouping:
// supplier, owner (an owner between the party and its ultimate controller
// too) or controlCountry. risk.None falls with anybody. Whether its work falls
// with that of a subcontractor, [Measurer.Hands] says.
func (m *Measurer) Under(by, key string, party int32) Hold {
	if party == risk.None {
		return Unlisted
	}
	id := m.g.Parties[party].ID
	switch by {
	case "owner":
		return m.underOwner(key, id)
	case "controlCountry":
		return m.underCountry(key, id)
	}
	if id == key {
		return Certain
	}
	return Not
}

func (m *Measurer) underOwner(key, id string) Hold {
	owner, control := m.owner(id), m.control[id]
	if id == key || owner == key {
		return Certain
	}
	hold := Not
	if slices.Contains(control.Controllers, key) {
		hold = Possible
	}
	for _, d := range control.Decisive {
		if d.Holder != key || !slices.Contains(controls, d.By) {
			continue
		}
		if d.Certain && (d.By == "sole" || d.By == "circular") {
			return Certain
		}
		hold = Possible
	}
	if hold == Not && owner == "" {
		return Unlisted
	}
	return hold
}

// controls are the ways of decisive influence that are control, not a right.
var controls = []string{"sole", "joint", "circular", "deFacto"}

func (m *Measurer) underCountry(key, id string) Hold {
	country := m.ControlCountry(id)
	switch {
	case country == key:
		return Certain
	case country != "":
		return Not
	case slices.Contains(m.control[id].Countries, key):
		return Possible
	}
	return Unlisted
}

// ControlOf is who controls the party.
func (m *Measurer) ControlOf(party string) result.Control { return m.control[party] }

// Availability says which assets work without some of the products. It is
// immutable and safe for concurrent use.
type Availability struct{ s *resilience.System }

// Availability returns the AND/OR structure of the assets over the products.
func (m *Measurer) Availability() *Availability {
	s := m.skeleton()
	for i := range m.g.Products {
		s.Leaves = append(s.Leaves, resilience.Leaf{ID: m.g.Products[i].ID})
	}
	return &Availability{s}
}

// Works reports for every asset of the graph whether it works without the
// products; nil loses none.
func (a *Availability) Works(lost func(product int32) bool) []bool {
	if lost == nil {
		return a.s.Works(nil)
	}
	return a.s.Works(func(leaf int) bool { return lost(int32(leaf)) })
}
