// SPDX-License-Identifier: Apache-2.0

package vex

import (
	"slices"
	"strings"

	"github.com/kedja/kedja/sbom"
)

// date gives a statement the dates of its analysis, where there are any.
func (s *Statement) date(v *sbom.Vulnerability) {
	if t, _, ok := parseTime(v.FirstIssued); ok {
		s.Timestamp = t
	}
	if t, _, ok := parseTime(v.LastUpdated); ok {
		s.LastUpdated = t
	}
}

// aliasesOf returns the other names of a vulnerability.
func aliasesOf(v *sbom.Vulnerability) []string {
	var out []string
	for _, a := range v.Aliases {
		if name := strings.TrimSpace(a.ID); name != "" {
			out = append(out, name)
		}
	}
	return sortedUnique(out)
}

// limited returns a product once for each of the versions that a statement of
// such a status is of. A component of which the SBOM states the version is of
// that one.
func limited(p Product, status Status, limits []sbom.Limit) []Product {
	if len(limits) == 0 || innermost(&p).Version != "" {
		return []Product{p}
	}
	wanted := slices.DeleteFunc(slices.Clone(limits), func(l sbom.Limit) bool {
		clear := fold(l.Status) == "unaffected"
		return clear != (status == NotAffected || status == Fixed)
	})
	if len(wanted) == 0 {
		wanted = limits
	}
	var out []Product
	for _, l := range wanted {
		q := deepCopy(p)
		if part := innermost(&q); l.Version == "" {
			part.Range = l.Range
		} else {
			part.Version = l.Version
		}
		out = append(out, q)
	}
	return out
}

func deepCopy(p Product) Product {
	p.Subcomponents = slices.Clone(p.Subcomponents)
	for i := range p.Subcomponents {
		p.Subcomponents[i] = deepCopy(p.Subcomponents[i])
	}
	return p
}
