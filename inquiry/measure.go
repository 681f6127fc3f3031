// SPDX-License-Identifier: Apache-2.0

package inquiry

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk/ownership"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
)

// significant is the threshold of significant holdings; what is open about
// control does not depend on it.
const significant = 0.25

// aboutControl asks for what keeps open who controls the party.
func (k *asker) aboutControl(party string) []target {
	if out, ok := k.control[party]; ok {
		return out
	}
	var out []target
	e, _, _ := ownership.Explain(k.network, party, significant)
	open := e.Open
	if len(open) == 0 && e.Control.Kind != ownership.Joint && k.record(party).Owners.IsZero() {
		open = []ownership.Question{{Ask: ownership.AskOwners, Party: party}}
	}
	for _, q := range open {
		path := q.Ask
		if q.Ask == ownership.AskVotes {
			path = "owners"
		}
		if strings.HasPrefix(q.Party, "state:") {
			continue
		}
		r := k.record(q.Party)
		for _, f := range supplierField(path) {
			if !f.stated(r) || q.Ask == ownership.AskOwners { // those that are stated may be of another time
				out = append(out, k.inRecord(party, q.Party, f))
			} else if q.Ask == ownership.AskVotes {
				out = append(out, k.exactOwners(party, q, f))
			}
		}
	}
	k.control[party] = out
	return out
}

// aboutInfluence asks for what decisive influence rests on beside votes: the
// rights of owners, which their list has, and ties to states.
func (k *asker) aboutInfluence(party string) []target {
	var out []target
	for _, path := range []string{"owners", "stateLinks"} {
		for _, f := range supplierField(path) {
			if !f.stated(k.record(party)) {
				out = append(out, k.inRecord(party, party, f))
			}
		}
	}
	return out
}

// exactOwners asks for numbers where the record has ranges. What the record
// says stays with the user.
func (k *asker) exactOwners(party string, q ownership.Question, f field) target {
	f.form.Note = "each share as one number; " + f.form.Note
	t := k.inRecord(party, q.Party, f)
	t.stated = q.Holder + " holds " + q.Known.String() + " of the votes"
	if q.Assumed {
		t.stated = q.Holder + "'s votes are not stated; what others have leaves " + q.Known.String()
	}
	return t
}

// aboutExposure maps what the system leans on to what its record lacks.
func (k *asker) aboutExposure(party, path string) []target {
	head, rest, _ := strings.Cut(path, ".")
	switch head {
	case "access":
		return k.aboutAccess(party)
	case "shares":
		return k.aboutShares(k.a.Subject.ID, rest)
	case "lockIn":
		_, dimension, _ := strings.Cut(rest, ".")
		return k.aboutLockIn(party, dimension)
	case "singlePointOf":
		return k.aboutControl(party)
	}
	return nil
}

// aboutAccess asks who reaches into the products that the party supplies.
func (k *asker) aboutAccess(party string) []target {
	var out []target
	for i := range k.a.Products {
		id := k.a.Products[i].ID
		p, _ := k.product(id)
		for j, s := range p.Services {
			if s.Party != party {
				continue
			}
			if s.Access == "" {
				out = append(out, k.ofEntry(id, "services", j, "access"))
			}
			if s.From == "" && (s.Access == "" || s.Access == "privileged") {
				out = append(out, k.ofEntry(id, "services", j, "from"))
			}
		}
		switch {
		case k.supplierOf[id] != party || p.ServicesAll:
		case len(p.Services) == 0:
			out = append(out, k.ofProduct(id, "services"))
		default:
			out = append(out, k.ofProduct(id, "servicesComplete"))
		}
	}
	return out
}

// aboutShares asks for what keeps shares of a scope on a basis open; "" is
// all of them.
func (k *asker) aboutShares(scope, basis string) []target {
	var out []target
	for i := range k.a.Concentration {
		c := &k.a.Concentration[i]
		if c.Scope != scope || basis != "" && c.Basis != basis || c.By != "supplier" {
			continue
		}
		missing := k.missing(c.Missing)
		out = append(out, missing...)
		if len(missing) > 0 || c.Unattributed.Hi == 0 {
			continue
		}
		switch c.Basis {
		case "declared":
			for j, asset := range k.system.Assets {
				if id := "asset:" + asset.ID; scope == id || scope == k.a.Subject.ID {
					out = append(out, k.inSystem(id, "assets/shares", "/assets/"+strconv.Itoa(j)+"/shares"))
				}
			}
		case "spend", "units":
			for _, id := range k.productsOf("") {
				out = append(out, k.ofProduct(id, "supplier"))
			}
		default:
			out = append(out, k.unattributed()...)
		}
	}
	return out
}

// missing maps what a row of concentration misses: product:ID/FIELD.
func (k *asker) missing(facts []string) []target {
	var out []target
	for _, fact := range facts {
		i := strings.LastIndexByte(fact, '/')
		if i < 0 {
			continue
		}
		if id, ok := strings.CutPrefix(fact[:i], "product:"); ok {
			out = append(out, k.ofProduct(id, fact[i+1:]))
		}
	}
	return out
}

// behindAsset asks who controls the suppliers behind an asset.
func (k *asker) behindAsset(id string) []target {
	var out []target
	for i := range k.a.Products {
		p := &k.a.Products[i]
		if !slices.Contains(p.Assets, id) {
			continue
		}
		if p.Party == "" {
			out = append(out, k.ofProduct(p.ID, "supplier"))
		} else if !k.settled[p.Party] {
			out = append(out, k.aboutControl(p.Party)...)
		}
	}
	return out
}

