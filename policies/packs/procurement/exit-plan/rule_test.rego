package packs.procurement.exit_0001_test

import data.packs.procurement.exit_0001 as rule

found(product) := y if {
	y := rule.finding with input as {"product": product}
}

test_bad if found({"exitPlan": false}) == {{"key": "", "evidence": ["product.exitPlan"]}}

test_good if found({"exitPlan": true}) == set()

test_unknown if found({}) == set()
