# METADATA
# title: A contract of a listed provider lacks a clause on awareness, skills and training of staff
# description: |
#   Point 5.1.4(b) of the implementing regulation lists the clause for contracts with direct
#   suppliers and service providers, where appropriate: the rule warns, and whoever holds the
#   clause not to be appropriate waives it with the reason. A clause that nobody has looked for is
#   unknown (contract.clauses.staffTraining).
# custom:
#   id: nis2/CLAUSE-0012
#   scope: contract
#   binds: ir2690
#   outcome: warn
#   severity: moderate
#   measures: ["ir2690:5.1.4.b", "nis2:21.2.d"]
#   needs: [contract.clauses.staffTraining]
#   message: "{subject} with {f.supplier} has no clause on awareness, skills and training of staff"
#   remedy: Agree what awareness, skills, training or certificates the staff of the supplier must have.
package packs.nis2.clause_0012

finding contains {"key": "staffTraining", "supplier": input.contract.supplierName, "evidence": ["contract.clauses.staffTraining"]} if {
	input.contract.clauses.staffTraining == false
}
