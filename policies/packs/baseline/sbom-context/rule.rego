# METADATA
# title: An SBOM does not say at which stage it was made
# description: |
#   Before, during or after the build: a field of the draft of 2025. CycloneDX before 1.5 and SPDX 2
#   have no place for it, so their silence says nothing and is not taken for a gap.
# custom:
#   id: baseline/SBOM-0010
#   scope: document
#   outcome: warn
#   severity: low
#   measures: ["cisa2025:context"]
#   message: "{subject} does not say at which stage (before, during or after the build) it was made"
#   remedy: Ask the producer to state it (lifecycles in CycloneDX, the type of the SBOM in SPDX 3).
package packs.baseline.sbom_0010

import data.lib.known
import data.lib.sbomformat

# without are versions of formats that have no place for it.
without := {"CycloneDX": ["1.0", "1.1", "1.2", "1.3", "1.4"], "SPDX": ["2."]}

finding contains {"key": "", "evidence": []} if {
	known.missing(input.document, "lifecycles")
	sbomformat.can(input.document, without)
}
