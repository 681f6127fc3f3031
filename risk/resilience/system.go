// SPDX-License-Identifier: Apache-2.0

package resilience

import "slices"

// Member is one member of a requirement group: an asset or a leaf, by index;
// the other field is -1. A member that is neither, both, or out of range
// never works.
type Member struct{ Asset, Leaf int }

// OfAsset is a member that is an asset.
func OfAsset(i int) Member { return Member{Asset: i, Leaf: -1} }

// OfLeaf is a member that is a leaf.
func OfLeaf(i int) Member { return Member{Asset: -1, Leaf: i} }

// Group holds while at least K of its distinct members work.
type Group struct {
	K       int
	Members []Member
}

// Asset works while all its groups hold; without groups it always works.
type Asset struct {
	ID     string
	Groups []Group
}

// Leaf is something that assets need and that keys can take away, usually a
// product or service.
type Leaf struct {
	ID       string
	Certain  []string // removing any of these surely removes the leaf
	Possible []string // removing any of these removes it under some completion
	// AnyKey says that nobody knows who else stands behind the leaf: any
	// key, or nobody at all. It adds to no certain cut.
	AnyKey bool
}

// System is the structure that losses run through. Its methods do not
// change it and are safe for concurrent use.
type System struct {
	Assets []Asset
	Leaves []Leaf
}

// Works reports for every asset whether it works once the leaves are
// removed: the greatest fixed point from all working. A nil function removes
// nothing.
func (s *System) Works(removed func(leaf int) bool) []bool {
	return s.index().works(removed)
}

// Broken lists the assets that do not work although nothing is removed, for
// example because a group wants more members than it has. They are in no cut
// set and no class.
func (s *System) Broken() []int {
	var out []int
	for i, ok := range s.Works(nil) {
		if !ok {
			out = append(out, i)
		}
	}
	return out
}

// index is a System turned round: from a member to the groups that hold it.
type index struct {
	assets, leaves int
	groups         []flatGroup
	groupsOf       [][]int32 // by asset
	ofAsset        [][]int32 // groups that have the asset as a member
	ofLeaf         [][]int32
}

type flatGroup struct {
	asset   int32
	slack   int32 // members it can lose and still hold; negative never holds
	members []Member
}

func (s *System) index() *index {
	x := &index{
		assets: len(s.Assets), leaves: len(s.Leaves),
		groupsOf: make([][]int32, len(s.Assets)),
		ofAsset:  make([][]int32, len(s.Assets)),
		ofLeaf:   make([][]int32, len(s.Leaves)),
	}
	for a, asset := range s.Assets {
		for _, g := range asset.Groups {
			members := s.members(g)
			id := int32(len(x.groups))
			x.groups = append(x.groups, flatGroup{int32(a), int32(len(members) - max(g.K, 0)), members})
			x.groupsOf[a] = append(x.groupsOf[a], id)
			for _, m := range members {
				if m.Asset >= 0 {
					x.ofAsset[m.Asset] = append(x.ofAsset[m.Asset], id)
				} else {
					x.ofLeaf[m.Leaf] = append(x.ofLeaf[m.Leaf], id)
				}
			}
		}
	}
	return x
}

// members are the distinct valid members of the group, in order.
func (s *System) members(g Group) []Member {
	out := make([]Member, 0, len(g.Members))
	for _, m := range g.Members {
		asset := m.Leaf == -1 && m.Asset >= 0 && m.Asset < len(s.Assets)
		leaf := m.Asset == -1 && m.Leaf >= 0 && m.Leaf < len(s.Leaves)
		if (asset || leaf) && !slices.Contains(out, m) {
			out = append(out, m)
		}
	}
	return out
}

func (x *index) works(removed func(leaf int) bool) []bool {
	r := x.run()
	if removed != nil {
		for l := range x.leaves {
			if removed(l) {
				r.lose(x.ofLeaf[l])
			}
		}
	}
	r.spread()
	return r.works
}

// run is one failure spreading through the system.
type run struct {
	x     *index
	slack []int32
	works []bool
	queue []int32 // assets that stopped and were not yet passed on
}

func (x *index) run() *run {
	r := &run{x: x, slack: make([]int32, len(x.groups)), works: make([]bool, x.assets)}
	r.reset()
	return r
}

// reset starts again from all working but for groups that can never hold.
func (r *run) reset() {
	r.queue = r.queue[:0]
	for a := range r.works {
		r.works[a] = true
	}
	for g, group := range r.x.groups {
		r.slack[g] = group.slack
		if group.slack < 0 {
			r.stop(group.asset)
		}
	}
}

func (r *run) stop(asset int32) {
	if r.works[asset] {
		r.works[asset] = false
		r.queue = append(r.queue, asset)
	}
}

// lose takes one member from each of the groups.
func (r *run) lose(groups []int32) {
	for _, g := range groups {
		r.slack[g]--
		if r.slack[g] < 0 {
			r.stop(r.x.groups[g].asset)
		}
	}
}

func (r *run) spread() {
	for len(r.queue) > 0 {
		a := r.queue[len(r.queue)-1]
		r.queue = r.queue[:len(r.queue)-1]
		r.lose(r.x.ofAsset[a])
	}
}
