package packs.baseline.component_0001_test

import data.packs.baseline.component_0001 as rule

found(x) := y if {
	y := rule.finding with input as x
}

test_bad if found({"component": {"name": "a"}}) == {{"key": "supplier", "evidence": []}}

test_good if found({"component": {"name": "a"}, "supplier": {"id": "teliqon"}}) == set()
