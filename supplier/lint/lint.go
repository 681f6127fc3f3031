// SPDX-License-Identifier: Apache-2.0

// Package lint looks for what is probably a mistake in the records of
// suppliers and countries, of systems, curations and evidence: sources that are
// missing, stale or of no use, references to nothing, identifiers whose
// check digits are wrong, certificates that have run out, owners in a circle.
//
// All of it are warnings: the records can be used. What makes a record
// unusable its own Check reports, and [supplier.NewCatalog] what two records
// contradict each other in.
package lint

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
)

// DefaultStaleMonths is after how many months a source is taken for stale
// where nobody says otherwise. The number is a habit of offices that review
// suppliers every second year, not a rule of law.
const DefaultStaleMonths = 24

// Records are what is looked at together.
type Records struct {
	Suppliers []*supplier.Supplier
	Countries []*supplier.Country
	Curations []*supplier.Curation
	Evidence  []*system.Evidence

	// System is what evidence may speak of; nil leaves open which assets,
	// products and contracts there are.
	System *system.System
	// Documents are the SBOMs that curations decide about; none leaves open
	// whether they do.
	Documents []*sbom.Document
}

// Options configures [Check]; nil means the defaults.
type Options struct {
	// AsOf is the day of the look. Zero leaves out what depends on it.
	AsOf time.Time
	// StaleMonths is after how many months a source is stale. Default 0 is
	// [DefaultStaleMonths]; below 0 none ever is.
	StaleMonths int
	// Entry reports whether a catalogue has the entry. Default nil: entries
	// are not looked up.
	Entry func(id string) bool
	// Clauses are the keys of contracts' clauses, and Sectors the sectors of
	// entities, that rules read. Default nil: they are not looked at.
	Clauses, Sectors []string
	// Classes are the classes of assets that the catalogues have. Default nil:
	// they are not looked at. [Deciding] alone does.
	Classes []string
}

// Check returns the warnings, sorted by place.
func Check(r Records, opts *Options) diag.List {
	l := linter{Records: r, parties: map[string]bool{}}
	if opts != nil {
		l.opts = *opts
	}
	l.opts.StaleMonths = cmp.Or(l.opts.StaleMonths, DefaultStaleMonths)
	l.names()
	for _, s := range r.Suppliers {
		l.supplier(s)
	}
	for _, k := range r.Countries {
		l.country(k)
	}
	deciding := l.deciding()
	for _, k := range r.Curations {
		l.curation(k, deciding[k])
	}
	for _, e := range r.Evidence {
		l.evidence(e)
	}
	l.words()
	if s := l.System; s != nil {
		for i, p := range s.Products {
			l.future(s.At(fmt.Sprintf("/products/%d/exitPlan/testedOn", i)), p.ExitPlan.TestedOn, "the test of the exit plan of "+p.ID)
		}
		l.retrieved(&s.Origin, &s.Provenance)
	}
	l.identifiers()
	l.circles()
	l.ds.Sort()
	return l.ds
}

type linter struct {
	Records
	opts    Options
	ds      diag.List
	parties map[string]bool   // ids of Supplier records
	byName  map[string]string // folded name → id
	ids     []string          // of Supplier records, sorted
}

func (l *linter) warn(at diag.Position, code, remedy, format string, args ...any) {
	l.ds.Add(diag.Diagnostic{Severity: diag.Warning, Code: code, Position: at, Message: fmt.Sprintf(format, args...), Remedy: remedy})
}

// supplier looks at one party.
func (l *linter) supplier(s *supplier.Supplier) {
	l.grounds(&s.Origin, &s.Provenance, supplierFacts(s))
	for i, o := range s.Owners.Items {
		l.party(s.At(fmt.Sprintf("/owners/%d/party", i)), o.Party, "an owner of "+s.ID)
	}
	for i, x := range s.Subcontractors.Items {
		l.party(s.At(fmt.Sprintf("/subcontractors/%d/party", i)), x.Party, "a subcontractor of "+s.ID)
	}
	for i, x := range s.Relations.Items {
		l.party(s.At(fmt.Sprintf("/relations/%d/party", i)), x.Party, "a relation of "+s.ID)
	}
	l.owners(s)
	l.persons(s)
	l.emptyNames(s)
	if !l.opts.AsOf.IsZero() {
		l.expired(s)
	}
}

// expired looks for what the day of the look has passed.
func (l *linter) expired(s *supplier.Supplier) {
	for i, x := range s.Incidents.Items {
		l.future(s.At(fmt.Sprintf("/incidents/%d/date", i)), x.Date, "an incident of "+s.ID)
	}
	for i, c := range s.Certificates.Items {
		if !supplier.Within(l.opts.AsOf, supplier.Date{}, c.ValidTo) {
			l.warn(s.At(fmt.Sprintf("/certificates/%d/validTo", i)), "lint/expired-certificate", "ask for its renewal, or remove it: rules no longer see it",
				"the certificate %s ran out on %s", c.Scheme, c.ValidTo)
		}
	}
	for i, x := range s.Incidents.Items {
		if !supplier.Within(l.opts.AsOf, supplier.Date{}, x.ReviewBy) {
			l.warn(s.At(fmt.Sprintf("/incidents/%d/reviewBy", i)), "lint/review-due", "review it and set the next date",
				"the incident of %s was to be reviewed by %s", x.Date, x.ReviewBy)
		}
	}
	if !supplier.Within(l.opts.AsOf, supplier.Date{}, s.Dissolved) {
		l.warn(s.At("/dissolutionDate"), "lint/dissolved", "name its successor where it still stands for products",
			"%s was dissolved on %s", s.ID, s.Dissolved)
	}
}

// future looks for what is said to have happened after the day of the look.
func (l *linter) future(at diag.Position, day supplier.Date, what string) {
	if !l.opts.AsOf.IsZero() && day.After(l.opts.AsOf) {
		l.warn(at, "lint/future", "correct the date, or look on a later day with --as-of", "%s is of %s, which is yet to come", what, day)
	}
}

// retrieved looks for sources that were read on a day to come.
func (l *linter) retrieved(o *supplier.Origin, p *supplier.Provenance) {
	for _, id := range slices.Sorted(maps.Keys(p.Sources)) {
		if s := p.Sources[id]; s != nil {
			l.future(o.At("/sources/"+escape(id)+"/retrieved"), s.Retrieved, "the reading of the source "+id)
		}
	}
}

// emptyNames looks for names that name nobody.
func (l *linter) emptyNames(s *supplier.Supplier) {
	say := func(name, pointer string) {
		if strings.TrimSpace(name) != "" && supplier.FoldName(name) == "" {
			l.warn(s.At(pointer), "lint/empty-name", "remove it", "the name %q names nobody: no SBOM is matched by it", name)
		}
	}
	say(s.Name, "/name")
	say(s.LegalName, "/legalName")
	for i, name := range s.Aliases {
		say(name, fmt.Sprintf("/aliases/%d", i))
	}
	for i, name := range s.FormerNames {
		say(name, fmt.Sprintf("/formerNames/%d", i))
	}
}
