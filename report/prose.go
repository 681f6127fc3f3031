// SPDX-License-Identifier: Apache-2.0

package report

import (
	"slices"
	"strings"

	"github.com/kedja/kedja/report/internal/phrase"
	"github.com/kedja/kedja/result"
)

// prose puts a result into words. Every report for people uses it, so that
// all of them say the same; how it looks is theirs. All it returns is clean:
// one line, nothing invisible, of bounded length.
type prose struct {
	a     *result.Assessment
	names *phrase.Names
	o     Options
	known map[string]bool // ids of findings that the baseline of the gate has
}

func newProse(a *result.Assessment, o Options) *prose {
	normal := *a
	normal.Normalize() // the order of everything below
	return &prose{&normal, phrase.NewNames(&normal), o, knownOf(normal.Gate)}
}

// cut is the number of rows to show of n.
func (t *prose) cut(n, limit int) int {
	if t.o.Full {
		return n
	}
	return min(n, limit)
}

// title is the name of what was assessed.
func (t *prose) title() string {
	for _, s := range []string{t.a.Subject.Name, t.a.Subject.ID} {
		if name := phrase.Text(s); name != "" {
			return name
		}
	}
	return "(no name)"
}

// entity is whose system it is.
func (t *prose) entity() string {
	s := t.a.Subject
	if s.Entity == "" {
		return ""
	}
	if s.Country == "" {
		return "of " + phrase.Text(s.Entity)
	}
	return "of " + phrase.Text(s.Entity) + " (" + phrase.Clean(s.Country, phrase.MaxName) + ")"
}

// headMarks are the day and the marking of the result.
func (t *prose) headMarks() (out []string) {
	if day, _, _ := strings.Cut(t.a.AsOf, "T"); day != "" {
		out = append(out, "as of "+phrase.Clean(day, phrase.MaxName))
	}
	if t.a.TLP != "" {
		out = append(out, "TLP:"+phrase.Clean(t.a.TLP, phrase.MaxName))
	}
	return out
}

// leftOut says which measures the result was asked not to work out; "" where
// it has all.
func (p *prose) leftOut() string {
	if len(p.a.LeftOut) == 0 {
		return ""
	}
	return "only what rules ask for was worked out; that nothing is said of the following says nothing about it: " +
		strings.Join(phrase.Apply(p.a.LeftOut, phrase.Lists), ", ")
}

// without reports whether the list of the result was not worked out.
func (p *prose) without(list string) bool { return slices.Contains(p.a.LeftOut, list) }

const incompleteWords = "an input could not be read, so more may be wrong than is said here; see problems with the inputs below"

// tally counts the findings by outcome.
func (t *prose) tally() []string {
	v := t.a.Verdict
	out := []string{
		phrase.Count(v.Fail, "failed", "failed"), phrase.Count(v.Warn, "warning", "warnings"),
		phrase.Count(v.Unknown, "unknown", "unknown"), phrase.Count(v.Waived, "waived", "waived"),
	}
	if why := phrase.GateDiffers(t.a.Gate); why != "" {
		out = append(out, why)
	}
	return out
}
