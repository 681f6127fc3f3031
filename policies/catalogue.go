// SPDX-License-Identifier: Apache-2.0

package policies

import "iter"

// Catalogue holds the measures, risks, articles, factors and asset classes of
// the sources that rules cite.
type Catalogue struct {
	entries map[string]Entry
	ids     []string
}

// Entry is one record of the catalogue.
type Entry struct {
	ID         string // namespaced: "eu5g:SM05", "nis2:21.2.d"
	Kind       string // measure | action | risk | article | recital | factor | class | field | indicator
	Title      string // in our own words
	Status     string // binding | recommendation | guidance | proposal | vendor-advice | draft
	From       string // date, YYYY-MM-DD; "" is not stated
	To         string
	Source     string
	Provenance string   // primary | secondary | inferred | unverified
	Links      []string // crosswalk: other entries
	Note       string
	Class      *Class // of entries of kind class
	// Evidence is what a person must supply, because data do not decide the
	// entry; "" where rules do.
	Evidence string
	Of       string // whom the evidence is about: entity | supplier | product | contract | asset | authority
	// AnsweredBy are other entries: evidence for one of them answers this
	// one too.
	AnsweredBy []string
	Hazards    []string // of a risk: natural | system-failure | human-error | insider | malicious
}

// Class is a class of assets in a key-asset catalogue.
type Class struct {
	ID          string
	Title       string
	Sensitivity string    // low | moderate | high | critical; the higher end where the source gives a range
	Range       [2]string // the source's rating, lower and higher end
	Criticality string    // default of assets of the class; "" is none
	Status      string
	Provenance  string
	Source      string
	Note        string
}

// BuiltinCatalogue returns the catalogue that comes with the package.
func BuiltinCatalogue() (Catalogue, error) {
	c := &content{catalogue: Catalogue{entries: map[string]Entry{}}}
	c.readCatalogue(source{fsys: builtin, prefix: "policies/", trusted: true})
	c.catalogue.seal(&c.diags)
	return c.catalogue, c.diags.Err()
}

// Entry returns the record of an id.
func (c Catalogue) Entry(id string) (Entry, bool) {
	e, ok := c.entries[id]
	return e, ok
}

// AssetClass returns the asset class of an id.
func (c Catalogue) AssetClass(id string) (Class, bool) {
	e, ok := c.entries[id]
	if !ok || e.Class == nil {
		return Class{}, false
	}
	return *e.Class, true
}

// All walks the records in the order of their ids.
func (c Catalogue) All() iter.Seq[Entry] {
	return func(yield func(Entry) bool) {
		for _, id := range c.ids {
			if !yield(c.entries[id]) {
				return
			}
		}
	}
}

// Answers lists, for each entry, the other entries that evidence for it
// answers as well, sorted.
func (c Catalogue) Answers() map[string][]string {
	out := map[string][]string{}
	for e := range c.All() {
		for _, by := range e.AnsweredBy {
			out[by] = append(out[by], e.ID)
		}
	}
	return out
}
