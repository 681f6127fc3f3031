package packs.nis2.contract_0001_test

import data.packs.nis2.contract_0001 as rule

found(ended) := y if {
	y := rule.finding with input as {"contract": object.union({"supplierName": "Teliqon AB", "end": "2026-01-31"}, ended)}
}

test_bad if found({"ended": true}) == {{"key": "", "supplier": "Teliqon AB", "end": "2026-01-31", "evidence": ["contract.end"]}}

test_good if found({"ended": false}) == set()

test_unknown if found({}) == set()
