// SPDX-License-Identifier: Apache-2.0

package risk

import (
	"cmp"

	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/vuln"
)

// Weight is what one vulnerability weighs where its component is used.
//
//	level = s · (1 + x) / 2
//
// s is its severity as a number: low 1, moderate 2, high 3, critical 4, one less
// where a hint says that the weak code is not run; x the exposure of the
// component. So the level keeps at least half of the severity.
type Weight struct {
	Level Span // 0 none to 4 critical
	// Exposure is how much of the system rests on the component, 0 to 1: the mean
	// of the share of the assets that need it, by criticality, and the share of
	// the components that need it, itself among them. For a product it is the
	// former alone.
	Exposure Span
	// Hint is why the severity counts one less; empty: no hint.
	Hint string
}

// Weigh is what a vulnerability of the component weighs.
func (in *Inputs) Weigh(component int32, v *vuln.Known) Weight {
	c := &in.g.Components[component]
	return weigh(c.hint(), in.exposureOf(component), v)
}

// WeighOfProduct is what a vulnerability of the product itself weighs.
func (in *Inputs) WeighOfProduct(product int32, v *vuln.Known) Weight {
	return weigh("", in.exposureOfProduct(product), v)
}

// weigh takes a severity that is not stated for one from low to critical. used
// is why the component is less likely to be run, "" for nothing.
func weigh(used string, exposure Span, v *vuln.Known) Weight {
	w := Weight{Exposure: exposure, Hint: hint(used, v)}
	severity := Span{1, 4}
	if rank := vuln.SeverityRank(v.Severity); rank >= 0 {
		severity = Span{float64(rank), float64(rank)}
	}
	if w.Hint != "" {
		severity = Span{max(severity.Lo-1, 0), max(severity.Hi-1, 0)}
	}
	w.Level = Span{severity.Lo * (1 + exposure.Lo) / 2, severity.Hi * (1 + exposure.Hi) / 2}
	return w
}

// hint is why the weak code is less likely to be run; what was found of the
// calls themselves goes before what the SBOM says of the component.
func hint(used string, v *vuln.Known) string {
	if v.Reachable != nil {
		if *v.Reachable {
			return ""
		}
		return "an analysis of calls (" + cmp.Or(v.ReachableWhy, "of whom is not stated") + ") found the weak code not called"
	}
	return used
}

// Why components are less likely to be run.
const (
	hintOptional = "its SBOM calls the component optional"
	hintDev      = "only development, test or build need the component"
	hintExcluded = "its SBOM excludes the component from what is delivered"
)

// hint is why the component is less likely to be run where it is used, "" for
// nothing.
func (c *Component) hint() string {
	switch c.Scope {
	case sbom.ScopeOptional:
		return hintOptional
	case sbom.ScopeDev, sbom.ScopeTest, sbom.ScopeBuild:
		return hintDev
	case sbom.ScopeExcluded:
		return hintExcluded
	}
	return c.Apart()
}

// Apart is why the component does not count: it is there only for development
// and test, or is no part of what is delivered. "" where it counts, and for
// files.
func (c *Component) Apart() string {
	switch {
	case c.Counted || c.Type == "file":
		return ""
	case c.Scope == sbom.ScopeExcluded:
		return hintExcluded
	}
	return hintDev
}

// exposureOf is the exposure of a component. Where an SBOM of it states no
// dependencies, or the count was too much work, any number of components may
// need it.
func (in *Inputs) exposureOf(i int32) Span {
	c := &in.g.Components[i]
	reach := Span{Hi: 1}
	switch {
	case in.counted == 0:
	case !c.Counted: // nothing that counts is known to need it
		reach.Lo = 1 / float64(in.counted)
		if in.statesEdges(c) {
			reach.Hi = reach.Lo
		}
	default:
		reach.Lo = 1 / float64(in.counted)
		if in.m.Reach != nil {
			reach.Lo = min(float64(max(in.m.Reach[i], 1))/float64(in.counted), 1)
			if in.statesEdges(c) {
				reach.Hi = reach.Lo
			}
		}
	}
	assets := in.assetShare(c.Weight)
	return Span{(assets + reach.Lo) / 2, (assets + reach.Hi) / 2}
}

func (in *Inputs) exposureOfProduct(i int32) Span {
	share := in.assetShare(in.g.Products[i].Weight)
	return Span{share, share}
}

// statesEdges reports whether every SBOM that has the component states
// dependencies.
func (in *Inputs) statesEdges(c *Component) bool {
	for _, p := range c.Products {
		if !in.g.Products[p].Edges {
			return false
		}
	}
	return true
}

// assetShare is the part that a sum of criticalities is of that of all assets.
// Without assets everything needs everything.
func (in *Inputs) assetShare(weight float64) float64 {
	if in.allAssets == 0 {
		return 1
	}
	return min(weight/in.allAssets, 1)
}
