// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"math/bits"
	"slices"
	"strconv"
	"strings"

	"github.com/kedja/kedja/result"
)

// folder collects the findings of one rule. Unknowns with one missing fact
// fold into one finding over their subjects; so do the findings of a rule
// with fold: true that share a key.
type folder struct {
	*writer
	rule   *rule
	groups []*group
	byKey  map[groupKey]*group
	paths  map[string][]part // of facts that rules left undecided
}

type groupKey struct {
	outcome result.Outcome
	key     string
}

type group struct {
	groupKey
	fields   map[string]any // of the first one
	subjects []*judged
	evidence []result.Evidence
	absent   bool // of unknowns: the fact is absent, for one subject at least
}

func (f *folder) add(outcome result.Outcome, x *judged, y said) {
	evidence := f.evidence(x.ID, y.facts)
	if f.rule.Fold {
		g := f.group(groupKey{outcome, y.key})
		if g.fields == nil {
			g.fields = y.fields
		}
		g.take(x)
		g.evidence = evidence
		return
	}
	out := result.Finding{
		Outcome: outcome, Subject: x.ID, Key: y.key,
		Message: f.fill(cmp.Or(x.Name, x.ID), y.fields), Evidence: evidence, Decides: f.rule.decided(y.fields),
	}
	if x.Lower != "" {
		out.Message += lowerWords + x.Lower
		out.Severity = lower(f.rule.Severity)
	}
	f.put(out)
}

// lowerWords come before the reason for a lower severity.
const lowerWords = "; one severity lower, because "

// unknown notes facts that leave the rule open: they are absent, or known
// within a range that lies on both sides.
func (f *folder) unknown(x *judged, facts []string, inRange bool) {
	for _, fact := range facts {
		g := f.group(groupKey{result.Unknown, fact})
		g.take(x)
		g.absent = g.absent || !inRange || !f.stated(x, fact)
	}
}

// stated reports whether the input holds the fact, if it is one that an input
// of the scope can hold.
func (f *folder) stated(x *judged, fact string) bool {
	path, seen := f.paths[fact]
	if !seen {
		path, _ = parts(inputs[f.rule.Scope], fact)
		if f.paths == nil {
			f.paths = map[string][]part{}
		}
		f.paths[fact] = path
	}
	return present(x.input, path) // so is a place inside a list, which has no path
}

func (f *folder) group(k groupKey) *group {
	if f.byKey == nil {
		f.byKey = map[groupKey]*group{}
	}
	g := f.byKey[k]
	if g == nil {
		g = &group{groupKey: k}
		f.byKey[k] = g
		f.groups = append(f.groups, g)
	}
	return g
}

// take adds a subject once; subjects come in order.
func (g *group) take(x *judged) {
	if n := len(g.subjects); n == 0 || g.subjects[n-1] != x {
		g.subjects = append(g.subjects, x)
	}
}

// finish writes the groups.
func (f *folder) finish() {
	for _, g := range f.groups {
		first := g.subjects[0]
		out := result.Finding{Outcome: g.outcome, Subject: first.ID, Key: g.key}
		name := cmp.Or(first.Name, first.ID)
		if n := len(g.subjects); n > 1 {
			out.Subject = cmp.Or(f.context.System, "system")
			out.Count = n
			out.Examples = f.examples(g.subjects)
			name = count(n, f.rule.Scope)
		} else {
			out.Evidence = g.evidence
		}
		if g.outcome == result.Unknown {
			out.Missing = []string{g.key}
			why := " is not known"
			if !g.absent {
				why = " leaves it open"
			}
			out.Message = fmt.Sprintf("%s: not established for %s, because %s%s", f.rule.Title, name, g.key, why)
			if wanted, ok := f.wanted(g.key, name); ok {
				out.Message = wanted
			}
			if first.Lower != "" && !slices.ContainsFunc(g.subjects, func(x *judged) bool { return x.Lower != first.Lower }) {
				out.Message += lowerWords + first.Lower
				out.Severity = lower(f.rule.Severity)
			}
		} else {
			out.Message = f.fill(name, g.fields)
		}
		f.put(out)
	}
}

func count(n int, scope string) string {
	if scope == "entity" {
		return strconv.Itoa(n) + " entities"
	}
	return strconv.Itoa(n) + " " + scope + "s"
}

func (f *folder) examples(subjects []*judged) []string {
	var ids []string
	for _, x := range subjects[:min(len(subjects), cmp.Or(f.context.MaxExamples, 10))] {
		ids = append(ids, x.ID) // subjects are sorted by id
	}
	return ids
}

