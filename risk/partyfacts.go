// SPDX-License-Identifier: Apache-2.0

package risk

import (
	"slices"
	"strings"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/supplier"
)

// supplierFacts unwraps a party's record into what rules see at the as-of
// date. What nobody stated is absent.
func (in *Inputs) supplierFacts(p *Party) SupplierFacts {
	f := SupplierFacts{ID: p.ID, Kind: p.Kind, Recorded: p.Record != nil, Direct: p.Direct(), Roles: p.Roles, Control: ControlFacts{Kind: "notEstablished"}}
	if c, ok := in.m.Control[p.ID]; ok {
		f.Control = in.controlFacts(c)
		in.behind(&f.Control, p.Record, c)
	}
	f.Technical = in.technical(p)
	f.LookedUp = f.Technical != nil
	f.SupportEnded = in.supportEnded(p)
	f.SupportAsked = f.LookedUp || f.SupportEnded > 0
	r := p.Record
	if r == nil {
		return f
	}
	f.Established, f.Headquarters = r.Established, r.Headquarters
	f.Sites = facts(r.Sites, func(s supplier.Site) (SiteFacts, bool) { return SiteFacts{s.Kind, s.Country}, true })
	f.StateLinks = facts(r.StateLinks, func(s supplier.StateLink) (StateLinkFacts, bool) { return StateLinkFacts{s.Country, s.Kind}, true })
	f.Certificates = facts(r.Certificates, func(c supplier.Certificate) (CertificateFacts, bool) {
		return CertificateFacts{c.Scheme, c.Level, c.Scope}, supplier.Within(in.g.AsOf, c.ValidFrom, c.ValidTo)
	})
	f.Incidents = facts(r.Incidents, func(i supplier.Incident) (IncidentFacts, bool) {
		return IncidentFacts{i.Date.String(), i.Kind, i.Severity.String()}, i.State == "confirmed" && !i.Date.After(in.g.AsOf)
	})
	f.Subcontractors = facts(r.Subcontractors, func(s supplier.Subcontract) (SubcontractFacts, bool) {
		out := SubcontractFacts{Party: s.Party}
		if s.Share != nil {
			x := rangeOf(result.Interval(*s.Share))
			out.Share = &x
		}
		return out, true
	})
	if !in.undecided(r.Designations.Items) {
		f.Designations = facts(r.Designations, func(d supplier.Designation) (DesignationFacts, bool) { return in.designation(p, &d) })
	}
	f.Proposals = facts(r.Designations, func(d supplier.Designation) (DesignationFacts, bool) {
		return in.act(p, &d), d.Proposed() && d.InForce(in.g.AsOf)
	})
	f.Practices = PracticeFacts{
		CVDPolicy: r.Practices.CVDPolicy, PSIRT: r.Practices.PSIRT, SBOMProvided: r.Practices.SBOMProvided,
		SecureDevelopment: r.Practices.SecureDevelopment, PatchDays: r.Practices.PatchDays, SupportYears: r.Practices.SupportYears,
	}
	a := r.SupplyAssurance
	f.SupplyAssurance = AssuranceFacts{StockDays: a.StockDays, EndOfSale: a.EndOfSale}
	f.SupplyAssurance.SingleSourceMaterials = facts(a.SingleSourceMaterials, func(s string) (string, bool) { return s, true })
	return f
}

// facts turns a list of the record into one that rules see; unknown stays
// absent, none becomes empty.
func facts[T, F any](l supplier.List[T], convert func(T) (F, bool)) *[]F {
	if !l.Known() {
		return nil
	}
	out := []F{}
	for _, x := range l.Items {
		if f, ok := convert(x); ok {
			out = append(out, f)
		}
	}
	return &out
}

// undecided reports whether an act is in force of which nobody can say
// whether it binds: the entity's country is not stated.
func (in *Inputs) undecided(acts []supplier.Designation) bool {
	return in.g.System.Entity.Country == "" && slices.ContainsFunc(acts, func(d supplier.Designation) bool {
		cc, national := strings.CutPrefix(d.Regime, "national:")
		binding, _ := d.Binding(in.g.AsOf, cc)
		return national && binding
	})
}

// designation keeps the act where it binds this entity now, with the assets
// it covers among those that the party serves.
func (in *Inputs) designation(p *Party, d *supplier.Designation) (DesignationFacts, bool) {
	binding, _ := d.Binding(in.g.AsOf, in.g.System.Entity.Country)
	if !binding {
		return DesignationFacts{}, false
	}
	return in.act(p, d), true
}

// act is an act with the assets it covers among those that the party serves.
func (in *Inputs) act(p *Party, d *supplier.Designation) DesignationFacts {
	f := DesignationFacts{Regime: d.Regime, Status: d.Status, Authority: d.Authority, LegalRef: d.LegalRef, From: d.From.String(), Assets: []string{}}
	for _, a := range p.Assets {
		if d.Scope.Covers(in.g.Assets[a].Class) {
			f.Assets = append(f.Assets, in.g.Assets[a].ID)
		}
	}
	return f
}

