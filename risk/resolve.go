// SPDX-License-Identifier: Apache-2.0

package risk

import (
	"slices"
	"strconv"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/supplier"
)

// heads are the members of rule inputs that are not the subject itself.
var heads = []string{
	"component", "supplier", "product", "asset", "contract", "document", "countries", "exposure", "assets", "evidence", "system",
	"entity", "attribution", "concentration", "singlePoints", "cutSets", "suppliers", "coverage", "sbom", "lockIn", "contracts", "incidents",
}

// InputPath spells a fact of a subject as a path in the rule's input: a
// field of the subject itself may be named alone ("designations" of a
// supplier is supplier.designations).
func InputPath(subject, fact string) string {
	head, _, _ := strings.Cut(fact, ".")
	if kind, _, _ := strings.Cut(subject, ":"); !slices.Contains(heads, head) {
		return kind + "." + fact
	}
	return fact
}

// Resolve says where the fact of a subject is stated: fact is an input path
// of the rule ("supplier.designations", "component.version"). Facts that
// nobody stated, and measures, lead to the places they would rest on.
func (in *Inputs) Resolve(subject, fact string) []result.Evidence {
	kind, id, _ := strings.Cut(subject, ":")
	fact = InputPath(subject, fact)
	head, rest, _ := strings.Cut(fact, ".")
	var at []diag.Position
	switch {
	case head == "evidence":
		at = in.evidenceFact(subject, rest)
	case head == "incidents":
		at = append(at, in.incidentFact(rest))
	case head == "supplier" && kind == "component":
		if c := in.component(id); c != nil && c.Party != None {
			at = in.supplierFact(c.Party, rest)
		}
	case kind == "component":
		if c := in.component(id); c != nil {
			at = append(at, in.g.Position(c))
		}
	case kind == "supplier" && head == "supplier":
		at = in.supplierFact(in.g.Party(id), rest)
	case kind == "supplier" && head == "countries":
		at = in.countryFact(in.g.Party(id), rest)
	case kind == "supplier":
		at = in.partyPlaces(in.g.Party(id), head+"."+rest)
	case kind == "product" && head == "supplier":
		if p := in.product(id); p != nil && p.Party != None {
			at = in.supplierFact(p.Party, rest)
		}
	case kind == "product" && head == "countries":
		at = in.countryFact(None, rest)
	case kind == "product":
		at = in.productFact(id, head, rest)
	case kind == "contract":
		at = in.contractFact(id, head, rest)
	case kind == "asset":
		at = in.assetFact(id, head, rest)
	case kind == "document":
		for _, d := range in.g.Documents {
			if d.SBOM.File == id {
				at = append(at, diag.Position{File: id, Line: 1})
			}
		}
	case in.g.Implied:
		for _, d := range in.g.Documents {
			at = append(at, diag.Position{File: d.SBOM.File, Line: 1})
		}
	default:
		at = append(at, in.g.System.At("/"+strings.ReplaceAll(fact, ".", "/")))
	}
	return evidence(fact, at)
}

// incidentFact is the place of an incident, or of a field of it.
func (in *Inputs) incidentFact(rest string) diag.Position {
	id, field, _ := strings.Cut(rest, "/")
	for i := range in.g.System.Incidents {
		if in.g.System.Incidents[i].ID == id {
			return in.g.System.At("/incidents/" + strconv.Itoa(i) + "/" + field)
		}
	}
	return in.g.System.At("/incidents")
}

func evidence(fact string, at []diag.Position) []result.Evidence {
	slices.SortFunc(at, diag.Position.Compare)
	at = slices.Compact(at)
	var out []result.Evidence
	for _, p := range at {
		if p.File != "" {
			out = append(out, result.Evidence{Fact: fact, File: p.File, Pointer: p.Pointer, Line: p.Line})
		}
	}
	return out
}

func (in *Inputs) component(id string) *Component {
	if i := in.g.Component(id); i != None {
		return &in.g.Components[i]
	}
	return nil
}

func (in *Inputs) product(id string) *Product {
	i, ok := slices.BinarySearchFunc(in.g.Products, id, func(p Product, id string) int { return strings.Compare(p.ID, id) })
	if !ok {
		return nil
	}
	return &in.g.Products[i]
}

// countryFact is the place of a field in a country's record, or of the
// records of all countries the party touches.
func (in *Inputs) countryFact(party int32, rest string) []diag.Position {
	code, field, _ := strings.Cut(rest, ".")
	var at []diag.Position
	if k := in.g.Catalog.Country(code); k != nil {
		return append(at, k.At("/"+strings.ReplaceAll(field, ".", "/")))
	}
	if party != None && rest == "" {
		for cc := range in.countries(party) {
			at = append(at, in.g.Catalog.Country(cc).At("/code"))
		}
	}
	return at // sorted by evidence
}

// supplierFact is the place of a field in the party's record. Control rests
// on the owners; the record as a whole stands in for absent fields.
func (in *Inputs) supplierFact(i int32, field string) []diag.Position {
	if i == None {
		return nil
	}
	p := &in.g.Parties[i]
	if p.Record == nil {
		return in.partyPlaces(i, "supplier")
	}
	pointer := "/" + strings.ReplaceAll(field, ".", "/")
	if first, _, _ := strings.Cut(field, "."); first == "control" {
		return in.ownersBehind(i, field)
	}
	return []diag.Position{p.Record.At(pointer)}
}

