// SPDX-License-Identifier: Apache-2.0

package lint

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
)

// knownFacts are the facts on countries that measures and the shipped rules
// read, by group.
func knownFacts(group string) []string {
	switch group {
	case "memberships":
		return []string{"eu", "eea", "nato", "gpa"}
	case "agreements":
		return []string{"dataProtectionAdequacy", "dataProtectionAdequacyPartial", "securityInformation", "procurementAccess", "budapestConvention"}
	case "law":
		return []string{"compelledAssistance", "independentReview", "extraterritorial"}
	}
	return nil
}

// country looks at one country.
func (l *linter) country(k *supplier.Country) {
	l.grounds(&k.Origin, &k.Provenance, countryFacts(k))
	for _, f := range countryFacts(k) {
		known := knownFacts(f.group)
		if known == nil || slices.Contains(known, f.key) {
			continue
		}
		if s := diag.Closest(f.key, known); s != "" {
			l.warn(k.At(f.pointer), "lint/unknown-fact", "did you mean "+s+"?", "no rule that is shipped reads %s", f.words())
		}
	}
}

// curation looks at one decision of a person. decides says whether it is one
// about a component of the SBOMs.
func (l *linter) curation(k *supplier.Curation, decides bool) {
	l.ds = append(l.ds, k.Check()...)
	l.party(k.At("/party"), k.Party, "the party of the curation "+k.ID)
	if k.Reason == "" || k.Author == "" {
		l.warn(k.At("/id"), "lint/curation-reason", "add reason and author", "the curation %s does not say who decided, and why", k.ID)
	}
	if len(l.Documents) > 0 && !decides {
		l.warn(k.At("/purl"), "lint/idle-curation", "correct the pattern, or remove the curation",
			"the curation %s decides nothing: no component of the SBOMs given has a package URL that %s is the longest pattern for", k.ID, k.PURL)
	}
}

// deciding finds, once for all curations, those that decide about a
// component: each is made a party of its own for the purpose.
func (l *linter) deciding() map[*supplier.Curation]bool {
	out := map[*supplier.Curation]bool{}
	byParty := map[string]*supplier.Curation{}
	var probes []*supplier.Curation
	for i, k := range l.Curations {
		party := fmt.Sprint("curation:", i)
		byParty[party] = k
		probes = append(probes, &supplier.Curation{ID: party, PURL: k.PURL, Party: party})
	}
	catalog, _ := supplier.NewCatalog(nil, nil, probes, nil)
	for _, d := range l.Documents {
		attributions, _ := catalog.Attribute(d)
		for _, a := range attributions {
			if a.Step == supplier.ByCuration {
				out[byParty[a.Party]] = true
			}
		}
	}
	return out
}

// evidence looks at one answer of a person.
func (l *linter) evidence(e *system.Evidence) {
	l.grounds(&e.Origin, &e.Provenance, nil)
	l.answer(e)
	if !e.Date.IsZero() && !e.Until.IsZero() && e.Until.Before(e.Date.Time) {
		l.warn(e.At("/until"), "supplier/dates-reversed", "exchange the two dates, or correct one", "%s is before %s, when it began", e.Until, e.Date)
	}
	if at := l.opts.AsOf; !at.IsZero() && !supplier.Within(at, supplier.Date{}, e.Until) {
		l.warn(e.At("/until"), "lint/expired-evidence", "assess again, or remove it: rules no longer see it", "the evidence for %s ran out on %s", e.Entry, e.Until)
	}
	l.subject(e)
}

// answer looks for evidence that no rule reads.
func (l *linter) answer(e *system.Evidence) {
	_, open := e.Positions["/state"]
	if open = open && e.State == ""; !open && !slices.Contains([]string{"met", "partly", "notMet"}, e.State) {
		l.warn(e.At("/state"), "lint/evidence-state", "write met, partly or notMet", "no rule reads the state %q", e.State)
	}
	if l.opts.Entry != nil && !l.opts.Entry(e.Entry) {
		l.warn(e.At("/entry"), "lint/unknown-entry", "correct it; entries of packs of your own are not looked at here",
			"no catalogue has the entry %s", e.Entry)
	}
}

// subject looks for evidence about nothing.
func (l *linter) subject(e *system.Evidence) {
	if e.Subject == "" {
		return
	}
	kind, id, _ := strings.Cut(e.Subject, ":")
	known, decided := l.subjects(kind)
	if known == nil {
		remedy := "write it as KIND:ID, as in supplier:acme"
		if s := diag.Closest(kind, subjectKinds[:]); s != "" {
			remedy = "did you mean " + s + ":" + id + "?"
		}
		l.warn(e.At("/subject"), "lint/unknown-subject", remedy, "%s is no subject", e.Subject)
		return
	}
	if !decided || known[id] || slices.ContainsFunc(opaque[:], func(p string) bool { return strings.HasPrefix(id, p) }) {
		return
	}
	remedy := "correct it, or add the record"
	if s := diag.Closest(id, slices.Sorted(maps.Keys(known))); s != "" {
		remedy = "did you mean " + kind + ":" + s + "?"
	}
	l.warn(e.At("/subject"), "lint/unknown-subject", remedy, "the evidence is about %s, which is not there", e.Subject)
}

var subjectKinds = [...]string{"component", "product", "supplier", "owner", "country", "asset", "entity", "contract", "bid", "system"}

// subjects returns the ids of a kind of subject, nil for what is none, and
// whether they are all there are.
func (l *linter) subjects(kind string) (ids map[string]bool, decided bool) {
	if !slices.Contains(subjectKinds[:], kind) {
		return nil, false
	}
	ids, decided = map[string]bool{}, l.System != nil
	if kind == "supplier" || kind == "owner" {
		maps.Copy(ids, l.parties)
	}
	s := l.System
	if s == nil {
		return ids, false
	}
	switch kind {
	case "supplier", "owner":
		for _, p := range s.Products {
			ids[p.Supplier] = true
			for _, x := range p.Services {
				ids[x.Party] = true
			}
		}
		for _, o := range l.Suppliers {
			for _, x := range o.Owners.Items {
				ids[x.Party] = true
			}
		}
	case "product":
		for _, p := range s.Products {
			ids[p.ID] = true
		}
	case "asset":
		for _, a := range s.Assets {
			ids[a.ID] = true
		}
		if len(s.Assets) == 0 {
			ids[system.MainAsset] = true
		}
	case "contract":
		for _, k := range s.Contracts {
			ids[k.ID] = true
		}
	case "entity":
		ids[s.Entity.ID] = true
	case "system":
		ids[s.ID] = true
	default:
		return ids, false // components and bids are not records; countries need none
	}
	return ids, decided
}
