// SPDX-License-Identifier: Apache-2.0

package scenario_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/load"
	"github.com/kedja/kedja/scenario"
	"github.com/kedja/kedja/scenario/event"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
)

// asOf is the day of all small worlds.
var asOf = time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)

// small is a hospital with two sites. Either of the record systems carries
// the ward; the lab needs the analyser and the ward's records; billing is a
// service. Amber and birch have one owner.
const small = `
kind: System
id: clinic
currency: EUR
entity: {id: clinic, name: Clinic, country: SE}
assets:
  - {id: ward, criticality: critical, tolerance: {rtoHours: 4}, needs: [{anyOf: [records-a, records-b]}]}
  - {id: lab, criticality: high, tolerance: {days: 10}, needs: [analyser, ward]}
  - {id: office, criticality: low, needs: [billing]}
products:
  - {id: records-a, kind: software, supplier: amber, contracts: [ca], migration: {months: 6, procurementMonths: 3, cost: 100}}
  - {id: records-b, kind: software, supplier: birch, migration: {months: [4, 8], procurementMonths: 2, cost: [50, 80]}}
  - {id: analyser, kind: hardware, supplier: cedar, origins: [{country: XA}], migration: {months: 12, procurementMonths: 6}}
  - {id: billing, kind: service, supplier: dogwood, services: [{party: amber, kind: managed-service, access: privileged}]}
contracts:
  - {id: ca, supplier: amber, start: 2024-01-01, end: 2028-12-31, noticeMonths: 3, terminationForConvenience: false}
---
kind: Supplier
id: amber
established: SE
sites: [{kind: development, country: XB, share: 1}, {kind: support, country: SE, share: 1}]
owners: [{party: grove, share: 1}]
unlistedHolderMax: 0
supplyAssurance: {stockDays: 30}
---
kind: Supplier
id: birch
established: SE
owners: [{party: grove, share: 0.8}]
unlistedHolderMax: 0.2
supplyAssurance: {stockDays: 10}
---
kind: Supplier
id: cedar
established: FI
owners: none
unlistedHolderMax: 0
supplyAssurance: {singleSourceMaterials: [gallium]}
---
kind: Supplier
id: dogwood
established: SE
---
kind: Supplier
id: grove
partyKind: foundation
established: SE
owners: none
unlistedHolderMax: 0
`

// input reads records written in a test.
func input(t testing.TB, text string) *kedja.Input {
	t.Helper()
	text = strings.ReplaceAll(text, "kind: ", "apiVersion: kedja/v1\nkind: ")
	text = strings.ReplaceAll(text, "{apiVersion: kedja/v1\nkind: ", "{kind: ") // in lists
	text = strings.ReplaceAll(text, ", apiVersion: kedja/v1\nkind: ", ", kind: ")
	records, ds, err := load.Bytes("world.yaml", []byte(text), kedja.Kinds(), nil)
	if err != nil || ds.Err() != nil {
		t.Fatal(err, ds)
	}
	in := &kedja.Input{}
	for _, r := range records {
		switch v := r.Value.(type) {
		case *system.System:
			in.System = v
		case *supplier.Supplier:
			in.Suppliers = append(in.Suppliers, v)
		}
	}
	return in
}

// suppose makes a scenario of events as the command line says them: "remove
// supplier:amber".
func suppose(t testing.TB, lines ...string) *event.Scenario {
	t.Helper()
	s := &event.Scenario{ID: "test"}
	for _, line := range lines {
		kind, text, _ := strings.Cut(line, " ")
		if kind == "transition" {
			s.TransitionMonths = new(float64)
			fmt.Sscan(text, s.TransitionMonths)
			continue
		}
		e, err := event.Parse(kind, text)
		if err != nil {
			t.Fatal(err)
		}
		s.Events = append(s.Events, e)
	}
	return s
}

func run(t testing.TB, in *kedja.Input, lines ...string) *scenario.Report {
	t.Helper()
	r, err := scenario.Run(t.Context(), in, suppose(t, lines...), scenario.Options{Assess: kedja.Options{AsOf: asOf}})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// lossLines are the losses in one line each.
func lossLines(r *scenario.Report) []string {
	out := []string{}
	for _, l := range r.Losses {
		s := l.Asset + " " + l.Effect + " " + l.Mode + " " + l.Certainty
		if l.Unlisted {
			s += " unlisted"
		}
		if l.AfterDays != nil {
			s += fmt.Sprintf(" after %s back %s exceeded %s", *l.AfterDays, *l.BackDays, l.Exceeded)
		}
		out = append(out, s+" for "+strings.Join(l.Products, " "))
	}
	return out
}
