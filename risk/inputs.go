// SPDX-License-Identifier: Apache-2.0

package risk

import (
	"math"
	"slices"
	"sync"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
)

// Measured is what the measures found, for the rules to judge.
type Measured struct {
	Control       map[string]result.Control // by party
	Concentration []result.Concentration
	SinglePoints  []result.SinglePoint
	CutSets       []result.CutSet
	LockIn        []result.LockIn
	Reach         []int32 // by component, system scope; nil where not counted
	Evidence      []*system.Evidence
	// Answers lists, for an entry of the catalogue, the other entries that
	// evidence for it answers as well.
	Answers map[string][]string
}

// Inputs makes the rule inputs of a graph. It is immutable and safe for
// concurrent use.
type Inputs struct {
	g       *Graph
	m       Measured
	entity  EntityFacts
	system  SystemFacts
	assets  []AssetRef
	parties []SupplierFacts
	lockIn  map[string]*LockInFacts // by supplier, system scope
	assetOf map[string]int32
	touched [][]AssetRef // by product: what a component of that product alone touches

	counted      int     // components that count
	allAssets    float64 // sum of their criticality weights
	evidence     evidenceIndex
	shares       []sharesBy       // of suppliers in the system scope
	singlePoints map[string][]int // by supplier, indexes of those that stop or end supply
}

// sharesBy is the shares of suppliers on one basis.
type sharesBy struct {
	basis        string
	unattributed float64 // upper end
	of           map[string]result.Interval
}

// indexExposure makes what is looked up for every party.
func (in *Inputs) indexExposure(scope string) {
	for i := range in.m.Concentration {
		c := &in.m.Concentration[i]
		if c.Scope != scope || c.By != "supplier" {
			continue
		}
		row := sharesBy{basis: c.Basis, unattributed: c.Unattributed.Hi, of: make(map[string]result.Interval, len(c.Shares))}
		for _, s := range c.Shares {
			row.of[s.Key] = s.Share
		}
		in.shares = append(in.shares, row)
	}
	in.singlePoints = map[string][]int{}
	for i, s := range in.m.SinglePoints {
		if s.By == "supplier" && s.Mode != "noCare" {
			in.singlePoints[s.Key] = append(in.singlePoints[s.Key], i)
		}
	}
}

// NewInputs prepares the rule inputs.
func NewInputs(g *Graph, m Measured) *Inputs {
	e := g.System.Entity
	in := &Inputs{
		g: g, m: m,
		entity:  entityFacts(&e, g.System.Currency),
		system:  SystemFacts{ID: g.System.ID, Products: len(g.Products), Assets: len(g.Assets), Implied: g.Implied},
		lockIn:  map[string]*LockInFacts{},
		assetOf: map[string]int32{},
	}
	in.evidence = indexEvidence(m.Evidence, m.Answers, in.holds)
	for i := range g.Assets {
		a := &g.Assets[i]
		in.assets = append(in.assets, AssetRef{ID: a.ID, Class: a.Class, Criticality: a.Criticality.String(), Sensitivity: a.Sensitivity.String()})
		in.assetOf[a.ID] = int32(i)
		in.allAssets += a.Criticality.Weight()
	}
	for i := range g.Products {
		in.touched = append(in.touched, in.assetRefs(g.AssetsOf(&Component{Products: []int32{int32(i)}})))
	}
	for i := range g.Components {
		if g.Components[i].Counted {
			in.counted++
		}
	}
	scope := "system:" + g.System.ID
	in.indexExposure(scope)
	for _, l := range m.LockIn {
		if l.Scope != scope {
			continue
		}
		f := &LockInFacts{Dimensions: map[string]Range{}}
		if l.Index != nil {
			r := rangeOf(*l.Index)
			f.Index = &r
		}
		for _, d := range l.Dimensions {
			f.Dimensions[d.Name] = rangeOf(d.Value)
		}
		in.lockIn[l.Supplier] = f
	}
	in.parties = make([]SupplierFacts, len(g.Parties))
	for i := range g.Parties {
		in.parties[i] = in.supplierFacts(&g.Parties[i])
	}
	return in
}

func rangeOf(i result.Interval) Range {
	r := Range{Lo: i.Lo}
	if !math.IsInf(i.Hi, 1) {
		r.Hi = &i.Hi
	}
	return r
}

