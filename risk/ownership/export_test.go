// SPDX-License-Identifier: Apache-2.0

package ownership

import "github.com/kedja/kedja/diag"

// Relation is who controls whom as the analysis has it, for tests: by holder
// and party. Open are the parties that anybody may control.
type Relation struct {
	Certain, Possible map[[2]string]bool
	Open              map[string]bool
}

// RelationOf analyses an input.
func RelationOf(in Input) Relation {
	var diags diag.List
	g := build(in, &diags)
	a := analyse(g, in.Turnout)
	r := Relation{Certain: map[[2]string]bool{}, Possible: map[[2]string]bool{}, Open: map[string]bool{}}
	for j := range g.nodes {
		party := g.nodes[j].id
		r.Open[party] = a.open[j]
		for _, i := range a.certainBy[j] {
			r.Certain[[2]string{g.nodes[i].id, party}] = true
		}
		for _, i := range a.possible[j] {
			r.Possible[[2]string{g.nodes[i].id, party}] = true
		}
	}
	return r
}
