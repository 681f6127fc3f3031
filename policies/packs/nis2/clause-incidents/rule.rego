# METADATA
# title: A contract lacks a clause on notice of incidents
# description: |
#   Article 21(2)(d) asks for security in the relations with direct suppliers and does not name
#   the clause; recital 85 speaks of measures in their contracts. The implementing regulation
#   lists the clause, but is not known to bind this entity: for it the list is guidance. A clause
#   that nobody has looked for is unknown.
# custom:
#   id: nis2/CLAUSE-0001
#   scope: contract
#   binds: nis2-alone
#   outcome: warn
#   severity: low
#   measures: ["nis2:rec85"]
#   needs: [contract.clauses.incidentNotice]
#   message: "{subject} with {f.supplier} has no clause on notice of incidents"
#   remedy: Agree that the supplier tells of incidents without undue delay, with a contact and a time.
package packs.nis2.clause_0001

finding contains {"key": "incidentNotice", "supplier": input.contract.supplierName, "evidence": ["contract.clauses.incidentNotice"]} if {
	input.contract.clauses.incidentNotice == false
}
