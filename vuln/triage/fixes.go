// SPDX-License-Identifier: Apache-2.0

package triage

import (
	"cmp"
	"slices"
	"strings"

	"github.com/kedja/kedja/vuln"
	"github.com/kedja/kedja/vuln/internal/ecosystem"
	"github.com/kedja/kedja/vuln/internal/version"
)

// Fix is a newer version of one component that clears vulnerabilities of it.
type Fix struct {
	Component int // which of those that were judged
	// To is the smallest version that clears all of Clears: the largest of the
	// versions that fix each, in the order of the ecosystem. Whether records
	// cover that version for another reason is not looked up.
	To     string
	Clears []string // IDs of open vulnerabilities, sorted
	// Exploited is how many of these are on a list of exploited ones; nil: no
	// list was given.
	Exploited *int
	Severity  string // the worst of Clears, a word of vuln.Found; empty: none is graded
	// Left are the IDs of open vulnerabilities, sorted, that To may not clear:
	// no version is known that fixes them, or it cannot be ordered.
	Left []string
}

// Fixes returns for each component the version that clears most of its open
// vulnerabilities, none where no fix is known. What clears exploited ones comes
// first, then by the worst severity, by how many it clears, and by name. A
// package in several versions is several components, each with a way of its
// own. Of vulnerabilities that a component may have ([vuln.Found.Possible])
// nothing is said.
func Fixes(components []Component, outcomes []Outcome) []Fix {
	var out []Fix
	for i := range min(len(components), len(outcomes)) {
		if f, ok := fixOf(&components[i].Query, outcomes[i].Known); ok {
			f.Component = i
			out = append(out, f)
		}
	}
	slices.SortFunc(out, func(a, b Fix) int {
		p, q := &components[a.Component].Query, &components[b.Component].Query
		return cmp.Or(cmp.Compare(b.exploited(), a.exploited()),
			cmp.Compare(vuln.SeverityRank(b.Severity), vuln.SeverityRank(a.Severity)), cmp.Compare(len(b.Clears), len(a.Clears)),
			strings.Compare(p.Name, q.Name), strings.Compare(p.PURL, q.PURL), strings.Compare(p.Version, q.Version), cmp.Compare(a.Component, b.Component))
	})
	return out
}

func (f *Fix) exploited() int {
	if f.Exploited == nil {
		return 0
	}
	return *f.Exploited
}

// fixOf is the fix of one component.
func fixOf(q *vuln.Query, known []vuln.Known) (f Fix, ok bool) {
	var open []*vuln.Known
	for i := range known {
		if k := &known[i]; k.Status.Open() && !k.Possible {
			open = append(open, k)
		}
	}
	if f.To = clearing(orderOf(q), open); f.To == "" {
		return f, false
	}
	order := orderOf(q)
	for _, k := range open {
		if !reaches(order, f.To, k.Fixed) {
			f.Left = append(f.Left, k.ID)
			continue
		}
		f.Clears = append(f.Clears, k.ID)
		if vuln.SeverityRank(k.Severity) > vuln.SeverityRank(f.Severity) {
			f.Severity = k.Severity
		}
		if used := k.Exploited.Known(); used != nil {
			if f.Exploited == nil {
				f.Exploited = new(int)
			}
			if *used {
				*f.Exploited++
			}
		}
	}
	slices.Sort(f.Clears)
	slices.Sort(f.Left)
	return f, true
}

// orderOf is the ecosystem whose order a component's versions have; empty where
// OSV has none for it.
func orderOf(q *vuln.Query) string {
	for _, t := range ecosystem.Of(q.PURL, q.Version).Targets {
		if version.Ordered(t.Ecosystem) {
			return t.Ecosystem
		}
	}
	return ""
}

// clearing is the version that clears most: the largest of those fixing one
// that can be ordered, and where none can, that which is named most often, the
// smallest text among these.
func clearing(order string, open []*vuln.Known) string {
	best, ordered := "", false
	named := map[string]int{}
	for _, k := range open {
		if k.Fixed == "" {
			continue
		}
		named[k.Fixed]++
		if v := version.Of(order, k.Fixed); v.Err() != nil {
			continue
		}
		if !ordered || larger(order, k.Fixed, best) {
			best, ordered = k.Fixed, true
		}
	}
	if ordered {
		return best
	}
	for v, n := range named {
		if best == "" || n > named[best] || n == named[best] && v < best {
			best = v
		}
	}
	return best
}

// larger orders two versions, and those that are one version in two spellings
// by their text.
func larger(order, a, b string) bool {
	v := version.Of(order, a)
	n, err := v.Compare(b)
	return err == nil && (n > 0 || n == 0 && a < b)
}

// reaches says whether a version is at least as new as the one that fixes
// something.
func reaches(order, to, fixed string) bool {
	if to == fixed || fixed == "" {
		return to == fixed
	}
	v := version.Of(order, to)
	n, err := v.Compare(fixed)
	return err == nil && n >= 0
}
