// SPDX-License-Identifier: Apache-2.0

package gleif

import (
	"cmp"
	"path"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/supplier/importer"
)

// relations names the types of relationship of the relationship record
// format (RR-CDF 2.1), by what the parent is to the child.
var relations = map[string]string{
	"IS_DIRECTLY_CONSOLIDATED_BY":   "consolidatedBy",
	"IS_ULTIMATELY_CONSOLIDATED_BY": "ultimatelyConsolidatedBy",
	"IS_INTERNATIONAL_BRANCH_OF":    "branchOf",
	"IS_FUND-MANAGED_BY":            "fundManagedBy",
	"IS_SUBFUND_OF":                 "subfundOf",
	"IS_FEEDER_TO":                  "feederOf",
}

// about is the field to which notes on reporting exceptions belong: every
// record of this source has it, and there is no relation to note it at.
const about = "identifiers/lei"

// settle writes relationships and exceptions into the records.
func (r *reader) settle() {
	for _, l := range r.links {
		if !r.wants(l.Start) {
			r.skipped++
			continue
		}
		r.Taken(Relationships)
		s := r.stub(l.Start, l.at)
		r.stub(l.End, l.at)
		r.tie(s, r.relation(l), l.at, "relationship record "+l.Start+" "+l.Type+" "+l.End, l.Update, l.Validation)
	}
	for _, e := range r.exempt {
		if !r.wants(e.LEI) {
			r.skipped++
			continue
		}
		r.Taken(Exceptions)
		s := r.stub(e.LEI, e.at)
		if s.Notes == nil {
			s.Notes = map[string]string{}
		}
		note := "no " + words(e.Category) + " is reported: " + cmp.Or(words(e.Reason), "no reason given")
		if old := s.Notes[about]; old != "" && !strings.Contains(old, note) {
			note = old + "; " + note
		}
		s.Notes[about] = note
	}
}

// words writes a code as people do: NON_PUBLIC becomes non public.
func words(code string) string {
	return importer.Clean(strings.ToLower(strings.ReplaceAll(code, "_", " ")))
}

// stub is the record of a party, which may be described nowhere: then all
// that is known is that a record names it.
func (r *reader) stub(lei string, at diag.Position) *supplier.Supplier {
	id := importer.LEI(lei)
	if s := r.Known(id); s != nil {
		return s
	}
	s := r.Party(id)
	source := r.Source(s, supplier.Source{Title: "GLEIF: named by a record in " + path.Base(at.File)})
	r.Identify(s, "lei", lei, source, at)
	return s
}

// relation is the relationship by the names that records have. One that is
// over ended at the latest when the record last changed.
func (r *reader) relation(l link) supplier.Relation {
	kind, ok := relations[l.Type]
	if !ok {
		kind = importer.Slug(l.Type)
		r.Warnf("gleif/relationship", l.at, "it was taken as it stands", "%q is no type of relationship that the format lists", importer.Clean(l.Type))
	}
	out := supplier.Relation{
		Kind: kind, Party: importer.LEI(l.End),
		From: r.Date(l.From, "the start of the relationship", l.at), To: r.Date(l.To, "the end of the relationship", l.at),
	}
	if l.Status == "INACTIVE" && out.To.IsZero() {
		out.To, _ = importer.Date(l.Update)
		out.Note = "inactive"
	}
	switch l.Registration {
	case "", "PUBLISHED":
	default:
		out.Note = importer.Clean(strings.TrimPrefix(out.Note+", "+words(l.Registration), ", "))
	}
	return out
}

// tie adds a relation with its source.
func (r *reader) tie(s *supplier.Supplier, rel supplier.Relation, at diag.Position, what, updated, validation string) {
	rel.Source = r.Source(s, r.source(what, updated, validation, at))
	r.Relate(s, rel, at)
}
