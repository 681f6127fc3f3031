# METADATA
# title: A contract gives no right to switch upon request
# description: |
#   Upon request the customer may switch to another provider or to its own premises. A clause that nobody
#   has looked for is unknown.
# custom:
#   id: dataact/CLAUSE-0010
#   scope: contract
#   binds: none
#   applies: {when: [contract.clauses.dataAct]}
#   outcome: warn
#   severity: moderate
#   measures: ["dataact:25.2.a"]
#   needs: [contract.clauses.switchingRight]
#   message: "{subject} with {f.supplier} has no clause by which the customer may switch upon request; the provider must offer one (article 25(2)(a))"
#   remedy: Ask for the clause; what the law gives is easier to use where the contract says how.
#   effectiveFrom: 2025-09-12
package packs.dataact.clause_0010

import data.lib.known

finding contains f if {
	input.contract.clauses.switchingRight == false
	f := {"key": "", "supplier": known.text(input.contract, "supplierName"), "evidence": ["contract.clauses.switchingRight"]}
}
