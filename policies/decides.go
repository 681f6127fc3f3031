// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"slices"

	"github.com/kedja/kedja/result"
)

// passing are the ways in which a number passes a parameter.
var passing = []string{"at or below", "at or above", "below"}

// checkDecides checks what the rule says of the number that decides it.
func (r *rule) checkDecides(bad func(string, ...any)) {
	d := r.Decides
	if d == nil {
		return
	}
	at := slices.IndexFunc(r.Params, func(p Param) bool { return p.Name == d.Param })
	if at < 0 {
		bad("decides: the rule has no parameter %q", d.Param)
	} else if _, number := r.Params[at].Default.(float64); !number {
		bad("decides: the parameter %s is no number", d.Param)
	}
	if d.By == "" || !slices.Contains(passing, d.Passes) {
		bad("decides: name a field of the finding in by, and in passes one of %q", passing)
	}
}

// decided is the number that decides a finding, nil where it holds none.
func (r *rule) decided(fields map[string]any) *result.Decides {
	if r.Decides == nil {
		return nil
	}
	value, ok := interval(fields[r.Decides.By])
	if !ok {
		return nil
	}
	return &result.Decides{Param: r.Decides.Param, Value: value, Passes: r.Decides.Passes}
}
