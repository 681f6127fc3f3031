// SPDX-License-Identifier: Apache-2.0

package gate

import "encoding/json"

// wayDown lists the parties on a shortest way along stated subcontracts from
// the party to one for which the function holds, itself first and that one
// last; nil where there is none.
func (e *Explainer) wayDown(party string, holds func(party string) bool) []string {
	from := map[string]string{party: ""}
	for queue := []string{party}; len(queue) > 0; queue = queue[1:] {
		if at := queue[0]; holds(at) {
			var way []string
			for ; at != ""; at = from[at] {
				way = append([]string{at}, way...)
			}
			return way
		}
		for _, next := range e.subcontractors(queue[0]) {
			if _, seen := from[next]; !seen && next != "" {
				from[next] = queue[0]
				queue = append(queue, next)
			}
		}
	}
	return nil
}

// subcontractors are those that the party's record states.
func (e *Explainer) subcontractors(party string) []string {
	f := e.stated[[2]string{"supplier:" + party, "supplier.subcontractors"}]
	if f == nil {
		return nil
	}
	var list []struct {
		Party string `json:"party"`
	}
	if err := json.Unmarshal([]byte(f.Value), &list); err != nil {
		return nil // none, which is a word
	}
	var out []string
	for _, x := range list {
		out = append(out, x.Party)
	}
	return out
}