func (in *Inputs) assetRefs(indices []int32) []AssetRef {
	out := make([]AssetRef, 0, len(indices))
	for _, a := range indices {
		out = append(out, in.assets[a])
	}
	return out
}

// assetsOf lists the assets that the component touches.
func (in *Inputs) assetsOf(c *Component) []AssetRef {
	if len(c.Products) == 1 { // as of nearly all; there may be very many
		return in.touched[c.Products[0]]
	}
	return in.assetRefs(in.g.AssetsOf(c))
}

// Judged reports whether the party is one that supplier rules look at: it
// supplies something of the system. Owners and states are not.
func (in *Inputs) Judged(i int32) bool {
	p := &in.g.Parties[i]
	return p.Direct() || len(p.Components) > 0
}

// Supplier is the input of rules of scope supplier for a party.
func (in *Inputs) Supplier(i int32) SupplierInput {
	p := &in.g.Parties[i]
	s := SupplierInput{
		Supplier: in.parties[i], Countries: in.countries(i), Exposure: in.exposure(p),
		Assets: in.assetRefs(p.Assets), System: in.system, Entity: in.entity,
	}
	for k, a := range p.Assets {
		s.Assets[k].Through, s.Assets[k].Cleared = in.g.Through(p, a), in.g.Cleared(p, a)
	}
	s.Evidence = in.evidence.of("supplier:" + p.ID)
	return s
}

// countries gives the records of all countries the party touches.
func (in *Inputs) countries(i int32) map[string]CountryFacts {
	f := &in.parties[i]
	codes := []string{f.Established, f.Headquarters}
	codes = append(codes, f.Control.Countries...)
	codes = append(codes, f.Control.holders()...)
	if f.Sites != nil {
		for _, s := range *f.Sites {
			codes = append(codes, s.Country)
		}
	}
	if f.StateLinks != nil {
		for _, s := range *f.StateLinks {
			codes = append(codes, s.Country)
		}
	}
	for _, s := range in.g.Parties[i].Services {
		codes = append(codes, in.g.Products[s.Product].Services[s.Service].From)
	}
	for _, p := range in.g.Parties[i].Products {
		for _, o := range in.g.Products[p].Origins {
			codes = append(codes, o.Country)
		}
	}
	return in.countryFacts(codes)
}

// countryFacts are the facts of those countries that have a record.
func (in *Inputs) countryFacts(codes []string) map[string]CountryFacts {
	out := map[string]CountryFacts{}
	for _, cc := range codes {
		k := in.g.Catalog.Country(cc)
		if k == nil {
			continue
		}
		out[cc] = CountryFacts{
			Code: cc, Memberships: k.Memberships, Agreements: k.Agreements, Law: k.Law, Indices: k.Indices,
			Concern: facts(k.Concern, func(c supplier.Concern) (ConcernFacts, bool) {
				return ConcernFacts{Regime: c.Regime, Authority: c.Authority, LegalRef: c.LegalRef, From: c.From.String()},
					supplier.Within(in.g.AsOf, c.From, c.To)
			}),
		}
	}
	return out
}

// holders are the countries of those who have, or may have, decisive influence
// or significant holdings.
func (f *ControlFacts) holders() (codes []string) {
	if f.Significant != nil {
		for _, s := range *f.Significant {
			codes = append(codes, s.Country)
		}
	}
	if f.Decisive != nil {
		for _, x := range *f.Decisive {
			codes = append(codes, x.Country)
		}
	}
	return codes
}

func (in *Inputs) exposure(p *Party) ExposureFacts {
	e := ExposureFacts{Shares: map[string]Range{}, SinglePointOf: []SinglePointFacts{}, LockIn: in.lockIn[p.ID]}
	for _, row := range in.shares {
		e.Shares[row.basis] = rangeOf(result.Interval{Lo: 0, Hi: row.unattributed}) // at most what nobody is known to stand behind
		if share, ok := row.of[p.ID]; ok {
			e.Shares[row.basis] = rangeOf(share)
		}
	}
	for _, i := range in.singlePoints[p.ID] {
		e.SinglePointOf = append(e.SinglePointOf, in.singlePoint(in.m.SinglePoints[i]))
	}
	e.Access = in.access(p)
	return e
}

