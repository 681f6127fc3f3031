// SPDX-License-Identifier: Apache-2.0

package gate

import (
	"slices"
	"strings"

	"github.com/kedja/kedja/result"
)

// facts finds what an explanation refers to, by id.
type facts struct {
	a          *result.Assessment
	stated     map[[2]string]*result.Fact // by subject and path
	ofSubject  map[string][]*result.Fact
	parties    map[string]*result.Party
	products   map[string]*result.Product
	assets     map[string]*result.Asset
	components map[string]*result.Component
	rules      map[string]*result.Rule
	measures   map[string]*result.Measure
	inputs     map[string]*result.Input
	qualities  map[string]*result.Quality
	packs      map[string]*result.Policy
	contracts  map[string][]string // ids of contract subjects by supplier
	to         map[string][]string // flows, by what they come from
	called     func(subject string) string
}

func newFacts(a *result.Assessment) *facts {
	f := &facts{
		a:          a,
		stated:     make(map[[2]string]*result.Fact, len(a.Facts)),
		ofSubject:  map[string][]*result.Fact{},
		parties:    byID(a.Parties, func(x *result.Party) string { return x.ID }),
		products:   byID(a.Products, func(x *result.Product) string { return x.ID }),
		assets:     byID(a.Assets, func(x *result.Asset) string { return x.ID }),
		components: byID(a.Components, func(x *result.Component) string { return x.ID }),
		rules:      byID(a.Rules, func(x *result.Rule) string { return x.ID }),
		measures:   byID(a.Measures, func(x *result.Measure) string { return x.ID }),
		inputs:     byID(a.Inputs, func(x *result.Input) string { return x.Name }),
		qualities:  byID(a.Quality, func(x *result.Quality) string { return x.File }),
		packs:      byID(a.Policies, func(x *result.Policy) string { return x.Pack }),
		contracts:  map[string][]string{},
		to:         map[string][]string{},
		called:     calledIn(a),
	}
	for i := range a.Facts {
		x := &a.Facts[i]
		f.stated[[2]string{x.Subject, x.Path}] = x
		f.ofSubject[x.Subject] = append(f.ofSubject[x.Subject], x)
		if x.Path == "contract.supplier" {
			f.contracts[x.Value] = append(f.contracts[x.Value], x.Subject)
		}
	}
	for _, flow := range a.Flows {
		f.to[flow.From] = append(f.to[flow.From], flow.To)
	}
	return f
}

func byID[T any](list []T, id func(*T) string) map[string]*T {
	out := make(map[string]*T, len(list))
	for i := range list {
		if key := id(&list[i]); out[key] == nil {
			out[key] = &list[i]
		}
	}
	return out
}

// party is what people call a party.
func (f *facts) party(id string) string {
	if p := f.parties[id]; p != nil && p.Name != "" {
		return p.Name
	}
	switch id {
	case "":
		return "nobody known"
	case "unlisted":
		return "a holder that nobody listed"
	}
	if cc, ok := strings.CutPrefix(id, "state:"); ok {
		return "the state " + cc
	}
	return strings.TrimPrefix(strings.TrimPrefix(id, "name:"), "ns:")
}

// subject is what people call a subject, with its kind.
func (f *facts) subject(id string) string {
	kind, rest, ok := strings.Cut(id, ":")
	if !ok {
		return id
	}
	switch kind {
	case "supplier", "owner":
		return f.party(rest)
	case "product":
		if p := f.products[rest]; p != nil && p.Name != "" && p.Name != rest {
			return "product " + p.Name + " (" + rest + ")"
		}
	case "asset":
		if x := f.assets[rest]; x != nil && x.Name != "" && x.Name != rest {
			return "asset " + x.Name + " (" + rest + ")"
		}
	case "component":
		return "component " + f.component(rest)
	case "system":
		if f.a.Subject.ID == id && f.a.Subject.Name != "" {
			return f.a.Subject.Name
		}
	case "document":
		return rest
	}
	return kind + " " + rest
}

