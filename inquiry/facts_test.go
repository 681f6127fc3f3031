// SPDX-License-Identifier: Apache-2.0

package inquiry

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/internal/schema"
	"github.com/kedja/kedja/policies"
	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
)

// allPacks is every built-in pack, those that are off by default too.
func allPacks() []string {
	return []string{"baseline", "cra", "csa2", "dataact", "dora", "eu5g", "eui2841", "ictscs26", "nis2", "nis2art22", "procurement"}
}

var allRules = sync.OnceValues(func() (*policies.Set, error) {
	return policies.Compile(context.Background(), &policies.Options{Packs: allPacks()})
})

func everyRule(t *testing.T) *policies.Set {
	t.Helper()
	set, err := allRules()
	if err != nil {
		t.Fatal(err)
	}
	folders, err := os.ReadDir("../policies/packs")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range folders {
		if !slices.Contains(allPacks(), f.Name()) {
			t.Errorf("the pack %s is not looked at", f.Name())
		}
	}
	return set
}

// bareWorld is a system with one of everything, of which nothing is known.
func bareWorld(t *testing.T) (*kedja.Input, *result.Assessment) {
	t.Helper()
	in := loadedFrom(t, `
id: s
currency: SEK
entity: {id: e}
assets: [{id: a, needs: [p, q]}]
products: [{id: p, supplier: acme, contracts: [k]}, {id: q}]
contracts: [{id: k, supplier: acme}]
incidents: [{id: i/1}]
`)
	open := result.Interval{Lo: 0, Hi: 1}
	a := &result.Assessment{
		AsOf: "2026-06-01T00:00:00Z", Subject: result.Subject{ID: "system:s"},
		Parties:    []result.Party{{ID: "acme", Name: "Acme", Products: []string{"p"}}},
		Products:   []result.Product{{ID: "p", Party: "acme", Kind: "service", SBOM: "p.json", Assets: []string{"a"}}, {ID: "q", Assets: []string{"a"}}},
		Assets:     []result.Asset{{ID: "a"}},
		Components: []result.Component{{ID: "c", Party: "acme"}, {ID: "d"}},
		Control:    []result.Control{{Party: "acme"}},
	}
	a.Components[0].At.File, a.Components[1].At.File = "p.json", "p.json"
	a.Coverage.Components.N = 2
	for _, scope := range []string{"system:s", "asset:a"} {
		for _, basis := range bases() {
			a.Concentration = append(a.Concentration, result.Concentration{Scope: scope, By: "supplier", Basis: basis, HHI: open, Unattributed: open})
		}
	}
	return in, a
}

func bases() []string { return []string{"components", "declared", "spend", "units"} }

// keys are those that rules look for in the mappings of their input.
func keys(t *testing.T, set *policies.Set, name string) []string {
	switch name {
	case "countries":
		return []string{"XA"}
	case "memberships":
		return []string{"eu"}
	case "agreements":
		return []string{"dataProtectionAdequacy", "procurementAccess"}
	case "law":
		return []string{"compelledAssistance", "independentReview"}
	case "indices":
		return []string{"rule-of-law"}
	case "shares":
		return bases()
	case "dimensions":
		return dimensions()
	case "patchDays":
		return []string{"high"}
	case "concentration":
		return []string{"supplier", "owner", "controlCountry"}
	case "supplier", "owner", "controlCountry":
		return bases()
	case "cutSets":
		return []string{"1"}
	case "with":
		return []string{"supplier"}
	case "clauses":
		var out []string
		for key := range set.Words().Clauses {
			out = append(out, key)
		}
		slices.Sort(out)
		return out
	case "evidence":
		return nil // by the entries that rules ask for
	}
	t.Fatalf("which keys has the mapping %s?", name)
	return nil
}

// paths are the facts that an input of the type can hold.
func paths(t *testing.T, set *policies.Set, typ reflect.Type, at string) []string {
	for typ.Kind() == reflect.Pointer || typ.Kind() == reflect.Slice {
		typ = typ.Elem()
	}
	var out []string
	if at != "" {
		out = append(out, at)
	}
	below := func(name string, typ reflect.Type) {
		out = append(out, paths(t, set, typ, strings.TrimPrefix(at+"."+name, "."))...)
	}
	switch typ.Kind() {
	case reflect.Struct:
		for _, f := range schema.Fields(typ) {
			below(f.Name, f.Type)
		}
	case reflect.Map:
		for _, key := range keys(t, set, at[strings.LastIndexByte(at, '.')+1:]) {
			below(key, typ.Elem())
		}
	}
	return out
}

