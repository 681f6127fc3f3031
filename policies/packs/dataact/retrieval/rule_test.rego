package packs.dataact.term_0003_test

import data.packs.dataact.term_0003 as rule

params := {"dataact/TERM-0003": {"days": 30}}

found(contract) := y if {
	y := rule.finding with input as {"contract": contract} with data.params as params
}

test_bad if {
	found({"supplierName": "Hylvane", "retrievalDays": 14}) == {{
		"key": "", "supplier": "Hylvane", "value": 14, "evidence": ["contract.retrievalDays"],
	}}
}

test_good if found({"retrievalDays": 30}) == set()

test_unknown if found({}) == set()
