package packs.dataact.term_0001_test

import data.packs.dataact.term_0001 as rule

params := {"dataact/TERM-0001": {"days": 30}}

found(contract) := y if {
	y := rule.finding with input as {"contract": contract} with data.params as params
}

test_bad if {
	found({"supplierName": "Hylvane", "transitionDays": 60}) == {{
		"key": "", "supplier": "Hylvane", "value": 60, "evidence": ["contract.transitionDays"],
	}}
}

test_good if found({"transitionDays": 30}) == set()

test_unknown if found({}) == set()
