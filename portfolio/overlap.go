// SPDX-License-Identifier: Apache-2.0

package portfolio

import (
	"cmp"
	"maps"
	"slices"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
)

// Keep is how many groups of each kind a result lists.
const Keep = 50

// maxFiles is how many files stand beside a number as examples.
const maxFiles = 10

// grouping puts parties or components into groups by number, None where
// nobody knows the group.
type grouping struct {
	by         string
	components bool
	keys       []string
	of         []int32 // by party or component
}

// groupings are those that a portfolio is described by. Groups are numbered
// in the order of their keys.
func (x *index) groupings() []grouping {
	var out []grouping
	for _, by := range []string{"supplier", "owner", "controlCountry"} {
		g := grouping{by: by, of: make([]int32, len(x.v.parties))}
		names := make([]string, len(x.v.parties))
		for i := range names {
			names[i] = x.v.byKey.Group(by, int32(i))
		}
		g.keys = slices.Compact(slices.Sorted(slices.Values(names)))
		g.keys = slices.DeleteFunc(g.keys, func(k string) bool { return k == "" })
		for i, name := range names {
			g.of[i] = risk.None
			if k, ok := slices.BinarySearch(g.keys, name); ok && name != "" {
				g.of[i] = int32(k)
			}
		}
		out = append(out, g)
	}
	whole := grouping{by: "version", components: true, of: make([]int32, len(x.v.comps)), keys: make([]string, len(x.v.comps))}
	for i := range x.v.comps {
		whole.keys[i], whole.of[i] = x.v.comps[i].id, risk.None
		if x.v.comps[i].hasPURL {
			whole.of[i] = int32(i)
		}
	}
	return append(out, grouping{by: "component", components: true, keys: x.v.bares, of: x.bare}, whole)
}

// counter counts members that depend on one group. The members that depend
// on something whose group nobody knows may depend on any group.
type counter struct {
	any, anyOpen       int32 // surely at any tier; of them, those with something unknown
	direct             int32
	mayDirect, mayOpen int32
}

// counters counts the members by group.
type counters struct {
	of    []counter
	n     int
	open  int32 // members with something whose group is not known
	openD int32 // and that they may depend on directly
	files [][]int32
}

func count(members []member, g *grouping, files bool) counters {
	c := counters{of: make([]counter, len(g.keys)), n: len(members)}
	if files {
		c.files = make([][]int32, len(g.keys))
	}
	uses := make([]use, len(g.keys))
	var touched []int32
	for i := range members {
		list := members[i].parties
		if g.components {
			list = members[i].components
		}
		open := use(0)
		touched = touched[:0]
		for _, m := range list {
			k := risk.None
			if m.of != risk.None {
				k = g.of[m.of]
			}
			if k == risk.None {
				if !g.components { // a component without package URL is one of its own
					open |= m.use
				}
				continue
			}
			if uses[k] == 0 {
				touched = append(touched, k)
			}
			uses[k] |= m.use
		}
		c.open += int32(open & anyTier)
		c.openD += bit(open, mayDirect)
		for _, k := range touched {
			u := uses[k]
			uses[k] = 0
			o := &c.of[k]
			o.any++
			o.anyOpen += bit(open, anyTier)
			o.direct += bit(u, surely)
			o.mayDirect += bit(u, mayDirect)
			o.mayOpen += bit(u, mayDirect) * bit(open, mayDirect)
			if files && len(c.files[k]) < maxFiles {
				c.files[k] = append(c.files[k], int32(i))
			}
		}
	}
	return c
}

func bit(u, of use) int32 {
	if u&of != 0 {
		return 1
	}
	return 0
}

// overlap is what the counters say of one group.
func (c *counters) overlap(k int32) Overlap {
	o := c.of[k]
	x := Overlap{
		Of:     c.n,
		Any:    result.Interval{Lo: float64(o.any), Hi: float64(o.any + c.open - o.anyOpen)},
		Direct: result.Interval{Lo: float64(o.direct), Hi: float64(o.mayDirect + c.openD - o.mayOpen)},
	}
	x.AnyShare, x.DirectShare = portion(x.Any, c.n), portion(x.Direct, c.n)
	return x
}

func portion(i result.Interval, n int) result.Interval {
	if n == 0 {
		return result.Interval{}
	}
	return result.Interval{Lo: i.Lo / float64(n), Hi: i.Hi / float64(n)}
}

