// SPDX-License-Identifier: Apache-2.0

package kedja

import (
	"cmp"
	"slices"
	"strings"

	"github.com/kedja/kedja/policies"
	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
)

// componentSubjects gives the components to the rules, and those that do not
// count to the ones about vulnerabilities, where they have any open. There may be very many,
// so that their ids and names are pieces of one text.
func (r *run) componentSubjects(in *risk.Inputs, sectors []string, yield func(policies.Subject) bool) bool {
	const scope = "component:"
	g := r.g
	size := 0
	for i := range g.Components {
		if c := &g.Components[i]; c.Counted || risk.OpenOnes(c.Vulnerabilities) {
			size += len(scope) + len(c.ID) + len(c.Name) + 1 + len(c.Version)
		}
	}
	var text strings.Builder
	text.Grow(size)
	piece := func(parts ...string) string {
		from := text.Len()
		for _, s := range parts {
			text.WriteString(s)
		}
		return text.String()[from:]
	}
	inputs := in.Components()
	r.seen = inputs
	var touched []string // of the last one, which the next mostly shares
	var last []risk.AssetRef
	for i := range g.Components {
		c := &g.Components[i]
		if !c.Counted && !risk.OpenOnes(c.Vulnerabilities) {
			continue
		}
		if i == 0 || !slices.Equal(inputs[i].Assets, last) {
			last, touched = inputs[i].Assets, nil
			for _, a := range last {
				touched = append(touched, a.Class)
			}
		}
		name := c.Name
		if c.Version != "" {
			name = piece(c.Name, " ", c.Version)
		}
		if !yield(policies.Subject{Scope: "component", ID: piece(scope, c.ID), Name: name, Input: &inputs[i], Assets: touched, Sectors: sectors, Apart: !c.Counted, Lower: c.Apart()}) {
			return false
		}
	}
	return true
}

// lasting is what a subject goes by over time, where that is not its id: an
// SBOM by the product that it describes, a component without a package URL by
// its product, name and type. It is what [result.LastingSubjects] says.
func (r *run) lasting(subject string) string {
	kind, id, _ := strings.Cut(subject, ":")
	switch {
	case kind == "document":
		return result.LastingDocument(r.described(id))
	case kind == "component" && !strings.HasPrefix(id, "pkg:"):
		if i := r.g.Component(id); i != risk.None && !r.g.Components[i].HasPURL {
			c := &r.g.Components[i]
			return result.LastingComponent(r.described(r.g.Position(c).File), c.Name, c.Type)
		}
	}
	return ""
}

// described is the product that the SBOM of a file describes, the first by id
// where there are several, and the file where there is none.
func (r *run) described(file string) string {
	if r.productOf == nil {
		r.productOf = map[string]string{}
		for i := range r.g.Documents {
			d := &r.g.Documents[i]
			if p, ok := r.productOf[d.SBOM.File]; d.Product != "" && (!ok || d.Product < p) {
				r.productOf[d.SBOM.File] = d.Product
			}
		}
	}
	return cmp.Or(r.productOf[file], file)
}
