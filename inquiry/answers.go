// SPDX-License-Identifier: Apache-2.0

package inquiry

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/load"
	"github.com/kedja/kedja/supplier"
)

// SelfDeclared is the assurance grade of every answer, whatever it says of
// itself: proof is for the user to look at and to record.
const SelfDeclared = "self-declared"

// Read reads what a supplier sent back: records of kind Supplier, as
// [Skeleton] makes them. Other kinds are errors: a supplier does not write
// waivers or systems. Name is what positions say.
func Read(name string, data []byte) ([]*supplier.Supplier, diag.List, error) {
	kinds := []load.Kind{{Name: "Supplier", New: func() any { return &supplier.Supplier{} }}}
	records, ds, err := load.Bytes(name, data, kinds, nil)
	if err != nil {
		return nil, ds, err
	}
	var out []*supplier.Supplier
	for _, r := range records {
		s, ok := r.Value.(*supplier.Supplier)
		if !ok || r.Incomplete {
			continue // what is wrong with it is in the list
		}
		found := s.Check()
		ds = append(ds, found...)
		if found.Err() == nil {
			out = append(out, s)
		}
	}
	ds.Sort()
	return out, ds, nil
}

// AnswerOptions configures [Answers].
type AnswerOptions struct {
	// Received is the day of the answers, where these do not say an earlier
	// one. Required.
	Received supplier.Date
	// AsOf is the moment at which the record is looked at: a fact that is not
	// valid then may be answered anew. Zero is Received.
	AsOf time.Time
	// Party resolves the name of another party to the id of its record, ""
	// where there is none; nil resolves none.
	Party func(name string) string
}

// Answers joins a supplier's answers with the record that the user keeps, and
// returns the completed record; neither argument is changed. Only facts that
// a supplier can state of itself are taken, and only where the record is
// silent or the answer lies within a range it states. Each fact taken has a
// source of its own: the answer, with its day, self-declared.
//
// What the record states otherwise stays, and what was not to be answered is
// left out; the list names both.
func Answers(record, answer *supplier.Supplier, opts AnswerOptions) (*supplier.Supplier, diag.List) {
	m := merger{opts: opts, answer: answer}
	if record.ID != answer.ID {
		m.say("inquiry/other-party", "/id", fmt.Sprintf("the answers are of %s, not of %s", answer.ID, record.ID), "give each party its own answers")
		return record, m.ds
	}
	if m.opts.AsOf.IsZero() {
		m.opts.AsOf = opts.Received.Time
	}
	out := *record
	m.record, m.out = record, &out
	m.sign()
	for _, f := range supplierFields() {
		m.take(f)
	}
	m.refuse()
	if len(m.taken) > 0 {
		m.source()
	}
	m.ds.Sort()
	return &out, m.ds
}

// merger joins one answer with one record.
type merger struct {
	opts                AnswerOptions
	record, answer, out *supplier.Supplier
	day                 supplier.Date
	id                  string // of the source of the answers
	taken               []string
	ds                  diag.List
}

func (m *merger) say(code, field, message, remedy string) {
	m.ds.Add(diag.Diagnostic{Severity: diag.Warning, Code: code, Position: m.answer.At(field), Message: message, Remedy: remedy})
}

// sign finds the day of the answers and an id for their source.
func (m *merger) sign() {
	m.day = m.opts.Received
	switch on := m.answer.AsOf; {
	case on.IsZero():
	case on.After(m.day.Time):
		m.say("inquiry/future", "/asOf", fmt.Sprintf("the answers bear the day %s, after %s", on, m.day), "they are recorded under the earlier day")
	default:
		m.day = on
	}
	m.id = "answer-" + m.day.String()
	for i := 2; m.record.Sources[m.id] != nil; i++ {
		m.id = fmt.Sprintf("answer-%s-%d", m.day, i)
	}
}

// take takes the answer to one field where the record lets it.
func (m *merger) take(f field) {
	given, own := reflect.ValueOf(f.at(m.answer)).Elem(), reflect.ValueOf(f.at(m.out)).Elem()
	if given.IsZero() {
		return
	}
	if f.own {
		m.say("inquiry/not-taken", "/"+f.path, f.path+" is not for the supplier to state", "look at it, and record it from a source of its own")
		return
	}
	answer := m.tidy(f.path, given)
	valid := m.record.ValidityOf(f.path)
	switch {
	case own.IsZero(), !supplier.Within(m.opts.AsOf, valid.From, valid.To):
		own.Set(answer)
	case equal(own.Interface(), answer.Interface()):
		return
	case f.path == patchDays:
		m.patchDays()
		return
	default:
		better, ok := refine(m.record, answer.Interface(), f.path)
		if !ok {
			better, ok = later(m.record, own.Interface(), answer.Interface(), f.path, m.opts.AsOf)
		}
		if !ok {
			m.conflict(f.path, own.Interface(), answer.Interface())
			return
		}
		own.Set(reflect.ValueOf(better))
	}
	m.taken = append(m.taken, f.path)
}

func (m *merger) conflict(path string, own, answer any) {
	at := m.record.At("/" + path)
	m.say("inquiry/conflict", "/"+path, fmt.Sprintf("the answer to %s, %s, is not what %s states: %s", path, value(answer), cmp.Or(at.String(), "the record"), value(own)),
		"the record stays as it is; find out which is right, and change it by hand")
}

