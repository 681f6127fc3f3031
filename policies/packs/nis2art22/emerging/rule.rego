# METADATA
# title: Emerging ICT behind a critical asset without an estimate of its significance
# description: |
#   Of emerging ICT recital 91 asks for its potential significance in future. Where a product is
#   stated to be emerging and stands behind a critical asset, a person gives the estimate. Assets of
#   5G networks are left to the pack eu5g.
# custom:
#   id: nis2art22/EMERGING-0001
#   scope: product
#   applies: {when: [product.stated]}
#   outcome: warn
#   severity: low
#   asks: {entries: ["nis2art22:91.v"], of: product}
#   params:
#     criticality: {default: high, doc: "lowest criticality of an asset at which it matters; a choice"}
#   message: '{subject} is emerging ICT behind {f.assets}: "{f.title}" {f.state}'
#   remedy: Estimate what the product will matter in future before more comes to rest on it.
package packs.nis2art22.emerging_0001

import data.lib.critical
import data.lib.evidence
import data.lib.known

asked := data.asks["nis2art22/EMERGING-0001"]

states := {entry: state | some entry, state in input.evidence}

assets := {a | some a in input.assets; critical.due(a, data.params["nis2art22/EMERGING-0001"].criticality)}

finding contains object.union(f, {"assets": critical.names(assets)}) if {
	input.product.emerging
	count(assets) > 0
	some f in evidence.gaps(asked, states)
}

undecided contains u if {
	input.product.emerging
	count(assets) > 0
	some u in evidence.open(asked, states)
}

undecided contains {"fact": "product.emerging"} if {
	known.missing(input.product, "emerging")
	count(assets) > 0
}
