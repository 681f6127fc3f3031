// SPDX-License-Identifier: Apache-2.0

package risk

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/vuln"
	"github.com/kedja/kedja/vuln/severity"
)

// stated is a vulnerability that an SBOM carries, as all of them are held.
func statedIn(doc *sbom.Document, v *sbom.Vulnerability) vuln.Known {
	at := doc.VulnerabilityAt(v)
	k := vuln.Known{
		Found: vuln.Found{
			ID: v.ID, Summary: v.Description, Severity: severityWord(v.Severity), Published: v.Published, Modified: v.Updated,
		},
		Sources: []string{doc.File}, Status: StatusOf(v.State),
	}
	for _, a := range v.Aliases {
		if a.ID != "" && a.ID != v.ID {
			k.Aliases = append(k.Aliases, a.ID)
		}
	}
	slices.Sort(k.Aliases)
	k.Aliases = slices.Compact(k.Aliases)
	for _, r := range v.Ratings {
		if r.HasScore && r.Score >= 0 && r.Score <= 10 && (k.CVSS == nil || r.Score > *k.CVSS) {
			score := r.Score
			k.CVSS, k.Vector = &score, r.Vector
		}
	}
	if k.Severity == "" && k.CVSS != nil {
		k.Severity = severity.Word(*k.CVSS)
	}
	if k.Status != "" {
		k.Justification = v.Justification
		k.Statements = []vuln.Remark{{Date: cmp.Or(v.Updated, v.Published), Status: k.Status, At: at}}
	}
	return k
}

// severityWord puts the words of SBOM dialects on the one scale of results.
func severityWord(word string) string {
	switch word {
	case "medium":
		return "moderate"
	case "info", "none":
		return "none"
	case "unknown":
		return ""
	}
	return word
}

// StatusOf puts what an SBOM states of a vulnerability (the states of
// CycloneDX, or the words of OpenVEX) on the four statuses; empty where it
// states nothing. A word that is none of these needs a look: it counts as
// under investigation.
func StatusOf(state string) vuln.Status {
	switch state {
	case "":
		return ""
	case "resolved", "resolved_with_pedigree", string(vuln.Fixed):
		return vuln.Fixed
	case "false_positive", string(vuln.NotAffected):
		return vuln.NotAffected
	case "exploitable", string(vuln.Affected):
		return vuln.Affected
	}
	return vuln.UnderInvestigation
}

// ofProduct keeps a vulnerability of what the document describes, or of one
// of its files: it is the product's. Rules of scope component do not see it,
// so it is said aloud.
func (b *builder) ofProduct(d int, v *sbom.Vulnerability) {
	if b.ofRoot == nil {
		b.ofRoot = map[int][]vuln.Known{}
	}
	if slices.ContainsFunc(b.ofRoot[d], func(x vuln.Known) bool { return x.ID == v.ID }) {
		return
	}
	doc := b.src.Documents[d].SBOM
	b.ofRoot[d] = append(b.ofRoot[d], statedIn(doc, v))
	b.ds.Add(diag.Diagnostic{
		Severity: diag.Warning, Code: "sbom/vulnerable-product", Position: diag.Position{File: doc.File},
		Message: fmt.Sprintf("%s (severity %s, %s) affects what the SBOM describes as a whole, not one component", v.ID, cmp.Or(v.Severity, "not stated"), cmp.Or(v.State, "not analysed")),
		Remedy:  "rules judge it as one of the product",
	})
}

// distinct joins what several SBOMs, or one twice, state of the same
// vulnerability of the same thing. The worst status and severity count.
func distinct(vs []vuln.Known) []vuln.Known {
	slices.SortStableFunc(vs, func(a, b vuln.Known) int {
		return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Status, b.Status), slices.Compare(a.Sources, b.Sources))
	})
	out := vs[:0]
	for _, v := range vs {
		if len(out) == 0 || out[len(out)-1].ID != v.ID {
			out = append(out, v)
			continue
		}
		out[len(out)-1].Join(&v)
	}
	return out
}

