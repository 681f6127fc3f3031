// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"
)

// Which subjects are alike as far as a rule can see is found column by
// column. A column is one thing that rules read, such as the sites of the
// supplier; every subject has a number in it, the same for equal values. Rules
// that read the same columns share the groups of subjects that agree in all
// of them.

// column is a path that some rule reads in the inputs of a scope.
type column struct {
	name string // the path, with a question mark where only presence counts
	path []part
	leaf *projection
	ids  []int32 // of each subject of the scope
	// varies: nearly every subject has a value of its own. The numbers are then
	// found only for rules that need them.
	varies bool
}

// grouping is the subjects of a scope by what a set of columns says of them.
type grouping struct {
	columns []*column
	of      []int32 // the group of each subject of the scope
	n       int
}

// table is the subjects of one scope with the columns that rules read.
type table struct {
	subjects  []int // indexes in the list of subjects
	apart     bool  // one of them stands apart
	columns   map[string]*column
	groupings map[string]*grouping // none where rules look at each subject by itself
	pointers  map[string]*pointers // by the first name of the paths of columns
}

// columnsOf lists the columns that a rule reads, sorted by name.
func (r *rule) columnsOf() ([]*column, error) {
	var out []*column
	var walk func(x *reads, path []string) error
	walk = func(x *reads, path []string) error {
		if x.whole || x.presence {
			c := &column{name: strings.Join(path, ".")}
			var ok bool
			t := inputs[r.Scope]
			if len(path) > 0 {
				if c.path, ok = parts(t, c.name); !ok {
					return fmt.Errorf("%s is not in the input of scope %s", c.name, r.Scope)
				}
				t = typeOf(t, c.path)
			}
			if !x.whole {
				c.name += "?"
			}
			var err error
			if c.leaf, err = project(t, &reads{whole: x.whole, presence: x.presence}); err != nil {
				return err
			}
			out = append(out, c)
		}
		if x.whole {
			return nil
		}
		for _, name := range x.names() {
			if err := walk(x.children[name], append(slices.Clone(path), name)); err != nil {
				return err
			}
		}
		return nil
	}
	if err := walk(r.reads, nil); err != nil {
		return nil, err
	}
	slices.SortFunc(out, func(a, b *column) int { return strings.Compare(a.name, b.name) })
	return out, nil
}

// A column of at least so many values, most of them different, varies.
const manyValues = 2048

// fill gives each subject its number in the column. Values behind one pointer
// are looked at once; pointers are told apart once for all columns. Unless all
// is set it stops at a column that varies.
func (c *column) fill(list []judged, subjects []int, behind *pointers, all bool) {
	c.ids, c.varies = make([]int32, len(subjects)), false
	seen := map[string]int32{}
	var key, last []byte
	var lastID int32
	var known []int32 // by pointer, one more than the number
	if behind != nil {
		known = make([]int32, behind.n)
	}
	for k, at := range subjects {
		if !all && len(seen) >= manyValues && len(seen) > k/2 {
			c.ids, c.varies = nil, true
			return
		}
		var pointer int32
		if behind != nil {
			if pointer = behind.of[k]; pointer >= 0 && known[pointer] > 0 {
				c.ids[k] = known[pointer] - 1
				continue
			}
		}
		key = c.appendKey(key[:0], list[at].input)
		id := lastID
		if k == 0 || !bytes.Equal(key, last) {
			var ok bool
			if id, ok = seen[string(key)]; !ok {
				id = int32(len(seen))
				seen[string(key)] = id
			}
			last, key, lastID = key, last, id
		}
		c.ids[k] = id
		if behind != nil && pointer >= 0 {
			known[pointer] = id + 1
		}
	}
}

// appendKey appends what the column says of an input.
func (c *column) appendKey(key []byte, v reflect.Value) []byte {
	for depth := range c.path {
		var ok bool
		if v, ok = c.path[depth].value(v); !ok {
			return append(key, tagAbsent, byte(depth)) // what is missing on the way is seen too
		}
	}
	return c.leaf.appendKey(append(key, tagPresent), v)
}

// pointers tells apart what a field of the inputs points to.
type pointers struct {
	index []int
	of    []int32 // of each subject, -1 for nil
	n     int
}

// pointerOf is the field at the beginning of the column's path, if it is a
// pointer to a struct.
func (c *column) pointerOf(input reflect.Type) []int {
	if len(c.path) == 0 || c.path[0].index == nil {
		return nil
	}
	if t := input.FieldByIndex(c.path[0].index).Type; t.Kind() != reflect.Pointer || t.Elem().Kind() != reflect.Struct {
		return nil
	}
	return c.path[0].index
}

