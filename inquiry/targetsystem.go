// SPDX-License-Identifier: Apache-2.0

package inquiry

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
)

// aboutContracts asks for a fact of a contract, or of the contracts of a
// product.
func (k *asker) aboutContracts(kind, id, path string) []target {
	if kind == "contract" {
		return k.aboutContract(id, path)
	}
	p, _ := k.product(id)
	if len(p.Contracts) == 0 {
		return []target{k.ofProduct(id, "contracts")}
	}
	if path == "" {
		return k.ofAccess(p)
	}
	var out []target
	for _, name := range p.Contracts {
		c, _ := k.contract(name)
		if key, ok := strings.CutPrefix(path, "clauses."); c == nil || ok && stated(c, key) {
			continue
		}
		out = append(out, k.aboutContract(name, path)...)
	}
	return out
}

func stated(c *system.Contract, clause string) bool {
	_, ok := c.Clauses[clause]
	return ok
}

// accessClauses are the clauses that a party with privileged access is asked
// for by the rule nis2/MSP-0003, which names no contract.
func accessClauses() []string {
	return []string{"auditRight", "incidentNotice", "subcontractorFlowDown"}
}

// ofAccess asks for the contracts of those with privileged access to a
// product: for one of each, and for the clauses that these do not state.
func (k *asker) ofAccess(p *system.Product) []target {
	var out []target
	for _, s := range p.Services {
		if s.Access != "privileged" {
			continue
		}
		found := false
		for _, name := range p.Contracts {
			c, _ := k.contract(name)
			if c == nil || c.Supplier != s.Party {
				continue
			}
			found = true
			for _, key := range accessClauses() {
				if !stated(c, key) {
					out = append(out, k.aboutContract(name, "clauses."+key)...)
				}
			}
		}
		if !found {
			out = append(out, k.ofProduct(p.ID, "contracts"))
		}
	}
	if len(out) == 0 {
		return []target{k.ofProduct(p.ID, "contracts")}
	}
	return out
}

func (k *asker) aboutContract(id, path string) []target {
	c, at := k.contract(id)
	if c == nil {
		return k.plain("contract:"+id, "contract."+path)
	}
	name, clause, _ := strings.Cut(path, ".")
	switch name {
	case "ended":
		name = "end"
	case "id", "supplier", "supplierName":
		return nil // no contract is without them
	case "exitCharges":
		clause = "" // one number, whatever end of it is open
	case "clauses":
		if clause == "" {
			return nil // a mapping is never absent
		}
		t := k.inSystem("contract:"+id, "contracts/clauses", at+"/clauses/"+pointer(clause))
		t.field.text = clauseText(clause)
		return []target{t}
	}
	return []target{k.inSystem("contract:"+id, "contracts/"+name, at+"/"+name)}
}

func (k *asker) aboutProduct(id, path string) []target {
	p, _ := k.product(id)
	name, rest, _ := strings.Cut(path, ".")
	ask := func(fields ...string) []target {
		var out []target
		for _, f := range fields {
			out = append(out, k.ofProduct(id, f))
		}
		return out
	}
	switch {
	case name == "services" && len(p.Services) > 0 && (rest == "access" || rest == "from"):
		var out []target
		for i, s := range p.Services {
			if rest == "access" && s.Access == "" || rest == "from" && s.From == "" {
				out = append(out, k.ofEntry(id, "services", i, rest))
			}
		}
		return out
	case name == "services":
		return ask("services")
	case name == "spend":
		return ask("spend")
	case name == "exitPlan":
		return ask("exitPlan/exists")
	case name == "exitTestedMonths":
		return ask("exitPlan/testedOn")
	case name == "hasSBOM":
		return ask("sbom")
	case name == "supportYears":
		return k.supportYears(p)
	case slices.Contains([]string{"supported", "supportMonths"}, name):
		return ask("supportUntil")
	case name == "origins":
		return ask("origins")
	case slices.Contains([]string{"", "id", "stated", "lookedUp", "vulnerabilities"}, name):
		return nil // the record decides it, or a database: nobody can be asked
	}
	return ask(strings.ReplaceAll(path, ".", "/"))
}

// supportYears asks for the two ends of a product's support, and its maker
// for how long it supports products in general.
func (k *asker) supportYears(p *system.Product) []target {
	var out []target
	if p.SupportUntil.IsZero() {
		out = append(out, k.ofProduct(p.ID, "supportUntil"))
	}
	if p.PlacedOnMarket.IsZero() {
		out = append(out, k.ofProduct(p.ID, "placedOnMarket"))
	}
	if party := k.supplierOf[p.ID]; party != "" && k.direct(party) {
		out = append(out, k.aboutSupplier(party, "practices.supportYears")...)
	}
	return out
}

// aboutConcentration asks for what keeps the row of a measure open: by
// supplier what nobody is known to stand behind, by owner and country of
// control who controls the suppliers too.
func (k *asker) aboutConcentration(subject, path string) []target {
	by, basis, _ := strings.Cut(path, ".")
	basis, _, _ = strings.Cut(basis, ".")
	scope := k.a.Subject.ID
	asset, isAsset := strings.CutPrefix(subject, "asset:")
	if isAsset {
		scope = subject
	}
	out := k.aboutShares(scope, basis)
	switch {
	case by != "owner" && by != "controlCountry":
	case isAsset:
		out = append(out, k.behindAsset(asset)...)
	default:
		for i := range k.a.Control {
			if p := k.a.Control[i].Party; k.direct(p) && !k.settled[p] {
				out = append(out, k.aboutControl(p)...)
			}
		}
	}
	return out
}

