// SPDX-License-Identifier: Apache-2.0

package ownership

import (
	"cmp"
	"hash/maphash"
	"slices"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/result"
)

// Register is a large network of ownership in compact form: millions of
// parties, of which most have no stated holder, as company registers publish
// them. Parties have numbers from 0 in the order in which they are entered.
// [Register.Control] answers for all of them what [Control] answers, without
// paths; [Register.Above] gives the part of the network around one party, for
// everything else.
type Register struct {
	ids  names
	rows []row
	// countries are numbered, since there are few; 0 is unknown.
	countries []string
	numbers   map[string]uint32
	links     []link
	unlisted  map[int32]float64 // bounds other than 1
}

type row struct {
	country uint32
	kind    uint8 // index in partyKinds
	none    bool  // known to have no owners
}

// partyKinds are the kinds that a [Party] can have, an array so that nobody
// changes them; others are as good as unknown.
var partyKinds = [...]string{"", "company", "foundation", "person", "state", "community"}

type link struct {
	holder, party int32
	lo, hi        float64
}

// NewRegister returns an empty register with room for so many parties and
// links; more are taken too.
func NewRegister(parties, links int) *Register {
	return &Register{
		ids: newNames(parties), rows: make([]row, 0, max(parties, 0)), links: make([]link, 0, max(links, 0)),
		countries: []string{""}, numbers: map[string]uint32{"": 0}, unlisted: map[int32]float64{},
	}
}

// Len is the number of parties.
func (r *Register) Len() int { return len(r.rows) }

// ID is the id of the party with the number.
func (r *Register) ID(n int32) string { return r.ids.name(n) }

// Find returns the number of the party with the id.
func (r *Register) Find(id string) (n int32, ok bool) { return r.ids.find(id) }

// Number is the number of the party with the id, which is entered as one of
// which nothing is known where it is new.
func (r *Register) Number(id string) int32 {
	n := r.ids.enter(id)
	if int(n) == len(r.rows) {
		r.rows = append(r.rows, row{})
	}
	return n
}

// Add enters what is known of a party, in the place of what was known before,
// and returns its number.
func (r *Register) Add(p Party) int32 {
	n := r.Number(p.ID)
	country, ok := r.numbers[p.Established]
	if !ok {
		country = uint32(len(r.countries))
		r.numbers[p.Established] = country
		r.countries = append(r.countries, p.Established)
	}
	kind := max(0, slices.Index(partyKinds[:], p.Kind))
	r.rows[n] = row{country, uint8(kind), p.NoOwners}
	delete(r.unlisted, n)
	if p.UnlistedMax != nil {
		r.unlisted[n] = *p.UnlistedMax
	}
	return n
}

// Hold enters a holding by its votes, 0..1. A register that says only that
// somebody holds the majority enters [Majority].
func (r *Register) Hold(holder, party int32, votes result.Interval) {
	v := unit(votes)
	r.links = append(r.links, link{holder, party, v.Lo, v.Hi})
}

// Majority is more than half of the votes, and no more is known.
func Majority() result.Interval { return result.Interval{Lo: .5 + 2*noise, Hi: 1} }

// party is what was added.
func (r *Register) party(n int32) Party {
	p := Party{ID: r.ID(n), Kind: partyKinds[r.rows[n].kind], Established: r.countries[r.rows[n].country], NoOwners: r.rows[n].none}
	if m, ok := r.unlisted[n]; ok {
		p.UnlistedMax = &m
	}
	return p
}

// Above is the part of the register that decides about the party, as
// [Above]. It looks at every link; for many parties, ask for the answers of
// [Register.Control] first.
func (r *Register) Above(n int32) Input {
	byParty := r.byParty()
	var in Input
	inside := map[int32]bool{n: true}
	for queue := []int32{n}; len(queue) > 0; {
		j := queue[0]
		queue = queue[1:]
		in.Parties = append(in.Parties, r.party(j))
		first, _ := slices.BinarySearchFunc(byParty, j, func(l int32, j int32) int { return cmp.Compare(r.links[l].party, j) })
		for _, l := range byParty[first:] {
			k := r.links[l]
			if k.party != j {
				break
			}
			votes := result.Interval{Lo: k.lo, Hi: k.hi}
			in.Holdings = append(in.Holdings, Holding{Holder: r.ID(k.holder), Party: r.ID(j), Share: votes, Votes: votes})
			if !inside[k.holder] {
				inside[k.holder] = true
				queue = append(queue, k.holder)
			}
		}
	}
	return in
}