// VulnerabilityFacts is one known vulnerability of a component.
type VulnerabilityFacts struct {
	ID       string   `json:"id"`
	Severity string   `json:"severity,omitempty"` // none | low | moderate | high | critical
	CVSS     *float64 `json:"cvss,omitempty"`
	// Exploited says whether it is on a list of exploited vulnerabilities;
	// absent: no list was given that can tell. Listed is the days since it was listed, Due
	// those since the date that a list set for a remedy, negative before it.
	Exploited  *bool    `json:"exploited,omitempty"`
	Listed     *float64 `json:"listedDays,omitempty"`
	Due        *float64 `json:"dueDays,omitempty"`
	Ransomware *bool    `json:"ransomware,omitempty"`
	// EPSS is the estimated probability that it is exploited within thirty days.
	EPSS  *float64 `json:"epss,omitempty"`
	Fixed string   `json:"fixed,omitempty"` // the smallest version that clears it
	// KnownDays is the time since it was published.
	KnownDays *float64 `json:"knownDays,omitempty"`
	// VEX is what statements come to: not_affected | affected | fixed |
	// under_investigation; absent: nobody stated anything.
	VEX           string `json:"vex,omitempty"`
	Justification string `json:"justification,omitempty"`
	Disagree      bool   `json:"disagree"` // authors of statements contradict each other
	// Possible says that it cannot be told whether this version has it.
	Possible bool `json:"possible"`
	// Reachable says whether an analysis found the weak code called; absent:
	// nobody looked.
	Reachable *bool `json:"reachable,omitempty"`
}

// LookupFacts is what became of asking for the vulnerabilities of a component.
type LookupFacts struct {
	State  string `json:"state"`            // checked | unknown
	Reason string `json:"reason,omitempty"` // why it is unknown
}

// vulnerabilities are the facts of the known ones; nil: nobody looked.
func (in *Inputs) vulnerabilities(known []vuln.Known, l *vuln.Lookup) *[]VulnerabilityFacts {
	if len(known) == 0 && (l == nil || l.State != vuln.Checked) {
		return nil
	}
	out := make([]VulnerabilityFacts, len(known))
	for i := range known {
		out[i] = in.vulnerability(&known[i])
	}
	return &out
}

func (in *Inputs) vulnerability(v *vuln.Known) VulnerabilityFacts {
	f := VulnerabilityFacts{
		ID: v.ID, Severity: v.Severity, CVSS: v.CVSS, Exploited: v.Exploited.Known(), Fixed: v.Fixed,
		KnownDays: daysSince(v.Published, in.g.AsOf), VEX: string(v.Status), Justification: v.Justification,
		Disagree: v.Disagree, Possible: v.Possible, Reachable: v.Reachable,
	}
	if v.Likely != nil {
		f.EPSS = &v.Likely.Probability
	}
	for _, e := range v.Exploited.On {
		f.Listed = later(f.Listed, daysSince(e.Added, in.g.AsOf))
		f.Due = later(f.Due, daysSince(e.Due, in.g.AsOf))
		if e.Ransomware != nil && (f.Ransomware == nil || *e.Ransomware) {
			f.Ransomware = e.Ransomware
		}
	}
	return f
}

// later is the larger of two numbers of days that may be absent.
func later(a, b *float64) *float64 {
	if a == nil || b != nil && *b > *a {
		return b
	}
	return a
}

// daysSince is the whole days from a date, or date and time, to the as-of
// date; nil where there is none. It is negative for a date to come.
func daysSince(date string, asOf time.Time) *float64 {
	for _, layout := range []string{time.RFC3339, time.DateOnly} {
		if t, err := time.Parse(layout, date); err == nil {
			days := math.Floor(asOf.Sub(t).Hours() / 24)
			return &days
		}
	}
	return nil
}
