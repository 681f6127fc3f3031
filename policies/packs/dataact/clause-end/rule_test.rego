package packs.dataact.clause_0003_test

import data.packs.dataact.clause_0003 as rule

found(clauses) := y if {
	y := rule.finding with input as {"contract": {"supplierName": "Hylvane", "clauses": clauses}}
}

test_bad if found({"terminationOnSwitch": false}) == {{"key": "", "supplier": "Hylvane", "evidence": ["contract.clauses.terminationOnSwitch"]}}

test_good if found({"terminationOnSwitch": true}) == set()

test_unknown if found({}) == set()
