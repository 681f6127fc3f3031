// SPDX-License-Identifier: Apache-2.0

package measures

import (
	"slices"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
	"github.com/kedja/kedja/risk/resilience"
)

// The loss modes: at once, after stock, over time.
const (
	Stop     = "stop"     // a service, a licence server, remote operation
	NoSupply = "noSupply" // hardware, spares, capacity
	NoCare   = "noCare"   // updates, security fixes
	// All is stop and noSupply together: whoever is lost takes all that it gives
	// at once. Results have it only for what neither mode shows by itself.
	All = "all"
)

// among reports whether something that is lost in the modes is lost in the one.
func among(modes []string, mode string) bool {
	return slices.Contains(modes, mode) || mode == All && (slices.Contains(modes, Stop) || slices.Contains(modes, NoSupply))
}

// Limits of the cut sets in a result.
const (
	maxCutSize = 3
	maxCutSets = 10_000
	examples   = 10
)

// modesOf says what is lost with the supplier of a product or component of
// the kind.
func modesOf(kind string) []string {
	if kind == "service" {
		return []string{Stop}
	}
	return []string{NoSupply, NoCare}
}

// componentModes are the loss modes of a component's supplier. Software
// already delivered goes on without new deliveries.
func componentModes(kind string) []string {
	switch kind {
	case "service":
		return []string{Stop}
	case "hardware":
		return []string{NoSupply, NoCare}
	}
	return []string{NoCare}
}

// serviceMode is what is lost with the party that does a service on a
// product.
func serviceMode(kind string) string {
	if kind == "support" || kind == "maintenance" {
		return NoCare
	}
	return Stop
}

