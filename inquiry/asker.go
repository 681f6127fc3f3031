// SPDX-License-Identifier: Apache-2.0

package inquiry

import (
	"slices"
	"strings"
	"time"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/policies"
	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk/ownership"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
)

// asker collects the questions of one assessment.
type asker struct {
	a      *result.Assessment
	in     *kedja.Input
	opts   Options
	asOf   time.Time
	system *system.System
	fields map[string]field // of the system's record

	written map[string]*supplier.Supplier // records as their files have them
	records map[string]*supplier.Supplier // and at the time of the assessment
	network ownership.Input
	control map[string][]target // what is open about control, by party
	settled map[string]bool     // parties whose control and its country are certain

	parties        map[string]*result.Party
	rules          map[string]*result.Rule
	needs          map[string]*policies.Rule
	measures       map[string]*result.Measure
	supplierOf     map[string]string // of products
	sbomOf         map[string]string // of products
	services       map[string]bool   // parties with a service or contract
	componentParty map[string]string
	componentFile  map[string]string

	drafts []*draft
	byKey  map[string]*draft
	left   map[string]bool // parties that were not asked
}

// draft is a question in the making.
type draft struct {
	target
	reasons map[string]*Reason
	narrows map[string]Narrowing
	named   bool     // a finding names the subject
	facts   []string // that an SBOM lacks
}

func newAsker(a *result.Assessment, in *kedja.Input, opts Options) *asker {
	if in == nil {
		in = &kedja.Input{}
	}
	k := &asker{
		a: a, in: in, opts: opts, system: in.System, fields: systemFields(),
		written: map[string]*supplier.Supplier{}, records: map[string]*supplier.Supplier{},
		control: map[string][]target{}, settled: map[string]bool{}, parties: map[string]*result.Party{}, rules: map[string]*result.Rule{},
		needs: map[string]*policies.Rule{}, measures: map[string]*result.Measure{}, supplierOf: map[string]string{}, sbomOf: map[string]string{},
		services: map[string]bool{}, componentParty: map[string]string{}, componentFile: map[string]string{},
		byKey: map[string]*draft{}, left: map[string]bool{},
	}
	if k.system == nil {
		k.system = &system.System{}
	}
	k.asOf, _ = time.Parse(time.RFC3339, a.AsOf) // a zero clock leaves records as they are written
	k.index()
	return k
}

// index finds things by their ids.
func (k *asker) index() {
	catalog, _ := supplier.NewCatalog(k.in.Suppliers, nil, nil, nil) // what contradicts itself the assessment has said
	for s := range catalog.Suppliers() {
		k.written[s.ID], k.records[s.ID] = s, s
		if !k.asOf.IsZero() {
			k.records[s.ID] = s.ValidAt(k.asOf)
		}
	}
	k.network = ownership.FromRecords(catalog.Suppliers(), k.asOf)
	for i := range k.a.Control {
		c := &k.a.Control[i]
		k.settled[c.Party] = c.Certain && len(c.Countries) > 0
	}
	for i := range k.a.Parties {
		k.parties[k.a.Parties[i].ID] = &k.a.Parties[i]
	}
	for i := range k.a.Rules {
		k.rules[k.a.Rules[i].ID] = &k.a.Rules[i]
	}
	for i := range k.opts.Rules {
		k.needs[k.opts.Rules[i].ID] = &k.opts.Rules[i]
	}
	for i := range k.a.Measures {
		k.measures[k.a.Measures[i].ID] = &k.a.Measures[i]
	}
	for i := range k.a.Products {
		p := &k.a.Products[i]
		k.supplierOf[p.ID], k.sbomOf[p.ID] = p.Party, p.SBOM
	}
	for i := range k.system.Products {
		for _, s := range k.system.Products[i].Services {
			k.services[s.Party] = true
		}
	}
	for i := range k.system.Contracts {
		k.services[k.system.Contracts[i].Supplier] = true
	}
	for i := range k.a.Components {
		c := &k.a.Components[i]
		k.componentParty[c.ID], k.componentFile[c.ID] = c.Party, c.At.File
	}
}

func (k *asker) productsOf(party string) []string {
	var out []string
	for i := range k.a.Products {
		if k.a.Products[i].Party == party {
			out = append(out, k.a.Products[i].ID)
		}
	}
	return out
}

// direct reports whether the entity deals with the party itself.
func (k *asker) direct(id string) bool {
	p := k.parties[id]
	return k.services[id] || p != nil && len(p.Products) > 0
}

// asked reports whether the party gets questions at all.
func (k *asker) asked(id string) bool {
	if k.opts.Parties != nil && !slices.Contains(k.opts.Parties, id) {
		return false
	}
	if id == "" || k.opts.All || k.written[id] != nil || k.direct(id) {
		return true
	}
	k.left[id] = true
	return false
}

// subjectAsked reports whether the fact is about a party that nobody asks.
func (k *asker) subjectAsked(subject string) bool {
	id, ok := strings.CutPrefix(subject, "supplier:")
	if !ok || k.opts.All || k.written[id] != nil || k.direct(id) {
		return true
	}
	k.left[id] = true
	return false
}

// add makes one question of a target, or finds the one that asks it already.
func (k *asker) add(t target) *draft {
	if !k.asked(t.to) {
		return nil
	}
	key := t.to + "\x00" + t.place.Kind + "\x00" + t.place.ID + "\x00" + t.place.Field
	if t.place.Kind == "Evidence" || t.place.Kind == "" {
		key += "\x00" + t.subject // their place does not say whom it is about
	}
	d := k.byKey[key]
	if d == nil {
		d = &draft{target: t, reasons: map[string]*Reason{}, narrows: map[string]Narrowing{}}
		k.byKey[key] = d
		k.drafts = append(k.drafts, d)
	}
	if t.fact != "" && !slices.Contains(d.facts, t.fact) {
		d.facts = append(d.facts, t.fact)
	}
	return d
}

// because notes a rule that asks for the fact, with its unknown finding.
func (k *asker) because(d *draft, rule, finding string) {
	r := d.reasons[rule]
	if r == nil {
		r = k.reason(rule)
		if m := k.needs[rule]; m != nil && d.place.Kind == "Evidence" { // not under the other entries that the rule asks for
			r.Entries = slices.DeleteFunc(r.Entries, func(e Entry) bool { return e.ID != d.place.ID && slices.Contains(m.Asks, e.ID) })
		}
		d.reasons[rule] = r
	}
	if finding != "" && !slices.Contains(r.Findings, finding) {
		r.Findings = append(r.Findings, finding)
	}
}

// reason gathers what the result says of a rule.
func (k *asker) reason(id string) *Reason {
	r := &Reason{Rule: id, Outcome: "warn", Entries: []Entry{}}
	if m := k.needs[id]; m != nil {
		r.Title, r.Severity, r.Outcome = m.Title, m.Severity, string(m.Outcome)
		if m.Factor {
			r.Outcome = "factor"
		}
	}
	x := k.rules[id]
	if x == nil {
		return r
	}
	r.Title, r.Severity = x.Title, x.Severity
	for _, id := range x.Measures {
		e := Entry{ID: id}
		if m := k.measures[id]; m != nil {
			e = Entry{ID: m.ID, Title: m.Title, Source: m.Source, Status: m.Status, Provenance: m.Provenance}
		}
		r.Entries = append(r.Entries, e)
	}
	return r
}