// controlFacts unwraps who controls. Whether a state does is established only
// where one certain controller decides alone, all the way up.
func (in *Inputs) controlFacts(c result.Control) ControlFacts {
	f := ControlFacts{Kind: c.Kind, Certain: c.Certain, Controllers: c.Controllers, Countries: c.Countries}
	if !c.Certain || c.Kind == "joint" {
		return f
	}
	state := false
	for _, id := range c.Controllers {
		if above, ok := in.m.Control[id]; ok && above.Kind == "joint" {
			return f
		}
		state = state || strings.HasPrefix(id, "state:")
	}
	f.StateControlled = &state
	return f
}

// behind adds who else matters, as far as the record says anything of it.
// Persons, states and foundations have no owners.
func (in *Inputs) behind(f *ControlFacts, r *supplier.Supplier, c result.Control) {
	if r == nil {
		return
	}
	root := r.Kind == "person" || r.Kind == "state" || r.Kind == "foundation"
	if r.Owners.Known() || root {
		rows := make([]SignificantFacts, 0, len(c.Significant))
		for _, s := range c.Significant {
			kind, country := in.holder(s.Holder)
			rows = append(rows, SignificantFacts{s.Holder, kind, country, rangeOf(s.Share), rangeOf(s.Votes), s.Through, s.Certain})
		}
		f.Significant = &rows
	}
	if r.Owners.Known() || r.StateLinks.Known() {
		rows := make([]InfluenceFacts, 0, len(c.Decisive))
		for _, x := range c.Decisive {
			kind, country := in.holder(x.Holder)
			rows = append(rows, InfluenceFacts{x.Holder, kind, country, x.By, x.Through, x.Certain})
		}
		f.Decisive = &rows
	}
}

// holder is what sort of party a holder is, and of which country.
func (in *Inputs) holder(id string) (kind, country string) {
	if code, ok := strings.CutPrefix(id, "state:"); ok {
		return "state", code
	}
	if i := in.g.Party(id); i != None {
		kind = in.g.Parties[i].Kind
		if r := in.g.Parties[i].Record; r != nil {
			country = r.Established
		}
	}
	return kind, country
}

// Document is the input of rules of scope document.
func (in *Inputs) Document(i int32) DocumentInput {
	out := DocumentInput{Document: in.documentFacts(i), System: in.system, Entity: in.entity}
	for j := range in.g.Products {
		if p := &in.g.Products[j]; p.Document == i {
			f := in.productFacts(p)
			out.Product = &f
		}
	}
	return out
}

// documentFacts counts what an SBOM says. Components are counted one by one,
// as listed; the root, services and files, whether listed as such or as
// components of type file, are left out.
func (in *Inputs) documentFacts(i int32) DocumentFacts {
	doc := in.g.Documents[i]
	d := doc.SBOM
	f := DocumentFacts{
		Format: string(d.Format), SpecVersion: d.SpecVersion, Created: d.Created, Tools: d.Tools, Lifecycles: d.Lifecycles,
		Completeness: d.Completeness.String(), Dependencies: len(d.Depends), Dangling: len(d.Dangling),
		Errors: len(d.Diagnostics.Errors()), With: map[string]int{},
	}
	for _, a := range d.Authors {
		f.Authors = append(f.Authors, partyLabel(&a))
	}
	if d.Supplier != nil {
		f.Supplier = d.Supplier.Name
	}
	if d.Root != sbom.None {
		f.Root = d.Node(d.Root).Name
	}
	related := make([]bool, len(d.Nodes))
	for _, list := range [][]sbom.Edge{d.Depends, d.Contains} {
		for _, e := range list {
			related[e.From], related[e.To] = true, true
		}
	}
	with := [len(documentFields)]int{}
	for id, n := range d.Components() {
		if n.Type == "file" {
			continue
		}
		f.Components++
		for i, has := range [len(documentFields)]bool{
			n.Name != "", n.Version != "", n.Supplier != nil || n.Manufacturer != nil || n.Publisher != "" || n.Originator != nil,
			len(n.PURLs) > 0 || len(n.CPEs) > 0, len(n.Hashes) > 0, len(n.Licenses) > 0, related[id], doc.Attribution[id].Party != "",
		} {
			if has {
				with[i]++
			}
		}
	}
	for i, field := range documentFields {
		f.With[field] = with[i]
	}
	return f
}

// documentFields are the keys of DocumentFacts.With.
var documentFields = [...]string{"name", "version", "supplier", "identifier", "hash", "license", "relationship", "attributed"}

// partyLabel names an SBOM author; natural persons by opaque id.
func partyLabel(p *sbom.Party) string {
	if p.Kind == sbom.PartyPerson {
		return supplier.PersonID(p.Name, p.Email)
	}
	return p.Name
}
