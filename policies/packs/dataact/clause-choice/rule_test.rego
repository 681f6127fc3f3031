package packs.dataact.clause_0007_test

import data.packs.dataact.clause_0007 as rule

found(clauses) := y if {
	y := rule.finding with input as {"contract": {"supplierName": "Hylvane", "clauses": clauses}}
}

test_bad if found({"switchingChoice": false}) == {{"key": "", "supplier": "Hylvane", "evidence": ["contract.clauses.switchingChoice"]}}

test_good if found({"switchingChoice": true}) == set()

test_unknown if found({}) == set()
