# METADATA
# title: A contract lets a switch take longer than 30 days
# description: |
#   The transition is at most 30 calendar days after the notice. Where that is technically unfeasible
#   the provider says so within 14 working days of the request, justifies it and names another period,
#   of at most seven months: case by case, not in the contract.
# custom:
#   id: dataact/TERM-0001
#   scope: contract
#   binds: none
#   applies: {when: [contract.clauses.dataAct]}
#   outcome: warn
#   severity: moderate
#   measures: ["dataact:25.2.a", "dataact:25.4"]
#   needs: [contract.transitionDays]
#   params:
#     days: {default: 30, min: 0, doc: "most days of transition, article 25(2)(a)"}
#   message: "{subject} with {f.supplier} lets a switch take {f.value} days; the provider must offer at most 30, and may name up to seven months only for a switch at hand, with reasons (article 25(2)(a) and (4))"
#   remedy: Ask for a transition of 30 days, which the customer may extend.
#   effectiveFrom: 2025-09-12
package packs.dataact.term_0001

import data.lib.known

finding contains f if {
	input.contract.transitionDays > data.params["dataact/TERM-0001"].days
	f := {
		"key": "",
		"supplier": known.text(input.contract, "supplierName"),
		"value": input.contract.transitionDays,
		"evidence": ["contract.transitionDays"],
	}
}
