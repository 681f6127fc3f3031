// SPDX-License-Identifier: Apache-2.0

package merge

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/supplier"
)

// few is up to how many entries a list is searched from end to end.
const few = 24

// unite appends to a what of b it lacks, without changing either.
func unite[T comparable](a, b []T) []T {
	switch {
	case len(b) == 0 || slices.Equal(a, b):
		return a
	case len(a) == 0:
		return b
	case len(a)+len(b) > few:
		return uniteBy(a, b, func(x T) T { return x }, nil)
	}
	out := slices.Clip(a)
	for _, x := range b {
		if !slices.Contains(out, x) {
			out = append(out, x)
		}
	}
	return out
}

// uniteBy is unite for entries that are known by a key. An entry of b that a
// has is joined to a's when there is a way to join them.
func uniteBy[T any, K comparable](a, b []T, key func(T) K, join func(*T, T)) []T {
	switch {
	case len(b) == 0:
		return a
	case len(a) == 0:
		return b
	}
	if len(a) == 1 && len(b) == 1 && join == nil && key(a[0]) == key(b[0]) {
		return a
	}
	out := slices.Clone(a)
	index := make(map[K]int, len(a)+len(b))
	for i, x := range a {
		if _, taken := index[key(x)]; !taken {
			index[key(x)] = i
		}
	}
	for _, x := range b {
		k := key(x)
		i, known := index[k]
		switch {
		case !known:
			index[k] = len(out)
			out = append(out, x)
		case join != nil:
			join(&out[i], x)
		}
	}
	return out
}

// canonicalPURL is what package URLs are compared by.
func canonicalPURL(stated string) string {
	p, ok := supplier.ParsePURL(stated)
	if !ok {
		return stated
	}
	if _, subpath, ok := strings.Cut(stated, "#"); ok {
		return p.String() + "#" + subpath
	}
	return p.String()
}

func foldHash(h sbom.Hash) sbom.Hash { return sbom.Hash{Alg: h.Alg, Value: strings.ToLower(h.Value)} }

func hasHash(list []sbom.Hash, h sbom.Hash) bool {
	return slices.ContainsFunc(list, func(x sbom.Hash) bool { return x.Alg == h.Alg && strings.EqualFold(x.Value, h.Value) })
}

func hashOf(list []sbom.Hash, alg string) string {
	for _, h := range list {
		if h.Alg == alg {
			return h.Value
		}
	}
	return ""
}

// link is what external references are known by.
type link struct{ kind, url string }

func uniteReferences(a, b []sbom.ExternalReference) []sbom.ExternalReference {
	return uniteBy(a, b, func(r sbom.ExternalReference) link { return link{r.Type, r.URL} },
		func(x *sbom.ExternalReference, y sbom.ExternalReference) {
			switch {
			case y.Detail == nil:
			case x.Detail == nil:
				x.Detail = y.Detail
			default:
				x.Detail = &sbom.ReferenceDetail{
					Comment: cmp.Or(x.Detail.Comment, y.Detail.Comment),
					Hashes:  uniteBy(x.Detail.Hashes, y.Detail.Hashes, foldHash, nil),
				}
			}
		})
}

// partyName is what parties are compared by; one without a name is known by
// its address.
func partyName(p *sbom.Party) string {
	name := strings.Join(strings.Fields(strings.ToLower(p.Name)), " ")
	if name == "" {
		return "\x00" + strings.ToLower(p.Email) + "\x00" + strings.Join(p.URLs, "\x00")
	}
	return name
}

// uniteParties unites lists of parties. Persons of one name with different
// addresses are different persons.
func uniteParties(a, b []sbom.Party) []sbom.Party {
	return uniteBy(a, b,
		func(p sbom.Party) string { return partyName(&p) + "\x00" + strings.ToLower(p.Email) },
		func(x *sbom.Party, y sbom.Party) { *x = *joinParty(x, &y) })
}

// joinParty adds to a what b says beyond it. Neither is changed.
func joinParty(a, b *sbom.Party) *sbom.Party {
	p := *a
	if p.Kind == sbom.PartyUnknown {
		p.Kind = b.Kind
	}
	p.Email = cmp.Or(p.Email, b.Email)
	p.URLs = unite(p.URLs, b.URLs)
	p.Country = cmp.Or(p.Country, b.Country)
	switch {
	case b.More == nil:
	case p.More == nil:
		p.More = b.More
	case p.More != b.More:
		more := *p.More
		more.Ref = cmp.Or(more.Ref, b.More.Ref)
		if more.Address == (sbom.Address{}) {
			more.Address = b.More.Address
		}
		more.Contacts = unite(more.Contacts, b.More.Contacts)
		more.Identifiers = unite(more.Identifiers, b.More.Identifiers)
		p.More = &more
	}
	if b.Email != "" && !strings.EqualFold(p.Email, b.Email) {
		more := sbom.PartyDetails{}
		if p.More != nil {
			more = *p.More
		}
		more.Contacts = unite(more.Contacts, []sbom.Contact{{Email: b.Email}})
		p.More = &more
	}
	return &p
}

// foldParty takes the first party with a name, and what others say of it.
func (m *merger) foldParty(field string, n *sbom.Node, members []num, of func(*sbom.Node) **sbom.Party) {
	party, from := of(n), members[0]
	for _, g := range members[1:] {
		_, _, b := m.node(g)
		other := *of(b)
		switch {
		case other == nil || other == *party:
		case *party == nil:
			*party, from = other, g
		case partyName(*party) == partyName(other):
			if x, y := (*party).Country, other.Country; x != "" && y != "" && !strings.EqualFold(x, y) {
				m.conflict("country of the "+field, diag.Warning, from, g, x, y)
			}
			*party = joinParty(*party, other)
		default:
			kept, dropped := from, g
			if (*party).Name == "" && other.Name != "" {
				*party, other = other, *party
				kept, dropped, from = g, from, g
			}
			m.conflict(field, diag.Warning, kept, dropped, label(*party), label(other))
		}
	}
}

// label names a party in a message.
func label(p *sbom.Party) string {
	if p.Name == "" && p.Email == "" {
		return strings.Join(p.URLs, " ")
	}
	return cmp.Or(p.Name, p.Email)
}

// evidenceKey is what pieces of evidence are known by.
func evidenceKey(e sbom.Evidence) string {
	return e.Field + "\x00" + strconv.FormatFloat(e.Confidence, 'g', -1, 64) + "\x00" + strings.Join(e.Methods, "\x00")
}
