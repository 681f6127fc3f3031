package packs.nis2.lockin_0002_test

import data.packs.nis2.lockin_0002 as rule

about(dimensions) := {"exposure": {"lockIn": {"dimensions": dimensions}}}

params := {"nis2/LOCKIN-0002": {"dimension": 0.7}}

found(x) := y if {
	y := rule.finding with input as x with data.params as params
}

open(x) := y if {
	y := rule.undecided with input as x with data.params as params
}

test_bad if {
	found(about({"alternatives": {"lo": 1, "hi": 1}, "data": {"lo": 0, "hi": 0}})) == {{
		"key": "alternatives", "dimension": "alternatives", "value": {"lo": 1, "hi": 1}, "evidence": ["exposure.lockIn"],
	}}
}

test_good if {
	x := about({"data": {"lo": 0.7, "hi": 0.7}})
	found(x) == set()
	open(x) == set()
}

test_unknown if {
	x := about({"data": {"lo": 0.1, "hi": 1}})
	found(x) == set()
	open(x) == {{"fact": "exposure.lockIn.dimensions.data"}}
}
