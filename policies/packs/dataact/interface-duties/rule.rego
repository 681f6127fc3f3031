# METADATA
# title: Open interfaces and export, of services other than infrastructure
# description: |
#   Asked where the contract is stated to be on more than computing resources (clause
#   infrastructureOnly: false).
# custom:
#   id: dataact/EVIDENCE-0004
#   scope: contract
#   binds: none
#   applies: {when: [contract.clauses.dataAct]}
#   outcome: warn
#   severity: low
#   asks: {entries: ["dataact:30.2", "dataact:30.5"], of: contract}
#   message: "{subject}: {f.title} {f.state}"
#   remedy: Ask the provider for it, and record the evidence with its date.
package packs.dataact.evidence_0004

import data.lib.answer
import data.lib.evidence
import data.lib.known

states := {entry: state | some entry, state in input.evidence}

clauses := known.pick(input.contract.clauses, ["customBuilt", "infrastructureOnly", "switchingCharges"])

asked if answer.of(clauses, "infrastructureOnly") == "no"

finding contains f if {
	asked
	some f in evidence.gaps(data.asks["dataact/EVIDENCE-0004"], states)
}

undecided contains u if {
	asked
	some u in evidence.open(data.asks["dataact/EVIDENCE-0004"], states)
}