func (in *Inputs) singlePoint(s result.SinglePoint) SinglePointFacts {
	f := SinglePointFacts{Asset: s.Asset, By: s.By, Mode: s.Mode, Key: s.Key, Name: in.name(s.Key), Certainty: s.Certainty}
	if a, ok := in.assetOf[s.Asset]; ok {
		f.Class, f.Criticality = in.assets[a].Class, in.assets[a].Criticality
	}
	return f
}

// name is what messages call a key: a party by its name, anything else as it
// is.
func (in *Inputs) name(key string) string {
	if i := in.g.Party(key); i != None {
		return in.g.Parties[i].Name
	}
	return key
}

// access lists the ways in that the party has. While a product that it
// supplies does not say who has access to it, the list is unknown; unless
// privileged access is stated already: then more can only be worse.
func (in *Inputs) access(p *Party) *[]AccessFacts {
	out := []AccessFacts{}
	privileged := false
	for _, s := range p.Services {
		f := in.accessOf(s.Product, s.Service)
		privileged = privileged || f.Access == "privileged"
		out = append(out, f)
	}
	for _, k := range p.Products {
		if product := &in.g.Products[k]; !privileged && !product.ServicesAll {
			return nil
		}
	}
	return &out
}

func (in *Inputs) accessOf(product, service int32) AccessFacts {
	p := &in.g.Products[product]
	s := p.Services[service]
	f := AccessFacts{Party: in.g.Parties[p.ServiceParty[service]].ID, Product: p.ID, Kind: s.Kind, Access: s.Access, From: s.From, Assets: []string{}}
	for _, a := range p.Assets {
		f.Assets = append(f.Assets, in.g.Assets[a].ID)
	}
	return f
}

// Components are the inputs of rules of scope component, in the order of the
// graph, made on all processors.
func (in *Inputs) Components() []ComponentInput {
	out := make([]ComponentInput, len(in.g.Components))
	var wait sync.WaitGroup
	for from := 0; from < len(out); from += inputBlock {
		wait.Go(func() {
			for i := from; i < min(from+inputBlock, len(out)); i++ {
				out[i] = in.Component(int32(i))
			}
		})
	}
	wait.Wait()
	return out
}

// inputBlock is how many inputs are made by one goroutine.
const inputBlock = 8 << 10

// Component is the input of rules of scope component.
func (in *Inputs) Component(i int32) ComponentInput {
	c := &in.g.Components[i]
	f := ComponentFacts{
		Name: c.Name, Version: c.Version, Kind: c.Kind, Type: c.Type, Scope: c.Scope.String(),
		Licenses: c.Licenses, Hashes: c.Hashes, Direct: c.Direct.Pointer(),
	}
	if c.HasPURL {
		f.PURL = &PURLFacts{Type: c.PURL.Type, Namespace: c.PURL.Namespace, Name: c.PURL.Name}
	}
	if c.Depth != None {
		d := int(c.Depth)
		f.Depth = &d
	}
	if in.m.Reach != nil && in.m.Reach[i] > 0 {
		r := int(in.m.Reach[i])
		f.Reach = &r
	}
	f.Supported, f.SupportUntil = c.Support.facts(in.g.AsOf)
	f.Vulnerabilities = in.vulnerabilities(c.Vulnerabilities, c.Lookup)
	f.LookedUp, f.Asked = f.Vulnerabilities != nil, c.Lookup != nil
	if l := c.Lookup; l != nil {
		f.Lookup = &LookupFacts{State: l.State.String(), Reason: string(l.Reason)}
	}
	out := ComponentInput{
		Component: f, Attribution: AttributionFacts{Step: c.Step.String(), Confidence: c.Step.Confidence()},
		Assets: in.assetsOf(c), System: in.system, Entity: in.entity,
	}
	if c.Party != None {
		out.Supplier = &in.parties[c.Party]
	}
	return out
}

