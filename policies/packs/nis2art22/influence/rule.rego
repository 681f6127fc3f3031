# METADATA
# title: Indicators of undue influence at a supplier of a critical asset
# description: |
#   Recital 90 names undue influence by a third country on suppliers. One of the four factors of
#   interference reaches at least `level` at its lower end, and the supplier stands behind an asset
#   of at least `criticality` that no favourable designation covers. What is known of a country
#   alone never reaches level 3; a tie of this supplier does. Indicators ask for a review by people.
#   Assets of 5G networks are left to the pack eu5g.
# custom:
#   id: nis2art22/INFLUENCE-0001
#   scope: supplier
#   outcome: warn
#   severity: moderate
#   measures: ["nis2art22:90.influence", "eu5g:srp.interference"]
#   params:
#     level: {default: 3, min: 1, max: 4, doc: "lowest level that calls for a review; a choice"}
#     criticality: {default: high, doc: "lowest criticality of an asset at which it does; a choice"}
#   message: "indicators for review at {subject}, which {f.links}: {f.factor}, {f.level}, on the facts stated"
#   remedy: Have the supplier's ties assessed, with its reply heard, before any measure is chosen.
package packs.nis2art22.influence_0001

import data.lib.asset
import data.lib.critical
import data.lib.known
import data.lib.level
import data.lib.srp

supplier := known.pick(input.supplier, ["established", "headquarters", "sites", "stateLinks", "control"])

countries := {code: c | some code, c in input.countries}

factors := srp.interference(supplier, countries, known.pick(input.exposure, ["access"]))

threshold := data.params["nis2art22/INFLUENCE-0001"].level

assets contains a if {
	some a in input.assets
	critical.due(a, data.params["nis2art22/INFLUENCE-0001"].criticality)
	a.cleared == false
}

finding contains f if {
	count(assets) > 0
	some name, x in factors
	x.level.lo >= threshold
	f := {
		"key": name,
		"links": asset.links(assets),
		"factor": x.words,
		"level": level.words(x.level),
		"evidence": x.evidence,
	}
}

# Nobody is asked to fill in records of parties that no product, service or
# contract names.
undecided contains {"fact": fact} if {
	input.supplier.direct
	count(assets) > 0
	some name, x in factors
	some fact in srp.missing(x, threshold)
}
