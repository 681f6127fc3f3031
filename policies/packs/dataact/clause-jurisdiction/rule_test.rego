package packs.dataact.clause_0009_test

import data.packs.dataact.clause_0009 as rule

found(clauses) := y if {
	y := rule.finding with input as {"contract": {"supplierName": "Hylvane", "clauses": clauses}}
}

test_bad if found({"jurisdictionPages": false}) == {{"key": "", "supplier": "Hylvane", "evidence": ["contract.clauses.jurisdictionPages"]}}

test_good if found({"jurisdictionPages": true}) == set()

test_unknown if found({}) == set()
