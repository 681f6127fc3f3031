// SPDX-License-Identifier: Apache-2.0

package portfolio

import (
	"slices"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/risk"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
)

// unit is what is kept of one System record.
type unit struct {
	SHA256     string        `json:"sha256"` // of the record's file, and the id
	Files      []string      `json:"files"`  // sorted
	ID         string        `json:"id"`
	Name       string        `json:"name,omitempty"`
	Entity     string        `json:"entity,omitempty"`
	EntityName string        `json:"entityName,omitempty"`
	Currency   string        `json:"currency,omitempty"`
	TLP        string        `json:"tlp,omitempty"`
	Products   []unitProduct `json:"products"`
	Assets     []unitAsset   `json:"assets"`
	// Deals are the parties of services and contracts, sorted.
	Deals []string `json:"deals,omitempty"`
	// Silent is how many of the products do not say that all services around
	// them are listed.
	Silent int `json:"silent,omitempty"`
}

// unitProduct is one product of a system.
type unitProduct struct {
	ID       string          `json:"id"`
	Kind     string          `json:"kind"`
	Party    string          `json:"party,omitempty"` // as the record states it
	Document string          `json:"document,omitempty"`
	Spend    *supplier.Range `json:"spend,omitempty"`
	Units    *supplier.Range `json:"units,omitempty"`
	Origins  []system.Origin `json:"origins,omitempty"`
	Services []unitService   `json:"services,omitempty"`
}

// unitService is who works on or around a product, with what access.
type unitService struct {
	Party  string `json:"party"`
	Access string `json:"access,omitempty"` // as in records; "" where it is not stated
	From   string `json:"from,omitempty"`   // country
}

// unitAsset is an asset with the products that it needs, by their places, and
// the weight of its criticality.
type unitAsset struct {
	ID       string  `json:"id"`
	Weight   float64 `json:"weight"`
	Products []int32 `json:"products"`
}

// merged joins two copies of one record, which may have found the SBOMs that
// it names in one place and not in the other. Which is which does not matter.
func (u *unit) merged(o *unit) *unit {
	c := *u
	c.Files = union(u.Files, o.Files)
	c.Products = slices.Clone(u.Products)
	for i := range c.Products {
		if i >= len(o.Products) {
			break
		}
		mine, other := c.Products[i].Document, o.Products[i].Document
		if mine == "" || other != "" && other < mine {
			c.Products[i].Document = other
		}
	}
	return &c
}

// SummarizeSystem is the summary of one System record. record is the SHA-256
// of its file; documents are the SHA-256 of the SBOMs that could be read, by
// product.
func (r Reader) SummarizeSystem(s *system.System, record string, documents map[string]string) (*Summary, diag.List) {
	u, ds := r.unitOf(s, record, documents)
	out := NewSummary()
	out.systems[u.SHA256] = u
	return out, ds
}

func (r Reader) unitOf(s *system.System, record string, documents map[string]string) (*unit, diag.List) {
	complete, _ := s.Complete(r.ClassOf)
	g, ds := risk.Build(risk.Source{System: complete, Catalog: r.Catalog, ClassOf: r.ClassOf, AsOf: r.AsOf})
	u := &unit{
		SHA256: record + "#" + s.ID, Files: []string{s.File}, ID: s.ID, Name: s.Name, Currency: s.Currency, TLP: s.TLP,
		Entity: s.Entity.ID, EntityName: s.Entity.Name,
	}
	for i := range g.Products {
		p := &g.Products[i]
		row := unitProduct{ID: p.ID, Kind: p.Kind, Document: documents[p.ID], Spend: p.Spend, Units: p.Units, Origins: p.Origins}
		if p.Party != risk.None {
			row.Party = g.Parties[p.Party].ID
		}
		for j, k := range p.ServiceParty {
			u.Deals = append(u.Deals, g.Parties[k].ID)
			row.Services = append(row.Services, unitService{Party: g.Parties[k].ID, Access: p.Services[j].Access, From: p.Services[j].From})
		}
		if !p.ServicesAll {
			u.Silent++
		}
		u.Products = append(u.Products, row)
	}
	for i := range g.Parties {
		if len(g.Parties[i].Contracts) > 0 {
			u.Deals = append(u.Deals, g.Parties[i].ID)
		}
	}
	slices.Sort(u.Deals)
	u.Deals = slices.Compact(u.Deals)
	for i := range g.Assets {
		a := &g.Assets[i]
		u.Assets = append(u.Assets, unitAsset{ID: a.ID, Weight: a.Criticality.Weight(), Products: a.AllProducts})
	}
	return u, ds
}
