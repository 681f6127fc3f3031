# METADATA
# title: A contract lacks a clause on the right to audit
# description: |
#   The implementing regulation lists the clause for contracts with direct suppliers, where
#   appropriate. It binds the types of entity it names; for others it is guidance on article
#   21(2)(d). A clause that nobody has looked for is unknown.
# custom:
#   id: nis2/CLAUSE-0002
#   scope: contract
#   applies: {sectors: ["nis2:*"]}
#   outcome: warn
#   severity: moderate
#   measures: ["ir2690:5.1.4.e", "nis2:21.2.d"]
#   needs: [contract.clauses.auditRight]
#   message: "{subject} with {f.supplier} has no clause on the right to audit"
#   remedy: Agree a right to audit, or to receive audit reports.
package packs.nis2.clause_0002

finding contains {"key": "auditRight", "supplier": input.contract.supplierName, "evidence": ["contract.clauses.auditRight"]} if {
	input.contract.clauses.auditRight == false
}
