# METADATA
# title: Functional equivalence, unless the service is custom-built
# description: |
#   Not asked where the contract is stated to be on a custom-built service that is not offered at
#   broad scale (clause customBuilt, article 31(1)).
# custom:
#   id: dataact/EVIDENCE-0002
#   scope: contract
#   binds: none
#   applies: {when: [contract.clauses.dataAct]}
#   outcome: warn
#   severity: low
#   asks: {entries: ["dataact:23.d"], of: contract}
#   message: "{subject}: {f.title} {f.state}"
#   remedy: Ask the provider for it, and record the evidence with its date.
package packs.dataact.evidence_0002

import data.lib.answer
import data.lib.evidence
import data.lib.known

states := {entry: state | some entry, state in input.evidence}

clauses := known.pick(input.contract.clauses, ["customBuilt", "infrastructureOnly", "switchingCharges"])

asked if answer.of(clauses, "customBuilt") in {"no", "unknown"}

finding contains f if {
	asked
	some f in evidence.gaps(data.asks["dataact/EVIDENCE-0002"], states)
}

undecided contains u if {
	asked
	some u in evidence.open(data.asks["dataact/EVIDENCE-0002"], states)
}
