// SPDX-License-Identifier: Apache-2.0

package supplier

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
)

// Step is the way by which a component was given to a party. The steps are
// tried in order; the first that applies decides.
type Step uint8

// The steps of attribution, first to last; Unattributed when none applies.
const (
	Unattributed Step = iota
	ByCuration
	ByMatch
	BySupplier
	ByManufacturer
	ByPublisher
	ByNamespace
	ByAuthors
)

// Steps are all steps in their order, [Unattributed] last.
func Steps() []Step {
	return []Step{ByCuration, ByMatch, BySupplier, ByManufacturer, ByPublisher, ByNamespace, ByAuthors, Unattributed}
}

var stepNames = [...]string{"unattributed", "curation", "match", "supplier", "manufacturer", "publisher", "namespace", "authors"}

// stepConfidence is an ordinal for display; it enters no formula.
var stepConfidence = [...]float64{0, 1, .95, .9, .85, .7, .5, .4}

func (s Step) String() string { return stepNames[s] }

// Confidence is an ordinal for display (0..1); it enters no formula.
func (s Step) Confidence() float64 { return stepConfidence[s] }

// Attribution says which party a component comes from, and how that is
// known.
type Attribution struct {
	Party string // party id; "" is unattributed
	Name  string // as the source spells it, for parties without a record
	Kind  string // person, "" otherwise
	Role  string // maintainer, steward (a foundation), integrator (a distribution); "" is supplier
	Step  Step
	Why   string // the pattern, or the name as stated
}

// Attribute gives every node of the document to a party by the seven steps
// of the method: curation; the match patterns of a record (purl, domains, CPE
// vendors); the SBOM's supplier; its manufacturer or originator; its
// publisher; the namespace of the package URL; its first author. Nothing is
// inherited from a parent or product. Steps 2 to 5 that disagree give the
// diagnostic attribution/conflict, once per pair of parties; a name that is
// stated with legal forms of different kinds gives attribution/legal-forms.
func (c *Catalog) Attribute(doc *sbom.Document) ([]Attribution, diag.List) {
	a := attributor{c: c, doc: doc, tools: map[string]bool{}, named: map[string]Attribution{}, conflicts: map[[2]string]*conflict{}, spelled: map[string][]spelling{}}
	for _, t := range doc.Tools {
		a.tools[FoldName(t)] = true
		a.tools[FoldName(toolVersion.ReplaceAllString(t, ""))] = true
	}
	a.findPersons()
	out := make([]Attribution, len(doc.Nodes))
	for i := range doc.Nodes {
		out[i] = a.node(sbom.ID(i))
	}
	return out, append(a.diagnostics(), a.nearMatches(out)...)
}

// toolVersion is the version behind a tool's name: "SBOM Maker 1.0",
// "syft-1.57.0", "maker v2".
var toolVersion = regexp.MustCompile(`[ -]v?[0-9][^ ]*$`)

type attributor struct {
	c         *Catalog
	doc       *sbom.Document
	tools     map[string]bool
	named     map[string]Attribution // by stated name and kind
	persons   map[[2]string]bool     // names with addresses that are stated to be a person's
	conflicts map[[2]string]*conflict
	spelled   map[string][]spelling // by party without record
}

// spelling is a name that a document states for a party without record.
type spelling struct {
	name  string
	forms []*legalForm
	first sbom.ID
}

type conflict struct {
	first sbom.ID
	n     int
}

