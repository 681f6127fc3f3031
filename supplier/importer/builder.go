// SPDX-License-Identifier: Apache-2.0

package importer

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
)

// maxSaid is how many diagnostics of one code are listed; the others are
// counted.
const maxSaid = 100

// Builder collects what an importer finds and makes the result of it.
type Builder struct {
	Options Options
	System  *system.System

	parties  map[string]*supplier.Supplier
	holdings map[string][]Holding // by the id of the party held
	counts   map[string]*Count
	said     map[string]int
	diags    diag.List
}

// NewBuilder starts a result.
func NewBuilder(o *Options) *Builder {
	b := &Builder{parties: map[string]*supplier.Supplier{}, holdings: map[string][]Holding{}, counts: map[string]*Count{}, said: map[string]int{}}
	if o != nil {
		b.Options = *o
	}
	return b
}

// Report adds a diagnostic. Beyond a hundred of one code they are only
// counted, so that a data set of millions with one habit stays readable.
func (b *Builder) Report(d diag.Diagnostic) {
	if b.said[d.Code]++; b.said[d.Code] <= maxSaid {
		b.diags.Add(d)
	}
}

// Errorf reports what could not be used at all.
func (b *Builder) Errorf(code string, at diag.Position, remedy, format string, args ...any) {
	b.Report(diag.Diagnostic{Severity: diag.Error, Code: code, Position: at, Message: fmt.Sprintf(format, args...), Remedy: remedy})
}

// Warnf reports what was used in part, or not as it stands.
func (b *Builder) Warnf(code string, at diag.Position, remedy, format string, args ...any) {
	b.Report(diag.Diagnostic{Severity: diag.Warning, Code: code, Position: at, Message: fmt.Sprintf(format, args...), Remedy: remedy})
}

// Infof reports what the records have no place for.
func (b *Builder) Infof(code string, at diag.Position, remedy, format string, args ...any) {
	b.Report(diag.Diagnostic{Severity: diag.Info, Code: code, Position: at, Message: fmt.Sprintf(format, args...), Remedy: remedy})
}

// Read counts one thing of the kind as read.
func (b *Builder) Read(kind string) { b.count(kind).Read++ }

// Taken counts one thing of the kind as taken over.
func (b *Builder) Taken(kind string) { b.count(kind).Taken++ }

func (b *Builder) count(kind string) *Count {
	c := b.counts[kind]
	if c == nil {
		c = &Count{Kind: kind}
		b.counts[kind] = c
	}
	return c
}

// Party returns the record with the id, a new one where there is none yet.
func (b *Builder) Party(id string) *supplier.Supplier {
	s := b.parties[id]
	if s == nil {
		s = &supplier.Supplier{ID: id}
		b.parties[id] = s
	}
	return s
}

// Known returns the record with the id, nil where there is none yet.
func (b *Builder) Known(id string) *supplier.Supplier { return b.parties[id] }

// Source describes a source in the record and returns its id there. The same
// source twice is one. The first becomes that of the whole record.
func (b *Builder) Source(s *supplier.Supplier, src supplier.Source) string {
	if src.Retrieved.IsZero() {
		src.Retrieved = b.Options.Retrieved
	}
	src.Title, src.URL = Clean(src.Title), Clean(src.URL)
	if !src.Retrieved.IsZero() && src.Retrieved.Before(src.Date.Time) {
		b.Infof("import/period", diag.Position{Pointer: s.ID}, "", "%s says that it was retrieved on %s, before its own date %s; when it was retrieved was left out", src.Title, src.Retrieved, src.Date)
		src.Retrieved = supplier.Date{}
	}
	for i := len(s.Sources); i > 0; i-- { // none is taken out while building
		id := "s" + strconv.Itoa(i)
		if *s.Sources[id] == src {
			return id
		}
	}
	if s.Sources == nil {
		s.Sources = map[string]*supplier.Source{}
	}
	id := "s" + strconv.Itoa(len(s.Sources)+1)
	s.Sources[id] = &src
	s.Provenance.Source = cmp.Or(s.Provenance.Source, id)
	if s.AsOf.Before(src.Date.Time) {
		s.AsOf = src.Date
	}
	return id
}

// Set gives a field of the record its value, with the source. What an
// earlier source said stays; another value is a conflict, which is reported.
// The path is the field's name as SourcesOf has it ("headquarters").
func (b *Builder) Set(s *supplier.Supplier, path string, field *string, value, source string, at diag.Position) {
	value = Clean(value)
	switch {
	case value == "" || *field == value:
	case *field != "":
		b.Warnf("import/conflict", at, "decide which is right and correct the record", "%s of %s is %q here but %q in another place; the first was kept", path, s.ID, value, *field)
	default:
		*field = value
		b.sourced(s, path, source)
	}
}

// SetCountry is Set for a country code in any spelling of its letters. What
// is no country is reported and left out.
func (b *Builder) SetCountry(s *supplier.Supplier, path string, field *string, value, source string, at diag.Position) {
	if Clean(value) == "" {
		return
	}
	code := Country(value)
	if code == "" {
		b.Warnf("import/country", at, "use an ISO 3166-1 alpha-2 code", "%q is no country code; %s of %s was left out", Clean(value), path, s.ID)
		return
	}
	b.Set(s, path, field, code, source, at)
}

