// SPDX-License-Identifier: Apache-2.0

package gate

import (
	"cmp"
	"reflect"
	"slices"
	"strings"

	"github.com/kedja/kedja/result"
)

// control compares who controls whom, and who else matters.
func (d *differ) control() []result.ControlChange {
	state := func(k *result.Control) *result.ControlState {
		if k == nil {
			return nil
		}
		return &result.ControlState{Kind: k.Kind, Certain: k.Certain, Controllers: k.Controllers, Countries: k.Countries}
	}
	before := byID(d.old.Control, func(k *result.Control) string { return k.Party })
	after := byID(d.new.Control, func(k *result.Control) string { return k.Party })
	oldNames, newNames := newFacts(d.old), newFacts(d.new)
	var out []result.ControlChange
	for _, id := range sortedUnion(before, after) {
		o, n := state(before[id]), state(after[id])
		var holders []result.HolderChange
		if o != nil && n != nil {
			holders = holderChanges(before[id], after[id])
		}
		if reflect.DeepEqual(o, n) && len(holders) == 0 {
			continue
		}
		names := newNames
		if n == nil {
			names = oldNames
		}
		out = append(out, result.ControlChange{Party: id, Name: names.party(id), Old: o, New: n, Holders: holders})
	}
	return out
}

// country is how a result comes to a country.
type country struct{ as, parties []string }

func (c *country) add(as, party string) {
	if !slices.Contains(c.as, as) {
		c.as = append(c.as, as)
	}
	if party != "" && !slices.Contains(c.parties, party) {
		c.parties = append(c.parties, party)
	}
}

// countriesOf collects the countries of a result.
func countriesOf(a *result.Assessment) map[string]*country {
	out := map[string]*country{}
	at := func(code string) *country {
		if out[code] == nil {
			out[code] = &country{}
		}
		return out[code]
	}
	for i := range a.Control {
		for _, code := range a.Control[i].Countries {
			at(code).add("control", a.Control[i].Party)
		}
	}
	for i := range a.Parties {
		p := &a.Parties[i]
		if p.Established != "" {
			at(p.Established).add("established", p.ID)
		}
		if p.Headquarters != "" {
			at(p.Headquarters).add("headquarters", p.ID)
		}
	}
	for i := range a.Concentration {
		if c := &a.Concentration[i]; c.By == "manufactureCountry" {
			for _, s := range c.Shares {
				at(s.Key).add("manufacture", "")
			}
		}
	}
	for _, c := range out {
		slices.Sort(c.as)
		slices.Sort(c.parties)
	}
	return out
}

// countries lists the countries that one of the results does not have.
func (d *differ) countries() []result.CountryChange {
	before, after := countriesOf(d.old), countriesOf(d.new)
	var out []result.CountryChange
	for _, code := range sortedUnion(before, after) {
		switch {
		case before[code] == nil:
			out = append(out, result.CountryChange{Code: code, Change: result.ChangeNew, As: after[code].as, Parties: after[code].parties})
		case after[code] == nil:
			out = append(out, result.CountryChange{Code: code, Change: result.ChangeGone, As: before[code].as, Parties: before[code].parties})
		}
	}
	return out
}

// renamed is the subject as the new result calls it.
func (d *differ) renamed(subject string) string { return or(d.same[subject], subject) }

// concentration lists the rows of concentration that differ.
func (d *differ) concentration() []result.ConcentrationChange {
	return slices.DeleteFunc(d.trend(), func(c result.ConcentrationChange) bool { return c.Change == "" })
}

// scopeRank puts the whole before its parts.
func scopeRank(scope string) int {
	kind, _, _ := strings.Cut(scope, ":")
	return slices.Index([]string{"product", "asset", "entity", "system"}, kind) * -1
}

func concentrationState(c *result.Concentration) *result.ConcentrationState {
	if c == nil {
		return nil
	}
	s := &result.ConcentrationState{N: c.N, HHI: c.HHI, CR1: c.CR1, Unattributed: c.Unattributed}
	if len(c.Shares) > 0 && c.By != "component" { // whose ids can change with the SBOM
		s.Largest = c.Shares[0].Key
	}
	return s
}

// changeOf sums up what became of a row.
func changeOf(o, n *result.ConcentrationState) string {
	switch {
	case o == nil:
		return result.ChangeNew
	case n == nil:
		return result.ChangeGone
	}
	word := ""
	for _, pair := range [][2]result.Interval{{o.HHI, n.HHI}, {o.CR1, n.CR1}, {o.Unattributed, n.Unattributed}} {
		next := Compare(pair[0], pair[1])
		switch {
		case next == "" || next == word:
		case word == "":
			word = next
		default:
			word = result.ChangeChanged
		}
	}
	return or(word, result.ChangeChanged)
}

// Compare is what became of a number: "" where it is the same, refined where
// the new interval lies inside the old, widened where it holds the old, rose
// and fell where they do not meet, else moved.
func Compare(old, new result.Interval) string {
	switch {
	case old == new:
		return ""
	case new.Lo > old.Hi:
		return result.ChangeRose
	case new.Hi < old.Lo:
		return result.ChangeFell
	case old.Lo <= new.Lo && new.Hi <= old.Hi:
		return result.ChangeRefined
	case new.Lo <= old.Lo && old.Hi <= new.Hi:
		return result.ChangeWidened
	}
	return result.ChangeMoved
}

// singlePoints compares the single points of all assets. Components are the
// same over their versions.
func (d *differ) singlePoints() []result.SinglePointChange {
	type key struct{ asset, by, mode, key string }
	index := func(a *result.Assessment, rename func(string) string) map[key]*result.SinglePoint {
		out, facts := map[key]*result.SinglePoint{}, newFacts(a)
		for i := range a.SinglePoints {
			s := &a.SinglePoints[i]
			asset := strings.TrimPrefix(rename("asset:"+s.Asset), "asset:")
			k := key{asset, s.By, s.Mode, result.StableSubject(lasting(s.Key, facts))}
			if out[k] == nil {
				out[k] = s
			}
		}
		return out
	}
	before, after := index(d.old, d.renamed), index(d.new, func(s string) string { return s })
	var out []result.SinglePointChange
	for k, s := range after {
		switch was := before[k]; {
		case was == nil:
			out = append(out, result.SinglePointChange{Change: result.ChangeNew, Point: *s})
		case was.Certainty != s.Certainty:
			out = append(out, result.SinglePointChange{Change: result.ChangeChanged, Point: *s, Was: was.Certainty})
		}
	}
	for k, s := range before {
		if after[k] == nil {
			out = append(out, result.SinglePointChange{Change: result.ChangeGone, Point: *s})
		}
	}
	slices.SortFunc(out, func(x, y result.SinglePointChange) int {
		p, q := &x.Point, &y.Point
		return cmp.Or(cmp.Compare(changeRank(x.Change), changeRank(y.Change)), strings.Compare(p.Asset, q.Asset),
			strings.Compare(p.By, q.By), strings.Compare(p.Mode, q.Mode), strings.Compare(p.Key, q.Key))
	})
	return out
}
