package packs.procurement.subcontract_0002_test

import data.packs.procurement.subcontract_0002 as rule

found(clauses) := y if {
	y := rule.finding with input as {"contract": {"supplierName": "Teliqon AB", "clauses": clauses}}
}

test_bad if {
	found({"subcontractorFlowDown": false}) == {{
		"key": "subcontractorFlowDown", "supplier": "Teliqon AB",
		"evidence": ["contract.clauses.subcontractorFlowDown"],
	}}
}

test_good if found({"subcontractorFlowDown": true}) == set()

test_unknown if found({}) == set()
