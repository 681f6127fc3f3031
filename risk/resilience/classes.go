// SPDX-License-Identifier: Apache-2.0

package resilience

import (
	"cmp"
	"slices"
)

// Class is keys that take away the same leaves, and the assets that any one
// of them stops by itself.
type Class struct {
	Leaves  []string // ids, in the order of the system
	Keys    []string // rising
	Assets  []int    // rising; never empty
	Certain bool     // else: under some completion, and not surely
}

// Classes lists the single points as classes: size one only, one entry for
// all keys that take the same leaves away and so stop the same assets. It
// serves where keys are many, as components and care dependencies are. An
// asset appears in a possible class only where it is not in the certain one
// of the same keys, or where what nobody knows (the class with the key
// [Unlisted]) does not stop it alone.
func (s *System) Classes() []Class {
	c := classifier{s: s, run: s.index().run()}
	c.run.spread()
	c.sound = slices.Clone(c.run.works)
	c.open = s.anyKeyLeaves()
	c.unlisted = c.stopped(c.open)
	keys := s.keyClasses()
	out := c.certain(keys)
	out = append(out, c.possible(keys)...)
	if len(c.unlisted) > 0 {
		out = append(out, Class{s.names(c.open), []string{Unlisted}, c.unlisted, false})
	}
	slices.SortFunc(out, func(a, b Class) int {
		if a.Certain != b.Certain {
			if a.Certain {
				return -1
			}
			return 1
		}
		return cmp.Or(slices.Compare(a.Leaves, b.Leaves), slices.Compare(a.Keys, b.Keys), slices.Compare(a.Assets, b.Assets))
	})
	return out
}

type classifier struct {
	s        *System
	run      *run
	sound    []bool  // works with nothing removed
	open     []int32 // leaves with AnyKey
	unlisted []int   // assets that stop when all of them go
}

// stopped lists the assets that stop when exactly the leaves are removed.
func (c *classifier) stopped(leaves ...[]int32) []int {
	var all []int32
	for _, l := range leaves {
		all = append(all, l...)
	}
	slices.Sort(all)
	all = slices.Compact(all)
	if len(all) == 0 {
		return nil
	}
	c.run.reset()
	for _, l := range all {
		c.run.lose(c.run.x.ofLeaf[l])
	}
	c.run.spread()
	var out []int
	for a, ok := range c.run.works {
		if !ok && c.sound[a] {
			out = append(out, a)
		}
	}
	return out
}

// certain merges the classes that differ only in what is possible.
func (c *classifier) certain(keys []keyClass) []Class {
	var out []Class
	at := map[string]int{}
	for _, k := range keys {
		if len(k.certain) == 0 {
			continue
		}
		id := signature(k.certain)
		i, ok := at[id]
		if !ok {
			stopped := c.stopped(k.certain)
			i = -1
			if len(stopped) > 0 {
				i = len(out)
				out = append(out, Class{Leaves: c.s.names(k.certain), Assets: stopped, Certain: true})
			}
			at[id] = i
		}
		if i >= 0 {
			out[i].Keys = append(out[i].Keys, k.keys...)
		}
	}
	for _, class := range out {
		slices.Sort(class.Keys)
	}
	return out
}

// possible lists what a class may stop beyond what it surely stops and
// beyond what an unlisted party may stop without it.
func (c *classifier) possible(keys []keyClass) []Class {
	var out []Class
	for _, k := range keys {
		if len(k.certain) == len(k.possible) && len(c.open) == 0 {
			continue
		}
		own := c.stopped(k.possible)
		assets := own
		for _, a := range c.stopped(k.possible, c.open) {
			if !contains(c.unlisted, a) && !contains(own, a) {
				assets = append(assets, a)
			}
		}
		sure := c.stopped(k.certain)
		assets = slices.DeleteFunc(slices.Clone(assets), func(a int) bool { return contains(sure, a) })
		slices.Sort(assets)
		if len(assets) > 0 {
			out = append(out, Class{c.s.names(k.possible), k.keys, assets, false})
		}
	}
	return out
}

// contains searches a rising list.
func contains(list []int, x int) bool {
	_, ok := slices.BinarySearch(list, x)
	return ok
}

func (s *System) names(leaves []int32) []string {
	out := make([]string, len(leaves))
	for i, l := range leaves {
		out[i] = s.Leaves[l].ID
	}
	return out
}
