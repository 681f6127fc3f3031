// SPDX-License-Identifier: Apache-2.0

package kedja

import (
	"slices"
	"strings"

	"github.com/kedja/kedja/policies"
	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
)

// weakSubjects gives what has open vulnerabilities to the rules that derive the
// technical factors of suppliers, so that those of a component are made by the
// same formula. It is no supplier: no other rule is asked.
func (r *run) weakSubjects(sectors []string, yield func(policies.Subject) bool) bool {
	for i := range r.weak {
		w := &r.weak[i]
		if !yield(policies.Subject{Scope: "supplier", ID: w.Exposure.Subject, Input: &w.Input, Sectors: sectors, Apart: true}) {
			return false
		}
	}
	return true
}

// factors keeps those that say something: all of the parties that the entity
// deals with or has a record of, and of names in SBOMs, components and products
// what is known of their vulnerabilities.
func (r *run) factors(in *risk.Inputs, list []result.Factor) {
	for _, f := range list {
		id, supplier := strings.CutPrefix(f.Subject, "supplier:")
		if supplier {
			i := r.g.Party(id)
			if i == risk.None || !r.worthListing(i) && (!strings.HasPrefix(f.ID, "vuln.") || f.Level.Lo == 0 && !in.KnownWeak(i, f.ID)) {
				continue
			}
		} else {
			if f.ID == "vuln.support" && f.Level.Lo == 0 {
				continue // nobody says anything of its support
			}
			kind, _, _ := strings.Cut(f.Subject, ":")
			f.Facts = []string{kind + ".vulnerabilities"}
		}
		r.a.Factors = append(r.a.Factors, f)
	}
}

// score rates every party that rules derived a factor for and every component
// and product with open vulnerabilities, then the assets and the system by the
// worst of them.
func (r *run) score(exposures []risk.Exposure) {
	if exposures == nil && r.opts.FindingsOnly {
		return
	}
	levels := map[string]map[string]result.Interval{}
	for _, f := range r.a.Factors {
		if levels[f.Subject] == nil {
			levels[f.Subject] = map[string]result.Interval{}
		}
		level := f.Level
		if old, ok := levels[f.Subject][f.ID]; ok {
			level = old.Max(level)
		}
		levels[f.Subject][f.ID] = level
	}
	var whole risk.Worst
	byAsset := make([]risk.Worst, len(r.g.Assets))
	r.scoreSuppliers(exposures, levels, &whole, byAsset)
	profile := risk.WeakProfile()
	for i := range r.weak {
		e := &r.weak[i].Exposure
		if e.Levels = levels[e.Subject]; e.Levels == nil {
			continue // no rule speaks of it
		}
		if _, stated := e.Levels["vuln.support"]; !stated {
			e.Levels["vuln.support"] = result.Interval{} // the score is of its vulnerabilities
		}
		s := e.Scored(profile)
		s.Score.Contributions = e.Contributions(profile)
		whole.Add(s)
		r.a.Scores = append(r.a.Scores, s.Score)
		for a := range r.g.Assets {
			if id := r.g.Assets[a].ID; e.Assets[id] != nil {
				only := e.Restrict(id, profile)
				byAsset[a].Add(only.Scored(profile))
			}
		}
	}
	for i := range byAsset {
		if s, ok := byAsset[i].Score("asset:" + r.g.Assets[i].ID); ok {
			r.a.Scores = append(r.a.Scores, s)
		}
	}
	if s, ok := whole.Score(r.a.Subject.ID); ok {
		r.a.Scores = append(r.a.Scores, s)
	}
}

// scoreSuppliers scores the parties that have a record.
func (r *run) scoreSuppliers(exposures []risk.Exposure, levels map[string]map[string]result.Interval, whole *risk.Worst, byAsset []risk.Worst) {
	profile := risk.DefaultProfile()
	if r.g.LookedUp() {
		profile = append(profile, risk.TechnicalProfile()...)
	}
	for i := range exposures {
		e := &exposures[i]
		party := r.g.Party(strings.TrimPrefix(e.Subject, "supplier:"))
		if e.Levels = levels[e.Subject]; e.Levels == nil || r.g.Parties[party].Record == nil {
			continue // nothing is recorded of it, or no rule speaks of it: no score, rather than a guess
		}
		profile := profile
		if support := e.Levels["vuln.support"]; support.Lo > 0 && !r.g.LookedUp() {
			profile = append(slices.Clone(profile), risk.SupportCause()) // stated, whether or not databases were asked
		}
		var apart risk.Worst
		for a := range r.g.Assets {
			only := e.Restrict(r.g.Assets[a].ID, profile)
			s := only.Scored(profile)
			apart.Add(s)
			byAsset[a].Add(s)
		}
		s := e.Scored(profile)
		if len(e.Cleared) > 0 { // what is cleared for some assets counts for the others only
			s.Score, _ = apart.Score(e.Subject)
			s.Score.From, s.Score.FromLo = "", ""
		} else {
			s.Score.Contributions = e.Contributions(profile)
		}
		whole.Add(s)
		r.a.Scores = append(r.a.Scores, s.Score)
	}
}
