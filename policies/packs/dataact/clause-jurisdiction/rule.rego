# METADATA
# title: A contract does not list where jurisdiction and protective measures are published
# description: |
#   The provider publishes the jurisdiction of the infrastructure of each service and its measures;
#   contracts list the pages. A clause that nobody has looked for is unknown.
# custom:
#   id: dataact/CLAUSE-0009
#   scope: contract
#   binds: none
#   applies: {when: [contract.clauses.dataAct]}
#   outcome: warn
#   severity: moderate
#   measures: ["dataact:28.2"]
#   needs: [contract.clauses.jurisdictionPages]
#   message: "{subject} with {f.supplier} has no clause that lists the pages on jurisdiction and on measures against access by governments; the provider must offer one (article 28(2))"
#   remedy: Ask for the addresses, and read the pages.
#   effectiveFrom: 2025-09-12
package packs.dataact.clause_0009

import data.lib.known

finding contains f if {
	input.contract.clauses.jurisdictionPages == false
	f := {"key": "", "supplier": known.text(input.contract, "supplierName"), "evidence": ["contract.clauses.jurisdictionPages"]}
}
