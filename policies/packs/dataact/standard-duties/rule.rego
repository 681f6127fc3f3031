# METADATA
# title: Compatibility with standards, of services other than infrastructure
# description: |
#   Asked where the contract is stated to be on more than computing resources (clause
#   infrastructureOnly: false) and not custom-built.
# custom:
#   id: dataact/EVIDENCE-0005
#   scope: contract
#   binds: none
#   applies: {when: [contract.clauses.dataAct]}
#   outcome: warn
#   severity: low
#   asks: {entries: ["dataact:30.3"], of: contract}
#   message: "{subject}: {f.title} {f.state}"
#   remedy: Ask the provider for it, and record the evidence with its date.
package packs.dataact.evidence_0005

import data.lib.answer
import data.lib.evidence
import data.lib.known

states := {entry: state | some entry, state in input.evidence}

clauses := known.pick(input.contract.clauses, ["customBuilt", "infrastructureOnly", "switchingCharges"])

asked if {
	answer.of(clauses, "infrastructureOnly") == "no"
	answer.of(clauses, "customBuilt") in {"no", "unknown"}
}

finding contains f if {
	asked
	some f in evidence.gaps(data.asks["dataact/EVIDENCE-0005"], states)
}

undecided contains u if {
	asked
	some u in evidence.open(data.asks["dataact/EVIDENCE-0005"], states)
}
