// SPDX-License-Identifier: Apache-2.0

package supplier

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// pair is a row of testdata/pairs.tsv.
type pair struct {
	a, b, why  string
	same, held bool
	line       int
}

func labelledPairs(t *testing.T) []pair {
	t.Helper()
	data, err := os.ReadFile("testdata/pairs.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var out []pair
	for i, line := range strings.Split(strings.TrimSuffix(string(data), "\n"), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 6 || f[2] != "same" && f[2] != "different" || f[4] != "tune" && f[4] != "held" {
			t.Fatalf("line %d is no pair: %q", i+1, line)
		}
		out = append(out, pair{f[0], f[1], f[3], f[2] == "same", f[4] == "held", i + 1})
	}
	return out
}

// tally counts the decisions of a rule against the labels.
type tally struct{ right, wrong, missed int }

func (n *tally) count(said, is bool) {
	switch {
	case said && is:
		n.right++
	case said:
		n.wrong++
	case is:
		n.missed++
	}
}

func (n tally) precision() float64 { return float64(n.right) / float64(max(1, n.right+n.wrong)) }
func (n tally) recall() float64    { return float64(n.right) / float64(max(1, n.right+n.missed)) }

// documented compares the numbers with those that docs/attribution.md gives.
func documented(t *testing.T, pairs, same int, taken, proposed, held tally) {
	t.Helper()
	data, err := os.ReadFile("../docs/attribution.md")
	if err != nil {
		t.Fatal(err)
	}
	row := func(name string, n tally) string {
		return fmt.Sprintf("| %s | %.3f | %.3f |", name, n.precision(), n.recall())
	}
	for _, want := range []string{
		fmt.Sprintf("%d of %d\nname one party", same, pairs),
		row("taken without asking", taken), row("taken or proposed as likely", proposed), row("the same, held-out third", held),
	} {
		if !strings.Contains(string(data), want) {
			t.Errorf("docs/attribution.md does not say %q", want)
		}
	}
}

// The decision that resolve proposes, same or not, is right on the labelled
// pairs as often as is asked of it, and what is taken without asking is never
// wrong there. With -v the pairs of the tuning part that it gets wrong are
// listed; those of the held part never are.
func TestLabelledPairs(t *testing.T) {
	var taken, proposed, held tally
	pairs := labelledPairs(t)
	if len(pairs) < 400 {
		t.Fatalf("%d pairs, want at least 400", len(pairs))
	}
	for _, p := range pairs {
		c := CompareNames(p.a, p.b)
		likely := c.Score >= Likely
		if c.Same && !likely {
			t.Errorf("line %d: taken at a score of %g, below what is proposed", p.line, c.Score)
		}
		taken.count(c.Same, p.same)
		proposed.count(likely, p.same)
		if p.held {
			held.count(likely, p.same)
		}
		if c.Same && !p.same && !p.held {
			t.Errorf("line %d: %q and %q are taken for one party: %s", p.line, p.a, p.b, p.why)
		}
		if likely != p.same && !p.held {
			t.Logf("line %d, %.2f: %q and %q, same %v: %s; %v", p.line, c.Score, p.a, p.b, p.same, p.why, c.Features)
		}
	}
	t.Logf("taken: %d right, %d wrong, recall %.3f", taken.right, taken.wrong, taken.recall())
	t.Logf("taken or proposed: precision %.3f, recall %.3f (%+v)", proposed.precision(), proposed.recall(), proposed)
	t.Logf("held part: precision %.3f, recall %.3f (%+v)", held.precision(), held.recall(), held)
	documented(t, len(pairs), proposed.right+proposed.missed, taken, proposed, held)
	if proposed.precision() < 0.98 || proposed.recall() < 0.90 {
		t.Errorf("precision %.3f and recall %.3f, want 0.98 and 0.90", proposed.precision(), proposed.recall())
	}
	if taken.wrong > 0 {
		t.Errorf("%d pairs are taken wrongly, want none", taken.wrong)
	}
}
