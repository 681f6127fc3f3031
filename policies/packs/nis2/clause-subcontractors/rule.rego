# METADATA
# title: A contract lacks a clause on duties passed on to subcontractors
# description: |
#   The implementing regulation lists the clause for contracts with direct suppliers, where
#   appropriate. It binds the types of entity it names; for others it is guidance on article
#   21(2)(d). A clause that nobody has looked for is unknown.
# custom:
#   id: nis2/CLAUSE-0004
#   scope: contract
#   applies: {sectors: ["nis2:*"]}
#   outcome: warn
#   severity: moderate
#   measures: ["ir2690:5.1.4.g", "nis2:21.2.d"]
#   needs: [contract.clauses.subcontractorFlowDown]
#   message: "{subject} with {f.supplier} has no clause on duties passed on to subcontractors"
#   remedy: Agree which requirements hold for subcontractors too.
package packs.nis2.clause_0004

finding contains {"key": "subcontractorFlowDown", "supplier": input.contract.supplierName, "evidence": ["contract.clauses.subcontractorFlowDown"]} if {
	input.contract.clauses.subcontractorFlowDown == false
}
