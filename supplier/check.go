// SPDX-License-Identifier: Apache-2.0

package supplier

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
)

// Check reports what is wrong inside the record: values outside their range
// or vocabulary, country codes that do not exist, dates reversed, holdings
// above the whole, a designation without authority or legal basis, sources
// that are named but not described. All problems at once, sorted.
func (s *Supplier) Check() diag.List {
	ds, _ := s.check()
	return ds
}

// check returns beside what is wrong how to make it unknown.
func (s *Supplier) check() (diag.List, rejection) {
	var ds diag.List
	var reject rejection
	c := recordChecker{&s.Origin, &s.Provenance, &ds, &reject}
	c.oneOf("/partyKind", s.Kind, "", "company", "foundation", "person", "state", "community", "public-body", "trust", "fund", "arrangement")
	c.jurisdiction("/jurisdiction", s.Jurisdiction)
	reject.unless(c.country("/established", s.Established), func() { s.Established = "" })
	reject.unless(c.country("/headquarters", s.Headquarters), func() { s.Headquarters = "" })
	reject.unless(c.dates("/dissolutionDate", s.Founded, s.Dissolved), func() { s.Founded, s.Dissolved = Date{}, Date{} })
	c.provenance()
	c.sites(s)
	c.owners(s)
	for i, x := range s.StateLinks.Items {
		at := fmt.Sprintf("/stateLinks/%d", i)
		c.oneOf(at+"/kind", x.Kind, RightGoldenShare, RightBoard, "subsidy", "military", "intelligence-duty")
		good := c.country(at+"/country", x.Country)
		good = c.dates(at+"/to", x.From, x.To) && good
		reject.unless(good, func() { strike(c.at, "/stateLinks", &s.StateLinks, i, nil) })
		c.source(at+"/source", x.Source)
	}
	c.subcontractors(s)
	for i, x := range s.Relations.Items {
		at := fmt.Sprintf("/relations/%d", i)
		reject.unless(c.dates(at+"/to", x.From, x.To), func() { strike(c.at, "/relations", &s.Relations, i, nil) })
		c.source(at+"/source", x.Source)
	}
	for i, x := range s.Certificates.Items {
		at := fmt.Sprintf("/certificates/%d", i)
		c.dates(at+"/validTo", x.ValidFrom, x.ValidTo)
		c.source(at+"/source", x.Source)
	}
	c.practices(s)
	c.designations(s)
	for i, x := range s.Incidents.Items {
		at := fmt.Sprintf("/incidents/%d", i)
		c.oneOf(at+"/state", x.State, "alleged", "confirmed", "refuted")
		c.source(at+"/source", x.Source)
	}
	if m := s.UnlistedHolderMax; m != nil && (*m < 0 || *m > 1) {
		c.add("/unlistedHolderMax", "supplier/share-range", fmt.Sprintf("%g is outside 0..1", *m), "write a share: 0.05 is five per cent")
		reject.unless(false, func() { s.UnlistedHolderMax = nil })
	}
	ds.Sort()
	return ds, reject
}

// Check reports country codes that do not exist, indices that are no
// percentiles, and concerns without authority.
func (k *Country) Check() diag.List {
	ds, _ := k.check()
	return ds
}

// check returns beside what is wrong how to make it unknown.
func (k *Country) check() (diag.List, rejection) {
	var ds diag.List
	var reject rejection
	c := recordChecker{&k.Origin, &k.Provenance, &ds, &reject}
	c.country("/code", k.Code)
	c.provenance()
	for _, name := range slices.Sorted(maps.Keys(k.Indices)) {
		if x := k.Indices[name]; x < 0 || x > 100 {
			c.add("/indices/"+name, "supplier/percentile", fmt.Sprintf("%g is outside 0..100", x), "indices are percentiles: 0 the lowest, 100 the highest")
			reject.unless(false, func() { delete(k.Indices, name) })
		}
	}
	for i, x := range k.Concern.Items {
		at := fmt.Sprintf("/concern/%d", i)
		if !says(x.Authority) || !says(x.LegalRef) || x.From.IsZero() {
			c.add(at, "supplier/concern-source", "a concern needs authority, legalBasis and from: kedja states none itself",
				"add the act it comes from, or remove it")
			reject.unless(false, func() { strike(c.at, "/concern", &k.Concern, i, nil) })
		}
		c.dates(at+"/to", x.From, x.To)
		c.source(at+"/source", x.Source)
	}
	ds.Sort()
	return ds, reject
}

// Check reports a curation that can decide nothing: a pattern that is no
// package URL, or no party.
func (k *Curation) Check() diag.List {
	var ds diag.List
	c := recordChecker{&k.Origin, &k.Provenance, &ds, new(rejection)}
	c.provenance()
	if remedy := badPattern(k.PURL); remedy != "" {
		c.add("/purl", "supplier/pattern", "the pattern "+k.PURL+" matches no package URL", remedy)
	}
	ds.Sort()
	return ds
}

// badPattern says how to mend a pattern that no package URL can match, ""
// where it is well formed.
func badPattern(p string) string {
	rest, ok := strings.CutPrefix(p, "pkg:")
	switch {
	case !ok:
		return "begin it with pkg:TYPE/"
	case strings.Contains(strings.TrimSuffix(p, "*"), "*"):
		return "write * at the end only, where it stands for any rest"
	case !strings.Contains(rest, "/") && !strings.HasSuffix(rest, "*"):
		return "write pkg:TYPE/NAME, or pkg:TYPE/* for all of a type"
	case strings.HasSuffix(rest, "/"):
		return "write " + p + "* for all that is below it"
	case namesNoPackage(rest):
		return "write " + p + "/* for all that is below it"
	}
	return ""
}

