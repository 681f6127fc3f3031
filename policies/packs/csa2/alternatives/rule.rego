# METADATA
# title: No other supplier is at hand for a product of a listed one
# description: |
#   The proposal would have the availability of other suppliers weighed. Asked where a designation
#   recorded under the proposal covers a key ICT asset that the product serves.
# custom:
#   id: csa2/ALTERNATIVES-0001
#   scope: product
#   applies: {when: [product.stated]}
#   outcome: warn
#   severity: moderate
#   measures: ["csa2:alternatives", "csa2:105-107"]
#   message: "{subject}: its supplier is {f.designation}, and no qualified alternative is on record"
#   remedy: Look for alternatives, and keep what was found for the case of an exemption.
package packs.csa2.alternatives_0001

import data.lib.csa2
import data.lib.designation
import data.lib.known

supplier := known.pick(input.supplier, ["proposals"])

listed contains d if {
	some d in csa2.listings(supplier)
	some _ in csa2.concerned(d, supplier, input.assets)
}

finding contains f if {
	some d in listed
	input.product.alternatives == 0
	f := {"key": d.regime, "designation": designation.words(d), "evidence": ["supplier.designations", "product.alternatives"]}
}

undecided contains {"fact": "product.alternatives"} if {
	some _ in listed
	known.missing(input.product, "alternatives")
}
