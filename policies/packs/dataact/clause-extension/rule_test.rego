package packs.dataact.clause_0008_test

import data.packs.dataact.clause_0008 as rule

found(clauses) := y if {
	y := rule.finding with input as {"contract": {"supplierName": "Hylvane", "clauses": clauses}}
}

test_bad if found({"transitionExtension": false}) == {{"key": "", "supplier": "Hylvane", "evidence": ["contract.clauses.transitionExtension"]}}

test_good if found({"transitionExtension": true}) == set()

test_unknown if found({}) == set()
