// SPDX-License-Identifier: Apache-2.0

package gate

import (
	"fmt"
	"strings"

	"github.com/kedja/kedja/result"
)

// indexCycles makes the components that depend on one another askable, by the
// first of the cycle shown.
func (e *Explainer) indexCycles() {
	for i := range e.a.Cycles {
		c := &e.a.Cycles[i]
		if len(c.Path) == 0 {
			continue
		}
		e.add("cycles", "cycles/"+c.Scope+"/"+c.Path[0], func() result.Explanation {
			return number("components that depend on one another, with "+e.component(c.Path[0]), fmt.Sprint(c.Size), "")
		}, func() []result.Explanation {
			b := branch{e: e}
			var names []string
			for _, id := range append(c.Path[:len(c.Path):len(c.Path)], c.Path[0]) {
				names = append(names, e.component(id))
			}
			for _, id := range c.Path {
				if x := e.components[strings.TrimPrefix(id, "component:")]; x != nil && x.At.File != "" {
					b.input(x.At.File, "lists "+e.component(id))
				}
			}
			return []result.Explanation{measure("strongly connected component of the dependencies",
				"A shortest cycle in it: "+strings.Join(names, " → ")+".", "section 2", b.out)}
		})
	}
}
