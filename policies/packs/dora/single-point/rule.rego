# METADATA
# title: The loss of one provider or owner stops a critical or important function
# description: |
#   A single provider, or a single owner behind several, is enough to stop the function at once or to
#   end its supply: the exposure that article 3(29) describes. What is only possible, because facts
#   are missing, is unknown.
# custom:
#   id: dora/CONCENTRATION-0004
#   scope: asset
#   applies: {assets: ["dora:critical-or-important-function"]}
#   outcome: warn
#   severity: high
#   measures: ["dora:3.29", "dora:31.3"]
#   message: "{subject}: the loss of the {f.by} {f.party} alone {f.effect}"
#   remedy: Add an alternative that does not rest on the same party, or show by the exit plan and contingency measures how the function goes on.
package packs.dora.concentration_0004

effect := {
	"stop": "stops it at once",
	"noSupply": "ends its supply",
	"all": "takes services and deliveries that stand in for one another, and stops it",
}

kinds := {"supplier": "provider", "owner": "owner"}

due contains p if {
	some p in input.singlePoints
	p.by in {"supplier", "owner"}
	p.mode in {"stop", "noSupply", "all"}
}

finding contains f if {
	some p in due
	p.certainty == "certain"
	f := {
		"key": concat("/", [p.by, p.key, p.mode]),
		"by": kinds[p.by],
		"party": p.name,
		"effect": effect[p.mode],
		"evidence": ["singlePoints"],
	}
}

undecided contains {"fact": concat(".", ["singlePoints", p.by])} if {
	some p in due
	p.certainty == "possible"
}
