# METADATA
# title: Criteria of recital 91 as a profile of a direct supplier
# description: |
#   What this entity's own measures say of the criteria by which supply chains are chosen for a
#   coordinated assessment, each from 0 (none) to 4 (critical), as a range: the entity's reliance
#   (its largest share of the system), the functions served (the highest criticality of an asset),
#   alternatives (that dimension of lock-in), resilience (the highest criticality of an asset of which
#   the supplier is a single point), and legislation of third countries. The criteria are not added
#   up, and no score rests on them. The levels are choices; use over many entities, personal data and
#   emerging ICT are left to evidence. Suppliers of assets of 5G networks alone are left to the pack
#   eu5g.
# custom:
#   id: nis2art22/CRITERIA-0001
#   scope: supplier
#   applies: {when: [supplier.direct]}
#   outcome: factor
#   severity: low
#   measures: ["nis2art22:91.i", "nis2art22:91.ii", "nis2art22:91.iii", "nis2art22:91.iv", "nis2art22:91.third", "eu5g:srp.interference.legislation"]
package packs.nis2art22.criteria_0001

import data.lib.critical
import data.lib.known
import data.lib.level
import data.lib.srp

assets := {a | some a in input.assets; critical.general(a)}

factor contains {"id": concat(".", ["rec91", name]), "level": x.level, "evidence": x.evidence} if {
	count(assets) > 0
	some name, x in profile
}

profile["i_reliance"] := {"level": quarters(shares), "evidence": ["exposure.shares"]}

profile["ii_functions"] := {"level": max({level.rank[a.criticality] | some a in assets}), "evidence": ["assets"]}

profile["iii_alternatives"] := {"level": quarters(alternatives), "evidence": ["exposure.lockIn"]}

profile["iv_resilience"] := {
	"level": {
		"lo": max({0} | {level.rank[p.criticality] | some p in points; p.certainty == "certain"}),
		"hi": max({0} | {level.rank[p.criticality] | some p in points}),
	},
	"evidence": ["exposure.singlePointOf"],
}

profile["third_country"] := {"level": legislation.level, "evidence": legislation.evidence}

# quarters is a range of shares, 0 to 1, as levels rounded outward; nothing
# known leaves all open.
quarters(ranges) := {
	"lo": max({0} | {floor(4 * x.lo) | some x in ranges}),
	"hi": max(whole | {ceil(4 * x.hi) | some x in ranges}),
} if {
	open := {x | some x in ranges; known.missing(x, "hi")}
	whole := {4 | known.number(ranges) == 0} | {4 | count(open) > 0}
}

shares := {input.exposure.shares[basis] | some basis in ["criticality", "declared", "spend", "units"]}

alternatives := {x | x := input.exposure.lockIn.dimensions.alternatives}

points := {p | some p in input.exposure.singlePointOf; critical.general(p)}

supplier := known.pick(input.supplier, ["established", "headquarters", "sites", "stateLinks", "control"])

countries := {code: c | some code, c in input.countries}

legislation := srp.legislation(supplier, countries, known.pick(input.exposure, ["access"]))
