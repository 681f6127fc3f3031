# METADATA
# title: A contract sets no duty to report incidents, vulnerabilities and threats
# description: |
#   Contracts are to set the duty to report, and to have response and monitoring in place. A
#   clause that nobody has looked for is unknown.
# custom:
#   id: eui2841/CLAUSE-0002
#   scope: contract
#   outcome: warn
#   severity: moderate
#   measures: ["eui:8.3.k.ii", "eui:8.3.k", "eui:8.2.m"]
#   needs: [contract.clauses.incidentReporting]
#   message: "{subject} with {f.supplier} has no clause on the reporting of incidents, vulnerabilities and threats, with response and monitoring"
#   remedy: Agree the duty to report, with a contact and a time, and what response and monitoring the provider keeps up.
#   effectiveFrom: 2025-09-08
package packs.eui2841.clause_0002

import data.lib.known

finding contains {"key": "incidentReporting", "supplier": known.text(input.contract, "supplierName"), "evidence": ["contract.clauses.incidentReporting"]} if {
	input.contract.clauses.incidentReporting == false
}
