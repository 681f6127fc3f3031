// SPDX-License-Identifier: Apache-2.0

package main

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/gate"
	"github.com/kedja/kedja/load"
	"github.com/kedja/kedja/sbom/read"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
)

// world is the folder's records, read strictly.
type world struct {
	system  *system.System
	catalog *supplier.Catalog
	waivers []*gate.Waiver
}

func readWorld(t *testing.T) world {
	t.Helper()
	kinds := []load.Kind{
		{Name: "System", New: func() any { return new(system.System) }},
		{Name: "Supplier", New: func() any { return new(supplier.Supplier) }},
		{Name: "Country", New: func() any { return new(supplier.Country) }},
		{Name: "Curation", New: func() any { return new(supplier.Curation) }},
		{Name: "Evidence", New: func() any { return new(system.Evidence) }},
		{Name: "Waiver", New: func() any { return new(gate.Waiver) }},
	}
	var (
		w         world
		suppliers []*supplier.Supplier
		countries []*supplier.Country
		curations []*supplier.Curation
	)
	for _, name := range []string{"system.yaml", "suppliers", "countries", "waivers.yaml", "evidence.yaml", "curation.yaml"} {
		records, diags, err := load.Path("../"+name, kinds, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range diags {
			t.Error(d)
		}
		for _, r := range records {
			switch v := r.Value.(type) {
			case *system.System:
				w.system = v
			case *supplier.Supplier:
				suppliers = append(suppliers, v)
			case *supplier.Country:
				countries = append(countries, v)
			case *supplier.Curation:
				curations = append(curations, v)
			case *gate.Waiver:
				w.waivers = append(w.waivers, v)
			}
		}
	}
	for _, s := range suppliers {
		for _, d := range s.Check() {
			t.Error(d)
		}
	}
	for _, k := range countries {
		for _, d := range k.Check() {
			t.Error(d)
		}
	}
	catalog, diags := supplier.NewCatalog(suppliers, countries, curations, nil)
	for _, d := range diags {
		t.Error(d)
	}
	for _, d := range w.system.Check() {
		t.Error(d)
	}
	w.catalog = catalog
	return w
}

// The records are read without any diagnostic, and each party that the system
// names has a record.
func TestRecordsAreSound(t *testing.T) {
	w := readWorld(t)
	known := func(where, party string) {
		if w.catalog.Supplier(party) == nil {
			t.Errorf("%s names %s, of whom there is no record", where, party)
		}
	}
	for _, p := range w.system.Products {
		known(p.ID, p.Supplier)
		for _, s := range p.Services {
			known(p.ID, s.Party)
		}
		for _, a := range p.Alternatives.Items {
			known(p.ID, a.Party)
		}
	}
	for _, k := range w.system.Contracts {
		known(k.ID, k.Supplier)
	}
}

// Exactly the acts meant to bind do so on the day of the walk-through.
func TestDesignations(t *testing.T) {
	w := readWorld(t)
	at := time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)
	got := map[string]string{}
	for s := range w.catalog.Suppliers() {
		for _, d := range s.Designations.Items {
			binds, why := d.Binding(at, "SE")
			if binds {
				why = "binds"
			}
			got[s.ID+" "+d.Status] = why
		}
	}
	want := map[string]string{
		"zerenka high-risk":   "binds",
		"hylvane cleared":     "binds",
		"ostbit annulled":     "annulled",
		"brixomar restricted": "binds entities of XB only",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// The SBOMs name suppliers in several ways; each step of attribution but the
// last, authors, decides somewhere.
func TestAttribution(t *testing.T) {
	w := readWorld(t)
	steps := map[string]int{}
	party := map[string]string{}
	conflicts := 0
	for _, f := range files(t) {
		doc, _, err := read.Bytes(f.name, f.data, nil)
		if err != nil {
			t.Fatal(err)
		}
		as, diags := w.catalog.Attribute(doc)
		if diags.Has("attribution/conflict") {
			conflicts++
		}
		for i, a := range as {
			steps[a.Step.String()]++
			party[doc.Nodes[i].Name] = a.Party
		}
	}
	for _, s := range []string{"unattributed", "curation", "match", "supplier", "manufacturer", "publisher", "namespace"} {
		if steps[s] == 0 {
			t.Errorf("no component is attributed by %s; steps: %v", s, steps)
		}
	}
	if conflicts == 0 {
		t.Error("no SBOM contradicts a record")
	}
	for name, want := range map[string]string{
		"amf-ngap":     "teliqon",
		"libzrk-sctp":  "zerenka",
		"libfronthaul": "vindrasil",             // by curation
		"yangforge":    "name:oremhal software", // no record
		"bitstream-a":  "",
	} {
		if got := party[name]; got != want {
			t.Errorf("%s comes from %q, want %q", name, got, want)
		}
	}
}

// One waiver is in force on the day of the walk-through, one has run out, one
// covers a supplier without fault.
func TestWaivers(t *testing.T) {
	w := readWorld(t)
	at := time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)
	got := map[string]bool{}
	for _, x := range w.waivers {
		got[strings.TrimPrefix(x.Subject, "supplier:")] = !at.After(x.Expires.Time)
	}
	want := map[string]bool{"fjordops": true, "morrabel": false, "kvistnet": true}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
