# METADATA
# title: A contract lacks a clause on duties passed on to subcontractors
# description: |
#   Article 21(2)(d) asks for security in the relations with direct suppliers and does not name
#   the clause; recital 85 speaks of measures in their contracts. The implementing regulation
#   lists the clause, but is not known to bind this entity: for it the list is guidance. A clause
#   that nobody has looked for is unknown.
# custom:
#   id: nis2/CLAUSE-0004
#   scope: contract
#   binds: nis2-alone
#   outcome: warn
#   severity: low
#   measures: ["nis2:rec85"]
#   needs: [contract.clauses.subcontractorFlowDown]
#   message: "{subject} with {f.supplier} has no clause on duties passed on to subcontractors"
#   remedy: Agree which requirements hold for subcontractors too.
package packs.nis2.clause_0004

finding contains {"key": "subcontractorFlowDown", "supplier": input.contract.supplierName, "evidence": ["contract.clauses.subcontractorFlowDown"]} if {
	input.contract.clauses.subcontractorFlowDown == false
}