// namesNoPackage reports whether the pattern, taken as a whole, is only the
// namespace of packages: an npm scope, a Maven group, an owner on a code host.
func namesNoPackage(rest string) bool {
	typ, name, _ := strings.Cut(rest, "/")
	if strings.HasSuffix(name, "*") || strings.Contains(name, "/") {
		return false
	}
	switch strings.ToLower(typ) {
	case "npm":
		return strings.HasPrefix(name, "@") || strings.HasPrefix(name, "%40")
	case "maven", "github", "gitlab", "bitbucket":
		return true
	}
	return false
}

type recordChecker struct {
	at *Origin
	p  *Provenance
	ds *diag.List

	reject *rejection
}

func (c recordChecker) add(pointer, code, message, remedy string) {
	c.ds.Add(diag.Diagnostic{Code: code, Position: c.at.At(pointer), Message: message, Remedy: remedy})
}

func (c recordChecker) warn(pointer, code, message, remedy string) {
	c.ds.Add(diag.Diagnostic{Severity: diag.Warning, Code: code, Position: c.at.At(pointer), Message: message, Remedy: remedy})
}

// country, as the other checks of one value, reports whether it may be used.
func (c recordChecker) country(pointer, code string) bool {
	if code == "" || ValidCountry(code) {
		return true
	}
	remedy := "write the two capital letters, as SE; XA to XZ are free for fictional countries"
	if meant := meantCountry(code); meant != "" {
		remedy = "did you mean " + meant + "?"
	}
	c.add(pointer, "supplier/country-code", fmt.Sprintf("%q is not an ISO 3166-1 alpha-2 code", code), remedy)
	return false
}

func (c recordChecker) jurisdiction(pointer, code string) {
	if code != "" && !ValidJurisdiction(code) {
		c.add(pointer, "supplier/country-code", fmt.Sprintf("%q is neither an ISO 3166-1 alpha-2 code nor a part of a country by ISO 3166-2", code),
			"write SE, or US-DE for a part of a country with law of its own")
	}
}

func (c recordChecker) oneOf(pointer, value string, allowed ...string) {
	if slices.Contains(allowed, value) {
		return
	}
	known := slices.DeleteFunc(slices.Clone(allowed), func(s string) bool { return s == "" })
	remedy := "correct it; what is not listed here no rule can use"
	if s := diag.Closest(value, known); s != "" {
		remedy = "did you mean " + s + "?"
	}
	c.add(pointer, "supplier/vocabulary", fmt.Sprintf("%q is not one of %s", value, strings.Join(known, ", ")), remedy)
}

func (c recordChecker) unit(pointer string, r *Range) bool {
	if r != nil && (r.Lo < 0 || r.Hi > 1) {
		c.add(pointer, "supplier/share-range", r.String()+" is outside 0..1", "write a share: 0.62 is sixty-two per cent")
		return false
	}
	return true
}

func (c recordChecker) notNegative(pointer string, x *float64) bool {
	if x != nil && *x < 0 {
		c.add(pointer, "supplier/negative", Exact(*x).String()+" is negative", "leave the field out if it is unknown")
		return false
	}
	return true
}

func (c recordChecker) dates(pointer string, from, to Date) bool {
	if !from.IsZero() && !to.IsZero() && to.Before(from.Time) {
		c.add(pointer, "supplier/dates-reversed", fmt.Sprintf("%s is before %s, when it began", to, from), "exchange the two dates, or correct one")
		return false
	}
	return true
}

// provenance checks what the record says of its sources.
func (c recordChecker) provenance() {
	p := c.p
	tlp := []string{"", "CLEAR", "GREEN", "AMBER", "AMBER_AND_STRICT", "RED"}
	confidence := []string{"", "low", "moderate", "high"}
	c.oneOf("/tlp", p.TLP, tlp...)
	c.oneOf("/confidence", p.Confidence, confidence...)
	c.source("/source", p.Source)
	for _, field := range slices.Sorted(maps.Keys(p.SourcesOf)) {
		c.source("/sourcesOf/"+escape(field), p.SourcesOf[field])
	}
	for _, field := range slices.Sorted(maps.Keys(p.Validity)) {
		v := p.Validity[field]
		c.dates("/validity/"+escape(field)+"/to", v.From, v.To)
	}
	for _, id := range slices.Sorted(maps.Keys(p.Sources)) {
		s, at := p.Sources[id], "/sources/"+escape(id)
		if s == nil {
			continue
		}
		c.oneOf(at+"/tlp", s.TLP, tlp...)
		c.oneOf(at+"/confidence", s.Confidence, confidence...)
		c.oneOf(at+"/grade", s.Grade, "", "self-declared", "with-proof", "third-party", "certified", "own-audit")
		c.oneOf(at+"/provenance", s.Provenance, "", "primary", "secondary", "inferred", "unverified")
		c.dates(at+"/retrieved", s.Date, s.Retrieved)
	}
}

// escape writes a name as a part of a JSON pointer (RFC 6901).
func escape(name string) string {
	return strings.ReplaceAll(strings.ReplaceAll(name, "~", "~0"), "/", "~1")
}

func (c recordChecker) source(pointer, id string) {
	if id == "" {
		return
	}
	if _, ok := c.p.Sources[id]; ok {
		return
	}
	remedy := "add it with title, url and retrieved"
	if s := diag.Closest(id, slices.Sorted(maps.Keys(c.p.Sources))); s != "" {
		remedy = "did you mean " + s + "?"
	}
	c.ds.Add(diag.Diagnostic{
		Severity: diag.Warning, Code: "supplier/unknown-source", Position: c.at.At(pointer),
		Message: "the source " + id + " is not described under sources", Remedy: remedy,
	})
}
