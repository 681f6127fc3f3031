package packs.baseline.support_0001_test

import data.packs.baseline.support_0001 as rule

found(product) := y if {
	y := rule.finding with input as {"product": product}
}

test_bad if {
	found({"supported": false, "supportUntil": "2025-01-31"}) == {{"key": "", "until": "2025-01-31", "evidence": ["product.supportUntil"]}}
}

test_good if found({"supported": true, "supportUntil": "2031-01-31"}) == set()

test_unknown if found({}) == set()
