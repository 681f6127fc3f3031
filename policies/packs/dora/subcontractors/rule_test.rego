package packs.dora.chain_0001_test

import data.packs.dora.chain_0001 as rule

params := {"dora/CHAIN-0001": {"subcontractors": 1}}

found(supplier) := y if {
	y := rule.finding with input as {"supplier": supplier} with data.params as params
}

test_bad if {
	found({"subcontractors": [{"party": "a"}, {"party": "b"}]}) == {{"key": "", "number": 2, "evidence": ["supplier.subcontractors"]}}
}

test_good if {
	found({"subcontractors": []}) == set()
	found({"subcontractors": [{"party": "a"}]}) == set()
}

test_unknown if found({}) == set()
