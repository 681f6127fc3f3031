# METADATA
# title: A contract does not promise support of the customer's exit strategy
# description: |
#   The provider supports the exit strategy, with all information that it takes. A clause that nobody
#   has looked for is unknown.
# custom:
#   id: dataact/CLAUSE-0002
#   scope: contract
#   binds: none
#   applies: {when: [contract.clauses.dataAct]}
#   outcome: warn
#   severity: moderate
#   measures: ["dataact:25.2.b"]
#   needs: [contract.clauses.exitSupport]
#   message: "{subject} with {f.supplier} has no clause by which the provider supports the customer's exit strategy; the provider must offer one (article 25(2)(b))"
#   remedy: Ask for the clause; it also serves the exit plan.
#   effectiveFrom: 2025-09-12
package packs.dataact.clause_0002

import data.lib.known

finding contains f if {
	input.contract.clauses.exitSupport == false
	f := {"key": "", "supplier": known.text(input.contract, "supplierName"), "evidence": ["contract.clauses.exitSupport"]}
}
