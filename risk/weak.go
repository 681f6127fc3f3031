// SPDX-License-Identifier: Apache-2.0

package risk

import (
	"maps"
	"slices"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/vuln"
)

// Weak is a component or product that has a vulnerability which nothing
// settles, whoever supplies it.
type Weak struct {
	// Input is what rules about the known vulnerabilities of suppliers see of it:
	// a supplier that delivers nothing else.
	Input SupplierInput
	// Exposure is what it could do to the system. Availability is left out: a
	// vulnerability is let in, nothing is lost by it.
	Exposure Exposure
}

// Weak lists them, components in the order of the graph, then products.
func (in *Inputs) Weak() []Weak {
	var out []Weak
	whole := 0.0 // criticality of all that counts
	for i := range in.g.Components {
		if c := &in.g.Components[i]; c.Counted {
			whole += c.Weight
		}
	}
	for i := range in.g.Components {
		c := &in.g.Components[i]
		if !OpenOnes(c.Vulnerabilities) {
			continue
		}
		all, some := in.reached(c)
		e := in.weakExposure("component:"+c.ID, all, c.Counted)
		in.perhaps(&e, some)
		if c.Counted && whole > 0 {
			e.Share = result.Exactly(c.Weight / whole)
		}
		f := &TechnicalFacts{Apart: c.Apart() != ""}
		f.settle(in.addTechnical(f, c.Lookup, c.Vulnerabilities, in.weightIn(int32(i))))
		if in.unsupported(c) {
			f.Unsupported++
		}
		out = append(out, Weak{in.weakInput(f), e})
	}
	for i := range in.g.Products {
		p := &in.g.Products[i]
		if !OpenOnes(p.Vulnerabilities) {
			continue
		}
		e := in.weakExposure("product:"+p.ID, p.Assets, true)
		e.LockIn = result.Interval{Lo: 0, Hi: 1}
		if p.Party != None {
			if l := in.lockIn[in.g.Parties[p.Party].ID]; l != nil && l.Index != nil && l.Index.Hi != nil {
				e.LockIn = result.Interval{Lo: l.Index.Lo, Hi: *l.Index.Hi}
			}
		}
		f := &TechnicalFacts{}
		f.settle(in.addTechnical(f, p.Lookup, p.Vulnerabilities, in.weightOfProduct(int32(i))))
		if in.supportOver(p) {
			f.Unsupported++
		}
		out = append(out, Weak{in.weakInput(f), e})
	}
	return out
}

// reached is the assets that need the component where all of its vulnerabilities
// are open, and those where statements settle some of them.
func (in *Inputs) reached(c *Component) (all, some []int32) {
	n := 0
	times := map[int32]int{}
	for i := range c.Vulnerabilities {
		v := &c.Vulnerabilities[i]
		if !v.Status.Open() {
			continue
		}
		n++
		for _, a := range in.g.AssetsReached(c, v) {
			times[a]++
		}
	}
	for _, a := range slices.Sorted(maps.Keys(times)) {
		if times[a] == n {
			all = append(all, a)
		} else {
			some = append(some, a)
		}
	}
	return all, some
}

// perhaps adds assets to an exposure that the worst of its vulnerabilities may
// not reach.
func (in *Inputs) perhaps(e *Exposure, assets []int32) {
	if len(assets) == 0 {
		return
	}
	more := in.weakExposure(e.Subject, assets, false)
	for c, x := range more.Impact {
		e.Impact[c] = e.Impact[c].Max(x)
	}
	maps.Copy(e.Assets, more.Assets)
}

// OpenOnes reports whether one of the vulnerabilities is not settled.
func OpenOnes(vs []vuln.Known) bool {
	return slices.ContainsFunc(vs, func(v vuln.Known) bool { return v.Status.Open() })
}

func (in *Inputs) weakInput(f *TechnicalFacts) SupplierInput {
	return SupplierInput{
		Supplier: SupplierFacts{Technical: f, LookedUp: true, SupportEnded: f.Unsupported, SupportAsked: true, Control: ControlFacts{Kind: "notEstablished"}},
		System:   in.system, Entity: in.entity,
	}
}

// weakExposure is integrity and confidentiality of the assets that need it.
// What does not count may be in none of them.
func (in *Inputs) weakExposure(subject string, assets []int32, counted bool) Exposure {
	e := Exposure{Subject: subject, Impact: map[string]result.Interval{}, Assets: make(map[string]map[string]result.Interval, len(assets))}
	for _, a := range assets {
		reached := result.Exactly(in.g.Assets[a].Criticality.Weight())
		if !counted {
			reached.Lo = 0
		}
		impact := map[string]result.Interval{"availability": {}, "integrity": reached, "confidentiality": reached}
		for c, x := range impact {
			e.Impact[c] = e.Impact[c].Max(x)
		}
		e.Assets[in.g.Assets[a].ID] = impact
	}
	return e
}

// SupportCause is what an end of support that somebody states adds to the
// profile of its supplier where no database was asked.
func SupportCause() Cause {
	return Cause{"vuln.known", []string{"vuln.support"}, 0.5, []string{"integrity", "confidentiality"}}
}

// WeakProfile are the causes of the score of a component or product of its
// own: those of [TechnicalProfile] that vulnerabilities are, and an end of
// support. What a supplier states of itself is the supplier's.
func WeakProfile() []Cause {
	drives := []string{"integrity", "confidentiality"}
	return []Cause{
		{"vuln.exploited", []string{"vuln.exploited"}, 1, drives},
		{"vuln.known", []string{"vuln.severe", "vuln.unfixed", "vuln.support"}, 0.5, drives},
	}
}
