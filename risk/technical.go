// SPDX-License-Identifier: Apache-2.0

package risk

import (
	"slices"

	"github.com/kedja/kedja/sbom"
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
	// absent: no list was given. PossiblyExploited counts those only possible.
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
	// Undated counts those of Unfixed that no record dates.
	Undated int `json:"undated"`
	// LastReleaseDays is the time since the newest release of any of the
	// components, by the dates that SBOMs state; there may be a later one that
	// is not in use. Absent: none is dated.
	LastReleaseDays *float64 `json:"lastReleaseDays,omitempty"`
	// Unsupported counts components of which an SBOM says that support has
	// ended.
	Unsupported int `json:"unsupported"`
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
	add := func(l *vuln.Lookup, vs []vuln.Known, scope sbom.Scope, exposure Span, unsupported bool) {
		if l == nil {
			return
		}
		if f == nil {
			f = &TechnicalFacts{}
		}
		in.addTechnical(f, l, vs, scope, exposure)
		if unsupported {
			f.Unsupported++
		}
	}
	for _, i := range p.Components {
		if c := &in.g.Components[i]; c.Counted {
			add(c.Lookup, c.Vulnerabilities, c.Scope, in.exposureOf(i), in.unsupported(c))
			if f != nil {
				f.LastReleaseDays = in.sooner(f.LastReleaseDays, c)
			}
		}
	}
	for _, i := range p.Products {
		k := &in.g.Products[i]
		add(k.Lookup, k.Vulnerabilities, sbom.ScopeRequired, in.exposureOfProduct(i), false)
	}
	return f
}

func (in *Inputs) addTechnical(f *TechnicalFacts, l *vuln.Lookup, vs []vuln.Known, scope sbom.Scope, exposure Span) {
	f.Components++
	if l.State != vuln.Checked {
		f.Unchecked++
		f.Worst.Hi = max(f.Worst.Hi, weigh(scope, exposure, &vuln.Known{}).Level.Hi) // it may have any
	}
	for i := range vs {
		v := &vs[i]
		if !v.Status.Open() {
			continue
		}
		level := weigh(scope, exposure, v).Level
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
	}
}

// unsupported reports whether an SBOM says that the support of the component
// has ended at the as-of date.
func (in *Inputs) unsupported(c *Component) bool {
	for _, o := range c.Occurrences {
		n := in.g.Documents[o.Document].SBOM.Node(o.Node)
		if n.More == nil {
			continue
		}
		if days := daysSince(n.More.ValidUntil, in.g.AsOf); days != nil && *days > 0 {
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
		if days := daysSince(n.More.ReleasedAt, in.g.AsOf); days != nil && *days >= 0 && (least == nil || *days < *least) {
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
