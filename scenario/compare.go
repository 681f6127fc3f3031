// SPDX-License-Identifier: Apache-2.0

package scenario

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/kedja/kedja/result"
)

// Change is one measure before and after. An end that is absent does not
// exist on that side, as the concentration of an asset that lost everything.
type Change struct {
	ID     string           `json:"id"` // as "kedja explain" names it where it does
	Before *result.Interval `json:"before,omitempty"`
	After  *result.Interval `json:"after,omitempty"`
	// Direction is rose or fell where that is sure, because the intervals do
	// not meet, else moved; new and gone where a side is absent, same where
	// nothing changed.
	Direction string `json:"direction"`
}

// changes lists the measures that differ, all with full, sorted by id, and
// counts those that were compared.
//
// What stops an asset that stands still already is no question: the single
// points, cut sets and restarts of the lost assets are gone after.
func changes(old, new *result.Assessment, lost map[string]bool, full bool) ([]Change, int) {
	before, after := numbers(old), numbers(new)
	maps.DeleteFunc(after, func(id string, _ result.Interval) bool {
		parts := strings.SplitN(id, "/", 3)
		return slices.Contains([]string{"singlePoints", "cutSets", "restartable"}, parts[0]) && lost[parts[1]]
	})
	ids := slices.AppendSeq(slices.Collect(maps.Keys(before)), maps.Keys(after))
	slices.Sort(ids)
	ids = slices.Compact(ids)
	out := []Change{}
	for _, id := range ids {
		c := Change{ID: id}
		if x, ok := before[id]; ok {
			c.Before = &x
		}
		if x, ok := after[id]; ok {
			c.After = &x
		}
		if c.Direction = direction(c.Before, c.After); full || c.Direction != "same" {
			out = append(out, c)
		}
	}
	return out, len(ids)
}

func direction(before, after *result.Interval) string {
	switch {
	case before == nil:
		return result.ChangeNew
	case after == nil:
		return result.ChangeGone
	case *before == *after:
		return "same"
	case after.Lo > before.Hi:
		return result.ChangeRose
	case after.Hi < before.Lo:
		return result.ChangeFell
	}
	return result.ChangeMoved
}

// numbers are all measures of an assessment by id. Counts exist on both
// sides: what is not listed is 0.
func numbers(a *result.Assessment) map[string]result.Interval {
	out := map[string]result.Interval{}
	count := func(parts ...string) {
		id := strings.Join(parts, "/")
		x := out[id]
		out[id] = result.Exactly(x.Lo + 1)
	}
	for _, c := range a.Concentration {
		base := "concentration/" + c.Scope + "/" + c.By + "/" + c.Basis
		out[base+"/hhi"], out[base+"/cr1"] = c.HHI, c.CR1
		if c.Hidden != nil {
			out[base+"/hidden"] = *c.Hidden
		}
	}
	for _, l := range a.LockIn {
		if l.Index != nil {
			out["lockIn/"+l.Scope+"/"+l.Supplier+"/index"] = *l.Index
		}
	}
	for _, s := range a.Scores {
		out["scores/"+s.Subject+"/risk"] = s.Risk
	}
	for _, outcome := range []result.Outcome{result.Fail, result.Warn, result.Unknown} {
		out["findings/"+string(outcome)] = result.Exactly(0)
	}
	for i := range a.Findings {
		count("findings", string(a.Findings[i].Outcome))
	}
	for _, x := range a.Assets {
		out["restartable/"+x.ID] = result.Exactly(0)
		for _, by := range []string{"supplier", "owner", "controlCountry"} {
			for _, certainty := range []string{Certain, Possible} {
				out["singlePoints/"+x.ID+"/"+by+"/"+certainty] = result.Exactly(0)
				for size := 1; size <= 3; size++ {
					out["cutSets/"+x.ID+"/"+by+"/"+strconv.Itoa(size)+"/"+certainty] = result.Exactly(0)
				}
			}
		}
	}
	for i := range a.SinglePoints { // care dependencies are many, and stop nothing
		if p := &a.SinglePoints[i]; p.Mode != "noCare" && p.By != "component" {
			count("singlePoints", p.Asset, p.By, p.Certainty)
		}
	}
	for i := range a.CutSets {
		p := &a.CutSets[i]
		count("cutSets", p.Asset, p.By, strconv.Itoa(p.Size), p.Certainty)
	}
	for i := range a.Restartable {
		count("restartable", a.Restartable[i].Asset)
	}
	spendNumbers(a, out)
	reachNumbers(a, out)
	return out
}

// spendNumbers are the measures of where the money goes in the end.
func spendNumbers(a *result.Assessment, out map[string]result.Interval) {
	for i := range a.Dependency {
		d := &a.Dependency[i]
		base := "dependency/" + d.Scope
		out[base+"/euControlled"], out[base+"/highRisk"] = d.EUControlled, d.HighRisk.Share
		for _, x := range d.Indicators {
			if x.Value != nil {
				out[base+"/"+x.Name] = *x.Value
			}
		}
	}
	largest := func(rows []result.TierRow) result.Interval {
		var most result.Interval
		for _, r := range rows {
			most = most.Max(r.Share)
		}
		return most
	}
	for i := range a.Tiers {
		t := &a.Tiers[i]
		base := "tiers/" + t.Scope
		out[base+"/hhiNet"], out[base+"/net/largest"], out[base+"/touch/largest"] = t.HHINet, largest(t.Net), largest(t.Touch)
	}
}

// reachNumbers is how far the compromise of one supplier, or of one owner,
// could reach at most, in weight of assets: surely, and possibly.
func reachNumbers(a *result.Assessment, out map[string]result.Interval) {
	for _, by := range []string{"supplier", "owner"} {
		var far result.Interval
		for i := range a.Integrity {
			if x := &a.Integrity[i]; x.By == by {
				far.Hi = max(far.Hi, x.Weight)
				if x.Certainty == Certain {
					far.Lo = max(far.Lo, x.Weight)
				}
			}
		}
		out["integrity/"+by+"/farthest"] = far
	}
}
