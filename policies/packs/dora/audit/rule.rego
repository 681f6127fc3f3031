# METADATA
# title: A contract behind a critical or important function gives no right to audit
# description: |
#   Such a contract needs rights of access, inspection and audit. A clause that nobody has looked for
#   is unknown.
# custom:
#   id: dora/CLAUSE-0001
#   scope: contract
#   applies: {assets: ["dora:critical-or-important-function"]}
#   outcome: warn
#   severity: moderate
#   measures: ["dora:30.3.e"]
#   needs: [contract.clauses.auditRight]
#   message: "{subject} with {f.supplier} stands behind a critical or important function and gives no right to audit"
#   remedy: Agree rights of access, inspection and audit for the entity, a third party it appoints and the authority.
package packs.dora.clause_0001

import data.lib.known

finding contains f if {
	input.contract.clauses.auditRight == false
	f := {"key": "", "supplier": known.text(input.contract, "supplierName"), "evidence": ["contract.clauses.auditRight"]}
}
