// SPDX-License-Identifier: Apache-2.0

package bods

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/supplier/importer"
)

// settle makes parties of what was read, in the order in which it was read.
func (r *reader) settle() {
	all := slices.SortedFunc(maps.Values(r.records), func(x, y *record) int { return cmp.Compare(x.order, y.order) })
	var current []*record
	for _, rec := range all {
		if rec.party == nil {
			continue
		}
		if next := r.latest(rec.key); next != rec.key && r.records[next] != nil {
			now := r.records[next]
			r.ids[rec.key] = now.party.idOf(now.key, rec.party, rec.key)
			r.Infof("bods/superseded", rec.at, "", "the statement %s replaces this one", next)
			if now.kind == rec.kind {
				now.follow(rec)
			}
			continue
		}
		r.ids[rec.key] = rec.party.id(rec.key)
		current = append(current, rec)
	}
	for _, rec := range current {
		r.party(rec)
	}
	for _, rec := range all {
		if next := r.latest(rec.key); rec.link != nil && next != rec.key {
			r.versions[next] = append(r.versions[next], rec)
		}
	}
	for _, rec := range all {
		switch next := r.latest(rec.key); {
		case rec.link == nil:
		case next == rec.key:
			r.link(rec)
		default:
			r.Infof("bods/superseded", rec.at, "", "the statement %s replaces this one", next)
		}
	}
}

// idOf is the id of the party, or of what stands in its place where the
// statement that replaces it is about something else.
func (p *party) idOf(key string, old *party, oldKey string) string {
	if p == nil {
		return old.id(oldKey)
	}
	return p.id(key)
}

// latest follows statements that replace others to the last.
func (r *reader) latest(key string) string {
	seen := map[string]bool{}
	for !seen[key] {
		seen[key] = true
		next, ok := r.replaced[key]
		if !ok || r.records[next] == nil {
			return key
		}
		key = next
	}
	return key // they replace each other in a circle
}

// party writes an entity or a person.
func (r *reader) party(rec *record) {
	p, at := rec.party, rec.at
	r.Taken(kinds[rec.kind])
	s := r.Party(r.ids[rec.key])
	if p.unknown != "" {
		rec.source.Title += ", about " + p.unknown
	}
	source := r.Source(s, rec.source)
	r.Set(s, "partyKind", &s.Kind, p.kind, source, at)
	r.SetCountry(s, "established", &s.Established, p.country, source, at)
	r.SetCountry(s, "headquarters", &s.Headquarters, p.residence, source, at)
	if p.unknown != "" {
		r.Infof("bods/unknown-party", at, "ask the party held", "the statement speaks of %s, who stays in the records as %s", p.unknown, s.ID)
		return
	}
	if p.kind == "person" && !r.Options.Persons {
		return // opaque: no name, no number, no date of birth
	}
	r.Set(s, "name", &s.Name, p.name, source, at)
	for _, n := range p.aliases {
		r.Alias(s, &s.Aliases, n)
	}
	for _, n := range p.former {
		r.Alias(s, &s.FormerNames, n)
	}
	for _, i := range p.identifiers {
		if p.kind != "person" {
			r.Identify(s, i[0], i[1], source, at)
		}
	}
	if p.kind != "person" {
		r.SetDate(s, "foundingDate", &s.Founded, p.founded, source, at)
		r.SetDate(s, "dissolutionDate", &s.Dissolved, p.dissolved, source, at)
	}
	if rec.closed {
		r.Infof("bods/closed", at, "", "the publisher keeps the record of %s no longer up to date", s.ID)
	}
}

// link writes a relationship.
func (r *reader) link(rec *record) {
	l := rec.link
	subject := r.resolve(l.subject)
	if subject == "" {
		r.Errorf("bods/no-subject", rec.at, "the relationship was left out", "the relationship %s does not say in whom the interest is", rec.key)
		return
	}
	s := r.Party(subject)
	source := r.Source(s, rec.source)
	holder, known := r.holder(rec, s)
	for range l.items {
		r.Read(Interests)
	}
	if holder == "" {
		if known {
			r.Taken(kinds[relationship])
		}
		return
	}
	r.Taken(kinds[relationship])
	r.interests(rec, s, holder, source)
}

// resolve returns the party of a record or statement. One that is referred
// to but not described gets a record of its own.
func (r *reader) resolve(key string) string {
	if key == "" {
		return ""
	}
	if id := r.ids[r.latest(key)]; id != "" {
		return id
	}
	if id := r.ids[key]; id != "" {
		return id
	}
	return importer.SafeID("bods", key)
}

// holder returns the party that has the interest. Somebody who is not named
// is a party of its own, about whom nothing is known, unless the statement
// says that there is nobody.
func (r *reader) holder(rec *record, subject *supplier.Supplier) (id string, ok bool) {
	h := rec.link.holder
	if h.ID != "" {
		id = r.resolve(h.ID)
		if r.Known(id) == nil && !strings.HasPrefix(id, "state:") {
			s := r.Party(id)
			r.Source(s, rec.source)
			r.Warnf("bods/dangling", rec.at, "import the file that describes it too", "the interested party %s is not described; it stays unknown", h.ID)
		}
		if r.Known(id) == nil {
			r.Source(r.Party(id), rec.source)
		}
		return id, true
	}
	if fold(h.Reason) == "nobeneficialowners" && len(rec.link.items) == 0 {
		r.Infof("bods/no-beneficial-owners", rec.at, "", "%s declares that it has no beneficial owners whom the rules ask for; who holds less stays unknown", subject.ID)
		return "", true
	}
	s := r.Party(importer.SafeID("bods", rec.key, "unspecified"))
	why := "not stated"
	if h.Reason != "" {
		why = importer.Clean(spell(h.Reason))
	}
	source := rec.source
	source.Title += ", about an interested party that is not named: " + why
	r.Source(s, source)
	r.Infof("bods/unknown-party", rec.at, "ask the party held", "who has the interest in %s is not named (%s); it stays in the records as %s", subject.ID, why, s.ID)
	return s.ID, true
}

// position is where to look for an interest.
func (rec *record) interestAt(i int) diag.Position {
	at := rec.at
	at.Pointer += "/interests/" + itoa(i)
	return at
}
