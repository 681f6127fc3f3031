# METADATA
# title: A contract leaves less than 30 days to retrieve data
# description: |
#   After the transition data can be retrieved for at least 30 calendar days.
# custom:
#   id: dataact/TERM-0003
#   scope: contract
#   binds: none
#   applies: {when: [contract.clauses.dataAct]}
#   outcome: warn
#   severity: moderate
#   measures: ["dataact:25.2.g"]
#   needs: [contract.retrievalDays]
#   params:
#     days: {default: 30, min: 0, doc: "least days of retrieval, article 25(2)(g)"}
#   message: "{subject} with {f.supplier} leaves {f.value} days to retrieve data after a switch; the provider must offer at least 30 (article 25(2)(g))"
#   remedy: Ask for at least 30 days, and plan the retrieval.
#   effectiveFrom: 2025-09-12
package packs.dataact.term_0003

import data.lib.known

finding contains f if {
	input.contract.retrievalDays < data.params["dataact/TERM-0003"].days
	f := {
		"key": "",
		"supplier": known.text(input.contract, "supplierName"),
		"value": input.contract.retrievalDays,
		"evidence": ["contract.retrievalDays"],
	}
}
