# METADATA
# title: A contract of a listed provider lacks a clause on the handling of vulnerabilities
# description: |
#   Point 5.1.4(f) of the implementing regulation lists the clause for contracts with direct
#   suppliers and service providers, where appropriate: the rule warns, and whoever holds the
#   clause not to be appropriate waives it with the reason. A clause that nobody has looked for is
#   unknown (contract.clauses.vulnerabilityHandling).
# custom:
#   id: nis2/CLAUSE-0016
#   scope: contract
#   binds: ir2690
#   outcome: warn
#   severity: moderate
#   measures: ["ir2690:5.1.4.f", "nis2:21.2.d"]
#   needs: [contract.clauses.vulnerabilityHandling]
#   message: "{subject} with {f.supplier} has no clause on the handling of vulnerabilities"
#   remedy: Agree that vulnerabilities that endanger the entity are handled, and by when.
package packs.nis2.clause_0016

finding contains {"key": "vulnerabilityHandling", "supplier": input.contract.supplierName, "evidence": ["contract.clauses.vulnerabilityHandling"]} if {
	input.contract.clauses.vulnerabilityHandling == false
}
