// SPDX-License-Identifier: Apache-2.0

package supplier

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"github.com/kedja/kedja/diag"
)

// ValidCountry reports whether code is an ISO 3166-1 alpha-2 code in upper
// case: an assigned one, or a user-assigned one (AA, QM-QZ, XA-XZ, ZZ), which
// fictional countries use.
func ValidCountry(code string) bool {
	if len(code) != 2 || strings.ToUpper(code) != code {
		return false
	}
	switch {
	case code == "AA", code == "ZZ", code[0] == 'X', code[0] == 'Q' && code[1] >= 'M':
		return true
	}
	r, err := language.ParseRegion(code)
	return err == nil && r.IsCountry() && r.String() == code && r.Canonicalize() == r
}

// Check reports what is wrong inside the record: values outside their range
// or vocabulary, country codes that do not exist, holdings above the whole, a
// designation without authority or legal basis, sources that are named but
// not described. All problems at once, sorted.
func (s *Supplier) Check() diag.List {
	var ds diag.List
	c := recordChecker{&s.Origin, &s.Provenance, &ds}
	c.country("/established", s.Established)
	c.country("/headquarters", s.Headquarters)
	c.source("/source", s.Source)
	for field, id := range s.SourcesOf {
		c.source("/sourcesOf/"+field, id)
	}
	for i, x := range s.Sites.Items {
		at := fmt.Sprintf("/sites/%d", i)
		c.oneOf(at+"/kind", x.Kind, "manufacture", "development", "support", "hosting")
		c.country(at+"/country", x.Country)
		c.unit(at+"/share", x.Share)
		c.source(at+"/source", x.Source)
	}
	c.sites(s)
	c.owners(s)
	for i, x := range s.StateLinks.Items {
		at := fmt.Sprintf("/stateLinks/%d", i)
		c.oneOf(at+"/kind", x.Kind, "golden-share", "board", "subsidy", "military", "intelligence-duty")
		c.country(at+"/country", x.Country)
		c.source(at+"/source", x.Source)
	}
	c.designations(s)
	for i, x := range s.Incidents.Items {
		at := fmt.Sprintf("/incidents/%d", i)
		c.oneOf(at+"/state", x.State, "alleged", "confirmed", "refuted")
		c.source(at+"/source", x.Source)
	}
	for i, x := range s.Subcontractors.Items {
		c.unit(fmt.Sprintf("/subcontractors/%d/share", i), x.Share)
	}
	if m := s.UnlistedHolderMax; m != nil && (*m < 0 || *m > 1) {
		c.errorf("/unlistedHolderMax", "supplier/share-range", "%g is outside 0..1", *m)
	}
	ds.Sort()
	return ds
}

// Check reports country codes that do not exist and concerns without
// authority.
func (k *Country) Check() diag.List {
	var ds diag.List
	c := recordChecker{&k.Origin, &k.Provenance, &ds}
	c.country("/code", k.Code)
	for name, x := range k.Indices {
		if x < 0 || x > 100 {
			c.errorf("/indices/"+name, "supplier/percentile", "%g is outside 0..100", x)
		}
	}
	for i, x := range k.Concern.Items {
		if x.Authority == "" || x.LegalRef == "" {
			c.errorf(fmt.Sprintf("/concern/%d", i), "supplier/concern-source", "a concern needs the authority that stated it and its legal basis: kedja states none itself")
		}
	}
	ds.Sort()
	return ds
}

type recordChecker struct {
	at *Origin
	p  *Provenance
	ds *diag.List
}

func (c recordChecker) errorf(pointer, code, format string, args ...any) {
	c.ds.Errorf(code, c.at.At(pointer), format, args...)
}

func (c recordChecker) country(pointer, code string) {
	if code != "" && !ValidCountry(code) {
		c.errorf(pointer, "supplier/country-code", "%q is not an ISO 3166-1 alpha-2 code", code)
	}
}

func (c recordChecker) oneOf(pointer, value string, allowed ...string) {
	if !slices.Contains(allowed, value) {
		c.errorf(pointer, "supplier/vocabulary", "%q is not one of %s", value, strings.Join(allowed, ", "))
	}
}

func (c recordChecker) unit(pointer string, r *Range) {
	if r != nil && (r.Lo < 0 || r.Hi > 1) {
		c.errorf(pointer, "supplier/share-range", "[%g, %g] is outside 0..1", r.Lo, r.Hi)
	}
}

func (c recordChecker) source(pointer, id string) {
	if id == "" {
		return
	}
	if _, ok := c.p.Sources[id]; !ok {
		c.ds.Add(diag.Diagnostic{
			Severity: diag.Warning, Code: "supplier/unknown-source", Position: c.at.At(pointer),
			Message: "the source " + id + " is not described under sources", Remedy: "add it with title and retrieved date",
		})
	}
}

func (c recordChecker) sites(s *Supplier) {
	sums := map[string]float64{}
	for i, x := range s.Sites.Items {
		if x.Share == nil {
			continue
		}
		before := sums[x.Kind]
		if sums[x.Kind] += x.Share.Lo; sums[x.Kind] > 1+1e-9 && before <= 1+1e-9 {
			c.errorf(fmt.Sprintf("/sites/%d/share", i), "supplier/shares-over-1", "the shares of the sites of kind %s add up to %g or more, above the whole", x.Kind, sums[x.Kind])
		}
	}
}

func (c recordChecker) owners(s *Supplier) {
	var share, votes float64
	for i, o := range s.Owners.Items {
		at := fmt.Sprintf("/owners/%d", i)
		c.unit(at+"/share", o.Share)
		c.unit(at+"/votes", o.Votes)
		c.source(at+"/source", o.Source)
		if cc, ok := strings.CutPrefix(o.Party, "state:"); ok {
			c.country(at+"/party", cc)
		}
		if !o.To.IsZero() {
			continue // past holdings and future ones do not add up
		}
		if o.Share != nil {
			share += o.Share.Lo
		}
		if o.Votes != nil {
			votes += o.Votes.Lo
		}
	}
	for what, sum := range map[string]float64{"shares": share, "votes": votes} {
		if sum > 1+1e-9 {
			c.errorf("/owners", "supplier/shares-over-1", "the %s of the owners of %s add up to %g, more than the whole", what, s.ID, sum)
		}
	}
}

func (c recordChecker) designations(s *Supplier) {
	for i, d := range s.Designations.Items {
		at := fmt.Sprintf("/designations/%d", i)
		c.oneOf(at+"/status", d.Status, "high-risk", "restricted", "excluded", "exempted", "cleared", "suspended", "annulled")
		if d.Authority == "" || d.LegalRef == "" || d.From.IsZero() {
			c.errorf(at, "supplier/designation-source", "a designation needs authority, legalBasis and from: only an act of an authority makes one")
		}
		c.source(at+"/source", d.Source)
	}
}
