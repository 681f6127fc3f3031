// SPDX-License-Identifier: Apache-2.0

package gate

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/kedja/kedja/result"
)

// weak names a vulnerability of a component in both results.
type weak struct{ component, id string }

// vulnerabilities compares the known vulnerabilities of components. A component
// that one result has in several versions is compared version by version first;
// what is left is compared as one component over time.
func (d *differ) vulnerabilities() []result.VulnerabilityChange {
	exactly := func(component string) string { return d.called(component) }
	lasting := func(component string) string { return result.StableSubject(d.called(component)) }
	before, after := pointers(d.old.Vulnerabilities), pointers(d.new.Vulnerabilities)
	oldNames, newNames := newFacts(d.old), newFacts(d.new)
	var out []result.VulnerabilityChange
	for _, call := range []func(string) string{exactly, lasting} {
		waiting := map[weak][]*result.Vulnerability{}
		for _, v := range before {
			k := weak{call(v.Component), v.ID}
			waiting[k] = append(waiting[k], v)
		}
		var left []*result.Vulnerability
		for _, n := range after {
			k := weak{call(n.Component), n.ID}
			list := waiting[k]
			if len(list) == 0 {
				left = append(left, n)
				continue
			}
			waiting[k] = list[1:]
			if o := list[0]; standsOtherwise(o, n) {
				out = append(out, weakChange(newNames, o, n))
			}
		}
		after = left
		before = slices.DeleteFunc(before, func(v *result.Vulnerability) bool {
			return !slices.Contains(waiting[weak{call(v.Component), v.ID}], v)
		})
	}
	for _, n := range after {
		out = append(out, weakChange(newNames, nil, n))
	}
	for _, o := range before {
		out = append(out, weakChange(oldNames, o, nil))
	}
	slices.SortStableFunc(out, func(x, y result.VulnerabilityChange) int {
		return cmp.Or(cmp.Compare(exploitedRank(&x), exploitedRank(&y)), cmp.Compare(changeRank(x.Change), changeRank(y.Change)),
			cmp.Compare(gravity(&y), gravity(&x)), cmp.Compare(y.ID, x.ID), cmp.Compare(x.Component, y.Component))
	})
	return out
}

// called is a thing by its name in the new result.
func (d *differ) called(id string) string { return or(d.same[id], id) }

func pointers(list []result.Vulnerability) []*result.Vulnerability {
	out := make([]*result.Vulnerability, len(list))
	for i := range list {
		out[i] = &list[i]
	}
	return out
}

// standsOtherwise reports whether it stands otherwise. That a list was given for the
// first time, and does not have it, is no change.
func standsOtherwise(o, n *result.Vulnerability) bool {
	return o.Standing() != n.Standing() || o.VEX != n.VEX || o.Severity != n.Severity || o.Fixed != n.Fixed || o.Used() != n.Used()
}

func weakChange(names *facts, o, n *result.Vulnerability) result.VulnerabilityChange {
	v := n
	if n == nil {
		v = o
	}
	out := result.VulnerabilityChange{Change: result.ChangeChanged, ID: v.ID, Component: v.Component, Name: names.subject(v.Component), Old: weakState(o), New: weakState(n)}
	switch {
	case o == nil:
		out.Change = result.ChangeNew
		out.BecameExploited = n.Used()
	case n == nil:
		out.Change = result.ChangeGone
	default:
		out.BecameExploited = n.Used() && o.Exploited != nil && !*o.Exploited
	}
	return out
}

func weakState(v *result.Vulnerability) *result.VulnerabilityState {
	if v == nil {
		return nil
	}
	return &result.VulnerabilityState{Standing: v.Standing(), VEX: v.VEX, Severity: v.Severity, Exploited: v.Exploited, Fixed: v.Fixed}
}

func exploitedRank(c *result.VulnerabilityChange) int {
	if c.BecameExploited {
		return 0
	}
	return 1
}

// gravity orders changes by the severity of the vulnerability as it is, or was.
func gravity(c *result.VulnerabilityChange) int {
	s := c.New
	if s == nil {
		s = c.Old
	}
	return slices.Index([]string{"none", "low", "", "moderate", "high", "critical"}, s.Severity)
}

// lookupNotes says where the results were not compared with the same databases
// and lists: what came or went may only have been looked for in one of them.
func (d *differ) lookupNotes() []string {
	var notes []string
	o, n := d.old.Coverage.Vulnerabilities, d.new.Coverage.Vulnerabilities
	switch {
	case o == nil && n != nil:
		notes = append(notes, "the old result asked no database of vulnerabilities, so that those that seem to be new may have been there before")
	case o != nil && n == nil:
		notes = append(notes, "the new result asked no database of vulnerabilities, so that those that seem to have gone may still be there")
	case o != nil && (o.Checked != n.Checked || o.N != n.N):
		notes = append(notes, fmt.Sprintf("databases of vulnerabilities could tell of %d of %d components in the old result and of %d of %d in the new one; what only one could look up may seem to have come or gone", o.Checked, o.N, n.Checked, n.N))
	}
	if was, is := listGiven(d.old), listGiven(d.new); was != nil && is != nil && *was != *is {
		which := "old"
		if *was {
			which = "new"
		}
		notes = append(notes, "the "+which+" result was compared with no list of exploited vulnerabilities")
	}
	return notes
}

// listGiven says whether a list of exploited vulnerabilities was given; nil
// where there is no vulnerability to tell it by.
func listGiven(a *result.Assessment) *bool {
	for i := range a.Vulnerabilities {
		given := a.Vulnerabilities[i].Exploited != nil
		return &given
	}
	return nil
}
