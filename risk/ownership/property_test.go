// SPDX-License-Identifier: Apache-2.0

package ownership_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk/ownership"
)

// Votes in the brute force are whole quarters, so that sums are exact.
const whole = 4

// smallNetwork draws parties with ranges and unlisted votes that enumeration
// can take.
func smallNetwork(t *rapid.T) ownership.Input {
	ids := []string{"a", "b", "c", "d"}[:rapid.IntRange(2, 4).Draw(t, "parties")]
	var in ownership.Input
	for _, id := range ids {
		p := ownership.Party{ID: id, Established: "X" + string(id[0]-'a'+'A')}
		if rapid.IntRange(0, 3).Draw(t, "root") == 0 {
			p.Kind = "person"
			in.Parties = append(in.Parties, p)
			continue
		}
		if rapid.Bool().Draw(t, "bounded") {
			p.UnlistedMax = new(float64(rapid.SampledFrom([]int{0, 0, 1, 3}).Draw(t, "rest")) / whole)
		}
		in.Parties = append(in.Parties, p)
		left := whole
		for _, h := range rapid.SliceOfNDistinct(rapid.SampledFrom(ids), 0, 2, rapid.ID).Draw(t, "holders") {
			if h == id {
				continue
			}
			lo := rapid.IntRange(0, left).Draw(t, "lo")
			hi := min(whole, lo+rapid.IntRange(0, 2).Draw(t, "width"))
			left -= lo
			v := result.Interval{Lo: float64(lo) / whole, Hi: float64(hi) / whole}
			in.Holdings = append(in.Holdings, ownership.Holding{Holder: h, Party: id, Share: v, Votes: v})
		}
	}
	return in
}

// votes is one completion: quarters by party and holder.
type votes map[string]map[string]int

const stranger = "?"

// completions calls f with every completion: each stated holder within its
// range, and at most one unlisted holder, known or not, per party. It says
// whether any unlisted votes were given out.
func completions(in ownership.Input, f func(v votes, unlisted bool)) {
	v := votes{}
	var party func(i int, unlisted bool)
	party = func(i int, unlisted bool) {
		if i == len(in.Parties) {
			f(v, unlisted)
			return
		}
		p := in.Parties[i]
		most := whole
		if p.UnlistedMax != nil {
			most = int(*p.UnlistedMax * whole)
		}
		if p.Kind == "person" {
			most = 0
		}
		var stakes []ownership.Holding
		upper := 0
		for _, h := range in.Holdings {
			if h.Party == p.ID {
				stakes = append(stakes, h)
				upper += int(h.Votes.Hi * whole)
			}
		}
		v[p.ID] = map[string]int{}
		var stake func(k, left int)
		stake = func(k, left int) {
			if k < len(stakes) {
				for q := int(stakes[k].Votes.Lo * whole); q <= min(left, int(stakes[k].Votes.Hi*whole)); q++ {
					v[p.ID][stakes[k].Holder] = q
					stake(k+1, left-q)
				}
				delete(v[p.ID], stakes[k].Holder)
				return
			}
			if p.UnlistedMax != nil && most == 0 && upper >= whole && left > 0 {
				return // a complete list adds up
			}
			party(i+1, unlisted)
			for _, h := range append([]string{stranger}, ids(in)...) {
				if _, listed := v[p.ID][h]; listed || h == p.ID {
					continue
				}
				for q := 1; q <= min(left, most); q++ {
					v[p.ID][h] = q
					party(i+1, true)
					delete(v[p.ID], h)
				}
			}
		}
		stake(0, whole)
		delete(v, p.ID)
	}
	party(0, false)
}

func ids(in ownership.Input) []string {
	var out []string
	for _, p := range in.Parties {
		out = append(out, p.ID)
	}
	return out
}

// rules is who controls whom in one completion, by the definition.
func rules(in ownership.Input, v votes) map[string]map[string]bool {
	by := map[string]map[string]bool{}
	for _, i := range append([]string{stranger}, ids(in)...) {
		member := map[string]bool{i: true}
		under := map[string]bool{}
		for changed := true; changed; {
			changed = false
			for _, p := range in.Parties {
				sum := 0
				for h, q := range v[p.ID] {
					if member[h] {
						sum += q
					}
				}
				if 2*sum > whole && !under[p.ID] && p.Kind != "person" {
					under[p.ID], member[p.ID], changed = true, true, true
				}
			}
		}
		for j := range under {
			if by[j] == nil {
				by[j] = map[string]bool{}
			}
			by[j][i] = true
		}
	}
	return by
}

