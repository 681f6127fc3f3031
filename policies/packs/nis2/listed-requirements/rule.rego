# METADATA
# title: A contract of a listed provider lacks a clause on cybersecurity requirements
# description: |
#   Point 5.1.4(a) of the implementing regulation lists the clause for contracts with direct
#   suppliers and service providers, where appropriate: the rule warns, and whoever holds the
#   clause not to be appropriate waives it with the reason. A clause that nobody has looked for is
#   unknown (contract.clauses.cybersecurityRequirements).
# custom:
#   id: nis2/CLAUSE-0011
#   scope: contract
#   binds: ir2690
#   outcome: warn
#   severity: moderate
#   measures: ["ir2690:5.1.4.a", "nis2:21.2.d"]
#   needs: [contract.clauses.cybersecurityRequirements]
#   message: "{subject} with {f.supplier} has no clause on cybersecurity requirements"
#   remedy: Agree the cybersecurity requirements that the supplier has to meet, those of acquisition included.
package packs.nis2.clause_0011

finding contains {"key": "cybersecurityRequirements", "supplier": input.contract.supplierName, "evidence": ["contract.clauses.cybersecurityRequirements"]} if {
	input.contract.clauses.cybersecurityRequirements == false
}
