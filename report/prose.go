// SPDX-License-Identifier: Apache-2.0

package report

import (
	"strings"

	"github.com/kedja/kedja/result"
)

// prose puts a result into words. Every report for people uses it, so that
// all of them say the same; how it looks is theirs. All it returns is clean:
// one line, nothing invisible, of bounded length.
type prose struct {
	a     *result.Assessment
	names *names
	o     Options
}

func newProse(a *result.Assessment, o Options) *prose {
	normal := *a
	normal.Normalize() // the order of everything below
	return &prose{&normal, newNames(&normal), o}
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
		if name := text(s); name != "" {
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
		return "of " + text(s.Entity)
	}
	return "of " + text(s.Entity) + " (" + clean(s.Country, maxName) + ")"
}

// headMarks are the day and the marking of the result.
func (t *prose) headMarks() (out []string) {
	if day, _, _ := strings.Cut(t.a.AsOf, "T"); day != "" {
		out = append(out, "as of "+clean(day, maxName))
	}
	if t.a.TLP != "" {
		out = append(out, "TLP:"+clean(t.a.TLP, maxName))
	}
	return out
}

const incompleteWords = "an input could not be read, so more may be wrong than is said here; see problems with the inputs below"

// tally counts the findings by outcome.
func (t *prose) tally() []string {
	v := t.a.Verdict
	return []string{
		count(v.Fail, "failed", "failed"), count(v.Warn, "warning", "warnings"),
		count(v.Unknown, "unknown", "unknown"), count(v.Waived, "waived", "waived"),
	}
}