// ownersBehind are the holdings that control rests on: the party's own list of
// owners and those on the path from the controller down; for decisive
// influence the rights too.
func (in *Inputs) ownersBehind(i int32, field string) []diag.Position {
	p := &in.g.Parties[i]
	at := []diag.Position{p.Record.At("/owners")}
	for _, step := range in.m.Control[p.ID].Path {
		if step.At.File != "" {
			at = append(at, diag.Position{File: step.At.File, Pointer: step.At.Pointer, Line: step.At.Line})
		}
	}
	if !strings.HasPrefix(field, "control.decisive") {
		return at
	}
	for _, x := range in.m.Control[p.ID].Decisive {
		for _, e := range x.Evidence {
			at = append(at, diag.Position{File: e.File, Pointer: e.Pointer, Line: e.Line})
		}
	}
	return at
}

// partyPlaces is where the system or its SBOMs name the party.
func (in *Inputs) partyPlaces(i int32, fact string) []diag.Position {
	if i == None {
		return nil
	}
	p := &in.g.Parties[i]
	var at []diag.Position
	only := strings.TrimPrefix(strings.TrimPrefix(fact, "exposure.access"), ".") // one product's privileged access
	for _, s := range p.Services {
		if product := &in.g.Products[s.Product]; only != "" && strings.HasPrefix(fact, "exposure.access") &&
			(product.ID != only || product.Services[s.Service].Access != "privileged") {
			continue
		}
		at = append(at, in.g.System.At(in.g.Products[s.Product].Pointer+"/services/"+strconv.Itoa(int(s.Service))))
	}
	if strings.HasPrefix(fact, "exposure.access") && len(at) > 0 {
		return at
	}
	for _, k := range p.Products {
		if in.g.Implied {
			continue
		}
		at = append(at, in.g.System.At(in.g.Products[k].Pointer+"/supplier"))
	}
	if len(at) == 0 && len(p.Components) > 0 {
		at = append(at, in.g.Position(&in.g.Components[p.Components[0]]))
	}
	return at
}

func (in *Inputs) productFact(id, head, rest string) []diag.Position {
	p := in.product(id)
	if p == nil {
		return nil
	}
	if head == "sbom" && p.Document != None {
		return []diag.Position{{File: in.g.Documents[p.Document].SBOM.File, Line: 1}}
	}
	field := map[string]string{"product": rest, "contracts": "contracts", "lockIn": "", "assets": ""}[head]
	return []diag.Position{in.g.System.At(p.Pointer + "/" + strings.ReplaceAll(field, ".", "/"))}
}

func (in *Inputs) contractFact(id, head, rest string) []diag.Position {
	for i, k := range in.g.System.Contracts {
		if k.ID == id {
			if head == "supplier" {
				return in.supplierFact(in.g.Party(k.Supplier), rest)
			}
			return []diag.Position{in.g.System.At("/contracts/" + strconv.Itoa(i) + "/" + strings.ReplaceAll(rest, ".", "/"))}
		}
	}
	return nil
}

func (in *Inputs) assetFact(id, head, rest string) []diag.Position {
	i, ok := in.assetOf[id]
	if !ok || in.g.Implied {
		var at []diag.Position
		for _, d := range in.g.Documents {
			at = append(at, diag.Position{File: d.SBOM.File, Line: 1})
		}
		return at
	}
	field := "needs"
	if head == "asset" {
		field = rest
	}
	return []diag.Position{in.g.System.At(in.g.Assets[i].Pointer + "/" + field)}
}

// Provenance returns what the record behind a fact says of its origin, and
// the ids of the sources of that very fact and its parts; whole is false where
// one of them has none.
func (in *Inputs) Provenance(subject, fact string) (p supplier.Provenance, sources []string, whole bool) {
	kind, id, _ := strings.Cut(subject, ":")
	head, rest, _ := strings.Cut(InputPath(subject, fact), ".")
	field := strings.ReplaceAll(rest, ".", "/")
	switch {
	case head == "evidence":
		if e := in.evidenceBehind(subject, rest); e != nil && e.Source != "" {
			return e.Provenance, []string{e.Source}, true
		}
		return p, nil, false
	case head == "supplier":
		r := in.recordBehind(kind, id)
		if r == nil {
			return p, nil, false
		}
		if f, _, _ := strings.Cut(field, "/"); f == "control" {
			field = "owners"
		}
		p = r.Provenance
	case (kind == "supplier" || kind == "product") && head == "countries":
		code, of, _ := strings.Cut(rest, ".")
		if k := in.g.Catalog.Country(code); k != nil {
			p, field = k.Provenance, strings.ReplaceAll(of, ".", "/")
		}
	case kind != "component" && kind != "document":
		p, field = in.g.System.Provenance, rest
	default:
		return p, nil, false
	}
	sources, whole = p.SourcesUnder(field, nil)
	return p, sources, whole
}

// recordBehind is the record of the supplier that a subject is, or that stands
// behind it; nil where there is none.
func (in *Inputs) recordBehind(kind, id string) *supplier.Supplier {
	party := int32(None)
	switch kind {
	case "supplier":
		return in.g.Catalog.Supplier(id)
	case "product":
		if p := in.product(id); p != nil {
			party = p.Party
		}
	case "component":
		if c := in.component(id); c != nil {
			party = c.Party
		}
	}
	if party == None {
		return nil
	}
	return in.g.Parties[party].Record
}
