// SPDX-License-Identifier: Apache-2.0

package phrase

import (
	"strings"

	"github.com/kedja/kedja/result"
)

// Names calls things what people call them, and finds what others refer to
// by id.
type Names struct {
	subjectID   string
	subjectName string

	Parties    map[string]*result.Party
	Products   map[string]*result.Product
	Components map[string]*result.Component
	Assets     map[string]*result.Asset
	Rules      map[string]*result.Rule
	Measures   map[string]*result.Measure
	Control    map[string]*result.Control // by party
	Facts      map[string][]*result.Fact  // by subject
	ByParty    map[string][]string        // components by party
	Doubled    map[string]bool            // Names that several parties have
}

func NewNames(a *result.Assessment) *Names {
	n := &Names{
		subjectID: a.Subject.ID, subjectName: a.Subject.Name,
		Parties:    index(a.Parties, func(p *result.Party) string { return p.ID }),
		Products:   index(a.Products, func(p *result.Product) string { return p.ID }),
		Components: index(a.Components, func(c *result.Component) string { return c.ID }),
		Assets:     index(a.Assets, func(x *result.Asset) string { return x.ID }),
		Rules:      index(a.Rules, func(r *result.Rule) string { return r.ID }),
		Measures:   index(a.Measures, func(m *result.Measure) string { return m.ID }),
		Control:    index(a.Control, func(c *result.Control) string { return c.Party }),
		Doubled:    map[string]bool{},
	}
	n.Facts = map[string][]*result.Fact{}
	for i := range a.Facts {
		n.Facts[a.Facts[i].Subject] = append(n.Facts[a.Facts[i].Subject], &a.Facts[i])
	}
	n.ByParty = map[string][]string{}
	for _, c := range a.Components {
		n.ByParty[c.Party] = append(n.ByParty[c.Party], c.ID)
	}
	seen := map[string]bool{}
	for i := range a.Parties {
		name := Clean(a.Parties[i].Name, MaxName)
		n.Doubled[name] = seen[name]
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

// Party is the name of a party, owner or state.
func (n *Names) Party(id string) string {
	if p := n.Parties[id]; p != nil {
		if name := Clean(p.Name, MaxName); name != "" {
			if n.Doubled[name] {
				name += " (" + Clean(id, MaxName) + ")"
			}
			return name
		}
	}
	if space, ok := strings.CutPrefix(id, "ns:"); ok {
		if kind, rest, ok := strings.Cut(space, "/"); ok {
			return Clean(rest, MaxName) + " (" + Clean(kind, MaxName) + ")"
		}
		id = space
	}
	if country, ok := strings.CutPrefix(id, "state:"); ok {
		return "state " + Clean(country, MaxName)
	}
	switch id {
	case "":
		return "nobody known"
	case "unlisted":
		return "a holder that nobody listed"
	}
	return Clean(strings.TrimPrefix(id, "name:"), MaxName)
}

// Asset is the name of an asset.
func (n *Names) Asset(id string) string {
	id = strings.TrimPrefix(id, "asset:")
	if a := n.Assets[id]; a != nil && a.Name != "" {
		return Clean(a.Name, MaxName)
	}
	return Clean(id, MaxName)
}

// Member is the name of a key in a grouping.
func (n *Names) Member(by, key string) string {
	switch by {
	case "supplier", "owner":
		return n.Party(key)
	case "component":
		return n.Component(key)
	}
	return Clean(key, MaxName)
}

func (n *Names) Component(id string) string {
	id = strings.TrimPrefix(id, "component:")
	c := n.Components[id]
	if c == nil || c.Name == "" {
		return Clean(id, MaxName)
	}
	name := Clean(c.Name, MaxName)
	if c.Version != "" {
		name += "@" + Clean(c.Version, MaxName)
	}
	return name
}

// Subject is the name of the subject of a finding or score.
func (n *Names) Subject(id string) string {
	kind, rest, _ := strings.Cut(id, ":")
	switch {
	case id == n.subjectID && n.subjectName != "":
		return Clean(n.subjectName, MaxName)
	case rest == "":
		return Clean(id, MaxName)
	}
	switch kind {
	case "supplier", "owner":
		return n.Party(rest)
	case "asset":
		return n.Asset(rest)
	case "component":
		return n.Component(rest)
	case "product":
		if p := n.Products[rest]; p != nil && p.Name != "" {
			return Clean(p.Name, MaxName)
		}
	}
	return Clean(rest, MaxName)
}

// Thing is the name of a product, asset or party of which only the id is
// known.
func (n *Names) Thing(id string) string {
	if n.Products[id] != nil {
		return n.Subject("product:" + id)
	}
	if n.Assets[id] != nil {
		return n.Asset(id)
	}
	return n.Party(id)
}

// Apply calls a function on every text.
func Apply(texts []string, f func(string) string) []string {
	out := make([]string, len(texts))
	for i, t := range texts {
		out[i] = f(t)
	}
	return out
}

// Text cleans a text of some length.
func Text(s string) string { return Clean(s, MaxText) }

// About is the subject of a finding as a waiver names it best: a component
// without a package URL by what it is called, as its id holds a digest of its
// SBOM that is another whenever that is made anew.
func About(f *result.Finding) string {
	if f.Lasting != "" && strings.HasPrefix(f.Subject, "component:") {
		return f.Lasting
	}
	return f.Subject
}
