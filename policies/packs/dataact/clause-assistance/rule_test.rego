package packs.dataact.clause_0001_test

import data.packs.dataact.clause_0001 as rule

found(clauses) := y if {
	y := rule.finding with input as {"contract": {"supplierName": "Hylvane", "clauses": clauses}}
}

test_bad if found({"switchingAssistance": false}) == {{"key": "", "supplier": "Hylvane", "evidence": ["contract.clauses.switchingAssistance"]}}

test_good if found({"switchingAssistance": true}) == set()

test_unknown if found({}) == set()
