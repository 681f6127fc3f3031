// SPDX-License-Identifier: Apache-2.0

package differential

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/google/osv-scalibr/purl"
)

// explanation is an entry of the table: differences that are meant to be.
type explanation struct {
	name  string
	why   string
	issue string // upstream; "none found" where nobody seems to have reported it
	holds func(difference) bool
	// counts are how often it is met in each run; 0 in those that are not named.
	counts map[string]int
}

// counted is the digest of MANIFEST.tsv of the corpus that the counts are of.
// With another corpus, and when everything is compared, the differences need
// explanations, and their number is only logged.
const counted = "3b6951ad45d0a43821265103b27396fc6ce6f7d6896af06c4f4f6ab9141f281a"

// explained is the table. Of several entries that hold the first counts.
var explained = []explanation{
	{
		name: "version of the component is not that of its purl",
		why: `osv-scanner takes the version of a CycloneDX component, and that of the purl only where the component has none.
			kedja takes the purl's, which is what names the package. Upstream went back and forth.`,
		issue: "https://github.com/google/osv-scanner/issues/3007",
		holds: func(d difference) bool {
			p, err := purl.FromString(d.purl)
			return err == nil && slices.ContainsFunc(d.stated, func(v string) bool { return v != "" && v != p.Version })
		},
		counts: map[string]int{"sboms": 24},
	},
	{
		name: "type of purl that osv-scanner does not know",
		why: `OSV has records of Bitnami and Julia, and purls have these types. The list of types in osv-scalibr 0.5.3
			(purl.validType) lacks both, so osv-scanner takes such a purl for invalid and leaves the component out. Other types
			were added upstream when somebody missed them.`,
		issue: "https://github.com/google/osv-scanner/pull/2415",
		holds: func(d difference) bool {
			return d.side == "ours" && (strings.HasPrefix(d.purl, "pkg:bitnami/") || strings.HasPrefix(d.purl, "pkg:julia/"))
		},
		counts: map[string]int{"invented": 1043, "records": 3547, "sboms": 1},
	},
	{
		name: "Go module in capitals",
		why: `packageurl-go writes the namespace of a golang purl in lower case, as the specification of the type has it, and
			records write the path of the module as it is: github.com/Azure. osv-scanner compares byte by byte offline and misses
			the record; its server and kedja do not look at case.`,
		issue: "https://github.com/google/osv-scanner/issues/769",
		holds: func(d difference) bool {
			return d.side == "ours" && strings.HasPrefix(d.purl, "pkg:golang/") && d.about.names(func(ecosystem, name string) bool {
				return ecosystem == "Go" && name != strings.ToLower(name)
			})
		},
		counts: map[string]int{"invented": 1, "records": 20, "sboms": 2},
	},
	{
		name: "range of commits before a range of versions",
		why: `osv-scanner gives up the ranges of a package at the first of type GIT, so that those of versions after it do not
			count (osv-scalibr 0.5.3, rangeAffectsVersion). Only versions that the record lists are found then.`,
		issue:  "none found",
		holds:  func(d difference) bool { return d.side == "ours" && d.about.commitsFirst() },
		counts: map[string]int{"invented": 1, "records": 433},
	},
	{
		name: "name in the record that is not normal",
		why: `Names of PyPI are equal when they are in lower case with runs of - _ . as one hyphen. osv-scanner writes the
			component's so, and compares it with the record's as that has it: Gradio.`,
		issue: "https://github.com/google/osv.dev/issues/508",
		holds: func(d difference) bool {
			return d.side == "ours" && strings.HasPrefix(d.purl, "pkg:pypi/") && d.about.names(func(ecosystem, name string) bool {
				return ecosystem == "PyPI" && name != strings.ToLower(unusual.ReplaceAllString(name, "-"))
			})
		},
		counts: map[string]int{"invented": 1},
	},
	{
		name: "record that osv-scanner cannot read",
		why: `A date that is not of RFC 3339, such as 1-01-01T00:00:00Z for "not known" in PYSEC-2024-55, makes osv-scanner drop
			the record without a word. kedja has no use for the date and reads the rest.`,
		issue: "none found",
		holds: func(d difference) bool {
			_, err := time.Parse(time.RFC3339, d.about.Modified)
			return d.side == "ours" && err != nil
		},
		counts: map[string]int{"invented": 1},
	},
	{
		name: "npm scope without its @",
		why: `Some generators leave the @ of a scope away: pkg:npm/webassemblyjs/ast is @webassemblyjs/ast, for npm has no other
			names with a slash. osv-scanner looks for webassemblyjs/ast and finds nothing.`,
		issue: "none found",
		holds: func(d difference) bool {
			name, scoped := strings.CutPrefix(d.purl, "pkg:npm/")
			return d.side == "ours" && scoped && strings.Contains(name, "/") && name[0] != '@' && !strings.HasPrefix(name, "%40")
		},
		counts: map[string]int{"sboms": 5},
	},
	{
		name: "version without an order",
		why: `The version is none of its ecosystem, such as (devel) of Go, 1.1.1k of Conan, which has Semantic Versioning in OSV,
			or dev-main of Packagist. osv-scanner orders it all the same; kedja says that the record is possible, and why.`,
		issue:  "https://github.com/google/osv-scalibr/pull/1168",
		holds:  func(d difference) bool { return d.side == "theirs" && d.why == "possible: bad-version" },
		counts: map[string]int{"invented": 337, "sboms": 72},
	},
}

var unusual = regexp.MustCompile(`[-_.]+`)

// names says whether an entry of the record is about such a package.
func (r *record) names(is func(ecosystem, name string) bool) bool {
	for _, a := range r.Affected {
		if is(a.Package.Ecosystem, a.Package.Name) {
			return true
		}
	}
	return false
}

// commitsFirst says whether an entry of the record has a range of versions
// after one of commits.
func (r *record) commitsFirst() bool {
	for _, a := range r.Affected {
		commits := false
		for _, g := range a.Ranges {
			if g.Type == "GIT" {
				commits = true
			} else if commits {
				return true
			}
		}
	}
	return false
}

// panics are the components that osv-scanner cannot be asked about, for its
// matching panics on versions that the ecosystem's parser refuses, and takes
// the process with it: https://github.com/google/osv-scalibr/pull/2430. The
// test of the same name shows that it does.
var panics = map[string]int{"invented": 670, "records": 54}
