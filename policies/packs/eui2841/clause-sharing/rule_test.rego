package packs.eui2841.clause_0001_test

import data.packs.eui2841.clause_0001 as rule

found(clauses) := y if {
	y := rule.finding with input as {"contract": {"id": "amf-2024", "supplierName": "Teliqon AB", "clauses": clauses}}
}

test_bad if found({"threatSharing": false}) == {{"key": "threatSharing", "supplier": "Teliqon AB", "evidence": ["contract.clauses.threatSharing"]}}

test_good if found({"threatSharing": true}) == set()

test_unknown if found({}) == set()
