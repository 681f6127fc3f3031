// SPDX-License-Identifier: Apache-2.0

package vex

import (
	"regexp"
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
)

// tree is what a CSAF document says of products, by their ids.
type tree struct {
	products map[string]Product
	paths    map[string][]string // of a combination: the part, then what it is in, outwards
	groups   map[string][]string
	unknown  map[string]bool // ids that were noted as defined nowhere
	resolved map[string]Product
}

func sortedUnique(list []string) []string {
	list = slices.Clone(list)
	slices.Sort(list)
	return slices.Compact(list)
}

func newTree() tree {
	return tree{products: map[string]Product{}, paths: map[string][]string{}, groups: map[string][]string{},
		unknown: map[string]bool{}, resolved: map[string]Product{}}
}

func (r *csaf) readTree() {
	r.Object(func(name string) {
		switch name {
		case "branches":
			r.branches()
		case "full_product_names":
			r.Array(func(int) { r.fullProduct() })
		case "relationships":
			r.Array(func(int) { r.relationship() })
		case "product_paths":
			r.Array(func(int) { r.productPath() })
		case "product_groups":
			r.Array(func(int) { r.group() })
		}
	})
}

// branch is one step on the way to a product.
type branch struct{ category, name string }

// branches reads a level of the tree. A branch's category and name may follow
// what is below it, so that they are taken to its products afterwards.
func (r *csaf) branches() (products []string) {
	r.Array(func(int) {
		var b branch
		var below []string
		r.Object(func(name string) {
			switch name {
			case "category":
				b.category = r.Text()
			case "name":
				b.name = strings.TrimSpace(r.Text())
			case "branches":
				below = append(below, r.branches()...)
			case "product":
				if id := r.fullProduct(); id != "" {
					below = append(below, id)
				}
			}
		})
		r.mark(b, below)
		products = append(products, below...)
	})
	return products
}

// versionLike knows versions from the names of packages, which vendors give as
// versions too.
var versionLike = regexp.MustCompile(`^[vV]?[0-9]`)

// called reports whether the product's package has the name.
func (p *Product) called(name string) bool {
	return slices.ContainsFunc(p.PURLs, func(purl string) bool {
		return strings.Contains(strings.ToLower(unescape(purl)), "/"+strings.ToLower(name))
	})
}

// mark takes a branch of versions to the products below it.
func (r *csaf) mark(b branch, below []string) {
	if b.category != "product_version" && b.category != "product_version_range" || b.name == "" {
		return
	}
	for _, id := range below {
		p := r.tree.products[id]
		if p.Version == "" && p.Range == "" {
			switch {
			case b.category == "product_version" && versionLike.MatchString(b.name):
				p.Version = b.name
			case b.category == "product_version_range" || !p.called(b.name):
				p.Range = b.name // in words: nobody can tell
			}
			r.tree.products[id] = p
		}
	}
}

// fullProduct reads a product and returns its id. Of several with one id the
// first counts, as a document that defines one twice is wrong in any case.
func (r *csaf) fullProduct() string {
	var p Product
	var id string
	r.Object(func(name string) {
		switch name {
		case "name":
			p.Name = r.Text()
		case "product_id":
			id = r.Text()
		case "product_identification_helper":
			r.Object(func(name string) { r.helper(&p, name) })
		}
	})
	if id == "" {
		return ""
	}
	if _, twice := r.tree.products[id]; twice {
		r.Note(diag.Warning, "vex/duplicate-product", "give every product an id of its own",
			"the product id %q is already taken; the first product with it counts", id)
		return ""
	}
	if p.Serial == "" {
		p.Ref = id
	}
	r.tree.products[id] = p
	return id
}

// helper reads what a product is known by. Serial and model numbers and the
// units that are sold stand in no SBOM and are passed over.
func (r *csaf) helper(p *Product, name string) {
	switch name {
	case "purl", "purls":
		for _, s := range r.Texts() {
			p.addName(s)
		}
	case "cpe":
		p.addName(r.Text())
	case "hashes":
		r.Array(func(int) {
			r.Object(func(name string) {
				if name == "file_hashes" {
					r.Array(func(int) { r.fileHash(p) })
				}
			})
		})
	case "x_generic_uris":
		r.Array(func(int) {
			r.Object(func(name string) {
				if name != "uri" {
					return
				}
				if uri := r.Text(); strings.HasPrefix(strings.ToLower(uri), "urn:cdx:") {
					p.addName(uri)
				}
			})
		})
	}
}