// dependence lists, for each grouping, the groups that most depend on.
func (x *index) dependence() ([]Dependence, []Left) {
	out, left := []Dependence{}, []Left{}
	for _, g := range x.groupings() {
		docs := count(x.docs, &g, true)
		entities := count(x.entities, &g, false)
		order := make([]int32, 0, len(g.keys))
		for k := range g.keys {
			if docs.of[k].any > 0 || entities.of[k].any > 0 {
				order = append(order, int32(k))
			}
		}
		slices.SortFunc(order, func(a, b int32) int {
			return cmp.Or(cmp.Compare(docs.of[b].any, docs.of[a].any), cmp.Compare(entities.of[b].any, entities.of[a].any),
				cmp.Compare(docs.of[b].direct, docs.of[a].direct), cmp.Compare(a, b))
		})
		if !x.v.opts.Full && len(order) > Keep {
			left = append(left, Left{By: g.by, N: len(order) - Keep})
			order = order[:Keep]
		}
		sizes := x.sizes(&g)
		for _, k := range order {
			row := Dependence{By: g.by, Key: g.keys[k], Name: x.name(&g, g.keys[k]), Components: sizes[k], SBOMs: docs.overlap(k), Files: x.v.names(docs.files[k])}
			if len(x.entities) > 0 {
				e := entities.overlap(k)
				row.Entities = &e
			}
			out = append(out, row)
		}
	}
	return out, left
}

// shared lists what most systems depend on.
func (x *index) shared() ([]Shared, []Left) {
	out, left := []Shared{}, []Left{}
	if len(x.systems) < 3 {
		return out, left
	}
	for _, g := range x.groupings() {
		c := count(x.systems, &g, false)
		order := make([]int32, 0, len(g.keys))
		for k := range g.keys {
			if float64(c.of[k].any) >= MostShare*float64(c.n) {
				order = append(order, int32(k))
			}
		}
		slices.SortFunc(order, func(a, b int32) int {
			return cmp.Or(cmp.Compare(c.of[b].any, c.of[a].any), cmp.Compare(c.of[b].direct, c.of[a].direct), cmp.Compare(a, b))
		})
		if !x.v.opts.Full && len(order) > Keep {
			left = append(left, Left{By: g.by, N: len(order) - Keep})
			order = order[:Keep]
		}
		for _, k := range order {
			out = append(out, Shared{By: g.by, Key: g.keys[k], Name: x.name(&g, g.keys[k]), Systems: c.overlap(k)})
		}
	}
	return out, left
}

// sizes counts the components of each group.
func (x *index) sizes(g *grouping) []int {
	out := make([]int, len(g.keys))
	for i := range x.v.comps {
		c := &x.v.comps[i]
		at := int32(i)
		if !g.components {
			at = c.party
		}
		if c.counted && at != risk.None && g.of[at] != risk.None {
			out[g.of[at]]++
		}
	}
	return out
}

// name is how a party is called, where that is not its id.
func (x *index) name(g *grouping, key string) string {
	if g.by != "supplier" && g.by != "owner" {
		return ""
	}
	return x.v.partyName(key)
}

func (v *view) partyName(id string) string {
	if k, ok := v.partyOf[id]; ok && v.parties[k].Name != id {
		return v.parties[k].Name
	}
	return ""
}

// names are the first files of the documents, sorted by name.
func (v *view) names(docs []int32) []string {
	out := make([]string, 0, len(docs))
	for _, d := range docs {
		out = append(out, v.docs[d].Files[0])
	}
	slices.Sort(out)
	return out
}

// controllers lists who surely controls several of the suppliers.
func (x *index) controllers(rows []result.Concentration) []Controller {
	shares := map[string]result.Interval{}
	for _, row := range rows {
		if row.Scope == Scope && row.By == "owner" && row.Basis == "count" {
			for _, s := range row.Shares {
				shares[s.Key] = s.Share
			}
		}
	}
	g := x.groupings()[1]
	suppliers := map[int32]map[int32]bool{}
	for _, members := range [][]member{x.docs, x.entities} {
		for i := range members {
			for _, m := range members[i].parties {
				if m.of == risk.None || g.of[m.of] == risk.None {
					continue
				}
				k := g.of[m.of]
				if suppliers[k] == nil {
					suppliers[k] = map[int32]bool{}
				}
				suppliers[k][m.of] = true
			}
		}
	}
	docs := count(x.docs, &g, false)
	out := []Controller{}
	for _, k := range slices.Sorted(maps.Keys(suppliers)) {
		if len(suppliers[k]) < 2 {
			continue
		}
		c := Controller{Owner: g.keys[k], Name: x.v.partyName(g.keys[k]), SBOMs: docs.overlap(k)}
		for _, p := range slices.Sorted(maps.Keys(suppliers[k])) {
			c.Suppliers = append(c.Suppliers, x.v.parties[p].ID)
		}
		c.Country = x.v.byKey.ControlCountry(c.Suppliers[0])
		if s, ok := shares[c.Owner]; ok {
			c.Share = &s
		}
		out = append(out, c)
	}
	slices.SortStableFunc(out, func(a, b Controller) int {
		return cmp.Or(cmp.Compare(b.SBOMs.Any.Lo, a.SBOMs.Any.Lo), cmp.Compare(len(b.Suppliers), len(a.Suppliers)))
	})
	return out
}
