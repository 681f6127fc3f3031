package packs.dataact.clause_0005_test

import data.packs.dataact.clause_0005 as rule

found(clauses) := y if {
	y := rule.finding with input as {"contract": {"supplierName": "Hylvane", "clauses": clauses}}
}

test_bad if found({"erasureAfterRetrieval": false}) == {{"key": "", "supplier": "Hylvane", "evidence": ["contract.clauses.erasureAfterRetrieval"]}}

test_good if found({"erasureAfterRetrieval": true}) == set()

test_unknown if found({}) == set()
