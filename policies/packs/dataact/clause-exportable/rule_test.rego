package packs.dataact.clause_0004_test

import data.packs.dataact.clause_0004 as rule

found(clauses) := y if {
	y := rule.finding with input as {"contract": {"supplierName": "Hylvane", "clauses": clauses}}
}

test_bad if found({"exportableDataListed": false}) == {{"key": "", "supplier": "Hylvane", "evidence": ["contract.clauses.exportableDataListed"]}}

test_good if found({"exportableDataListed": true}) == set()

test_unknown if found({}) == set()
