# METADATA
# title: A contract does not promise help during a switch
# description: |
#   During the transition the provider assists, keeps the service going, tells known risks and keeps
#   up security. A clause that nobody has looked for is unknown.
# custom:
#   id: dataact/CLAUSE-0001
#   scope: contract
#   binds: none
#   applies: {when: [contract.clauses.dataAct]}
#   outcome: warn
#   severity: moderate
#   measures: ["dataact:25.2.a.i-iv"]
#   needs: [contract.clauses.switchingAssistance]
#   message: "{subject} with {f.supplier} has no clause on assistance, continuity, known risks and security during a switch; the provider must offer one (article 25(2)(a))"
#   remedy: Ask for the clause.
#   effectiveFrom: 2025-09-12
package packs.dataact.clause_0001

import data.lib.known

finding contains f if {
	input.contract.clauses.switchingAssistance == false
	f := {"key": "", "supplier": known.text(input.contract, "supplierName"), "evidence": ["contract.clauses.switchingAssistance"]}
}
