# METADATA
# title: A contract lacks a clause on notice of incidents
# description: |
#   The implementing regulation lists the clause for contracts with direct suppliers, where
#   appropriate. It binds the types of entity it names; for others it is guidance on article
#   21(2)(d). A clause that nobody has looked for is unknown.
# custom:
#   id: nis2/CLAUSE-0001
#   scope: contract
#   applies: {sectors: ["nis2:*"]}
#   outcome: warn
#   severity: moderate
#   measures: ["ir2690:5.1.4.d", "nis2:21.2.d"]
#   needs: [contract.clauses.incidentNotice]
#   message: "{subject} with {f.supplier} has no clause on notice of incidents"
#   remedy: Agree that the supplier tells of incidents without undue delay, with a contact and a time.
package packs.nis2.clause_0001

finding contains {"key": "incidentNotice", "supplier": input.contract.supplierName, "evidence": ["contract.clauses.incidentNotice"]} if {
	input.contract.clauses.incidentNotice == false
}
