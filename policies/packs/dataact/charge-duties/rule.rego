# METADATA
# title: That reduced switching charges cover no more than costs
# description: |
#   Asked where the contract is stated to foresee switching charges and not to be custom-built; from
#   12 January 2027 dataact/CHARGE-0001 fails.
# custom:
#   id: dataact/EVIDENCE-0007
#   scope: contract
#   binds: none
#   applies: {when: [contract.clauses.dataAct]}
#   outcome: warn
#   severity: low
#   asks: {entries: ["dataact:29.3"], of: contract}
#   message: "{subject}: {f.title} {f.state}"
#   remedy: Ask the provider for it, and record the evidence with its date.
package packs.dataact.evidence_0007

import data.lib.answer
import data.lib.evidence
import data.lib.known

states := {entry: state | some entry, state in input.evidence}

clauses := known.pick(input.contract.clauses, ["customBuilt", "infrastructureOnly", "switchingCharges"])

asked if {
	answer.of(clauses, "switchingCharges") == "yes"
	answer.of(clauses, "customBuilt") in {"no", "unknown"}
}

finding contains f if {
	asked
	some f in evidence.gaps(data.asks["dataact/EVIDENCE-0007"], states)
}

undecided contains u if {
	asked
	some u in evidence.open(data.asks["dataact/EVIDENCE-0007"], states)
}
