# METADATA
# title: The SBOM of a product does not show its top-level dependencies
# description: |
#   Annex I wants an SBOM of at least the top-level dependencies. An SBOM with several components and
#   no dependency, or that does not name the product it is about, does not show which these are.
# custom:
#   id: cra/SBOM-0002
#   scope: product
#   binds: buyer
#   applies: {when: [product.stated]}
#   outcome: warn
#   severity: moderate
#   measures: ["cra:I.II.1"]
#   message: "the SBOM of {subject} does not show its top-level dependencies: {f.why}"
#   remedy: Ask the supplier for an SBOM that names the product and what it directly depends on.
#   effectiveFrom: 2027-12-11
package packs.cra.sbom_0002

import data.lib.known

finding contains {"key": "", "why": "it lists components without any dependency", "evidence": []} if {
	input.sbom.components > 1
	input.sbom.dependencies == 0
}

finding contains {"key": "", "why": "it does not name the product it is about", "evidence": []} if {
	input.sbom.components > 1
	input.sbom.dependencies > 0
	known.missing(input.sbom, "root")
}
