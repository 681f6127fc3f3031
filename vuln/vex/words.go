// SPDX-License-Identifier: Apache-2.0

package vex

import (
	"strings"
	"time"
)

// statuses are the words of each dialect. CSAF says them as the lists that a
// product stands in; SPDX 3 is read to the words of CycloneDX.
var statuses = map[Format]map[string]Status{
	OpenVEX: {"not_affected": NotAffected, "affected": Affected, "fixed": Fixed, "under_investigation": UnderInvestigation},
	CSAF: {
		"known_not_affected": NotAffected,
		"known_affected":     Affected, "first_affected": Affected, "last_affected": Affected,
		"fixed": Fixed, "first_fixed": Fixed,
		"under_investigation": UnderInvestigation, "unknown": UnderInvestigation,
	},
	CycloneDX: {
		"not_affected": NotAffected, "false_positive": NotAffected, "exploitable": Affected,
		"resolved": Fixed, "resolved_with_pedigree": Fixed, "in_triage": UnderInvestigation,
	},
}

// statusOf maps a word of a dialect. The second result is false for words that
// the dialect does not have; the statement then counts as under investigation.
func statusOf(f Format, word string) (Status, bool) {
	if f == SPDX {
		f = CycloneDX
	}
	if s, ok := statuses[f][fold(word)]; ok {
		return s, true
	}
	return UnderInvestigation, false
}

// justifications maps the words of all dialects to the five. CycloneDX has
// nine others: what protects is a mitigation, and a configuration, dependency
// or environment that is needed and missing keeps the code from being
// executed.
var justifications = map[string]Justification{
	"component_not_present":                             ComponentNotPresent,
	"vulnerable_code_not_present":                       VulnerableCodeNotPresent,
	"vulnerable_code_not_in_execute_path":               VulnerableCodeNotExecuted,
	"vulnerable_code_cannot_be_controlled_by_adversary": VulnerableCodeNotControlled,
	"inline_mitigations_already_exist":                  InlineMitigationsExist,

	"code_not_present":                VulnerableCodeNotPresent,
	"code_not_reachable":              VulnerableCodeNotExecuted,
	"requires_configuration":          VulnerableCodeNotExecuted,
	"requires_dependency":             VulnerableCodeNotExecuted,
	"requires_environment":            VulnerableCodeNotExecuted,
	"protected_by_compiler":           InlineMitigationsExist,
	"protected_at_runtime":            InlineMitigationsExist,
	"protected_at_perimeter":          InlineMitigationsExist,
	"protected_by_mitigating_control": InlineMitigationsExist,
}

// fold is the form in which names of vulnerabilities and of authors are
// compared.
func fold(name string) string { return strings.ToLower(strings.TrimSpace(name)) }

// isCVE knows the names of the one list that gives each vulnerability only
// one.
func isCVE(folded string) bool { return strings.HasPrefix(folded, "cve-") }

// timeLayouts are the spellings of times, the right one first.
var timeLayouts = [...]string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05", "2006-01-02"}

// parseTime reads a time. Exact is false where it is not of RFC 3339, and is
// taken for one of UTC where it states no zone.
func parseTime(s string) (t time.Time, exact, ok bool) {
	for i, layout := range timeLayouts {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UTC(), i == 0, true
		}
	}
	return time.Time{}, false, false
}
