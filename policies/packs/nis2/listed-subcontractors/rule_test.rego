package packs.nis2.clause_0017_test

import data.packs.nis2.clause_0017 as rule

found(clauses) := y if {
	y := rule.finding with input as {"contract": {"id": "amf-2024", "supplierName": "Teliqon AB", "clauses": clauses}}
}

test_bad if found({"subcontractorFlowDown": false}) == {{"key": "subcontractorFlowDown", "supplier": "Teliqon AB", "evidence": ["contract.clauses.subcontractorFlowDown"]}}

test_good if found({"subcontractorFlowDown": true}) == set()

test_unknown if found({}) == set()
