# METADATA
# title: Indicators of possible interference at a supplier of a key asset
# description: |
#   One of the four factors of interference reaches at least `level` at its lower end, and the
#   supplier stands behind a key asset of at least `sensitivity` for which no favourable designation
#   (exempted, cleared) binds. Indicators ask for a review by people; they are no finding about the
#   supplier, and never rest on where it is from alone.
# custom:
#   id: eu5g/INTERFERENCE-0005
#   scope: supplier
#   applies: {assets: ["eu5g:*"]}
#   outcome: warn
#   severity: high
#   measures: ["eu5g:SM03", "eu5g:R5", "eu5g:key-assets", "eu5g:srp.interference"]
#   params:
#     level: {default: 3, min: 1, max: 4, doc: "lowest level that calls for a review; a choice"}
#     sensitivity: {default: high, doc: "lowest sensitivity of an asset at which it does; a choice"}
#   message: "indicators for review at {subject}, which {f.links}: {f.factor}, {f.level}, on the facts stated"
#   remedy: Have the supplier's risk profile assessed, with its reply heard, before any measure is chosen.
package packs.eu5g.interference_0005

import data.lib.asset
import data.lib.known
import data.lib.level
import data.lib.srp

supplier := known.pick(input.supplier, ["established", "headquarters", "sites", "stateLinks", "control"])

factors := srp.interference(supplier, input.countries, known.pick(input.exposure, ["access"]))

# A favourable designation replaces what is derived, for the assets it covers.
key_assets contains a if {
	some a in input.assets
	level.at_least(a.sensitivity, data.params["eu5g/INTERFERENCE-0005"].sensitivity)
	a.cleared == false
}

finding contains f if {
	some name, x in factors
	x.level.lo >= data.params["eu5g/INTERFERENCE-0005"].level
	count(key_assets) > 0
	f := {
		"key": name,
		"links": asset.links(key_assets),
		"factor": x.words,
		"level": level.words(x.level),
		"evidence": x.evidence,
	}
}

undecided contains {"fact": fact} if {
	some name, x in factors
	some fact in srp.missing(x, data.params["eu5g/INTERFERENCE-0005"].level)
	count(key_assets) > 0
}
