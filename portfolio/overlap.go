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

// use is how somebody depends on something.
type use uint8

const (
	anyTier    use = 1 << iota // surely, at any tier
	surely                     // surely, directly
	mayDirect                  // possibly, directly
	everything = anyTier | surely | mayDirect
)

func used(direct risk.Tri) use {
	switch direct {
	case risk.Yes:
		return everything
	case risk.Unknown:
		return anyTier | mayDirect
	}
	return anyTier
}

// mention is a party, or a component, with how it is used. Party None stands
// for what nobody is known to stand behind.
type mention struct {
	of int32
	use
}

// member is an SBOM or an entity with what it depends on, sorted.
type member struct{ parties, components []mention }

// index says who depends on what.
type index struct {
	v        *view
	docs     []member
	entities []member
	systems  []member // records, and SBOMs that none names
	bare     []int32  // by component: its package URL without version, None
}

func (v *view) newIndex(entities []scope) *index {
	x := &index{v: v, docs: make([]member, len(v.docs)), entities: make([]member, len(entities))}
	below := v.subcontractors()
	for i, d := range v.docs {
		var m member
		for _, p := range d.parts {
			if p.counted {
				k := v.rank[p.id]
				m.components = append(m.components, mention{k, used(p.direct)})
				m.parties = append(m.parties, mention{v.comps[k].party, used(p.direct)})
			}
		}
		m.parties = append(m.parties, mention{v.party(d.Root.Party), everything})
		m.parties = joined(withBelow(m.parties, below))
		m.components = joined(m.components)
		x.docs[i] = m
	}
	for i := range entities {
		x.entities[i] = x.joint(&entities[i], below)
	}
	alone := make([]bool, len(v.docs))
	for i := range alone {
		alone[i] = true
	}
	for _, u := range v.systems {
		s := v.system(u)
		for _, d := range s.docs {
			alone[d] = false
		}
		x.systems = append(x.systems, x.joint(&s, below))
	}
	for i, yes := range alone {
		if yes {
			x.systems = append(x.systems, x.docs[i])
		}
	}
	x.bare = make([]int32, len(v.comps))
	for i := range v.comps {
		x.bare[i] = v.comps[i].bare
	}
	return x
}

// joint is what an entity or system depends on: what its SBOMs do, and
// directly those that supply its products, do its services or hold its
// contracts.
func (x *index) joint(s *scope, below map[int32][]int32) member {
	var m member
	for _, d := range s.docs {
		m.components = append(m.components, x.docs[d].components...)
		for _, p := range x.docs[d].parties {
			m.parties = append(m.parties, mention{p.of, anyTier})
		}
	}
	for _, u := range s.units {
		for i := range u.Products {
			m.parties = append(m.parties, mention{x.v.party(x.v.productParty(&u.Products[i])), everything})
		}
		for _, id := range u.Deals {
			m.parties = append(m.parties, mention{x.v.party(id), everything})
		}
	}
	return member{joined(withBelow(m.parties, below)), joined(m.components)}
}

func (v *view) party(id string) int32 {
	if k, ok := v.partyOf[id]; ok {
		return k
	}
	return risk.None
}

// withBelow adds those who work for the parties.
func withBelow(list []mention, below map[int32][]int32) []mention {
	for i := range list { // the length before any is added
		for _, q := range below[list[i].of] {
			list = append(list, mention{q, anyTier})
		}
	}
	return list
}

// joined adds up the uses of each.
func joined(list []mention) []mention {
	slices.SortFunc(list, func(a, b mention) int { return cmp.Compare(a.of, b.of) })
	out := list[:0]
	for _, m := range list {
		if n := len(out); n > 0 && out[n-1].of == m.of {
			out[n-1].use |= m.use
			continue
		}
		out = append(out, m)
	}
	return slices.Clip(out)
}

// subcontractors lists, for the parties that have any on record, who works
// for them, through others too.
func (v *view) subcontractors() map[int32][]int32 {
	direct := map[int32][]int32{}
	for i := range v.parties {
		if r := v.parties[i].Record; r != nil {
			for _, s := range r.Subcontractors.Items {
				if k, ok := v.partyOf[s.Party]; ok {
					direct[int32(i)] = append(direct[int32(i)], k)
				}
			}
		}
	}
	out := map[int32][]int32{}
	for i := range direct {
		seen := map[int32]bool{i: true}
		for queue := slices.Clone(direct[i]); len(queue) > 0; queue = queue[1:] {
			if k := queue[0]; !seen[k] {
				seen[k] = true
				queue = append(queue, direct[k]...)
			}
		}
		delete(seen, i)
		out[i] = slices.Sorted(maps.Keys(seen))
	}
	return out
}

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
