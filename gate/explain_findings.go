// SPDX-License-Identifier: Apache-2.0

package gate

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/kedja/kedja/result"
)

func (e *Explainer) indexFindings() {
	for i := range e.a.Findings {
		f := &e.a.Findings[i]
		e.add("finding", f.ID, func() result.Explanation {
			value := string(f.Outcome)
			if f.Severity != "" {
				value += ", " + f.Severity
			}
			x := result.Explanation{Kind: result.ExplainFinding, Title: f.Message, Value: value}
			if f.Waiver != "" {
				x.Value += ", waived"
			}
			x.Text = "What the rule " + f.Rule + " says of " + e.subject(f.Subject) + "."
			if f.Lasting != "" {
				x.Text += " A waiver that is to hold for later SBOMs too names it " + f.Lasting + "."
			}
			return x
		}, func() []result.Explanation { return e.findingParts(f) })
	}
}

// findingParts explains a finding: what would change it, the numbers and the
// facts it rests on, what is missing, and the rule with its sources.
func (e *Explainer) findingParts(f *result.Finding) []result.Explanation {
	b := branch{e: e}
	decided := e.decides(f)
	limits := e.counterfactuals(f, decided)
	b.add(limits...)
	for _, d := range decided {
		if !slices.ContainsFunc(limits, func(x result.Explanation) bool { return refersTo(&x, d.id) }) {
			b.refs(d.id)
		}
	}
	for i := range f.Evidence {
		if i == shownParts {
			break // of folded findings; the count says how many there are
		}
		b.add(e.evidence(f, &f.Evidence[i])...)
	}
	subjects := []string{f.Subject}
	if len(f.Examples) > 0 {
		subjects = f.Examples
	}
	for _, path := range f.Missing {
		if e.measured(path) {
			continue // the number itself is named above
		}
		for _, s := range subjects[:min(shownParts, len(subjects))] {
			b.add(e.missing(s, path))
		}
	}
	if f.Waiver != "" {
		b.add(e.waiver(f.Waiver))
	}
	b.add(e.ruleOf(f)...)
	return b.out
}

// ruleOf is the rule of a finding with its sources. One that asks for the
// evidence of many entries has one of them as the key: that alone is the
// source of the finding.
func (e *Explainer) ruleOf(f *result.Finding) []result.Explanation {
	r := e.rules[f.Rule]
	entry := strings.TrimPrefix(f.Key, "evidence.") // the missing fact, of an open finding
	if r == nil || !slices.Contains(r.Measures, entry) {
		return []result.Explanation{e.rule(f.Rule, f.Pack)}
	}
	bare := *r
	bare.Measures = nil
	return []result.Explanation{e.law(r, entry), e.ruleNode(&bare)}
}

// measured reports whether the path of a rule's input is a number of ours
// rather than a fact.
func (e *Explainer) measured(path string) bool {
	for _, prefix := range []string{"concentration", "exposure.shares", "exposure.lockIn", "singlePoints", "cutSets"} {
		if strings.HasPrefix(path, prefix) {
			return true
		}
	}
	return false
}

// evidence is what one piece of evidence says: the fact where the result has
// it, else the place. Numbers of ours are referred to by their id instead.
func (e *Explainer) evidence(f *result.Finding, at *result.Evidence) []result.Explanation {
	b := branch{e: e}
	if at.Fact == "supplier.control" || strings.HasPrefix(at.Fact, "supplier.control.") {
		_, party, _ := strings.Cut(f.Subject, ":")
		b.refs("control/" + party)
	}
	if x := e.stated[[2]string{f.Subject, at.Fact}]; x != nil && at.Fact != "" {
		node := e.fact(x)
		node.At = *at // a finding may rest on several places of one fact
		b.add(node)
		return b.out
	}
	if len(b.out) > 0 || at.File == "" {
		return b.out
	}
	x := result.Explanation{Kind: result.ExplainFact, Title: or(at.Fact, "the place") + " of " + e.subject(f.Subject),
		Text: "What is stated here decides.", At: *at}
	if at.Fact != "" && e.measured(at.Fact) {
		x.Title = "an entry that the number of " + e.subject(f.Subject) + " rests on"
		x.Text = ""
	}
	b.add(x)
	return b.out
}

// waiver says who accepted a finding, and until when.
func (e *Explainer) waiver(id string) result.Explanation {
	x := result.Explanation{Kind: result.ExplainInput, Title: "waiver " + id}
	for _, w := range e.a.Waivers.Applied {
		if w.ID == id {
			x.Text = fmt.Sprintf("Accepted as %s until %s", w.Reason, w.Expires)
			if w.Owner != "" {
				x.Text += " by " + w.Owner
			}
			x.Text += "; the outcome stays."
		}
	}
	if files := e.inputsOf("Waiver"); len(files) > 0 {
		in := e.input(files[0], "")
		x.At, x.Value = in.At, in.Value
		if len(files) > 1 {
			x.Text += " It is in one of " + list(files, shownParts) + "."
		}
	}
	return x
}

