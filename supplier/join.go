// SPDX-License-Identifier: Apache-2.0

package supplier

import (
	"cmp"
	"maps"
	"slices"

	"github.com/kedja/kedja/diag"
)

// joinCountry adds what another record of the same country states: facts may
// lie in one file, indices in another. Where the two state one fact
// differently for the same day, the first holds, and clash is called with its
// pointer. Neither record is changed.
func joinCountry(k, o *Country, clash func(pointer string)) *Country {
	j := *k
	j.Name = cmp.Or(k.Name, o.Name)
	j.Positions = maps.Clone(k.Positions)
	j.SourcesOf, j.Validity, j.Sources = maps.Clone(k.SourcesOf), maps.Clone(k.Validity), maps.Clone(k.Sources)
	j.Memberships = joinFacts(&j, k, o, "memberships", k.Memberships, o.Memberships, clash)
	j.Agreements = joinFacts(&j, k, o, "agreements", k.Agreements, o.Agreements, clash)
	j.Law = joinFacts(&j, k, o, "law", k.Law, o.Law, clash)
	j.Indices = joinFacts(&j, k, o, "indices", k.Indices, o.Indices, clash)
	switch {
	case !o.Concern.Known():
	case !k.Concern.Known():
		j.Concern = o.Concern
		j.takeOver(o, "concern", "concern", "/concern")
	case k.Concern.None != o.Concern.None:
		clash("/concern")
	case !k.Concern.None:
		j.Concern.Items = slices.Concat(k.Concern.Items, o.Concern.Items)
	}
	return &j
}

// joinFacts joins one group of facts.
func joinFacts[V comparable](j, k, o *Country, group string, a, b map[string]V, clash func(string)) map[string]V {
	if len(b) == 0 {
		return a
	}
	out := maps.Clone(a)
	if out == nil {
		out = make(map[string]V, len(b))
	}
	for _, key := range slices.Sorted(maps.Keys(b)) {
		pointer := "/" + group + "/" + escape(key)
		if v, stated := a[key]; !stated {
			out[key] = b[key]
			j.takeOver(o, group, group+"/"+key, pointer)
		} else if v != b[key] && k.ValidityOf(group+"/"+key).meets(o.ValidityOf(group+"/"+key)) {
			clash(pointer)
		}
	}
	return out
}

// takeOver notes of a fact from another record where it stands and what it
// rests on.
func (k *Country) takeOver(o *Country, group, field, pointer string) {
	for _, p := range []string{"/" + group, pointer} {
		at, ok := o.Positions[p]
		if _, has := k.Positions[p]; !ok || has {
			continue
		}
		if k.Positions == nil {
			k.Positions = map[string]diag.Position{}
		}
		k.Positions[p] = at
	}
	if v := o.ValidityOf(field); v != (Validity{}) {
		if k.Validity == nil {
			k.Validity = map[string]Validity{}
		}
		k.Validity[field] = v
	}
	if k.SourcesOf == nil {
		k.SourcesOf = map[string]string{}
	}
	k.SourcesOf[field] = k.adopt(o, o.SourceOf(field))
}

// adopt describes a source of another record under an id that is free here,
// with that record's confidence and TLP where it has none itself.
func (k *Country) adopt(o *Country, id string) string {
	s, ok := o.Sources[id]
	if !ok || s == nil {
		return id
	}
	c := *s
	c.Confidence, c.TLP = cmp.Or(c.Confidence, o.Confidence), cmp.Or(c.TLP, o.TLP)
	if c.Retrieved.IsZero() {
		c.Retrieved = o.AsOf
	}
	if old, taken := k.Sources[id]; taken && old != nil && *old != c {
		id += "@" + o.File
	}
	if k.Sources == nil {
		k.Sources = map[string]*Source{}
	}
	k.Sources[id] = &c
	return id
}

// meets reports whether there is a day on which both hold.
func (v Validity) meets(w Validity) bool {
	return (v.To.IsZero() || w.From.IsZero() || !v.To.Before(w.From.Time)) &&
		(w.To.IsZero() || v.From.IsZero() || !w.To.Before(v.From.Time))
}
