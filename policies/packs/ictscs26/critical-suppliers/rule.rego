# METADATA
# title: Critical suppliers assessed
# description: |
#   The toolbox recommends to assess critical suppliers; how it tells them is not sourced. Direct
#   suppliers behind an asset of at least `criticality` count. Evidence for article 21(3) of NIS2
#   answers it.
# custom:
#   id: ictscs26/EVIDENCE-0002
#   scope: supplier
#   applies: {when: [supplier.direct]}
#   outcome: warn
#   severity: low
#   asks: {entries: ["ictscs26:*"], of: supplier}
#   params:
#     criticality: {default: high, doc: "lowest criticality of an asset for which it is asked; a choice"}
#   message: '{subject}, behind {f.assets}: "{f.title}" {f.state}'
#   remedy: Assess the supplier, and record the assessment with its date.
#   effectiveFrom: 2026-02-13
package packs.ictscs26.evidence_0002

import data.lib.critical
import data.lib.evidence

asked := data.asks["ictscs26/EVIDENCE-0002"]

states := {entry: state | some entry, state in input.evidence}

assets := {a | some a in input.assets; critical.due(a, data.params["ictscs26/EVIDENCE-0002"].criticality)}

finding contains object.union(f, {"assets": critical.names(assets)}) if {
	count(assets) > 0
	some f in evidence.gaps(asked, states)
}

undecided contains u if {
	count(assets) > 0
	some u in evidence.open(asked, states)
}
