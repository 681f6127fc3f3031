# METADATA
# title: A contract lacks a clause on cybersecurity requirements
# description: |
#   Article 21(2)(d) asks for security in the relations with direct suppliers and does not name
#   the clause; recital 85 speaks of measures in their contracts. The implementing regulation
#   lists the clause, but is not known to bind this entity: for it the list is guidance. A clause
#   that nobody has looked for is unknown.
# custom:
#   id: nis2/CLAUSE-0005
#   scope: contract
#   binds: nis2-alone
#   outcome: warn
#   severity: low
#   measures: ["nis2:rec85"]
#   needs: [contract.clauses.cybersecurityRequirements]
#   message: "{subject} with {f.supplier} has no clause on cybersecurity requirements"
#   remedy: Agree the cybersecurity requirements that the supplier has to meet, those of acquisition included.
package packs.nis2.clause_0005

finding contains {"key": "cybersecurityRequirements", "supplier": input.contract.supplierName, "evidence": ["contract.clauses.cybersecurityRequirements"]} if {
	input.contract.clauses.cybersecurityRequirements == false
}
