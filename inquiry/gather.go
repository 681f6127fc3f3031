// SPDX-License-Identifier: Apache-2.0

package inquiry

import (
	"math"
	"slices"
	"strings"

	"github.com/kedja/kedja/result"
)

// gather collects the questions: from findings that could not be decided,
// from factors, and from measures that are wide.
func (k *asker) gather() {
	for i := range k.a.Findings {
		if f := &k.a.Findings[i]; f.Outcome == result.Unknown && f.Waiver == "" {
			k.finding(f)
		}
	}
	for i := range k.a.Bounds {
		k.bound(&k.a.Bounds[i])
	}
	for i := range k.a.Factors {
		k.factor(&k.a.Factors[i])
	}
	for i := range k.a.LockIn {
		k.lockIn(&k.a.LockIn[i])
	}
	for i := range k.a.Concentration {
		k.concentration(&k.a.Concentration[i])
	}
}

// finding asks for what a finding misses, of all its subjects.
func (k *asker) finding(f *result.Finding) {
	subjects := f.Examples
	if len(subjects) == 0 {
		subjects = []string{f.Subject}
	}
	for _, fact := range f.Missing {
		for _, s := range subjects {
			k.need(s, fact, f.Rule, f.ID, true)
		}
		if f.Count > len(subjects) && strings.HasPrefix(subjects[0], "supplier:") {
			for _, s := range k.others(f.Rule, subjects) {
				k.need(s, fact, f.Rule, f.ID, false)
			}
		}
	}
}

// need asks for a fact that a rule misses of a subject.
func (k *asker) need(subject, fact, rule, finding string, named bool) {
	if own := strings.HasPrefix(fact, "entity."); !own && !k.subjectAsked(subject) {
		return
	}
	targets := k.targets(subject, fact)
	if len(targets) == 0 && named {
		targets = k.again(subject, fact)
	}
	for _, t := range targets {
		if d := k.add(t); d != nil {
			k.because(d, rule, finding)
			d.named = d.named || named
		}
	}
}

// bound asks for what keeps open whom a source binds. The reason is the rule
// of the pack that asks whom it binds or, in a pack without one, the rules
// that stand under that source.
func (k *asker) bound(b *result.Bound) {
	if b.Answer != "unknown" {
		return
	}
	var asking, under []string
	for i := range k.a.Rules {
		id := k.a.Rules[i].ID
		if strings.HasPrefix(id, b.Pack+"/SCOPE-") {
			asking = append(asking, id)
		}
		if m := k.needs[id]; m != nil && m.Pack == b.Pack && m.Binds == b.Source {
			under = append(under, id)
		}
	}
	if len(asking) == 0 {
		asking = under
	}
	for _, fact := range b.Missing {
		for _, rule := range asking {
			k.need(k.entitySubject(), fact, rule, "", true)
		}
	}
}

// again asks for a list that the record states already where that does not
// decide: an entry lacks its share, or the one that matters is not in it.
func (k *asker) again(subject, fact string) []target {
	path, ok := strings.CutPrefix(fact, "supplier.")
	party := k.partyBehind(subject)
	if !ok || party == "" {
		return nil
	}
	var out []target
	for _, f := range supplierField(strings.ReplaceAll(path, ".", "/")) {
		if f.form.Type == List && f.stated(k.record(party)) {
			t := k.inRecord(party, party, f)
			t.stated = "a list that does not decide it"
			out = append(out, t)
		}
	}
	return out
}

// others lists the suppliers beyond the first ones of a folded finding that
// the rule could be asked of. Whether their records lack the fact, the
// targets decide.
func (k *asker) others(rule string, named []string) []string {
	m := k.needs[rule]
	var out []string
	for i := range k.a.Parties {
		p := &k.a.Parties[i]
		id := "supplier:" + p.ID
		switch {
		case slices.Contains(named, id), p.Components == 0 && !k.direct(p.ID):
		case m != nil && slices.Contains(m.Applies.When, "supplier.direct") && !k.direct(p.ID):
		case m != nil && p.Components == 0 && !k.touches(p, m.Applies.Assets):
		default:
			out = append(out, id)
		}
	}
	return out
}