// value is a value for a message.
func value(v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		return "?"
	}
	return clean(string(data), maxName)
}

// patchDays takes the severities that the record does not have.
func (m *merger) patchDays() {
	own, changed := maps.Clone(m.out.Practices.PatchDays), false
	for _, severity := range slices.Sorted(maps.Keys(m.answer.Practices.PatchDays)) {
		days := m.answer.Practices.PatchDays[severity]
		if old, ok := own[severity]; !ok {
			own[severity], changed = days, true
		} else if old != days {
			m.conflict(patchDays+"/"+severity, old, days)
		}
	}
	if changed {
		m.out.Practices.PatchDays = own
		m.taken = append(m.taken, patchDays)
	}
}

// tidy takes the answer's own sources off the entries of a list, and finds
// the records of the parties that it names.
func (m *merger) tidy(path string, given reflect.Value) reflect.Value {
	switch v := given.Interface().(type) {
	case supplier.List[supplier.Owner]:
		v.Items = slices.Clone(v.Items)
		for i := range v.Items {
			v.Items[i].Source, v.Items[i].Party = "", m.party(fmt.Sprintf("/%s/%d/party", path, i), v.Items[i].Party)
		}
		return reflect.ValueOf(v)
	case supplier.List[supplier.Subcontract]:
		v.Items = slices.Clone(v.Items)
		for i := range v.Items {
			v.Items[i].Source, v.Items[i].Party = "", m.party(fmt.Sprintf("/%s/%d/party", path, i), v.Items[i].Party)
		}
		return reflect.ValueOf(v)
	case supplier.List[supplier.Site]:
		return reflect.ValueOf(bare(v, func(x *supplier.Site) { x.Source = "" }))
	case supplier.List[supplier.StateLink]:
		return reflect.ValueOf(bare(v, func(x *supplier.StateLink) { x.Source = "" }))
	case supplier.List[supplier.Certificate]:
		return reflect.ValueOf(bare(v, func(x *supplier.Certificate) { x.Source = "" }))
	case supplier.List[supplier.Incident]:
		return reflect.ValueOf(bare(v, func(x *supplier.Incident) { x.Source = "" }))
	case map[string]float64:
		return reflect.ValueOf(maps.Clone(v))
	}
	return given
}

func bare[T any](l supplier.List[T], strip func(*T)) supplier.List[T] {
	l.Items = slices.Clone(l.Items)
	for i := range l.Items {
		strip(&l.Items[i])
	}
	return l
}

// party is the id of the party that the answer names.
func (m *merger) party(at, name string) string {
	if strings.HasPrefix(name, "state:") {
		return name
	}
	if mark, ok := strings.CutPrefix(name, "person:"); ok {
		return "person:" + m.record.ID + ":" + mark // a mark of the supplier's own
	}
	if m.opts.Party != nil {
		if id := m.opts.Party(name); id != "" {
			return id
		}
	}
	m.ds.Add(diag.Diagnostic{Severity: diag.Info, Code: "inquiry/new-party", Position: m.answer.At(at),
		Message: "no record is of " + clean(name, maxName), Remedy: "write one, or put the id of its record there"})
	return name
}

// refuse says which other fields of the answer were left out.
func (m *merger) refuse() {
	a, r := m.answer, m.record
	for _, f := range []struct {
		path string
		has  bool
	}{
		{"name", a.Name != "" && r.Name != "" && a.Name != r.Name}, {"aliases", len(a.Aliases) > 0}, {"formerNames", len(a.FormerNames) > 0},
		{"identifiers", len(a.Identifiers) > 0}, {"match", !reflect.ValueOf(a.Match).IsZero()}, {"relations", a.Relations.Known()},
		{"foundingDate", !a.Founded.IsZero()}, {"dissolutionDate", !a.Dissolved.IsZero()},
		{"source", a.Source != ""}, {"sources", len(a.Sources) > 0}, {"sourcesOf", len(a.SourcesOf) > 0},
		{"confidence", a.Confidence != ""}, {"validity", len(a.Validity) > 0}, {"notes", len(a.Notes) > 0},
	} {
		if f.has {
			m.say("inquiry/not-taken", "/"+f.path, f.path+" was not asked for and is left out", "look at it, and record it by hand if it is right")
		}
	}
}

// source records where the facts taken come from.
func (m *merger) source() {
	p := &m.out.Provenance
	p.Sources, p.SourcesOf, p.Validity = maps.Clone(p.Sources), maps.Clone(p.SourcesOf), maps.Clone(p.Validity)
	if p.Sources == nil {
		p.Sources = map[string]*supplier.Source{}
	}
	if p.SourcesOf == nil {
		p.SourcesOf = map[string]string{}
	}
	p.Sources[m.id] = &supplier.Source{
		Title: "Answer of " + cmp.Or(m.record.Name, m.record.ID), Date: m.day, Retrieved: m.opts.Received, Grade: SelfDeclared, TLP: m.answer.TLP,
	}
	for _, path := range m.taken {
		p.SourcesOf[path] = m.id
		if v := p.ValidityOf(path); !supplier.Within(m.opts.AsOf, v.From, v.To) {
			p.Validity[path] = supplier.Validity{From: m.day}
		}
	}
}
