package packs.dataact.clause_0006_test

import data.packs.dataact.clause_0006 as rule

found(clauses) := y if {
	y := rule.finding with input as {"contract": {"supplierName": "Hylvane", "clauses": clauses}}
}

test_bad if found({"switchingChargesStated": false}) == {{"key": "", "supplier": "Hylvane", "evidence": ["contract.clauses.switchingChargesStated"]}}

test_good if found({"switchingChargesStated": true}) == set()

test_unknown if found({}) == set()
