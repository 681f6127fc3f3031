// SPDX-License-Identifier: Apache-2.0

// Package ftm imports entities of the FollowTheMoney model, as OpenSanctions
// and Aleph publish them: companies, bodies and persons, who owns and directs
// them, and the sanctions and other listings that authorities have issued.
//
// Data come from the user, who knows which lists are law for whom. A listing
// becomes a designation of the weakest adverse status, restricted, in force
// for the country whose list it is; kedja makes no designation of its own.
package ftm

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/supplier/importer"
)

// Read imports the entities of the files together: they refer to each other.
// The counts are by the entities' schema. An error means that a file could
// not be read.
func Read(files []importer.File, o *importer.Options) (*importer.Result, error) {
	r := &reader{Builder: importer.NewBuilder(o), ids: map[string]string{}, persons: map[string]*entity{}}
	for _, f := range files {
		err := importer.EachJSON(f, nil, r.Report, func(at diag.Position, raw json.RawMessage) error {
			r.parse(at, raw, nil)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	r.settle()
	return r.Result(), nil
}

// Unreadable is the kind under which objects are counted that are no
// entities; the others are counted by their schema.
const Unreadable = "unreadable objects"

// entity is one object of the model: properties have several values.
type entity struct {
	ID         string              `json:"id"`
	Schema     string              `json:"schema"`
	Caption    string              `json:"caption"`
	Datasets   []string            `json:"datasets"`
	FirstSeen  string              `json:"first_seen"`
	LastSeen   string              `json:"last_seen"`
	LastChange string              `json:"last_change"`
	Properties map[string][]value  `json:"properties"`
	texts      map[string][]string // the properties' texts and ids
	at         diag.Position
}

// value is a text, or an entity inside another.
type value struct {
	text   string
	nested json.RawMessage
}

func (v *value) UnmarshalJSON(b []byte) error {
	switch {
	case b[0] == '{':
		v.nested = bytes.Clone(b)
	case b[0] == '"':
		return json.Unmarshal(b, &v.text)
	case b[0] != '[' && !bytes.Equal(b, []byte("null")):
		v.text = string(b)
	}
	return nil
}

// first returns the first of the values in order: the order of a list of
// values means nothing.
func (e *entity) first(property string) string {
	if v := e.texts[property]; len(v) > 0 {
		return v[0]
	}
	return ""
}

func (e *entity) is(schemas ...string) bool { return slices.Contains(schemas, e.Schema) }

// list is the data set that the entity comes from.
func (e *entity) list() string {
	if len(e.Datasets) == 0 {
		return ""
	}
	return e.Datasets[0]
}

type reader struct {
	*importer.Builder
	ids     map[string]string  // entity → party
	persons map[string]*entity // written when somebody refers to them
	edges   []*entity          // what ties parties
}

// reverse names the properties under which an entity holds others that refer
// to it, and the property by which they do.
var reverse = map[string]string{
	"sanctions": "entity", "ownershipOwner": "owner", "ownershipAsset": "asset",
	"directorshipDirector": "director", "directorshipOrganization": "organization",
	"membershipMember": "member", "membershipOrganization": "organization",
	"unknownLinkFrom": "subject", "unknownLinkTo": "object",
	"successors": "predecessor", "predecessors": "successor",
}

// parse takes one entity and those inside it. It returns its id.
func (r *reader) parse(at diag.Position, raw []byte, set map[string]string) string {
	var e entity
	if err := json.Unmarshal(raw, &e); err != nil {
		wrong, ok := errors.AsType[*json.UnmarshalTypeError](err)
		if !ok {
			r.Read(Unreadable)
			r.Errorf("ftm/entity", at, "the entity was left out", "the entity cannot be taken apart: %v", err)
			return ""
		}
		r.Warnf("ftm/type", at, "the field was left out", "%s cannot be %s", wrong.Field, wrong.Value)
	}
	if e.Schema == "" || e.ID == "" {
		r.Read(Unreadable)
		r.Errorf("ftm/entity", at, "an entity has id, schema and properties", "the object is no FollowTheMoney entity")
		return ""
	}
	r.Read(e.Schema)
	e.at = at
	slices.Sort(e.Datasets)
	e.texts = map[string][]string{}
	for _, name := range slices.Sorted(maps.Keys(e.Properties)) {
		for _, v := range e.Properties[name] {
			text := v.text
			if v.nested != nil {
				inner := at
				inner.Pointer += "/properties/" + name
				text = r.parse(inner, v.nested, map[string]string{reverse[name]: e.ID})
			}
			if text = importer.Clean(text); text != "" {
				e.texts[name] = append(e.texts[name], text)
			}
		}
		slices.Sort(e.texts[name])
	}
	for name, id := range set {
		if name != "" && len(e.texts[name]) == 0 {
			e.texts[name] = []string{id}
		}
	}
	e.Properties = nil
	r.take(&e)
	return e.ID
}

// take sorts an entity by what it is.
func (r *reader) take(e *entity) {
	switch {
	case e.is("Company", "Organization", "LegalEntity", "PublicBody"):
		r.party(e)
	case e.is("Person"):
		r.ids[e.ID] = supplier.PersonID("", "ftm "+e.ID)
		r.persons[e.ID] = e
	case e.is("Ownership", "Directorship", "Sanction", "Succession", "Membership", "UnknownLink"):
		r.edges = append(r.edges, e)
	default:
		r.Infof("ftm/no-place", e.at, "", "entities of schema %s have no place in supplier records", e.Schema)
	}
}

// identifiers are the properties that identify a legal entity, by the scheme
// under which records have them.
var identifiers = [][2]string{
	{"leiCode", "lei"}, {"dunsCode", "duns"}, {"vatCode", "vat"}, {"swiftBic", "swift-bic"}, {"uniqueEntityId", "uei"},
	{"innCode", "inn"}, {"ogrnCode", "ogrn"}, {"cikCode", "cik"}, {"isinCode", "isin"}, {"wikidataId", "wikidata"},
	{"registrationNumber", "registration"}, {"taxNumber", "tax"}, {"idNumber", "id-number"}, {"opencorporatesUrl", "opencorporates"},
}

// party writes a legal entity.
func (r *reader) party(e *entity) {
	id := importer.SafeID("ftm", e.ID)
	for _, lei := range e.texts["leiCode"] {
		if supplier.CheckIdentifier("lei", lei) == nil {
			id = importer.LEI(lei)
			break
		}
	}
	if known := r.ids[e.ID]; known != "" && known != id && r.persons[e.ID] == nil {
		id = known // a further part of an entity: whoever refers to it means all of it
	}
	r.ids[e.ID] = id
	r.Taken(e.Schema)
	s := r.Party(id)
	source := r.Source(s, r.source(e))
	switch e.Schema {
	case "Company":
		r.Set(s, "partyKind", &s.Kind, "company", source, e.at)
	case "PublicBody":
		r.Set(s, "partyKind", &s.Kind, "public-body", source, e.at)
	}
	r.names(s, e, source)
	if j := e.first("jurisdiction"); j != "" {
		r.SetCountry(s, "established", &s.Established, j, source, e.at)
	} else if c := e.first("country"); c != "" {
		r.Infof("ftm/country", e.at, "complete established and headquarters", "the country %s of %s is not said to be that of its registration or seat", c, s.ID)
	}
	for _, i := range identifiers {
		r.Identify(s, i[1], e.first(i[0]), source, e.at)
		if n := len(e.texts[i[0]]); n > 1 {
			r.Infof("ftm/several", e.at, "", "%s has %d values of %s; one was taken", s.ID, n, i[0])
		}
	}
	r.SetDate(s, "foundingDate", &s.Founded, e.first("incorporationDate"), source, e.at)
	r.SetDate(s, "dissolutionDate", &s.Dissolved, e.first("dissolutionDate"), source, e.at)
	if topics := e.texts["topics"]; len(topics) > 0 {
		r.Infof("ftm/topics", e.at, "look at the source", "the topics of %s (%s) are a classification by the publisher and have no place in records", s.ID, strings.Join(topics, ", "))
	}
}

func (r *reader) names(s *supplier.Supplier, e *entity, source string) {
	names := e.texts["name"]
	if i := slices.Index(names, importer.Clean(e.Caption)); i > 0 {
		names[0], names[i] = names[i], names[0] // the name that the publisher shows
	}
	if len(names) > 0 {
		r.Set(s, "name", &s.Name, names[0], source, e.at)
		for _, n := range names[1:] {
			r.Alias(s, &s.Aliases, n)
		}
	}
	for _, n := range e.texts["alias"] {
		r.Alias(s, &s.Aliases, n)
	}
	for _, n := range e.texts["previousName"] {
		r.Alias(s, &s.FormerNames, n)
	}
}

// source describes an entity as a source of facts.
func (r *reader) source(e *entity) supplier.Source {
	title := fmt.Sprintf("FollowTheMoney %s %s in %s", e.Schema, importer.Clean(e.ID), path.Base(e.at.File))
	if list := strings.Join(e.Datasets, ", "); list != "" {
		title = fmt.Sprintf("%s, data set %s", title, list)
	}
	s := supplier.Source{Title: title, URL: cmp.Or(e.first("sourceUrl"), e.first("programUrl")), Grade: "third-party"}
	s.Date, _ = importer.Date(cmp.Or(e.first("modifiedAt"), e.LastChange, e.LastSeen, e.FirstSeen))
	s.Retrieved, _ = importer.Date(cmp.Or(e.first("retrievedAt"), e.LastSeen))
	if s.Retrieved.Before(s.Date.Time) {
		s.Retrieved = supplier.Date{}
	}
	return s
}

// partyOf returns the record of an entity that another refers to. A person's
// is written now; one that is not among the data is known by its id only.
func (r *reader) partyOf(id string, e *entity) *supplier.Supplier {
	party, known := r.ids[id]
	if !known {
		party = importer.SafeID("ftm", id)
		r.ids[id] = party
		r.Warnf("ftm/dangling", e.at, "import the data set that has it too", "the entity %s is not among the data; it stays unknown", id)
	}
	if s := r.Known(party); s != nil {
		return s
	}
	s := r.Party(party)
	p := r.persons[id]
	if p == nil {
		r.Source(s, r.source(e))
		return s
	}
	r.Taken("Person")
	source := r.Source(s, r.source(p))
	r.Set(s, "partyKind", &s.Kind, "person", source, p.at)
	if n := append(slices.Clone(p.texts["nationality"]), p.texts["citizenship"]...); len(slices.Compact(n)) == 1 {
		r.SetCountry(s, "established", &s.Established, n[0], source, p.at)
	}
	if r.Options.Persons {
		r.names(s, p, source)
	}
	return s
}
