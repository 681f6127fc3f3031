// SPDX-License-Identifier: Apache-2.0

package triage

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/vuln"
	"github.com/kedja/kedja/vuln/vex"
)

// state applies statements to the outcomes, adds what they say is affected and
// no source knew of, and says which acted on nothing.
func state(components []Component, out []Outcome, o Options, ds *diag.List) {
	set := vex.NewSet(o.AsOf, o.Statements...)
	for i := range out {
		for j := range out[i].Known {
			apply(set, components[i].Places, &out[i].Known[j])
		}
	}
	unused := set.Unused(asked(components, out))
	added := map[*vex.Statement]bool{}
	names := byName(components)
	for _, u := range unused {
		if u.Reason == vex.VulnerabilityNotFound && (u.Status == vex.Affected || u.Status == vex.UnderInvestigation) {
			added[u.Statement] = only(set, u.Statement, names, components, out)
		}
	}
	idle(slices.DeleteFunc(unused, func(u vex.Unused) bool { return added[u.Statement] }), ds)
}

// apply writes what statements say of a vulnerability of a component into it.
// It may be in several places: the status is the worst of them, and a place of
// which nobody stated anything leaves it open.
func apply(set *vex.Set, places []Place, k *vuln.Known) {
	names := k.Names()
	var verdicts []vex.Verdict
	silent := false
	for _, p := range places {
		v := set.Of(p.Thing, p.Products, names...)
		if v.Status == vex.Unknown {
			silent = true
			continue
		}
		verdicts = append(verdicts, v)
	}
	if len(verdicts) == 0 {
		return
	}
	k.Status, k.Justification, k.Statements = "", "", nil
	for _, v := range verdicts {
		if worse := k.Status.Worse(vuln.Status(v.Status)); worse != k.Status {
			k.Status, k.Justification = worse, string(v.Justification)
		}
		k.Disagree = k.Disagree || v.Conflict
		for _, a := range v.Applied {
			k.Statements = append(k.Statements, remark(a.Statement))
		}
	}
	k.Statements = distinct(k.Statements)
	if silent && !k.Status.Open() {
		k.Status, k.Justification = "", ""
	}
}

func remark(s *vex.Statement) vuln.Remark {
	when := s.LastUpdated
	if when.IsZero() {
		when = s.Timestamp
	}
	r := vuln.Remark{Author: opaque(s.Author), Status: vuln.Status(s.Status), At: s.Position}
	if !when.IsZero() {
		r.Date = when.UTC().Format(time.RFC3339)
	}
	return r
}

// opaque leaves out authors that are an address of a person, whose name is
// nobody's business here.
func opaque(author string) string {
	if strings.Contains(author, "@") && !strings.Contains(author, "://") {
		return "a person"
	}
	return author
}

// distinct drops remarks that are listed twice, because the component is in
// several places.
func distinct(list []vuln.Remark) []vuln.Remark {
	var out []vuln.Remark
	for _, r := range list {
		if !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	return out
}

func asked(components []Component, out []Outcome) []vex.Asked {
	var list []vex.Asked
	for i := range components {
		var names [][]string
		for j := range out[i].Known {
			names = append(names, out[i].Known[j].Names())
		}
		for _, p := range components[i].Places {
			list = append(list, vex.Asked{Component: p.Thing, Products: p.Products, Vulnerabilities: names})
		}
	}
	return list
}

// byName finds components by the name in their package URL.
func byName(components []Component) map[string][]int {
	out := map[string][]int{}
	for i := range components {
		for _, p := range components[i].Places {
			for _, n := range purlNames(p.Thing.PURLs) {
				if list := out[n]; len(list) == 0 || list[len(list)-1] != i {
					out[n] = append(out[n], i)
				}
			}
		}
	}
	return out
}

// purlNames are the names in package URLs, folded, good enough to choose whom
// to ask about.
func purlNames(purls []string) []string {
	var out []string
	for _, s := range purls {
		s, _, _ = strings.Cut(s, "?")
		s, _, _ = strings.Cut(s, "#")
		s = s[strings.LastIndexByte(s, '/')+1:]
		if at := strings.LastIndexByte(s, '@'); at > 0 {
			s = s[:at]
		}
		out = append(out, strings.ToLower(s))
	}
	return out
}

// only adds a vulnerability that a statement says a component has, or may have,
// and that no source knew of. It reports whether it found the component.
func only(set *vex.Set, s *vex.Statement, names map[string][]int, components []Component, out []Outcome) bool {
	found := false
	seen := map[int]bool{}
	for i := range s.Products {
		for _, n := range purlNames(s.Products[i].PURLs) {
			for _, c := range names[n] {
				if seen[c] {
					continue
				}
				seen[c] = true
				k := vuln.Known{Found: vuln.Found{ID: s.Vulnerability.ID, Aliases: slices.Clone(s.Vulnerability.Aliases)}, Sources: []string{s.Position.File}}
				if apply(set, components[c].Places, &k); k.Status != "" && k.Status.Open() {
					out[c].Known = unite(append(out[c].Known, k))
					found = true
				}
			}
		}
	}
	return found
}

// idleWords say why statements acted on nothing.
var idleWords = map[vex.Reason][2]string{
	vex.LaterThanAsOf:         {"were made after the date of the assessment", "assess at a later date, or leave them out"},
	vex.Superseded:            {"are of an earlier version of their document", "leave the earlier version out"},
	vex.NoVulnerability:       {"name no vulnerability", "ask their author"},
	vex.NoProduct:             {"name no product", "ask their author"},
	vex.NoIdentifier:          {"name their products by nothing that an SBOM has", "ask their author for package URLs or hashes"},
	vex.ProductNotFound:       {"are about products that the SBOMs do not have", "compare the package URLs of both"},
	vex.OtherVersion:          {"are about other versions of components", "ask for statements about the versions in use"},
	vex.ProductPossible:       {"may be about components, which leave open what the statements ask for", "state version and qualifiers in the SBOM"},
	vex.VulnerabilityNotFound: {"are about vulnerabilities that were not found in their products", ""},
}

// idle says, by document, how many statements acted on nothing and why.
func idle(unused []vex.Unused, ds *diag.List) {
	type key struct {
		file   string
		reason vex.Reason
	}
	first := map[key]*vex.Statement{}
	count := map[key]int{}
	for _, u := range unused {
		k := key{u.Position.File, u.Reason}
		if f := first[k]; f == nil || u.Position.Compare(f.Position) < 0 {
			first[k] = u.Statement
		}
		count[k]++
	}
	for k, s := range first {
		words := idleWords[k.reason]
		severity := diag.Warning
		if k.reason == vex.VulnerabilityNotFound || k.reason == vex.Superseded {
			severity = diag.Info
		}
		subject := fmt.Sprintf("%d statements (VEX) %s", count[k], cmp.Or(words[0], string(k.reason)))
		if count[k] == 1 {
			subject = "1 statement (VEX) of those that " + cmp.Or(words[0], string(k.reason))
		}
		ds.Add(diag.Diagnostic{
			Severity: severity, Code: "vex/" + string(k.reason), Position: s.Position,
			Message: fmt.Sprintf("%s; the first is of %s", subject, cmp.Or(s.Vulnerability.ID, "no vulnerability")), Remedy: words[1],
		})
	}
}
