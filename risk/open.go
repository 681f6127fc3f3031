// SPDX-License-Identifier: Apache-2.0

package risk

import (
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
