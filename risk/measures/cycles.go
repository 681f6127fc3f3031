// SPDX-License-Identifier: Apache-2.0

package measures

import "github.com/kedja/kedja/result"

// maxCycles is how many groups of components that depend on one another are
// listed.
const maxCycles = 50

// Cycles lists the largest groups of components that depend on one another,
// each with a shortest cycle, and counts the others.
func (m *Measurer) Cycles() (rows []result.Cycle, rest int) {
	all := m.g.Cycles()
	for _, c := range all[:min(maxCycles, len(all))] {
		row := result.Cycle{Scope: m.scopes[0].id, Size: c.Size}
		for _, k := range c.Path {
			row.Path = append(row.Path, "component:"+m.g.Components[k].ID)
		}
		rows = append(rows, row)
	}
	return rows, len(all) - len(rows)
}
