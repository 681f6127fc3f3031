# METADATA
# title: The loss of one supplier or owner stops a key asset
# description: |
#   A single supplier, or a single owner behind several suppliers, is enough to stop the asset at
#   once or to end its supply. What is only possible, because facts are missing, is unknown.
# custom:
#   id: eu5g/DIVERSITY-0002
#   scope: asset
#   applies: {assets: ["eu5g:*"]}
#   outcome: fail
#   severity: high
#   measures: ["eu5g:SM05", "eu5g:TM11", "eu5g:R4", "eu5g:R7"]
#   params:
#     criticality: {default: high, doc: "lowest criticality of an asset at which this fails; a choice"}
#   message: "{subject}: the loss of the {f.by} {f.party} alone {f.effect}"
#   remedy: Add an alternative that does not rest on the same party, or show how the asset goes on without it.
package packs.eu5g.diversity_0002

import data.lib.level

due contains p if {
	level.at_least(input.asset.criticality, data.params["eu5g/DIVERSITY-0002"].criticality)
	some p in input.singlePoints
	p.by in {"supplier", "owner"}
	p.mode in {"stop", "noSupply", "all"}
}

finding contains f if {
	some p in due
	p.certainty == "certain"
	f := {
		"key": concat("/", [p.by, p.key, p.mode]),
		"by": p.by,
		"party": p.name,
		"effect": effect[p.mode],
		"evidence": ["singlePoints"],
	}
}

effect := {
	"stop": "stops it at once",
	"noSupply": "ends its supply",
	"all": "takes services and deliveries that stand in for one another, and stops it",
}

undecided contains {"fact": concat("", ["singlePoints.", p.by])} if {
	some p in due
	p.certainty == "possible"
}
