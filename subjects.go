// SPDX-License-Identifier: Apache-2.0

package kedja

import (
	"slices"
	"strings"

	"github.com/kedja/kedja/policies"
	"github.com/kedja/kedja/risk"
)

// componentSubjects gives the components to the rules. There may be very many,
// so that their ids and names are pieces of one text.
func (r *run) componentSubjects(in *risk.Inputs, sectors []string, yield func(policies.Subject) bool) bool {
	const scope = "component:"
	g := r.g
	size := 0
	for i := range g.Components {
		if c := &g.Components[i]; c.Counted {
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
		if !c.Counted {
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
		if !yield(policies.Subject{Scope: "component", ID: piece(scope, c.ID), Name: name, Input: &inputs[i], Assets: touched, Sectors: sectors}) {
			return false
		}
	}
	return true
}
