// SPDX-License-Identifier: Apache-2.0

package ownership

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/result"
)

// MaxIntegrated is the largest number of parties for which integrated shares
// are worked out: every owner is followed through the whole network.
const MaxIntegrated = 2000

// Integrated gives for every party the integrated shares of its stated
// direct and indirect owners, by upper then lower end falling, then owner:
// the sum over all ownership walks from the owner that do not return to it,
// which is the probability that a walk from the party up to its holders ever
// meets the owner. Never above 1, loops and cross-holdings included.
// Ranges and unlisted shares give an interval. A group of parties that own
// one another wholly gets the error ownership/closed-group: nobody outside
// has a share in it. Source: Brioschi, Buzzacchi & Colombo 1989; Vitali,
// Glattfelder & Battiston 2011.
func Integrated(in Input) (map[string][]result.IntegratedShare, diag.List) {
	var diags diag.List
	n := newNetwork(in)
	if len(n.ids) > MaxIntegrated {
		diags.Warnf("ownership/too-many", diag.Position{}, "integrated shares of %d parties are not worked out: the most is %d", len(n.ids), MaxIntegrated)
		return nil, diags
	}
	n.reportClosed(&diags)
	out := map[string][]result.IntegratedShare{}
	for i := range n.ids {
		below := n.below(i)
		if len(below) == 0 {
			continue
		}
		lo, hi := n.hit(i, n.least), n.hit(i, n.most)
		for _, j := range below {
			s := result.Interval{Lo: lo[j], Hi: math.Max(lo[j], hi[j])}
			if s.Hi-s.Lo < tolerance*10 {
				s = result.Exactly(s.Lo)
			}
			out[n.ids[j]] = append(out[n.ids[j]], result.IntegratedShare{Owner: n.ids[i], Share: s})
		}
	}
	for _, list := range out {
		slices.SortFunc(list, func(x, y result.IntegratedShare) int {
			return cmp.Or(cmp.Compare(y.Share.Hi, x.Share.Hi), cmp.Compare(y.Share.Lo, x.Share.Lo), cmp.Compare(x.Owner, y.Owner))
		})
	}
	return out, diags
}

// network is the holdings by share of capital.
type network struct {
	ids     []string
	columns []column
	down    [][]int // by holder: the parties held, rising
	order   []int   // holders before the parties they hold, but for loops
}

type column struct {
	holders  []capital
	unlisted float64
	complete bool // the shares add up to the whole
	rest     float64
}

type capital struct {
	holder int
	lo, hi float64
	at     result.Evidence
}

func newNetwork(in Input) *network {
	g := &graph{}
	at := g.add(in)
	n := &network{columns: make([]column, len(g.nodes)), down: make([][]int, len(g.nodes))}
	for j, node := range g.nodes {
		n.ids = append(n.ids, node.id)
		n.columns[j].unlisted = node.unlisted
		if node.root {
			n.columns[j].unlisted = 0
		}
	}
	holdings := slices.Clone(in.Holdings)
	slices.SortStableFunc(holdings, func(x, y Holding) int {
		return cmp.Or(cmp.Compare(x.Holder, y.Holder), cmp.Compare(x.Share.Lo, y.Share.Lo), cmp.Compare(x.Share.Hi, y.Share.Hi))
	})
	for _, h := range holdings {
		j, i, s := at[h.Party], int(at[h.Holder]), unit(h.Share)
		c := &n.columns[j]
		if k := len(c.holders) - 1; k >= 0 && c.holders[k].holder == i {
			c.holders[k].lo, c.holders[k].hi = c.holders[k].lo+s.Lo, math.Min(1, c.holders[k].hi+s.Hi)
			continue
		}
		c.holders = append(c.holders, capital{i, s.Lo, s.Hi, h.At})
		n.down[i] = append(n.down[i], int(j))
	}
	for j := range n.columns {
		n.columns[j].settle()
	}
	for i := range n.down {
		slices.Sort(n.down[i])
	}
	n.sort()
	return n
}

// settle scales a column that adds up to more than the whole, so that shares
// stay shares; [Control] reports it.
func (c *column) settle() {
	var lo, hi float64
	for _, h := range c.holders {
		lo, hi = lo+h.lo, hi+h.hi
	}
	if lo > 1 {
		for k := range c.holders {
			c.holders[k].lo, c.holders[k].hi = c.holders[k].lo/lo, c.holders[k].hi/lo
		}
		lo, hi = 1, hi/lo
	}
	c.rest = 1 - lo
	c.complete = c.unlisted == 0 && hi >= 1-noise
}

