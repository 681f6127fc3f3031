# METADATA
# title: A contract lacks a clause on the right to audit
# description: |
#   Article 21(2)(d) asks for security in the relations with direct suppliers and does not name
#   the clause; recital 85 speaks of measures in their contracts. The implementing regulation
#   lists the clause, but is not known to bind this entity: for it the list is guidance. A clause
#   that nobody has looked for is unknown.
# custom:
#   id: nis2/CLAUSE-0002
#   scope: contract
#   binds: nis2-alone
#   outcome: warn
#   severity: low
#   measures: ["nis2:rec85"]
#   needs: [contract.clauses.auditRight]
#   message: "{subject} with {f.supplier} has no clause on the right to audit"
#   remedy: Agree a right to audit, or to receive audit reports.
package packs.nis2.clause_0002

finding contains {"key": "auditRight", "supplier": input.contract.supplierName, "evidence": ["contract.clauses.auditRight"]} if {
	input.contract.clauses.auditRight == false
}
