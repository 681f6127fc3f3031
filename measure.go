// SPDX-License-Identifier: Apache-2.0

package kedja

import (
	"slices"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/risk"
	"github.com/kedja/kedja/risk/measures"
)

// measure computes everything that needs no rule, or of it what rules read.
func (r *run) measure() (risk.Measured, []risk.Exposure) {
	control, ds := measures.Control(r.g)
	r.ds = append(r.ds, ds...)
	m := measures.New(r.g, control)
	r.m = m
	a := r.a
	for _, c := range control {
		if i := r.g.Party(c.Party); i != risk.None && r.worthListing(i) {
			a.Control = append(a.Control, c)
		}
	}
	measured := risk.Measured{Control: control, Evidence: r.in.Evidence, Answers: r.set.Catalogue().Answers()}
	reads := []string{"concentration", "exposure.shares", "component.reach"}
	if r.g.LookedUp() {
		reads = append(reads, "supplier.technical") // which counts who rests on what is vulnerable
	}
	if r.wanted([]string{"concentration"}, reads...) {
		measured.Reach = r.concentration(m)
		measured.Concentration = a.Concentration
	}
	if r.wanted([]string{"lockIn"}, "lockIn", "exposure.lockIn") {
		a.LockIn = m.LockIn()
		measured.LockIn = a.LockIn
	}
	if r.wanted([]string{"singlePoints", "cutSets", "restartable"}, "singlePoints", "cutSets", "exposure.singlePointOf") {
		r.resilience(m)
		measured.SinglePoints, measured.CutSets = a.SinglePoints, a.CutSets
	}
	if !r.wanted([]string{"tiers", "dependency", "alternatives", "integrity", "cycles", "flows", "scores"}) {
		return measured, nil
	}
	a.Tiers, ds = m.Tiers()
	r.ds = append(r.ds, ds...)
	a.Dependency = m.Dependency(r.params.dependency)
	a.Alternatives = m.Alternatives()
	a.Integrity, a.IntegrityTruncated = m.Integrity()
	a.Cycles, a.CyclesRest = m.Cycles()
	a.Flows = m.Flows()
	return measured, m.Exposures(a.Concentration, a.LockIn)
}

// wanted reports whether lists of the result are to be worked out: unless only
// the findings are, and no rule reads any of the paths. It notes those that
// are not.
func (r *run) wanted(lists []string, paths ...string) bool {
	if !r.opts.FindingsOnly || r.set.MayRead(paths...) {
		return true
	}
	r.a.LeftOut = append(r.a.LeftOut, lists...)
	slices.Sort(r.a.LeftOut)
	return false
}

// concentration measures it, and counts how many components rest on each.
func (r *run) concentration(m *measures.Measurer) (reach []int32) {
	var system []int32
	first, skipped := true, false
	r.a.Concentration = m.Concentration(func(components []int32) ([]int32, bool) {
		counts, ok := r.g.Reach(components)
		if first && ok {
			system = counts // the first scope is the system's
		}
		first = false
		skipped = skipped || !ok
		return counts, ok
	})
	if skipped {
		r.ds.Add(diag.Diagnostic{
			Severity: diag.Warning, Code: "measure/reach-skipped", Message: "the basis reach is left out: an exact count would exceed the work budget",
			Remedy: "use the bases count and criticality",
		})
	}
	return r.systemReach(system)
}

// resilience finds single points and cut sets.
func (r *run) resilience(m *measures.Measurer) {
	res := m.Resilience()
	r.a.SinglePoints, r.a.CutSets, r.a.CutSetsTruncated, r.a.Restartable = res.SinglePoints, res.CutSets, res.Truncated, res.Restartable
	for _, id := range res.Broken {
		var at diag.Position
		for i := range r.g.Assets {
			if r.g.Assets[i].ID == id {
				at = r.g.System.At(r.g.Assets[i].Pointer + "/needs")
			}
		}
		r.ds.Add(diag.Diagnostic{
			Severity: diag.Warning, Code: "system/broken", Position: at, Message: "the asset " + id + " cannot work even with everything there", Remedy: "mend what it needs",
		})
	}
}

// worthListing reports whether control of the party is worth a row: it is
// recorded, or the entity deals with it. Names in SBOMs are not.
func (r *run) worthListing(i int32) bool {
	p := &r.g.Parties[i]
	return p.Record != nil || p.Direct()
}

// systemReach spreads the counts of the counted components over all.
func (r *run) systemReach(counts []int32) []int32 {
	if counts == nil {
		return nil
	}
	out := make([]int32, len(r.g.Components))
	k := 0
	for i := range r.g.Components {
		if r.g.Components[i].Counted {
			out[i] = counts[k]
			k++
		}
	}
	return out
}
