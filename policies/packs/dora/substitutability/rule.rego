# METADATA
# title: A provider behind a critical or important function is not easily substitutable
# description: |
#   A dimension of lock-in that article 31(2)(d) and template B_07.01 speak of is above a threshold:
#   the lack of real alternatives, or the difficulty of migrating (time, cost, data). The threshold is
#   a choice.
#   Other dimensions are left to nis2/LOCKIN-0001.
# custom:
#   id: dora/SUBSTITUTE-0001
#   scope: supplier
#   applies: {assets: ["dora:critical-or-important-function"], when: [supplier.direct]}
#   outcome: warn
#   severity: moderate
#   measures: ["dora:29.1.a", "its2956:B_07.01"]
#   needs: [exposure.lockIn]
#   params:
#     dimension: {default: 0.7, min: 0, max: 1, doc: "highest value of a dimension (0 free to 1 locked) without a finding; a choice"}
#   message: "{subject} stands behind a critical or important function and is not easily substituted ({f.reason}): {f.value} on a scale from 0 (free) to 1 (locked)"
#   remedy: Weigh alternatives, agree export and transition, or record why the dependency is accepted.
package packs.dora.substitute_0001

import data.lib.interval

reasons := {
	"alternatives": "lack of real alternatives",
	"migrationTime": "difficulty of migrating: time",
	"migrationCost": "difficulty of migrating: cost",
	"data": "difficulty of migrating: data",
}

threshold := data.params["dora/SUBSTITUTE-0001"].dimension

finding contains f if {
	some name, reason in reasons
	x := input.exposure.lockIn.dimensions[name]
	interval.above(x, threshold)
	f := {"key": name, "reason": reason, "value": x, "evidence": ["exposure.lockIn"]}
}

undecided contains {"fact": concat(".", ["exposure.lockIn.dimensions", name])} if {
	some name, _ in reasons
	interval.straddles(input.exposure.lockIn.dimensions[name], threshold)
}
