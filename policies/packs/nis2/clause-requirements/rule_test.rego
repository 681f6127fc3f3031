package packs.nis2.clause_0005_test

import data.packs.nis2.clause_0005 as rule

found(clauses) := y if {
	y := rule.finding with input as {"contract": {"id": "amf-2024", "supplierName": "Teliqon AB", "clauses": clauses}}
}

test_bad if found({"cybersecurityRequirements": false}) == {{"key": "cybersecurityRequirements", "supplier": "Teliqon AB", "evidence": ["contract.clauses.cybersecurityRequirements"]}}

test_good if found({"cybersecurityRequirements": true}) == set()

test_unknown if found({}) == set()
