// SPDX-License-Identifier: Apache-2.0

package gleif

import (
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/supplier/importer"
)

// entity is what is kept of an LEI record.
type entity struct {
	LEI, Name                string
	Aliases, Former          []string
	Jurisdiction             string
	LegalCountry, HQCountry  string
	Category, Status         string
	Authority, AuthorityID   string
	Registration, Validation string
	Created, Updated         string
	Successors               []string
	BIC                      []string
}

// relationship is what is kept of a relationship record.
type relationship struct {
	Start, End                       string
	Type, Status                     string
	From, To                         string
	Registration, Validation, Update string
}

// exception is what is kept of a reporting exception. There may be several
// reasons.
type exception struct {
	LEI, Category string
	Reasons       []string
}

// link is a relationship; its texts are numbers in the lexicon.
type link struct {
	start, end                       key
	kind, status                     uint32
	from, to                         uint32
	registration, validation, update uint32
	at                               place
}

// succession says that the party took the place of another.
type succession struct {
	key
	predecessor         key
	updated, validation uint32
	at                  place
}

// exempted is an exception as the note that becomes of it.
type exempted struct {
	key
	note, file uint32
}

// invalid is a record of something that has no LEI, of which it is not known
// yet whether anybody asked for it.
type invalid struct {
	of, id, what string
	severity     diag.Severity
	at           diag.Position
}

// reader collects. What it keeps is small; records are made of it at the end.
type reader struct {
	*importer.Builder
	words  lexicon
	store  store
	links  []link
	after  []succession
	exempt []exempted

	// only are the LEIs that were asked for and, once decided, those above
	// them; nil is all.
	only    map[string]bool
	decided bool
	bad     []invalid
	skipped int // records, relationships and exceptions that nobody asked for
}

func newReader(o *importer.Options) *reader {
	r := &reader{Builder: importer.NewBuilder(o)}
	r.decided = len(r.Options.Only) == 0
	return r
}

// closure finds the parties above those asked for, as far as relationships
// have been read.
func (r *reader) closure() {
	if len(r.Options.Only) == 0 {
		return
	}
	sortBy(r.links, (*link).of)
	r.only = map[string]bool{}
	var todo []string
	for _, id := range r.Options.Only {
		if lei := strings.ToUpper(strings.TrimPrefix(id, "lei:")); supplier.CheckIdentifier("lei", lei) == nil {
			todo = append(todo, lei)
		}
	}
	for len(todo) > 0 {
		lei := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if !r.only[lei] {
			r.only[lei] = true
			for _, l := range of(r.links, (*link).of, keyOf(lei)) {
				todo = append(todo, l.end.String())
			}
		}
	}
	r.decided = true
	for _, b := range r.bad {
		r.leaveOut(b)
	}
	r.bad = nil
}

// wants reports whether a party was asked for, or may turn out to be.
func (r *reader) wants(lei string) bool { return r.only == nil || r.only[lei] }

// leaveOut says what is wrong, if anybody asked.
func (r *reader) leaveOut(b invalid) {
	switch {
	case !r.decided:
		r.bad = append(r.bad, b)
	case !r.wants(b.of):
		r.skipped++
	default:
		r.Report(diag.Diagnostic{
			Severity: b.severity, Code: "gleif/lei", Position: b.at, Remedy: "the " + b.what + " was left out",
			Message: "\"" + importer.Clean(b.id) + "\" is no LEI: " + supplier.CheckIdentifier("lei", b.id).Error(),
		})
	}
}

// valid reports whether the ids that a record names are LEIs.
func (r *reader) valid(b invalid, ids ...string) bool {
	for _, id := range ids {
		if supplier.CheckIdentifier("lei", id) != nil {
			b.of, b.id = ids[0], strings.Clone(id)
			r.leaveOut(b)
			return false
		}
	}
	return true
}

// record takes up an LEI record.
func (r *reader) record(e entity, at diag.Position) {
	r.Read(Records)
	b := invalid{what: "record", at: at}
	if e.Registration == "ANNULLED" || e.Registration == "DUPLICATE" {
		// The register itself says that the identifier is not in force.
		b.severity = diag.Info
	}
	if !r.valid(b, e.LEI) {
		return
	}
	if !r.wants(e.LEI) {
		r.skipped++
		return
	}
	r.keep(e, at)
	for _, id := range e.Successors {
		if supplier.CheckIdentifier("lei", id) == nil {
			r.after = append(r.after, succession{
				keyOf(id), keyOf(e.LEI), r.words.number(day(e.Updated)), r.words.number(e.Validation), r.place(at),
			})
		}
	}
}

// relationship takes up a relationship record.
func (r *reader) relationship(l relationship, at diag.Position) {
	r.Read(Relationships)
	if !r.valid(invalid{what: "relationship", at: at}, l.Start, l.End) {
		return
	}
	r.links = append(r.links, link{
		start: keyOf(l.Start), end: keyOf(l.End),
		kind: r.words.number(l.Type), status: r.words.number(l.Status),
		from: r.words.number(day(l.From)), to: r.words.number(day(l.To)),
		registration: r.words.number(l.Registration), validation: r.words.number(l.Validation), update: r.words.number(day(l.Update)),
		at: r.place(at),
	})
}

// exception takes up a reporting exception.
func (r *reader) exception(e exception, at diag.Position) {
	r.Read(Exceptions)
	if !r.valid(invalid{what: "exception", at: at}, e.LEI) {
		return
	}
	if !r.wants(e.LEI) {
		r.skipped++
		return
	}
	var reasons []string
	for _, reason := range e.Reasons {
		if reason = words(reason); reason != "" && !slices.Contains(reasons, reason) {
			reasons = append(reasons, reason)
		}
	}
	if len(reasons) == 0 {
		reasons = []string{"no reason given"}
	}
	note := "no " + words(e.Category) + " is reported: " + strings.Join(reasons, ", ")
	r.exempt = append(r.exempt, exempted{keyOf(e.LEI), r.words.number(note), r.words.number(at.File)})
}

// withdrawn counts a record that GLEIF took back: files of changes list such
// records once more, with the day on which they were deleted.
func (r *reader) withdrawn(kind string, at diag.Position) {
	r.Read(kind)
	r.Infof("gleif/deleted", at, "", "the record was deleted by its issuer; it was left out")
}

// filter takes out what was kept before it was known what is asked for.
func (r *reader) filter() {
	if r.only == nil {
		return
	}
	n := len(r.store.index) + len(r.links) + len(r.exempt)
	unasked := func(k key) bool { return !r.only[k.String()] }
	r.store.index = slices.DeleteFunc(r.store.index, func(k kept) bool { return unasked(k.key) })
	r.links = slices.DeleteFunc(r.links, func(l link) bool { return unasked(l.start) })
	r.exempt = slices.DeleteFunc(r.exempt, func(x exempted) bool { return unasked(x.key) })
	r.after = slices.DeleteFunc(r.after, func(s succession) bool { return unasked(s.predecessor) })
	r.skipped += n - len(r.store.index) - len(r.links) - len(r.exempt)
}