// Product is the input of rules of scope product.
func (in *Inputs) Product(i int32) ProductInput {
	p := &in.g.Products[i]
	out := ProductInput{Product: in.productFacts(p), Assets: in.assetRefs(p.Assets), System: in.system, Entity: in.entity}
	if p.Party != None {
		out.Supplier = &in.parties[p.Party]
		out.LockIn = in.lockIn[in.g.Parties[p.Party].ID]
	}
	for j := range in.g.System.Contracts {
		if k := &in.g.System.Contracts[j]; slices.Contains(p.Contracts, k.ID) {
			out.Contracts = append(out.Contracts, in.contractFacts(k))
		}
	}
	var made []string
	for _, o := range p.Origins {
		made = append(made, o.Country)
	}
	out.Countries = in.countryFacts(made)
	if p.Document != None {
		d := in.documentFacts(p.Document)
		out.SBOM = &d
	}
	out.Evidence = in.evidence.of("product:" + p.ID)
	return out
}

// Contract is the input of rules of scope contract.
func (in *Inputs) Contract(i int32) ContractInput {
	k := &in.g.System.Contracts[i]
	out := ContractInput{Contract: in.contractFacts(k), Evidence: in.evidence.of("contract:" + k.ID), System: in.system, Entity: in.entity}
	var assets []int32
	for j := range in.g.Products {
		if slices.Contains(in.g.Products[j].Contracts, k.ID) {
			assets = append(assets, in.g.Products[j].Assets...)
		}
	}
	slices.Sort(assets)
	out.Assets = in.assetRefs(slices.Compact(assets))
	for j := range in.g.Parties {
		if slices.Contains(in.g.Parties[j].Contracts, int32(i)) {
			out.Supplier = &in.parties[j]
		}
	}
	return out
}

// Asset is the input of rules of scope asset.
func (in *Inputs) Asset(i int32) AssetInput {
	a := &in.g.Assets[i]
	out := AssetInput{
		Asset:         AssetFacts{ID: a.ID, Class: a.Class, Criticality: a.Criticality.String(), Sensitivity: a.Sensitivity.String(), RTOHours: a.Tolerance.RTOHours, Products: len(a.Products)},
		Concentration: in.concentration("asset:" + a.ID), SinglePoints: []SinglePointFacts{}, CutSets: map[string]int{},
		Suppliers: []AssetSupplier{}, Evidence: in.evidence.of("asset:" + a.ID), System: in.system, Entity: in.entity,
	}
	for _, s := range in.m.SinglePoints {
		if s.Asset == a.ID && s.Mode != "noCare" && s.By != "component" {
			out.SinglePoints = append(out.SinglePoints, in.singlePoint(s))
		}
	}
	for _, c := range in.m.CutSets {
		if c.Asset == a.ID && c.By == "supplier" {
			out.CutSets[string(rune('0'+c.Size))]++
		}
	}
	for j := range in.g.Parties {
		p := &in.g.Parties[j]
		if p.Direct() && slices.Contains(p.Assets, int32(i)) {
			s := AssetSupplier{ID: p.ID, Designations: []DesignationFacts{}}
			if d := in.parties[j].Designations; d != nil {
				s.Designations = *d
			}
			out.Suppliers = append(out.Suppliers, s)
		}
	}
	return out
}

// System is the input of rules of scope system and entity.
func (in *Inputs) System() SystemInput {
	out := SystemInput{Concentration: in.concentration("system:" + in.g.System.ID), System: in.system, Entity: in.entity}
	out.Evidence = in.evidence.of("system")
	out.Incidents = in.incidents()
	for i := range in.g.Components {
		if c := &in.g.Components[i]; c.Counted {
			out.Coverage.Components++
			if c.Party != None {
				out.Coverage.Attributed++
			}
		}
	}
	return out
}

func (in *Inputs) concentration(scope string) map[string]map[string]ConcentrationFacts {
	out := map[string]map[string]ConcentrationFacts{}
	for i := range in.m.Concentration {
		c := &in.m.Concentration[i]
		if c.Scope != scope {
			continue
		}
		f := ConcentrationFacts{N: c.N, HHI: rangeOf(c.HHI), CR1: rangeOf(c.CR1), Unattributed: rangeOf(c.Unattributed)}
		if len(c.Shares) > 0 {
			f.Largest = c.Shares[0].Key
			f.LargestName = in.name(f.Largest)
		}
		if out[c.By] == nil {
			out[c.By] = map[string]ConcentrationFacts{}
		}
		out[c.By][c.Basis] = f
	}
	return out
}
