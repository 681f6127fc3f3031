// SPDX-License-Identifier: Apache-2.0

package osvresult

import "slices"

// sets joins names into sets of those that mean the same.
type sets struct{ parent map[string]string }

func newSets() *sets { return &sets{parent: map[string]string{}} }

// find returns the smallest name of a set, which stands for it.
func (s *sets) find(name string) string {
	root := name
	for {
		up, ok := s.parent[root]
		if !ok {
			s.parent[root] = root
			break
		}
		if up == root {
			break
		}
		root = up
	}
	for name != root { // shorten the way for the next time
		name, s.parent[name] = s.parent[name], root
	}
	return root
}

func (s *sets) join(a, b string) {
	x, y := s.find(a), s.find(b)
	s.parent[max(x, y)] = min(x, y)
}

// all returns the sets by the name that stands for each, sorted.
func (s *sets) all() map[string][]string {
	out := map[string][]string{}
	for name := range s.parent {
		root := s.find(name)
		out[root] = append(out[root], name)
	}
	for _, names := range out {
		slices.Sort(names)
	}
	return out
}
