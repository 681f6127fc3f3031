// SPDX-License-Identifier: Apache-2.0

package risk

import (
	"math"
	"slices"

	"github.com/kedja/kedja/vuln"
)

// ProductsOf returns the products in which a component has a vulnerability that
// no statement settles there, and those in which statements settle it while it is
// open in others; both sorted. Where all are alike, settled is empty.
func (g *Graph) ProductsOf(c *Component, v *vuln.Known) (open, settled []int32) {
	if v.OpenAt == nil {
		return c.Products, nil
	}
	in := map[string]bool{} // products by id
	for _, at := range v.OpenAt {
		if at < len(c.Occurrences) {
			in[g.Documents[c.Occurrences[at].Document].Product] = true
		}
	}
	for _, p := range c.Products {
		if in[g.Products[p].ID] {
			open = append(open, p)
		} else {
			settled = append(settled, p)
		}
	}
	return open, settled
}

// AssetsReached returns the assets that need the component through a product in
// which no statement settles the vulnerability, sorted.
func (g *Graph) AssetsReached(c *Component, v *vuln.Known) []int32 {
	open, _ := g.ProductsOf(c, v)
	return g.assetsOf(open)
}

func (g *Graph) assetsOf(products []int32) []int32 {
	var out []int32
	for _, p := range products {
		out = append(out, g.Products[p].Assets...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Narrowed is what a vulnerability of the component weighs where statements settle
// it in some products: by the exposure of the others. How many components need it
// there is not counted apart, so that it may be the component alone.
func (in *Inputs) Narrowed(w Weight, component int32, v *vuln.Known) Weight {
	if v.OpenAt == nil {
		return w
	}
	c, open := &in.g.Components[component], 0.0
	for _, a := range in.g.AssetsReached(c, v) {
		open += in.g.Assets[a].Criticality.Weight()
	}
	less := (in.assetShare(c.Weight) - in.assetShare(open)) / 2
	to := Span{Hi: unit(w.Exposure.Hi - less)}
	if to.Lo = in.assetShare(open) / 2; in.counted > 0 {
		to.Lo += 1 / float64(in.counted) / 2
	}
	to.Lo = min(unit(to.Lo), to.Hi)
	severity := func(level, exposure float64) float64 { return math.Round(level * 2 / (1 + exposure)) }
	return Weight{Exposure: to, Hint: w.Hint, Level: Span{
		Lo: severity(w.Level.Lo, w.Exposure.Lo) * (1 + to.Lo) / 2,
		Hi: severity(w.Level.Hi, w.Exposure.Hi) * (1 + to.Hi) / 2,
	}}
}

// unit takes the noise of subtraction from a share.
func unit(x float64) float64 { return max(0, math.Round(x*1e12)/1e12) }
