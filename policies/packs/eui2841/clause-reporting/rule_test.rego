package packs.eui2841.clause_0002_test

import data.packs.eui2841.clause_0002 as rule

found(clauses) := y if {
	y := rule.finding with input as {"contract": {"id": "amf-2024", "supplierName": "Teliqon AB", "clauses": clauses}}
}

test_bad if found({"incidentReporting": false}) == {{"key": "incidentReporting", "supplier": "Teliqon AB", "evidence": ["contract.clauses.incidentReporting"]}}

test_good if found({"incidentReporting": true}) == set()

test_unknown if found({}) == set()
