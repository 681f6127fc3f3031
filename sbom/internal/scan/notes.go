// SPDX-License-Identifier: Apache-2.0

package scan

import (
	"fmt"
	"maps"
	"slices"

	"github.com/kedja/kedja/diag"
)

// MaxPerCode is how many diagnostics of one code are listed; the rest is
// counted. A generator's bug repeats for every component of a file.
const MaxPerCode = 50

// Notes collects the diagnostics of one document.
type Notes struct {
	list   diag.List
	counts map[string]*tally
}

type tally struct {
	n        int
	severity diag.Severity
}

// room counts an occurrence of the code and reports whether it is listed.
func (n *Notes) room(sev diag.Severity, code string) bool {
	if n.counts == nil {
		n.counts = make(map[string]*tally)
	}
	t := n.counts[code]
	if t == nil {
		t = &tally{severity: sev}
		n.counts[code] = t
	}
	t.n++
	return t.n <= MaxPerCode
}

// Add appends a diagnostic unless its code has had its share.
func (n *Notes) Add(d diag.Diagnostic) {
	if n.room(d.Severity, d.Code) {
		n.list.Add(d)
	}
}

// Has reports whether there is a diagnostic of the code.
func (n *Notes) Has(code string) bool { return n.counts[code] != nil }

// Finish returns the list, sorted, with one entry for each code that was cut.
func (n *Notes) Finish(file string) diag.List {
	for _, code := range slices.Sorted(maps.Keys(n.counts)) {
		if t := n.counts[code]; t.n > MaxPerCode {
			n.list.Add(diag.Diagnostic{
				Severity: t.severity, Code: code, Position: diag.Position{File: file},
				Message: fmt.Sprintf("%d more of the same kind are not listed", t.n-MaxPerCode),
			})
		}
	}
	n.list.Sort()
	return n.list
}
