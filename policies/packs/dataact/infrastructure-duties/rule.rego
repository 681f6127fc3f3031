# METADATA
# title: Help towards functional equivalence, of infrastructure services
# description: |
#   Asked where the contract is stated to be on computing resources alone (clause infrastructureOnly)
#   and not custom-built. Which of the two kinds of service it is, is asked here once.
# custom:
#   id: dataact/EVIDENCE-0003
#   scope: contract
#   binds: none
#   applies: {when: [contract.clauses.dataAct]}
#   outcome: warn
#   severity: low
#   asks: {entries: ["dataact:30.1"], of: contract}
#   message: "{subject}: {f.title} {f.state}"
#   remedy: Ask the provider for it, and record the evidence with its date.
package packs.dataact.evidence_0003

import data.lib.answer
import data.lib.evidence
import data.lib.known

states := {entry: state | some entry, state in input.evidence}

clauses := known.pick(input.contract.clauses, ["customBuilt", "infrastructureOnly", "switchingCharges"])

asked if {
	answer.of(clauses, "infrastructureOnly") == "yes"
	answer.of(clauses, "customBuilt") in {"no", "unknown"}
}

finding contains f if {
	asked
	some f in evidence.gaps(data.asks["dataact/EVIDENCE-0003"], states)
}

undecided contains u if {
	asked
	some u in evidence.open(data.asks["dataact/EVIDENCE-0003"], states)
}

undecided contains {"fact": "contract.clauses.infrastructureOnly"} if answer.of(clauses, "infrastructureOnly") == "unknown"
