// SPDX-License-Identifier: Apache-2.0

package risk

import (
	"slices"

	"github.com/kedja/kedja/vuln"
)

// TechnicalFacts are what known vulnerabilities say of the products and
// components that come from a supplier; each product counts as a component. Only vulnerabilities that still are open count: not
// those stated to be fixed, or not to affect the component.
type TechnicalFacts struct {
	Components int `json:"components"`
	// Unchecked counts the components of which no database could tell.
	Unchecked int `json:"unchecked"`
	Open      int `json:"open"`     // pairs of component and vulnerability, without those that are only possible
	Possible  int `json:"possible"` // pairs of which it cannot be told
	// Exploited counts the open ones on a list of exploited vulnerabilities;
	// absent: no list was given. PossiblyExploited counts those only possible,
	// and open ones of which the lists cannot tell.
	Exploited         *int `json:"exploited,omitempty"`
	PossiblyExploited *int `json:"possiblyExploited,omitempty"`
	// Worst is the highest level that severity and exposure give, see [Weight]:
	// 0 none to 4 critical. The range holds what is unknown.
	Worst Span `json:"worst"`
	// Unfixed counts the open ones for which a version that clears them is
	// known; UnfixedDays is the longest that one of them has been public, which
	// is the longest that its fix can have been there.
	Unfixed     int      `json:"unfixed"`
	UnfixedDays *float64 `json:"unfixedDays,omitempty"`
	// FixedDays is the longest for which one of them surely has had a known fix:
	// since its records, which name the fix, were last changed. Absent: no record
	// dates its last change.
	FixedDays *float64 `json:"fixedDays,omitempty"`
	// Undated counts those of Unfixed that no record dates.
	Undated int `json:"undated"`
	// LastReleaseDays is the time since the newest release of any of the
	// components, by the dates that SBOMs state; there may be a later one that
	// is not in use. Absent: none is dated.
	LastReleaseDays *float64 `json:"lastReleaseDays,omitempty"`
	// Abandoned counts components of which an SBOM says that their maker has ended
	// development, or all business.
	Abandoned int `json:"abandoned"`
	// Unsupported counts components of which an SBOM says, and products of which
	// the system's record says, that support has ended.
	Unsupported int `json:"unsupported"`
	// Apart says that this is of a component which does not count: it is excluded,
	// or only development and test need it.
	Apart bool `json:"apart"`
}

// Span is a range both ends of which are known.
type Span struct {
	Lo float64 `json:"lo"`
	Hi float64 `json:"hi"`
}

// technical gathers what databases say of the products and components of a
// party; nil where none was asked about any.
func (in *Inputs) technical(p *Party) *TechnicalFacts {
	var f *TechnicalFacts
	unlisted := 0
	add := func(l *vuln.Lookup, vs []vuln.Known, weight func(*vuln.Known) Weight, unsupported bool) {
		if l == nil {
			return
		}
		if f == nil {
			f = &TechnicalFacts{}
		}
		unlisted += in.addTechnical(f, l, vs, weight)
		if unsupported {
			f.Unsupported++
		}
	}
	for _, i := range p.Components {
		if c := &in.g.Components[i]; c.Counted {
			add(c.Lookup, c.Vulnerabilities, in.weightIn(i), in.unsupported(c))
			if f != nil {
				f.LastReleaseDays = in.sooner(f.LastReleaseDays, c)
				if in.abandoned(c) {
					f.Abandoned++
				}
			}
		}
	}
	for _, i := range p.Products {
		k := &in.g.Products[i]
		add(k.Lookup, k.Vulnerabilities, in.weightOfProduct(i), in.supportOver(k))
	}
	f.settle(unlisted)
	return f
}

// weightIn returns what says how much vulnerabilities of a component weigh, in
// the products where no statement settles them.
func (in *Inputs) weightIn(component int32) func(*vuln.Known) Weight {
	used, exposure := in.g.Components[component].hint(), in.exposureOf(component)
	return func(v *vuln.Known) Weight { return in.Narrowed(weigh(used, exposure, v), component, v) }
}

