// SPDX-License-Identifier: Apache-2.0

package gate

import (
	"cmp"
	"reflect"
	"slices"

	"github.com/kedja/kedja/result"
)

// bounds compares whom the sources bind. A source that only one of the
// results has, and that does not bind there, asks for nothing: no change.
func (d *differ) bounds() []result.BoundChange {
	type key struct{ pack, source string }
	index := func(a *result.Assessment) map[key]*result.BoundState {
		out := map[key]*result.BoundState{}
		for i := range a.Bounds {
			b := &a.Bounds[i]
			if k := (key{b.Pack, b.Source}); out[k] == nil {
				out[k] = &result.BoundState{Answer: b.Answer, Class: b.Class, Missing: b.Missing}
			}
		}
		return out
	}
	before, after := index(d.old), index(d.new)
	var out []result.BoundChange
	add := func(k key, change string) {
		out = append(out, result.BoundChange{Pack: k.pack, Source: k.source, Change: change, Old: before[k], New: after[k]})
	}
	for k, n := range after {
		switch o := before[k]; {
		case o == nil && n.Answer != "no":
			add(k, result.ChangeNew)
		case o != nil && !reflect.DeepEqual(o, n):
			add(k, result.ChangeChanged)
		}
	}
	for k, o := range before {
		if after[k] == nil && o.Answer != "no" {
			add(k, result.ChangeGone)
		}
	}
	slices.SortFunc(out, func(x, y result.BoundChange) int { // maps were walked
		return cmp.Or(cmp.Compare(x.Pack, y.Pack), cmp.Compare(x.Source, y.Source))
	})
	return out
}