// sort puts holders before what they hold: the reverse of the order in which
// a depth-first search down the holdings leaves the parties.
func (n *network) sort() {
	seen := make([]bool, len(n.ids))
	type frame struct{ node, next int }
	for root := range n.ids {
		if seen[root] {
			continue
		}
		seen[root] = true
		calls := []frame{{node: root}}
		for len(calls) > 0 {
			f := &calls[len(calls)-1]
			if f.next == len(n.down[f.node]) {
				n.order = append(n.order, f.node)
				calls = calls[:len(calls)-1]
				continue
			}
			next := n.down[f.node][f.next]
			f.next++
			if !seen[next] {
				seen[next] = true
				calls = append(calls, frame{node: next})
			}
		}
	}
	slices.Reverse(n.order)
}

// below is the parties that an owner holds directly or indirectly, rising.
func (n *network) below(i int) []int {
	seen := map[int]bool{i: true}
	var out []int
	for stack := []int{i}; len(stack) > 0; {
		h := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		for _, j := range n.down[h] {
			if !seen[j] {
				seen[j] = true
				out = append(out, j)
				stack = append(stack, j)
			}
		}
	}
	slices.Sort(out)
	return out
}

// The iteration ends when no probability moves by more, or after so many
// rounds, which only loops that own one another almost wholly reach.
const (
	tolerance = 1e-12
	maxRounds = 100_000
)

// hit iterates the probabilities of ever meeting the owner upwards from 0,
// under the choice of shares that step makes.
func (n *network) hit(owner int, step func(c *column, y []float64) float64) []float64 {
	y := make([]float64, len(n.ids))
	y[owner] = 1
	for range maxRounds {
		moved := 0.0
		for _, j := range n.order {
			if j == owner {
				continue
			}
			next := math.Min(1, step(&n.columns[j], y))
			moved = math.Max(moved, next-y[j])
			y[j] = math.Max(y[j], next)
		}
		if moved <= tolerance {
			break
		}
	}
	return y
}

// least gives what is open to the holders that lead to the owner least, or
// to nobody where the list need not be complete.
func (n *network) least(c *column, y []float64) float64 {
	total := base(c, y)
	if c.complete {
		total += c.spread(c.rest, func(i, j int) int { return cmp.Compare(y[i], y[j]) }, y)
	}
	return total
}

// most gives it to the owner where it may be an unlisted holder, then to the
// holders that lead to it most.
func (n *network) most(c *column, y []float64) float64 {
	unlisted := math.Min(c.unlisted, c.rest)
	return base(c, y) + unlisted +
		c.spread(c.rest-unlisted, func(i, j int) int { return cmp.Compare(y[j], y[i]) }, y)
}

func base(c *column, y []float64) float64 {
	total := 0.0
	for _, h := range c.holders {
		total += h.lo * y[h.holder]
	}
	return total
}

// spread raises the holders in order to their upper ends until the rest is
// used up.
func (c *column) spread(rest float64, order func(i, j int) int, y []float64) float64 {
	var open []capital
	for _, h := range c.holders {
		if h.hi > h.lo {
			open = append(open, h)
		}
	}
	slices.SortStableFunc(open, func(a, b capital) int { return order(a.holder, b.holder) })
	total := 0.0
	for _, h := range open {
		part := math.Max(0, math.Min(rest, h.hi-h.lo))
		total, rest = total+part*y[h.holder], rest-part
	}
	return total
}

// reportClosed names the groups that own themselves wholly. A party belongs
// to one when no walk up from it leaves the parties with complete lists.
func (n *network) reportClosed(diags *diag.List) {
	leaves := make([]bool, len(n.ids)) // some walk reaches a party with other holders
	for changed := true; changed; {
		changed = false
		for j, c := range n.columns {
			out := c.rest > noise || len(c.holders) == 0 || slices.ContainsFunc(c.holders, func(h capital) bool { return leaves[h.holder] })
			if out && !leaves[j] {
				leaves[j], changed = true, true
			}
		}
	}
	var ids []string
	var at result.Evidence
	for j, c := range n.columns {
		if !leaves[j] {
			ids = append(ids, n.ids[j])
			if len(ids) == 1 {
				at = c.holders[0].at
			}
		}
	}
	if len(ids) > 0 {
		diags.Add(diag.Diagnostic{
			Severity: diag.Error, Code: "ownership/closed-group", Position: position(at),
			Message: strings.Join(ids, ", ") + " are owned wholly by themselves: nobody else has a share in them",
			Remedy:  "state the owner outside the group, or write the shares as ranges",
		})
	}
}
