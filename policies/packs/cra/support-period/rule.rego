# METADATA
# title: The support period stated for a product is shorter than five years
# description: |
#   The support period is at least five years from 11 December 2027, unless the product is expected to
#   be in use for less: that is for the manufacturer to show. What is stated of the product counts, else
#   what the supplier states as its practice.
# custom:
#   id: cra/SUPPORT-0001
#   scope: product
#   binds: buyer
#   applies: {when: [product.stated]}
#   outcome: warn
#   severity: moderate
#   measures: ["cra:13.8"]
#   params:
#     years: {default: 5, min: 0, doc: "years of support, by article 13(8)"}
#   message: "{subject} is supported for {f.years} years ({f.fact}); {f.limit} are asked for unless it is expected to be in use for less"
#   remedy: Ask the supplier for the support period and its reasons, and plan the replacement.
#   effectiveFrom: 2027-12-11
#   decides: {param: years, by: years, passes: at or above}
package packs.cra.support_0001

import data.lib.cra
import data.lib.known

product := known.pick(input.product, ["kind", "supportYears"])

supplier := known.pick(input.supplier, ["kind", "practices"])

finding contains f if {
	cra.digital(product, supplier)
	stated := cra.years(product, supplier)
	limit := data.params["cra/SUPPORT-0001"].years
	stated.years < limit
	f := {"key": "", "years": stated.years, "fact": stated.fact, "limit": limit, "evidence": [stated.fact]}
}

# Without a supplier what is stated of the product still counts.
finding contains f if {
	known.missing(input, "supplier")
	cra.digital(product, {})
	limit := data.params["cra/SUPPORT-0001"].years
	product.supportYears < limit
	f := {"key": "", "years": product.supportYears, "fact": "product.supportYears", "limit": limit, "evidence": ["product.supportYears"]}
}

undecided contains {"fact": "product.supportYears"} if {
	known.missing(input.product, "supportYears")
	known.missing(input, "supplier")
	cra.digital(product, {})
}

undecided contains {"fact": "product.supportYears"} if {
	known.missing(input.product, "supportYears")
	cra.digital(product, supplier)
	known.missing(supplier.practices, "supportYears")
}
