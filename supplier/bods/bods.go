// SPDX-License-Identifier: Apache-2.0

// Package bods imports beneficial ownership data: statements of the Open
// Ownership Beneficial Ownership Data Standard, versions 0.1 to 0.4, as JSON
// or JSON lines.
//
// Entities and persons become parties, direct interests their owners with
// shares, votes and rights, indirect interests and offices relations.
// Somebody of whom the publisher does not say who it is stays in the records
// as a party about which nothing is known.
package bods

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"slices"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/supplier/importer"
)

// The kinds that are counted: statements by what they are about, and the
// interests in them.
const (
	Entities      = "entity statements"
	Persons       = "person statements"
	Relationships = "relationship statements"
	Interests     = "interests"
	Other         = "other objects"
)

// Read imports the statements of the files together: they may refer to each
// other. An error means that a file could not be read; what is wrong inside
// one is in the result's diagnostics.
func Read(files []importer.File, o *importer.Options) (*importer.Result, error) {
	r := &reader{Builder: importer.NewBuilder(o), records: map[string]*record{}, replaced: map[string]string{}, ids: map[string]string{}, versions: map[string][]*record{}}
	for _, f := range files {
		if err := importer.EachJSON(f, nil, r.Report, r.statement); err != nil {
			return nil, err
		}
	}
	r.settle()
	return r.Result(), nil
}

// kind is what a statement is about.
type kind uint8

const (
	entity kind = iota + 1
	person
	relationship
)

var kinds = map[kind]string{entity: Entities, person: Persons, relationship: Relationships}

// record is what the latest statement says of one entity, person or
// relationship.
type record struct {
	key    string // record id, or up to 0.3 the statement's
	kind   kind
	date   supplier.Date
	order  int // in which it was read
	closed bool
	source supplier.Source
	at     diag.Position

	party *party
	link  *link
}

// party is what is kept of an entity or a person.
type party struct {
	name, kind, country, residence string
	legal                          bool // of an entity whose kind is a state
	aliases, former                []string
	identifiers                    [][2]string // scheme, value
	founded, dissolved             string
	unknown                        string // why nobody says who it is; "" where somebody does
}

// link is what is kept of a relationship.
type link struct {
	subject  string
	holder   reference
	indirect bool
	items    []interest
}

type reader struct {
	*importer.Builder
	records  map[string]*record
	replaced map[string]string // statement → the one that replaces it
	read     int
	ids      map[string]string // key of a record → id of its party
	// versions are the earlier statements about a relationship.
	versions map[string][]*record
}

// statement keeps what one statement says, if no later one about the same
// record was read.
func (r *reader) statement(at diag.Position, raw json.RawMessage) error {
	r.read++
	var s statement
	if err := json.Unmarshal(raw, &s); err != nil {
		wrong, ok := errors.AsType[*json.UnmarshalTypeError](err)
		if !ok {
			r.Read(Other)
			r.Errorf("bods/statement", at, "the statement was left out", "the statement cannot be taken apart: %v", err)
			return nil
		}
		r.Warnf("bods/type", at, "the field was left out", "%s cannot be %s", wrong.Field, wrong.Value)
	}
	k := s.kind()
	if k == 0 {
		r.Read(Other)
		r.Errorf("bods/kind", at, "a statement says statementType (to 0.3) or recordType (from 0.4)", "the object is no statement about an entity, a person or a relationship")
		return nil
	}
	r.Read(kinds[k])
	d := &s.details
	if s.RecordDetails != nil {
		d = s.RecordDetails
	}
	key := cmp.Or(string(s.RecordID), string(s.ID))
	if key == "" {
		r.Errorf("bods/no-id", at, "give the statement a statementId", "the statement has no id and was left out")
		return nil
	}
	for _, old := range s.Replaces {
		if string(old) != string(s.ID) {
			r.replaced[string(old)] = string(s.ID)
		}
	}
	now := &record{key: key, kind: k, order: r.read, closed: s.RecordStatus == "closed", at: at, source: r.source(&s, at)}
	now.date = now.source.Date
	r.keep(now, d)
	return nil
}

// keep lets the latest statement about a record stand.
func (r *reader) keep(now *record, d *details) {
	switch now.kind {
	case relationship:
		now.link = &link{d.Subject.ID, d.Interested, len(d.Components)+len(d.ComponentIDs) > 0, d.Interests}
	case person:
		now.party = personOf(d)
	default:
		now.party = entityOf(d)
	}
	old := r.records[now.key]
	switch {
	case old == nil:
	case old.kind != now.kind:
		r.Errorf("bods/two-kinds", now.at, "give one another id", "%s is the id of something else at %s; the statement was left out", now.key, old.at)
		return
	case now.date.Before(old.date.Time):
		now, old = old, now
		fallthrough
	default:
		r.Infof("bods/superseded", old.at, "", "a later statement about %s, at %s, took the place of this one", old.key, now.at)
		now.follow(old)
		if now.kind == relationship {
			r.versions[now.key] = append(r.versions[now.key], old)
		}
	}
	r.records[now.key] = now
}

// follow keeps the name that an entity had in an earlier statement.
func (now *record) follow(old *record) {
	if now.kind == entity && old.party.name != "" && old.party.name != now.party.name {
		now.party.former = append(now.party.former, old.party.name)
		now.party.former = append(now.party.former, old.party.former...)
	}
}

func (s *statement) kind() kind {
	switch fold(cmp.Or(string(s.RecordType), string(s.Type))) {
	case "entity", "entitystatement":
		return entity
	case "person", "personstatement":
		return person
	case "relationship", "ownershiporcontrolstatement":
		return relationship
	}
	return 0
}

// source describes the statement as a source of facts. Who asserted it may
// be a natural person, and is left out.
func (r *reader) source(s *statement, at diag.Position) supplier.Source {
	title := fmt.Sprintf("BODS statement %s in %s", cmp.Or(string(s.ID), string(s.RecordID)), path.Base(at.File))
	if p := importer.Clean(string(s.Publication.Publisher.Name)); p != "" && !r.names(s, p) {
		title = p + ": " + title
	}
	out := supplier.Source{Title: title, Grade: grade(s.Source.Type)}
	if u := importer.Clean(string(s.Source.URL)); u != "" && u != "URL" {
		out.URL = u
	}
	out.Date = r.Date(cmp.Or(string(s.Date), string(s.Publication.Date)), "the date of the statement", at)
	out.Retrieved, _ = importer.Date(string(s.Source.RetrievedAt))
	return out
}

// names reports whether the publisher's name is that of the person whom the
// statement describes: some declare about themselves.
func (r *reader) names(s *statement, publisher string) bool {
	d := &s.details
	if s.RecordDetails != nil {
		d = s.RecordDetails
	}
	return slices.ContainsFunc(d.Names, func(n name) bool { return importer.Clean(string(n.Full)) == publisher })
}

// grade is the assurance of a statement by the types of its source: who
// declares about itself, with proof where the data were verified, or somebody
// else. Unstated stays unknown.
func grade(types texts) string {
	has := func(word string) bool {
		return slices.ContainsFunc(types, func(t text) bool { return fold(string(t)) == word })
	}
	switch {
	case has("selfdeclaration") && has("verified"):
		return "with-proof"
	case has("selfdeclaration"):
		return "self-declared"
	case has("officialregister"), has("thirdparty"), has("primaryresearch"):
		return "third-party"
	}
	return ""
}
