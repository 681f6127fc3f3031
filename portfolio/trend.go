// SPDX-License-Identifier: Apache-2.0

package portfolio

import (
	"cmp"
	"math"
	"slices"

	"github.com/kedja/kedja/result"
)

// Trend is what changed since an earlier result.
type Trend struct {
	AsOf   string  `json:"asOf"` // of the earlier one
	Counts []Moved `json:"counts"`
	// Concentration lists the rows whose index changed.
	Concentration []MovedIndex `json:"concentration"`
	// Dependence lists the groups of which the share of SBOMs that surely
	// depend on them at any tier changed most.
	Dependence []MovedShare `json:"dependence"`
}

// Moved is a count before and after.
type Moved struct {
	Name   string `json:"name"`
	Before int    `json:"before"`
	After  int    `json:"after"`
}

// MovedIndex is the Herfindahl-Hirschman index of a row before and after.
type MovedIndex struct {
	Scope  string          `json:"scope"`
	By     string          `json:"by"`
	Basis  string          `json:"basis"`
	Before result.Interval `json:"before"`
	After  result.Interval `json:"after"`
	// Direction: up or down where that holds whatever is unknown, else
	// unclear.
	Direction string `json:"direction"`
}

// MovedShare is the share of SBOMs that depend on a group before and after.
// An earlier result that lists only the largest groups bounds those that it
// leaves out.
type MovedShare struct {
	By     string          `json:"by"`
	Key    string          `json:"key"`
	Before result.Interval `json:"before"`
	After  result.Interval `json:"after"`
}

// maxMoved is how many changes of shares a result lists.
const maxMoved = 50

func trend(old, now *Result) *Trend {
	t := &Trend{AsOf: old.AsOf, Counts: []Moved{}, Concentration: []MovedIndex{}}
	for _, c := range []struct {
		name   string
		before int
		after  int
	}{
		{"sboms", old.Counts.SBOMs, now.Counts.SBOMs},
		{"systems", old.Counts.Systems, now.Counts.Systems},
		{"entities", old.Counts.Entities, now.Counts.Entities},
		{"components", old.Counts.Components, now.Counts.Components},
		{"attributed", old.Counts.Attributed, now.Counts.Attributed},
		{"parties", old.Counts.Parties, now.Counts.Parties},
		{"unreadable", old.Counts.Unreadable, now.Counts.Unreadable},
	} {
		t.Counts = append(t.Counts, Moved{c.name, c.before, c.after})
	}
	type key struct{ scope, by, basis string }
	before := map[key]result.Interval{}
	for _, row := range old.Concentration {
		before[key{row.Scope, row.By, row.Basis}] = row.HHI
	}
	for _, row := range now.Concentration {
		was, ok := before[key{row.Scope, row.By, row.Basis}]
		if !ok || was == row.HHI {
			continue
		}
		m := MovedIndex{Scope: row.Scope, By: row.By, Basis: row.Basis, Before: was, After: row.HHI, Direction: "unclear"}
		switch {
		case row.HHI.Lo > was.Hi:
			m.Direction = "up"
		case row.HHI.Hi < was.Lo:
			m.Direction = "down"
		}
		t.Concentration = append(t.Concentration, m)
	}
	t.Dependence = movedShares(old, now)
	return t
}

// movedShares lists the largest changes of shares, one way or the other.
func movedShares(old, now *Result) []MovedShare {
	type key struct{ by, key string }
	listed := func(r *Result) (map[key]float64, map[string]float64) {
		of, least := map[key]float64{}, map[string]float64{}
		for _, d := range r.Dependence {
			of[key{d.By, d.Key}] = d.SBOMs.AnyShare.Lo
		}
		for _, left := range r.DependenceRest {
			for _, d := range r.Dependence {
				if d.By == left.By {
					least[left.By] = d.SBOMs.AnyShare.Lo // rows come by falling share
				}
			}
		}
		return of, least
	}
	before, least := listed(old)
	after, leastNow := listed(now)
	share := func(of map[key]float64, least map[string]float64, k key) result.Interval {
		if x, ok := of[k]; ok {
			return result.Exactly(x)
		}
		return result.Interval{Hi: least[k.by]}
	}
	out := []MovedShare{}
	seen := map[key]bool{}
	for _, r := range []*Result{now, old} {
		for _, d := range r.Dependence {
			k := key{d.By, d.Key}
			if seen[k] {
				continue
			}
			seen[k] = true
			m := MovedShare{By: d.By, Key: d.Key, Before: share(before, least, k), After: share(after, leastNow, k)}
			if m.Before != m.After {
				out = append(out, m)
			}
		}
	}
	slices.SortFunc(out, func(a, b MovedShare) int {
		return cmp.Or(cmp.Compare(b.size(), a.size()), cmp.Compare(a.By, b.By), cmp.Compare(a.Key, b.Key))
	})
	return out[:min(len(out), maxMoved)]
}

// size is how much the share surely changed.
func (m *MovedShare) size() float64 {
	return math.Max(m.After.Lo-m.Before.Hi, m.Before.Lo-m.After.Hi)
}
