// SPDX-License-Identifier: Apache-2.0

package inquiry

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/supplier"
)

// intervalOf is a stated range as an interval.
func intervalOf(r *supplier.Range) result.Interval { return result.Interval{Lo: r.Lo, Hi: r.Hi} }

// questionnaires puts the questions together and in order.
func (k *asker) questionnaires() []Questionnaire {
	byParty := map[string]*Questionnaire{}
	for _, d := range k.drafts {
		q := byParty[d.to]
		if q == nil {
			q = k.blank(d.to)
			byParty[d.to] = q
		}
		q.Questions = append(q.Questions, d.finish())
	}
	out := []Questionnaire{}
	for _, id := range slices.Sorted(maps.Keys(byParty)) {
		q := byParty[id]
		slices.SortFunc(q.Questions, compareQuestions)
		out = append(out, *q)
	}
	slices.SortStableFunc(out, func(p, q Questionnaire) int { // of equal ones by id
		return cmp.Or(last(p)-last(q), compareValues(p.Questions[0].Value, q.Questions[0].Value))
	})
	return out
}

// last puts the user's own part behind the suppliers'.
func last(q Questionnaire) int {
	if q.To == "" {
		return 1
	}
	return 0
}

func (k *asker) blank(to string) *Questionnaire {
	q := &Questionnaire{To: to, Name: to}
	if to == "" {
		q.Name = cmp.Or(k.a.Subject.Entity, "your own organisation")
		return q
	}
	if p := k.parties[to]; p != nil {
		q.Name, q.Person = cmp.Or(p.Name, to), p.Kind == "person"
	} else if r := k.written[to]; r != nil && r.Kind != "person" {
		q.Name = cmp.Or(r.Name, to)
	}
	if r := k.written[to]; r != nil {
		q.File = r.File
	}
	return q
}

// finish turns the draft into a question.
func (d *draft) finish() Question {
	q := Question{
		ID:   d.subject + fieldOf(d.place.Field),
		Text: d.field.text, Subject: d.subject, Place: d.place, Form: d.field.form, Stated: d.stated, Inferred: !d.named,
		Reasons: []Reason{}, Narrows: []Narrowing{},
	}
	if d.place.Kind == "Evidence" {
		q.ID = d.subject + "/evidence/" + pointer(d.place.ID)
	}
	if len(d.facts) > 1 {
		q.Text = "An SBOM that states " + all(slices.Sorted(slices.Values(d.facts)))
	}
	if d.stated != "" {
		q.ID += "#exact"
		if d.to == "" { // what is recorded stays with the user
			q.Text += ", more exactly than recorded"
		}
	}
	findings := map[string]bool{}
	for _, id := range slices.Sorted(maps.Keys(d.reasons)) {
		r := d.reasons[id]
		slices.Sort(r.Findings)
		q.Reasons = append(q.Reasons, *r)
		for _, f := range r.Findings {
			findings[f] = true
		}
		if len(r.Findings) == 0 {
			continue
		}
		if rank(r.Severity) > rank(q.Value.Severity) {
			q.Value.Severity = r.Severity
		}
		q.Value.Fails = q.Value.Fails || r.Outcome == string(result.Fail)
	}
	for _, id := range slices.Sorted(maps.Keys(d.narrows)) {
		n := d.narrows[id]
		n.Share = math.Round(n.Share*1e6) / 1e6
		q.Narrows = append(q.Narrows, n)
		q.Value.Share = math.Max(q.Value.Share, n.Share)
	}
	slices.SortStableFunc(q.Narrows, func(m, n Narrowing) int { return cmp.Compare(n.Share, m.Share) })
	q.Value.Decides, q.Value.Rules = len(findings), len(q.Reasons)
	return q
}

// fieldOf is a field inside the entry of the system that holds it: a product
// keeps its questions when another is put before it.
func fieldOf(field string) string {
	for _, list := range []string{"/products/", "/contracts/", "/assets/", "/incidents/"} {
		if rest, ok := strings.CutPrefix(field, list); ok {
			if _, inside, ok := strings.Cut(rest, "/"); ok {
				return "/" + inside
			}
		}
	}
	return field
}

// compareQuestions orders by value; of equal ones by place.
func compareQuestions(p, q Question) int {
	return cmp.Or(compareValues(p.Value, q.Value), cmp.Compare(p.ID, q.ID))
}

// compareValues puts first what can change the verdict, the gravest first;
// then what narrows numbers most; then what most rules ask for.
func compareValues(v, w Value) int {
	return cmp.Or(
		cmp.Compare(min(w.Decides, 1), min(v.Decides, 1)),
		cmp.Compare(rank(w.Severity), rank(v.Severity)),
		cmp.Compare(truth(w.Fails), truth(v.Fails)),
		cmp.Compare(w.Share, v.Share),
		cmp.Compare(w.Rules, v.Rules),
	)
}

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}

// rank is the rank of a severity, 0 for none.
func rank(severity string) int {
	if severity == "" {
		return 0
	}
	return result.SeverityRank(severity)
}
