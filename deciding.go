// SPDX-License-Identifier: Apache-2.0

package kedja

import (
	"maps"
	"slices"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/gate"
	"github.com/kedja/kedja/policies"
	"github.com/kedja/kedja/risk"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/supplier/lint"
)

// deciding warns of words and references in the records that lead nowhere and
// decide which rules speak: without a warning their findings would be missing
// and nobody would know.
func (r *run) deciding() diag.List {
	if r.in.System == nil && len(r.in.Waivers) == 0 {
		return nil
	}
	words := r.set.Words()
	list := gate.Misspelt(r.in.Waivers, words.Rules)
	if len(list) > 0 { // a rule of a pack that is not asked today is one
		if all, err := policies.BuiltinWords(); err == nil {
			list = gate.Misspelt(r.in.Waivers, slices.Concat(words.Rules, all.Rules))
		}
	}
	if r.in.System != nil {
		list = append(list, r.misspelt(words)...)
	}
	return list
}

// misspelt looks at the system and the records about it.
func (r *run) misspelt(words policies.Words) diag.List {
	catalogue := r.set.Catalogue()
	records := lint.Records{
		Suppliers: r.in.Suppliers, Countries: r.in.Countries, Curations: r.in.Curations, Evidence: r.in.Evidence, System: r.in.System,
	}
	opts := lint.Options{
		AsOf: r.opts.AsOf, Clauses: slices.Sorted(maps.Keys(words.Clauses)), Sectors: words.Sectors,
		Entry: func(id string) bool { _, ok := catalogue.Entry(id); return ok },
	}
	for e := range catalogue.All() {
		if e.Class != nil {
			opts.Classes = append(opts.Classes, e.ID)
		}
	}
	about := r.about()
	within := func(party string) bool { return about[party] }
	list := lint.Deciding(records, &opts, within)
	if !list.Has("lint/unknown-clause") && !list.Has("lint/unknown-sector") {
		return list
	}
	// A word of a pack that is not asked today is none that is misspelt.
	if all, err := policies.BuiltinWords(); err == nil {
		opts.Clauses = slices.Concat(opts.Clauses, slices.Sorted(maps.Keys(all.Clauses)))
		opts.Sectors = slices.Concat(opts.Sectors, all.Sectors)
		list = lint.Deciding(records, &opts, within)
	}
	return list
}

// about are the parties of the system, and those that own them or work for
// them.
func (r *run) about() map[string]bool {
	records := map[string]*supplier.Supplier{}
	for _, s := range r.in.Suppliers {
		records[s.ID] = s
	}
	seen := map[string]bool{}
	var queue []string
	reach := func(id string) {
		if id != "" && !seen[id] {
			seen[id] = true
			queue = append(queue, id)
		}
	}
	for i := range r.g.Parties {
		if p := &r.g.Parties[i]; len(p.Products)+len(p.Services)+len(p.Components) > 0 {
			reach(partyID(p))
		}
	}
	for ; len(queue) > 0; queue = queue[1:] {
		s := records[queue[0]]
		if s == nil {
			continue
		}
		for _, o := range s.Owners.Items {
			reach(o.Party)
		}
		for _, x := range s.Subcontractors.Items {
			reach(x.Party)
		}
	}
	return seen
}

func partyID(p *risk.Party) string {
	if p.Record != nil {
		return p.Record.ID
	}
	return p.ID
}