// byParty is the links by party, then holder, then votes.
func (r *Register) byParty() []int32 {
	order := make([]int32, len(r.links))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(x, y int32) int {
		a, b := &r.links[x], &r.links[y]
		return cmp.Or(cmp.Compare(a.party, b.party), cmp.Compare(a.holder, b.holder), cmp.Compare(a.lo, b.lo), cmp.Compare(a.hi, b.hi), cmp.Compare(x, y))
	})
	return order
}

// graph is the parties that hold or are held; the others have nobody to
// answer to. It returns the numbers of its nodes and their index by number,
// plus 1.
func (r *Register) graph(diags *diag.List) (g *graph, numbers []int32, at []int32) {
	at = make([]int32, len(r.rows))
	for _, l := range r.links {
		at[l.holder], at[l.party] = 1, 1
	}
	g = &graph{}
	for n := range at {
		if at[n] > 0 {
			numbers = append(numbers, int32(n))
		}
	}
	g.nodes, g.out = make([]node, len(numbers)), make([][]ref, len(numbers))
	for i, n := range numbers {
		at[n] = int32(i) + 1
		g.nodes[i] = newNode(r.party(n))
	}
	own := make([]result.Interval, len(numbers))
	for _, l := range r.byParty() {
		k := r.links[l]
		if k.holder == k.party {
			o := &own[at[k.party]-1]
			*o = result.Interval{Lo: o.Lo + k.lo, Hi: o.Hi + k.hi}
			continue
		}
		g.nodes[at[k.party]-1].voted = true
		g.nodes[at[k.party]-1].hold(at[k.holder]-1, result.Interval{Lo: k.lo, Hi: k.hi}, Holding{})
	}
	g.close(own, diags)
	return g, numbers, at
}

// names gives ids numbers, keeping the ids in one piece of memory.
type names struct {
	seed  maphash.Seed // decides where ids lie, never which number they get
	text  []byte
	end   []int64 // of each id in text
	table []int32 // number plus 1, by hash, open addressing; a power of two
}

func newNames(room int) names {
	size := 16
	for size < room*3/2 {
		size *= 2
	}
	return names{seed: maphash.MakeSeed(), end: make([]int64, 0, max(room, 0)), table: make([]int32, size)}
}

func (t *names) bytes(n int32) []byte {
	start := int64(0)
	if n > 0 {
		start = t.end[n-1]
	}
	return t.text[start:t.end[n]]
}

func (t *names) name(n int32) string { return string(t.bytes(n)) }

// slot is where the id is, or where it would be entered.
func (t *names) slot(id string) int {
	mask := len(t.table) - 1
	for i := int(maphash.String(t.seed, id)) & mask; ; i = (i + 1) & mask {
		if k := t.table[i]; k == 0 || string(t.bytes(k-1)) == id {
			return i
		}
	}
}

func (t *names) find(id string) (int32, bool) {
	k := t.table[t.slot(id)]
	return k - 1, k > 0
}

func (t *names) enter(id string) int32 {
	at := t.slot(id)
	if k := t.table[at]; k > 0 {
		return k - 1
	}
	n := int32(len(t.end))
	t.text = append(t.text, id...)
	t.end = append(t.end, int64(len(t.text)))
	t.table[at] = n + 1
	if len(t.end)*4 > len(t.table)*3 {
		t.grow()
	}
	return n
}

func (t *names) grow() {
	t.table = make([]int32, 2*len(t.table))
	for n := range t.end {
		t.table[t.slot(t.name(int32(n)))] = int32(n) + 1
	}
}
