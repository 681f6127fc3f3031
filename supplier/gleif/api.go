// SPDX-License-Identifier: Apache-2.0

package gleif

import (
	"encoding/json"

	"github.com/kedja/kedja/diag"
)

// answer is one object of the GLEIF API, which follows JSON:API and has
// names of its own.
type answer struct {
	Type       string          `json:"type"`
	ID         string          `json:"id"`
	Attributes json.RawMessage `json:"attributes"`
}

type apiCountry struct {
	Country string `json:"country"`
}

type apiName struct {
	Name string `json:"name"`
	Type string `json:"type"`
}

type apiRecord struct {
	LEI    string   `json:"lei"`
	BIC    []string `json:"bic"`
	Entity struct {
		LegalName    apiName    `json:"legalName"`
		Other        []apiName  `json:"otherNames"`
		Translit     []apiName  `json:"transliteratedOtherNames"`
		Legal        apiCountry `json:"legalAddress"`
		HQ           apiCountry `json:"headquartersAddress"`
		RegisteredAt struct {
			ID string `json:"id"`
		} `json:"registeredAt"`
		RegisteredAs string `json:"registeredAs"`
		Jurisdiction string `json:"jurisdiction"`
		Category     string `json:"category"`
		Status       string `json:"status"`
		Created      string `json:"creationDate"`
		Successors   []struct {
			LEI string `json:"lei"`
		} `json:"successorEntities"`
	} `json:"entity"`
	Registration apiRegistration `json:"registration"`
}

type apiRegistration struct {
	Updated    string `json:"lastUpdateDate"`
	Status     string `json:"status"`
	Validation string `json:"corroborationLevel"`
}

type apiNode struct {
	ID string `json:"id"`
}

type apiRelationship struct {
	Relationship struct {
		Start   apiNode `json:"startNode"`
		End     apiNode `json:"endNode"`
		Type    string  `json:"type"`
		Status  string  `json:"status"`
		Periods []struct {
			Start string `json:"startDate"`
			End   string `json:"endDate"`
			Type  string `json:"type"`
		} `json:"periods"`
	} `json:"relationship"`
	Registration apiRegistration `json:"registration"`
}

type apiException struct {
	LEI      string `json:"lei"`
	Category string `json:"category"`
	Reason   string `json:"reason"`
}

// answer takes one object of the API.
func (r *reader) answer(a *answer, at diag.Position) {
	at.Pointer += "/attributes"
	wrong := func(err error) {
		r.Read(Other)
		r.Errorf("gleif/kind", at, "the object was left out", "the object cannot be taken apart: %v", err)
	}
	switch a.Type {
	case "lei-records":
		var v apiRecord
		if err := json.Unmarshal(a.Attributes, &v); err != nil {
			wrong(err)
			return
		}
		r.record(v.entity(), at)
	case "relationship-records":
		var v apiRelationship
		if err := json.Unmarshal(a.Attributes, &v); err != nil {
			wrong(err)
			return
		}
		r.relationship(v.relationship(), at)
	case "reporting-exceptions":
		var v apiException
		if err := json.Unmarshal(a.Attributes, &v); err != nil {
			wrong(err)
			return
		}
		r.exception(exception{LEI: v.LEI, Category: v.Category, Reasons: []string{v.Reason}}, at)
	default:
		r.Read(Other)
		r.Infof("gleif/other", at, "", "objects of type %s have no place in supplier records", a.Type)
	}
}

func (v *apiRecord) entity() entity {
	e := entity{
		LEI: v.LEI, Name: v.Entity.LegalName.Name, Jurisdiction: v.Entity.Jurisdiction,
		LegalCountry: v.Entity.Legal.Country, HQCountry: v.Entity.HQ.Country,
		Category: v.Entity.Category, Status: v.Entity.Status,
		Authority: v.Entity.RegisteredAt.ID, AuthorityID: v.Entity.RegisteredAs,
		Registration: v.Registration.Status, Validation: v.Registration.Validation,
		Created: v.Entity.Created, Updated: v.Registration.Updated, BIC: v.BIC,
	}
	for _, list := range [][]apiName{v.Entity.Other, v.Entity.Translit} {
		for _, n := range list {
			e.addName(n.Name, n.Type)
		}
	}
	for _, s := range v.Entity.Successors {
		e.Successors = append(e.Successors, s.LEI)
	}
	return e
}

func (v *apiRelationship) relationship() relationship {
	out := relationship{
		Start: v.Relationship.Start.ID, End: v.Relationship.End.ID,
		Type: v.Relationship.Type, Status: v.Relationship.Status,
		Registration: v.Registration.Status, Validation: v.Registration.Validation, Update: v.Registration.Updated,
	}
	for _, p := range v.Relationship.Periods {
		if p.Type == "RELATIONSHIP_PERIOD" {
			out.From, out.To = p.Start, p.End
		}
	}
	return out
}
