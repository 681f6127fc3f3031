# METADATA
# title: The entity is locked in to a direct supplier
# description: |
#   The largest dimension of lock-in is above a threshold. Dimensions are judged one by one, because
#   a mean would let easy data make up for a missing alternative. The threshold is a choice. Recital
#   90 names lock-in as a risk factor; for providers that the implementing regulation binds see
#   nis2/LOCKIN-0002.
# custom:
#   id: nis2/LOCKIN-0001
#   scope: supplier
#   binds: nis2-alone
#   applies: {when: [supplier.direct]}
#   outcome: warn
#   severity: moderate
#   measures: ["nis2:rec90", "nis2:rec85", "council22:8"]
#   needs: [exposure.lockIn]
#   params:
#     dimension: {default: 0.7, min: 0, max: 1, doc: "highest value of a dimension (0 free to 1 locked) without a finding; a choice"}
#   message: "{subject} is hard to leave: {f.dimension} is {f.value} on a scale from 0 (free) to 1 (locked)"
#   remedy: "Work on the dimension named: alternatives, open interfaces, export of data, contract terms, an exit plan."
package packs.nis2.lockin_0001

import data.lib.interval

threshold := data.params["nis2/LOCKIN-0001"].dimension

finding contains f if {
	some name, x in input.exposure.lockIn.dimensions
	interval.above(x, threshold)
	f := {"key": name, "dimension": name, "value": x, "evidence": ["exposure.lockIn"]}
}

undecided contains {"fact": concat("", ["exposure.lockIn.dimensions.", name])} if {
	some name, x in input.exposure.lockIn.dimensions
	interval.straddles(x, threshold)
}
