// SPDX-License-Identifier: Apache-2.0

package gate

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/kedja/kedja/result"
)

// dimensionGrounds says, for each dimension of lock-in, how it is computed and
// which facts of products and contracts it reads (docs/method.md, section 6).
var dimensionGrounds = map[string]struct {
	formula             string
	products, contracts []string
	sboms               bool
}{
	"alternatives":  {formula: "1 / (1 + Σ maturity · min(1, capacity)) over the alternatives that count.", products: []string{"product.alternatives", "product.alternativesComplete"}},
	"interfaces":    {formula: "1 − the weighted share of open-standard interfaces; documented ones count half.", products: []string{"product.interfaces", "product.interfacesComplete"}},
	"data":          {formula: "1 − the weighted share of data sets that leave in an open format; structured ones count half.", products: []string{"product.dataExport", "product.dataExportComplete"}},
	"migrationTime": {formula: "min(1, months / 24).", products: []string{"product.migration"}},
	"migrationCost": {formula: "c / (c + R), c the cost of migration and exit, R the annual value or the announced reference value.", products: []string{"product.migration"}, contracts: []string{"contract.annualValue", "contract.exitCharges"}},
	"contract":      {formula: "min(1, months to the earliest exit / 36).", products: []string{"product.contracts"}, contracts: []string{"contract.start", "contract.end", "contract.renewal", "contract.noticeMonths", "contract.terminationForConvenience"}},
	"integration":   {formula: "Its own components and those that depend on them directly, divided by all.", sboms: true},
	"exclusivity":   {formula: "The components reached only through its own, divided by all.", sboms: true},
	"exitPlan":      {formula: "0 tested within 24 months, 0.5 exists, 1 none.", products: []string{"product.exitPlan"}},
}

func lockInID(l *result.LockIn, name string) string {
	return "lockIn/" + l.Scope + "/" + l.Supplier + "/" + name
}

func (e *Explainer) indexLockIn() {
	for i := range e.a.LockIn {
		l := &e.a.LockIn[i]
		about := e.party(l.Supplier) + " in " + e.subject(l.Scope)
		if l.Index != nil {
			e.add("lockIn", lockInID(l, "index"), func() result.Explanation {
				return number("lock-in index, "+about, l.Index.String(), "0 is free, 1 is locked.")
			}, func() []result.Explanation { return e.lockInIndexParts(l) })
		}
		for j := range l.Dimensions {
			d := &l.Dimensions[j]
			e.add("lockIn", lockInID(l, d.Name), func() result.Explanation {
				return number("lock-in by "+d.Name+", "+about, d.Value.String(), d.Why)
			}, func() []result.Explanation { return e.dimensionParts(l, d) })
		}
		e.add("lockIn", lockInID(l, "reworkFrontier"), func() result.Explanation {
			return number("components to rework when "+e.party(l.Supplier)+" leaves "+e.subject(l.Scope), strconv.Itoa(l.ReworkFrontier), "")
		}, func() []result.Explanation {
			b := branch{e: e}
			e.sboms(&b, l.Scope)
			return []result.Explanation{measure("rework frontier", "The components of others that depend directly on its own.", "section 6", b.out)}
		})
		if h := l.ExitHorizonMonths; h != nil {
			e.add("lockIn", lockInID(l, "exitHorizonMonths"), func() result.Explanation {
				return number("exit horizon in months, "+about, h.String(), "")
			}, func() []result.Explanation { return e.horizonParts(l) })
		}
		e.indexLeaving(l, about)
	}
}

func (e *Explainer) lockInIndexParts(l *result.LockIn) []result.Explanation {
	b := branch{e: e}
	var weights []result.Explanation
	for i := range l.Dimensions {
		d := &l.Dimensions[i]
		b.refs(lockInID(l, d.Name))
		weights = append(weights, parameter("weight of "+d.Name, result.Exactly(d.Weight).String(), ""))
	}
	text := "sqrt(Σ w·l² / Σ w) over the dimensions. A mean compensates, so the largest dimension counts more than the index"
	if l.Largest != nil {
		text += fmt.Sprintf(": %s, %s", l.Largest.Name, l.Largest.Value)
	}
	b.add(measure("lock-in index", text+".", "section 6", weights))
	return b.out
}

