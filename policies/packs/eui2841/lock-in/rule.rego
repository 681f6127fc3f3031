# METADATA
# title: A Union entity could hardly diversify away from a direct supplier
# description: |
#   Recital 11 points to open source and open standards as a way to diversify. Of the dimensions of
#   lock-in these are alternatives, interfaces and data; each is judged alone, because a mean would
#   let one make up for another. The threshold is a choice.
# custom:
#   id: eui2841/LOCKIN-0001
#   scope: supplier
#   applies: {when: [supplier.direct]}
#   outcome: warn
#   severity: low
#   measures: ["eui:rec11"]
#   needs: [exposure.lockIn]
#   params:
#     dimension: {default: 0.7, min: 0, max: 1, doc: "highest value of a dimension (0 free to 1 locked) without a finding; a choice"}
#   message: "{subject} is hard to diversify from: {f.dimension} is {f.value} on a scale from 0 (free) to 1 (locked)"
#   remedy: Ask for open standards and export of data in an open format, and qualify an alternative.
package packs.eui2841.lockin_0001

import data.lib.interval

threshold := data.params["eui2841/LOCKIN-0001"].dimension

dimensions := {[name, input.exposure.lockIn.dimensions[name]] | some name in ["alternatives", "data", "interfaces"]}

finding contains f if {
	some [name, x] in dimensions
	interval.above(x, threshold)
	f := {"key": name, "dimension": name, "value": x, "evidence": ["exposure.lockIn"]}
}

undecided contains {"fact": concat("", ["exposure.lockIn.dimensions.", name])} if {
	some [name, x] in dimensions
	interval.straddles(x, threshold)
}