// aboutLockIn asks for what keeps a dimension of lock-in open; "" is all.
func (k *asker) aboutLockIn(party, dimension string) []target {
	var out []target
	for i := range k.a.Products {
		id := k.a.Products[i].ID
		p, _ := k.product(id)
		mine := k.supplierOf[id] == party
		for _, s := range p.Services {
			mine = mine || s.Party == party
		}
		if !mine {
			continue
		}
		for _, d := range dimensions() {
			if dimension == "" || d == dimension {
				out = append(out, k.dimension(p, party, d)...)
			}
		}
	}
	return out
}

func dimensions() []string {
	return []string{"alternatives", "interfaces", "data", "migrationTime", "migrationCost", "contract", "integration", "exclusivity", "exitPlan"}
}

// dimension asks for the facts of one product that a dimension rests on.
func (k *asker) dimension(p *system.Product, party, name string) []target {
	ask := func(fields ...string) (out []target) {
		for _, f := range fields {
			out = append(out, k.ofProduct(p.ID, f))
		}
		return out
	}
	switch name {
	case "alternatives":
		return k.alternatives(p)
	case "interfaces":
		if !p.Interface.Known() {
			return ask("interfaces")
		} else if !p.Interface.None && !p.IFAll {
			return ask("interfacesComplete")
		}
	case "data":
		if !p.DataExport.Known() {
			return ask("dataExport")
		} else if !p.DataExport.None && !p.DataExportAll {
			return ask("dataExportComplete")
		}
	case "migrationTime":
		return k.exact(p.Migration.Months, k.ofProduct(p.ID, "migration/months"))
	case "migrationCost":
		return append(k.exact(p.Migration.Cost, k.ofProduct(p.ID, "migration/cost")), k.contracts(p, party, k.cost)...)
	case "contract":
		return k.contracts(p, party, k.term)
	case "integration", "exclusivity":
		if k.sbomOf[p.ID] == "" {
			return ask("sbom")
		}
		return k.unattributed()
	case "exitPlan":
		switch plan := p.ExitPlan; {
		case !plan.TestedOn.IsZero() || plan.Exists != nil && !*plan.Exists:
		case plan.Exists == nil:
			return ask("exitPlan/exists")
		default:
			return ask("exitPlan/testedOn")
		}
	}
	return nil
}

// exact asks for a number where none, or a range, is stated.
func (k *asker) exact(stated *supplier.Range, t target) []target {
	switch {
	case stated == nil:
		return []target{t}
	case stated.Lo == stated.Hi:
		return nil
	}
	t.field.form.Type, t.field.form.Min = Number, bound(stated.Lo) // the range is known already
	if !math.IsInf(stated.Hi, 1) {
		t.field.form.Max = bound(stated.Hi)
	}
	t.stated = intervalOf(stated).String()
	return []target{t}
}

func (k *asker) alternatives(p *system.Product) []target {
	if !p.Alternatives.Known() {
		return []target{k.ofProduct(p.ID, "alternatives")}
	}
	var out []target
	if !p.Alternatives.None && !p.AltsAll {
		out = append(out, k.ofProduct(p.ID, "alternativesComplete"))
	}
	for i, a := range p.Alternatives.Items {
		out = append(out, k.exact(a.Maturity, k.ofEntry(p.ID, "alternatives", i, "maturity"))...)
		out = append(out, k.exact(a.Capacity, k.ofEntry(p.ID, "alternatives", i, "capacity"))...)
	}
	return out
}

// contracts asks about the party's contracts for the product.
func (k *asker) contracts(p *system.Product, party string, ask func(p *system.Product, c *system.Contract, at string) []target) []target {
	var out []target
	found := false
	for _, id := range p.Contracts {
		if c, at := k.contract(id); c != nil && c.Supplier == party {
			found = true
			out = append(out, ask(p, c, at)...)
		}
	}
	if !found {
		return []target{k.ofProduct(p.ID, "contracts")}
	}
	return out
}

func (k *asker) ofContract(c *system.Contract, at, name string) target {
	return k.inSystem("contract:"+c.ID, "contracts/"+name, at+"/"+name)
}

func (k *asker) cost(_ *system.Product, c *system.Contract, at string) []target {
	return append(k.exact(c.ExitCharges, k.ofContract(c, at, "exitCharges")), k.exact(c.AnnualValue, k.ofContract(c, at, "annualValue"))...)
}

func (k *asker) term(p *system.Product, c *system.Contract, at string) []target {
	if !c.End.IsZero() && !supplier.Within(k.asOf, supplier.Date{}, c.End) {
		return nil // it ended
	}
	var out []target
	if c.End.IsZero() && c.Renewal.IsZero() {
		out = append(out, k.ofContract(c, at, "end"))
	}
	if c.NoticeMonths == nil {
		out = append(out, k.ofContract(c, at, "noticeMonths"))
	}
	if c.Convenience == nil {
		out = append(out, k.ofContract(c, at, "terminationForConvenience"))
	}
	if k.dataActOpen(p, c) {
		t := k.inSystem("contract:"+c.ID, "contracts/clauses", at+"/clauses/dataAct")
		t.field.text = clauseText("dataAct")
		out = append(out, t)
	}
	return out
}

// dataActOpen reports whether nobody can tell if the Data Act gives a right
// to switch: it is about data processing services, and the clause dataAct of
// a contract says so or not. The kind is the assessment's: one that nobody
// stated is an assumption there.
func (k *asker) dataActOpen(p *system.Product, c *system.Contract) bool {
	_, stated := c.Clauses["dataAct"]
	return !stated && slices.ContainsFunc(k.a.Products, func(x result.Product) bool { return x.ID == p.ID && x.Kind == "service" })
}