// touches reports whether an asset of one of the classes needs a product
// that the party supplies or serves.
func (k *asker) touches(p *result.Party, classes []string) bool {
	if len(classes) == 0 {
		return true
	}
	for i := range k.a.Products {
		product := &k.a.Products[i]
		record, _ := k.product(product.ID)
		mine := product.Party == p.ID
		for _, s := range record.Services {
			mine = mine || s.Party == p.ID
		}
		for j := range k.a.Assets {
			if x := &k.a.Assets[j]; mine && slices.Contains(product.Assets, x.ID) && matches(classes, x.Class) {
				return true
			}
		}
	}
	return false
}

// matches reports whether a pattern, which may end in *, matches the name.
func matches(patterns []string, name string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool {
		prefix, wild := strings.CutSuffix(p, "*")
		return p == name || wild && strings.HasPrefix(name, prefix)
	})
}

// factor asks for what keeps the level of a factor of the risk profile open.
func (k *asker) factor(f *result.Factor) {
	m := k.needs[f.Rule]
	if !strings.HasPrefix(f.Subject, "supplier:") {
		return // databases say it of a component: nobody can be asked
	}
	if m == nil || f.Level.Exact() || !k.subjectAsked(f.Subject) {
		return
	}
	level := Narrowing{ID: "factors/" + f.Subject + "/" + f.ID, Interval: f.Level, Share: (f.Level.Hi - f.Level.Lo) / 4}
	score, scored := k.scoreOf(f)
	for _, fact := range m.Needs {
		for _, t := range k.targets(f.Subject, fact) {
			d := k.add(t)
			if d == nil {
				continue
			}
			k.because(d, f.Rule, "")
			d.named = true
			d.narrow(level)
			if scored {
				d.narrow(score)
			}
		}
	}
}

// scoreOf is the score that the factor is a cause of, with the points that
// the cause makes up between the two ends.
func (k *asker) scoreOf(f *result.Factor) (Narrowing, bool) {
	for i := range k.a.Scores {
		s := &k.a.Scores[i]
		if s.Subject != f.Subject || s.Risk.Exact() {
			continue
		}
		points := func(list []result.Contribution) float64 {
			for _, c := range list {
				if c.Name == f.ID || strings.HasPrefix(f.ID, c.Name+".") {
					return c.Value
				}
			}
			return 0
		}
		most := math.Min(points(s.Contributions.AtHi)-points(s.Contributions.AtLo), s.Risk.Hi-s.Risk.Lo)
		return Narrowing{ID: "scores/" + s.Subject + "/risk", Interval: s.Risk, Share: math.Max(most, 0) / 100}, true
	}
	return Narrowing{}, false
}

// lockIn asks for what keeps the dimensions of lock-in open, of parties that
// hold a product, service or contract of the system.
func (k *asker) lockIn(l *result.LockIn) {
	if l.Scope != k.a.Subject.ID || l.Index == nil {
		return
	}
	for _, d := range l.Dimensions {
		if d.Value.Exact() {
			continue
		}
		n := Narrowing{ID: "lockIn/" + l.Scope + "/" + l.Supplier + "/" + d.Name, Interval: d.Value, Share: d.Value.Hi - d.Value.Lo}
		k.rests(n, k.aboutLockIn(l.Supplier, d.Name))
	}
}

// concentration asks for what a row misses, and, for the rows of the whole
// system by owner and country of control, who controls its suppliers.
func (k *asker) concentration(c *result.Concentration) {
	if c.HHI.Exact() {
		return
	}
	n := Narrowing{ID: "concentration/" + c.Scope + "/" + c.By + "/" + c.Basis + "/hhi", Interval: c.HHI, Share: c.HHI.Hi - c.HHI.Lo}
	k.rests(n, k.missing(c.Missing))
	if c.Scope != k.a.Subject.ID {
		return
	}
	switch {
	case c.By == "owner", c.By == "controlCountry":
		for i := range k.a.Control {
			if p := k.a.Control[i].Party; k.direct(p) && !k.settled[p] && k.subjectAsked("supplier:"+p) {
				k.rests(n, k.aboutControl(p))
			}
		}
	case c.By == "supplier" && c.Unattributed.Hi > 0 && len(c.Missing) == 0:
		k.rests(n, k.aboutShares(c.Scope, c.Basis))
	}
}

// rests notes that the number rests on the targets.
func (k *asker) rests(n Narrowing, targets []target) {
	for _, t := range targets {
		if d := k.add(t); d != nil {
			d.named = true
			d.narrow(n)
		}
	}
}

func (d *draft) narrow(n Narrowing) {
	if old, ok := d.narrows[n.ID]; !ok || n.Share > old.Share {
		d.narrows[n.ID] = n
	}
}