// inputs are what rules of a scope see, and a subject of it in the world.
func inputs() map[string]struct {
	typ     reflect.Type
	subject string
} {
	type input = struct {
		typ     reflect.Type
		subject string
	}
	return map[string]input{
		"component": {reflect.TypeFor[risk.ComponentInput](), "component:c"},
		"supplier":  {reflect.TypeFor[risk.SupplierInput](), "supplier:acme"},
		"product":   {reflect.TypeFor[risk.ProductInput](), "product:p"},
		"asset":     {reflect.TypeFor[risk.AssetInput](), "asset:a"},
		"contract":  {reflect.TypeFor[risk.ContractInput](), "contract:k"},
		"document":  {reflect.TypeFor[risk.DocumentInput](), "document:p.json"},
		"system":    {reflect.TypeFor[risk.SystemInput](), "system:s"},
		"entity":    {reflect.TypeFor[risk.SystemInput](), "entity:e"},
	}
}

// decided are facts that no input lacks, or that none but the records and
// measures themselves decide: nobody can be asked for them.
var decided = regexp.MustCompile(`^(system|assets|lockIn\.(index|dimensions)(\.(lo|hi))?)(\.|$)|^(supplier|product|contract|contracts|asset|entity)\.(id|stated|supplier|supplierName)$` +
	`|^supplier\.(recorded|direct|lookedUp|supportEnded|supportAsked|technical(\..*)?)$|^(component|product)\.(lookedUp|asked|lookup(\..*)?|vulnerabilities(\..*)?)$|^(contracts?)\.clauses$|^(evidence|exposure|countries)$|^incidents(\.[a-zA-Z]+)?$|^(supplier|asset|contract|product|entity)$`)

// askedFor reports whether the fact has a question with a form and a place.
func askedFor(k *asker, subject, fact string) (what string, ok bool) {
	list := k.targets(subject, fact)
	for _, x := range list {
		if x.place.Kind == "" || x.place.Field == "" || x.field.form.Type == "" || strings.HasPrefix(x.field.text, "The fact ") || strings.HasPrefix(x.field.text, "The field ") {
			return x.field.text + " at " + x.place.Kind + " " + x.place.Field, false
		}
	}
	return "nothing", len(list) > 0
}

// TestEveryFactHasAForm: whatever a rule may need, of any pack, and whatever
// its input could lack, has a question with a form and a place.
func TestEveryFactHasAForm(t *testing.T) {
	set := everyRule(t)
	in, a := bareWorld(t)
	k := newAsker(a, in, Options{Rules: set.Rules(), Catalogue: set.Catalogue()})
	seen := 0
	check := func(subject, fact, why string) {
		seen++
		if what, ok := askedFor(k, subject, fact); !ok && !decided.MatchString(fact) {
			t.Errorf("%s of %s, %s: asked is %s", fact, subject, why, what)
		}
	}
	for scope, x := range inputs() {
		for _, fact := range paths(t, set, x.typ, "") {
			check(x.subject, fact, "which the input of scope "+scope+" can lack")
		}
	}
	for _, r := range set.Rules() {
		subject := inputs()[r.Scope].subject
		for _, fact := range r.Needs {
			check(subject, fact, "needed by "+r.ID)
		}
		for _, entry := range r.Asks {
			check(subject, "evidence."+entry, "asked for by "+r.ID)
		}
	}
	for _, f := range schema.Fields(reflect.TypeOf(in.System.Incidents).Elem()) {
		if f.Name != "id" && f.Name != "source" {
			check("entity:e", "incidents.i/1/"+f.Name, "which an incident can lack")
		}
	}
	check("product:q", "supplier", "where nobody is known to supply it")
	check("component:d", "supplier.established", "where nobody is known to supply it")
	check("product:q", "sbom.root", "where it has none")
	if seen < 1000 {
		t.Errorf("only %d facts were looked at", seen)
	}
}

