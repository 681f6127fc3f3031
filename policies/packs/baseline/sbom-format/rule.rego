# METADATA
# title: An SBOM is in a format that BSI TR-03183-2 does not accept
# description: |
#   Version 2.1.0 of the guideline wants CycloneDX 1.6 or SPDX 3.0.1, or later. It is asked only of
#   SBOMs of products in a record of the system: for others nobody said that the guideline matters.
# custom:
#   id: baseline/SBOM-0011
#   scope: document
#   outcome: warn
#   severity: low
#   measures: ["bsi:format"]
#   message: "{subject} is {f.format} {f.version}; BSI TR-03183-2 v2.1.0 wants CycloneDX 1.6 or SPDX 3.0.1, or later"
#   remedy: Ask the producer for a later version of the format, if the guideline matters to you.
package packs.baseline.sbom_0011

import data.lib.sbomformat

old := {"CycloneDX": ["1.0", "1.1", "1.2", "1.3", "1.4", "1.5"], "SPDX": ["1.", "2.", "3.0.0"]}

finding contains f if {
	input.product.stated
	sbomformat.within(input.document, old)
	f := {"key": "", "format": input.document.format, "version": input.document.specVersion, "evidence": []}
}
