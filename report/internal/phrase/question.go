// SPDX-License-Identifier: Apache-2.0

package phrase

import (
	"cmp"
	"slices"
	"strings"

	"github.com/kedja/kedja/result"
)

// Question is a missing fact with all whom one could ask for it.
type Question struct {
	Fact     string
	Ask      []Source
	Subjects int // that lack the fact: the most of any one rule
	Rules    []string
	Severity string // worst of the rules
}

// Source is somebody to ask. Those whom the user has a record of, or buys
// from, come first: they will answer.
type Source struct {
	Words string
	Party string // id, where it is one
	near  bool
}

// Questions groups what could not be decided by the fact that is missing, and
// says whom to ask: each fact once, however many rules want it, the one that
// keeps the gravest rule open first.
func (n *Names) Questions(a *result.Assessment) []*Question {
	byFact := map[string]*Question{}
	var all []*Question
	for i := range a.Findings {
		f := &a.Findings[i]
		if f.Outcome != result.Unknown || f.Waiver != "" {
			continue
		}
		for _, fact := range f.Missing {
			q := byFact[fact]
			if q == nil {
				q = &Question{Fact: fact}
				byFact[fact] = q
				all = append(all, q)
			}
			n.addTo(q, f, a.Subject.Entity)
		}
	}
	for _, q := range all {
		slices.Sort(q.Rules)
		q.Rules = slices.Compact(q.Rules)
		slices.SortStableFunc(q.Ask, func(x, y Source) int {
			return cmp.Or(cmp.Compare(rankNear(x), rankNear(y)), cmp.Compare(x.Words, y.Words))
		})
	}
	slices.SortFunc(all, func(p, q *Question) int {
		return cmp.Or(
			cmp.Compare(result.SeverityRank(q.Severity), result.SeverityRank(p.Severity)),
			cmp.Compare(len(q.Rules), len(p.Rules)),
			cmp.Compare(q.Subjects, p.Subjects),
			cmp.Compare(p.Fact, q.Fact),
		)
	})
	return all
}

func (n *Names) addTo(q *Question, f *result.Finding, entity string) {
	if len(q.Rules) == 0 || result.SeverityRank(f.Severity) > result.SeverityRank(q.Severity) {
		q.Severity = f.Severity
	}
	q.Rules = append(q.Rules, f.Rule)
	q.Subjects = max(q.Subjects, f.Count, 1)
	subjects := f.Examples
	if len(subjects) == 0 {
		subjects = []string{f.Subject}
	}
	for _, s := range subjects {
		who := n.whoKnows(q.Fact, s, entity)
		if !slices.ContainsFunc(q.Ask, func(x Source) bool { return x.Words == who.Words }) {
			q.Ask = append(q.Ask, who)
		}
	}
}

func rankNear(s Source) int {
	if s.near {
		return 0
	}
	return 1
}

// whoKnows is the party that a fact about the subject can be had from. What
// the user decides or owns, nobody else knows.
func (n *Names) whoKnows(fact, subject, entity string) Source {
	kind, id, _ := strings.Cut(subject, ":")
	about, _, _ := strings.Cut(fact, ".")
	if slices.Contains([]string{"asset", "assets", "system", "entity", "contract", "contracts", "evidence", "exposure", "countries"}, about) {
		kind = about
	}
	if strings.HasPrefix(fact, "supplier.designations") {
		return Source{Words: "the authorities, or their published acts", near: true}
	}
	if _, rest, _ := strings.Cut(fact, "."); strings.HasPrefix(rest, "vulnerabilities") {
		return Source{Words: "a database of vulnerabilities that knows it, or its maker for a statement", near: true}
	}
	switch kind {
	case "supplier", "owner":
		return n.partyToAsk(id)
	case "product":
		if p := n.Products[id]; p != nil && p.Party != "" {
			return n.partyToAsk(p.Party)
		}
		// Who supplies it is for the buyer to say.
	case "component":
		if c := n.Components[id]; c != nil && c.Party != "" {
			return n.partyToAsk(c.Party)
		}
		return Source{Words: "whoever made the SBOM with " + n.Component(id)}
	case "document":
		return Source{Words: "whoever made " + n.Subject(subject)}
	case "country":
		return Source{Words: "public sources on " + n.Subject(subject)}
	}
	if entity != "" {
		return Source{Words: "your own people at " + Text(entity), near: true}
	}
	return Source{Words: "your own people", near: true}
}

func (n *Names) partyToAsk(id string) Source {
	p := n.Parties[id]
	return Source{Words: n.Party(id), Party: id, near: p != nil && (p.Recorded || len(p.Products) > 0)}
}
