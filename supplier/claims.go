// SPDX-License-Identifier: Apache-2.0

package supplier

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
)

// statedName is a name of a record and where it stands.
type statedName struct{ name, pointer string }

// names lists every name of the record.
func (s *Supplier) names() []statedName {
	out := []statedName{{s.Name, "/name"}, {s.LegalName, "/legalName"}}
	for i, name := range s.Aliases {
		out = append(out, statedName{name, fmt.Sprintf("/aliases/%d", i)})
	}
	for i, name := range s.FormerNames {
		out = append(out, statedName{name, fmt.Sprintf("/formerNames/%d", i)})
	}
	return out
}

// holder is a record that has a folded name.
type holder struct {
	id      string
	forms   []*legalForm // of all its names of this folding
	bare    bool         // one of these states no legal form
	pointer string       // to the first of these
}

// mayBe reports whether the name with these legal forms may be the holder's.
func (h holder) mayBe(forms []*legalForm) bool { return formsAgree(h.forms, forms) }

// index enters the party's names and match patterns.
func (c *Catalog) index(s *Supplier, ds *diag.List) {
	c.indexNames(s, ds)
	for i, p := range s.Match.PURL {
		at := s.At(fmt.Sprintf("/match/purl/%d", i))
		if remedy := badPattern(p); remedy != "" {
			ds.Add(diag.Diagnostic{
				Severity: diag.Warning, Code: "supplier/pattern", Position: at,
				Message: "the pattern " + p + " matches no package URL", Remedy: remedy,
			})
		}
		c.purls.add(p, s.ID, at, ds)
	}
	for i, d := range s.Match.Domains {
		at := s.At(fmt.Sprintf("/match/domains/%d", i))
		if remedy := badDomain(d); remedy != "" {
			ds.Add(diag.Diagnostic{
				Severity: diag.Warning, Code: "supplier/pattern", Position: at,
				Message: d + " matches no domain", Remedy: remedy,
			})
		}
		enter(c.domains, domainKey(d), s.ID, at, ds)
	}
	for i, v := range s.Match.CPEVendors {
		enter(c.cpes, vendorKey(v), s.ID, s.At(fmt.Sprintf("/match/cpeVendors/%d", i)), ds)
	}
}

// indexNames enters the names of the record. Two records may share a folded
// name as two companies of a group do, Acme AB and Acme Ltd: their legal
// forms tell them apart, and neither has the bare name that the other has.
func (c *Catalog) indexNames(s *Supplier, ds *diag.List) {
	own := map[string]*holder{}
	var order []string
	for _, n := range s.names() {
		words, forms := foldParts(n.name)
		folded := strings.Join(words, " ")
		if folded == "" {
			continue
		}
		h := own[folded]
		if h == nil {
			h = &holder{id: s.ID, pointer: n.pointer}
			own[folded] = h
			order = append(order, folded)
		}
		h.forms = append(h.forms, forms...)
		h.bare = h.bare || len(forms) == 0
	}
	for _, folded := range order {
		h := *own[folded]
		i := slices.IndexFunc(c.names[folded], func(o holder) bool { return o.bare && h.bare || o.mayBe(h.forms) })
		if i < 0 {
			c.names[folded] = append(c.names[folded], h)
			continue
		}
		first := c.names[folded][i]
		for _, n := range s.names() {
			if FoldName(n.name) == folded {
				ds.Add(diag.Diagnostic{
					Code: "supplier/ambiguous-name", Position: s.At(n.pointer),
					Message: fmt.Sprintf("the name %s also belongs to the record %s at %s", n.name, first.id, c.byID[first.id].At(first.pointer)),
					Remedy:  "remove it from one of the two records, or write the legal form of each if these tell them apart",
				})
			}
		}
	}
}

// holderOf is the record that has the name with these legal forms: the only
// one that may; of several, for a name without a form, the one that has the
// bare name. "" is none, or that nobody can tell.
func (c *Catalog) holderOf(folded string, forms []*legalForm) string {
	var may []holder
	for _, h := range c.names[folded] {
		if h.mayBe(forms) {
			may = append(may, h)
		}
	}
	if len(may) > 1 && len(forms) == 0 {
		may = slices.DeleteFunc(may, func(h holder) bool { return !h.bare })
	}
	if len(may) != 1 {
		return ""
	}
	return may[0].id
}

// ByName returns the id of the recorded party that has the name, "" when
// none has, or several have it and the legal form does not tell which. Where
// one record only has the name, its legal form may be another.
func (c *Catalog) ByName(name string) string {
	words, forms := foldParts(name)
	folded := strings.Join(words, " ")
	if holders := c.names[folded]; len(holders) == 1 {
		return holders[0].id
	}
	return c.holderOf(folded, forms)
}

// claim is a key by which a record says that components are the party's.
type claim struct {
	party string
	at    diag.Position
}

// enter notes the claim, unless another party has made it.
func enter(m map[string]claim, key, party string, at diag.Position, ds *diag.List) {
	if first, ok := m[key]; ok && first.party != party {
		ds.Add(diag.Diagnostic{
			Code: "supplier/ambiguous-match", Position: at,
			Message: key + " is also matched by the record " + first.party + " at " + first.at.String(),
			Remedy:  "remove it from one of the two records, or make one more specific",
		})
		return
	}
	m[key] = claim{party, at}
}

func domainKey(d string) string {
	return strings.TrimSuffix(strings.ToLower(strings.TrimSpace(d)), ".")
}

// vendorKey is a CPE vendor as CPE names spell it: lower case, with _ for
// spaces (NISTIR 7695, 5.3.2), without the backslashes that quote.
func vendorKey(v string) string {
	return strings.ReplaceAll(strings.Join(strings.Fields(strings.ToLower(v)), "_"), `\`, "")
}

// badDomain says how to mend what no domain of a component can be, or lie
// in; "" where it is well formed.
func badDomain(d string) string {
	key := domainKey(d)
	bare := strings.TrimPrefix(strings.TrimPrefix(key, "*"), ".")
	if u, err := url.Parse(key); err == nil && u.Hostname() != "" {
		bare = u.Hostname()
	} else if host, _, ok := strings.Cut(bare, "/"); ok {
		bare = host
	}
	if _, host, ok := strings.Cut(bare, "@"); ok {
		bare = host
	}
	switch {
	case hosting(bare):
		return "remove it: anybody can work there; write what is the party's under match.purl"
	case !strings.Contains(bare, ".") || strings.ContainsAny(bare, "*:, "):
		return "write a DNS domain, as acme.example"
	case bare != key:
		return "write " + bare + ", which stands for all domains below it too"
	}
	return ""
}

// says reports whether a text that a record must state says anything: blanks,
// a dash, "unknown" and "n/a" do not.
func says(text string) bool { return !notNames[strings.Join(foldWords(text), " ")] }
