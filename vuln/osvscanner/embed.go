// SPDX-License-Identifier: Apache-2.0

package osvscanner

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/vuln"
)

// embedded are the vulnerabilities as an SBOM has them: one entry for what is
// equal of several components. What is only possible is in triage.
func embedded(answers []vuln.Answer) []sbom.Vulnerability {
	byText := map[string]*sbom.Vulnerability{}
	for id, a := range answers {
		for i := range a.Found {
			f := &a.Found[i]
			v := vulnerability(f)
			key := strings.Join([]string{v.ID, v.Recommendation, v.Description, f.Vector, v.State}, "\n")
			if byText[key] == nil {
				byText[key] = v
			}
			byText[key].Affects = append(byText[key].Affects, sbom.ID(id))
		}
	}
	sorted := slices.SortedFunc(maps.Values(byText), func(a, b *sbom.Vulnerability) int {
		return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Recommendation, b.Recommendation),
			cmp.Compare(a.Description, b.Description), slices.Compare(a.Affects, b.Affects))
	})
	var out []sbom.Vulnerability
	for i, v := range sorted {
		v.Index = int32(i)
		out = append(out, *v)
	}
	return out
}

// told says at the component what osv-scanner could tell of it, so that who
// reads the SBOM need not take what is not listed for clean.
func told(a *vuln.Answer) []sbom.Property {
	lookup := a.State.String()
	if a.State != vuln.Checked {
		lookup += " " + string(a.Reason)
	}
	out := []sbom.Property{{Name: sbom.PropertyLookup, Value: lookup}}
	for i := range a.Found {
		f := &a.Found[i]
		if f.Fixed != "" {
			out = append(out, sbom.Property{Name: sbom.PropertyFixed, Value: f.ID + " " + f.Fixed})
		}
		if f.Possible {
			out = append(out, sbom.Property{Name: sbom.PropertyPossible, Value: f.ID + " " + string(f.Reason)})
		}
	}
	return out
}

func vulnerability(f *vuln.Found) *sbom.Vulnerability {
	v := &sbom.Vulnerability{
		ID: f.ID, Source: "https://osv.dev/vulnerability/" + f.Records[0], Description: f.Summary,
		Published: f.Published, Updated: f.Modified, Severity: severityOf(f),
	}
	for _, name := range f.Names() {
		if name != f.ID {
			v.Aliases = append(v.Aliases, sbom.Alias{ID: name, Source: "https://osv.dev/vulnerability/" + name})
		}
	}
	if f.CVSS != nil {
		v.Ratings = []sbom.Rating{{Severity: v.Severity, Method: method(f.Vector), Vector: f.Vector, Score: *f.CVSS, HasScore: true}}
	}
	if f.Fixed != "" {
		v.Recommendation = "update to " + f.Fixed
	}
	if f.Possible {
		v.State, v.Detail = "in_triage", "it cannot be told whether the component is affected: "+string(f.Reason)
	}
	return v
}

// severityOf is the stated severity in the words of CycloneDX, else that of
// the score by the scale of CVSS 3.1, section 5.
func severityOf(f *vuln.Found) string {
	switch {
	case f.Severity == "moderate":
		return "medium"
	case f.Severity != "":
		return f.Severity
	case f.CVSS == nil:
		return ""
	case *f.CVSS >= 9:
		return "critical"
	case *f.CVSS >= 7:
		return "high"
	case *f.CVSS >= 4:
		return "medium"
	case *f.CVSS > 0:
		return "low"
	}
	return "none"
}

func method(vector string) string {
	switch {
	case strings.HasPrefix(vector, "CVSS:4."):
		return "CVSSv4"
	case strings.HasPrefix(vector, "CVSS:3.1"):
		return "CVSSv31"
	case strings.HasPrefix(vector, "CVSS:3."):
		return "CVSSv3"
	}
	return "CVSSv2"
}
