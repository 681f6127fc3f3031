# METADATA
# title: A contract of a listed provider lacks a clause on return and disposal of information at the end
# description: |
#   Point 5.1.4(h) of the implementing regulation lists the clause for contracts with direct
#   suppliers and service providers, where appropriate: the rule warns, and whoever holds the
#   clause not to be appropriate waives it with the reason. A clause that nobody has looked for is
#   unknown (contract.clauses.returnAndDisposal).
# custom:
#   id: nis2/CLAUSE-0018
#   scope: contract
#   binds: ir2690
#   outcome: warn
#   severity: moderate
#   measures: ["ir2690:5.1.4.h", "nis2:21.2.d"]
#   needs: [contract.clauses.returnAndDisposal]
#   message: "{subject} with {f.supplier} has no clause on return and disposal of information at the end"
#   remedy: Agree what the supplier owes at the end, such as to give back and dispose of information.
package packs.nis2.clause_0018

finding contains {"key": "returnAndDisposal", "supplier": input.contract.supplierName, "evidence": ["contract.clauses.returnAndDisposal"]} if {
	input.contract.clauses.returnAndDisposal == false
}