// entitySubject is the user's organisation as findings name it; without an id
// it is known by the system alone.
func (k *asker) entitySubject() string {
	if id := k.system.Entity.ID; id != "" {
		return "entity:" + id
	}
	return k.a.Subject.ID
}

func (k *asker) aboutEntity(path string) []target {
	name, _, _ := strings.Cut(path, ".")
	if name == "" {
		return nil
	}
	return []target{k.inSystem(k.entitySubject(), "entity/"+name, "/entity/"+name)}
}

// aboutAsset asks for a field of an asset. A system without assets has one
// that nobody wrote down.
func (k *asker) aboutAsset(id, path string) []target {
	name := strings.ReplaceAll(path, ".", "/")
	switch name {
	case "", "id":
		return nil
	case "rtoHours":
		name = "tolerance/rtoHours"
	case "sensitivity":
		name = "class" // of which a catalogue says it
	case "products":
		name = "needs"
	}
	at := "/assets/" + pointer(id)
	if i := slices.IndexFunc(k.system.Assets, func(a system.Asset) bool { return a.ID == id }); i >= 0 {
		at = "/assets/" + strconv.Itoa(i)
	}
	return []target{k.inSystem("asset:"+id, "assets/"+name, at+"/"+name)}
}

// aboutIncident asks for a field of an incident, ID/FIELD, or for incidents.
func (k *asker) aboutIncident(path string) []target {
	id, name := path, ""
	if i := strings.LastIndexByte(path, '/'); i >= 0 {
		id, name = path[:i], path[i+1:]
	}
	i := slices.IndexFunc(k.system.Incidents, func(x system.Incident) bool { return x.ID == id })
	if name == "" && len(k.system.Incidents) > 0 {
		return nil
	}
	if i < 0 || name == "" {
		return []target{k.inSystem(k.entitySubject(), "incidents", "/incidents")}
	}
	return []target{k.inSystem("incident:"+id, "incidents/"+name, fmt.Sprintf("/incidents/%d/%s", i, name))}
}

// aboutEvidence asks the user to assess an entry of the catalogue. Where it is
// about a supplier or its product the supplier may state things and send
// proof, but the record is the assessor's: so it is never in a supplier's
// letter.
func (k *asker) aboutEvidence(subject, entry string) []target {
	title, wanted := entry, ""
	if m := k.measures[entry]; m != nil {
		title = cmp.Or(m.Title, entry)
	}
	if e, ok := k.opts.Catalogue.Entry(entry); ok {
		title, wanted = cmp.Or(e.Title, entry), e.Evidence
	}
	form := Form{Type: Word, Words: []string{"met", "partly", "notMet"}, Note: "with the day, who assessed it, and until when that holds"}
	if wanted != "" {
		form.Note = "wanted: " + wanted + "; " + form.Note
	}
	if kind, _, _ := strings.Cut(subject, ":"); kind == "entity" || kind == "system" {
		subject = k.entitySubject()
	}
	t := target{subject: subject, field: field{text: "Evidence: " + title, form: form}, place: Place{Kind: "Evidence", ID: entry, Field: "/state"}}
	for _, e := range k.in.Evidence { // that holds no longer, or is open
		kind, _, _ := strings.Cut(e.Subject, ":")
		own := e.Subject == "" || kind == "entity" || kind == "system"
		if e.Entry == entry && (e.Subject == subject || own && subject == k.entitySubject()) {
			t.place.File, t.place.Line = e.File, e.At("/state").Line
		}
	}
	return []target{t}
}

// aboutSBOM asks the one who made the SBOM for a better one.
func (k *asker) aboutSBOM(kind, id, fact string) []target {
	file := id
	switch kind {
	case "component":
		file = k.componentFile[id]
	case "product":
		if file = k.sbomOf[id]; file == "" {
			return []target{k.ofProduct(id, "sbom")}
		}
	}
	return []target{{
		subject: cmp.Or("document:"+file, kind+":"+id), fact: fact,
		field: field{text: "An SBOM that states " + fact, form: Form{Type: "an SBOM, CycloneDX or SPDX"}},
		place: Place{Kind: "SBOM", ID: file, File: file, Field: "/"},
	}}
}

// unattributed asks whom the components come from of which no SBOM says it.
func (k *asker) unattributed() []target {
	c := k.a.Coverage.Components
	if c.N == c.Attributed {
		return nil
	}
	return []target{{
		subject: k.a.Subject.ID,
		field: field{text: fmt.Sprintf("Whom %d of %d components come from", c.N-c.Attributed, c.N),
			form: Form{Type: Mapping, Entry: []Part{text("id", true), text("purl", true), text("party", true), text("reason", false)}, Note: "a record of kind Curation, or a supplier in the SBOM"}},
		place: Place{Kind: "Curation", Field: "/party"},
	}}
}

// record is what is stated of a party at the time of the assessment.
func (k *asker) record(party string) *supplier.Supplier {
	if r := k.records[party]; r != nil {
		return r
	}
	return &supplier.Supplier{ID: party}
}
