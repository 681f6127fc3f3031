# METADATA
# title: Several assets or a critical one could be reached through the privileged access of one supplier
# description: |
#   Through the products to which the supplier holds privileged access, several assets or a critical
#   one could be reached: what befalls the supplier could befall them all. Council conclusions
#   13664/22, paragraph 19, speak of such cascades through managed service providers; article
#   21(2)(d) of NIS2 asks for security in the relation. How many assets are several is a choice.
# custom:
#   id: nis2/MSP-0001
#   scope: supplier
#   applies: {when: [supplier.direct]}
#   outcome: warn
#   severity: moderate
#   measures: ["nis2:21.2.d", "nis2:21.2.i", "council22:19"]
#   needs: [exposure.access]
#   params:
#     assets: {default: 2, min: 1, doc: "lowest number of assets that are several; a choice"}
#     criticality: {default: critical, doc: "lowest criticality of an asset that counts alone; a choice"}
#   message: "{subject} holds privileged access to {f.products}, through which {f.n} of {f.total} assets could be reached: {f.assets}"
#   remedy: Part the access by asset, open it only when needed, log it, and plan how to close it at once in all of them.
package packs.nis2.msp_0001

import data.lib.known
import data.lib.level

ways := [a | some a in input.exposure.access; a.access == "privileged"]

reached := {id | some a in ways; some id in a.assets}

far if count(reached) >= data.params["nis2/MSP-0001"].assets

far if {
	some a in input.assets
	a.id in reached
	level.at_least(a.criticality, data.params["nis2/MSP-0001"].criticality)
}

finding contains f if {
	far
	f := {
		"key": "",
		"products": concat(", ", sort({a.product | some a in ways})),
		"n": known.number(reached),
		"total": input.system.assets,
		"assets": concat(", ", sort(reached)),
		"evidence": sort({concat(".", ["exposure.access", a.product]) | some a in ways}),
	}
}

undecided contains {"fact": "exposure.access.access"} if {
	some a in input.exposure.access
	known.missing(a, "access")
}
