// SPDX-License-Identifier: Apache-2.0

// Package gleif imports data of the Global Legal Entity Identifier
// Foundation: level 1, who is who (LEI records), and level 2, who owns whom
// (relationship records and reporting exceptions). It reads the golden copies
// as CSV, JSON and XML, answers of the GLEIF API, and Turtle.
//
// Level 2 says who consolidates whose accounts. That is not who holds the
// votes: relationships become relations of their own kinds, never owners.
package gleif

import (
	"bufio"
	"bytes"
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/supplier/importer"
)

// The kinds that are counted.
const (
	Records       = "LEI records"
	Relationships = "relationship records"
	Exceptions    = "reporting exceptions"
	Other         = "other objects"
)

// Read imports the files together. With Options.Only it takes the parties
// with these ids (lei:…) and those above them; the relationships must then
// be among the files. An error means that a file could not be read.
func Read(files []importer.File, o *importer.Options) (*importer.Result, error) {
	r := &reader{Builder: importer.NewBuilder(o)}
	in := make([]*input, len(files))
	for i, f := range files {
		in[i] = open(f)
	}
	// Relationships first: they say which parents belong to the parties asked for.
	slices.SortStableFunc(in, func(x, y *input) int { return cmp.Compare(x.rank, y.rank) })
	above := false
	for _, f := range in {
		if f.rank > 0 && !above {
			above = true
			r.closure()
		}
		if err := f.each(r); err != nil {
			return nil, err
		}
	}
	r.closure()
	r.settle()
	if r.skipped > 0 {
		r.Infof("gleif/not-asked", diag.Position{}, "", "%d records, relationships and exceptions are of parties that were not asked for", r.skipped)
	}
	return r.Result(), nil
}

// input is a file and the form that it has.
type input struct {
	importer.File
	rank int // 0 relationships, 1 anything else
	each func(*reader) error
}

// open looks at the beginning of a file for its form.
func open(f importer.File) *input {
	b := bufio.NewReaderSize(f.Reader, 64<<10)
	f.Reader = b
	start, _ := b.Peek(4 << 10)
	in := &input{File: f, rank: 1}
	for _, sign := range []string{"Relationship.StartNode", `"relations"`, "RelationshipData", "relationship-records"} {
		if bytes.Contains(start, []byte(sign)) && !bytes.Contains(start, []byte(`"lei-records"`)) {
			in.rank = 0
		}
	}
	start = bytes.TrimLeft(bytes.TrimPrefix(start, []byte("\xef\xbb\xbf")), " \t\r\n")
	switch {
	case bytes.HasPrefix(start, []byte("<")) && !bytes.HasPrefix(start, []byte("<http")):
		in.each = func(r *reader) error { return eachXML(f, r) }
	case bytes.HasPrefix(start, []byte("{")), bytes.HasPrefix(start, []byte("[")):
		in.each = func(r *reader) error { return eachJSON(f, r) }
	case bytes.HasPrefix(start, []byte("@")), bytes.HasPrefix(start, []byte("#")), bytes.HasPrefix(start, []byte("<")), bytes.HasPrefix(bytes.ToLower(start), []byte("prefix")):
		in.each = func(r *reader) error { return eachTurtle(f, r) }
	default:
		in.each = func(r *reader) error { return eachCSV(f, r) }
	}
	return in
}

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
	StartKind, EndKind               string // LEI, or another kind of id
	Type, Status                     string
	From, To                         string
	Registration, Validation, Update string
}

// exception is what is kept of a reporting exception.
type exception struct{ LEI, Category, Reason, Reference string }

type reader struct {
	*importer.Builder
	links  []link
	exempt []exempted
	wanted map[string]bool // by LEI; nil is all
	// skipped counts records and relationships that were not asked for.
	skipped int
}

type link struct {
	relationship
	at diag.Position
}

type exempted struct {
	exception
	at diag.Position
}

// closure finds the parties above those asked for.
func (r *reader) closure() {
	if len(r.Options.Only) == 0 {
		return
	}
	r.wanted = map[string]bool{}
	up := map[string][]string{}
	for _, l := range r.links {
		up[l.Start] = append(up[l.Start], l.End)
	}
	var todo []string
	for _, id := range r.Options.Only {
		todo = append(todo, strings.ToUpper(strings.TrimPrefix(id, "lei:")))
	}
	for len(todo) > 0 {
		lei := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if !r.wanted[lei] {
			r.wanted[lei] = true
			todo = append(todo, up[lei]...)
		}
	}
}

func (r *reader) wants(lei string) bool { return r.wanted == nil || r.wanted[lei] }

