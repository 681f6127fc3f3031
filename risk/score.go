// SPDX-License-Identifier: Apache-2.0

package risk

import (
	"cmp"
	"maps"
	"math"
	"math/bits"
	"slices"

	"github.com/kedja/kedja/result"
)

// Consequences are what can be lost: the three of every risk.
var consequences = [...]string{"availability", "integrity", "confidentiality"}

// Cause is one independent reason why a supplier may fail or turn, with the
// factors that show it. Within a cause the largest level counts.
type Cause struct {
	Name    string
	Factors []string // factor ids
	Weight  float64  // w in L = 1 − Π (1 − w·level/4)
	Drives  []string // consequences
}

// DefaultProfile is the map from factors to consequences with its weights:
// interference by a third country weighs 1 and drives everything; the others
// weigh 0.5, an assumption. A factor that no cause lists has no effect.
func DefaultProfile() []Cause {
	return []Cause{
		{"srp.interference", []string{
			"srp.interference.gov_link", "srp.interference.legislation", "srp.interference.ownership", "srp.interference.pressure", "srp.notices",
		}, 1, consequences[:]},
		{"srp.supply_assurance", []string{"srp.supply_assurance"}, 0.5, []string{"availability"}},
		{"srp.quality", []string{"srp.quality"}, 0.5, []string{"integrity", "confidentiality"}},
		{"srp.access", []string{"srp.access"}, 0.5, []string{"integrity", "confidentiality"}},
	}
}

// TechnicalProfile are the causes that known vulnerabilities add to a profile,
// where a database was asked for them: one that is known to be exploited weighs
// 1, all else 0.5. Without a database the scores leave them out, because they
// would say the same of every supplier.
func TechnicalProfile() []Cause {
	drives := []string{"integrity", "confidentiality"}
	return []Cause{
		{"vuln.exploited", []string{"vuln.exploited"}, 1, drives},
		{"vuln.known", []string{"vuln.severe", "vuln.unfixed", "vuln.patching", "vuln.support", "vuln.abandoned"}, 0.5, drives},
	}
}

// Exposure is what a subject could do to the system, for its score.
type Exposure struct {
	Subject string                     // supplier:<id>
	Levels  map[string]result.Interval // factor → level 0..4; absent is unknown, [0, 4]
	Impact  map[string]result.Interval // consequence → 0..1
	LockIn  result.Interval            // index 0..1
	Share   result.Interval            // of the system, basis criticality
	Assets  map[string]map[string]result.Interval
	// Cleared lists the assets for which a favourable designation that binds
	// replaces the factors of interference; the factors stay visible.
	Cleared map[string]bool
}

// interference is the cause that a favourable designation replaces.
const interference = "srp.interference"

// Score computes likelihood, impact and risk per consequence, the level from
// the 5 × 5 matrix. [Exposure.Contributions] splits its ends.
//
//	L_c = 1 − Π over causes (1 − w·level/4)
//	I'_c = I_c·(1 + r)/2,  r = max(lock-in index, share)
//	Risk_c = 100·L_c·I'_c,  Risk = max over c
func (e *Exposure) Score(profile []Cause) result.Score {
	s := result.Score{Subject: e.Subject, Consequences: map[string]result.Consequence{}}
	lo, hi := e.player(profile, false), e.player(profile, true)
	var level [2]int
	for c, name := range consequences {
		l, h := lo.consequence(c, lo.all()), hi.consequence(c, hi.all())
		s.Consequences[name] = result.Consequence{
			Likelihood: result.Interval{Lo: l.likelihood, Hi: h.likelihood},
			Impact:     result.Interval{Lo: l.impact, Hi: h.impact},
			Risk:       result.Interval{Lo: l.risk(), Hi: h.risk()},
		}
		level[0] = max(level[0], l.level())
		level[1] = max(level[1], h.level())
	}
	s.Risk = result.Interval{Lo: lo.value(lo.all()), Hi: hi.value(hi.all())}
	s.Level = [2]string{levels[level[0]], levels[level[1]]}
	return s
}

