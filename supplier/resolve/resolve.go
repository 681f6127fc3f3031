// SPDX-License-Identifier: Apache-2.0

// Package resolve says, for the parts that SBOMs list, which party each comes
// from and by which way that is known: how much is covered, what is not and
// why, which parties the SBOMs name that no record has, and which of them may
// be one. It decides nothing; it shows what a person decides on.
package resolve

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/supplier"
)

// Input is what is resolved.
type Input struct {
	Documents []*sbom.Document
	Catalog   *supplier.Catalog    // nil is no records
	Curations []*supplier.Curation // for their reasons; the catalog applies them
	Persons   bool                 // show the names of natural persons
}

// Report is the answer. Its lists are sorted; equal inputs give equal reports.
type Report struct {
	Documents    []string            `json:"documents"`
	Coverage     Coverage            `json:"coverage"`
	Unattributed []Reason            `json:"unattributed"` // most parts first
	Parties      []Party             `json:"parties"`      // most parts first
	Proposals    []supplier.Proposal `json:"proposals"`    // best first
	Notes        diag.List           `json:"notes"`        // conflicts and namesakes, see [supplier.Catalog.Attribute]
	Parts        []Part              `json:"parts"`        // in the order of the documents
}

// Coverage counts the parts by the way they were given to a party.
type Coverage struct {
	Parts      int    `json:"parts"` // components and services of all documents, each where it stands
	Attributed int    `json:"attributed"`
	Recorded   int    `json:"recorded"` // of parties that have a record
	Steps      []Step `json:"steps"`    // every step in its order, unattributed last
}

// Step is one way of attribution.
type Step struct {
	Step       string  `json:"step"`
	Confidence float64 `json:"confidence"` // an ordinal for display, 0..1
	Parts      int     `json:"parts"`
}

// Reason is why parts have no party.
type Reason struct {
	Why      string   `json:"why"`
	Parts    int      `json:"parts"`
	Examples []string `json:"examples"` // up to three names
}

// Party is a party that parts come from.
type Party struct {
	ID         string   `json:"id"`
	Name       string   `json:"name"`
	Kind       string   `json:"kind,omitempty"` // person, or as its record says
	Roles      []string `json:"roles,omitempty"`
	Recorded   bool     `json:"recorded"`
	Parts      int      `json:"parts"`
	Confidence float64  `json:"confidence"` // of the surest of its steps
	Steps      []Step   `json:"steps"`
	Spellings  []string `json:"spellings,omitempty"` // as the SBOMs write the name, where they write it in several ways

	namespaces []string // type and namespace of package URLs, as stated
}

// Part is one component or service.
type Part struct {
	Document   string  `json:"document"`
	Pointer    string  `json:"pointer,omitempty"`
	Line       int     `json:"line,omitempty"`
	Name       string  `json:"name"`
	Version    string  `json:"version,omitempty"`
	PURL       string  `json:"purl,omitempty"`
	Party      string  `json:"party,omitempty"` // "" is unattributed
	PartyName  string  `json:"partyName,omitempty"`
	Step       string  `json:"step"`
	Confidence float64 `json:"confidence"`
	Why        string  `json:"why"`
}

// Resolve attributes every part of the documents.
func Resolve(in Input) *Report {
	if in.Catalog == nil {
		in.Catalog, _ = supplier.NewCatalog(nil, nil, nil, nil)
	}
	r := resolver{in: in, parties: map[string]*gathered{}, reasons: map[string]*Reason{}, steps: map[supplier.Step]int{}}
	docs := slices.SortedStableFunc(slices.Values(in.Documents), func(a, b *sbom.Document) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.SHA256, b.SHA256))
	})
	for _, doc := range docs {
		r.document(doc)
	}
	return r.finish()
}

type resolver struct {
	in      Input
	out     Report
	parties map[string]*gathered
	reasons map[string]*Reason
	steps   map[supplier.Step]int
}

// gathered is what the documents say of a party.
type gathered struct {
	id, kind  string
	roles     map[string]bool
	steps     map[supplier.Step]int
	spellings map[string]bool
	emails    map[string]bool
	countries map[string]bool

	namespaces map[string]bool
}

func (r *resolver) document(doc *sbom.Document) {
	r.out.Documents = append(r.out.Documents, doc.File)
	parties, notes := r.in.Catalog.Attribute(doc)
	for _, d := range notes {
		if d.Code != "attribution/near-match" { // the proposals say more
			r.out.Notes = append(r.out.Notes, d)
		}
	}
	for id, n := range doc.All() {
		if n.Kind != sbom.KindComponent && n.Kind != sbom.KindService {
			continue
		}
		r.part(doc, id, n, parties[id])
	}
}

func (r *resolver) part(doc *sbom.Document, id sbom.ID, n *sbom.Node, at supplier.Attribution) {
	r.out.Coverage.Parts++
	r.steps[at.Step]++
	where := doc.Position(id)
	part := Part{
		Document: doc.File, Pointer: where.Pointer, Line: where.Line, Name: full(n), Version: n.Version,
		Party: at.Party, Step: at.Step.String(), Confidence: at.Step.Confidence(), Why: at.Why,
	}
	if len(n.PURLs) > 0 {
		part.PURL = n.PURLs[0]
	}
	switch {
	case at.Party == "":
		part.Why = whyNot(n)
		r.reason(part.Why, part.Name)
	case at.Step == supplier.ByCuration:
		part.Why = r.curated(at)
		fallthrough
	default:
		r.out.Coverage.Attributed++
		part.PartyName = r.gather(n, at)
	}
	r.out.Parts = append(r.out.Parts, part)
}

