package packs.dora.clause_0001_test

import data.packs.dora.clause_0001 as rule

found(clauses) := y if {
	y := rule.finding with input as {"contract": {"supplierName": "Hylvane", "clauses": clauses}}
}

test_bad if found({"auditRight": false}) == {{"key": "", "supplier": "Hylvane", "evidence": ["contract.clauses.auditRight"]}}

test_good if found({"auditRight": true}) == set()

test_unknown if found({}) == set()