func (f *facts) component(id string) string {
	id = strings.TrimPrefix(id, "component:")
	c := f.components[id]
	switch {
	case c == nil || c.Name == "":
		return id
	case c.Version == "":
		return c.Name
	}
	return c.Name + "@" + c.Version
}

// member is what people call a key of a grouping.
func (f *facts) member(by, key string) string {
	switch by {
	case "supplier", "owner":
		return f.party(key)
	case "component":
		return f.component(key)
	}
	if key == "unlisted" {
		return f.party(key)
	}
	return key
}

// productsIn lists the products of a scope.
func (f *facts) productsIn(scope string) []*result.Product {
	kind, id, _ := strings.Cut(scope, ":")
	var out []*result.Product
	switch kind {
	case "product":
		if p := f.products[id]; p != nil {
			out = append(out, p)
		}
	case "asset":
		if x := f.assets[id]; x != nil {
			for _, p := range x.Products {
				if f.products[p] != nil {
					out = append(out, f.products[p])
				}
			}
		}
	default:
		for i := range f.a.Products {
			out = append(out, &f.a.Products[i])
		}
	}
	return out
}

// reached lists the nodes of the supply chain below one, itself first.
func (f *facts) reached(from string) []string {
	out := []string{from}
	seen := map[string]bool{from: true}
	for i := 0; i < len(out); i++ {
		for _, to := range f.to[out[i]] {
			if !seen[to] {
				seen[to] = true
				out = append(out, to)
			}
		}
	}
	return out
}

// inputsOf lists the files of a kind; one file may hold several kinds.
func (f *facts) inputsOf(kind string) []string {
	var out []string
	for i := range f.a.Inputs {
		if slices.Contains(strings.Split(f.a.Inputs[i].Kind, "+"), kind) {
			out = append(out, f.a.Inputs[i].Name)
		}
	}
	return out
}

// record says which record states facts of a subject, and its file: "" where
// there is none yet.
func (f *facts) record(subject string) (words, file string) {
	kind, id, _ := strings.Cut(subject, ":")
	for _, x := range f.ofSubject[subject] {
		// What is worked out from several records is not in this one.
		if strings.HasPrefix(x.Path, kind+".") && x.Path != "supplier.control" {
			file = x.File
			break
		}
	}
	switch kind {
	case "supplier", "owner":
		words = "the Supplier record of " + id
	case "country":
		words = "the Country record of " + id
	case "document":
		return "the SBOM", id
	case "component":
		if c := f.components[id]; c != nil {
			file = c.At.File
		}
		return "the SBOM with this component", file
	case "product", "asset", "contract":
		words = "the entry of the " + kind + " " + id + " in the System record"
		if files := f.inputsOf("System"); file == "" && len(files) > 0 {
			file = files[0]
		}
	default:
		words = "the System record"
		if files := f.inputsOf("System"); file == "" && len(files) > 0 {
			file = files[0]
		}
	}
	if file == "" {
		words += ", which nobody wrote yet"
	}
	return words, file
}

// ask is whom a missing fact can be had from. What the user decides or owns,
// nobody else knows.
func (f *facts) ask(subject, path string) string {
	kind, id, _ := strings.Cut(subject, ":")
	about, _, _ := strings.Cut(path, ".")
	if slices.Contains([]string{"asset", "assets", "system", "entity", "contract", "contracts", "evidence", "exposure"}, about) {
		kind = about
	}
	if strings.HasPrefix(path, "supplier.designations") {
		return "the authorities, or their published acts"
	}
	switch path { // what only the buyer knows of what it buys
	case "product.spend", "product.units", "product.supplier", "product.alternatives", "product.exitPlan":
		kind = "own"
	}
	switch kind {
	case "supplier", "owner":
		return f.party(id)
	case "product":
		if p := f.products[id]; p != nil && p.Party != "" {
			return f.party(p.Party)
		}
	case "component":
		if c := f.components[id]; c != nil && c.Party != "" {
			return f.party(c.Party)
		}
		return "whoever made the SBOM"
	case "document":
		return "whoever made " + id
	case "country":
		return "public sources on " + id
	}
	if f.a.Subject.Entity != "" {
		return "your own people at " + f.a.Subject.Entity
	}
	return "your own people"
}
