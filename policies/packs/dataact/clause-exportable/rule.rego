# METADATA
# title: A contract does not list the data that can be ported
# description: |
#   The list names all exportable data at least. A clause that nobody has looked for is unknown.
# custom:
#   id: dataact/CLAUSE-0004
#   scope: contract
#   binds: none
#   applies: {when: [contract.clauses.dataAct]}
#   outcome: warn
#   severity: moderate
#   measures: ["dataact:25.2.e"]
#   needs: [contract.clauses.exportableDataListed]
#   message: "{subject} with {f.supplier} has no clause with an exhaustive list of the data and digital assets that can be ported; the provider must offer one (article 25(2)(e))"
#   remedy: Ask for the list, and compare it with the data that the service holds.
#   effectiveFrom: 2025-09-12
package packs.dataact.clause_0004

import data.lib.known

finding contains f if {
	input.contract.clauses.exportableDataListed == false
	f := {"key": "", "supplier": known.text(input.contract, "supplierName"), "evidence": ["contract.clauses.exportableDataListed"]}
}
