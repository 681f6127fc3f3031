# METADATA
# title: What a buyer can ask of the maker of a product
# description: |
#   Duties of the manufacturer under annex I and article 13(9) that a buyer's data do not decide. They
#   bind the manufacturer from 11 December 2027; a buyer can ask for them now. Services and products
#   that a person or a community supplies are not asked about.
# custom:
#   id: cra/EVIDENCE-0002
#   scope: product
#   binds: buyer
#   applies: {when: [product.stated]}
#   outcome: warn
#   severity: low
#   asks: {entries: ["cra:*"], of: product}
#   message: "{subject}: {f.title} {f.state}"
#   remedy: Ask the supplier, and record the answer with its date.
#   effectiveFrom: 2027-12-11
package packs.cra.evidence_0002

import data.lib.cra
import data.lib.evidence
import data.lib.known

states := {entry: state | some entry, state in input.evidence}

product contains true if cra.digital(input.product, known.pick(input.supplier, ["kind"]))

product contains true if {
	known.missing(input, "supplier")
	cra.digital(input.product, {})
}

finding contains f if {
	product[true]
	some f in evidence.gaps(data.asks["cra/EVIDENCE-0002"], states)
}

undecided contains u if {
	product[true]
	some u in evidence.open(data.asks["cra/EVIDENCE-0002"], states)
}
