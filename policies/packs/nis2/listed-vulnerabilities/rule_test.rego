package packs.nis2.clause_0016_test

import data.packs.nis2.clause_0016 as rule

found(clauses) := y if {
	y := rule.finding with input as {"contract": {"id": "amf-2024", "supplierName": "Teliqon AB", "clauses": clauses}}
}

test_bad if found({"vulnerabilityHandling": false}) == {{"key": "vulnerabilityHandling", "supplier": "Teliqon AB", "evidence": ["contract.clauses.vulnerabilityHandling"]}}

test_good if found({"vulnerabilityHandling": true}) == set()

test_unknown if found({}) == set()
