# METADATA
# title: A contract has ended and is still relied upon
# description: |
#   The system lists the contract, and its end lies before the date of the assessment: what it
#   grants (security clauses, support, exit) may no longer hold.
# custom:
#   id: nis2/CONTRACT-0001
#   scope: contract
#   outcome: warn
#   severity: high
#   measures: ["nis2:21.2.d"]
#   needs: [contract.ended]
#   message: "{subject} with {f.supplier} ended on {f.end} and is still relied upon"
#   remedy: Renew or replace it, or show what holds instead.
package packs.nis2.contract_0001

import data.lib.known

finding contains f if {
	input.contract.ended
	f := {
		"key": "",
		"supplier": input.contract.supplierName,
		"end": known.text(input.contract, "end"),
		"evidence": ["contract.end"],
	}
}
