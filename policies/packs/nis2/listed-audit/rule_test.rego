package packs.nis2.clause_0015_test

import data.packs.nis2.clause_0015 as rule

found(clauses) := y if {
	y := rule.finding with input as {"contract": {"id": "amf-2024", "supplierName": "Teliqon AB", "clauses": clauses}}
}

test_bad if found({"auditRight": false}) == {{"key": "auditRight", "supplier": "Teliqon AB", "evidence": ["contract.clauses.auditRight"]}}

test_good if found({"auditRight": true}) == set()

test_unknown if found({}) == set()