// TestOwnFormTakesEveryFact: the operator's form of a world of which nothing
// is known has a field for whatever the operator can be asked, and passes lint
// as it stands and filled in.
func TestOwnFormTakesEveryFact(t *testing.T) {
	set := everyRule(t)
	in, a := bareWorld(t)
	k := newAsker(a, in, Options{Rules: set.Rules(), Catalogue: set.Catalogue()})
	for scope, x := range inputs() {
		facts := paths(t, set, x.typ, "")
		for _, r := range set.Rules() {
			if r.Scope != scope {
				continue
			}
			for _, entry := range r.Asks {
				facts = append(facts, "evidence."+entry)
			}
		}
		for _, f := range schema.Fields(reflect.TypeOf(in.System.Incidents).Elem()) {
			if f.Name != "id" && f.Name != "source" {
				facts = append(facts, "incidents.i/1/"+f.Name)
			}
		}
		for _, fact := range facts {
			for _, x := range k.targets(x.subject, fact) {
				k.add(x)
			}
		}
	}
	d := &Document{Subject: a.Subject, AsOf: a.AsOf}
	list := k.questionnaires()
	q := &list[len(list)-1]
	files := OwnForm(d, q, in)
	if _, list := checked(t, files, func(s string) string { return s }); list.Err() != nil {
		t.Errorf("as it stands: %v", list.Err())
	}
	if _, list := checked(t, files, func(s string) string { return filled(t, in, q, s) }); list.Err() != nil {
		t.Errorf("filled in: %v", list.Err())
	}
	text := ""
	for _, f := range files {
		text += string(f.Text)
	}
	_, aside, _ := strings.Cut(text, "What is answered elsewhere")
	for i := range q.Questions {
		x := &q.Questions[i]
		loose := strings.Contains(aside, fmt.Sprintf("# %d. %s", i+1, x.Text))
		if want := x.Place.Kind == "SBOM" || x.Place.Kind == "Curation" || strings.HasSuffix(x.Place.Field, "/sbom"); loose != want {
			t.Errorf("question %d, %s: it stands in the comments: %t, not %t", i+1, x.ID, loose, want)
		}
	}
	for i := range list[:len(list)-1] {
		for _, x := range list[i].Questions {
			if x.Place.Kind != "Supplier" {
				t.Errorf("%s is asked for %s", list[i].To, x.ID)
			}
		}
	}
}

var (
	literal = regexp.MustCompile(`"((?:component|supplier|product|asset|contracts?|countries|exposure|entity|concentration|singlePoints|incidents|lockIn|document|sbom|evidence)\.[A-Za-z0-9.:]*)"`)
	// clock is what the clocks of reports name by itself, joined with the
	// incident: "earlyWarningAt".
	clock = regexp.MustCompile(`"(significant|[a-zA-Z]+At)"`)
)

// TestFactsInRulesHaveForms: so has every fact that the text of a rule, scope
// or lib names as undecided or missing.
func TestFactsInRulesHaveForms(t *testing.T) {
	set := everyRule(t)
	in, a := bareWorld(t)
	k := newAsker(a, in, Options{Rules: set.Rules(), Catalogue: set.Catalogue()})
	facts := map[string]string{}
	err := filepath.WalkDir("../policies", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".rego" || strings.HasSuffix(name, "_test.rego") || strings.Contains(name, "testdata") {
			return err
		}
		text, err := os.ReadFile(name)
		for _, m := range literal.FindAllSubmatch(text, -1) {
			facts[strings.TrimSuffix(string(m[1]), ".")] = name
		}
		for _, m := range clock.FindAllSubmatch(text, -1) {
			facts["incidents.i/1/"+string(m[1])] = name
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(facts) < 60 {
		t.Errorf("only %d facts were found", len(facts))
	}
	for fact, name := range facts {
		found, asked := false, ""
		for _, x := range inputs() {
			what, ok := askedFor(k, x.subject, fact)
			found = found || ok
			asked = what
		}
		if !found && !decided.MatchString(fact) {
			t.Errorf("%s, of %s: asked is %s", fact, name, asked)
		}
	}
}

// TestClauseWords holds the words for clauses to the clauses that rules read.
func TestClauseWords(t *testing.T) {
	read := everyRule(t).Words().Clauses
	words := clauseWords()
	for key := range read {
		if words[key] == "" {
			t.Errorf("nothing says what the clause %s is", key)
		}
	}
	for key := range words {
		if read[key] == nil {
			t.Errorf("no rule reads the clause %s", key)
		}
	}
	for _, key := range accessClauses() {
		if read[key] == nil {
			t.Errorf("no rule reads the clause %s", key)
		}
	}
}
