package packs.baseline.component_0003_test

import data.packs.baseline.component_0003 as rule

found(x) := y if {
	y := rule.finding with input as x
}

test_bad if found({"component": {"name": "a"}}) == {{"key": "purl", "evidence": []}}

test_good if found({"component": {"name": "a", "purl": {"type": "npm", "name": "a"}}}) == set()
