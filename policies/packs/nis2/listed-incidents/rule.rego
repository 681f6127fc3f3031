# METADATA
# title: A contract of a listed provider lacks a clause on notice of incidents
# description: |
#   Point 5.1.4(d) of the implementing regulation lists the clause for contracts with direct
#   suppliers and service providers, where appropriate: the rule warns, and whoever holds the
#   clause not to be appropriate waives it with the reason. A clause that nobody has looked for is
#   unknown (contract.clauses.incidentNotice).
# custom:
#   id: nis2/CLAUSE-0014
#   scope: contract
#   binds: ir2690
#   outcome: warn
#   severity: moderate
#   measures: ["ir2690:5.1.4.d", "nis2:21.2.d"]
#   needs: [contract.clauses.incidentNotice]
#   message: "{subject} with {f.supplier} has no clause on notice of incidents"
#   remedy: Agree that the supplier tells of incidents without undue delay, with a contact and a time.
package packs.nis2.clause_0014

finding contains {"key": "incidentNotice", "supplier": input.contract.supplierName, "evidence": ["contract.clauses.incidentNotice"]} if {
	input.contract.clauses.incidentNotice == false
}
