# METADATA
# title: What a customer is told before a contract on a custom-built service
# description: |
#   Asked where the contract is stated to be on one (clause customBuilt).
# custom:
#   id: dataact/EVIDENCE-0006
#   scope: contract
#   binds: none
#   applies: {when: [contract.clauses.dataAct]}
#   outcome: warn
#   severity: low
#   asks: {entries: ["dataact:31.3"], of: contract}
#   message: "{subject}: {f.title} {f.state}"
#   remedy: Ask the provider for it, and record the evidence with its date.
package packs.dataact.evidence_0006

import data.lib.answer
import data.lib.evidence
import data.lib.known

states := {entry: state | some entry, state in input.evidence}

clauses := known.pick(input.contract.clauses, ["customBuilt", "infrastructureOnly", "switchingCharges"])

asked if answer.of(clauses, "customBuilt") == "yes"

finding contains f if {
	asked
	some f in evidence.gaps(data.asks["dataact/EVIDENCE-0006"], states)
}

undecided contains u if {
	asked
	some u in evidence.open(data.asks["dataact/EVIDENCE-0006"], states)
}