// Contributions splits both ends of the score: Shapley values, see
// [Exposure.Score].
func (e *Exposure) Contributions(profile []Cause) result.Contributions {
	return result.Contributions{AtLo: e.player(profile, false).shapley(), AtHi: e.player(profile, true).shapley()}
}

var levels = [...]string{"low", "moderate", "high", "critical"}

// game is the score at one end of all intervals, as a game whose players are
// the causes, the impact, the lock-in and the share: without a player its
// value is that of the reference (no factor, no asset reached, free to leave).
type game struct {
	causes []Cause
	level  []float64 // by cause, 0..4
	impact [len(consequences)]float64
	lockIn float64
	share  float64
}

func (e *Exposure) player(profile []Cause, high bool) *game {
	end := func(i result.Interval) float64 {
		if high {
			return i.Hi
		}
		return i.Lo
	}
	g := &game{causes: profile, lockIn: end(e.LockIn), share: end(e.Share)}
	for c, name := range consequences {
		g.impact[c] = end(e.Impact[name])
	}
	for _, cause := range profile {
		worst := 0.0
		for _, f := range cause.Factors {
			level, known := e.Levels[f]
			if !known {
				level = result.Interval{Lo: 0, Hi: 4}
			}
			worst = math.Max(worst, end(level))
		}
		g.level = append(g.level, worst)
	}
	return g
}

func (g *game) players() int { return len(g.causes) + 3 }
func (g *game) all() uint    { return 1<<g.players() - 1 }

type outcome struct{ likelihood, impact float64 }

func (o outcome) risk() float64 { return 100 * o.likelihood * o.impact }

// cuts divide likelihood and impact into five classes.
var cuts = [...]float64{0.1, 0.3, 0.5, 0.7}

func class(x float64) int {
	n := 1
	for _, c := range cuts {
		if x > c {
			n++
		}
	}
	return n
}

// level reads the 5 × 5 matrix: the product of the classes is low up to 4,
// moderate up to 9, high up to 16, else critical.
func (o outcome) level() int {
	switch p := class(o.likelihood) * class(o.impact); {
	case p <= 4:
		return 0
	case p <= 9:
		return 1
	case p <= 16:
		return 2
	}
	return 3
}

// consequence plays the game with the players of the set.
func (g *game) consequence(c int, set uint) outcome {
	in := func(player int) bool { return set>>player&1 == 1 }
	none := 1.0
	for i, cause := range g.causes {
		if in(i) && slices.Contains(cause.Drives, consequences[c]) {
			none *= 1 - cause.Weight*g.level[i]/4
		}
	}
	o := outcome{likelihood: 1 - none}
	n := len(g.causes)
	if in(n) {
		recovery := 0.0
		if in(n + 1) {
			recovery = g.lockIn
		}
		if in(n + 2) {
			recovery = math.Max(recovery, g.share)
		}
		o.impact = g.impact[c] * (1 + recovery) / 2
	}
	return o
}

func (g *game) value(set uint) float64 {
	worst := 0.0
	for c := range consequences {
		worst = math.Max(worst, g.consequence(c, set).risk())
	}
	return worst
}

// shapley splits the value of the whole game: each player's mean marginal
// contribution over all orders (Shapley 1953). The parts add up to the whole.
func (g *game) shapley() []result.Contribution {
	n := g.players()
	values := make([]float64, 1<<n)
	for set := range values {
		values[set] = g.value(uint(set))
	}
	weight := make([]float64, n) // k!(n−k−1)!/n! for a coalition of k others
	for k := range n {
		weight[k] = 1 / (float64(n) * binomial(n-1, k))
	}
	names := make([]string, 0, n)
	for _, c := range g.causes {
		names = append(names, c.Name)
	}
	names = append(names, "impact", "lockIn", "share")
	var out []result.Contribution
	for i, name := range names {
		sum := 0.0
		for set := range values {
			if set>>i&1 == 0 {
				sum += weight[bits.OnesCount(uint(set))] * (values[set|1<<i] - values[set])
			}
		}
		out = append(out, result.Contribution{Name: name, Value: sum})
	}
	slices.SortFunc(out, func(a, b result.Contribution) int {
		return cmp.Or(cmp.Compare(b.Value, a.Value), cmp.Compare(a.Name, b.Name))
	})
	return out
}

