# METADATA
# title: A contract does not say which switching charges may be imposed
# description: |
#   The contract names the charges that may be imposed under article 29. A clause that nobody has
#   looked for is unknown.
# custom:
#   id: dataact/CLAUSE-0006
#   scope: contract
#   binds: none
#   applies: {when: [contract.clauses.dataAct]}
#   outcome: warn
#   severity: moderate
#   measures: ["dataact:25.2.i"]
#   needs: [contract.clauses.switchingChargesStated]
#   message: "{subject} with {f.supplier} has no clause on switching charges; the provider must offer one (article 25(2)(i))"
#   remedy: Ask for the clause, also where the answer is none.
#   effectiveFrom: 2025-09-12
package packs.dataact.clause_0006

import data.lib.known

finding contains f if {
	input.contract.clauses.switchingChargesStated == false
	f := {"key": "", "supplier": known.text(input.contract, "supplierName"), "evidence": ["contract.clauses.switchingChargesStated"]}
}
