// SPDX-License-Identifier: Apache-2.0

package merge

import (
	"cmp"
	"reflect"
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
)

// detailTexts are the fields of the details of which one value counts.
var detailTexts = []struct {
	name  string
	grade diag.Severity
	of    func(*sbom.Details) *string
}{
	{"source information", diag.Info, func(d *sbom.Details) *string { return &d.SourceInfo }},
	{"comment", diag.Info, func(d *sbom.Details) *string { return &d.Comment }},
	{"release date", diag.Warning, func(d *sbom.Details) *string { return &d.ReleasedAt }},
	{"build date", diag.Info, func(d *sbom.Details) *string { return &d.BuiltAt }},
	{"end of support", diag.Warning, func(d *sbom.Details) *string { return &d.ValidUntil }},
}

// foldDetails makes one of the details of several nodes; n is a copy of the
// first.
func (m *merger) foldDetails(n *sbom.Node, members []num) {
	from := members[0]
	own := false // n.More is no longer an input's
	for _, g := range members[1:] {
		_, _, b := m.node(g)
		switch {
		case b.More == nil || b.More == n.More:
		case n.More == nil:
			n.More, from = b.More, g
		default:
			if !own {
				copied := *n.More
				n.More, own = &copied, true
			}
			m.joinDetails(n.More, b.More, from, g)
		}
	}
}

// joinDetails adds to a what b says beyond it. What a points to is not
// changed.
func (m *merger) joinDetails(a, b *sbom.Details, first, second num) {
	for _, t := range detailTexts {
		switch value, other := t.of(a), *t.of(b); {
		case *value == "":
			*value = other
		case other != "" && strings.TrimSpace(other) != strings.TrimSpace(*value):
			m.conflict(t.name, t.grade, first, second, *value, other)
		}
	}
	a.Identifiers = unite(a.Identifiers, b.Identifiers)
	a.Properties = unite(a.Properties, b.Properties)
	a.SupportLevels = unite(a.SupportLevels, b.SupportLevels)
	a.Purposes = unite(a.Purposes, b.Purposes)
	a.Evidence = uniteBy(a.Evidence, b.Evidence, evidenceKey, nil)
	a.Pedigree = m.joinPedigree(a.Pedigree, b.Pedigree, first, second)
	a.Model = m.joinModel(a.Model, b.Model, first, second)
	switch {
	case a.Crypto == nil:
		a.Crypto = b.Crypto
	case b.Crypto != nil && *a.Crypto != *b.Crypto:
		m.conflict("cryptographic asset", diag.Warning, first, second, assetOf(a.Crypto), assetOf(b.Crypto))
	}
	switch {
	case a.Service == nil:
		a.Service = b.Service
	case b.Service != nil && !reflect.DeepEqual(a.Service, b.Service):
		m.conflict("service", diag.Warning, first, second, strings.Join(a.Service.Endpoints, " "), strings.Join(b.Service.Endpoints, " "))
	}
}

// assetOf is a cryptographic asset in a message.
func assetOf(c *sbom.Crypto) string {
	return strings.Join(strings.Fields(strings.Join([]string{c.AssetType, c.Primitive, c.Parameter, c.OID, c.NotAfter}, " ")), " ")
}

func (m *merger) joinPedigree(a, b *sbom.Pedigree, first, second num) *sbom.Pedigree {
	if a == nil || b == nil || a == b {
		return cmp.Or(a, b)
	}
	p := *a
	p.Ancestors = unite(p.Ancestors, b.Ancestors)
	p.Descendants = unite(p.Descendants, b.Descendants)
	p.Variants = unite(p.Variants, b.Variants)
	p.Commits = unite(p.Commits, b.Commits)
	p.Patches = max(p.Patches, b.Patches)
	p.Notes = cmp.Or(p.Notes, b.Notes)
	if b.Notes != "" && b.Notes != p.Notes {
		m.conflict("pedigree", diag.Info, first, second, p.Notes, b.Notes)
	}
	switch {
	case p.Modified == sbom.Unstated:
		p.Modified = b.Modified
	case b.Modified != sbom.Unstated && b.Modified != p.Modified:
		m.conflict("modification", diag.Warning, first, second, modified(p.Modified), modified(b.Modified))
	}
	return &p
}

func modified(t sbom.Tristate) string {
	if t == sbom.True {
		return "modified"
	}
	return "unmodified"
}

func (m *merger) joinModel(a, b *sbom.Model, first, second num) *sbom.Model {
	if a == nil || b == nil || a == b {
		return cmp.Or(a, b)
	}
	p := *a
	for _, f := range []struct {
		name  string
		value *string
		other string
	}{{"task of the model", &p.Task, b.Task}, {"architecture of the model", &p.Architecture, b.Architecture}} {
		if *f.value = cmp.Or(*f.value, f.other); f.other != "" && f.other != *f.value {
			m.conflict(f.name, diag.Warning, first, second, *f.value, f.other)
		}
	}
	p.Datasets = unite(p.Datasets, b.Datasets)
	return &p
}

// localized returns the details of a node of the whole, in which references
// into the documents are those of the whole, and no place in a document is
// left.
func (m *merger) localized(d *sbom.Details, members []num) *sbom.Details {
	if d == nil {
		return nil
	}
	model, service := d.Model, d.Service
	if model != nil && len(model.Datasets) > 0 {
		if sets := m.references(model.Datasets, members); !slices.Equal(sets, model.Datasets) {
			copied := *model
			copied.Datasets = sets
			model = &copied
		}
	}
	if service != nil && len(service.Data) > 0 {
		if data := m.flows(service.Data, members); !reflect.DeepEqual(data, service.Data) {
			copied := *service
			copied.Data = data
			service = &copied
		}
	}
	if d.Pointer == "" && model == d.Model && service == d.Service {
		return d
	}
	copied := *d
	copied.Pointer, copied.Model, copied.Service = "", model, service
	return &copied
}

// references turns what are references in the first document that has them
// into those of the whole.
func (m *merger) references(list []string, members []num) []string {
	var out []string
	for _, s := range list {
		for _, g := range members {
			if _, ok := m.links.refsOf(int(m.home[g]))[s]; ok {
				s = m.refIn(int(m.home[g]), s)
				break
			}
		}
		out = unite(out, []string{s})
	}
	return out
}

func (m *merger) flows(list []sbom.DataFlow, members []num) []sbom.DataFlow {
	out := slices.Clone(list)
	for i := range out {
		out[i].Sources = m.references(out[i].Sources, members)
		out[i].Destination = m.references(out[i].Destination, members)
	}
	return out
}
