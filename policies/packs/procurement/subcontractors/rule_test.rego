package packs.procurement.subcontract_0001_test

import data.packs.procurement.subcontract_0001 as rule

open(supplier) := y if {
	y := rule.undecided with input as {"supplier": supplier}
}

test_known if {
	open({"subcontractors": []}) == set()
	open({"subcontractors": [{"party": "a", "share": {"lo": 0.1, "hi": 0.2}}]}) == set()
}

test_share_unknown if open({"subcontractors": [{"party": "a"}]}) == {{"fact": "supplier.subcontractors", "key": "a"}}

# The engine asks for what the rule needs.
test_unknown if open({}) == set()
