package packs.baseline.coverage_0001_test

import data.packs.baseline.coverage_0001 as rule

found(components, attributed) := y if {
	y := rule.finding with data.params as {"baseline/COVERAGE-0001": {"share": 0.8}}
		with input as {"coverage": {"components": components, "attributed": attributed}}
}

test_bad if found(4, 1) == {{"key": "", "share": 0.25, "components": 4, "evidence": []}}

test_good if found(10, 8) == set()

test_good_no_components if found(0, 0) == set()

test_unknown if rule.finding == set() with input as {}
