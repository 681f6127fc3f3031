# METADATA
# title: An SBOM does not say how complete it is
# description: |
#   Minimum elements ask that gaps are told from completeness. A list that says nothing about itself
#   may be complete or not: every measure that rests on it depends on that. CycloneDX before 1.3 and
#   SPDX 2 have no place for such a statement, so their silence is not taken for a gap.
# custom:
#   id: baseline/SBOM-0007
#   scope: document
#   outcome: warn
#   severity: low
#   measures: ["ntia:known-unknowns", "cisa2025:coverage"]
#   message: "{subject} does not say whether its list of components is complete"
#   remedy: Ask the producer for a statement of completeness (compositions in CycloneDX, completeness of relationships in SPDX 3).
package packs.baseline.sbom_0007

import data.lib.known
import data.lib.sbomformat

# without are versions of formats that have no place for it.
without := {"CycloneDX": ["1.0", "1.1", "1.2"], "SPDX": ["2."]}

finding contains {"key": "", "evidence": []} if {
	known.missing(input.document, "completeness")
	sbomformat.can(input.document, without)
}
