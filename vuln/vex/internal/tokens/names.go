// SPDX-License-Identifier: Apache-2.0

package tokens

import (
	"maps"
	"slices"
)

// names is the set of the names of one object: most have few.
type names struct {
	few  []string
	many map[string]bool
}

const fewNames = 24

// add reports whether the name is new.
func (n *names) add(name string) bool {
	if n.many != nil {
		if n.many[name] {
			return false
		}
		n.many[name] = true
		return true
	}
	if slices.Contains(n.few, name) {
		return false
	}
	if n.few = append(n.few, name); len(n.few) > fewNames {
		n.many = make(map[string]bool, 2*fewNames)
		for _, s := range n.few {
			n.many[s] = true
		}
	}
	return true
}

func sortedKeys(m map[string]int) []string { return slices.Sorted(maps.Keys(m)) }
