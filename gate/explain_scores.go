// SPDX-License-Identifier: Apache-2.0

package gate

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/kedja/kedja/result"
)

func (e *Explainer) indexScores() {
	for i := range e.a.Scores {
		s := &e.a.Scores[i]
		e.add("scores", "scores/"+s.Subject+"/risk", func() result.Explanation {
			level := s.Level[0]
			if s.Level[1] != level {
				level += " to " + s.Level[1]
			}
			return number("risk of "+e.subject(s.Subject), s.Risk.String()+", "+level, "0 to 100; the number orders only within a level.")
		}, func() []result.Explanation { return e.riskParts(s) })
		for _, name := range slices.Sorted(maps.Keys(s.Consequences)) {
			c := s.Consequences[name]
			e.add("scores", "scores/"+s.Subject+"/"+name, func() result.Explanation {
				return number("risk to "+name+" from "+e.subject(s.Subject), c.Risk.String(), "")
			}, func() []result.Explanation { return e.consequenceParts(s, name, &c) })
		}
		for _, c := range allCauses(&s.Contributions) {
			e.add("scores", "scores/"+s.Subject+"/causes/"+c.name, func() result.Explanation {
				value := result.Exactly(c.hi).String() + " at the upper end, " + result.Exactly(c.lo).String() + " at the lower"
				return number("risk of "+e.subject(s.Subject)+" from "+c.name, value, "")
			}, func() []result.Explanation { return e.shapleyParts(s, c.name) })
		}
	}
}

// shapleyParts explains what one cause adds to a risk.
func (e *Explainer) shapleyParts(s *result.Score, cause string) []result.Explanation {
	b := branch{e: e}
	for _, from := range sources(s) {
		b.add(e.causeParts(from, cause)...)
	}
	b.add(measure("contribution", "The Shapley value of the cause at each end: what it adds, on average over all orders in which the causes could come in. Those of one end add up to that end.", "section 7", e.scoreParams()))
	return b.out
}

// riskParts explains a risk: its consequences, and how much each cause adds
// at both ends.
func (e *Explainer) riskParts(s *result.Score) []result.Explanation {
	b := branch{e: e}
	for _, from := range sources(s) {
		if from != s.Subject {
			b.refs("scores/" + from + "/risk")
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s.Consequences)) {
		b.refs("scores/" + s.Subject + "/" + name)
	}
	for _, c := range causesOf(&s.Contributions) {
		b.refs("scores/" + s.Subject + "/causes/" + c.name)
	}
	text := "The largest of the risks to availability, integrity and confidentiality."
	if s.From != "" {
		text += " " + e.subject(s.From) + " sets it."
	}
	if s.FromLo != "" && s.FromLo != s.From {
		text += " " + e.subject(s.FromLo) + " sets the lower end."
	}
	b.add(measure("risk score", text, "section 7", e.scoreParams()))
	return b.out
}

// sources are the subjects whose risk a score is: those that set the ends of
// an asset's or the system's, else its own.
func sources(s *result.Score) []string {
	switch {
	case s.From == "":
		return []string{s.Subject}
	case s.FromLo == "" || s.FromLo == s.From:
		return []string{s.From}
	}
	return []string{s.From, s.FromLo}
}

// cause is what one cause adds to both ends of a risk.
type cause struct {
	name   string
	lo, hi float64
}

// causesOf joins the contributions to both ends, the largest at the upper end
// first; causes that add nothing are left out.
func causesOf(c *result.Contributions) []cause {
	return slices.DeleteFunc(allCauses(c), func(c cause) bool { return c.lo == 0 && c.hi == 0 })
}

func allCauses(c *result.Contributions) []cause {
	var out []cause
	for _, x := range c.AtHi {
		out = append(out, cause{name: x.Name, hi: x.Value})
	}
	for _, x := range c.AtLo {
		i := slices.IndexFunc(out, func(c cause) bool { return c.name == x.Name })
		if i < 0 {
			i = len(out)
			out = append(out, cause{name: x.Name})
		}
		out[i].lo = x.Value
	}
	return out
}

// causeParts refers to what stands behind one cause of a risk.
func (e *Explainer) causeParts(subject, name string) []result.Explanation {
	b := branch{e: e}
	kind, party, _ := strings.Cut(subject, ":")
	if kind != "supplier" {
		return e.weakCause(subject, name)
	}
	switch name {
	case "impact":
		b.add(e.reachedAssets(party)...)
	case "lockIn":
		for i := range e.a.LockIn {
			if l := &e.a.LockIn[i]; l.Scope == e.a.Subject.ID && l.Supplier == party {
				b.refs(lockInID(l, "index"))
			}
		}
	case "share":
		b.refs(concentrationID(e.a.Subject.ID, "supplier", "criticality", "shares/"+party))
	default:
		b.refs(e.factorsOf(subject, name)...)
	}
	if len(b.out) == 0 {
		b.add(parameter("reference of the contributions", "all factors none, no asset reached, no lock-in, no share",
			"What the cause is measured against; nothing of its own is recorded."))
	}
	return b.out
}