func full(n *sbom.Node) string {
	if n.Group != "" {
		return n.Group + "/" + n.Name
	}
	return n.Name
}

// curated is the pattern of a curation with what its author says.
func (r *resolver) curated(at supplier.Attribution) string {
	for _, c := range r.in.Curations {
		if c.Party != at.Party || !supplier.SamePattern(c.PURL, at.Why) {
			continue
		}
		why := at.Why
		if c.Reason != "" {
			why += ": " + c.Reason
		}
		if c.Author != "" && r.in.Persons {
			why += " (" + c.Author + ")"
		}
		return why
	}
	return at.Why
}

func (r *resolver) reason(why, example string) {
	x := r.reasons[why]
	if x == nil {
		x = &Reason{Why: why}
		r.reasons[why] = x
	}
	x.Parts++
	if len(x.Examples) < 3 && !slices.Contains(x.Examples, example) {
		x.Examples = append(x.Examples, example)
	}
}

// gather notes what the part says of its party and returns how the report
// calls the party.
func (r *resolver) gather(n *sbom.Node, at supplier.Attribution) string {
	g := r.parties[at.Party]
	if g == nil {
		g = &gathered{id: at.Party, roles: map[string]bool{}, steps: map[supplier.Step]int{}, spellings: map[string]bool{}, emails: map[string]bool{}, countries: map[string]bool{}, namespaces: map[string]bool{}}
		r.parties[at.Party] = g
	}
	g.steps[at.Step]++
	g.kind = cmp.Or(g.kind, at.Kind)
	if at.Step == supplier.ByNamespace {
		for _, text := range n.PURLs {
			if u, ok := supplier.ParsePURL(text); ok && u.Namespace == at.Why {
				g.namespaces[u.Type+"/"+u.Namespace] = true
			}
		}
	}
	if at.Role != "" {
		g.roles[at.Role] = true
	}
	if rec := r.in.Catalog.Supplier(at.Party); rec != nil {
		if p := supplier.StatedParty(n, at.Step); p != nil {
			g.spellings[strings.TrimSpace(p.Name)] = true
		}
		return cmp.Or(rec.Name, rec.ID)
	}
	if at.Kind == "person" && !r.in.Persons {
		return at.Party
	}
	if at.Name != "" {
		g.spellings[at.Name] = true
	}
	if p := supplier.StatedParty(n, at.Step); p != nil {
		if p.Email != "" {
			g.emails[p.Email] = true
		}
		if len(p.Country) == 2 {
			g.countries[strings.ToUpper(p.Country)] = true
		}
	}
	return cmp.Or(at.Name, at.Party)
}

func (r *resolver) finish() *Report {
	for _, s := range supplier.Steps() {
		r.out.Coverage.Steps = append(r.out.Coverage.Steps, Step{s.String(), s.Confidence(), r.steps[s]})
	}
	for _, id := range slices.Sorted(maps.Keys(r.parties)) {
		p := r.party(r.parties[id])
		if p.Recorded {
			r.out.Coverage.Recorded += p.Parts
		}
		r.out.Parties = append(r.out.Parties, p)
	}
	slices.SortStableFunc(r.out.Parties, func(a, b Party) int { return cmp.Compare(b.Parts, a.Parts) })
	for _, why := range slices.Sorted(maps.Keys(r.reasons)) {
		r.out.Unattributed = append(r.out.Unattributed, *r.reasons[why])
	}
	slices.SortStableFunc(r.out.Unattributed, func(a, b Reason) int { return cmp.Compare(b.Parts, a.Parts) })
	r.out.Proposals = r.in.Catalog.Propose(r.stated(), true)
	r.out.Notes.Sort()
	return &r.out
}

func (r *resolver) party(g *gathered) Party {
	p := Party{ID: g.id, Name: g.id, Kind: g.kind, Roles: slices.Sorted(maps.Keys(g.roles)), namespaces: slices.Sorted(maps.Keys(g.namespaces))}
	spellings := slices.Sorted(maps.Keys(g.spellings))
	if len(spellings) > 0 {
		p.Name = spellings[0]
	}
	if rec := r.in.Catalog.Supplier(g.id); rec != nil {
		p.Recorded, p.Name, p.Kind = true, cmp.Or(rec.Name, rec.ID), rec.Kind
		p.Roles = slices.Compact(slices.Sorted(slices.Values(append(p.Roles, rec.Roles...))))
	}
	if len(spellings) > 1 || p.Recorded {
		p.Spellings = spellings
	}
	for _, s := range supplier.Steps() {
		if n := g.steps[s]; n > 0 {
			p.Steps = append(p.Steps, Step{s.String(), s.Confidence(), n})
			p.Parts += n
			p.Confidence = max(p.Confidence, s.Confidence())
		}
	}
	return p
}

// stated are the parties without a record, under each of their spellings.
func (r *resolver) stated() []supplier.Stated {
	var out []supplier.Stated
	for _, id := range slices.Sorted(maps.Keys(r.parties)) {
		g := r.parties[id]
		if r.in.Catalog.Supplier(id) != nil {
			continue
		}
		if name := supplier.NamespaceName(id); name != "" {
			out = append(out, supplier.Stated{ID: id, Named: supplier.Named{Name: name, Namespace: true}})
			continue
		}
		if !strings.HasPrefix(id, "name:") {
			continue
		}
		for _, name := range slices.Sorted(maps.Keys(g.spellings)) {
			n := supplier.Named{Name: name, Emails: slices.Sorted(maps.Keys(g.emails))}
			if len(g.countries) == 1 {
				n.Country = slices.Sorted(maps.Keys(g.countries))[0]
			}
			out = append(out, supplier.Stated{ID: id, Named: n})
		}
	}
	return out
}
