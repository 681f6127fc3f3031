# METADATA
# title: "Recital 90: products looked at for concealed vulnerabilities"
# description: |
#   Data do not show what is concealed. A person says whether the product was looked at, and answers
#   findings of adopted assessments about products that a user has added.
# custom:
#   id: nis2art22/EVIDENCE-0003
#   scope: product
#   applies: {when: [product.stated]}
#   outcome: warn
#   severity: low
#   asks: {entries: ["nis2art22:90.concealed", "nis2art22:finding.*"], of: product}
#   params:
#     criticality: {default: high, doc: "lowest criticality of an asset for which it is asked; a choice"}
#   message: '{subject}, behind {f.assets}: "{f.title}" {f.state}'
#   remedy: Have the product looked at, in proportion to what it serves, or record why not.
package packs.nis2art22.evidence_0003

import data.lib.critical
import data.lib.evidence

asked := data.asks["nis2art22/EVIDENCE-0003"]

states := {entry: state | some entry, state in input.evidence}

assets := {a | some a in input.assets; critical.due(a, data.params["nis2art22/EVIDENCE-0003"].criticality)}

finding contains object.union(f, {"assets": critical.names(assets)}) if {
	count(assets) > 0
	some f in evidence.gaps(asked, states)
}

undecided contains u if {
	count(assets) > 0
	some u in evidence.open(asked, states)
}
