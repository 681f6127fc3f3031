// SPDX-License-Identifier: Apache-2.0

package supplier

import (
	"cmp"
	"fmt"
	"net/url"
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
	Role  string // maintainer, integrator, "" is supplier
	Step  Step
	Why   string // the pattern, or the name as stated
}

// Attribute gives every node of the document to a party by the seven steps
// of the method: curation; the match patterns of a record (purl, domains, CPE
// vendors); the SBOM's supplier; its manufacturer or originator; its
// publisher; the namespace of the package URL; its first author. Nothing is
// inherited from a parent or product. Steps 2 to 5 that disagree give the
// diagnostic attribution/conflict, once per pair of parties.
func (c *Catalog) Attribute(doc *sbom.Document) ([]Attribution, diag.List) {
	a := attributor{c: c, doc: doc, tools: map[string]bool{}, named: map[string]Attribution{}, conflicts: map[[2]string]*conflict{}}
	for _, t := range doc.Tools {
		a.tools[FoldName(t)] = true
		a.tools[FoldName(toolVersion.ReplaceAllString(t, ""))] = true
	}
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
	conflicts map[[2]string]*conflict
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
		if at, ok := a.name(*s.party, s.step); ok {
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
		if at, ok := a.name(p, ByAuthors); ok {
			at.Role = "maintainer"
			return at
		}
	}
	return Attribution{}
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
func (a *attributor) name(p sbom.Party, step Step) (Attribution, bool) {
	key := strconv.Itoa(int(p.Kind)) + p.Name
	at, ok := a.named[key]
	if !ok {
		at = a.resolve(p)
		a.named[key] = at
	}
	at.Step = step
	return at, at.Party != ""
}

func (a *attributor) resolve(p sbom.Party) Attribution {
	folded := FoldName(p.Name)
	if folded == "" || p.Kind == sbom.PartyTool || a.tools[folded] {
		return Attribution{}
	}
	if id, ok := a.c.names[folded]; ok {
		return Attribution{Party: id, Why: p.Name}
	}
	if p.Kind == sbom.PartyPerson {
		id := PersonID(p.Name, p.Email)
		return Attribution{Party: id, Name: p.Name, Kind: "person", Why: id}
	}
	return Attribution{Party: "name:" + folded, Name: strings.TrimSpace(stripAddress(p.Name)), Why: p.Name}
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
			if party, ok := a.c.cpes[vendor]; ok {
				return Attribution{Party: party, Step: ByMatch, Why: "cpe vendor " + vendor}, true
			}
		}
	}
	return Attribution{}, false
}

// byDomain finds the record of the longest domain that d lies in.
func (c *Catalog) byDomain(d string) (party, domain string) {
	for d != "" {
		if party, ok := c.domains[d]; ok {
			return party, d
		}
		_, d, _ = strings.Cut(d, ".")
	}
	return "", ""
}

// domainsOf lists the DNS domains that the node's parties and package URLs
// carry.
func domainsOf(n *sbom.Node, purls []PURL) []string {
	var out []string
	for _, p := range []*sbom.Party{n.Supplier, n.Provider, n.Manufacturer, n.Originator} {
		if p == nil {
			continue
		}
		if _, d, ok := strings.Cut(p.Email, "@"); ok {
			out = append(out, strings.ToLower(d))
		}
		for _, s := range p.URLs {
			if u, err := url.Parse(s); err == nil && u.Hostname() != "" {
				out = append(out, strings.ToLower(u.Hostname()))
			}
		}
	}
	for _, u := range purls {
		ns := strings.ToLower(u.Namespace)
		switch u.Type {
		case "golang":
			if host, _, _ := strings.Cut(ns, "/"); strings.Contains(host, ".") {
				out = append(out, host)
			}
		case "maven":
			labels := strings.Split(ns, ".")
			slices.Reverse(labels)
			out = append(out, strings.Join(labels, "."))
		}
	}
	return out
}

// cpeVendor is the vendor field of a CPE 2.3 or 2.2 name, lower case.
func cpeVendor(cpe string) string {
	if rest, ok := strings.CutPrefix(cpe, "cpe:2.3:"); ok {
		f := strings.SplitN(rest, ":", 3)
		if len(f) > 1 && f[1] != "*" && f[1] != "-" {
			return strings.ToLower(f[1])
		}
	}
	if rest, ok := strings.CutPrefix(cpe, "cpe:/"); ok {
		f := strings.SplitN(rest, ":", 3)
		if len(f) > 1 {
			return strings.ToLower(f[1])
		}
	}
	return ""
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
	ds.Sort()
	return ds
}
