// SPDX-License-Identifier: Apache-2.0

package lint

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/supplier"
)

// names notes which parties have records, and under which names.
func (l *linter) names() {
	l.byName = map[string]string{}
	for _, s := range l.Suppliers {
		l.parties[s.ID] = true
		for _, name := range append([]string{s.Name, s.LegalName}, s.Aliases...) {
			if folded := supplier.FoldName(name); folded != "" {
				l.byName[folded] = s.ID
			}
		}
	}
	l.ids = slices.Sorted(maps.Keys(l.parties))
}

// opaque are the beginnings of ids that stand for parties without a record:
// states, natural persons, and parties known by a namespace or name only.
var opaque = [...]string{"state:", "person:", "ns:", "name:"}

// party looks for a reference to a party that nobody described. One that is
// empty is an error of its own.
func (l *linter) party(at diag.Position, id, who string) { l.reference(at, id, who, true) }

// reference looks at a reference to a party. Where it does not have to lead to
// a record, only one that was probably meant to is looked for.
func (l *linter) reference(at diag.Position, id, who string, must bool) {
	if id == "" || l.parties[id] || slices.ContainsFunc(opaque[:], func(p string) bool { return strings.HasPrefix(id, p) }) {
		return
	}
	remedy := "add a Supplier record, or mend the id"
	if known, ok := l.byName[supplier.FoldName(id)]; ok {
		remedy = "write its id, " + known
	} else if s := diag.Closest(id, l.ids); s != "" {
		remedy = "did you mean " + s + "?"
	} else if !must {
		return
	}
	l.warn(at, "lint/unknown-party", remedy, "%s is %s, of which there is no Supplier record", who, id)
}

// owners looks at who holds the party on the day of the look.
func (l *linter) owners(s *supplier.Supplier) {
	l.votes(s)
	first := map[string]int{}
	most, allStated := 0.0, len(s.Owners.Items) > 0
	for i, o := range s.Owners.Items {
		if !l.opts.AsOf.IsZero() && !supplier.Within(l.opts.AsOf, o.From, o.To) {
			continue
		}
		if j, twice := first[o.Party]; twice {
			l.warn(s.At(fmt.Sprintf("/owners/%d/party", i)), "lint/owner-twice", "join the two, or say with from and to which held when",
				"%s is already listed at %s", o.Party, s.At(fmt.Sprintf("/owners/%d", j)))
		} else {
			first[o.Party] = i
		}
		if o.Share == nil {
			allStated = false
			continue
		}
		if o.Party == s.ID && o.Share.Lo >= 1-1e-9 {
			l.warn(s.At(fmt.Sprintf("/owners/%d", i)), "lint/owns-itself", "write who owns it; shares in itself that it holds beside others are below the whole",
				"%s is said to be owned wholly by itself: nobody decides over it", s.ID)
		}
		most += o.Share.Hi
	}
	if m := s.UnlistedHolderMax; m != nil && *m == 0 && allStated && len(first) > 0 && most < 1-1e-9 {
		l.warn(s.At("/unlistedHolderMax"), "lint/incomplete-owners", "add the missing owners, or state the most that an unlisted one may hold",
			"the list of owners is said to be complete, but holds %.6g at most", most)
	}
}

// votes looks for votes that, together with the shares of owners whose votes
// are not stated and are taken to be as many, are more than the whole. What
// is stated by itself [supplier.Supplier.Check] has looked at.
func (l *linter) votes(s *supplier.Supplier) {
	sum, some, last := 0.0, false, -1
	for i, o := range s.Owners.Items {
		if !l.opts.AsOf.IsZero() && !supplier.Within(l.opts.AsOf, o.From, o.To) {
			continue
		}
		switch {
		case o.Votes != nil:
			sum += o.Votes.Lo
			some = true
		case o.Share != nil:
			sum += o.Share.Lo
			last = i
		}
	}
	if some && last >= 0 && sum > 1+1e-9 {
		l.warn(s.At(fmt.Sprintf("/owners/%d", last)), "lint/votes-over-1", "state the votes of this owner too, 0 for shares without votes",
			"the votes stated for %s, with as many votes as shares for owners whose votes are not stated, add up to %.6g", s.ID, sum)
	}
}

// identifiers looks at the numbers of all parties.
func (l *linter) identifiers() {
	known := []string{"lei", "duns", "ncage", "cage", "eori", "vat", "euid", "gst", "ein", "tin", "ruc", "bvd", "swift-bic", "sec-cik", "isin", "figi", "opencorporates", "gln", "iso6523"}
	owner := map[[2]string]*supplier.Supplier{}
	for _, s := range slices.SortedStableFunc(slices.Values(l.Suppliers), byPlace) {
		for _, scheme := range slices.Sorted(maps.Keys(s.Identifiers)) {
			value, at := s.Identifiers[scheme], s.At("/identifiers/"+escape(scheme))
			if err := supplier.CheckIdentifier(scheme, value); err != nil {
				l.warn(at, "lint/identifier", "copy it again from its source", "%s %s: %v", scheme, value, err)
			}
			if !slices.Contains(known, scheme) {
				if meant := diag.Closest(scheme, known); meant != "" {
					l.warn(at, "lint/identifier-scheme", "write "+meant+" if that is meant; other schemes are free", "nobody reads the scheme %s", scheme)
				}
			}
			key := [2]string{scheme, strings.ToUpper(strings.NewReplacer(" ", "", "-", "", ".", "").Replace(value))}
			if other, ok := owner[key]; ok && other.ID != s.ID {
				l.warn(at, "lint/same-identifier", "merge the two records if they are one party, else correct one", "%s %s is also that of %s at %s",
					scheme, value, other.ID, other.At("/identifiers/"+escape(scheme)))
				continue
			}
			owner[key] = s
		}
	}
}

func byPlace(a, b *supplier.Supplier) int {
	return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.ID, b.ID))
}

// circles looks for parties that own each other's majority all the way
// round, so that nobody outside decides. With a system, the measures find
// these circles, and the wider ones of several owners together.
func (l *linter) circles() {
	if l.System != nil {
		return
	}
	above, entry := map[string]string{}, map[string]diag.Position{}
	for _, s := range l.Suppliers {
		for i, o := range s.Owners.Items {
			held := o.Votes
			if held == nil {
				held = o.Share
			}
			if held != nil && held.Lo > 0.5 && o.Party != s.ID && (l.opts.AsOf.IsZero() || supplier.Within(l.opts.AsOf, o.From, o.To)) {
				above[s.ID], entry[s.ID] = o.Party, s.At(fmt.Sprintf("/owners/%d", i))
			}
		}
	}
	seen := map[string]bool{}
	for _, id := range l.ids {
		var chain []string
		at := id
		for !seen[at] && above[at] != "" {
			seen[at] = true
			chain = append(chain, at)
			at = above[at]
		}
		if i := slices.Index(chain, at); i >= 0 {
			circle := chain[i:]
			first := slices.Min(circle)
			slices.Sort(circle)
			l.warn(entry[first], "ownership/cycle", "check the owners of these parties; a holder outside the circle may be missing",
				"%s control one another in a circle: nobody outside it decides", strings.Join(circle, ", "))
		}
	}
}
