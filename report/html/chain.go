// SPDX-License-Identifier: Apache-2.0

package html

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/kedja/kedja/report/internal/phrase"
)

// stages are the columns of the supply chain, by the kind of its nodes.
var stages = []struct{ kind, title, many string }{
	{"asset", "Asset", "assets"}, {"product", "Product", "products"}, {"supplier", "Supplier", "suppliers"},
	{"owner", "Controller", "controllers"}, {"country", "Country of control", "countries"},
}

// chain draws the supply chain from the assets to the countries of control.
func (b *builder) chain() *figure {
	if len(b.a.Flows) == 0 {
		return nil
	}
	f := &figure{ID: "chain-all", Title: "From asset to country of control",
		Desc: "A flow diagram in five columns: asset, product, supplier, controller and country of control. A band is as wide as the criticality of the assets that rest on it."}
	t := table{ID: "chain-table", Caption: f.Title, Cols: cols("From", "Kind", "To", "Kind", "#Weight")}
	for _, x := range b.a.Flows[:min(len(b.a.Flows), maxRows)] {
		from, _, _ := strings.Cut(x.From, ":")
		to, _, _ := strings.Cut(x.To, ":")
		t.Rows = append(t.Rows, []cell{words(b.nodePart(x.From)), line(stageWord(from)), words(b.nodePart(x.To)), line(stageWord(to)), num(b.number(phrase.Decimals(x.Weight, 2), "flows", x.From, x.To), "")})
	}
	t.Note = moreRows(len(b.a.Flows)-len(t.Rows), "strands")
	f.Flow, f.Table = b.sankey(), t
	return f
}

func stageWord(kind string) string {
	for _, s := range stages {
		if s.kind == kind {
			return strings.ToLower(s.title)
		}
	}
	return phrase.Clean(kind, phrase.MaxName)
}

// nodePart names a node of the chain.
func (b *builder) nodePart(id string) part {
	kind, rest, _ := strings.Cut(id, ":")
	switch {
	case rest == "notEstablished" && kind == "country":
		return dim("not established")
	case rest == "notEstablished":
		return dim("control not established")
	case rest == "" || rest == "unattributed":
		return dim("not known")
	case kind == "asset":
		return part{Text: b.Asset(rest)}
	}
	return b.subjectPart(id)
}

// sankey is the picture; all places are in its own units.
type sankey struct {
	Width, Height int
	Heads         []label
	Bands         []band
	Nodes         []node
}

type label struct {
	X    int
	Text string
}

// band is a strand between two nodes.
type band struct {
	D, Title, Class string
	from, to        *node
	weight          float64
}

// node is one party to the chain, or the rest of a column.
type node struct {
	X, W        int
	Y, H, TY    string
	Text, Class string
	Title       string
	id          string
	stage       int
	in, out     float64
	y, h        float64
	place       float64 // where it should stand, in its column
	fromY, toY  float64 // where the next band begins and ends
	last        bool    // not established, and the rest, stand at the foot
	others      int
}

func (n *node) value() float64 { return max(n.in, n.out) }

const (
	stageGap  = 232
	nodeWidth = 14
	nodeGap   = 13.
	chainTop  = 34.
)

func (b *builder) sankey() *sankey {
	columns, bands := b.nodes()
	tallest := 0
	for _, c := range columns {
		tallest = max(tallest, len(c))
	}
	height := max(300., float64(tallest)*34)
	scale := 1e9
	for _, c := range columns {
		sum := 0.
		for _, n := range c {
			sum += n.value()
		}
		if sum > 0 {
			scale = min(scale, (height-nodeGap*float64(len(c)))/sum)
		}
	}
	arrange(columns, bands, scale, height)
	s := &sankey{Width: stageGap*4 + nodeWidth + 180, Height: int(chainTop+height) + 8}
	for i, c := range columns {
		s.Heads = append(s.Heads, label{i * stageGap, stages[i].title})
		for _, n := range c {
			n.Y, n.H, n.TY = tenth(n.y), tenth(n.h), tenth(n.y+n.h/2+4)
			s.Nodes = append(s.Nodes, *n)
		}
	}
	s.Bands = draw(bands, scale)
	return s
}

// nodes sums up the flows between the largest nodes of each column and the
// rest of it.
func (b *builder) nodes() ([][]*node, []*band) {
	stage := map[string]int{}
	for i, s := range stages {
		stage[s.kind] = i
	}
	all := map[string]*node{}
	columns := make([][]*node, len(stages))
	get := func(id string) *node {
		kind, _, _ := strings.Cut(id, ":")
		at, ok := stage[kind]
		if !ok {
			return nil
		}
		if all[id] == nil {
			all[id] = &node{id: id, stage: at, X: at * stageGap, W: nodeWidth}
			columns[at] = append(columns[at], all[id])
		}
		return all[id]
	}
	for _, f := range b.a.Flows {
		from, to := get(f.From), get(f.To)
		if from != nil && to != nil && f.Weight > 0 && f.Weight < 1e15 && from.stage < to.stage {
			from.out += f.Weight
			to.in += f.Weight
		}
	}
	merged := map[string]*node{}
	for i := range columns {
		columns[i] = b.largestNodes(columns[i], i, merged)
	}
	return columns, b.strands(all, merged)
}