// factorsOf lists the factors of a subject within one cause. Notices of
// authorities count as interference.
func (e *Explainer) factorsOf(subject, cause string) []string {
	var ids []string
	for i := range e.a.Factors {
		f := &e.a.Factors[i]
		if f.Subject == subject && (f.ID == cause || strings.HasPrefix(f.ID, cause+".") || cause == "srp.interference" && f.ID == "srp.notices" ||
			cause == "vuln.known" && strings.HasPrefix(f.ID, "vuln.") && f.ID != "vuln.exploited") {
			ids = append(ids, "factors/"+f.Subject+"/"+f.ID)
		}
	}
	return ids
}

// reachedAssets lists what a party can hit: single points that it is, and the
// assets that its products serve, with their criticality.
func (e *Explainer) reachedAssets(party string) []result.Explanation {
	b := branch{e: e}
	for i := range e.a.SinglePoints {
		if s := &e.a.SinglePoints[i]; s.By == "supplier" && s.Key == party {
			b.refs(singlePointID(s))
		}
	}
	for i := range e.a.Assets {
		x := &e.a.Assets[i]
		for _, id := range e.reached("asset:" + x.ID) {
			if id == "supplier:"+party {
				e.criticality(&b, x)
				break
			}
		}
	}
	return b.out
}

// criticality says how critical an asset is, and who said so.
func (e *Explainer) criticality(b *branch, x *result.Asset) {
	if !b.facts("asset:"+x.ID, "asset.criticality") {
		b.assumptions("asset:" + x.ID + "/criticality")
	}
}

func (e *Explainer) scoreParams() []result.Explanation {
	const why = "An assumption of the method, the same for every subject."
	return []result.Explanation{
		parameter("weight of a cause", "1 for interference and vulnerabilities known to be exploited, 0.5 for the others", why),
		parameter("weight of criticality", "low 0.25, moderate 0.5, high 0.75, critical 1", why),
		parameter("classes of the matrix", "likelihood and impact are cut at 0.1, 0.3, 0.5 and 0.7", why),
	}
}

// consequenceParts explains the risk to one of availability, integrity and
// confidentiality.
func (e *Explainer) consequenceParts(s *result.Score, name string, c *result.Consequence) []result.Explanation {
	b := branch{e: e}
	for _, from := range sources(s) {
		if from != s.Subject {
			b.refs("scores/" + from + "/" + name)
		}
	}
	likelihood := number("likelihood", c.Likelihood.String(), "1 − Π (1 − w · level / 4) over the causes that drive "+name+"; within one cause the highest level counts.")
	impact := number("impact", c.Impact.String(), "The largest of criticality · loss over the assets, times (1 + r) / 2 with r the larger of lock-in and share.")
	for _, from := range sources(s) {
		if kind, _, _ := strings.Cut(from, ":"); kind == "supplier" {
			likelihood.Children = append(likelihood.Children, e.causeParts(from, "srp")...)
			likelihood.Children = append(likelihood.Children, e.weakFactors(from)...)
		} else {
			likelihood.Children = append(likelihood.Children, e.causeParts(from, "vuln")...)
		}
		for _, cause := range []string{"impact", "lockIn", "share"} {
			impact.Children = append(impact.Children, e.causeParts(from, cause)...)
		}
	}
	b.add(likelihood, impact, measure("risk of a consequence", "100 · likelihood · impact.", "section 7", e.scoreParams()))
	return b.out
}

func (e *Explainer) indexFactors() {
	for i := range e.a.Factors {
		f := &e.a.Factors[i]
		e.add("factors", "factors/"+f.Subject+"/"+f.ID, func() result.Explanation {
			return number(f.ID+" of "+e.subject(f.Subject), f.Level.String(), "A level from 0 (none) to 4 (critical).")
		}, func() []result.Explanation { return e.factorParts(f) })
	}
}

// factorParts explains a level: the facts that raise it, and the rule.
func (e *Explainer) factorParts(f *result.Factor) []result.Explanation {
	b := branch{e: e}
	_, party, _ := strings.Cut(f.Subject, ":")
	for _, path := range f.Facts {
		if path == "supplier.control" || strings.HasPrefix(path, "supplier.control.") {
			b.refs("control/" + party)
		}
		if path == technicalFact || path == "supplier.supportEnded" || path == "component.vulnerabilities" || path == "product.vulnerabilities" {
			e.technicalParts(&b, f)
			continue
		}
		b.need(f.Subject, path)
	}
	if len(f.Facts) == 0 {
		e.nothingStated(&b, f)
	}
	rule := e.rule(f.Rule, strings.Split(f.Rule, "/")[0])
	b.add(rule)
	return b.out
}

// nothingStated explains a factor that no fact raises: the record was read
// and has nothing that does, or leaves it open.
func (e *Explainer) nothingStated(b *branch, f *result.Factor) {
	if words, file := e.record(f.Subject); file != "" {
		b.input(file, "Read as "+words+"; nothing in it raises the level.")
	}
	if f.Level.Exact() {
		if len(b.out) == 0 {
			b.add(parameter(f.Rule, "level "+f.Level.String(), "Nothing that the rule looks for is recorded of this subject."))
		}
		return
	}
	words, file := e.record(f.Subject)
	if file != "" {
		words += " (" + file + ")"
	}
	b.add(result.Explanation{
		Kind: result.ExplainMissing, Title: fmt.Sprintf("facts that rule %s asks for", f.Rule), Value: "not stated",
		Text: "Would be stated in " + words + ". Ask " + e.ask(f.Subject, "") + ".",
	})
}