func (p *pointers) fill(list []judged, subjects []int) {
	p.of = make([]int32, len(subjects))
	seen := map[uintptr]int32{}
	for k, at := range subjects {
		p.of[k] = -1
		f := list[at].input.FieldByIndex(p.index)
		if f.IsNil() {
			continue
		}
		id, known := seen[f.Pointer()]
		if !known {
			id = int32(len(seen))
			seen[f.Pointer()] = id
		}
		p.of[k] = id
	}
	p.n = len(seen)
}

// fill finds the groups.
func (g *grouping) fill(n int) {
	switch len(g.columns) {
	case 0:
		g.of, g.n = make([]int32, n), min(n, 1)
		return
	case 1:
		g.of = g.columns[0].ids
		for _, id := range g.of {
			g.n = max(g.n, int(id)+1)
		}
		return
	}
	g.of = make([]int32, n)
	seen := map[string]int32{}
	key := make([]byte, 4*len(g.columns))
	for k := range n {
		for i, c := range g.columns {
			binary.LittleEndian.PutUint32(key[4*i:], uint32(c.ids[k]))
		}
		id, ok := seen[string(key)]
		if !ok {
			id = int32(len(seen))
			seen[string(key)] = id
		}
		g.of[k] = id
	}
	g.n = len(seen)
}

// tabulate makes the tables of all scopes that rules are asked of.
func (s *Set) tabulate(list []judged) map[string]*table {
	tables := map[string]*table{}
	for _, r := range s.rules {
		t := tables[r.Scope]
		if t == nil {
			t = &table{columns: map[string]*column{}, groupings: map[string]*grouping{}, pointers: map[string]*pointers{}}
			tables[r.Scope] = t
		}
		for _, c := range r.columns {
			if t.columns[c.name] == nil {
				t.columns[c.name] = &column{name: c.name, path: c.path, leaf: c.leaf}
				if index := c.pointerOf(inputs[r.Scope]); index != nil && t.pointers[c.path[0].name] == nil {
					t.pointers[c.path[0].name] = &pointers{index: index}
				}
			}
		}
		if t.groupings[r.grouped] == nil {
			g := &grouping{}
			for _, c := range r.columns {
				g.columns = append(g.columns, t.columns[c.name])
			}
			t.groupings[r.grouped] = g
		}
	}
	for i := range list {
		if t := tables[list[i].Scope]; t != nil {
			t.subjects = append(t.subjects, i)
			t.apart = t.apart || list[i].Apart
		}
	}
	var behind, columns, groups []func()
	for _, t := range tables {
		for _, p := range t.pointers {
			behind = append(behind, func() { p.fill(list, t.subjects) })
		}
		for _, c := range t.columns {
			columns = append(columns, func() { c.fill(list, t.subjects, t.pointerOf(c), false) })
		}
	}
	inParallel(behind)
	inParallel(columns)
	inParallel(s.wanted(tables, list))
	for _, t := range tables {
		for _, g := range t.groupings {
			groups = append(groups, func() { g.fill(len(t.subjects)) })
		}
	}
	inParallel(groups)
	return tables
}

// wanted decides how rules that read a column that varies are asked. Those
// whose first expressions rule most subjects out look at each by itself, and
// need no groups; for the others the column is filled to the end.
func (s *Set) wanted(tables map[string]*table, list []judged) []func() {
	var work []func()
	single := map[string]bool{} // groupings by the name of the scope and of the columns
	for _, r := range s.rules {
		g := tables[r.Scope].groupings[r.grouped]
		if !slices.ContainsFunc(g.columns, func(c *column) bool { return c.varies }) {
			continue
		}
		key := r.Scope + "\n" + r.grouped
		if is, known := single[key]; len(r.bodies) == 0 || known && !is {
			single[key] = false
			continue
		}
		single[key] = true
	}
	for _, r := range s.rules {
		t := tables[r.Scope]
		is, varies := single[r.Scope+"\n"+r.grouped]
		switch {
		case !varies:
		case is:
			delete(t.groupings, r.grouped)
		default:
			for _, c := range t.groupings[r.grouped].columns {
				if c.varies {
					c.varies = false
					work = append(work, func() { c.fill(list, t.subjects, t.pointerOf(c), true) })
				}
			}
		}
	}
	return work
}

// pointerOf is what the column's values are behind, nil for nothing.
func (t *table) pointerOf(c *column) *pointers {
	if len(c.path) == 0 {
		return nil
	}
	return t.pointers[c.path[0].name]
}

// inParallel runs the functions on all processors and waits for them.
func inParallel(work []func()) {
	turn := make(chan struct{}, runtime.GOMAXPROCS(0))
	var workers sync.WaitGroup
	for _, f := range work {
		turn <- struct{}{}
		workers.Go(func() {
			f()
			<-turn
		})
	}
	workers.Wait()
}