// largestNodes keeps the largest nodes of a column and folds the rest into
// one.
func (b *builder) largestNodes(column []*node, at int, merged map[string]*node) []*node {
	slices.SortFunc(column, func(x, y *node) int { return cmp.Or(cmp.Compare(y.value(), x.value()), cmp.Compare(x.id, y.id)) })
	var kept []*node
	var rest *node
	for i, n := range column {
		switch {
		case n.value() == 0:
			continue
		case i < maxNodes || len(column) == maxNodes+1 || strings.HasSuffix(n.id, ":notEstablished"):
			p := b.nodePart(n.id)
			n.Text, n.Title, n.Class = phrase.Clean(p.Text, 26), p.Text, "node"
			if p.Class == "dim" {
				n.Class, n.last = "node open", true
			}
			kept, merged[n.id] = append(kept, n), n
		default:
			if rest == nil {
				rest = &node{id: stages[at].kind + ":~rest", stage: at, X: n.X, W: n.W, Class: "node rest", last: true}
			}
			rest.others++
			rest.in += n.in
			rest.out += n.out
			merged[n.id] = rest
		}
	}
	if rest != nil {
		rest.Text = phrase.Thousands(rest.others) + phrase.NBSP + "other " + stages[at].many
		rest.Title = rest.Text
		kept = append(kept, rest)
	}
	slices.SortStableFunc(kept, func(x, y *node) int { return cmp.Compare(footRank(x), footRank(y)) })
	return kept
}

func footRank(n *node) int {
	if n.last {
		return 1
	}
	return 0
}

// strands joins the flows between the same two nodes.
func (b *builder) strands(all, merged map[string]*node) []*band {
	var bands []*band
	at := map[[2]*node]*band{}
	for _, f := range b.a.Flows {
		from, to := merged[f.From], merged[f.To]
		if from == nil || to == nil || all[f.From].stage >= all[f.To].stage || !(f.Weight > 0 && f.Weight < 1e15) {
			continue
		}
		k := [2]*node{from, to}
		if at[k] == nil {
			at[k] = &band{from: from, to: to}
			bands = append(bands, at[k])
		}
		at[k].weight += f.Weight
	}
	return bands
}

// arrange orders the nodes of each column by where their bands come from and
// go to, so that few bands cross, and stacks them.
func arrange(columns [][]*node, bands []*band, scale, height float64) {
	stack := func(column []*node) {
		total := -nodeGap
		for _, n := range column {
			n.h = max(n.value()*scale, 2)
			total += n.h + nodeGap
		}
		y := chainTop + max(0, (height-total)/2)
		for _, n := range column {
			n.y = y
			y += n.h + nodeGap
		}
	}
	for _, c := range columns {
		stack(c)
	}
	for sweep := range 8 {
		for i := range columns {
			c := columns[i]
			if sweep%2 == 1 {
				c = columns[len(columns)-1-i]
			}
			for _, n := range c {
				n.place = wanted(n, bands, sweep%2 == 0)
			}
			slices.SortStableFunc(c, func(x, y *node) int {
				return cmp.Or(cmp.Compare(footRank(x), footRank(y)), cmp.Compare(x.place, y.place))
			})
			stack(c)
		}
	}
}

// wanted is the middle of what a node is joined to on one side.
func wanted(n *node, bands []*band, left bool) float64 {
	sum, weight := 0., 0.
	for _, b := range bands {
		other := b.from
		if left && b.to != n {
			continue
		}
		if !left {
			if b.from != n {
				continue
			}
			other = b.to
		}
		sum += (other.y + other.h/2) * b.weight
		weight += b.weight
	}
	if weight == 0 {
		return n.y + n.h/2
	}
	return sum / weight
}

// draw stacks the bands on each node in the order of where they lead.
func draw(bands []*band, scale float64) []band {
	for _, b := range bands {
		b.from.fromY, b.to.toY = b.from.y, b.to.y
	}
	begins := make(map[*band]float64, len(bands))
	slices.SortStableFunc(bands, func(x, y *band) int {
		return cmp.Or(cmp.Compare(x.from.stage, y.from.stage), cmp.Compare(x.to.y, y.to.y))
	})
	for _, b := range bands {
		begins[b] = b.from.fromY
		b.from.fromY += b.weight * scale
	}
	slices.SortStableFunc(bands, func(x, y *band) int {
		return cmp.Or(cmp.Compare(x.from.stage, y.from.stage), cmp.Compare(x.from.y, y.from.y), cmp.Compare(x.to.y, y.to.y))
	})
	var out []band
	for _, b := range bands {
		h := max(b.weight*scale, 0.6)
		y0, y1 := begins[b], b.to.toY
		b.to.toY += b.weight * scale
		x0, x1 := float64(b.from.X+nodeWidth), float64(b.to.X)
		mid := (x0 + x1) / 2
		b.D = "M" + at(x0, y0) + "C" + at(mid, y0) + " " + at(mid, y1) + " " + at(x1, y1) + "V" + tenth(y1+h) +
			"C" + at(mid, y1+h) + " " + at(mid, y0+h) + " " + at(x0, y0+h) + "Z"
		b.Title = b.from.Title + " → " + b.to.Title + ": " + phrase.Decimals(b.weight, 2)
		b.Class = "band"
		if b.to.Class == "node open" || b.from.Class == "node open" {
			b.Class = "band open"
		}
		out = append(out, *b)
	}
	return out
}

func at(x, y float64) string { return tenth(x) + "," + tenth(y) }

func tenth(x float64) string { return strconv.FormatFloat(x, 'f', 1, 64) }
