package packs.nis2.clause_0013_test

import data.packs.nis2.clause_0013 as rule

found(clauses) := y if {
	y := rule.finding with input as {"contract": {"id": "amf-2024", "supplierName": "Teliqon AB", "clauses": clauses}}
}

test_bad if found({"backgroundVerification": false}) == {{"key": "backgroundVerification", "supplier": "Teliqon AB", "evidence": ["contract.clauses.backgroundVerification"]}}

test_good if found({"backgroundVerification": true}) == set()

test_unknown if found({}) == set()
