# METADATA
# title: A single point of failure of a critical asset is hard to leave
# description: |
#   Recital 90 names systemic disruption of supply, in particular by technological lock-in. The loss
#   of the supplier alone stops a critical asset or ends its supply, and a technical dimension of
#   lock-in (alternatives, interfaces, data) is above a threshold. The threshold is a choice. Assets
#   of 5G networks are left to the pack eu5g.
# custom:
#   id: nis2art22/DISRUPTION-0001
#   scope: supplier
#   outcome: warn
#   severity: high
#   measures: ["nis2art22:90.disruption", "nis2art22:90.single-points"]
#   params:
#     dimension: {default: 0.7, min: 0, max: 1, doc: "highest value of a dimension (0 free to 1 locked) without a finding; a choice"}
#     criticality: {default: high, doc: "lowest criticality of an asset at which it matters; a choice"}
#   message: "the loss of {subject} alone would hit {f.assets}, and it is hard to leave: {f.dimension} is {f.value} on a scale from 0 (free) to 1 (locked)"
#   remedy: Qualify an alternative for the assets named, and work on the dimension named.
package packs.nis2art22.disruption_0001

import data.lib.critical
import data.lib.interval
import data.lib.known

threshold := data.params["nis2art22/DISRUPTION-0001"].dimension

points contains p if {
	some p in input.exposure.singlePointOf
	critical.due(p, data.params["nis2art22/DISRUPTION-0001"].criticality)
}

certain := {p | some p in points; p.certainty == "certain"}

names(list) := concat(", ", sort({p.asset | some p in list}))

dimensions := {[name, input.exposure.lockIn.dimensions[name]] | some name in ["alternatives", "data", "interfaces"]}

finding contains f if {
	count(certain) > 0
	some [name, x] in dimensions
	interval.above(x, threshold)
	f := {"key": name, "assets": names(certain), "dimension": name, "value": x, "evidence": ["exposure.singlePointOf", "exposure.lockIn"]}
}

undecided contains {"fact": concat("", ["exposure.lockIn.dimensions.", name])} if {
	count(points) > 0
	some [name, x] in dimensions
	interval.straddles(x, threshold)
}

# It may be a single point, and would be hard to leave.
undecided contains {"fact": "exposure.singlePointOf"} if {
	count(points) > 0
	known.number(certain) == 0
	some [name, x] in dimensions
	interval.above(x, threshold)
}

undecided contains {"fact": "exposure.lockIn"} if {
	count(points) > 0
	known.missing(input.exposure, "lockIn")
}
