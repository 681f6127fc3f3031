// SPDX-License-Identifier: Apache-2.0

package inquiry

import (
	"cmp"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/kedja/kedja/system"
)

// context begins the system's record with the products and contracts that
// its questions need: those asked of, and those that answers may name. They
// stand in the order of the record.
func (f *ownForm) context(q *Questionnaire) {
	asked := map[string]bool{}
	anyProduct, anyContract := false, false
	for i := range q.Questions {
		x := &q.Questions[i]
		if x.Place.Kind != "System" && x.Place.Kind != "Evidence" {
			continue
		}
		asked[x.Subject] = true
		anyProduct = anyProduct || strings.HasSuffix(x.Place.Field, "/shares")
		if strings.HasSuffix(x.Place.Field, "/contracts") {
			anyContract = true
			asked[x.Subject+"/contracts"] = true
		}
	}
	if len(asked) == 0 {
		return
	}
	root := &f.sheet("System", "").root
	f.entity(root, asked, q)
	contracts := map[string]bool{}
	for _, c := range f.system.Contracts {
		contracts[c.ID] = anyContract || asked["contract:"+c.ID]
	}
	for _, a := range f.system.Assets {
		if asked["asset:"+a.ID] {
			root.at("assets").entry(a.ID, "id", a.ID)
		}
	}
	for i := range f.system.Products {
		p := &f.system.Products[i]
		named := slices.DeleteFunc(slices.Clone(p.Contracts), func(id string) bool { return !contracts[id] })
		if !anyProduct && !asked["product:"+p.ID] && len(named) == 0 {
			continue
		}
		e := root.at("products").entry(p.ID, "id", p.ID)
		if len(named) > 0 && !asked["product:"+p.ID+"/contracts"] {
			for j, id := range named {
				named[j] = quoted(id)
			}
			e.at("contracts").value = "[" + strings.Join(named, ", ") + "]"
		}
	}
	for _, c := range f.system.Contracts {
		if contracts[c.ID] {
			root.at("contracts").entry(c.ID, "id", c.ID, "supplier", c.Supplier)
		}
	}
}

// entity names the user's organisation where evidence is about it, and the
// currency of its figures where the file has another than the law's limits.
func (f *ownForm) entity(root *entry, asked map[string]bool, q *Questionnaire) {
	if id := f.system.Entity.ID; id != "" && asked["entity:"+id] {
		root.at("entity").at("id").value = quoted(id)
	}
	if cmp.Or(f.system.Entity.Currency, f.system.Currency) == "EUR" {
		return
	}
	for i := range q.Questions {
		if field := q.Questions[i].Place.Field; field == "/entity/turnover" || field == "/entity/balanceSheet" {
			root.at("entity").at("currency").value = "EUR"
		}
	}
}

// inSystem finds the entry that the field of a question about the system is
// below; nil is none. Entries of its lists are told by the question's
// subject, because their places change.
func (f *ownForm) inSystem(q *Question, steps []string) *entry {
	list := steps[0]
	kind := map[string]string{"assets": "asset:", "products": "product:", "contracts": "contract:", "incidents": "incident:"}[list]
	if kind == "" || len(steps) == 1 {
		if !holds(reflect.TypeFor[system.System](), steps) {
			return nil
		}
		return f.sheet("System", "").root.holder(steps)
	}
	id, ok := strings.CutPrefix(q.Subject, kind)
	if !ok || id == "" || len(steps) < 3 || !holds(reflect.TypeFor[system.System](), slices.Concat([]string{list, "0"}, steps[2:])) {
		return nil
	}
	root := &f.sheet("System", "").root
	if list == "contracts" {
		if i := slices.IndexFunc(f.system.Contracts, func(c system.Contract) bool { return c.ID == id }); i < 0 {
			return nil // its supplier has to be stated, and nobody did
		}
	}
	e := root.at(list).entry(id, "id", id)
	rest := steps[2:]
	if len(rest) == 3 { // a field of an entry of a product's list
		return f.inList(e, id, rest)
	}
	return e.holder(rest)
}

// inList finds the entry of a list of a product: services and alternatives
// are told by their parties.
func (f *ownForm) inList(product *entry, id string, steps []string) *entry {
	n, err := strconv.Atoi(steps[1])
	i := slices.IndexFunc(f.system.Products, func(p system.Product) bool { return p.ID == id })
	if err != nil || i < 0 || n < 0 {
		return nil
	}
	p := &f.system.Products[i]
	switch {
	case steps[0] == "services" && n < len(p.Services):
		s := p.Services[n]
		return product.at("services").entry(steps[1], "party", s.Party, "kind", s.Kind)
	case steps[0] == "alternatives" && n < len(p.Alternatives.Items):
		a := p.Alternatives.Items[n]
		return product.at("alternatives").entry(steps[1], "party", a.Party, "product", a.Product)
	}
	return nil
}