// behind lists the parties whose loss in the mode takes the product, None
// for each part that nobody is known to stand behind.
func (m *Measurer) behind(product int32, mode string) []int32 {
	p := &m.g.Products[product]
	var out []int32
	if among(modesOf(p.Kind), mode) {
		out = append(out, p.Party)
	}
	for j, s := range p.Services {
		if among([]string{serviceMode(s.Kind)}, mode) {
			out = append(out, p.ServiceParty[j])
		}
	}
	for _, k := range p.Components {
		if c := &m.g.Components[k]; among(componentModes(c.Kind), mode) {
			out = append(out, c.Party)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// structure is the AND/OR structure of the assets over the products, keyed
// by supplier, owner or control country. What a party gives falls with the
// subcontractors that do the whole of its work too, and perhaps with those
// that do a part.
func (m *Measurer) structure(by, mode string) *resilience.System {
	s := m.skeleton()
	for i := range m.g.Products {
		leaf := resilience.Leaf{ID: m.g.Products[i].ID}
		for _, party := range m.behind(int32(i), mode) {
			for _, h := range m.Hands(party) {
				m.enter(&leaf, by, h)
			}
		}
		slices.Sort(leaf.Certain)
		leaf.Certain = slices.Compact(leaf.Certain)
		leaf.Possible = append(leaf.Possible, leaf.Certain...)
		slices.Sort(leaf.Possible)
		leaf.Possible = slices.Compact(leaf.Possible)
		s.Leaves = append(s.Leaves, leaf)
	}
	return s
}

// enter adds the party as what its grouping calls it: surely, possibly, or
// by anybody.
func (m *Measurer) enter(leaf *resilience.Leaf, by string, h Hand) {
	if h.Party == risk.None {
		leaf.AnyKey = true
		return
	}
	id := m.g.Parties[h.Party].ID
	key := id
	switch by {
	case "owner":
		key = m.owner(id)
	case "controlCountry":
		key = m.ControlCountry(id)
	}
	switch {
	case key != "" && h.Hold == Certain:
		leaf.Certain = append(leaf.Certain, key)
		return
	case key != "":
		leaf.Possible = append(leaf.Possible, key)
		return
	}
	c := m.control[id]
	if by == "owner" {
		leaf.Possible = append(leaf.Possible, c.Controllers...)
		leaf.AnyKey = leaf.AnyKey || !c.Certain // who share control for certain leave no room for others
		return
	}
	leaf.Possible = append(leaf.Possible, c.Countries...)
	leaf.AnyKey = leaf.AnyKey || !c.Certain || len(c.Countries) == 0 || slices.ContainsFunc(c.Controllers, func(holder string) bool {
		return m.ControlCountry(holder) == "" && (m.control[holder].Kind == "joint" || m.home(holder) == "")
	})
}

// skeleton is the structure without leaves.
func (m *Measurer) skeleton() *resilience.System {
	s := &resilience.System{}
	for i := range m.g.Assets {
		a := resilience.Asset{ID: m.g.Assets[i].ID}
		for _, g := range m.g.Assets[i].Groups {
			group := resilience.Group{K: g.K}
			for _, n := range g.Members {
				if k := m.g.AssetIndex(n); k != risk.None {
					group.Members = append(group.Members, resilience.Member{Asset: int(k), Leaf: -1})
				} else {
					group.Members = append(group.Members, resilience.Member{Asset: -1, Leaf: int(m.g.ProductIndex(n))})
				}
			}
			a.Groups = append(a.Groups, group)
		}
		s.Assets = append(s.Assets, a)
	}
	return s
}

// Resilience is what stops the assets.
type Resilience struct {
	SinglePoints []result.SinglePoint
	CutSets      []result.CutSet
	Truncated    bool
	Restartable  []result.Restartable
	Broken       []string // assets that do not work with everything there
}

// Resilience finds the minimal cut sets and single points of every asset.
func (m *Measurer) Resilience() Resilience {
	var out Resilience
	groupings := []string{"supplier", "owner", "controlCountry"}
	for _, by := range groupings {
		for _, mode := range []string{Stop, NoSupply} {
			s := m.structure(by, mode)
			after := m.newOnset(by, mode, s)
			cuts, _ := s.CutSets(1, maxCutSets)
			for _, c := range cuts {
				out.SinglePoints = append(out.SinglePoints, result.SinglePoint{
					Asset: m.g.Assets[c.Asset].ID, By: by, Mode: mode, Key: c.Keys[0], Certainty: certainty(c.Certain),
					MattersAfter: after.after(c),
				})
			}
		}
		out.SinglePoints = append(out.SinglePoints, m.classes(by, NoCare, m.structure(by, NoCare))...)
	}
	for _, by := range groupings {
		for _, mode := range []string{Stop, NoSupply} {
			m.cutSets(&out, by, mode)
		}
	}
	for _, by := range groupings {
		m.jointly(&out, by)
	}
	for _, mode := range []string{Stop, NoSupply, NoCare} {
		stocks := m.componentStocks(mode)
		for _, c := range m.componentStructure(mode).Classes() {
			for _, a := range c.Assets {
				p := m.singlePoint("component", mode, c, a)
				p.MattersAfter = m.componentAfter(a, mode, stocks, c.Keys)
				out.SinglePoints = append(out.SinglePoints, p)
			}
		}
	}
	bare := m.skeleton()
	for i := range m.g.Products {
		bare.Leaves = append(bare.Leaves, resilience.Leaf{ID: m.g.Products[i].ID})
	}
	for _, a := range bare.Broken() {
		out.Broken = append(out.Broken, m.g.Assets[a].ID)
	}
	out.Truncated = out.Truncated || m.hands.cut
	out.Restartable = m.restartable(bare)
	return out
}

// cutSets adds the minimal sets of one grouping and mode, while there is room.
func (m *Measurer) cutSets(out *Resilience, by, mode string) {
	room := maxCutSets - len(out.CutSets)
	if room <= 0 {
		out.Truncated = true
		return
	}
	s := m.structure(by, mode)
	cuts, truncated := s.CutSets(maxCutSize, room)
	out.Truncated = out.Truncated || truncated
	after := m.newOnset(by, mode, s)
	for _, c := range cuts {
		out.CutSets = append(out.CutSets, result.CutSet{
			Asset: m.g.Assets[c.Asset].ID, By: by, Mode: mode, Size: len(c.Keys), Keys: c.Keys, Certainty: certainty(c.Certain),
			MattersAfter: after.after(c),
		})
	}
}

func certainty(certain bool) string {
	if certain {
		return "certain"
	}
	return "possible"
}

// componentStructure keys each product by its components.
func (m *Measurer) componentStructure(mode string) *resilience.System {
	s := m.skeleton()
	for i := range m.g.Products {
		leaf := resilience.Leaf{ID: m.g.Products[i].ID}
		for _, k := range m.g.Products[i].Components {
			if c := &m.g.Components[k]; lostWith(c.Kind) == mode {
				leaf.Certain = append(leaf.Certain, "component:"+c.ID)
			}
		}
		leaf.Possible = leaf.Certain
		s.Leaves = append(s.Leaves, leaf)
	}
	return s
}

// lostWith is the one mode in which removing a component is counted.
func lostWith(kind string) string {
	switch kind {
	case "service":
		return Stop
	case "hardware":
		return NoSupply
	}
	return NoCare
}

// classes writes what stops the same products as one row per asset.
func (m *Measurer) classes(by, mode string, s *resilience.System) []result.SinglePoint {
	var out []result.SinglePoint
	for _, c := range s.Classes() {
		for _, a := range c.Assets {
			out = append(out, m.singlePoint(by, mode, c, a))
		}
	}
	return out
}

func (m *Measurer) singlePoint(by, mode string, c resilience.Class, asset int) result.SinglePoint {
	p := result.SinglePoint{Asset: m.g.Assets[asset].ID, By: by, Mode: mode, Key: c.Keys[0], Certainty: certainty(c.Certain)}
	if len(c.Keys) > 1 {
		p.Count, p.Examples = len(c.Keys), c.Keys[:min(examples, len(c.Keys))]
	}
	return p
}

// restartable lists the assets that would run on after the loss of one
// supplier, or run now, but could not be started again: they wait for one
// another.
func (m *Measurer) restartable(bare *resilience.System) []result.Restartable {
	var out []result.Restartable
	nothing := func(int) bool { return false }
	stuck := map[int]bool{} // already now
	for _, l := range bare.Restartable(nothing) {
		stuck[l.Asset] = true
		for _, mode := range []string{Stop, NoSupply} {
			out = append(out, result.Restartable{Asset: m.g.Assets[l.Asset].ID, Mode: mode, Keys: []string{}})
		}
	}
	seen := map[string]bool{}
	for _, mode := range []string{Stop, NoSupply, All} {
		if mode == All && m.oneMode() {
			break
		}
		s := m.structure("supplier", mode)
		leaves := map[string][]int{}
		for i := range s.Leaves {
			for _, key := range s.Leaves[i].Certain {
				leaves[key] = append(leaves[key], i)
			}
		}
		clock := s.Clock()
		for key, gone := range leaves {
			for _, l := range clock.Restartable(gone) {
				id := m.g.Assets[l.Asset].ID
				if !stuck[l.Asset] && !(mode == All && seen[id+"\x00"+key]) {
					out = append(out, result.Restartable{Asset: id, Mode: mode, Keys: []string{key}})
					seen[id+"\x00"+key] = true
				}
			}
		}
	}
	return out // sorted by Assessment.Normalize
}
