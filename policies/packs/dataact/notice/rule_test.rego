package packs.dataact.term_0002_test

import data.packs.dataact.term_0002 as rule

params := {"dataact/TERM-0002": {"months": 2}}

found(contract) := y if {
	y := rule.finding with input as {"contract": contract} with data.params as params
}

test_bad if {
	found({"supplierName": "Hylvane", "noticeMonths": 6}) == {{
		"key": "", "supplier": "Hylvane", "value": 6, "evidence": ["contract.noticeMonths"],
	}}
}

test_good if found({"noticeMonths": 2}) == set()

test_unknown if found({}) == set()
