# METADATA
# title: A product behind a critical asset has no qualified alternative
# description: |
#   The availability of alternatives is one of the criteria of recital 91, and critical dependencies
#   are what the assessments of recital 90 work against. Assets of 5G networks are left to the pack
#   eu5g.
# custom:
#   id: nis2art22/ALTERNATIVES-0001
#   scope: product
#   applies: {when: [product.stated]}
#   outcome: warn
#   severity: low
#   measures: ["nis2art22:91.iii", "nis2art22:90.dependencies"]
#   params:
#     criticality: {default: high, doc: "lowest criticality of an asset at which it matters; a choice"}
#   message: "{subject}, behind {f.assets}, has no qualified alternative"
#   remedy: Qualify an alternative that does not rest on the same supplier, or plan without the product.
package packs.nis2art22.alternatives_0001

import data.lib.critical
import data.lib.known

assets := {a | some a in input.assets; critical.due(a, data.params["nis2art22/ALTERNATIVES-0001"].criticality)}

finding contains {"key": "", "assets": critical.names(assets), "evidence": ["product.alternatives"]} if {
	input.product.alternatives == 0
	count(assets) > 0
}

undecided contains {"fact": "product.alternatives"} if {
	known.missing(input.product, "alternatives")
	count(assets) > 0
}
