package packs.nis2.clause_0012_test

import data.packs.nis2.clause_0012 as rule

found(clauses) := y if {
	y := rule.finding with input as {"contract": {"id": "amf-2024", "supplierName": "Teliqon AB", "clauses": clauses}}
}

test_bad if found({"staffTraining": false}) == {{"key": "staffTraining", "supplier": "Teliqon AB", "evidence": ["contract.clauses.staffTraining"]}}

test_good if found({"staffTraining": true}) == set()

test_unknown if found({}) == set()