// rule is a rule with its parameters and the law or toolbox it rests on.
func (e *Explainer) rule(id, pack string) result.Explanation {
	x := result.Explanation{Kind: result.ExplainRule, Title: id}
	r := e.rules[id]
	if r == nil {
		x.Text = "The result does not list this rule."
		x.Children = []result.Explanation{e.pack(pack)}
		return x
	}
	return e.ruleNode(r)
}

func (e *Explainer) ruleNode(r *result.Rule) result.Explanation {
	x := result.Explanation{Kind: result.ExplainRule, Title: r.ID + ": " + r.Title}
	x.Value, x.Status, x.Provenance = r.Severity, r.Status, r.Provenance
	x.Text = fmt.Sprintf("Of the subjects it applies to %d pass, %d warn, %d fail, %d are unknown.", r.Counts.Pass, r.Counts.Warn, r.Counts.Fail, r.Counts.Unknown)
	if r.Remedy != "" {
		x.Text += " To do: " + r.Remedy
	}
	for _, name := range slices.Sorted(maps.Keys(r.Params)) {
		x.Children = append(x.Children, e.ruleParam(r, name))
	}
	for _, m := range r.Measures {
		x.Children = append(x.Children, e.law(r, m))
	}
	if len(r.Measures) == 0 {
		x.Children = append(x.Children, e.pack(r.Pack))
	}
	return x
}

func (e *Explainer) ruleParam(r *result.Rule, name string) result.Explanation {
	key := r.ID + "." + name
	why := "The value that the rule comes with."
	if _, ok := e.a.Params[key]; ok {
		why = "Set for this assessment with --param."
	}
	return parameter(key, r.Params[name], why)
}

// law is a catalogue entry; it comes with the pack of the rule.
func (e *Explainer) law(r *result.Rule, id string) result.Explanation {
	x := result.Explanation{Kind: result.ExplainLaw, Title: id, Status: r.Status, Provenance: r.Provenance}
	if m := e.measures[id]; m != nil {
		x.Title += ": " + m.Title
		x.Source, x.Status, x.Provenance = m.Source, m.Status, m.Provenance
	}
	x.Children = []result.Explanation{e.pack(r.Pack)}
	return x
}

// pack is the policy pack that a rule and its catalogue came in.
func (e *Explainer) pack(name string) result.Explanation {
	x := result.Explanation{Kind: result.ExplainInput, Title: "policy pack " + name}
	if p := e.packs[name]; p != nil {
		x.Title += " " + p.Version
		x.Value = "sha256 " + p.SHA256
	}
	return x
}

// decision is a number that decides a finding, with how a rule's parameter
// bounds it.
type decision struct {
	id, param string
	value     result.Interval
	passes    string // "at or below", "at or above" or "below" the parameter
}

// decides lists the numbers of the result that a finding rests on. Ids are
// built from the rows and compared; keys are never taken apart.
func (e *Explainer) decides(f *result.Finding) []decision {
	var out []decision
	for _, path := range f.Missing {
		out = append(out, e.decidesBy(f, path)...)
	}
	for i := range f.Evidence {
		out = append(out, e.decidesBy(f, f.Evidence[i].Fact)...)
	}
	_, id, _ := strings.Cut(f.Subject, ":")
	for i := range e.a.Factors {
		x := &e.a.Factors[i]
		if f.Key != "" && x.Subject == f.Subject && strings.HasSuffix(x.ID, "."+f.Key) {
			out = append(out, decision{"factors/" + x.Subject + "/" + x.ID, "level", x.Level, "below"})
		}
	}
	if q := e.qualities[id]; q != nil && f.Key != "" && q.Components > 0 {
		field := map[string]string{"identifier": "purl"}[f.Key]
		if n, ok := q.Fields[or(field, f.Key)]; ok {
			share := result.Exactly(float64(n) / float64(q.Components))
			out = append(out, decision{"quality/" + q.File + "/" + or(field, f.Key), "share", share, "at or above"})
		}
	}
	if n := e.a.Coverage.Components.N; f.Rule == "baseline/COVERAGE-0001" && n > 0 {
		share := result.Exactly(float64(e.a.Coverage.Components.Attributed) / float64(n))
		out = append(out, decision{"coverage/components", "share", share, "at or above"})
	}
	slices.SortFunc(out, func(x, y decision) int { return strings.Compare(x.id, y.id) })
	return slices.CompactFunc(out, func(x, y decision) bool { return x.id == y.id })
}

