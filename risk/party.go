// SPDX-License-Identifier: Apache-2.0

package risk

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/supplier"
)

// parties collects every party that the system, its SBOMs and the records
// name, numbers them by id and joins products, services, contracts and
// components to them.
func (b *builder) parties() {
	for s := range b.src.Catalog.Suppliers() {
		b.see(s.ID)
		for _, o := range s.Owners.Items {
			b.see(o.Party)
		}
		for _, o := range s.Subcontractors.Items {
			b.see(o.Party)
		}
	}
	productParty := make([]string, len(b.g.Products))
	for i := range b.g.Products {
		productParty[i] = b.productParty(&b.g.Products[i])
	}
	services := map[string][]ServiceRef{}
	serves := make([][]string, len(b.g.Products))
	for i := range b.g.Products {
		p := &b.g.Products[i]
		for j, s := range p.Services {
			id := b.resolve(s.Party, fmt.Sprintf("%s/services/%d/party", p.Pointer, j), "a service on "+p.ID)
			b.see(id)
			services[id] = append(services[id], ServiceRef{int32(i), int32(j)})
			serves[i] = append(serves[i], id)
		}
		for j, a := range p.Alternatives.Items {
			b.see(b.resolve(a.Party, fmt.Sprintf("%s/alternatives/%d/party", p.Pointer, j), "an alternative for "+p.ID))
		}
	}
	contracts := map[string][]int32{}
	for i, k := range b.src.System.Contracts {
		id := b.resolve(k.Supplier, fmt.Sprintf("/contracts/%d/supplier", i), "the contract "+k.ID)
		b.see(id)
		contracts[id] = append(contracts[id], int32(i))
	}
	for i := range b.g.Components {
		if c := &b.g.Components[i]; c.Attribution.Party != "" {
			p := b.see(c.Attribution.Party)
			if p.Record == nil {
				p.name(c.Attribution)
			}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(b.found)) {
		p := b.found[id]
		p.Services, p.Contracts = services[id], contracts[id]
		slices.Sort(p.Roles)
		p.Roles = slices.Compact(p.Roles)
		b.g.partyOf[id] = int32(len(b.g.Parties))
		b.g.Parties = append(b.g.Parties, *p)
	}
	for i, ids := range serves {
		for _, id := range ids {
			b.g.Products[i].ServiceParty = append(b.g.Products[i].ServiceParty, b.g.partyOf[id])
		}
	}
	for i, id := range productParty {
		if id != "" {
			n := b.g.partyOf[id]
			b.g.Products[i].Party = n
			b.g.Parties[n].Products = append(b.g.Parties[n].Products, int32(i))
		}
	}
	for i := range b.g.Components {
		if id := b.g.Components[i].Attribution.Party; id != "" {
			b.g.Components[i].Party = b.g.partyOf[id]
		}
	}
}

// productParty is the product's stated supplier, else the party of what its
// SBOM describes.
func (b *builder) productParty(p *Product) string {
	if p.Supplier != "" {
		id := b.resolve(p.Supplier, p.Pointer+"/supplier", "the product "+p.ID)
		b.see(id)
		p.Step = "record"
		return id
	}
	p.Step = supplier.Unattributed.String()
	if p.Document == None {
		return ""
	}
	doc := b.src.Documents[p.Document]
	if doc.SBOM.Root == sbom.None {
		return ""
	}
	at := doc.Attribution[doc.SBOM.Root]
	if at.Party == "" {
		return ""
	}
	p.Step = at.Step.String()
	if party := b.see(at.Party); party.Record == nil {
		party.name(at)
	}
	return at.Party
}

// see returns the party with the id, entering it when it is new.
func (b *builder) see(id string) *Party {
	if p, ok := b.found[id]; ok {
		return p
	}
	p := &Party{ID: id, Name: id}
	if r := b.src.Catalog.Supplier(id); r != nil {
		p.Record, p.Kind, p.Roles = r, r.Kind, slices.Clone(r.Roles)
		if r.Name != "" {
			p.Name = r.Name
		}
	} else if cc, ok := strings.CutPrefix(id, "state:"); ok {
		p.Kind, p.Name = "state", "State "+cc
	}
	b.found[id] = p
	return p
}

// name takes over how the source spells a party that has no record: the
// smallest spelling, so that the order of components does not matter.
func (p *Party) name(at supplier.Attribution) {
	if at.Role != "" && !slices.Contains(p.Roles, at.Role) {
		p.Roles = append(p.Roles, at.Role)
	}
	if at.Kind == "person" {
		p.Kind, p.Name = "person", "person "+strings.TrimPrefix(p.ID, "person:")
		if p.Person == "" || at.Name < p.Person {
			p.Person = at.Name
		}
		return
	}
	if at.Name != "" && (p.Name == p.ID || at.Name < p.Name) {
		p.Name = at.Name
	}
}
