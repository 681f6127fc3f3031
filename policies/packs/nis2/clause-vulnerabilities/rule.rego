# METADATA
# title: A contract lacks a clause on the handling of vulnerabilities
# description: |
#   The implementing regulation lists the clause for contracts with direct suppliers, where
#   appropriate. It binds the types of entity it names; for others it is guidance on article
#   21(2)(d). A clause that nobody has looked for is unknown.
# custom:
#   id: nis2/CLAUSE-0003
#   scope: contract
#   applies: {sectors: ["nis2:*"]}
#   outcome: warn
#   severity: moderate
#   measures: ["ir2690:5.1.4.f", "nis2:21.2.d"]
#   needs: [contract.clauses.vulnerabilityHandling]
#   message: "{subject} with {f.supplier} has no clause on the handling of vulnerabilities"
#   remedy: Agree that vulnerabilities that endanger the entity are handled, and by when.
package packs.nis2.clause_0003

finding contains {"key": "vulnerabilityHandling", "supplier": input.contract.supplierName, "evidence": ["contract.clauses.vulnerabilityHandling"]} if {
	input.contract.clauses.vulnerabilityHandling == false
}
