# METADATA
# title: The loss of one supplier or owner stops a critical asset
# description: |
#   Recital 90 wants measures against potential single points of failure. A single supplier, or a
#   single owner behind several suppliers, is enough to stop the asset at once or to end its supply.
#   What is only possible, because facts are missing, is unknown. Assets of 5G networks are left to
#   the pack eu5g.
# custom:
#   id: nis2art22/SINGLE-0001
#   scope: asset
#   outcome: warn
#   severity: moderate
#   measures: ["nis2art22:90.single-points", "nis2art22:91.iv"]
#   params:
#     criticality: {default: high, doc: "lowest criticality of an asset at which it matters; a choice"}
#   message: "{subject}: the loss of the {f.by} {f.party} alone {f.effect}"
#   remedy: Add an alternative that does not rest on the same party, or show how the asset goes on without it.
package packs.nis2art22.single_0001

import data.lib.critical
import data.lib.known

due contains p if {
	critical.due(known.pick(input.asset, ["class", "criticality"]), data.params["nis2art22/SINGLE-0001"].criticality)
	some p in input.singlePoints
	p.by in {"supplier", "owner"}
	p.mode in {"stop", "noSupply", "all"}
}

key(p) := concat("/", [p.by, p.key, p.mode])

effect := {
	"stop": "stops it at once",
	"noSupply": "ends its supply",
	"all": "takes services and deliveries that stand in for one another, and stops it",
}

finding contains {"key": key(p), "by": p.by, "party": p.name, "effect": effect[p.mode], "evidence": ["singlePoints"]} if {
	some p in due
	p.certainty == "certain"
}

undecided contains {"fact": concat("", ["singlePoints.", p.by])} if {
	some p in due
	p.certainty == "possible"
}