func (a *attributor) node(id sbom.ID) Attribution {
	n := a.doc.Node(id)
	var purls []PURL
	for _, s := range n.PURLs {
		if u, ok := ParsePURL(s); ok {
			purls = append(purls, u)
		}
	}
	for _, u := range purls {
		if party, pattern := a.c.curations.find(u); party != "" {
			return Attribution{Party: party, Step: ByCuration, Why: pattern}
		}
	}
	var found []Attribution // steps 2 to 5, all of them, to see whether they agree
	if at, ok := a.match(n, purls); ok {
		found = append(found, at)
	}
	for _, s := range []struct {
		step  Step
		party *sbom.Party
	}{{BySupplier, n.Supplier}, {BySupplier, n.Provider}, {ByManufacturer, n.Manufacturer}, {ByManufacturer, n.Originator}, {ByPublisher, publisher(n)}} {
		if s.party == nil {
			continue
		}
		if at, ok := a.name(id, *s.party, s.step); ok {
			found = append(found, at)
		}
	}
	if len(found) > 0 {
		for _, other := range found[1:] {
			if other.Party != found[0].Party {
				a.disagree(id, found[0].Party, other.Party)
				break
			}
		}
		return found[0]
	}
	for _, u := range purls {
		if party, role := u.namespaceParty(a.c.publicSuffix); party != "" {
			return Attribution{Party: party, Name: strings.TrimPrefix(party, "ns:"), Role: role, Step: ByNamespace, Why: u.Namespace}
		}
	}
	for _, p := range n.Authors {
		if p.Kind == sbom.PartyUnknown && !looksLikeOrganization(p.Name) {
			p.Kind = sbom.PartyPerson
		}
		if at, ok := a.name(id, p, ByAuthors); ok {
			at.Role = "maintainer"
			return at
		}
	}
	return Attribution{}
}

// findPersons notes who is stated to be a person. Documents that call the same
// name with the same address an organisation in another place are about one
// party, and its name is a person's there too.
func (a *attributor) findPersons() {
	a.persons = map[[2]string]bool{}
	for i := range a.doc.Nodes {
		n := &a.doc.Nodes[i]
		for _, p := range []*sbom.Party{n.Supplier, n.Manufacturer, n.Originator} {
			if p != nil && p.Kind == sbom.PartyPerson && p.Email != "" && !looksLikeOrganization(p.Name) {
				a.persons[[2]string{p.Name, p.Email}] = true
			}
		}
	}
}

// publisher is the node's publisher as a party; a name with an address is a
// person's.
func publisher(n *sbom.Node) *sbom.Party {
	if n.Publisher == "" {
		return nil
	}
	p := &sbom.Party{Name: n.Publisher}
	if strings.Contains(n.Publisher, "@") && !looksLikeOrganization(n.Publisher) {
		p.Kind = sbom.PartyPerson
	}
	return p
}

// name gives a stated party to the record that has its name, or makes it a
// party of its own.
func (a *attributor) name(id sbom.ID, p sbom.Party, step Step) (Attribution, bool) {
	if p.Email != "" && p.Kind != sbom.PartyPerson && a.persons[[2]string{p.Name, p.Email}] {
		p.Kind = sbom.PartyPerson
	}
	key := strconv.Itoa(int(p.Kind)) + p.Name
	at, ok := a.named[key]
	if !ok {
		at = a.resolve(id, p)
		a.named[key] = at
	}
	at.Step = step
	return at, at.Party != ""
}

func (a *attributor) resolve(id sbom.ID, p sbom.Party) Attribution {
	words, forms := foldParts(p.Name)
	folded := strings.Join(words, " ")
	if folded == "" || p.Kind == sbom.PartyTool || a.tools[folded] {
		return Attribution{}
	}
	party := "name:" + folded
	if len(a.c.names[folded]) > 0 {
		if record := a.c.holderOf(folded, forms); record != "" {
			return Attribution{Party: record, Why: p.Name}
		}
		if len(forms) > 0 {
			party += " " + forms[0].words // a namesake: Acme Ltd beside the record of Acme AB
		}
	}
	if p.Kind == sbom.PartyPerson {
		id := PersonID(p.Name, p.Email)
		return Attribution{Party: id, Name: p.Name, Kind: "person", Why: id}
	}
	name := strings.TrimRight(strings.Join(strings.Fields(stripAddress(p.Name)), " "), " ,;")
	if len(forms) > 0 {
		a.spelled[party] = append(a.spelled[party], spelling{name, forms, id})
	}
	return Attribution{Party: party, Name: name, Role: roleOf(words, forms), Why: p.Name}
}

// roleOf is the role that a name tells: foundations are stewards of what
// others write, teams and projects its maintainers.
func roleOf(words []string, forms []*legalForm) string {
	last := words[len(words)-1]
	switch {
	case last == "foundation" || last == "stiftung" || strings.HasPrefix(strings.Join(words, " "), "foundation "):
		return "steward"
	case len(words) > 1 && len(forms) == 0 && last != "group" && slices.Contains(collectiveWords, last):
		return "maintainer"
	}
	return ""
}