// decidesBy lists the numbers behind one path of a rule's input.
func (e *Explainer) decidesBy(f *result.Finding, path string) []decision {
	_, id, _ := strings.Cut(f.Subject, ":")
	var out []decision
	switch {
	case strings.HasPrefix(path, "concentration"):
		for i := range e.a.Concentration {
			c := &e.a.Concentration[i]
			if c.Scope != f.Subject || path != "concentration."+c.By+"."+c.Basis && !(path == "concentration" && c.By == "supplier" && c.Basis == f.Key) {
				continue
			}
			out = append(out,
				decision{concentrationID(c.Scope, c.By, c.Basis, "hhi"), "hhi", c.HHI, "at or below"},
				decision{concentrationID(c.Scope, c.By, c.Basis, "cr1"), "cr1", c.CR1, "at or below"})
		}
	case strings.HasPrefix(path, "exposure.shares"):
		for i := range e.a.Concentration {
			c := &e.a.Concentration[i]
			if c.Scope != e.a.Subject.ID || c.By != "supplier" || c.Basis != f.Key && path != "exposure.shares."+c.Basis {
				continue
			}
			for j := range c.Shares {
				if s := &c.Shares[j]; s.Key == id {
					out = append(out, decision{concentrationID(c.Scope, c.By, c.Basis, "shares/"+s.Key), "share", s.Share, "at or below"})
				}
			}
		}
	case strings.HasPrefix(path, "exposure.lockIn"):
		for i := range e.a.LockIn {
			l := &e.a.LockIn[i]
			if l.Scope != e.a.Subject.ID || l.Supplier != id {
				continue
			}
			for j := range l.Dimensions {
				if d := &l.Dimensions[j]; d.Name == f.Key || path == "exposure.lockIn.dimensions."+d.Name {
					out = append(out, decision{lockInID(l, d.Name), "dimension", d.Value, "at or below"})
				}
			}
		}
	case path == "singlePoints":
		for i := range e.a.SinglePoints {
			if s := &e.a.SinglePoints[i]; s.Asset == id && f.Key == s.By+"/"+s.Key+"/"+s.Mode {
				out = append(out, decision{id: singlePointID(s)})
			}
		}
	}
	return out
}

// counterfactuals say what would change the outcome, where parameters of the
// rule bound numbers of the result.
func (e *Explainer) counterfactuals(f *result.Finding, decided []decision) []result.Explanation {
	r := e.rules[f.Rule]
	if r == nil {
		return nil
	}
	var out []result.Explanation
	if d := f.Decides; d != nil {
		if limit, err := strconv.ParseFloat(r.Params[d.Param], 64); err == nil {
			b := branch{e: e}
			b.add(e.ruleParam(r, d.Param))
			out = append(out, result.Explanation{
				Kind: result.ExplainCounterfactual, Title: d.Param,
				Value: fmt.Sprintf("passes %s %s; is %s", d.Passes, r.Params[d.Param], d.Value),
				Text:  outcomeBy(decision{value: d.Value, passes: d.Passes}, limit), Children: b.out,
			})
		}
	}
	for _, d := range decided {
		limit, err := strconv.ParseFloat(r.Params[d.param], 64)
		if err != nil {
			continue
		}
		b := branch{e: e}
		b.add(e.ruleParam(r, d.param))
		b.refs(d.id)
		title := d.param
		if found, ok := e.entries[d.id]; ok {
			title = found.head().Title
		}
		out = append(out, result.Explanation{
			Kind: result.ExplainCounterfactual, Title: title,
			Value: fmt.Sprintf("passes %s %s; is %s", d.passes, r.Params[d.param], d.value),
			Text:  outcomeBy(d, limit), Children: b.out,
		})
	}
	return out
}

// refersTo reports whether a child of the node is the number asked for.
func refersTo(x *result.Explanation, id string) bool {
	return slices.ContainsFunc(x.Children, func(c result.Explanation) bool { return c.ID == id })
}

// outcomeBy says what a threshold makes of a number.
func outcomeBy(d decision, limit float64) string {
	pass := func(x float64) bool {
		switch d.passes {
		case "at or above":
			return x >= limit
		case "below":
			return x < limit
		}
		return x <= limit
	}
	lo, hi := pass(d.value.Lo), pass(d.value.Hi)
	switch {
	case lo && hi:
		return "By this number alone it passes."
	case lo || hi:
		return "What is not known decides: the limit lies inside the interval."
	}
	return "By this number alone it does not pass, whatever the missing facts turn out to be."
}
