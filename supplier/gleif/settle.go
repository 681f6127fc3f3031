// SPDX-License-Identifier: Apache-2.0

package gleif

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"path"
	"slices"
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

// mention says that a record of the file names a party.
type mention struct {
	key
	file uint32
}

// stream orders what was collected by party, and makes the records of it.
func (r *reader) stream() *importer.Stream {
	sortBy(r.store.index, (*kept).of)
	sortBy(r.exempt, (*exempted).of)
	mentions := make([]mention, 0, len(r.after)+2*len(r.links))
	for _, s := range r.after {
		mentions = append(mentions, mention{s.key, s.at.file})
	}
	for _, l := range r.links {
		mentions = append(mentions, mention{l.start, l.at.file}, mention{l.end, l.at.file})
	}
	sortBy(mentions, (*mention).of)
	sortBy(r.after, (*succession).of)
	sortBy(r.links, (*link).of)
	all := r.parties(mentions)
	r.missing(all)
	shared := r.shared(all)
	return &importer.Stream{
		Len:  len(all),
		ID:   func(i int) string { return importer.LEI(all[i].String()) },
		Make: func(i int) *supplier.Supplier { return r.party(all[i], mentions, shared) },
		End:  r.Result,
	}
}

// missing says who was asked for, but is not in the files.
func (r *reader) missing(all []key) {
	for _, id := range r.Options.Only {
		lei := strings.ToUpper(strings.TrimPrefix(id, "lei:"))
		if _, ok := slices.BinarySearchFunc(all, keyOf(lei), compareKeys); !ok || len(lei) != len(key{}) {
			r.Warnf("gleif/not-found", diag.Position{}, "check the identifier; the golden copy of level 1 has all that were ever issued", "%s was asked for, but no file says anything of it", importer.Clean(id))
		}
	}
}

// parties returns all that have a record, or are named by one, in order.
func (r *reader) parties(mentions []mention) []key {
	var all []key
	for i, j, k := 0, 0, 0; i < len(r.store.index) || j < len(mentions) || k < len(r.exempt); {
		next := key{0xff}
		if i < len(r.store.index) {
			next = r.store.index[i].key
		}
		if j < len(mentions) && compareKeys(mentions[j].key, next) < 0 {
			next = mentions[j].key
		}
		if k < len(r.exempt) && compareKeys(r.exempt[k].key, next) < 0 {
			next = r.exempt[k].key
		}
		all = append(all, next)
		for ; i < len(r.store.index) && r.store.index[i].key == next; i++ {
		}
		for ; j < len(mentions) && mentions[j].key == next; j++ {
		}
		for ; k < len(r.exempt) && r.exempt[k].key == next; k++ {
		}
	}
	return all
}

// shared finds the names that several parties have, and returns what tells
// them. Names are compared by check sums: of millions, the names themselves
// would take more room than all else.
func (r *reader) shared(all []key) func(name string) bool {
	type use struct{ sum, party uint64 }
	var uses []use
	i := 0
	for n, k := range all {
		for ; i < len(r.store.index) && r.store.index[i].key == k; i++ {
			e, _ := r.entity(r.store.index[i])
			if !r.named(&e) {
				continue
			}
			for _, name := range slices.Concat([]string{e.Name}, e.Aliases, e.Former) {
				if name = supplier.FoldName(importer.Clean(name)); name != "" {
					uses = append(uses, use{sum(name), uint64(n)})
				}
			}
		}
	}
	slices.SortFunc(uses, func(x, y use) int {
		return cmp.Or(cmp.Compare(x.sum, y.sum), cmp.Compare(x.party, y.party))
	})
	twice := map[uint64]bool{}
	for i := 1; i < len(uses); i++ {
		if uses[i].sum == uses[i-1].sum && uses[i].party != uses[i-1].party {
			twice[uses[i].sum] = true
		}
	}
	return func(name string) bool { return name != "" && len(twice) > 0 && twice[sum(name)] }
}

// sum is a check sum of a name. Two names with one would both get their
// party's id added, which does no harm.
func sum(name string) uint64 {
	h := sha256.Sum256([]byte(name))
	return binary.BigEndian.Uint64(h[:])
}

// party makes the record of a party.
func (r *reader) party(k key, mentions []mention, shared func(string) bool) *supplier.Supplier {
	id := importer.LEI(k.String())
	s := r.Party(id)
	records := of(r.store.index, (*kept).of, k)
	for _, x := range records {
		e, at := r.entity(x)
		r.describe(s, e, at)
	}
	exempt := of(r.exempt, (*exempted).of, k)
	if len(records) == 0 {
		// All that is known is that a record names it.
		file := uint32(0)
		if named := of(mentions, (*mention).of, k); len(named) > 0 {
			file = named[0].file
		} else {
			file = exempt[0].file
		}
		at := diag.Position{File: r.words.texts[file]}
		r.Identify(s, "lei", k.String(), r.Source(s, supplier.Source{Title: "GLEIF: named by a record in " + path.Base(at.File)}), at)
	}
	for _, x := range of(r.after, (*succession).of, k) {
		r.tie(s, supplier.Relation{Kind: "succeeds", Party: importer.LEI(x.predecessor.String())}, r.position(x.at),
			"LEI record "+x.predecessor.String(), r.words.texts[x.updated], r.words.texts[x.validation])
	}
	for _, l := range of(r.links, (*link).of, k) {
		r.Taken(Relationships)
		text := r.words.texts
		r.tie(s, r.relation(l), r.position(l.at), "relationship record "+l.start.String()+" "+text[l.kind]+" "+l.end.String(), text[l.update], text[l.validation])
	}
	r.note(s, exempt)
	return r.Take(id, shared)
}

// note writes the exceptions into the record.
func (r *reader) note(s *supplier.Supplier, exempt []exempted) {
	var notes []string
	for _, x := range exempt {
		r.Taken(Exceptions)
		if note := r.words.texts[x.note]; !slices.Contains(notes, note) {
			notes = append(notes, note)
		}
	}
	if len(notes) > 0 {
		s.Notes = map[string]string{about: strings.Join(notes, "; ")}
	}
}

// words writes a code as people do: NON_PUBLIC becomes non public.
func words(code string) string {
	return importer.Clean(strings.ToLower(strings.ReplaceAll(code, "_", " ")))
}

// relation is the relationship by the names that records have. One that is
// over ended at the latest when the record last changed.
func (r *reader) relation(l link) supplier.Relation {
	text, at := r.words.texts, r.position(l.at)
	kind, ok := relations[text[l.kind]]
	if !ok {
		kind = importer.Slug(text[l.kind])
		r.Warnf("gleif/relationship", at, "it was taken as it stands", "%q is no type of relationship that the format lists", importer.Clean(text[l.kind]))
	}
	out := supplier.Relation{
		Kind: kind, Party: importer.LEI(l.end.String()),
		From: r.Date(text[l.from], "the start of the relationship", at), To: r.Date(text[l.to], "the end of the relationship", at),
	}
	if text[l.status] == "INACTIVE" && out.To.IsZero() {
		out.To, _ = importer.Date(text[l.update])
		out.Note = "inactive"
	}
	switch registration := text[l.registration]; registration {
	case "", "PUBLISHED":
	default:
		out.Note = importer.Clean(strings.TrimPrefix(out.Note+", "+words(registration), ", "))
	}
	return out
}

// tie adds a relation with its source.
func (r *reader) tie(s *supplier.Supplier, rel supplier.Relation, at diag.Position, what, updated, validation string) {
	rel.Source = r.Source(s, r.source(what, updated, validation, at))
	r.Relate(s, rel, at)
}
