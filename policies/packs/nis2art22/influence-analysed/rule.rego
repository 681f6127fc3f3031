# METADATA
# title: "Recital 90: ties of a direct supplier analysed"
# description: |
#   What data say of ties to governments is in nis2art22/INFLUENCE-0001. Models of governance, and
#   findings of adopted assessments about suppliers that a user has added, a person answers.
# custom:
#   id: nis2art22/EVIDENCE-0002
#   scope: supplier
#   applies: {when: [supplier.direct]}
#   outcome: warn
#   severity: low
#   asks: {entries: ["nis2art22:90.influence", "nis2art22:finding.*"], of: supplier}
#   params:
#     criticality: {default: high, doc: "lowest criticality of an asset for which it is asked; a choice"}
#   message: '{subject}, behind {f.assets}: "{f.title}" {f.state}'
#   remedy: Analyse the supplier's ties, hear its reply, and record both.
package packs.nis2art22.evidence_0002

import data.lib.critical
import data.lib.evidence

asked := data.asks["nis2art22/EVIDENCE-0002"]

states := {entry: state | some entry, state in input.evidence}

assets := {a | some a in input.assets; critical.due(a, data.params["nis2art22/EVIDENCE-0002"].criticality)}

finding contains object.union(f, {"assets": critical.names(assets)}) if {
	count(assets) > 0
	some f in evidence.gaps(asked, states)
}

undecided contains u if {
	count(assets) > 0
	some u in evidence.open(asked, states)
}
