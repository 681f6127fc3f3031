# METADATA
# title: A contract does not let the customer choose between switch, own premises and erasure
# description: |
#   With the notice the customer says which of the three it wants. A clause that nobody has looked for
#   is unknown.
# custom:
#   id: dataact/CLAUSE-0007
#   scope: contract
#   binds: none
#   applies: {when: [contract.clauses.dataAct]}
#   outcome: warn
#   severity: moderate
#   measures: ["dataact:25.3"]
#   needs: [contract.clauses.switchingChoice]
#   message: "{subject} with {f.supplier} has no clause on the choice between another provider, own premises and erasure; the provider must offer one (article 25(3))"
#   remedy: Ask for the clause.
#   effectiveFrom: 2025-09-12
package packs.dataact.clause_0007

import data.lib.known

finding contains f if {
	input.contract.clauses.switchingChoice == false
	f := {"key": "", "supplier": known.text(input.contract, "supplierName"), "evidence": ["contract.clauses.switchingChoice"]}
}
