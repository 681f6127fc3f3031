// SPDX-License-Identifier: Apache-2.0

package portfolio

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
	"github.com/kedja/kedja/risk/measures"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
)

// view is a summary while it is measured: what counts, numbered in an order
// that neither names of files nor the order of merging change.
type view struct {
	sum     *Summary
	opts    Measure
	docs    []*document // that count, by digest
	systems []*unit
	at      map[string]int32 // digest of any document → its place among docs, or that of the one that counts instead
	of      map[string]string
	why     map[string]string // digest of a document that does not count → why

	rank  []int32 // number in the summary → number by id, None where no counted document has it
	comps []component
	// parties are those of the records and of all that counts, by id.
	parties []risk.Party
	partyOf map[string]int32
	control map[string]result.Control
	byKey   *measures.Measurer // knows groups of parties, by no scope
	bares   []string           // package URLs without version, by number

	ds diag.List
}

// component is one component of the portfolio.
type component struct {
	id      string
	purl    supplier.PURL
	hasPURL bool
	bare    int32 // number of its package URL without version, None without one
	from    int32 // attribution, over the SBOMs that count
	party   int32 // index into parties, None
	counted bool  // in some SBOM
}

func newView(s *Summary, m Measure) *view {
	v := &view{sum: s, opts: m, at: map[string]int32{}, of: map[string]string{}, why: map[string]string{}, partyOf: map[string]int32{}}
	v.choose()
	v.number()
	v.meet()
	return v
}

// number gives the components that count numbers in the order of their ids,
// and decides whose each is.
func (v *view) number() {
	ids := v.sum.ids.values
	best := make([]int32, len(ids))
	how := make([]listed, len(ids))
	for i := range best {
		best[i] = risk.None
	}
	for _, d := range v.docs {
		for _, p := range d.parts {
			if best[p.id] == risk.None || v.better(p.from, best[p.id]) {
				best[p.id] = p.from
			}
			how[p.id] |= p.listed()
		}
	}
	order := make([]int32, 0, len(ids))
	for i := range ids {
		if best[i] != risk.None {
			order = append(order, int32(i))
		}
	}
	slices.SortFunc(order, func(a, b int32) int { return strings.Compare(ids[a], ids[b]) })
	v.rank = make([]int32, len(ids))
	for i := range v.rank {
		v.rank[i] = risk.None
	}
	v.comps = make([]component, len(order))
	bareOf := map[string]int32{}
	for k, i := range order {
		v.rank[i] = int32(k)
		c := component{id: ids[i], bare: risk.None, from: best[i], party: risk.None, counted: how[i].counts()}
		if c.purl, c.hasPURL = supplier.ParsePURL(c.id); c.hasPURL {
			bare := c.purl.Bare()
			n, ok := bareOf[bare]
			if !ok {
				n = int32(len(v.bares))
				bareOf[bare] = n
				v.bares = append(v.bares, bare)
			}
			c.bare = n
		}
		v.comps[k] = c
	}
}

// listed is how SBOMs list a component.
type listed uint8

const (
	asNeeded listed = 1 << iota
	asOther         // excluded by its scope, or for development or test only
)

func (p *part) listed() listed {
	if p.counted {
		return asNeeded
	}
	return asOther
}

// counts reports whether a component counts that SBOMs list so.
func (l listed) counts() bool { return l&asNeeded != 0 }

func (v *view) better(a, b int32) bool {
	return a != b && risk.Better(v.sum.from.values[a], v.sum.from.values[b])
}

// meet collects the parties: those of the records with their owners, and
// those that SBOMs and systems name. Who controls them follows.
func (v *view) meet() {
	none := &system.System{ID: Scope}
	base, ds := risk.Build(risk.Source{System: none, Catalog: v.opts.Catalog, AsOf: v.opts.AsOf})
	v.ds = append(v.ds, ds...)
	met := map[string]*risk.Party{}
	for i := range base.Parties {
		met[base.Parties[i].ID] = &base.Parties[i]
	}
	see := func(id string, at supplier.Attribution) {
		p := met[id]
		if p == nil {
			p = &risk.Party{ID: id, Name: id}
			if cc, ok := strings.CutPrefix(id, "state:"); ok {
				p.Kind, p.Name = "state", "State "+cc
			}
			met[id] = p
		}
		switch {
		case p.Record != nil || at.Party == "":
		case at.Kind == "person":
			p.Kind, p.Name = "person", "person "+strings.TrimPrefix(id, "person:")
		case at.Name != "" && (p.Name == p.ID || at.Name < p.Name):
			p.Name = at.Name
		}
	}
	for i := range v.comps {
		if at := v.sum.from.values[v.comps[i].from]; at.Party != "" {
			see(at.Party, at)
		}
	}
	for _, d := range v.docs {
		if d.Root.Party != "" {
			see(d.Root.Party, d.Root)
		}
	}
	for _, u := range v.systems {
		for _, id := range u.Deals {
			see(id, supplier.Attribution{})
		}
		for i := range u.Products {
			if id := u.Products[i].Party; id != "" {
				see(id, supplier.Attribution{})
			}
		}
	}
	for _, p := range met {
		v.parties = append(v.parties, *p)
	}
	slices.SortFunc(v.parties, func(a, b risk.Party) int { return cmp.Compare(a.ID, b.ID) })
	for i := range v.parties {
		v.partyOf[v.parties[i].ID] = int32(i)
	}
	for i := range v.comps {
		if id := v.sum.from.values[v.comps[i].from].Party; id != "" {
			v.comps[i].party = v.partyOf[id]
		}
	}
	whole := v.graph(Scope)
	v.control, ds = measures.Control(whole)
	v.ds = append(v.ds, ds...)
	v.byKey = measures.New(whole, v.control)
}

// graph is a supply graph with the parties and nothing else.
func (v *view) graph(id string) *risk.Graph {
	return &risk.Graph{System: &system.System{ID: id}, AsOf: v.opts.AsOf, Catalog: v.opts.Catalog, Parties: v.parties}
}

// Measure configures [Summary.Measure].
type Measure struct {
	Catalog *supplier.Catalog // the same as the [Reader]'s
	AsOf    time.Time
	Full    bool // list all rows instead of the largest
	// Baseline is an earlier result to compare with; nil compares with none.
	Baseline *Result
	// TLP are markings of what the result rests on beside the SBOMs.
	TLP     []string
	Records int // files of records beside those of systems
	// Diagnostics are those of the records.
	Diagnostics diag.List
}