func binomial(n, k int) float64 {
	x := 1.0
	for i := range k {
		x = x * float64(n-i) / float64(i+1)
	}
	return x
}

// Scored is an exposure with its score and the profile that it comes from.
type Scored struct {
	Exposure
	Score   result.Score
	Profile []Cause
}

// Scored computes the score of the exposure by the profile.
func (e *Exposure) Scored(profile []Cause) Scored { return Scored{*e, e.Score(profile), profile} }

// Worst is the worst of the subjects that are added to it, one after the other
// in any order: nothing adds up over subjects, so that a cause which several
// share counts once. The zero value has none.
type Worst struct {
	first, lowest *Scored // of the upper and of the lower end
	level         [2]int
	consequences  map[string]result.Consequence
}

// Add takes a subject into account.
func (w *Worst) Add(s Scored) {
	if w.first == nil {
		w.first, w.lowest, w.consequences = &s, &s, map[string]result.Consequence{}
	}
	if cmp.Or(cmp.Compare(s.Score.Risk.Hi, w.first.Score.Risk.Hi), cmp.Compare(s.Score.Risk.Lo, w.first.Score.Risk.Lo), cmp.Compare(w.first.Subject, s.Subject)) > 0 {
		w.first = &s
	}
	if cmp.Or(cmp.Compare(s.Score.Risk.Lo, w.lowest.Score.Risk.Lo), cmp.Compare(s.Score.Risk.Hi, w.lowest.Score.Risk.Hi), cmp.Compare(w.lowest.Subject, s.Subject)) > 0 {
		w.lowest = &s
	}
	for end := range w.level {
		w.level[end] = max(w.level[end], slices.Index(levels[:], s.Score.Level[end]))
	}
	for name, c := range s.Score.Consequences {
		old := w.consequences[name]
		w.consequences[name] = result.Consequence{
			Likelihood: old.Likelihood.Max(c.Likelihood), Impact: old.Impact.Max(c.Impact), Risk: old.Risk.Max(c.Risk),
		}
	}
}

// Score gives the score of an asset or the system: that of its worst subject,
// named, with its contributions. Ends are taken apart: the interval holds the
// worst of all subjects. ok is false when there is no subject.
func (w *Worst) Score(subject string) (score result.Score, ok bool) {
	if w.first == nil {
		return result.Score{}, false
	}
	return result.Score{
		Subject: subject, From: w.first.Subject, FromLo: w.lowest.Subject, Consequences: w.consequences,
		Risk:          result.Interval{Lo: w.lowest.Score.Risk.Lo, Hi: w.first.Score.Risk.Hi},
		Contributions: result.Contributions{AtLo: w.lowest.Contributions(w.lowest.Profile).AtLo, AtHi: w.first.Contributions(w.first.Profile).AtHi},
		Level:         [2]string{levels[w.level[0]], levels[w.level[1]]},
	}, true
}

// Restrict returns the exposure to one asset alone. Where a favourable
// designation covers the asset, the factors of interference count as none.
func (e *Exposure) Restrict(asset string, profile []Cause) Exposure {
	r := *e
	r.Impact = maps.Clone(e.Assets[asset])
	if e.Cleared[asset] {
		r.Levels = maps.Clone(e.Levels)
		for _, c := range profile {
			if c.Name == interference {
				for _, f := range c.Factors {
					r.Levels[f] = result.Interval{}
				}
			}
		}
	}
	return r
}
