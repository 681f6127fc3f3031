# METADATA
# title: A product came without an SBOM
# description: |
#   A duty of the manufacturer from 11 December 2027; a buyer can ask for it now. Whether it was
#   drawn up and not handed over is not known: the finding is that the record has none.
# custom:
#   id: cra/SBOM-0001
#   scope: product
#   binds: buyer
#   applies: {when: [product.stated]}
#   outcome: warn
#   severity: moderate
#   measures: ["cra:I.II.1"]
#   message: "no SBOM is on record for {subject}"
#   remedy: Ask the supplier for a machine-readable SBOM of at least the top-level dependencies.
#   effectiveFrom: 2027-12-11
package packs.cra.sbom_0001

import data.lib.cra
import data.lib.known

finding contains {"key": "", "evidence": ["product.hasSBOM"]} if {
	input.product.hasSBOM == false
	cra.digital(input.product, known.pick(input.supplier, ["kind"]))
}

finding contains {"key": "", "evidence": ["product.hasSBOM"]} if {
	input.product.hasSBOM == false
	known.missing(input, "supplier")
	cra.digital(input.product, {})
}