func (e *Explainer) dimensionParts(l *result.LockIn, d *result.Dimension) []result.Explanation {
	g, ok := dimensionGrounds[d.Name]
	formula := or(g.formula, "See the method.")
	b := branch{e: e}
	e.lockInFacts(&b, l, g.products, g.contracts, !d.Value.Exact())
	if g.sboms || !ok {
		e.sboms(&b, l.Scope)
	}
	if len(b.out) == 0 { // nothing recorded that the dimension reads
		e.anyFact(&b, l.Supplier)
	}
	formula += " Of several products and contracts the largest value counts."
	return []result.Explanation{
		measure("lock-in by "+d.Name, formula, "section 6", b.out),
		parameter("weight of "+d.Name, result.Exactly(d.Weight).String(), "Its weight in the index."),
	}
}

// lockInFacts lists the facts of the supplier's products and contracts in a
// scope; those not stated too where they leave the number open.
func (e *Explainer) lockInFacts(b *branch, l *result.LockIn, products, contracts []string, open bool) {
	var served bool
	for _, p := range e.productsIn(l.Scope) {
		if p.Party == l.Supplier {
			served = true
			e.lockInPaths(b, "product:"+p.ID, products, open)
		}
	}
	if !served && len(products) > 0 { // a service at somebody else's product
		for _, p := range e.productsIn(l.Scope) {
			for _, id := range e.to["product:"+p.ID] {
				if id == "supplier:"+l.Supplier {
					b.facts("product:"+p.ID, "product.services")
				}
			}
		}
	}
	ids := e.contracts[l.Supplier]
	for _, id := range ids {
		e.lockInPaths(b, id, contracts, open)
	}
	if len(contracts) > 0 && len(ids) == 0 {
		b.add(result.Explanation{Kind: result.ExplainMissing, Title: "a contract with " + e.party(l.Supplier), Value: "not stated",
			Text: "Would be stated in the System record, under contracts. Ask " + e.ask("", "contract") + "."})
	}
}

// optionalPaths are facts whose absence by itself leaves nothing open: a list
// is declared complete, or a contract renews, only where somebody says so.
var optionalPaths = []string{"contract.renewal", "contract.exitCharges"}

func (e *Explainer) lockInPaths(b *branch, subject string, paths []string, open bool) {
	for _, path := range paths {
		if !b.facts(subject, path) && open && !slices.Contains(optionalPaths, path) {
			b.add(e.missing(subject, path))
		}
	}
}

// sboms names the SBOMs of a scope.
func (e *Explainer) sboms(b *branch, scope string) {
	for _, p := range e.productsIn(scope) {
		if p.SBOM == "" {
			b.add(e.missing("product:"+p.ID, "product.sbom"))
			continue
		}
		b.input(p.SBOM, "the SBOM of "+e.subject("product:"+p.ID))
	}
}

// anyFact names what the result knows of a party at all: its record, else
// the System record, where it would have to be.
func (e *Explainer) anyFact(b *branch, party string) {
	if list := e.ofSubject["supplier:"+party]; len(list) > 0 {
		b.add(e.fact(list[0]))
		return
	}
	for _, kind := range []string{"System", "SBOM"} {
		for _, name := range e.inputsOf(kind) {
			b.input(name, "names "+e.party(party))
		}
		if len(b.out) > 0 {
			return
		}
	}
	b.add(e.missing("supplier:"+party, "supplier.name"))
}

func (e *Explainer) horizonParts(l *result.LockIn) []result.Explanation {
	b := branch{e: e}
	b.refs(lockInID(l, "contract"), lockInID(l, "migrationTime"))
	g := branch{e: e}
	e.lockInFacts(&g, l, []string{"product.migration"}, dimensionGrounds["contract"].contracts, !l.ExitHorizonMonths.Exact())
	g.add(parameter("as-of date", e.a.AsOf, "The clock of the assessment: months count from here."))
	b.add(measure("exit horizon", "The later of the contract's exit and procurement with migration.", "section 6", g.out))
	return b.out
}
