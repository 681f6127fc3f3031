# METADATA
# title: A contract does not say that it ends with a switch
# description: |
#   Otherwise the customer may go on paying for what it has left. A clause that nobody has looked for
#   is unknown.
# custom:
#   id: dataact/CLAUSE-0003
#   scope: contract
#   binds: none
#   applies: {when: [contract.clauses.dataAct]}
#   outcome: warn
#   severity: moderate
#   measures: ["dataact:25.2.c"]
#   needs: [contract.clauses.terminationOnSwitch]
#   message: "{subject} with {f.supplier} has no clause by which it ends when a switch is completed, or with the notice for erasure alone; the provider must offer one (article 25(2)(c))"
#   remedy: Ask for the clause.
#   effectiveFrom: 2025-09-12
package packs.dataact.clause_0003

import data.lib.known

finding contains f if {
	input.contract.clauses.terminationOnSwitch == false
	f := {"key": "", "supplier": known.text(input.contract, "supplierName"), "evidence": ["contract.clauses.terminationOnSwitch"]}
}
