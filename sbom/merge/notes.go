// SPDX-License-Identifier: Apache-2.0

package merge

import (
	"fmt"

	"github.com/kedja/kedja/diag"
)

// notes collects diagnostics of the merging.
type notes struct{ list diag.List }

func (n *notes) add(s diag.Severity, at diag.Position, code, remedy, format string, args ...any) {
	n.list.Add(diag.Diagnostic{Severity: s, Code: code, Position: at, Message: fmt.Sprintf(format, args...), Remedy: remedy})
}

// tally counts what happens many times and keeps the first place of it.
type tally struct {
	n  int
	at diag.Position
}

func (t *tally) count(at func() diag.Position) {
	if t.n++; t.n == 1 {
		t.at = at()
	}
}

// maxConflicts is how many conflicts about one field are listed; the rest is
// counted.
const maxConflicts = 5

// conflicts collects, for each field, where documents state different values.
type conflicts struct {
	fields []string // in order of their first conflict
	counts map[string]int
	grades map[string]diag.Severity
}

// conflict notes that two nodes state different values. The first is kept.
func (m *merger) conflict(field string, grade diag.Severity, first, second num, kept, other string) {
	m.disagree(field, grade, first, second, kept, other, "the latter is kept")
}

// disagree notes that two nodes state different values, and what is done.
func (m *merger) disagree(field string, grade diag.Severity, first, second num, kept, other, done string) {
	c := &m.conflicts
	if c.counts == nil {
		c.counts, c.grades = make(map[string]int), make(map[string]diag.Severity)
	}
	if c.counts[field]++; c.counts[field] == 1 {
		c.fields = append(c.fields, field)
		c.grades[field] = grade
	}
	if c.counts[field] > maxConflicts {
		return
	}
	m.notes.add(grade, m.at(second), "merge/conflict", "correct the document that is wrong",
		"%s is %q here and %q in %s; %s", field, clip(other), clip(kept), m.at(first), done)
}

// rest counts the conflicts that are not listed.
func (m *merger) rest() {
	for _, field := range m.conflicts.fields {
		if more := m.conflicts.counts[field] - maxConflicts; more > 0 {
			m.notes.add(m.conflicts.grades[field], diag.Position{}, "merge/conflict", "correct the documents that are wrong",
				"documents state different values for %s of %d more components", field, more)
		}
	}
}
