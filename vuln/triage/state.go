// SPDX-License-Identifier: Apache-2.0

package triage

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/vuln"
	"github.com/kedja/kedja/vuln/internal/alias"
	"github.com/kedja/kedja/vuln/vex"
)

// state adds what statements say is affected and no source knew of, applies
// them to the outcomes, and says which acted on nothing.
func state(components []Component, out []Outcome, o Options, ds *diag.List) {
	set := vex.NewSet(o.AsOf, o.Statements...)
	for i := range out {
		c := &components[i]
		if more := unknown(set, c.Places, out[i].Known); len(more) > 0 {
			out[i].Known = unite(orderOf(&c.Query), append(out[i].Known, more...))
		}
		for j := range out[i].Known {
			apply(set, c.Places, &out[i].Known[j])
		}
	}
	idle(set.Unused(asked(components, out)), ds)
}

// unknown are the vulnerabilities that statements say the component has, or may
// have, and that are not known yet.
func unknown(set *vex.Set, places []Place, known []vuln.Known) []vuln.Known {
	var out []vuln.Known
	var names map[string]bool
	for _, p := range places {
		for _, s := range set.Affecting(p.Thing, p.Products) {
			if names == nil {
				names = map[string]bool{}
				for i := range known {
					for _, n := range known[i].Names() {
						names[strings.ToUpper(n)] = true
					}
				}
			}
			own := append(slices.Clone(s.Vulnerability.Aliases), s.Vulnerability.ID)
			own = slices.DeleteFunc(own, func(n string) bool { return n == "" })
			if len(own) == 0 || slices.ContainsFunc(own, func(n string) bool { return names[strings.ToUpper(n)] }) {
				continue
			}
			k := vuln.Known{Found: vuln.Found{ID: vuln.BestName(own, nil)}, Sources: []string{s.Position.File}}
			for _, n := range own {
				names[strings.ToUpper(n)] = true
				if n != k.ID {
					k.Aliases = append(k.Aliases, n)
				}
			}
			slices.Sort(k.Aliases)
			k.Aliases = slices.Compact(k.Aliases)
			out = append(out, k)
		}
	}
	return out
}

// apply writes what statements say of a vulnerability of a component into it.
// It may be in several places: the status is the worst of them, and a place of
// which nobody stated anything leaves it open. Where some are settled and others
// are not, it says which.
func apply(set *vex.Set, places []Place, k *vuln.Known) {
	k.Status, k.Justification, k.Statements, k.Disagree, k.OpenAt = "", "", nil, false, nil
	silent := false
	var open []int
	for i := range places {
		at := vuln.Known{Found: k.Found}
		stated := applyAt(set, &places[i], &at)
		if silent = silent || !stated; !stated || at.Status.Open() {
			open = append(open, i)
		}
		if worse := k.Status.Worse(at.Status); worse != k.Status {
			k.Status, k.Justification = worse, at.Justification
		}
		k.Disagree = k.Disagree || at.Disagree
		k.Statements = append(k.Statements, at.Statements...)
	}
	if len(open) > 0 && len(open) < len(places) {
		k.OpenAt = open
	}
	k.Statements = distinct(k.Statements)
	slices.SortStableFunc(k.Statements, func(a, b vuln.Remark) int { // what counts comes first
		return cmp.Compare(btoi(a.Status != k.Status), btoi(b.Status != k.Status))
	})
	if silent && !k.Status.Open() {
		k.Status, k.Justification = "", ""
	}
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// applyAt does so for one place. It reports whether anything is stated of all of
// the vulnerability there: where it goes by several CVEs, because one record is
// about all of them, a statement about one says nothing of the others.
func applyAt(set *vex.Set, p *Place, k *vuln.Known) bool {
	names := k.Names()
	cves := alias.CVEs(names)
	if len(cves) < 2 {
		v := set.Of(p.Thing, p.Products, names...)
		return takeVerdict(k, &v)
	}
	whole := set.Of(p.Thing, p.Products, slices.DeleteFunc(slices.Clone(names), alias.IsCVE)...)
	all := takeVerdict(k, &whole)
	stated := true
	for _, cve := range cves {
		v := set.Of(p.Thing, p.Products, cve)
		stated = takeVerdict(k, &v) && stated
	}
	return stated || all
}

// takeVerdict writes a verdict into a vulnerability where it is worse than what it has.
// It reports whether there is one.
func takeVerdict(k *vuln.Known, v *vex.Verdict) bool {
	if v.Status == vex.Unknown {
		return false
	}
	if worse := k.Status.Worse(vuln.Status(v.Status)); worse != k.Status {
		k.Status, k.Justification = worse, string(v.Justification)
	}
	k.Disagree = k.Disagree || v.Conflict
	for _, a := range v.Applied {
		k.Statements = append(k.Statements, remark(a.Statement))
	}
	return true
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

// address is what looks like an address of a person.
var address = regexp.MustCompile(`[<(]?[^\s<>()/@]+@[^\s<>()/@]+[>)]?`)

// opaque stands for an author who gives an address: it may be a person, and who
// it is the file says.
func opaque(author string) string {
	if !address.MatchString(author) {
		return author
	}
	sum := sha256.Sum256([]byte(author))
	return "author " + hex.EncodeToString(sum[:6])
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

// idleWords say why statements acted on nothing.
var idleWords = map[vex.Reason][2]string{
	vex.LaterThanAsOf:         {"were made after the date of the assessment", "assess at a later date, or leave them out"},
	vex.Superseded:            {"are of an earlier version of their document", "leave the earlier version out"},
	vex.NoVulnerability:       {"name no vulnerability", "ask their author"},
	vex.NoProduct:             {"name no product", "ask their author"},
	vex.NoIdentifier:          {"name their products by nothing that an SBOM has", "ask their author for package URLs or hashes"},
	vex.ProductNotFound:       {"are about products that the SBOMs do not have", "compare the package URLs of both"},
	vex.OtherVersion:          {"are about other versions of components", "ask for statements about the versions in use"},
	vex.ProductPossible:       {"may be about components, which leave open what the statements ask for", "state version and qualifiers in the SBOM, and arch=source in statements about source packages"},
	vex.NoVersion:             {"say fixed and not in which version, which settles nothing where the vulnerability is found", "ask their author for the versions that are fixed"},
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
