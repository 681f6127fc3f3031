package packs.procurement.contract_0001_test

import data.packs.procurement.contract_0001 as rule

found(fields) := y if {
	y := rule.finding with input as {"contract": object.union({"supplierName": "Teliqon AB"}, fields), "assets": [{"id": "core"}]}
}

test_nothing_rests_on_it if {
	y := rule.finding with input as {"contract": {"supplierName": "Teliqon AB", "ended": true, "end": "2026-03-31"}, "assets": []}
	y == set()
}

test_bad if found({"ended": true, "end": "2026-03-31"}) == {{"key": "", "supplier": "Teliqon AB", "end": "2026-03-31", "evidence": ["contract.end"]}}

test_good if found({"ended": false, "end": "2028-03-31"}) == set()

test_unknown if found({}) == set()