// ultimate is the controllers of j that nobody controls but those they
// control in turn.
func ultimate(by map[string]map[string]bool, j string) []string {
	var out []string
	for i := range by[j] {
		top := true
		for k := range by[i] {
			top = top && by[k][i]
		}
		if top {
			out = append(out, i)
		}
	}
	slices.Sort(out)
	return out
}

// TestEveryCompletion: what is certain holds in every completion, and who
// controls by stated votes in one is named; so is the country.
func TestEveryCompletion(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		in := smallNetwork(t)
		cs, _ := ownership.Control(in)
		completions(in, func(v votes, unlisted bool) {
			by := rules(in, v)
			for _, p := range in.Parties {
				c := of2(cs, p.ID)
				tops := ultimate(by, p.ID)
				wrong := func(why string) {
					t.Fatalf("%s\n%s: %s\nvotes %v\nultimate controllers %v\n%+v", why, p.ID, line(c), v, tops, in)
				}
				switch {
				case p.Kind == "person":
				case c.Certain && (c.Kind == ownership.Sole || c.Kind == ownership.Circular):
					if !slices.Equal(tops, c.Controllers) {
						wrong("certain controllers do not control")
					}
				case c.Certain && len(tops) > 0:
					wrong("nobody should control")
				case c.Kind == ownership.Sole && len(tops) == 0:
					wrong("sole control without a controller")
				case !c.Certain && !unlisted:
					for _, i := range tops {
						if i != p.ID && !slices.Contains(c.Controllers, i) { // itself only in a circle
							wrong("a possible controller is not named")
						}
					}
				}
				if why := wrongCountry(in, c, v, by, tops, unlisted); why != "" {
					wrong(why)
				}
			}
		})
	})
}

// wrongCountry says what is wrong with the countries of control in one
// completion. Where somebody holds exactly half, control is shared, and so is
// the country; other tests have that.
func wrongCountry(in ownership.Input, c result.Control, v votes, by map[string]map[string]bool, tops []string, unlisted bool) string {
	for _, p := range in.Parties {
		for _, i := range append([]string{stranger}, ids(in)...) {
			sum := 0
			for h, q := range v[p.ID] {
				if h == i || by[h][i] {
					sum += q
				}
			}
			if 2*sum == whole {
				return ""
			}
		}
	}
	if len(tops) == 0 {
		tops = []string{c.Party} // its own: a root, or dispersed
	}
	var countries []string
	for _, i := range tops {
		if i == stranger {
			return "" // whose country nobody knows
		}
		countries = append(countries, in.Parties[slices.Index(ids(in), i)].Established)
	}
	if c.Certain && !slices.Equal(countries, c.Countries) {
		return fmt.Sprint("certain, but the countries of control are ", countries)
	}
	if !c.Certain && !unlisted && !slices.Equal(tops, []string{c.Party}) {
		for i, country := range countries {
			if tops[i] != c.Party && !slices.Contains(c.Countries, country) {
				return fmt.Sprint("the possible country of control ", country, " is not named")
			}
		}
	}
	return ""
}

// TestCertainTruthPossible: who certainly controls whom controls in every
// completion; who controls in one possibly does, or anybody may.
func TestCertainTruthPossible(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		in := smallNetwork(t)
		r := ownership.RelationOf(in)
		completions(in, func(v votes, _ bool) {
			by := rules(in, v)
			for _, p := range in.Parties {
				for _, i := range append([]string{stranger}, ids(in)...) {
					pair := [2]string{i, p.ID}
					if r.Certain[pair] && !by[p.ID][i] {
						t.Fatalf("%s certainly controls %s, but not with votes %v\n%+v", i, p.ID, v, in)
					}
					if by[p.ID][i] && !r.Possible[pair] && !r.Open[p.ID] {
						t.Fatalf("%s cannot control %s, but does with votes %v\n%+v", i, p.ID, v, in)
					}
				}
			}
		})
	})
}

