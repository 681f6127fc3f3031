# METADATA
# title: A contract has ended and its products are still in use
# description: |
#   A contract that has run out goes on only within the limits of a modification, or by a new
#   procedure. A renewal that nobody planned is where lock-in comes from. A contract without a stated
#   end is not known. Asked of contracts that something in use rests on.
# custom:
#   id: procurement/CONTRACT-0001
#   scope: contract
#   outcome: warn
#   severity: moderate
#   measures: ["dir24:72"]
#   needs: [contract.ended]
#   message: "{subject} with {f.supplier} ended on {f.end}; what goes on needs a new procedure or a lawful modification"
#   remedy: Begin the procedure, or record the ground of the modification.
package packs.procurement.contract_0001

import data.lib.known

finding contains f if {
	input.contract.ended == true
	count(input.assets) > 0
	f := {"key": "", "supplier": input.contract.supplierName, "end": known.text(input.contract, "end"), "evidence": ["contract.end"]}
}
