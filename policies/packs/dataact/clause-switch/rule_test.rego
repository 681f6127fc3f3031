package packs.dataact.clause_0010_test

import data.packs.dataact.clause_0010 as rule

found(clauses) := y if {
	y := rule.finding with input as {"contract": {"supplierName": "Hylvane", "clauses": clauses}}
}

test_bad if found({"switchingRight": false}) == {{"key": "", "supplier": "Hylvane", "evidence": ["contract.clauses.switchingRight"]}}

test_good if found({"switchingRight": true}) == set()

test_unknown if found({}) == set()
