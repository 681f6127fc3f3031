package packs.procurement.specification_0001_test

import data.packs.procurement.specification_0001 as rule

found(product) := y if {
	y := rule.finding with input as {"product": product}
}

test_bad if found({"alternatives": 0}) == {{"key": "", "evidence": ["product.alternatives"]}}

test_good if found({"alternatives": 1}) == set()

test_unknown if found({}) == set()