func (r *csaf) fileHash(p *Product) {
	var alg, value string
	r.Object(func(name string) {
		switch name {
		case "algorithm":
			alg = r.Text()
		case "value":
			value = r.Text()
		}
	})
	p.addHash(alg, value)
}

// relationship reads that a product is part of another (CSAF 2.0).
func (r *csaf) relationship() {
	var part, whole, id string
	r.Object(func(name string) {
		switch name {
		case "product_reference":
			part = r.Text()
		case "relates_to_product_reference":
			whole = r.Text()
		case "full_product_name":
			id = r.fullProduct()
		}
	})
	if id != "" && part != "" && whole != "" {
		r.tree.paths[id] = []string{part, whole}
	}
}

// productPath reads that a product is part of another, and that of others
// (CSAF 2.1).
func (r *csaf) productPath() {
	var id string
	path := make([]string, 1, 3)
	r.Object(func(name string) {
		switch name {
		case "beginning_product_reference":
			path[0] = r.Text()
		case "full_product_name":
			id = r.fullProduct()
		case "subpaths":
			r.Array(func(int) {
				r.Object(func(name string) {
					if name == "next_product_reference" {
						path = append(path, r.Text())
					}
				})
			})
		}
	})
	if id != "" && path[0] != "" && len(path) > 1 {
		r.tree.paths[id] = path
	}
}

func (r *csaf) group() {
	var id string
	var ids []string
	r.Object(func(name string) {
		switch name {
		case "group_id":
			id = r.Text()
		case "product_ids":
			ids = r.Texts()
		}
	})
	if id != "" {
		r.tree.groups[id] = append(r.tree.groups[id], ids...)
	}
}

// product returns the product with the id; statements share what it is made of.
func (t *tree) product(id string, r *csaf, at diag.Position) Product {
	p, known := t.resolved[id]
	if !known {
		p = t.resolve(id, r, at)
		t.resolved[id] = p
	}
	return p
}

// resolve makes the product with the id. A combination is the outermost
// product with what is in it as subcomponents, down to the part.
func (t *tree) resolve(id string, r *csaf, at diag.Position) Product {
	chain, ok := t.chain(id, nil)
	if !ok {
		r.NoteAt(diag.Warning, "vex/product-path", at, "correct the relationships of the product tree",
			"the product %q is part of itself; it is taken alone", id)
		chain = []string{id}
	}
	var whole Product
	for i, part := range chain {
		p, known := t.products[part]
		if !known {
			p.Ref = part
			t.undefined(part, r, at)
		}
		if i > 0 {
			p.Subcomponents = []Product{whole}
		}
		whole = p
	}
	if own := t.products[id]; len(chain) > 1 {
		innermost(&whole).join(own)
		whole.Name = own.Name
	}
	return whole
}

func (t *tree) undefined(id string, r *csaf, at diag.Position) {
	if !t.unknown[id] {
		t.unknown[id] = true
		r.NoteAt(diag.Warning, "vex/undefined-product", at, "define the product in the product tree", "no product has the id %q", id)
	}
}

// innermost returns the part that a combination is about. The lists of the
// tree's products are shared, so those on the way are copied.
func innermost(p *Product) *Product {
	for len(p.Subcomponents) > 0 {
		p = &p.Subcomponents[0]
	}
	return p
}

// join adds what a combination itself is known by.
func (p *Product) join(own Product) {
	p.PURLs = append(slices.Clone(p.PURLs), own.PURLs...)
	p.CPEs = append(slices.Clone(p.CPEs), own.CPEs...)
	p.Hashes = append(slices.Clone(p.Hashes), own.Hashes...)
}

// maxChain bounds how many products are in each other.
const maxChain = 32

// chain takes a combination apart, from the part outwards. ok is false where
// it leads back to itself.
func (t *tree) chain(id string, seen []string) (list []string, ok bool) {
	path, combined := t.paths[id]
	if !combined {
		return []string{id}, true
	}
	if slices.Contains(seen, id) || len(seen) > maxChain {
		return nil, false
	}
	seen = append(seen, id)
	for _, next := range path {
		part, ok := t.chain(next, seen)
		if !ok || len(list)+len(part) > maxChain {
			return nil, false
		}
		list = append(list, part...)
	}
	return list, true
}
