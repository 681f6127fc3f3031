// SPDX-License-Identifier: Apache-2.0

package gate

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/kedja/kedja/result"
)

// weighed says what a vulnerability weighs where its component is used, and
// why it is less than its severity.
func weighed(w *result.Weight) result.Explanation {
	text := "Severity as a number (low 1 to critical 4), times (1 + exposure) / 2; exposure " + w.Exposure.String() +
		" of 1: how much of the assets and components rests on the component."
	if w.Hint != "" {
		text += " The severity counts one less: " + w.Hint + "."
	}
	return measure("level of the vulnerability: "+w.Level.String(), text, technical, nil)
}

// weakFactors are the factors that vulnerabilities make, each with those of
// which it is: those that hold up its level.
var weakFactors = map[string]func(*result.Vulnerability) bool{
	"vuln.severe":    func(v *result.Vulnerability) bool { return v.Weight != nil },
	"vuln.exploited": func(v *result.Vulnerability) bool { return v.Exploited == nil || *v.Exploited },
	"vuln.unfixed":   func(v *result.Vulnerability) bool { return v.Fixed != "" && !v.Possible },
}

// behind lists the vulnerabilities that a factor of a supplier is made of, the
// ones that weigh most first.
func (e *Explainer) behind(f *result.Factor) []*result.Vulnerability {
	of, known := weakFactors[f.ID]
	party, supplier := strings.CutPrefix(f.Subject, "supplier:")
	if !known || !supplier {
		return nil
	}
	var out []*result.Vulnerability
	for i := range e.a.Vulnerabilities {
		v := &e.a.Vulnerabilities[i]
		if v.Standing() != result.StandsSettled && of(v) && e.standsBehind(party, v.Component) {
			out = append(out, v)
		}
	}
	level := func(v *result.Vulnerability) result.Interval {
		if v.Weight == nil {
			return result.Interval{}
		}
		return v.Weight.Level
	}
	slices.SortStableFunc(out, func(a, b *result.Vulnerability) int {
		x, y := level(a), level(b)
		if f.ID == "vuln.unfixed" { // the oldest counts
			return cmp.Compare(a.Published, b.Published)
		}
		return cmp.Or(boolFirst(a.Possible, b.Possible), cmp.Compare(y.Lo, x.Lo), cmp.Compare(y.Hi, x.Hi), result.ByUrgency(a, b))
	})
	return out
}

// boolFirst orders false before true.
func boolFirst(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// standsBehind reports whether the component or product is the party's.
func (e *Explainer) standsBehind(party, subject string) bool {
	if c := e.components[trimKind(subject)]; c != nil && strings.HasPrefix(subject, "component:") {
		return c.Party == party
	}
	id, ok := strings.CutPrefix(subject, "product:")
	p := e.parties[party]
	return ok && p != nil && slices.Contains(p.Products, id)
}

// technicalFact is the path of what databases say of what a supplier delivers.
const technicalFact = "supplier.technical"

// technicalParts explains a factor that vulnerabilities make: which of them,
// in which components, and what was counted.
func (e *Explainer) technicalParts(b *branch, f *result.Factor) {
	list := e.behind(f)
	for _, v := range list[:min(shownParts, len(list))] {
		b.refs(weakID(v))
	}
	text := weakRules[f.ID]
	if n := len(list); n > shownParts {
		text += fmt.Sprintf(" The first %d of %d vulnerabilities are named here.", shownParts, n)
	}
	if words := e.countedWeak(f.Subject); words != "" {
		text += " Counted: " + words + "."
	}
	b.add(measure("factor from known vulnerabilities", text, technical, e.databases()))
}

// weakRules say how factors come from vulnerabilities.
var weakRules = map[string]string{
	"vuln.severe":    "The highest level among the vulnerabilities of what the supplier delivers that nothing settles: severity times (1 + exposure) / 2. What is possible only, or could not be checked, widens the range upwards.",
	"vuln.exploited": "4 where one that nothing settles is on a list of exploited vulnerabilities, else 0. Without a list, and for what is possible only or could not be checked, it may be either.",
	"vuln.unfixed":   "By the days that the oldest one with a known fix has been public: over 30 days 1, over 90 days 2, over 365 days 3, at the upper end; the fix may be younger.",
	"vuln.abandoned": "0 where SBOMs date the release of a component of the supplier within the days allowed. An older one, or none that is dated, proves nothing: there may be a later one.",
	"vuln.support":   "3 where an SBOM says that the support of a component has ended. Most SBOMs do not say, so that it may be anything up to that.",
}

// countedWeak puts what was counted of a supplier's components in words.
func (e *Explainer) countedWeak(subject string) string {
	i := slices.IndexFunc(e.a.Facts, func(f result.Fact) bool { return f.Subject == subject && f.Path == technicalFact })
	if i < 0 {
		return ""
	}
	var n struct {
		Components, Unchecked, Open, Possible, Unfixed, Unsupported int
		Exploited                                                   *int
		UnfixedDays, LastReleaseDays                                *float64
	}
	if json.Unmarshal([]byte(e.a.Facts[i].Value), &n) != nil {
		return ""
	}
	words := []string{fmt.Sprintf("%d of %d components and products could be checked", n.Components-n.Unchecked, n.Components),
		fmt.Sprintf("vulnerabilities: %d open, %d possible", n.Open, n.Possible)}
	if n.Exploited != nil {
		words = append(words, fmt.Sprintf("%d known to be exploited", *n.Exploited))
	}
	if n.Unfixed > 0 {
		words = append(words, fmt.Sprintf("%d with a known fix", n.Unfixed))
	}
	if n.UnfixedDays != nil {
		words = append(words, fmt.Sprintf("public for up to %g days", *n.UnfixedDays))
	}
	if n.LastReleaseDays != nil {
		words = append(words, fmt.Sprintf("the newest dated release %g days ago", *n.LastReleaseDays))
	}
	if n.Unsupported > 0 {
		words = append(words, fmt.Sprintf("%d without support", n.Unsupported))
	}
	return strings.Join(words, ", ")
}
