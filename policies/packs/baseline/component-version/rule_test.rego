package packs.baseline.component_0002_test

import data.packs.baseline.component_0002 as rule

found(x) := y if {
	y := rule.finding with input as x
}

test_bad if found({"component": {"name": "a"}}) == {{"key": "version", "evidence": []}}

test_good if found({"component": {"name": "a", "version": "1.0"}}) == set()
