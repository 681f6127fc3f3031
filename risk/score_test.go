// SPDX-License-Identifier: Apache-2.0

package risk_test

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
)

// The worked example of docs/method.md: a party with state ownership (level
// 3 of 4) and one high quality concern, behind a critical asset that stops
// without it, at lock-in 0.6 and a third of the system.
func worked() risk.Exposure {
	return risk.Exposure{
		Subject: "supplier:a",
		Levels: map[string]result.Interval{
			"srp.interference.ownership": result.Exactly(3), "srp.interference.gov_link": result.Exactly(0),
			"srp.interference.legislation": result.Exactly(2), "srp.interference.pressure": result.Exactly(0), "srp.notices": result.Exactly(0),
			"srp.supply_assurance": result.Exactly(0), "srp.quality": result.Exactly(2), "srp.access": result.Exactly(0),
		},
		Impact: map[string]result.Interval{"availability": result.Exactly(1), "integrity": result.Exactly(1), "confidentiality": result.Exactly(1)},
		LockIn: result.Exactly(0.6), Share: result.Exactly(1.0 / 3),
	}
}

func TestScoreWorkedExample(t *testing.T) {
	e := worked()
	s := e.Score(risk.DefaultProfile())
	// Availability: L = 3/4. Integrity: L = 1 − (1 − 3/4)(1 − 0.5·2/4) = 0.8125.
	// Impact of each: 1·(1 + 0.6)/2 = 0.8. Risk = 100·0.8125·0.8 = 65.
	for name, want := range map[string]float64{"availability": 60, "integrity": 65, "confidentiality": 65} {
		if got := s.Consequences[name].Risk; math.Abs(got.Lo-want) > 1e-9 || got.Lo != got.Hi {
			t.Errorf("risk of %s is %v, want %g", name, got, want)
		}
	}
	if math.Abs(s.Risk.Lo-65) > 1e-9 || s.Level != [2]string{"critical", "critical"} {
		t.Errorf("risk %v level %v, want 65 critical", s.Risk, s.Level)
	}
}

func TestUnknownFactorsWiden(t *testing.T) {
	e := worked()
	delete(e.Levels, "srp.quality")
	s := e.Score(risk.DefaultProfile())
	// Integrity without the quality factor: L ∈ [3/4, 1 − 1/4·1/2] = [0.75, 0.875].
	if got := s.Consequences["integrity"].Likelihood; math.Abs(got.Lo-0.75) > 1e-9 || math.Abs(got.Hi-0.875) > 1e-9 {
		t.Errorf("likelihood %v, want [0.75, 0.875]", got)
	}
}

func draw(t *rapid.T) risk.Exposure {
	e := risk.Exposure{Subject: "supplier:x", Levels: map[string]result.Interval{}, Impact: map[string]result.Interval{}}
	interval := func(name string, limit float64) result.Interval {
		a, b := rapid.Float64Range(0, limit).Draw(t, name), rapid.Float64Range(0, limit).Draw(t, name)
		return result.Interval{Lo: min(a, b), Hi: max(a, b)}
	}
	for _, c := range risk.DefaultProfile() {
		for _, f := range c.Factors {
			if rapid.Bool().Draw(t, "known") {
				e.Levels[f] = interval(f, 4)
			}
		}
	}
	for _, c := range []string{"availability", "integrity", "confidentiality"} {
		e.Impact[c] = interval(c, 1)
	}
	e.LockIn, e.Share = interval("lockIn", 1), interval("share", 1)
	return e
}

func sum(cs []result.Contribution) float64 {
	x := 0.0
	for _, c := range cs {
		x += c.Value
	}
	return x
}

func TestScoreProperties(t *testing.T) {
	levels := []string{"low", "moderate", "high", "critical"}
	rapid.Check(t, func(t *rapid.T) {
		e := draw(t)
		s := e.Score(risk.DefaultProfile())
		if s.Risk.Lo < 0 || s.Risk.Hi > 100 || s.Risk.Lo > s.Risk.Hi {
			t.Fatalf("risk %v is not within 0..100", s.Risk)
		}
		parts := e.Contributions(risk.DefaultProfile())
		if d := math.Abs(sum(parts.AtLo)-s.Risk.Lo) + math.Abs(sum(parts.AtHi)-s.Risk.Hi); d > 1e-9 {
			t.Fatalf("contributions miss their ends by %g", d)
		}
		if slices.Index(levels, s.Level[0]) > slices.Index(levels, s.Level[1]) {
			t.Fatalf("level %v falls", s.Level)
		}

		// Refinement: a fact that becomes known never leaves the old interval.
		refined := e
		refined.Levels = map[string]result.Interval{}
		for f, l := range e.Levels {
			x := l.Lo + (l.Hi-l.Lo)*rapid.Float64Range(0, 1).Draw(t, "at")
			refined.Levels[f] = result.Exactly(x)
		}
		for _, c := range risk.DefaultProfile() {
			for _, f := range c.Factors {
				if _, ok := refined.Levels[f]; !ok {
					refined.Levels[f] = result.Exactly(rapid.Float64Range(0, 4).Draw(t, "answer"))
				}
			}
		}
		r := refined.Score(risk.DefaultProfile())
		if r.Risk.Lo < s.Risk.Lo-1e-9 || r.Risk.Hi > s.Risk.Hi+1e-9 {
			t.Fatalf("refined %v leaves %v", r.Risk, s.Risk)
		}

		// Adverse evidence never lowers.
		worse := refined
		worse.Levels = map[string]result.Interval{}
		for f, l := range refined.Levels {
			worse.Levels[f] = result.Exactly(min(4, l.Lo+rapid.Float64Range(0, 2).Draw(t, "more")))
		}
		if w := worse.Score(risk.DefaultProfile()); w.Risk.Lo < r.Risk.Lo-1e-9 {
			t.Fatalf("worse evidence lowers %v to %v", r.Risk, w.Risk)
		}
	})
}
