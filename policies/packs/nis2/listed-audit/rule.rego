# METADATA
# title: A contract of a listed provider lacks a clause on the right to audit
# description: |
#   Point 5.1.4(e) of the implementing regulation lists the clause for contracts with direct
#   suppliers and service providers, where appropriate: the rule warns, and whoever holds the
#   clause not to be appropriate waives it with the reason. A clause that nobody has looked for is
#   unknown (contract.clauses.auditRight).
# custom:
#   id: nis2/CLAUSE-0015
#   scope: contract
#   binds: ir2690
#   outcome: warn
#   severity: moderate
#   measures: ["ir2690:5.1.4.e", "nis2:21.2.d"]
#   needs: [contract.clauses.auditRight]
#   message: "{subject} with {f.supplier} has no clause on the right to audit"
#   remedy: Agree a right to audit, or to receive audit reports.
package packs.nis2.clause_0015

finding contains {"key": "auditRight", "supplier": input.contract.supplierName, "evidence": ["contract.clauses.auditRight"]} if {
	input.contract.clauses.auditRight == false
}
