// SPDX-License-Identifier: Apache-2.0

package system

import (
	"fmt"
	"path"
	"strings"

	"github.com/kedja/kedja/supplier"
)

// Assumption is a default that stands in for a fact nobody stated.
type Assumption struct{ Fact, Value, Why string }

// Class is what a key-asset catalogue says of a class of assets.
type Class struct {
	Sensitivity supplier.Severity // how much depends on it; unknown: no key asset
	Criticality supplier.Severity // default for assets of the class
}

// MainAsset is the id of the asset that a system without assets has.
const MainAsset = "main"

// Complete returns a copy of the system in which what the contract implies
// is spelled out: a system without assets has one, main, that needs all
// products; an asset without criticality takes its class's, else moderate;
// products without a kind are software where they have an SBOM, else
// systems. Each default is listed as an assumption.
//
// classOf looks a class up in the key-asset catalogues; nil knows none.
func (s *System) Complete(classOf func(class string) (Class, bool)) (*System, []Assumption) {
	c := *s
	c.Assets = append([]Asset(nil), s.Assets...)
	c.Products = append([]Product(nil), s.Products...)
	var as []Assumption
	if len(c.Assets) == 0 {
		main := Asset{ID: MainAsset}
		for _, p := range c.Products {
			main.Needs = append(main.Needs, Need{ID: p.ID})
		}
		c.Assets = []Asset{main}
		as = append(as, Assumption{"asset:" + MainAsset + "/needs", "all products", "the system states no assets"})
	}
	for i := range c.Assets {
		a := &c.Assets[i]
		if a.Criticality != supplier.SeverityUnknown {
			continue
		}
		why := "nobody stated it"
		a.Criticality = supplier.Moderate
		if classOf != nil {
			if class, ok := classOf(a.Class); ok && class.Criticality != supplier.SeverityUnknown {
				a.Criticality, why = class.Criticality, "default of the class "+a.Class
			}
		}
		as = append(as, Assumption{"asset:" + a.ID + "/criticality", a.Criticality.String(), why})
	}
	for i := range c.Products {
		p := &c.Products[i]
		if p.Kind == "" {
			p.Kind = "system"
			if p.SBOM != "" {
				p.Kind = "software"
			}
			as = append(as, Assumption{"product:" + p.ID + "/kind", p.Kind, "nobody stated it"})
		}
	}
	return &c, as
}

// Implied is the system of SBOMs given without a system file: one product
// each, all needed by one asset. names are what the SBOMs describe; files
// tell apart and name those that describe nothing.
func Implied(names, files []string) *System {
	s := &System{}
	used := map[string]bool{}
	for i, file := range files {
		name := ""
		if i < len(names) {
			name = names[i]
		}
		id := Slug(name)
		if id == "" {
			base := path.Base(strings.ReplaceAll(file, `\`, "/"))
			id = Slug(strings.TrimSuffix(base, path.Ext(base)))
		}
		if id == "" {
			id = "product"
		}
		for n, stem := 2, id; used[id]; n++ {
			id = fmt.Sprintf("%s-%d", stem, n)
		}
		used[id] = true
		s.Products = append(s.Products, Product{ID: id, Name: name, Kind: "software", SBOM: file})
	}
	s.ID = "inputs"
	if len(s.Products) == 1 {
		s.ID, s.Name = s.Products[0].ID, s.Products[0].Name
	}
	return s
}

// maxSlug keeps ids that are made from names readable.
const maxSlug = 60

// Slug makes an id of a name: lower-case letters, digits, dots and hyphens.
func Slug(name string) string {
	var b strings.Builder
	hyphen := false
	for _, r := range strings.ToLower(name) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '.', r == '_':
			if hyphen && b.Len() > 0 {
				b.WriteByte('-')
			}
			hyphen = false
			b.WriteRune(r)
		default:
			hyphen = true
		}
		if b.Len() >= maxSlug {
			break
		}
	}
	return strings.Trim(b.String(), "._-")
}
