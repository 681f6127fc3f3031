# METADATA
# title: A contract of a listed provider lacks a clause on verification of staff background
# description: |
#   Point 5.1.4(c) of the implementing regulation lists the clause for contracts with direct
#   suppliers and service providers, where appropriate: the rule warns, and whoever holds the
#   clause not to be appropriate waives it with the reason. A clause that nobody has looked for is
#   unknown (contract.clauses.backgroundVerification).
# custom:
#   id: nis2/CLAUSE-0013
#   scope: contract
#   binds: ir2690
#   outcome: warn
#   severity: moderate
#   measures: ["ir2690:5.1.4.c", "nis2:21.2.d"]
#   needs: [contract.clauses.backgroundVerification]
#   message: "{subject} with {f.supplier} has no clause on verification of staff background"
#   remedy: Agree how the background of the staff of the supplier is verified.
package packs.nis2.clause_0013

finding contains {"key": "backgroundVerification", "supplier": input.contract.supplierName, "evidence": ["contract.clauses.backgroundVerification"]} if {
	input.contract.clauses.backgroundVerification == false
}
