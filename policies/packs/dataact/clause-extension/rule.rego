# METADATA
# title: A contract does not let the customer extend the transition
# description: |
#   The customer may extend the transition once, for as long as it finds fit. A clause that nobody has
#   looked for is unknown.
# custom:
#   id: dataact/CLAUSE-0008
#   scope: contract
#   binds: none
#   applies: {when: [contract.clauses.dataAct]}
#   outcome: warn
#   severity: moderate
#   measures: ["dataact:25.5"]
#   needs: [contract.clauses.transitionExtension]
#   message: "{subject} with {f.supplier} has no clause by which the customer may extend the transition once; the provider must offer one (article 25(5))"
#   remedy: Ask for the clause; 30 days are short for a large migration.
#   effectiveFrom: 2025-09-12
package packs.dataact.clause_0008

import data.lib.known

finding contains f if {
	input.contract.clauses.transitionExtension == false
	f := {"key": "", "supplier": known.text(input.contract, "supplierName"), "evidence": ["contract.clauses.transitionExtension"]}
}
