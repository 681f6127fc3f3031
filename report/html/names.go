// SPDX-License-Identifier: Apache-2.0

package html

import (
	"strings"

	"github.com/kedja/kedja/result"
)

// names calls things what people call them, and finds what others refer to
// by id.
type names struct {
	subjectID   string
	subjectName string

	parties    map[string]*result.Party
	products   map[string]*result.Product
	components map[string]*result.Component
	assets     map[string]*result.Asset
	rules      map[string]*result.Rule
	measures   map[string]*result.Measure
	facts      map[string][]*result.Fact // by subject
	byParty    map[string][]string       // components by party
	doubled    map[string]bool           // names that several parties have
}

func newNames(a *result.Assessment) *names {
	n := &names{
		subjectID: a.Subject.ID, subjectName: a.Subject.Name,
		parties:    index(a.Parties, func(p *result.Party) string { return p.ID }),
		products:   index(a.Products, func(p *result.Product) string { return p.ID }),
		components: index(a.Components, func(c *result.Component) string { return c.ID }),
		assets:     index(a.Assets, func(x *result.Asset) string { return x.ID }),
		rules:      index(a.Rules, func(r *result.Rule) string { return r.ID }),
		measures:   index(a.Measures, func(m *result.Measure) string { return m.ID }),
		doubled:    map[string]bool{},
	}
	n.facts = map[string][]*result.Fact{}
	for i := range a.Facts {
		n.facts[a.Facts[i].Subject] = append(n.facts[a.Facts[i].Subject], &a.Facts[i])
	}
	n.byParty = map[string][]string{}
	for _, c := range a.Components {
		n.byParty[c.Party] = append(n.byParty[c.Party], c.ID)
	}
	seen := map[string]bool{}
	for i := range a.Parties {
		name := clean(a.Parties[i].Name, maxName)
		n.doubled[name] = seen[name]
		seen[name] = true
	}
	return n
}

func index[T any](list []T, id func(*T) string) map[string]*T {
	out := make(map[string]*T, len(list))
	for i := range list {
		out[id(&list[i])] = &list[i]
	}
	return out
}

// party is the name of a party, owner or state.
func (n *names) party(id string) string {
	if p := n.parties[id]; p != nil {
		if name := clean(p.Name, maxName); name != "" {
			if n.doubled[name] {
				name += " (" + clean(id, maxName) + ")"
			}
			return name
		}
	}
	if space, ok := strings.CutPrefix(id, "ns:"); ok {
		if kind, rest, ok := strings.Cut(space, "/"); ok {
			return clean(rest, maxName) + " (" + clean(kind, maxName) + ")"
		}
		id = space
	}
	if country, ok := strings.CutPrefix(id, "state:"); ok {
		return "state " + clean(country, maxName)
	}
	switch id {
	case "":
		return "nobody known"
	case "unlisted":
		return "a holder that nobody listed"
	}
	return clean(strings.TrimPrefix(id, "name:"), maxName)
}

// asset is the name of an asset.
func (n *names) asset(id string) string {
	id = strings.TrimPrefix(id, "asset:")
	if a := n.assets[id]; a != nil && a.Name != "" {
		return clean(a.Name, maxName)
	}
	return clean(id, maxName)
}

// member is the name of a key in a grouping.
func (n *names) member(by, key string) string {
	switch by {
	case "supplier", "owner":
		return n.party(key)
	case "component":
		return n.component(key)
	}
	return clean(key, maxName)
}

func (n *names) component(id string) string {
	id = strings.TrimPrefix(id, "component:")
	c := n.components[id]
	if c == nil || c.Name == "" {
		return clean(id, maxName)
	}
	name := clean(c.Name, maxName)
	if c.Version != "" {
		name += "@" + clean(c.Version, maxName)
	}
	return name
}

// subject is the name of the subject of a finding or score.
func (n *names) subject(id string) string {
	kind, rest, _ := strings.Cut(id, ":")
	switch {
	case id == n.subjectID && n.subjectName != "":
		return clean(n.subjectName, maxName)
	case rest == "":
		return clean(id, maxName)
	}
	switch kind {
	case "supplier", "owner":
		return n.party(rest)
	case "asset":
		return n.asset(rest)
	case "component":
		return n.component(rest)
	case "product":
		if p := n.products[rest]; p != nil && p.Name != "" {
			return clean(p.Name, maxName)
		}
	}
	return clean(rest, maxName)
}

// thing is the name of a product, asset or party of which only the id is
// known.
func (n *names) thing(id string) string {
	if n.products[id] != nil {
		return n.subject("product:" + id)
	}
	if n.assets[id] != nil {
		return n.asset(id)
	}
	return n.party(id)
}

// apply calls a function on every text.
func apply(texts []string, f func(string) string) []string {
	out := make([]string, len(texts))
	for i, t := range texts {
		out[i] = f(t)
	}
	return out
}

// text cleans a text of some length.
func text(s string) string { return clean(s, maxText) }
