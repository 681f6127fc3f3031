package packs.nis2.clause_0014_test

import data.packs.nis2.clause_0014 as rule

found(clauses) := y if {
	y := rule.finding with input as {"contract": {"id": "amf-2024", "supplierName": "Teliqon AB", "clauses": clauses}}
}

test_bad if found({"incidentNotice": false}) == {{"key": "incidentNotice", "supplier": "Teliqon AB", "evidence": ["contract.clauses.incidentNotice"]}}

test_good if found({"incidentNotice": true}) == set()

test_unknown if found({}) == set()