// record takes up an LEI record.
func (r *reader) record(e entity, at diag.Position) {
	r.Read(Records)
	if err := supplier.CheckIdentifier("lei", e.LEI); err != nil {
		r.Errorf("gleif/lei", at, "the record was left out", "%q is no LEI: %v", importer.Clean(e.LEI), err)
		return
	}
	if !r.wants(e.LEI) {
		r.skipped++
		return
	}
	r.Taken(Records)
	s := r.Party(importer.LEI(e.LEI))
	words := []string{"LEI record " + e.LEI}
	for _, w := range []string{e.Registration, e.Validation} {
		if w != "" {
			words = append(words, strings.ToLower(strings.ReplaceAll(w, "_", " ")))
		}
	}
	source := r.Source(s, r.source(strings.Join(words, ", "), e.Updated, e.Validation, at))
	r.Identify(s, "lei", e.LEI, source, at)
	r.Set(s, "partyKind", &s.Kind, kinds[e.Category], source, at)
	if e.Category != "SOLE_PROPRIETOR" || r.Options.Persons {
		r.name(s, e, source, at)
	} else {
		r.Infof("import/person", at, "--persons writes the name", "%s is a natural person in business, whose name was not written", s.ID)
	}
	r.places(s, e, source, at)
	for _, id := range e.Successors {
		if supplier.CheckIdentifier("lei", id) == nil {
			r.tie(r.stub(id, at), supplier.Relation{Kind: "succeeds", Party: s.ID}, at, "LEI record "+e.LEI, e.Updated, e.Validation)
		}
	}
	if e.Status == "INACTIVE" {
		r.Infof("gleif/inactive", at, "ask what took its place", "%s is no longer active", s.ID)
	}
}

// kinds are the categories of entities that say what kind of party it is. A
// GENERAL one may be a company, a foundation or an association.
var kinds = map[string]string{
	"SOLE_PROPRIETOR": "person", "FUND": "fund", "RESIDENT_GOVERNMENT_ENTITY": "public-body",
}

func (r *reader) name(s *supplier.Supplier, e entity, source string, at diag.Position) {
	r.Set(s, "name", &s.Name, e.Name, source, at)
	r.Set(s, "legalName", &s.LegalName, e.Name, source, at)
	for _, n := range e.Aliases {
		r.Alias(s, &s.Aliases, n)
	}
	for _, n := range e.Former {
		r.Alias(s, &s.FormerNames, n)
	}
	if e.AuthorityID != "" && strings.HasPrefix(e.Authority, "RA") && e.Authority != "RA999999" && e.Authority != "RA888888" {
		// The register by its code in GLEIF's list of registration
		// authorities; the two left out mean that there is none.
		r.Identify(s, strings.ToLower(e.Authority), e.AuthorityID, source, at)
	}
	for _, b := range e.BIC {
		if s.Identifiers["swift-bic"] == "" {
			r.Identify(s, "swift-bic", b, source, at)
		}
	}
}

func (r *reader) places(s *supplier.Supplier, e entity, source string, at diag.Position) {
	if j := strings.ToUpper(importer.Clean(e.Jurisdiction)); j != "" && supplier.ValidJurisdiction(j) {
		r.Set(s, "jurisdiction", &s.Jurisdiction, j, source, at)
		r.SetCountry(s, "established", &s.Established, e.Jurisdiction, source, at)
	} else {
		r.SetCountry(s, "established", &s.Established, e.LegalCountry, source, at)
	}
	r.SetCountry(s, "headquarters", &s.Headquarters, e.HQCountry, source, at)
	r.SetDate(s, "foundingDate", &s.Founded, e.Created, source, at)
}

// source describes a record as a source of facts. How far GLEIF's issuers
// compared it with others is its grade.
func (r *reader) source(what, updated, validation string, at diag.Position) supplier.Source {
	s := supplier.Source{Title: fmt.Sprintf("GLEIF: %s, in %s", what, path.Base(at.File))}
	s.Date, _ = importer.Date(updated)
	switch validation {
	case "FULLY_CORROBORATED":
		s.Grade = "third-party"
	case "PARTIALLY_CORROBORATED":
		s.Grade = "with-proof"
	case "ENTITY_SUPPLIED_ONLY":
		s.Grade = "self-declared"
	}
	return s
}

// relationship keeps a relationship record until all parties are known.
func (r *reader) relationship(l relationship, at diag.Position) {
	r.Read(Relationships)
	for _, end := range []string{l.Start, l.End} {
		if err := supplier.CheckIdentifier("lei", end); err != nil {
			r.Errorf("gleif/lei", at, "the relationship was left out", "%q is no LEI: %v", importer.Clean(end), err)
			return
		}
	}
	r.links = append(r.links, link{l, at})
}

func (r *reader) exception(e exception, at diag.Position) {
	r.Read(Exceptions)
	if err := supplier.CheckIdentifier("lei", e.LEI); err != nil {
		r.Errorf("gleif/lei", at, "the exception was left out", "%q is no LEI: %v", importer.Clean(e.LEI), err)
		return
	}
	r.exempt = append(r.exempt, exempted{e, at})
}
