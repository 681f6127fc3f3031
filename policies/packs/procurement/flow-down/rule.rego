# METADATA
# title: A contract passes no duties on to subcontractors
# description: |
#   A condition of performance is where duties reach subcontractors; what the contract leaves out
#   cannot be asked of them later, but within the limits of a modification.
# custom:
#   id: procurement/SUBCONTRACT-0002
#   scope: contract
#   outcome: warn
#   severity: low
#   measures: ["dir24:71", "dir24:70"]
#   needs: [contract.clauses.subcontractorFlowDown]
#   message: "{subject} with {f.supplier} passes no duties on to subcontractors"
#   remedy: Announce the condition in the next procedure, and look whether it can be agreed before.
package packs.procurement.subcontract_0002

finding contains {"key": "subcontractorFlowDown", "supplier": input.contract.supplierName, "evidence": ["contract.clauses.subcontractorFlowDown"]} if {
	input.contract.clauses.subcontractorFlowDown == false
}
