package packs.dataact.clause_0002_test

import data.packs.dataact.clause_0002 as rule

found(clauses) := y if {
	y := rule.finding with input as {"contract": {"supplierName": "Hylvane", "clauses": clauses}}
}

test_bad if found({"exitSupport": false}) == {{"key": "", "supplier": "Hylvane", "evidence": ["contract.clauses.exitSupport"]}}

test_good if found({"exitSupport": true}) == set()

test_unknown if found({}) == set()