// SetDate is Set for a day.
func (b *Builder) SetDate(s *supplier.Supplier, path string, field *supplier.Date, value, source string, at diag.Position) {
	d := b.Date(value, path+" of "+s.ID, at)
	if d.IsZero() || !field.IsZero() {
		return
	}
	*field = d
	b.sourced(s, path, source)
}

// Date reads a day; what is none is reported and unknown.
func (b *Builder) Date(value, what string, at diag.Position) supplier.Date {
	if Clean(value) == "" {
		return supplier.Date{}
	}
	d, ok := Date(value)
	if !ok {
		b.Infof("import/date", at, "", "%s, %q, is no day; it stays unknown", what, Clean(value))
	}
	return d
}

// End reads the last day of something. Where only the month or the year is
// stated, it ended by the last day of that: unknown would be not at all.
func (b *Builder) End(value, what string, at diag.Position) supplier.Date {
	value = Clean(value)
	for layout, next := range map[string][2]int{"2006-01": {0, 1}, "2006": {1, 0}} {
		t, err := time.Parse(layout, value)
		if err != nil || t.Year() < 1000 || t.Year() > 9998 {
			continue
		}
		d := supplier.Date{Time: t.AddDate(next[0], next[1], -1)}
		b.Infof("import/date", at, "", "%s, %q, is no day; it was taken as %s", what, value, d)
		return d
	}
	return b.Date(value, what, at)
}

// Identify adds an identifier of the party.
func (b *Builder) Identify(s *supplier.Supplier, scheme, value, source string, at diag.Position) {
	value = Clean(value)
	if value == "" {
		return
	}
	if err := supplier.CheckIdentifier(scheme, value); err != nil {
		b.Warnf("import/identifier", at, "correct it at its source", "the %s %q of %s was left out: %v", scheme, value, s.ID, err)
		return
	}
	if s.Identifiers == nil {
		s.Identifiers = map[string]string{}
	}
	old := s.Identifiers[scheme]
	if sameNumber(old, value) {
		return
	}
	b.Set(s, "identifiers/"+scheme, &old, value, source, at)
	s.Identifiers[scheme] = old
}

// sameNumber reports whether two identifiers differ only in what people put
// between the characters.
func sameNumber(a, b string) bool {
	bare := strings.NewReplacer(" ", "", "-", "", ".", "")
	return a != "" && strings.EqualFold(bare.Replace(a), bare.Replace(b))
}

// Alias adds another name of the party.
func (b *Builder) Alias(s *supplier.Supplier, names *[]string, name string) {
	name = Clean(name)
	if name != "" && name != s.Name && !slices.Contains(*names, name) {
		*names = append(*names, name)
	}
}

// Relate adds a relation of the party to another.
func (b *Builder) Relate(s *supplier.Supplier, r supplier.Relation, at diag.Position) {
	r.Note = Clean(r.Note)
	r.From, r.To = b.Period(r.From, r.To, "the relation of "+s.ID+" to "+r.Party, at)
	if !slices.Contains(s.Relations.Items, r) {
		s.Relations.Items = append(s.Relations.Items, r)
	}
}

// Period checks that a time does not end before it begins. Where it does,
// the beginning is unknown: what has ended must not count as lasting.
func (b *Builder) Period(from, to supplier.Date, what string, at diag.Position) (supplier.Date, supplier.Date) {
	if !to.IsZero() && !from.IsZero() && to.Before(from.Time) {
		b.Warnf("import/period", at, "correct the dates", "%s ends on %s, before it begins on %s; its beginning was left out", what, to, from)
		from = supplier.Date{}
	}
	return from, to
}

// sourced notes where a field comes from, unless it is where the whole
// record comes from.
func (b *Builder) sourced(s *supplier.Supplier, path, source string) {
	if source == "" || source == s.Provenance.Source {
		return
	}
	if s.SourcesOf == nil {
		s.SourcesOf = map[string]string{}
	}
	s.SourcesOf[path] = source
}

// Take settles what one party says and hands its record over; the builder
// forgets the party. For streams, which make one record at a time: shared
// tells of a name as [supplier.FoldName] gives it whether other parties have
// it too.
func (b *Builder) Take(id string, shared func(name string) bool) *supplier.Supplier {
	s := b.Party(id)
	b.owners(s)
	b.settle(s)
	b.distinct(s, shared)
	delete(b.parties, id)
	delete(b.holdings, id)
	return s
}

// Result settles what the parties say together and returns it. The builder
// must not be used afterwards.
func (b *Builder) Result() *Result {
	r := &Result{System: b.System}
	for _, id := range slices.Sorted(maps.Keys(b.parties)) {
		r.Suppliers = append(r.Suppliers, b.parties[id])
	}
	for _, s := range r.Suppliers {
		b.owners(s)
		b.settle(s)
	}
	b.names(r.Suppliers)
	for _, kind := range slices.Sorted(maps.Keys(b.counts)) {
		r.Counts = append(r.Counts, *b.counts[kind])
	}
	for _, code := range slices.Sorted(maps.Keys(b.said)) {
		if n := b.said[code] - maxSaid; n > 0 {
			b.diags.Infof(code, diag.Position{}, "%d more like those listed", n)
		}
	}
	r.Diagnostics = b.diags
	r.Diagnostics.Sort()
	return r
}
