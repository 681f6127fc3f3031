// SPDX-License-Identifier: Apache-2.0

package measures

import (
	"math"
	"slices"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
	"github.com/kedja/kedja/risk/dependency"
	"github.com/kedja/kedja/supplier"
)

// Dependency computes the strategic-dependency indicators and the share of
// designated suppliers of the system and of each asset, on spend. A scope of
// which no spend is stated has none.
func (m *Measurer) Dependency(p dependency.Params) []result.Dependency {
	var out []result.Dependency
	for i := range m.scopes {
		s := &m.scopes[i]
		if s.asset == risk.None && i != 0 {
			continue
		}
		parts, missing, stated := m.amounts(s, "spend")
		if !stated {
			continue
		}
		items := make([]dependency.Item, len(parts))
		for k, x := range parts {
			items[k] = m.dependencyItem(s, x)
		}
		if d, ok := dependency.Measure(items, p); ok {
			d.Scope = s.id
			d.Missing = append(missing, m.openMemberships(s)...)
			out = append(out, d)
		}
	}
	return out
}

func (m *Measurer) dependencyItem(s *scope, x part) dependency.Item {
	it := dependency.Item{Mass: x.mass, Capacity: m.capacity(x.product), Adverse: dependency.Unknown}
	if x.party != risk.None {
		it.Supplier = m.g.Parties[x.party].ID
		it.Country = m.ControlCountry(it.Supplier)
		it.EU = m.controlledFromEU(it.Supplier)
		it.Adverse = m.designated(s, x)
	}
	return it
}

// controlledFromEU reports whether certain control of the party lies in
// Member States. Several controllers all inside, or all outside, are an
// answer; some of each are none.
func (m *Measurer) controlledFromEU(party string) dependency.Answer {
	if home := m.ControlCountry(party); home != "" {
		return m.member(home)
	}
	c, ok := m.control[party]
	if !ok || !c.Certain || len(c.Controllers) == 0 {
		return dependency.Unknown
	}
	answer := dependency.Unknown
	for i, id := range c.Controllers {
		home := m.home(id)
		if id != party && m.control[id].Kind == "joint" {
			home = m.ControlCountry(id)
		}
		if a := m.member(home); i == 0 {
			answer = a
		} else if a != answer {
			return dependency.Unknown
		}
	}
	return answer
}

// member reports whether the country is recorded as a Member State.
func (m *Measurer) member(country string) dependency.Answer {
	k := m.g.Catalog.Country(country)
	if k == nil {
		return dependency.Unknown
	}
	switch is, known := k.Memberships["eu"]; {
	case !known:
		return dependency.Unknown
	case is:
		return dependency.Yes
	}
	return dependency.No
}

// capacity sums up what alternatives under control from within the EU could
// take of the product. An alternative takes all of it at most; a list that is
// not declared complete may go on.
func (m *Measurer) capacity(product int32) result.Interval {
	p := &m.g.Products[product]
	var sum result.Interval
	for _, a := range p.Alternatives.Items {
		c := result.Interval{Lo: 0, Hi: 1}
		if a.Capacity != nil {
			c = result.Interval{Lo: math.Min(a.Capacity.Lo, 1), Hi: math.Min(a.Capacity.Hi, 1)}
		}
		switch m.controlledFromEU(m.recorded(a.Party)) {
		case dependency.No:
			continue
		case dependency.Unknown:
			c.Lo = 0
		}
		sum.Lo, sum.Hi = sum.Lo+c.Lo, sum.Hi+c.Hi
	}
	if !p.AltsAll && !p.Alternatives.None {
		sum.Hi = math.Inf(1)
	}
	return sum
}

// designated reports whether a binding adverse designation of the supplier
// covers an asset of the scope that the product serves. An act that nobody
// recorded is taken not to be there: authorities publish what binds.
func (m *Measurer) designated(s *scope, x part) dependency.Answer {
	r := m.g.Parties[x.party].Record
	if r == nil {
		return dependency.No
	}
	assets := m.g.Products[x.product].Assets
	if s.asset != risk.None {
		assets = []int32{s.asset}
	}
	adverse := slices.ContainsFunc(r.Designations.Items, func(d supplier.Designation) bool {
		binding, _ := d.Binding(m.g.AsOf, m.g.System.Entity.Country)
		return binding && d.Adverse() && (len(d.Scope.Assets) == 0 ||
			slices.ContainsFunc(assets, func(a int32) bool { return d.Scope.Covers(m.g.Assets[a].Class) }))
	})
	if adverse {
		return dependency.Yes
	}
	return dependency.No
}

// openMemberships names the countries of control in the scope of which nobody
// recorded whether they are Member States.
func (m *Measurer) openMemberships(s *scope) []string {
	var out []string
	for _, k := range s.products {
		if p := m.g.Products[k].Party; p != risk.None {
			if home := m.ControlCountry(m.g.Parties[p].ID); home != "" && m.member(home) == dependency.Unknown {
				out = append(out, "country:"+home+"/memberships.eu")
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
