# METADATA
# title: A listed provider is locked in to a direct supplier
# description: |
#   The largest dimension of lock-in is above a threshold. Dimensions are judged one by one, because
#   a mean would let easy data make up for a missing alternative. The threshold is a choice. Point
#   5.1.2(d) of the implementing regulation wants suppliers to be selected by the ability to
#   diversify and to limit lock-in, where applicable.
# custom:
#   id: nis2/LOCKIN-0002
#   scope: supplier
#   binds: ir2690
#   applies: {when: [supplier.direct]}
#   outcome: warn
#   severity: moderate
#   measures: ["ir2690:5.1.2.d", "nis2:rec90"]
#   needs: [exposure.lockIn]
#   params:
#     dimension: {default: 0.7, min: 0, max: 1, doc: "highest value of a dimension (0 free to 1 locked) without a finding; a choice"}
#   message: "{subject} is hard to leave: {f.dimension} is {f.value} on a scale from 0 (free) to 1 (locked)"
#   remedy: "Work on the dimension named: alternatives, open interfaces, export of data, contract terms, an exit plan."
package packs.nis2.lockin_0002

import data.lib.interval

threshold := data.params["nis2/LOCKIN-0002"].dimension

finding contains f if {
	some name, x in input.exposure.lockIn.dimensions
	interval.above(x, threshold)
	f := {"key": name, "dimension": name, "value": x, "evidence": ["exposure.lockIn"]}
}

undecided contains {"fact": concat("", ["exposure.lockIn.dimensions.", name])} if {
	some name, x in input.exposure.lockIn.dimensions
	interval.straddles(x, threshold)
}
