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

// weakOf has the factors that vulnerabilities make, each with those of
// which it is: those that hold up its level.
var weakOf = map[string]func(*result.Vulnerability) bool{
	"vuln.severe":    func(v *result.Vulnerability) bool { return v.Weight != nil },
	"vuln.exploited": func(v *result.Vulnerability) bool { return v.Exploited == nil || *v.Exploited },
	"vuln.unfixed":   func(v *result.Vulnerability) bool { return v.Fixed != "" && !v.Possible },
}

// behind lists the vulnerabilities that a factor of a supplier is made of, the
// ones that weigh most first.
func (e *Explainer) behind(f *result.Factor) []*result.Vulnerability {
	of, known := weakOf[f.ID]
	if !known {
		return nil
	}
	party, supplier := strings.CutPrefix(f.Subject, "supplier:")
	var out []*result.Vulnerability
	for i := range e.a.Vulnerabilities {
		v := &e.a.Vulnerabilities[i]
		if v.Standing() != result.StandsSettled && of(v) && (v.Component == f.Subject || supplier && e.standsBehind(party, v.Component)) {
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

// weakFactors refers to the factors that vulnerabilities make of a supplier,
// none where there are none.
func (e *Explainer) weakFactors(subject string) []result.Explanation {
	b := branch{e: e}
	b.refs(e.factorsOf(subject, "vuln")...)
	return b.out
}

// weakCause refers to what stands behind one cause of the risk of a component
// or product that has vulnerabilities.
func (e *Explainer) weakCause(subject, name string) []result.Explanation {
	b := branch{e: e}
	switch name {
	case "impact":
		for i := range e.a.Vulnerabilities {
			v := &e.a.Vulnerabilities[i]
			if v.Component != subject {
				continue
			}
			for j := range e.a.Assets {
				if x := &e.a.Assets[j]; slices.Contains(v.Assets, x.ID) {
					e.criticality(&b, x)
				}
			}
			break
		}
	case "share":
		b.add(parameter("share of the component", "its criticality, of that of all components that count",
			"The sum of the criticality of the assets that need it, in parts of that sum over all components. Of a product itself none."))
	case "lockIn":
		b.add(parameter("lock-in", "none for a component", "One leaves it by another version. Of a product itself it is that of its supplier."))
	default:
		b.refs(e.factorsOf(subject, name)...)
	}
	if len(b.out) == 0 {
		b.add(parameter("reference of the contributions", "all factors none, no asset reached, no lock-in, no share",
			"What the cause is measured against; nothing of its own is recorded."))
	}
	return b.out
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
	if id, ok := strings.CutPrefix(f.Subject, "supplier:"); ok && f.ID == "vuln.support" && e.parties[id] != nil {
		for _, p := range e.parties[id].Products {
			b.facts("product:"+p, "product.supportUntil")
		}
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
	"vuln.exploited": "4 where one that nothing settles is on a list of exploited vulnerabilities, 3 in a component that does not count, else 0. Without a list, and for what is possible only or could not be checked, it may be either.",
	"vuln.unfixed":   "By the days that a known fix has been there: over 30 days 1, over 90 days 2, over 365 days 3. At least since the records that name it were last changed, at most since the vulnerability was published.",
	"vuln.abandoned": "3 where an SBOM says that the maker of a component has ended development or business. 0 where SBOMs date the release of a component of the supplier within the days allowed. An older one, or none that is dated, proves nothing: there may be a later one.",
	"vuln.support":   "3 where an SBOM says that the support of a component has ended, or the system's record that of a product. Most SBOMs do not say, so that it may be anything up to that.",
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
		UnfixedDays, FixedDays, LastReleaseDays                     *float64
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
	if n.FixedDays != nil {
		words = append(words, fmt.Sprintf("a fix named by records for at least %g days", *n.FixedDays))
	}
	if n.LastReleaseDays != nil {
		words = append(words, fmt.Sprintf("the newest dated release %g days ago", *n.LastReleaseDays))
	}
	if n.Unsupported > 0 {
		words = append(words, fmt.Sprintf("%d without support", n.Unsupported))
	}
	return strings.Join(words, ", ")
}