func (f *folder) put(x result.Finding) {
	x.Rule, x.Pack, x.Severity = f.rule.ID, f.rule.Pack, cmp.Or(x.Severity, f.rule.Severity)
	if f.context.Lasting != nil {
		x.Lasting = f.context.Lasting(x.Subject)
	}
	x.ID = f.findingID(x.Rule, cmp.Or(x.Lasting, x.Subject), x.Key)
	f.findings = append(f.findings, x)
}

// evidence says where facts are stated; one that nobody can place is named.
func (w *writer) evidence(subject string, facts []string) []result.Evidence {
	var out []result.Evidence
	for _, fact := range facts {
		var found []result.Evidence
		if w.context.Resolve != nil {
			found = w.context.Resolve(subject, fact)
		}
		if len(found) == 0 {
			found = []result.Evidence{{Fact: fact}}
		}
		if len(facts) == 1 && len(found) == 1 {
			return found
		}
		out = append(out, found...)
	}
	return sortEvidence(out)
}

func sortEvidence(list []result.Evidence) []result.Evidence {
	slices.SortFunc(list, func(a, b result.Evidence) int {
		return cmp.Or(cmp.Compare(a.Fact, b.Fact), cmp.Compare(a.File, b.File),
			cmp.Compare(a.Line, b.Line), cmp.Compare(a.Pointer, b.Pointer))
	})
	return slices.Compact(list)
}

// findingID is the identity of a finding over runs and versions of packages.
func (w *writer) findingID(rule, subject, key string) string {
	b := append(append(w.text[:0], rule...), 0)
	b = append(append(b, withoutVersion(subject)...), 0)
	w.text = append(b, key...)
	sum := sha256.Sum256(w.text)
	var id [16]byte
	hex.Encode(id[:], sum[:8])
	return string(id[:])
}

// withoutVersion cuts version, qualifiers and subpath off a package URL in a
// subject.
func withoutVersion(subject string) string {
	kind, id, ok := strings.Cut(subject, ":")
	if !ok || !strings.HasPrefix(id, "pkg:") {
		return subject
	}
	id, _, _ = strings.Cut(id, "#")
	id, _, _ = strings.Cut(id, "?")
	// An at sign before the last slash belongs to a namespace.
	if at := strings.LastIndexByte(id, '@'); at > strings.LastIndexByte(id, '/') {
		id = id[:at]
	}
	return subject[:len(kind)+1+len(id)]
}

// merge sorts the findings and makes one of those with equal ids, with the
// strictest outcome and all the evidence. Where these are different things
// that go by one lasting subject, all but the first get ids of their own.
func merge(findings []result.Finding) []result.Finding {
	sortRows(findings, compareFindings)
	seen := newIDs(len(findings))
	var alike namesakes
	var more map[int][]result.Evidence // of those that come up again
	n := 0
	for i := range findings {
		first, twice := seen.add(findings, i, n)
		if x := &findings[i]; twice && x.Lasting != "" && x.Subject != findings[first].Subject {
			x.ID = alike.id(x)
			first, twice = seen.add(findings, i, n)
		}
		if !twice {
			if n < i {
				findings[n] = findings[i]
			}
			n++
			continue
		}
		if more == nil {
			more = map[int][]result.Evidence{}
		}
		more[first] = append(more[first], findings[i].Evidence...)
	}
	clear(findings[n:])
	for i, evidence := range more {
		findings[i].Evidence = sortEvidence(slices.Concat(findings[i].Evidence, evidence))
	}
	if n == 0 {
		return nil
	}
	return findings[:n]
}

// namesakes gives ids to findings on things that share a lasting subject with
// another: to each subject one.
type namesakes struct {
	of    map[[2]string]string // by the id they share, and the subject
	count map[string]int
}

func (s *namesakes) id(x *result.Finding) string {
	if s.of == nil {
		s.of, s.count = map[[2]string]string{}, map[string]int{}
	}
	k := [2]string{x.ID, x.Subject}
	if s.of[k] == "" {
		s.count[x.ID]++
		s.of[k] = result.NthFindingID(x.Rule, x.Lasting, x.Key, s.count[x.ID]+1)
	}
	return s.of[k]
}

// ids finds findings by id. The ids are digests: their bytes are as good as
// random, and need no further hashing.
type ids struct {
	at   []int32 // one more than the place of a finding, 0 for none
	mask uint64
}

func newIDs(n int) *ids {
	size := 1 << bits.Len(uint(2*n))
	return &ids{at: make([]int32, size), mask: uint64(size - 1)}
}

