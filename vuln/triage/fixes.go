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
	// versions that fix each, in the order of the ecosystem; one after it where
	// [Confirm] finds that to be better.
	To     string
	Clears []string // IDs of open vulnerabilities, sorted
	// Exploited is how many of these are on a list of exploited ones; nil: no
	// list was given that can tell.
	Exploited *int
	Severity  string // the worst of Clears, a word of vuln.Found; empty: none is graded
	// Left are the IDs of open vulnerabilities, sorted, that To may not clear:
	// records cover To as well; or it was not looked up by what knows of them, and
	// no version is known that fixes them or it cannot be ordered.
	Left []string
	// LookedUp says that a source was asked about To and could tell; Brings are
	// the vulnerabilities that it has and the version in use does not, sorted.
	LookedUp bool
	Brings   []string
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
		if f, ok := fixOf(components[i].ordered(), outcomes[i].Known); ok {
			f.Component = i
			out = append(out, f)
		}
	}
	sortFixes(out, components)
	return out
}

func sortFixes(out []Fix, components []Component) {
	slices.SortFunc(out, func(a, b Fix) int {
		p, q := &components[a.Component].Query, &components[b.Component].Query
		return cmp.Or(cmp.Compare(b.exploited(), a.exploited()),
			cmp.Compare(vuln.SeverityRank(b.Severity), vuln.SeverityRank(a.Severity)), cmp.Compare(len(b.Clears), len(a.Clears)),
			strings.Compare(p.Name, q.Name), strings.Compare(p.PURL, q.PURL), strings.Compare(p.Version, q.Version), cmp.Compare(a.Component, b.Component))
	})
}

func (f *Fix) exploited() int {
	if f.Exploited == nil {
		return 0
	}
	return *f.Exploited
}

// fixOf is the fix of one component.
func fixOf(q *vuln.Query, known []vuln.Known) (f Fix, ok bool) {
	order, open := orderOf(q), openOf(known)
	if f.To = clearing(order, open); f.To == "" {
		return f, false
	}
	f.fill(order, open, nil)
	return f, true
}

// openOf are those that surely are there and that nothing settles.
func openOf(known []vuln.Known) (open []*vuln.Known) {
	for i := range known {
		if k := &known[i]; k.Status.Open() && !k.Possible {
			open = append(open, k)
		}
	}
	return open
}

// fill says what To clears of what is open, and what it leaves; stay says of which
// of these sources could tell whether To has them. Of the others, what is named as
// fixed decides.
func (f *Fix) fill(order string, open []*vuln.Known, stay map[string]bool) {
	for _, k := range open {
		stays, told := stay[k.ID]
		if stays || !told && !reaches(order, f.To, k.Fixed) {
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
}

// ordered is the way to ask about the component in whose ecosystem versions
// have an order: the first where none has.
func (c *Component) ordered() *vuln.Query {
	if orderOf(&c.Query) == "" {
		for i := range c.Others {
			if orderOf(&c.Others[i]) != "" {
				return &c.Others[i]
			}
		}
	}
	return &c.Query
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
