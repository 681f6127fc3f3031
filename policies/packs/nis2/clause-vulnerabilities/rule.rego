# METADATA
# title: A contract lacks a clause on the handling of vulnerabilities
# description: |
#   Article 21(2)(d) asks for security in the relations with direct suppliers and does not name
#   the clause; recital 85 speaks of measures in their contracts. The implementing regulation
#   lists the clause, but is not known to bind this entity: for it the list is guidance. A clause
#   that nobody has looked for is unknown.
# custom:
#   id: nis2/CLAUSE-0003
#   scope: contract
#   binds: nis2-alone
#   outcome: warn
#   severity: low
#   measures: ["nis2:rec85"]
#   needs: [contract.clauses.vulnerabilityHandling]
#   message: "{subject} with {f.supplier} has no clause on the handling of vulnerabilities"
#   remedy: Agree that vulnerabilities that endanger the entity are handled, and by when.
package packs.nis2.clause_0003

finding contains {"key": "vulnerabilityHandling", "supplier": input.contract.supplierName, "evidence": ["contract.clauses.vulnerabilityHandling"]} if {
	input.contract.clauses.vulnerabilityHandling == false
}
