# METADATA
# title: The supplier of a product has no policy of coordinated vulnerability disclosure
# description: |
#   A duty of the manufacturer from 11 December 2027; a buyer can ask for it now. One
#   finding for all products of a supplier.
# custom:
#   id: cra/DISCLOSURE-0001
#   scope: product
#   binds: buyer
#   applies: {when: [product.stated]}
#   outcome: warn
#   severity: moderate
#   measures: ["cra:I.II.5"]
#   fold: true
#   message: "the supplier of {subject} states that it has no policy of coordinated vulnerability disclosure"
#   remedy: Ask the supplier for such a policy, and agree meanwhile how vulnerabilities are reported.
#   effectiveFrom: 2027-12-11
package packs.cra.disclosure_0001

import data.lib.cra
import data.lib.known

supplier := known.pick(input.supplier, ["id", "kind"])

finding contains {"key": supplier.id, "evidence": ["supplier.practices.cvdPolicy"]} if {
	cra.digital(input.product, supplier)
	input.supplier.practices.cvdPolicy == false
}

undecided contains {"fact": "supplier.practices.cvdPolicy"} if {
	cra.digital(input.product, supplier)
	known.missing(input.supplier.practices, "cvdPolicy")
}

undecided contains {"fact": "supplier"} if {
	known.missing(input, "supplier")
	cra.digital(input.product, {})
}