func (in *Inputs) weightOfProduct(product int32) func(*vuln.Known) Weight {
	exposure := in.exposureOfProduct(product)
	return func(v *vuln.Known) Weight { return weigh("", exposure, v) }
}

// settle ends the counting: unlisted are the open ones of which lists cannot
// tell.
func (f *TechnicalFacts) settle(unlisted int) {
	if f != nil && f.PossiblyExploited != nil {
		*f.PossiblyExploited += unlisted
	}
}

// addTechnical counts one component or product; without a lookup nobody could
// tell of others than those it is known to have. It returns how many open ones
// there are of which lists cannot tell, or no list was given.
func (in *Inputs) addTechnical(f *TechnicalFacts, l *vuln.Lookup, vs []vuln.Known, weight func(*vuln.Known) Weight) (unlisted int) {
	f.Components++
	if l == nil || l.State != vuln.Checked {
		f.Unchecked++
		f.Worst.Hi = max(f.Worst.Hi, weight(&vuln.Known{}).Level.Hi) // it may have any
	}
	for i := range vs {
		v := &vs[i]
		if !v.Status.Open() {
			continue
		}
		level := weight(v).Level
		f.Worst.Hi = max(f.Worst.Hi, level.Hi)
		if known := v.Exploited.Known(); known != nil {
			if f.Exploited == nil {
				f.Exploited, f.PossiblyExploited = new(0), new(0)
			}
			switch {
			case !*known:
			case v.Possible:
				*f.PossiblyExploited++
			default:
				*f.Exploited++
			}
		} else {
			unlisted++
		}
		if v.Possible {
			f.Possible++
			continue
		}
		f.Open++
		f.Worst.Lo = max(f.Worst.Lo, level.Lo)
		if v.Fixed == "" {
			continue
		}
		f.Unfixed++
		days := daysSince(v.Published, in.g.AsOf)
		if days == nil {
			f.Undated++
		}
		f.UnfixedDays = later(f.UnfixedDays, days)
		if fixed := daysSince(v.Modified, in.g.AsOf); fixed != nil && *fixed >= 0 {
			f.FixedDays = later(f.FixedDays, fixed)
		}
	}
	return unlisted
}

// unsupported reports whether an SBOM says that the support of the component
// has ended at the as-of date.
func (in *Inputs) unsupported(c *Component) bool {
	for _, o := range c.Occurrences {
		n := in.g.Documents[o.Document].SBOM.Node(o.Node)
		if n.More == nil {
			continue
		}
		if days := daysSince(validUntil(n.More), in.g.AsOf); days != nil && *days > 0 {
			return true
		}
		if slices.Contains(n.More.SupportLevels, "endOfSupport") || slices.Contains(n.More.SupportLevels, "noSupport") {
			return true
		}
	}
	return false
}

// sooner is the smaller of some days, nil for none, and the days since the
// release of the component. A release to come says nothing.
func (in *Inputs) sooner(least *float64, c *Component) *float64 {
	for _, o := range c.Occurrences {
		n := in.g.Documents[o.Document].SBOM.Node(o.Node)
		if n.More == nil {
			continue
		}
		if days := daysSince(releasedAt(n.More), in.g.AsOf); days != nil && *days >= 0 && (least == nil || *days < *least) {
			least = days
		}
	}
	return least
}

// LookedUp reports whether a database of vulnerabilities was asked about any
// component.
func (g *Graph) LookedUp() bool {
	return slices.ContainsFunc(g.Components, func(c Component) bool { return c.Lookup != nil })
}

// KnownWeak reports whether a technical factor of the party rests on known
// vulnerabilities of what comes from it, if only on possible ones.
func (in *Inputs) KnownWeak(party int32, factor string) bool {
	f := in.parties[party].Technical
	if f == nil {
		return false
	}
	switch factor {
	case "vuln.exploited", "vuln.severe":
		return f.Open+f.Possible > 0
	case "vuln.unfixed":
		return f.Unfixed > 0
	}
	return false
}
