# METADATA
# title: A contract of a listed provider lacks a clause on duties passed on to subcontractors
# description: |
#   Point 5.1.4(g) of the implementing regulation lists the clause for contracts with direct
#   suppliers and service providers, where appropriate: the rule warns, and whoever holds the
#   clause not to be appropriate waives it with the reason. A clause that nobody has looked for is
#   unknown (contract.clauses.subcontractorFlowDown).
# custom:
#   id: nis2/CLAUSE-0017
#   scope: contract
#   binds: ir2690
#   outcome: warn
#   severity: moderate
#   measures: ["ir2690:5.1.4.g", "nis2:21.2.d"]
#   needs: [contract.clauses.subcontractorFlowDown]
#   message: "{subject} with {f.supplier} has no clause on duties passed on to subcontractors"
#   remedy: Agree which requirements hold for subcontractors too.
package packs.nis2.clause_0017

finding contains {"key": "subcontractorFlowDown", "supplier": input.contract.supplierName, "evidence": ["contract.clauses.subcontractorFlowDown"]} if {
	input.contract.clauses.subcontractorFlowDown == false
}