// StatedParty is what the node states of the party that the step took, nil
// where the step took it from elsewhere.
func StatedParty(n *sbom.Node, step Step) *sbom.Party {
	var parties []*sbom.Party
	switch step {
	case BySupplier:
		parties = []*sbom.Party{n.Supplier, n.Provider}
	case ByManufacturer:
		parties = []*sbom.Party{n.Manufacturer, n.Originator}
	}
	for _, p := range parties {
		if p != nil && FoldName(p.Name) != "" {
			return p
		}
	}
	return nil
}

// match finds the record whose patterns fit: package URLs first, then
// domains, then CPE vendors.
func (a *attributor) match(n *sbom.Node, purls []PURL) (Attribution, bool) {
	for _, u := range purls {
		if party, pattern := a.c.purls.find(u); party != "" {
			return Attribution{Party: party, Step: ByMatch, Why: pattern}, true
		}
	}
	if len(a.c.domains) > 0 {
		for _, d := range domainsOf(n, purls) {
			if party, domain := a.c.byDomain(d); party != "" {
				return Attribution{Party: party, Step: ByMatch, Why: domain}, true
			}
		}
	}
	for _, cpe := range n.CPEs {
		if vendor := cpeVendor(cpe); vendor != "" {
			if c, ok := a.c.cpes[vendor]; ok {
				return Attribution{Party: c.party, Step: ByMatch, Why: "cpe vendor " + vendor}, true
			}
		}
	}
	return Attribution{}, false
}

func (a *attributor) disagree(id sbom.ID, taken, other string) {
	k := [2]string{taken, other}
	if c := a.conflicts[k]; c != nil {
		c.n++
		return
	}
	a.conflicts[k] = &conflict{first: id, n: 1}
}

// maxConflicts is how many pairs of parties are named per document, those
// with most components first; the rest is counted.
const maxConflicts = 10

func (a *attributor) diagnostics() diag.List {
	type pair struct {
		taken, other string
		conflict
	}
	var pairs []pair
	for k, c := range a.conflicts {
		pairs = append(pairs, pair{k[0], k[1], *c})
	}
	slices.SortFunc(pairs, func(x, y pair) int {
		return cmp.Or(cmp.Compare(y.n, x.n), cmp.Compare(x.taken, y.taken), cmp.Compare(x.other, y.other))
	})
	var ds diag.List
	for _, p := range pairs[:min(maxConflicts, len(pairs))] {
		ds.Add(diag.Diagnostic{
			Severity: diag.Info, Code: "attribution/conflict", Position: a.doc.Position(p.first),
			Message: fmt.Sprintf("%s is given to %s, but the SBOM also names %s (%d components)", a.doc.Node(p.first).Name, p.taken, p.other, p.n),
			Remedy:  "write a Curation if the other is right",
		})
	}
	if rest := len(pairs) - maxConflicts; rest > 0 {
		ds.Add(diag.Diagnostic{
			Severity: diag.Info, Code: "attribution/conflict", Position: diag.Position{File: a.doc.File},
			Message: fmt.Sprintf("%d more pairs of parties are named for the same components", rest),
		})
	}
	ds = append(ds, a.namesakes()...)
	ds.Sort()
	return ds
}

// namesakes points at names that are stated with legal forms which no one
// legal person has: the method counts them as one party until somebody writes
// records.
func (a *attributor) namesakes() diag.List {
	var ds diag.List
	for _, party := range slices.Sorted(maps.Keys(a.spelled)) {
		list := a.spelled[party]
		i := slices.IndexFunc(list, func(s spelling) bool { return !formsAgree(s.forms, list[0].forms) })
		if i < 0 {
			continue
		}
		ds.Add(diag.Diagnostic{
			Severity: diag.Info, Code: "attribution/legal-forms", Position: a.doc.Position(list[i].first),
			Message: fmt.Sprintf("%q and %q are counted as one party, though their legal forms differ", list[0].name, list[i].name),
			Remedy:  "write a record with the legal name of each if they are two",
		})
	}
	return ds
}