func of2(cs []result.Control, id string) result.Control {
	i := slices.IndexFunc(cs, func(c result.Control) bool { return c.Party == id })
	return cs[i]
}

// TestCertainWhereComplete: without ranges and with complete lists nothing
// about sole control is left open.
func TestCertainWhereComplete(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := smallNetwork(t)
		for i := range in.Parties {
			in.Parties[i].UnlistedMax = new(0.0)
		}
		for i := range in.Holdings {
			in.Holdings[i].Votes.Hi = in.Holdings[i].Votes.Lo
		}
		cs, _ := ownership.Control(in)
		v := votes{}
		for _, p := range in.Parties {
			v[p.ID] = map[string]int{}
		}
		for _, h := range in.Holdings {
			v[h.Party][h.Holder] = int(h.Votes.Lo * whole)
		}
		by := rules(in, v)
		for _, c := range cs {
			tops := ultimate(by, c.Party)
			if (len(tops) > 0) != (c.Kind == ownership.Sole || c.Kind == ownership.Circular) && in.Parties[slices.Index(ids(in), c.Party)].Kind != "person" {
				t.Fatalf("%s: %s, by definition %v", c.Party, line(c), tops)
			}
			if !c.Certain && c.Kind != ownership.Joint {
				t.Fatalf("%s: %s although all is known", c.Party, line(c))
			}
		}
	})
}

// TestRenamingAndReordering: names and order do not matter.
func TestRenamingAndReordering(t *testing.T) {
	rename := map[string]string{"a": "z", "b": "y", "c": "x", "d": "w"}
	rapid.Check(t, func(t *rapid.T) {
		in := smallNetwork(t)
		other := ownership.Input{
			Parties:  rapid.Permutation(in.Parties).Draw(t, "parties"),
			Holdings: rapid.Permutation(in.Holdings).Draw(t, "holdings"),
		}
		for i := range other.Parties {
			other.Parties[i].ID = rename[other.Parties[i].ID]
		}
		for i := range other.Holdings {
			other.Holdings[i].Holder, other.Holdings[i].Party = rename[other.Holdings[i].Holder], rename[other.Holdings[i].Party]
		}
		want, _ := ownership.Control(in)
		got, _ := ownership.Control(other)
		for _, c := range want {
			for i, k := range c.Controllers {
				c.Controllers[i] = rename[k]
			}
			slices.Sort(c.Controllers)
			if diff := cmp.Diff(line(c), line(of2(got, rename[c.Party]))); diff != "" {
				t.Fatalf("%s (-want +got):\n%s", c.Party, diff)
			}
		}
	})
}

// TestRefinement: what is certain stays when a range narrows or unlisted
// votes are bounded.
func TestRefinement(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := smallNetwork(t)
		finer := ownership.Input{Parties: slices.Clone(in.Parties), Holdings: slices.Clone(in.Holdings)}
		sums := map[string]int{}
		for _, h := range finer.Holdings {
			sums[h.Party] += int(h.Votes.Lo * whole)
		}
		for i, p := range finer.Parties {
			if p.UnlistedMax == nil && rapid.Bool().Draw(t, "bound") {
				finer.Parties[i].UnlistedMax = new(float64(rapid.IntRange(1, whole).Draw(t, "rest")) / whole)
			}
		}
		for i, h := range finer.Holdings {
			p := finer.Parties[slices.Index(ids(finer), h.Party)]
			if p.UnlistedMax != nil && *p.UnlistedMax == 0 {
				continue // a lower end taken down could make the list contradict itself
			}
			lo, hi := int(h.Votes.Lo*whole), int(h.Votes.Hi*whole)
			up := rapid.IntRange(lo, min(hi, lo+whole-sums[h.Party])).Draw(t, "new lo")
			sums[h.Party] += up - lo
			finer.Holdings[i].Votes = result.Interval{Lo: float64(up) / whole, Hi: float64(rapid.IntRange(up, hi).Draw(t, "new hi")) / whole}
		}
		before, _ := ownership.Control(in)
		after, _ := ownership.Control(finer)
		for i, c := range before {
			if c.Certain && line(c) != line(after[i]) {
				t.Fatalf("%s was %s, is %s\nbefore %+v\nafter %+v", c.Party, line(c), line(after[i]), in, finer)
			}
		}
	})
}
