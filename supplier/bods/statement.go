// SPDX-License-Identifier: Apache-2.0

package bods

import (
	"bytes"
	"encoding/json"
	"strings"
)

// The shapes of statements, versions 0.1 to 0.4 laid over each other: names
// of fields are compared without regard to case, and what changed its shape
// between versions has a type that reads each.

type statement struct {
	ID            text     `json:"statementId"`
	Type          text     `json:"statementType"` // to 0.3
	Date          text     `json:"statementDate"`
	Replaces      texts    `json:"replacesStatements"` // to 0.3
	RecordID      text     `json:"recordId"`           // from 0.4
	RecordType    text     `json:"recordType"`
	RecordStatus  text     `json:"recordStatus"`
	Publication   public   `json:"publicationDetails"`
	Source        source   `json:"source"`
	RecordDetails *details `json:"recordDetails"`
	details                // to 0.3
}

type public struct {
	Date      text `json:"publicationDate"`
	Version   text `json:"bodsVersion"`
	Publisher struct {
		Name text `json:"name"`
	} `json:"publisher"`
}

type source struct {
	Type        texts `json:"type"`
	Description text  `json:"description"`
	URL         text  `json:"url"`
	RetrievedAt text  `json:"retrievedAt"`
}

// details are those of an entity, a person or a relationship.
type details struct {
	// entities
	EntityType     typed        `json:"entityType"`
	Name           text         `json:"name"`
	AlternateNames texts        `json:"alternateNames"`
	IncorporatedIn place        `json:"incorporatedInJurisdiction"` // to 0.3
	Jurisdiction   place        `json:"jurisdiction"`
	Founding       text         `json:"foundingDate"`
	Dissolution    text         `json:"dissolutionDate"`
	NoEntity       *unspecified `json:"unspecifiedEntityDetails"`

	// persons
	PersonType    text         `json:"personType"`
	Names         []name       `json:"names"`
	Nationalities []place      `json:"nationalities"`
	Residence     address      `json:"placeOfResidence"`
	NoPerson      *unspecified `json:"unspecifiedPersonDetails"`

	// both
	Identifiers []identifier `json:"identifiers"`
	Addresses   []address    `json:"addresses"`

	// relationships
	Subject    reference  `json:"subject"`
	Interested reference  `json:"interestedParty"`
	Interests  []interest `json:"interests"`
	// What the relationship is composed of; one that has parts is indirect.
	Components   texts `json:"componentRecords"`      // from 0.4
	ComponentIDs texts `json:"componentStatementIDs"` // to 0.3
}

type identifier struct {
	ID         text `json:"id"`
	Scheme     text `json:"scheme"`
	SchemeName text `json:"schemeName"`
}

type name struct {
	Type text `json:"type"`
	Full text `json:"fullName"`
}

type address struct {
	Type    text  `json:"type"`
	Country place `json:"country"`
}

type unspecified struct {
	Reason      text `json:"reason"`
	Description text `json:"description"`
}

type interest struct {
	Type       text   `json:"type"`
	Level      text   `json:"interestLevel"` // to 0.2
	Direct     text   `json:"directOrIndirect"`
	Details    text   `json:"details"`
	Start      text   `json:"startDate"`
	End        text   `json:"endDate"`
	Beneficial *bool  `json:"beneficialOwnershipOrControl"`
	Share      *share `json:"share"`
}

// share is a percentage. An exclusive end is a number of its own from 0.3,
// and before that a flag beside the inclusive one.
type share struct {
	Exact        text `json:"exact"`
	Minimum      text `json:"minimum"`
	Maximum      text `json:"maximum"`
	ExclusiveMin text `json:"exclusiveMinimum"`
	ExclusiveMax text `json:"exclusiveMaximum"`
}

// text is a string; a number or a truth value is taken as it is written.
type text string

func (t *text) UnmarshalJSON(b []byte) error {
	var s string
	switch {
	case b[0] == '"':
		if err := json.Unmarshal(b, &s); err != nil {
			return err
		}
	case b[0] != '{' && b[0] != '[' && !bytes.Equal(b, []byte("null")):
		s = string(b)
	}
	*t = text(s)
	return nil
}

// texts is a list of strings, or one.
type texts []text

func (t *texts) UnmarshalJSON(b []byte) error {
	if b[0] == '[' {
		return json.Unmarshal(b, (*[]text)(t))
	}
	var one text
	if err := one.UnmarshalJSON(b); err != nil {
		return err
	}
	if one != "" {
		*t = texts{one}
	}
	return nil
}

// typed is a word, or from 0.4 an object with type and subtype.
type typed struct{ Type, Subtype string }

func (t *typed) UnmarshalJSON(b []byte) error {
	if b[0] != '{' {
		var one text
		err := one.UnmarshalJSON(b)
		t.Type = string(one)
		return err
	}
	var o struct {
		Type    text `json:"type"`
		Subtype text `json:"subtype"`
	}
	err := json.Unmarshal(b, &o)
	t.Type, t.Subtype = string(o.Type), string(o.Subtype)
	return err
}

// place is a country or a part of one: a code, or an object with one.
type place struct{ Name, Code string }

func (p *place) UnmarshalJSON(b []byte) error {
	if b[0] != '{' {
		var one text
		err := one.UnmarshalJSON(b)
		p.Code = string(one)
		return err
	}
	var o struct {
		Name text `json:"name"`
		Code text `json:"code"`
	}
	err := json.Unmarshal(b, &o)
	p.Name, p.Code = string(o.Name), string(o.Code)
	return err
}

// reference leads to a statement (to 0.3), to a record (0.4), or says why
// there is none.
type reference struct {
	ID     string
	Person bool // the statement referred to is one of a person
	Reason string
	Note   string
}

func (r *reference) UnmarshalJSON(b []byte) error {
	if b[0] != '{' {
		var one text
		err := one.UnmarshalJSON(b)
		r.ID = string(one)
		return err
	}
	var o struct {
		Entity      text         `json:"describedByEntityStatement"`
		Person      text         `json:"describedByPersonStatement"`
		Unspecified *unspecified `json:"unspecified"`
		unspecified
	}
	err := json.Unmarshal(b, &o)
	r.ID = string(o.Entity)
	if r.ID == "" && o.Person != "" {
		r.ID, r.Person = string(o.Person), true
	}
	if o.Unspecified != nil {
		o.unspecified = *o.Unspecified
	}
	r.Reason, r.Note = string(o.Reason), string(o.Description)
	return err
}

// fold compares words of a code list without regard to case and hyphens:
// voting-rights became votingRights in 0.2.
func fold(word string) string {
	return strings.ToLower(strings.NewReplacer("-", "", "_", "", " ", "").Replace(word))
}