// add notes that finding i will stand at place n, unless one with its id
// stands somewhere before.
func (s *ids) add(findings []result.Finding, i, n int) (first int, twice bool) {
	id := findings[i].ID
	slot := uint64(0)
	for k := range len(id) { // hexadecimal digits
		slot = slot<<4 ^ uint64(id[k]&0xf) ^ uint64(id[k]>>6)<<3
	}
	for ; ; slot++ {
		at := s.at[slot&s.mask]
		if at == 0 {
			s.at[slot&s.mask] = int32(n) + 1
			return n, false
		}
		if findings[at-1].ID == id {
			return int(at) - 1, true
		}
	}
}

func compareFindings(a, b *result.Finding) int {
	if a.Outcome != b.Outcome {
		if c := cmp.Compare(slices.Index(outcomes, a.Outcome), slices.Index(outcomes, b.Outcome)); c != 0 {
			return c
		}
	}
	if a.Severity != b.Severity {
		if c := cmp.Compare(slices.Index(severities, b.Severity), slices.Index(severities, a.Severity)); c != 0 {
			return c
		}
	}
	if c := strings.Compare(a.Rule, b.Rule); c != 0 {
		return c
	}
	if c := strings.Compare(a.Subject, b.Subject); c != 0 {
		return c
	}
	if c := strings.Compare(a.Key, b.Key); c != 0 {
		return c
	}
	return strings.Compare(a.Message, b.Message)
}

var outcomes = []result.Outcome{result.Fail, result.Warn, result.Unknown}

// fill puts the subject and the fields of a finding into the rule's message.
func (f *folder) fill(subject string, fields map[string]any) string {
	f.text = fill(f.text[:0], f.rule.Message, subject, fields)
	return string(f.text)
}

// fill appends a message with the subject and the fields of a finding in it.
func fill(b []byte, template, subject string, fields map[string]any) []byte {
	for {
		open := strings.IndexByte(template, '{')
		end := strings.IndexByte(template[max(open, 0):], '}')
		if open < 0 || end < 0 {
			return append(b, template...)
		}
		end += open
		if inner := strings.LastIndexByte(template[open:end], '{'); inner > 0 {
			open += inner // what a brace before it begins is no placeholder
		}
		b = append(b, template[:open]...)
		b = append(b, filled(template[open+1:end], subject, fields)...)
		template = template[end+1:]
	}
}

// filled is what stands for a placeholder.
func filled(name, subject string, fields map[string]any) string {
	if name == "subject" {
		return subject
	}
	name, filter, _ := strings.Cut(strings.TrimPrefix(name, "f."), "|")
	v, ok := fields[name]
	if !ok {
		return "not established"
	}
	if i, ok := interval(v); ok {
		return number(i, filter == "percent")
	}
	return text(v)
}

// number writes a number or a range for people; a percentage has at most one
// digit after the point.
func number(i result.Interval, percent bool) string {
	write := func(x float64) string {
		if percent {
			return strconv.FormatFloat(math.Round(x*1000)/10, 'f', -1, 64)
		}
		return strconv.FormatFloat(math.Round(x*1000)/1000, 'f', -1, 64)
	}
	unit := ""
	if percent {
		unit = " %"
	}
	lo, hi := write(i.Lo), write(i.Hi)
	switch {
	case math.IsInf(i.Hi, 1):
		return "at least " + lo + unit
	case lo == hi:
		return lo + unit
	}
	return lo + " to " + hi + unit
}

// interval reads a number, or {lo, hi} where an absent hi is unbounded.
func interval(v any) (result.Interval, bool) {
	switch v := v.(type) {
	case json.Number:
		x, err := v.Float64()
		return result.Exactly(x), err == nil
	case map[string]any:
		lo, ok := v["lo"].(json.Number)
		if !ok {
			return result.Interval{}, false
		}
		i := result.Interval{Hi: math.Inf(1)}
		var err error
		if i.Lo, err = lo.Float64(); err != nil {
			return i, false
		}
		if hi, ok := v["hi"].(json.Number); ok {
			i.Hi, err = hi.Float64()
		}
		return i, err == nil
	}
	return result.Interval{}, false
}

// text writes a value from Rego for people; nothing is "".
func text(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case json.Number:
		return v.String()
	case []any:
		return strings.Join(texts(v), ", ")
	}
	return fmt.Sprint(v)
}

func texts(v any) []string {
	list, _ := v.([]any)
	var out []string
	for _, x := range list {
		out = append(out, text(x))
	}
	return out
}
