# METADATA
# title: Indicators of possible interference at a supplier of a key asset
# description: |
#   One of the four factors of interference reaches at least `level` at its lower end, and the
#   supplier serves a key asset of at least `sensitivity`. Indicators ask for a review by people;
#   they are no finding about the supplier, and never rest on where it is from alone.
# custom:
#   id: eu5g/INTERFERENCE-0005
#   scope: supplier
#   applies: {assets: ["eu5g:*"]}
#   outcome: warn
#   severity: high
#   measures: ["eu5g:SM03", "eu5g:R5", "eu5g:key-assets", "eu5g:srp.interference"]
#   params:
#     level: {default: 3, doc: "lowest level (0 to 4) that calls for a review; a choice"}
#     sensitivity: {default: high, doc: "lowest sensitivity of an asset at which it does; a choice"}
#   message: "indicators for review at {subject}, which serves {f.assets}: {f.factor} at level {f.level}, on the facts stated"
#   remedy: Have the supplier's risk profile assessed, with its reply heard, before any measure is chosen.
package packs.eu5g.interference_0005

import data.lib.known
import data.lib.level
import data.lib.srp

supplier := known.pick(input.supplier, ["established", "headquarters", "sites", "stateLinks", "control"])

levels := srp.interference(supplier, input.countries, known.list(input.exposure, "access"))

key_assets contains a.id if {
	some a in input.assets
	level.at_least(a.sensitivity, data.params["eu5g/INTERFERENCE-0005"].sensitivity)
}

finding contains f if {
	some name, x in levels
	x.lo >= data.params["eu5g/INTERFERENCE-0005"].level
	count(key_assets) > 0
	f := {
		"key": name,
		"assets": [id | some id in key_assets],
		"factor": words[name],
		"level": x,
		"evidence": facts[name],
	}
}

words := {
	"gov_link": "link to a government",
	"legislation": "legislation without checks",
	"ownership": "ownership",
	"pressure": "pressure",
}

facts := {
	"gov_link": ["supplier.stateLinks"],
	"legislation": ["supplier.established", "supplier.headquarters", "supplier.sites", "exposure.access", "countries"],
	"ownership": ["supplier.control"],
	"pressure": ["supplier.sites", "exposure.access", "countries"],
}

missing := {
	"gov_link": "supplier.stateLinks",
	"legislation": "supplier.sites",
	"ownership": "supplier.control.stateControlled",
	"pressure": "supplier.sites",
}

undecided contains {"fact": missing[name], "key": name} if {
	some name, x in levels
	x.lo < data.params["eu5g/INTERFERENCE-0005"].level
	x.hi >= data.params["eu5g/INTERFERENCE-0005"].level
	count(key_assets) > 0
}
