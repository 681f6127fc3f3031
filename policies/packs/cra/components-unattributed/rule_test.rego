package packs.cra.diligence_0001_test

import data.packs.cra.diligence_0001 as rule

found(components, attributed) := y if {
	y := rule.finding with input as {"coverage": {"components": components, "attributed": attributed}}
}

test_bad if found(40, 31) == {{"key": "", "open": 9, "components": 40, "evidence": []}}

test_good if {
	found(40, 40) == set()
	found(0, 0) == set()
}

test_not_counted if {
	y := rule.finding with input as {}
	y == set()
}
