package packs.nis2.clause_0018_test

import data.packs.nis2.clause_0018 as rule

found(clauses) := y if {
	y := rule.finding with input as {"contract": {"id": "amf-2024", "supplierName": "Teliqon AB", "clauses": clauses}}
}

test_bad if found({"returnAndDisposal": false}) == {{"key": "returnAndDisposal", "supplier": "Teliqon AB", "evidence": ["contract.clauses.returnAndDisposal"]}}

test_good if found({"returnAndDisposal": true}) == set()

test_unknown if found({}) == set()
