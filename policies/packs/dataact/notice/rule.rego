# METADATA
# title: A contract wants more than two months of notice for a switch
# description: |
#   The notice of a switch is at most two months. The notice of the record (noticeMonths) is taken for
#   that of a switch: where a contract has a shorter one for switching, that is the one to record.
# custom:
#   id: dataact/TERM-0002
#   scope: contract
#   binds: none
#   applies: {when: [contract.clauses.dataAct]}
#   outcome: warn
#   severity: moderate
#   measures: ["dataact:25.2.d"]
#   needs: [contract.noticeMonths]
#   params:
#     months: {default: 2, min: 0, doc: "most months of notice, article 25(2)(d)"}
#   message: "{subject} with {f.supplier} wants {f.value} months of notice; for a switch the provider may want two at most (article 25(2)(d))"
#   remedy: Ask for a notice of at most two months, or record the one that holds for switching.
#   effectiveFrom: 2025-09-12
package packs.dataact.term_0002

import data.lib.known

finding contains f if {
	input.contract.noticeMonths > data.params["dataact/TERM-0002"].months
	f := {
		"key": "",
		"supplier": known.text(input.contract, "supplierName"),
		"value": input.contract.noticeMonths,
		"evidence": ["contract.noticeMonths"],
	}
}
